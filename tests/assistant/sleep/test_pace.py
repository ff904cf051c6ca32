"""What a night costs, by the nights before it, and nights that keep to their budget on a machine of any speed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant.config import Config
from assistant.events import PhaseProgress, SleepFinished
from assistant.memory.records import SleepRow
from assistant.sleep.bedtime import sleep_once
from assistant.sleep.pace import BUDGET_USED, Pace, pace_of
from assistant.sleep.recipe import Optimisation
from assistant.sleep.seeding import Allowed, Stopped
from assistant.sleep.worker import Request
from tests.assistant.sleep.fakes import SMALL, World, build_world, use_world

SECONDS = {"dream": 40.0, "ask": 20.0, "choose": 20.0, "seed": 60.0, "evaluate": 30.0, "promote": 0.1}


def night(number: int, memories: int = 10, took: float = 180.0, **report: Any) -> SleepRow:
    told = {"memories": memories, "seconds": SECONDS, "base": "f" * 64, **report}
    return SleepRow(number, 1000.0, 1000.0 + took, "day", "accept", "", None, json.dumps(told))


def test_a_pace_without_nights_is_a_guess_that_says_so() -> None:
    assert pace_of([], "f" * 64) == Pace() and Pace().measured == 0


def test_a_pace_is_taken_from_the_nights_of_this_model() -> None:
    rows = [night(3), night(2, memories=5, took=200.0), night(1, base="e" * 64, memories=1)]
    pace = pace_of(rows, "f" * 64)
    assert (pace.measured, pace.per_memory, pace.fixed, pace.evaluate_per_ask) == (2, 18.0, 70.0, 1.5)


def test_a_second_try_and_what_else_a_night_did_are_no_part_of_its_pace() -> None:
    twice = {**SECONDS, "seed": 120.0, "evaluate": 60.0, "lessons": 400.0, "rebuild": 50.0}
    busy = night(1, took=180.0 + 90.0 + 450.0 + 70.0, tries=2, seconds=twice, topic={"seconds": {"topic": 70.0}})
    assert pace_of([busy], "f" * 64) == pace_of([night(1)], "f" * 64)


@pytest.mark.parametrize(
    "changes", [{"resumed": True}, {"shortened": True}, {"memories": 0}, {"memories": [1]}, {"seconds": {"dream": 9.0}}]
)
def test_nights_that_were_not_whole_say_nothing(changes: dict[str, Any]) -> None:
    assert pace_of([night(1, **changes)], "f" * 64).measured == 0


@pytest.mark.parametrize("report", ["", "{}"])
def test_empty_reports_say_nothing(report: str) -> None:
    assert pace_of([SleepRow(1, 0.0, 9.0, "day", "skipped", "", None, report)], "f" * 64).measured == 0


@pytest.mark.parametrize(
    ("budget", "memories"), [(None, None), (-5.0, 0), (54.9, 0), (55.0, 1), (69.9, 1), (70.0, 2), (640.0, 40)]
)
def test_what_fits_into_a_budget(budget: float | None, memories: int | None) -> None:
    assert Pace(fixed=40.0, per_memory=15.0).memories(budget) == memories


class Clock:
    """Counts what things cost."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def taken(seconds: float, each: float, least: int, wanted: int = 100) -> int:
    clock = Clock()
    allowed, steps, done = Allowed(seconds, least, clock), wanted, 0
    while done < steps:
        clock.now += each
        done += 1
        steps = allowed.steps(done, done, wanted)
    assert allowed.shortened == (done < wanted)
    return done


@pytest.mark.parametrize(("each", "steps"), [(0.5, 100), (1.0, 60), (1.7, 35)])
def test_as_many_steps_as_fit(each: float, steps: int) -> None:
    assert taken(60.0, each, least=30) == steps


def test_too_few_steps_are_not_worth_it() -> None:
    with pytest.raises(Stopped, match=BUDGET_USED):
        taken(60.0, 3.0, least=30)


# ------------------------------------------------------------------------------------------------ whole nights


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    world = build_world(tmp_path)
    world.recipe = replace(SMALL, day_optimisation=Optimisation(epochs=3, batch_examples=2))
    use_world(world, monkeypatch)
    with world.store:
        yield world


