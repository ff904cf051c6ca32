from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.experts.manifest import Expert, Level
from assistant.experts.registry import GGUF, SETTINGS, TENSORS, ExpertRegistry
from assistant.paths import Home

BASE = "a" * 64
MakeExpert = Callable[..., Expert]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home").create()


@pytest.fixture
def registry(home: Home) -> ExpertRegistry:
    return ExpertRegistry(home, BASE)


@pytest.fixture
def make_expert(home: Home) -> MakeExpert:
    """Write a complete expert to the home."""

    def make(
        expert_id: str,
        level: Level = Level.DAY,
        memory_ids: tuple[int, ...] = (),
        base: str = BASE,
        created: float = 0.0,
    ) -> Expert:
        registry = ExpertRegistry(home)
        folder = registry.create(expert_id)
        (folder / GGUF).write_bytes(b"GGUF" + expert_id.encode())
        (folder / TENSORS).write_bytes(b"tensors")
        (folder / SETTINGS).write_text("{}")
        return registry.complete(
            Expert(expert_id, level, created, base, "Base model", 8, 16.0, ("up_proj",), memory_ids)
        )

    return make
