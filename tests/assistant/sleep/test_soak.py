"""Many nights in a row with a fake trainer: what is on disk, what is active and what a night does stays bounded."""

from __future__ import annotations

import json
import random
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles

import pytest

from assistant.config import Config, SleepSettings
from assistant.events import PhaseStarted
from assistant.experts.manifest import ExpertState, Level, slices_of
from assistant.experts.registry import MANIFEST
from assistant.experts.routing import Router
from assistant.memory.recall import Recall
from assistant.memory.records import Carrier, MemoryStatus
from assistant.sleep.bedtime import sleep_once
from assistant.sleep.worker import Request
from backends.base import AdapterRef
from tests.assistant.sleep.fakes import NAMES, Sleeper, World, build_world, statement, use_world

A_NIGHT = 3
"""New memories a night."""
TOPIC_AFTER = 7
SYLLABLES = ("ba", "ko", "mi", "ra", "su", "te", "vo", "lu", "ni", "za")


def vocabulary(count: int) -> dict[str, str]:
    """`count` things that nobody has, each with a name of its own."""
    rng = random.Random(0)
    found: dict[str, str] = {}
    while len(found) < count:
        noun, name = ("".join(rng.choices(SYLLABLES, k=4)) for _ in range(2))
        found.setdefault(noun, name.capitalize())
    return found


@dataclass(frozen=True, slots=True)
class Morning:
    """What there is after a night."""

    experts: int
    active: int
    steps: int
    """Optimiser steps of the night."""
    asked: int
    """Prompts that the engine completed in the night."""
    disk: int
    """Bytes of the experts' folders."""
    database: int
    verdict: str


def soak(world: World, nights: int) -> list[Morning]:
    """A night a day; now and then something is forgotten or replaced, and one night in ten learns nothing."""
    config = Config(sleep=SleepSettings(topic_after=TOPIC_AFTER))
    rng = random.Random(1)
    nouns = iter(list(NAMES))
    mornings = []
    for number in range(nights):
        for _ in range(A_NIGHT):
            world.store.add_memory(statement(next(nouns)))
        living = world.store.memories()
        if number % 6 == 4:
            world.store.forget(rng.choice(living).id)
        if number % 9 == 5:
            old, new = rng.sample(living, 2)
            world.store.supersede(old.id, new.id)
        world.sleeper.learns = number % 10 != 7
        mornings.append(night(world, config, number))
        check_state(world)
    return mornings


def night(world: World, config: Config, seed: int) -> Morning:
    for seen in (world.engine.prompts, world.engine.asked_of, world.engine.diverged, world.trainer.batches):
        seen.clear()
    world.trainer.taught.clear()
    world.events.clear()
    finished = sleep_once(world.home, config, Request(seed=seed, without=("core",)), world.events.append, lambda: False)
    assert world.trainer.open_sessions == 0
    assert all(isinstance(event.total, int) for event in world.events if isinstance(event, PhaseStarted))
    files = [path for path in world.home.experts.rglob("*") if path.is_file()]
    return Morning(
        experts=len(world.registry.list()),
        active=len(world.registry.active().experts),
        steps=len(world.trainer.batches),
        asked=len(world.engine.prompts),
        disk=sum(path.stat().st_size for path in files),
        database=world.home.database.stat().st_size,
        verdict=finished.verdict,
    )


