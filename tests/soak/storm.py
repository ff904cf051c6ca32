"""The kill storm: SIGKILL at random moments of chat, sleep, promotion, import, forget and migration; then look.

`python -m tests.soak.storm --kills 300 --seed 1` prints what was killed where, and every promise that was broken.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psutil
from sqlite_utils import Database

from assistant.experts.registry import ExpertRegistry
from assistant.memory.migrations import migrations
from assistant.memory.records import MemoryStatus
from assistant.memory.store import MemoryStore
from assistant.paths import Home
from assistant.sleep.repair import settle
from tests.assistant.sleep.fakes import NAMES, statement
from tests.builders import database_bytes
from tests.tiny_model import build_tiny_model

ROOT = Path(__file__).parents[2]
SURVIVAL_SECONDS = 5.0
"""So long after the kill the processes that belonged together may still be there."""
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT), "OMP_WAIT_POLICY": "passive"}


@dataclass
class Storm:
    """One home that lives through all of it, and what it was promised to hold."""

    home: Home
    chance: random.Random
    said: list[str] = field(default_factory=list)
    """What was acknowledged as stored."""
    forgotten: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    kills: Counter[str] = field(default_factory=Counter)
    finished: Counter[str] = field(default_factory=Counter)
    """What was over before the kill came."""
    usual: dict[str, float] = field(default_factory=dict)
    """How long each action takes when nobody disturbs it, seconds."""
    number: int = 0

    def strike(self, name: str) -> None:
        """Do one action, kill one of its processes at a random moment, and look at what is left."""
        command, acknowledged = ACTIONS[name](self)
        before = ExpertRegistry(self.home).active().experts
        if name not in self.usual:
            began = time.monotonic()
            output = run(command)
            self.usual[name] = time.monotonic() - began
            if output is None:
                self.faults.append(f"{name}: failed undisturbed")
            acknowledged(output)
        else:
            acknowledged(self._killed(name, command))
        self._look(name, before)

    def _killed(self, name: str, command: Sequence[str]) -> str | None:
        child = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL, cwd=ROOT,
            env=ENVIRONMENT, start_new_session=True, text=True,
        )  # fmt: skip
        time.sleep(self.chance.uniform(0.0, 1.1 * self.usual[name]))
        family = [psutil.Process(child.pid)] if child.poll() is None else []
        with contextlib.suppress(psutil.NoSuchProcess):
            family += family[0].children(recursive=True) if family else []
        # The engine is there for a part of the time only; when it is, it is the likelier victim.
        children = family[1:] if self.chance.random() < 0.7 else []
        victim = self.chance.choice(children or family) if family else None
        if victim is None:
            self.finished[name] += 1
        else:
            role = "parent" if victim.pid == child.pid else "child"
            self.kills[f"{name}, {role}"] += 1
            with contextlib.suppress(psutil.NoSuchProcess):
                os.kill(victim.pid, signal.SIGKILL)
        output, _ = child.communicate(timeout=120)
        _, alive = psutil.wait_procs(family, timeout=SURVIVAL_SECONDS)
        if alive:
            self.faults.append(f"{name}: {len(alive)} processes outlived the kill by {SURVIVAL_SECONDS} s")
            for process in alive:
                process.kill()
        return output if child.returncode == 0 else None

    def _look(self, name: str, before: tuple[str, ...]) -> None:
        """Open everything again, as the next start does."""
        try:
            connection = sqlite3.connect(self.home.database)
            verdict = connection.execute("PRAGMA integrity_check").fetchone()[0]
            connection.close()
            if verdict != "ok":
                self.faults.append(f"{name}: {verdict}")
            with MemoryStore.open(self.home.database) as store:
                registry = ExpertRegistry(self.home)
                new = [expert for expert in registry.active().experts if expert not in before]
                if tuple(e for e in registry.active().experts if e not in new) != before or len(new) > 1:
                    self.faults.append(f"{name}: the active set went from {before} to {registry.active().experts}")
                settle(store, registry)
                for expert in registry.active().experts:
                    registry.verify(expert)
                self._compare(name, store, registry)
        except Exception as error:
            self.faults.append(f"{name}: {type(error).__name__}: {error}")

    def _compare(self, name: str, store: MemoryStore, registry: ExpertRegistry) -> None:
        kept = {message.content for chat in store.chats() for message in store.messages(chat.id)}
        kept |= {memory.text for memory in store.memories()}
        for text in self.said:
            if text not in kept:
                self.faults.append(f"{name}: {text!r} was acknowledged and is lost")
        content = database_bytes(self.home.database) + b"".join(
            path.read_bytes() for path in self.home.logs.rglob("*") if path.is_file()
        )
        for text in self.forgotten:
            if text.encode() in content:
                self.faults.append(f"{name}: {text!r} was forgotten and is still there")
        active = set(registry.active().experts)
        for memory in store.memories(MemoryStatus.ACTIVE):
            lost = [e for e in store.memory_experts(memory.id) if e not in active]
            if lost:
                self.faults.append(f"{name}: memory {memory.id} points to {lost}, which nobody mounts")


def run(command: Sequence[str]) -> str | None:
    """What a command printed; None when it failed."""
    done = subprocess.run(
        command, capture_output=True, text=True, cwd=ROOT, env=ENVIRONMENT, stdin=subprocess.DEVNULL, timeout=300
    )
    return done.stdout if done.returncode == 0 else None


Acknowledged = Callable[[str | None], None]


def _reverie(storm: Storm, *arguments: str) -> list[str]:
    return [sys.executable, "-m", "assistant", "--home", str(storm.home.root), *arguments]


def chat(storm: Storm) -> tuple[list[str], Acknowledged]:
    """One question to a real engine process."""
    storm.number += 1
    text = f"Sentence number {storm.number} of the storm."

    def acknowledged(output: str | None) -> None:
        if output is not None:
            storm.said.append(text)

    return _reverie(storm, "ask", text), acknowledged


def bring(storm: Storm) -> tuple[list[str], Acknowledged]:
    """An import of two hundred memories, all or none."""
    storm.number += 1
    texts = [f"Note {storm.number}-{line} is about storms." for line in range(200)]
    file = storm.home.root / "import.txt"
    file.write_text("\n".join(texts))

    def acknowledged(output: str | None) -> None:
        with MemoryStore.open(storm.home.database) as store:
            kept = [memory for memory in store.memories() if memory.text.startswith(f"Note {storm.number}-")]
            if len(kept) not in (0, 200) or (output is not None and len(kept) != 200):
                storm.faults.append(f"import: {len(kept)} of 200 were kept")
            # A home of a usual size: the next night must not learn thousands of them.
            for memory in kept:
                store.supersede(memory.id, kept[0].id) if memory is not kept[0] else None
            for memory in kept[:1]:
                store.forget(memory.id)

    return _reverie(storm, "memory", "import", str(file)), acknowledged


def forget(storm: Storm) -> tuple[list[str], Acknowledged]:
    """A memory that was told a moment ago."""
    storm.number += 1
    text = f"The secret word {storm.number} is Quillwort{storm.number}."
    with MemoryStore.open(storm.home.database) as store:
        message = store.add_message(store.create_chat().id, "user", text)
        memory = store.add_memory(text, message_id=message.id)

    def acknowledged(output: str | None) -> None:
        if output is not None:
            storm.forgotten.append(f"Quillwort{storm.number}")
        else:
            with MemoryStore.open(storm.home.database) as store:
                store.forget(memory.id)

    return _reverie(storm, "memory", "forget", str(memory.id), "--yes"), acknowledged


def sleep(storm: Storm) -> tuple[list[str], Acknowledged]:
    """A night with something to learn, up to its promotion."""
    with MemoryStore.open(storm.home.database) as store:
        registry = ExpertRegistry(storm.home)
        settle(store, registry)
        fresh = [m for m in store.memories() if not set(store.memory_experts(m.id)) & set(registry.active().experts)]
        if len(fresh) < 3 and store.checkpoints.newest() is None:
            for noun in storm.chance.sample(sorted(NAMES), 3):
                store.add_memory(statement(noun))
    return [sys.executable, "-m", "tests.soak.sleeper", str(storm.home.root)], lambda output: None


def migrate(storm: Storm) -> tuple[list[str], Acknowledged]:
    """An older database is brought to this version's shape."""
    path = storm.home.root / "old" / "reverie.db"
    path.parent.mkdir(exist_ok=True)
    for file in path.parent.iterdir():
        file.unlink()
    old = Database(path)
    migrations.apply(old, stop_before="m003_nights")
    old.execute("PRAGMA user_version = 2")
    for number in range(300):
        old.execute("INSERT INTO chats(title, created, updated, private) VALUES (?, 1, 2, 0)", [f"kept {number}"])
    old.conn.commit()
    old.close()
    code = (
        "import sys; from pathlib import Path; from assistant.memory.store import MemoryStore\n"
        "MemoryStore.open(Path(sys.argv[1])).close()"
    )

    def acknowledged(output: str | None) -> None:
        with MemoryStore.open(path) as store:
            if len(store.chats()) != 300 or store.sleeps() != []:
                storm.faults.append("migration: rows were lost")

    return [sys.executable, "-c", code, str(path)], acknowledged