def slept(
    world: World, budget: float | None, *, asks: float, steps: float, core: bool = False, mounted: float = 1.0
) -> tuple[SleepFinished, float]:
    """A night on a machine on which a completion takes `asks` seconds, `mounted` times that with an expert mounted,
    and an optimiser step `steps`.
    """
    clock = Clock()
    sleeper = world.sleeper

    def complete(prompt: str) -> str:
        clock.now += asks * (mounted if world.engine.mounted else 1.0)
        return sleeper(prompt)

    def stepped(number: int) -> None:
        clock.now += steps

    world.engine.complete, world.trainer.on_step = complete, stepped
    request = Request(without=() if core else ("core",), budget_seconds=budget)
    finished = sleep_once(world.home, Config(), request, world.events.append, lambda: False, clock)
    return finished, clock.now


def test_a_second_night_keeps_to_its_budget_by_the_pace_of_the_first(world: World) -> None:
    first, whole = slept(world, None, asks=0.4, steps=2.0)
    assert first.verdict == "accept" and whole > 200
    world.registry.activate([])
    second, took = slept(world, 0.6 * whole, asks=0.4, steps=2.0)
    assert second.verdict == "accept" and 0 < second.report["memories"] < 6
    assert took <= 0.6 * whole * 1.05


@pytest.mark.parametrize("slower", [1.0, 1.3, 1.6])
def test_a_night_that_turns_out_slower_studies_less_and_still_is_judged_in_time(world: World, slower: float) -> None:
    pace = Pace()
    budget = pace.fixed + 6 * pace.per_memory
    whole = slept(world, None, asks=0.2, steps=1.0)[1]
    world.registry.activate([])
    scale = slower * budget / whole
    finished, took = slept(world, budget, asks=0.2, steps=1.0 * scale)
    assert finished.verdict == "accept"
    assert took <= budget * 1.05
    if slower > 1.5:
        assert finished.report["shortened"]


def test_a_night_that_cannot_be_judged_in_time_goes_on_with_the_next(world: World) -> None:
    finished, took = slept(world, 100.0, asks=0.2, steps=30.0)
    assert (finished.verdict, finished.reason) == ("stopped", BUDGET_USED)
    assert took <= 100.0 * 1.05 + 30.0
    nights = 1
    while finished.verdict == "stopped" and nights < 60:
        finished, _ = slept(world, 100.0, asks=0.2, steps=30.0)
        nights += 1
    assert finished.verdict == "accept"
    assert len(world.store.sleeps()) == 1


def test_a_budget_for_nothing_is_skipped_and_says_what_a_night_takes(world: World) -> None:
    finished, _ = slept(world, 20.0, asks=0.1, steps=0.1)
    assert finished.verdict == "skipped"
    assert finished.reason == "the budget is too short: a night of one memory takes about 55 s on this machine"


def test_the_lessons_take_their_share_and_the_memories_what_is_left(world: World) -> None:
    world.sleeper.unmounted = "Blue."
    finished, took = slept(world, 120.0, asks=0.5, steps=4.0, core=True)
    assert took <= 120.0 * 1.05
    assert finished.verdict in ("accept", "stopped")
    assert next(expert.level for expert in world.registry.list()) == "core"


def test_the_evaluation_is_never_given_up_for_a_few_seconds(world: World) -> None:
    """Mounted experts made it slower than planned; what is past the deadline by less than the overrun is kept."""
    finished, took = slept(world, 130.0, asks=0.42, steps=0.6)
    assert finished.verdict == "accept" and took <= 130.0 * 1.05
    done = [event for event in world.events if isinstance(event, PhaseProgress) and event.phase == "promote"]
    assert done


def test_an_evaluation_that_takes_far_longer_than_planned_is_broken_off_and_done_the_next_night(world: World) -> None:
    finished, took = slept(world, 130.0, asks=0.42, steps=0.6, mounted=60.0)
    assert (finished.verdict, finished.reason) == ("stopped", BUDGET_USED)
    assert took <= 130.0 * 1.05 + 0.42 * 60
    before = len(world.trainer.batches)
    finished, _ = slept(world, 130.0, asks=0.42, steps=0.6)
    assert finished.verdict == "accept"
    assert len(world.trainer.batches) == before, "what was studied is not studied again"