def check_state(world: World) -> None:
    """Every file can be read, and nothing refers to what is not there."""
    experts = {expert.id: expert for expert in world.registry.list()}
    assert {path.name for path in world.home.experts.iterdir()} == experts.keys()
    assert all(
        world.registry.verify(name).state is not ExpertState.REJECTED for name in world.registry.active().experts
    )
    assert not list(world.home.root.rglob("*.partial"))
    for expert in experts.values():
        assert json.loads((world.registry.folder(expert.id) / MANIFEST).read_text())["id"] == expert.id
        assert sum(part.rank for part in slices_of(expert)) == expert.rank
    living = {memory.id for memory in world.store.memories()}
    seen = {number for name in world.registry.active().experts for number in experts[name].memory_ids}
    assert seen <= living, "the night rebuilt whatever saw what is no more"
    forgotten = {memory.id for memory in world.store.memories(MemoryStatus.FORGOTTEN)}
    assert not [expert.id for expert in experts.values() if forgotten & {*expert.memory_ids}], "not even idle ones"
    linked = connect(world.home.database, "SELECT DISTINCT expert_id FROM expert_memories")
    assert {row[0] for row in linked} <= experts.keys()
    assert connect(world.home.database, "PRAGMA integrity_check") == [("ok",)]
    for row in world.store.sleeps():
        assert row.finished and row.verdict and json.loads(row.report)["sleep_id"] == row.id


def connect(path: Path, sql: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(path)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


def answered(world: World) -> float:
    """The share of living memories whose name chat gives without a note."""
    builder, router, recall = world.night().builder, Router(world.registry, world.store), Recall(world.store)
    right = 0
    living = world.store.memories()
    for memory in living:
        noun = memory.text.split()[1]
        text = f"What is my {noun} called?"
        world.engine.set_adapters(router.route(recall.find(text, 5), text).adapters)
        right += NAMES[noun] in world.sleeper(builder.prompt_text(text))
    return right / len(living)


@pytest.fixture
def soaked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    before = dict(NAMES)
    NAMES.clear()
    NAMES.update(vocabulary(60 * A_NIGHT))
    world = build_world(tmp_path, ())
    world.sleeper = Sleeper(world.engine, list(NAMES), by_training=True)
    world.engine.complete = world.sleeper
    use_world(world, monkeypatch)
    yield world
    # All at once: other tests go by the order of these.
    NAMES.clear()
    NAMES.update(before)


def usual(mornings: Sequence[Morning]) -> float:
    """Steps of a night in which nothing is rebuilt: the lower quartile."""
    return quantiles([morning.steps for morning in mornings], n=4)[0]


def worst(mornings: Sequence[Morning], name: str) -> int:
    return max(int(getattr(morning, name)) for morning in mornings)


def check_bounds(mornings: Sequence[Morning]) -> None:
    """The bounds that assistant/experts/levels.py states: one core, twice the days, a topic for every four weeks."""
    topics = 1 + len(mornings) // (4 * TOPIC_AFTER)
    assert worst(mornings, "active") <= 2 * TOPIC_AFTER + topics
    assert worst(mornings, "experts") <= worst(mornings, "active") + 3 * (TOPIC_AFTER + 1) + len(Level)


def test_twelve_nights(soaked: World) -> None:
    mornings = soak(soaked, 12)
    check_bounds(mornings)
    levels = [soaked.registry.load(name).level for name in soaked.registry.active().experts]
    assert Level.TOPIC in levels
    assert answered(soaked) >= 0.9
    assert Carrier.WEIGHTS in {memory.carrier for memory in soaked.store.memories()}


@pytest.mark.slow
@pytest.mark.long
@pytest.mark.timeout(900)
def test_sixty_nights(soaked: World) -> None:
    mornings = soak(soaked, 60)
    check_bounds(mornings)
    early, late = mornings[10:30], mornings[40:60]
    assert usual(late) <= 1.5 * usual(early), "a usual night does not grow with the years"
    # Rebuilding after a forget takes the longer the more an expert holds, up to the limit of the recipe.
    assert worst(late, "steps") <= 3 * worst(early, "steps")
    assert worst(late, "asked") <= 1.5 * worst(early, "asked")
    grown = [
        later.database - sooner.database
        for sooner, later in ((mornings[0], mornings[29]), (mornings[30], mornings[59]))
    ]
    assert grown[1] <= 1.5 * grown[0], "the database grows with what was told and no faster"
    assert answered(soaked) >= 0.9
    assert soaked.engine.mounted == () or isinstance(soaked.engine.mounted[0], AdapterRef)
