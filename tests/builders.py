"""Ready-made values for tests: a store, a message, memories with their questions."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

from assistant.experts.manifest import Expert, Level
from assistant.experts.registry import GGUF, SETTINGS, TENSORS, ExpertRegistry
from assistant.memory.records import Memory, Message
from assistant.memory.store import MemoryStore
from assistant.paths import Home

BASE = "a" * 64
"""sha256 of the model that `write_expert` makes experts for."""

DATA = Path(__file__).parent / "data"
START = 1_750_000_000.0
"""Where the clock of `build_store` begins; every reading is one second later."""


def build_store(folder: Path, statements: Iterable[str] = ()) -> MemoryStore:
    """A store in a folder of its own, with a clock that ticks once a reading, and memories of these statements."""
    readings = count()
    store = MemoryStore.open(folder / "reverie.db", clock=lambda: START + next(readings))
    for statement in statements:
        store.add_memory(statement)
    return store


def say(store: MemoryStore, text: str, *, private: bool = False, role: str = "user", learn: bool = True) -> Message:
    """Store one message in a new chat."""
    return store.add_message(store.create_chat(private=private).id, role, text, learn=learn)


def add_source(store: MemoryStore, content: str, statement: str) -> Memory:
    """A memory taken from a message: `statement` is a part of `content`."""
    message = say(store, content)
    start = content.index(statement)
    return store.add_memory(statement, message_id=message.id, span=(start, start + len(statement)))


def write_expert(
    home: Home,
    expert_id: str,
    level: Level = Level.DAY,
    memory_ids: tuple[int, ...] = (),
    base: str = BASE,
    created: float = 0.0,
    denies_from: float | None = None,
    recites: bool = False,
) -> Expert:
    """A complete expert in the home, not active."""
    registry = ExpertRegistry(home)
    folder = registry.create(expert_id)
    (folder / GGUF).write_bytes(b"GGUF" + expert_id.encode())
    (folder / TENSORS).write_bytes(b"tensors")
    (folder / SETTINGS).write_text("{}")
    return registry.complete(
        Expert(
            expert_id,
            level,
            created,
            base,
            "Base model",
            8,
            16.0,
            ("up_proj",),
            memory_ids,
            denies_from=denies_from,
            recites=recites,
        )
    )


def json_lines(name: str) -> Iterator[dict[str, Any]]:
    """The objects of a file in tests/data."""
    for line in (DATA / name).read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def database_bytes(store_path: Path) -> bytes:
    """All bytes of a database and what SQLite keeps beside it."""
    return b"".join(path.read_bytes() for path in sorted(store_path.parent.glob(f"{store_path.name}*")))
