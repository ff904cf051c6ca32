"""A simulated month: thirty days of a laptop that is carried about, closed, unplugged and typed on in the night.

The watch, the store, the cycle with its checkpoints and the experts are real; clock, power, idle source, engine and
trainer are played.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from assistant.config import Config, SleepSettings
from assistant.events import SleepFinished
from assistant.lock import held
from assistant.memory.store import MemoryStore
from assistant.paths import Home
from assistant.sleep import bedtime
from assistant.sleep.bedtime import sleep_once
from assistant.sleep.idle import Readings
from assistant.sleep.policy import Cause
from assistant.sleep.watch import NightWatch
from assistant.sleep.worker import Request
from tests.assistant.sleep.fakes import NAMES, Sleeper, World, build_world, statement, use_world

DAYS, CUT_SHORT = 30, 12
IDLE_MINUTES = 10
HOUR, TICK = 3600.0, 1200.0
START = 1_750_032_000.0
"""A midnight, UTC."""
NOUNS = (
    *("dog", "cat", "boat", "horse", "parrot", "sister", "brother", "aunt", "uncle", "cousin", "teacher", "barber"),
    *("dentist", "doctor", "plumber", "lawyer", "gardener", "neighbour", "landlord", "boss", "bike", "tent", "kayak"),
    *("canoe", "garden", "street", "school", "village", "river", "island", "hamster", "rabbit", "turtle", "goldfish"),
    *("tortoise", "pony", "donkey", "goose", "budgie", "ferret", "mentor", "coach", "pianist", "drummer", "singer"),
)


@dataclass
class Laptop:
    """The machine and its user. Time passes only through `pass_time`; `due` holds what happens when."""

    now: float = START
    awake: float = 0.0
    """Monotonic: stands still while the lid is closed."""
    last_input: float = START
    plugged: bool = True
    unplugged_at: float = START
    woke: float = START
    due: list[tuple[float, Callable[[], None]]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def pass_time(self, seconds: float) -> None:
        self.now += seconds
        self.awake += seconds
        for moment, act in [entry for entry in self.due if entry[0] <= self.now]:
            self.due.remove((moment, act))
            act()

    def close_lid(self, seconds: float) -> None:
        """Suspended: the wall clock runs on. Whoever opens the lid types soon after."""
        self.now += seconds
        self.woke = self.now
        self.due.append((self.now + 20, self.type))

    def type(self) -> None:
        self.last_input = self.now

    def unplug(self) -> None:
        if self.plugged:
            self.plugged, self.unplugged_at = False, self.now

    def plug_in(self) -> None:
        self.plugged = True

    def begin(self) -> None:
        """A night begins."""
        alone = self.now - max(self.last_input, self.woke)
        if alone < IDLE_MINUTES * 60:
            self.faults.append(f"a night began {alone:.0f} s after somebody was here, at {self.now}")
        if not self.plugged:
            self.faults.append(f"a night began on battery at {self.now}")

    def work(self, seconds: float, began: float) -> None:
        """The night works so long. It may not notice at once, but soon."""
        self.pass_time(seconds)
        if not self.plugged and self.now - self.unplugged_at > 15:
            self.faults.append(f"worked on battery at {self.now}")
        if self.last_input > began and self.now - self.last_input > 15:
            self.faults.append(f"worked while the user typed at {self.now}")

    def idle(self) -> tuple[float | None, str]:
        return self.now - self.last_input, "desktop"

    def read(self) -> Readings:
        return Readings(self.now - self.last_input, "desktop", self.plugged, 70.0, 0.1, 10**11, 10**10, 0.0, 50.0)

    def glance(self) -> Readings:
        return self.read()


pytestmark = pytest.mark.slow


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    for number, noun in enumerate(NOUNS):
        monkeypatch.setitem(NAMES, noun, NAMES.get(noun, f"Name{chr(65 + number % 26)}{'aeiou'[number % 5]}x{number}"))
    world = build_world(tmp_path, ())
    world.sleeper = world.engine.complete = Sleeper(world.engine, NOUNS)
    use_world(world, monkeypatch)
    with world.store:
        yield world


def test_a_month(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    chance, laptop = random.Random(11), Laptop()
    told: dict[int, float] = {}
    nights_of_opportunity: list[tuple[float, float]] = []
    untold = list(NOUNS)
    ran: list[tuple[float, str]] = []
    cuts: list[tuple[float, str]] = []

    played = SimpleNamespace(open=lambda path: MemoryStore.open(path, lambda: laptop.now))
    monkeypatch.setattr(bedtime, "MemoryStore", played)

    def cut_short() -> None:
        """In the middle of a night somebody comes, pulls the plug or closes the lid."""
        kind = chance.choice(("type", "unplug", "lid"))
        cuts.append((laptop.now, kind))
        match kind:
            case "type":
                laptop.type()
            case "unplug":
                laptop.unplug()
                laptop.due.append((laptop.now + HOUR, laptop.plug_in))
            case "lid":
                laptop.close_lid(3 * HOUR)

    def run(home: Home, config: Config, *, should_stop: Callable[[], bool], **given: Any) -> SleepFinished:
        began, cut = laptop.now, (laptop.now + chance.uniform(5, 120), cut_short)
        laptop.begin()
        if len(cuts) < CUT_SHORT and chance.random() < 0.6:
            laptop.due.append(cut)
        sleeper = world.sleeper

        def complete(prompt: str) -> str:
            laptop.work(2.0, began)
            return sleeper(prompt)

        world.engine.complete = complete
        world.trainer.on_step = lambda number: laptop.work(10.0, began)
        with held(home.sleep_lock):
            request = Request(without=("core",), budget_seconds=given["budget_seconds"])
            finished = sleep_once(home, config, request, lambda event: None, should_stop, lambda: laptop.awake)
        if cut in laptop.due:
            laptop.due.remove(cut)  # this night was over before
        ran.append((began, finished.verdict))
        return finished

    config = Config(sleep=SleepSettings(topic_after=DAYS + 1, budget_minutes=120, idle_minutes=IDLE_MINUTES))

    def watch(watcher: str) -> NightWatch:
        return NightWatch(
            world.home, lambda: config, laptop, watcher=watcher, run=run,
            clock=lambda: laptop.now, stopwatch=lambda: laptop.awake, boot=lambda: "one",
        )  # fmt: skip

    terminal = watch("terminal")

    def tick() -> None:
        """Every third day nothing but the timer looks, with a new process each time."""
        timer = int((laptop.now - START) / (24 * HOUR)) % 3 == 2
        (watch("timer") if timer else terminal).tick()

    def carry(seconds: float) -> None:
        """The timer's time that was missed meanwhile is made up for as soon as the lid is opened."""
        laptop.close_lid(seconds)
        tick()

    def ticks_until(moment: float) -> None:
        while laptop.now < moment:
            laptop.pass_time(min(TICK, moment - laptop.now))
            tick()

    def chat(day: float) -> None:
        """A morning, a noon and an evening at the keyboard; something is told now and then."""
        for hour in (8, 12, 19):
            ticks_until(day + hour * HOUR)
            for _ in range(chance.randrange(6)):
                laptop.pass_time(300)
                laptop.type()
                tick()
            for _ in range(chance.choice((0, 0, 1, 1, 2))):
                if untold:
                    with MemoryStore.open(world.home.database, lambda: laptop.now) as store:
                        told[store.add_memory(statement(untold.pop())).id] = laptop.now
            laptop.type()
            tick()
            if chance.random() < 0.3:
                carry(chance.uniform(0.2, 3) * HOUR)

    for number in range(DAYS):
        day = START + number * 24 * HOUR
        laptop.plug_in() if chance.random() < 0.8 else laptop.unplug()
        chat(day)
        evening = day + 22 * HOUR
        ticks_until(evening)
        kind = chance.choice(("good", "good", "good", "lid", "battery"))
        laptop.unplug() if kind == "battery" else laptop.plug_in()
        if kind == "lid":
            carry(8 * HOUR)
        ticks_until(day + 31 * HOUR)
        if kind == "good":
            nights_of_opportunity.append((evening, laptop.now))

    assert laptop.faults == []
    with MemoryStore.open(world.home.database) as store:
        decisions = store.decisions.newest()
        nights = store.sleeps()
        learned = {memory: store.memory_experts(memory) for memory in told}
        finished = {row.expert_id: row.finished for row in nights}
    days = {date.fromtimestamp(START + number * 24 * HOUR) for number in range(DAYS)}
    assert days <= {date.fromtimestamp(row.made) for row in decisions}, "every day has a row"
    assert all(row.reason for row in decisions)
    causes = Counter(row.cause for row in decisions)
    assert {Cause.READY, Cause.USER, Cause.BATTERY, Cause.NOTHING_NEW, Cause.FEW, Cause.RESTED} <= causes.keys()
    stopped = [began for began, verdict in ran if verdict == "stopped"]
    assert len(cuts) == CUT_SHORT and {kind for _, kind in cuts} == {"type", "unplug", "lid"}
    assert len(stopped) == CUT_SHORT, "every night that was cut short stopped, and no other one did"
    ended = [began for began, verdict in ran if verdict == "accept"]
    assert min(later - earlier for earlier, later in pairwise(ended)) >= 12 * HOUR - 3600, "one night a night"
    assert {row.verdict for row in nights} <= {"accept", "stopped"}
    late = []
    for memory, moment in told.items():
        ends = [end for begin, end in nights_of_opportunity if begin >= moment]
        if len(ends) >= 2:
            known = [finished.get(expert) or float("inf") for expert in learned[memory]]
            if not known or min(known) > ends[1]:
                late.append(memory)
    assert len(told) > 20
    assert late == []
