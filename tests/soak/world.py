"""The home that lives through a storm, what it was promised to hold, and the checks after each kill."""

from __future__ import annotations

import os
import random
import re
import sqlite3
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from assistant.experts.registry import ExpertRegistry
from assistant.memory.records import Carrier
from assistant.memory.store import MemoryStore
from assistant.paths import Home
from assistant.sleep.selection import what_to_learn
from tests.integration.terminal import Terminal
from tests.small_night import python_path
from tests.soak.killing import Command
from tests.tiny_model import build_tiny_model
from tests.traces import found_in

TOPIC_AFTER = 3
CONFIG = """model = "{model}"
[chat]
max_tokens = 12
context = 256
threads = 1
[sleep]
enabled = false
topic_after = {topic_after}
"""
"""No night begins by itself; a consolidation is due every few nights."""
_VERDICT = re.compile(r"^night \d+, \w+: (\w+) \((.*)\)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Before:
    """What chat uses before an action begins."""

    active: tuple[str, ...] = ()
    carried: frozenset[int] = frozenset()
    """Memories that an active expert answers for."""


@dataclass
class World:
    """One home for the product's own processes, and one for nights with stand-ins, whose experts fit no real model."""

    folder: Path
    chance: random.Random
    home: Home = field(init=False)
    quick: Home = field(init=False)
    environment: dict[str, str] = field(init=False)
    said: list[str] = field(default_factory=list)
    """What was acknowledged as stored."""
    forgotten: list[str] = field(default_factory=list)
    """Words that were acknowledged as forgotten."""
    faults: list[str] = field(default_factory=list)
    nights: Counter[str] = field(default_factory=Counter)
    """How the nights ended that followed upon a killed one."""
    number: int = 0

    def __post_init__(self) -> None:
        self.home, self.quick = Home(self.folder / "home").create(), Home(self.folder / "quick").create()
        tiny = build_tiny_model(self.folder / "tiny")
        self.home.config.write_text(CONFIG.format(model=tiny.gguf, topic_after=TOPIC_AFTER))
        path = python_path(self.folder / "site")
        self.environment = {**os.environ, "PYTHONPATH": path, "OMP_WAIT_POLICY": "passive"}

    def next(self) -> int:
        """A number that was not used yet."""
        self.number += 1
        return self.number

    def command(self, *arguments: str, home: Home | None = None) -> Command:
        """A command of the product, begun."""
        whose = str((home or self.home).root)
        return Command([sys.executable, "-m", "assistant", "--home", whose, *arguments], self.environment)

    def quick_night(self) -> Command:
        """A night with stand-ins for engine and trainer, begun."""
        return Command([sys.executable, "-m", "tests.soak.sleeper", str(self.quick.root)], self.environment)

    def terminal(self) -> Terminal:
        """The terminal interface, opened."""
        return Terminal(self.home.root, environment=self.environment)

    def kept(self) -> set[str]:
        """Every text that is in the database."""
        with MemoryStore.open(self.home.database) as store:
            kept = {message.content for chat in store.chats() for message in store.messages(chat.id)}
            return kept | {memory.text for memory in store.memories()}

    def something_to_learn(self) -> None:
        """Tell it two things, unless enough is waiting or a night goes on."""
        with MemoryStore.open(self.home.database) as store:
            if store.checkpoints.newest() is None and len(what_to_learn(store, ExpertRegistry(self.home))) < 2:
                for _ in range(2):
                    store.add_memory(f"My lamp number {self.next()} is called Gleam{self.number}.")

    def before(self, home: Home) -> Before:
        """What the next action must not take away."""
        with MemoryStore.open(home.database) as store:
            active = ExpertRegistry(home).active().experts
            carried = {m.id for m in store.memories() if {*store.memory_experts(m.id)} & {*active}}
        return Before(active, frozenset(carried))

    def look(self, name: str, home: Home, before: Before) -> None:
        """Open everything again, as the next start does, and repair nothing."""
        try:
            connection = sqlite3.connect(home.database)
            verdict = connection.execute("PRAGMA integrity_check").fetchone()[0]
            connection.close()
            if verdict != "ok":
                self.faults.append(f"{name}: {verdict}")
            with MemoryStore.open(home.database) as store:
                self._look_at_experts(name, store, ExpertRegistry(home), before)
            if home is self.home:
                self._look_at_words(name)
        except Exception as error:
            self.faults.append(f"{name}: {type(error).__name__}: {error}")

    def _look_at_experts(self, name: str, store: MemoryStore, registry: ExpertRegistry, before: Before) -> None:
        active = registry.active().experts
        for expert in active:
            registry.verify(expert)
        new = [expert for expert in active if expert not in before.active]
        nights = {row.id for row in store.sleeps(limit=1)}
        if strange := [expert for expert in new if registry.load(expert).sleep_id not in nights]:
            self.faults.append(f"{name}: {strange} became active, which this night did not make")
        stale = {link.memory_id for link in store.stale_links()}
        for memory in store.memories():
            if memory.id in before.carried - stale and not {*store.memory_experts(memory.id)} & {*active}:
                self.faults.append(f"{name}: memory {memory.id} lost its expert: {before.active} -> {active}")

    def _look_at_words(self, name: str) -> None:
        kept = self.kept()
        for text in self.said:
            if text not in kept:
                self.faults.append(f"{name}: {text!r} was acknowledged and is lost")
        for path, words in found_in(self.home.root, [word.encode() for word in self.forgotten]).items():
            self.faults.append(f"{name}: {words} were forgotten and are in {path}")

    def nothing_of(self, words: list[str]) -> None:
        """All of it was forgotten."""
        for path, found in found_in(self.home.root, [word.encode() for word in words]).items():
            self.faults.append(f"forget --all: {path} still holds {found[:3]}")

    def sleep_again(self, name: str, home: Home) -> None:
        """The next night of the product repairs by itself what a killed one left, and runs to a verdict."""
        running = self.command("sleep") if home is self.home else self.quick_night()
        output = running.finish()
        if output is None:
            self.faults.append(f"{name}: the next night failed: {running.tail}")
            return
        found = _VERDICT.search(output)
        verdict, reason = found.groups() if found else ("no verdict", output[-200:])
        self.nights[verdict] += 1
        with MemoryStore.open(home.database) as store:
            waiting = what_to_learn(store, ExpertRegistry(home))
            if verdict != "accept" and (verdict != "skipped" or waiting):
                self.faults.append(f"{name}: the next night ended as {verdict} ({reason}), {len(waiting)} wait")
            self._look_at_the_morning(name, store, home)

    def talk_again(self, name: str) -> None:
        """Whoever opens a chat after a killed night finds it closed, one way or the other."""
        if self.command("ask", "Are you there?").finish() is None:
            self.faults.append(f"{name}: no chat after it")
        with MemoryStore.open(self.home.database) as store:
            if any(row.finished is None for row in store.sleeps()):
                self.faults.append(f"{name}: chat left the killed night open")
            self._look_at_carriers(name, store, self.home)

    def _look_at_the_morning(self, name: str, store: MemoryStore, home: Home) -> None:
        half = [path.name for path in home.experts.iterdir() if not (path / "expert.json").exists()]
        left = [path.name for path in home.sleeps.iterdir()]
        open_rows = [row.id for row in store.sleeps() if row.finished is None]
        if half or left or open_rows or store.checkpoints.newest() is not None:
            self.faults.append(f"{name}: after the next night there are left {half} {left} {open_rows}")
        self._look_at_carriers(name, store, home)

    def _look_at_carriers(self, name: str, store: MemoryStore, home: Home) -> None:
        active = {*ExpertRegistry(home).active().experts}
        for memory in store.memories():
            if memory.carrier is not Carrier.TEXT and not {*store.memory_experts(memory.id)} & active:
                self.faults.append(f"{name}: memory {memory.id} counts as learnt, and no active expert holds it")