ACTIONS: dict[str, Callable[[Storm], tuple[list[str], Acknowledged]]] = {
    "chat": chat,
    "sleep": sleep,
    "import": bring,
    "forget": forget,
    "migration": migrate,
}
WEIGHTS = {"chat": 3, "sleep": 5, "import": 1, "forget": 2, "migration": 1}


def weather(folder: Path, kills: int, seed: int) -> Storm:
    """So many kills, the actions mixed by their weights; at last a night and a question that nobody disturbs."""
    home = Home(folder / "home").create()
    tiny = build_tiny_model(folder / "tiny")
    home.config.write_text(f'model = "{tiny.gguf}"\n[chat]\nmax_tokens = 12\ncontext = 256\nthreads = 1\n')
    with MemoryStore.open(home.database) as store:
        for noun in ("dog", "cat", "boat"):
            store.add_memory(statement(noun))
    storm = Storm(home, random.Random(seed))
    for name in ACTIONS:
        storm.strike(name)
    bag: list[str] = []
    while sum(storm.kills.values()) < kills:
        if not bag:
            bag = [name for name, weight in WEIGHTS.items() for _ in range(weight)]
            storm.chance.shuffle(bag)
        storm.strike(bag.pop())
    storm.usual.clear()
    for name in ACTIONS:
        storm.strike(name)
    return storm


def main() -> int:
    """Run a storm and print its figures. Exit code 1 when a promise was broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="reverie-storm-") as folder:
        storm = weather(Path(folder), asked.kills, asked.seed)
        with MemoryStore.open(storm.home.database) as store:
            nights = Counter(row.verdict for row in store.sleeps())
    lines = [
        f"seed {asked.seed}: {sum(storm.kills.values())} kills in {time.monotonic() - began:.0f} s",
        *(f"  {name:<20} {count}" for name, count in sorted(storm.kills.items())),
        f"  over before the kill: {sum(storm.finished.values())}",
        f"  acknowledged: {len(storm.said)} messages, {len(storm.forgotten)} forgotten memories",
        f"  nights: {', '.join(f'{count} {verdict}' for verdict, count in sorted(nights.items()))}",
        f"broken promises: {len(storm.faults)}",
        *(f"  {fault}" for fault in storm.faults),
    ]
    sys.stdout.write("\n".join(lines) + "\n")
    return 1 if storm.faults else 0


if __name__ == "__main__":
    sys.exit(main())
