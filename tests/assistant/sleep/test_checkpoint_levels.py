"""A night that does more than learn is broken off and goes on: a second try, rebuilt experts, a topic."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.config import Config, SleepSettings
from assistant.events import PhaseProgress, PhaseStarted, SleepEvent, SleepFinished
from assistant.experts.manifest import ExpertState
from assistant.experts.registry import ExpertRegistry
from assistant.sleep import checkpoint, core, levels
from assistant.sleep.bedtime import sleep_once
from assistant.sleep.checkpoint import unfinished
from assistant.sleep.pace import BUDGET_USED, out_of_time
from assistant.sleep.repair import GOES_ON, settle
from assistant.sleep.worker import Request
from tests.assistant.sleep.breaking import (
    DAY,
    RECIPE,
    Breaking,
    Killed,
    begin,
    begin_of,
    broken,
    never,
    result,
    sleep,
    step,
)
from tests.assistant.sleep.fakes import World, build_world, statement, use_world

AFTER_ONE = Config(sleep=SleepSettings(topic_after=1))


def nth(times: int, at: Callable[[SleepEvent], bool]) -> Callable[[SleepEvent], bool]:
    """True at the so-manieth event for which `at` holds."""
    seen: list[SleepEvent] = []

    def counted(event: SleepEvent) -> bool:
        if at(event):
            seen.append(event)
        return len(seen) == times and at(event)

    return counted


# ------------------------------------------------------------------------------ with PyTorch: to the very adapter


@pytest.mark.parametrize("kills", [False, True], ids=["stopped", "killed"])
@pytest.mark.parametrize(("at", "kept"), [(step(3), "some"), (begin("evaluate"), "all")], ids=["learns", "evaluates"])
def test_a_second_try_that_is_broken_off_goes_on(
    worlds: Callable[[str], World],
    monkeypatch: pytest.MonkeyPatch,
    kills: bool,
    at: Callable[[SleepEvent], bool],
    kept: str,
) -> None:
    monkeypatch.setattr(checkpoint, "KEEP_SECONDS", 0.0)
    results, steps = [], []
    for name in ("whole", "broken"):
        world = worlds(name)
        world.sleeper.learns = False
        if name == "broken":
            broken(world, Breaking(nth(2, at), kills))
        last = Breaking(never)
        results.append(result(world, sleep(world, last)))
        steps.append([e.done for e in last.events if isinstance(e, PhaseProgress) and e.phase == "seed"])
    assert results[0] == results[1]
    assert results[0][1]["tries"] == 2
    half = len(steps[0]) // 2
    assert steps[0][:half] == steps[0][half:], "the second try begins at its beginning"
    assert steps[1] == (steps[0][half + 3 :] if kept == "some" else [])


@pytest.mark.parametrize("kills", [False, True], ids=["stopped", "killed"])
@pytest.mark.parametrize("point", ["rebuild", "rebuild: exam", "ask", "seed"])
def test_a_night_that_rebuilds_and_learns_goes_on(worlds: Callable[[str], World], kills: bool, point: str) -> None:
    results: list[Any] = []
    for name in ("whole", "broken"):
        world = worlds(name)
        sleep(world, Breaking(never))
        world.store.forget(world.store.memories()[0].id)
        world.store.add_memory(statement("dog"))
        if name == "broken":
            broken(world, Breaking(begin(point), kills))
        finished = sleep(world, Breaking(never))
        row = world.store.sleeps()[0]
        assert (row.verdict, len(world.store.sleeps())) == ("accept", 2)
        for rebuilt in finished.report["rebuilt"]:
            rebuilt.pop("seconds")
        results.append((result(world, finished), world.registry.active().experts))
    assert results[0] == results[1]


# ------------------------------------------------------------------------------ without models


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    world = build_world(tmp_path)
    world.recipe = RECIPE
    use_world(world, monkeypatch)
    with world.store:
        yield world


def days(world: World, *groups: tuple[str, ...]) -> list[str]:
    """A day expert for each group of memories."""
    for memory in world.store.memories():
        world.store.forget(memory.id)
    made = []
    for nouns in groups:
        for noun in nouns:
            world.store.add_memory(statement(noun))
        made.append(str(sleep(world, Breaking(never)).report["expert"]))
    return made


def forget(world: World, *nouns: str) -> None:
    for memory in world.store.memories():
        if memory.text in map(statement, nouns):
            world.store.forget(memory.id)


@pytest.mark.parametrize("kills", [False, True], ids=["stopped", "killed"])
def test_what_was_rebuilt_is_not_rebuilt_again_and_is_told(world: World, kills: bool) -> None:
    first, second = days(world, ("dog", "cat"), ("boat", "horse"))
    forget(world, "dog", "boat")
    broken(world, Breaking(nth(2, begin("rebuild")), kills))
    active = world.registry.active().experts
    assert first not in active and second in active
    again = Breaking(never)
    finished = sleep(world, again)
    assert len(begin_of(again, "rebuild")) == 1
    assert [each["replaces"] for each in finished.report["rebuilt"]] == [[first], [second]]
    assert finished.reason.startswith("2 of 2") and finished.report["resumed"]
    experts = [each["expert"] for each in finished.report["rebuilt"]]
    assert world.registry.active().experts == tuple(experts) and len(set(experts)) == 2


def test_a_night_killed_after_it_rebuilt_is_not_taken_for_finished(world: World) -> None:
    days(world, ("dog", "cat"))
    forget(world, "dog")
    told = world.store.add_memory(statement("parrot"))
    broken(world, Breaking(begin("evaluate"), kills=True))
    settle(world.store, world.registry)
    row = world.store.sleeps()[0]
    assert (row.verdict, row.reason, row.expert_id) == ("stopped", GOES_ON, None)
    again = Breaking(never)
    finished = sleep(world, again)
    assert (finished.verdict, len(finished.report["rebuilt"])) == ("accept", 1)
    assert not begin_of(again, "rebuild") and not begin_of(again, "dream")
    assert world.store.memory_experts(told.id) == [finished.report["expert"]]


def test_a_kill_while_a_rebuilt_expert_is_put_in_force_is_made_good(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    (old,) = days(world, ("dog", "cat"))
    forget(world, "dog")

    def killing(*given: Any) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(ExpertRegistry, "activate", killing)
        broken(world, Breaking(never, kills=True))
    settle(world.store, world.registry)
    assert [expert.id for expert in world.registry.list()] == [old]
    cat = next(memory for memory in world.store.memories() if memory.text == statement("cat"))
    assert set(world.store.memory_experts(cat.id)) == {old}, "nothing points to what was not put in force"
    (rebuilt,) = sleep(world, Breaking(never)).report["rebuilt"]
    assert world.registry.active().experts == (rebuilt["expert"],)


def test_another_expert_that_is_stale_meanwhile_makes_the_night_ask_again(world: World) -> None:
    first, _ = days(world, ("dog", "cat"), ("boat",))
    world.store.add_memory(statement("horse"))
    broken(world, Breaking(step(3)))
    dog, cat = world.store.memories()[:2]
    world.store.supersede(dog.id, cat.id)
    again = Breaking(never)
    finished = sleep(world, again)
    assert [each["replaces"] for each in finished.report["rebuilt"]] == [[first]]
    assert begin_of(again, "ask") and begin_of(again, "dream")
    assert finished.verdict == "accept"


def test_what_was_begun_is_told_also_of_lessons(world: World) -> None:
    world.sleeper.unmounted = "Blue."
    broken(world, Breaking(begin("dream")), Request())
    again = Breaking(never)
    finished = sleep(world, again, Request())
    assert not begin_of(again, core.PHASES[1])
    assert (finished.report["level"], finished.report["core"]["verdict"]) == ("day", "accept")


def test_a_topic_night_goes_on(world: World) -> None:
    days(world, ("dog", "cat"), ("boat",))
    topic = Request(level="topic", without=("core",))
    broken(world, Breaking(step(2, "topic")), topic)
    again = Breaking(never)
    finished = sleep(world, again, topic)
    done = [e.done for e in again.events if isinstance(e, PhaseProgress) and e.phase == "topic"]
    assert done[0] == 3 and finished.verdict == "accept"
    assert len(begin_of(again, "topic: exam")) == 1, "what the days answered is kept"
    assert len(world.registry.active().experts) == 1


@pytest.mark.parametrize("kills", [False, True], ids=["stopped", "killed"])
def test_a_topic_behind_a_day_is_made_another_night(world: World, kills: bool) -> None:
    breaking = Breaking(lambda event: isinstance(event, PhaseStarted) and event.phase == levels.PHASES[1], kills)

    def night() -> SleepFinished:
        return sleep_once(world.home, AFTER_ONE, DAY, breaking.emit, lambda: breaking.asked)

    if kills:
        with pytest.raises(Killed):
            night()
    else:
        assert night().verdict == "accept"
    settle(world.store, world.registry)
    (row,) = world.store.sleeps()
    assert (row.verdict, unfinished(world.store)) == ("accept", None)
    world.store.add_memory("My hamster is called Biscuit.")
    finished = sleep_once(world.home, AFTER_ONE, DAY, Breaking(never).emit, lambda: False)
    assert finished.report["sleep_id"] == row.id + 1
    assert [e.id for e in world.registry.list() if e.level == "topic" and e.state is ExpertState.ACCEPTED]
    assert list(world.home.sleeps.iterdir()) == []


def test_a_budget_that_ends_behind_a_rebuild_is_seen_as_such(world: World) -> None:
    days(world, ("dog", "cat"))
    forget(world, "dog")
    for noun in ("boat", "horse"):
        world.store.add_memory(statement(noun))
    clock = [0.0]

    def emit(event: SleepEvent) -> None:
        clock[0] += 10_000.0 if begin("seed")(event) else 0.0

    request = Request(without=("core",), budget_seconds=3600.0)
    finished = sleep_once(world.home, Config(), request, emit, lambda: False, lambda: clock[0])
    row = world.store.sleeps()[0]
    assert finished.verdict == "stopped" and row.reason != BUDGET_USED
    assert out_of_time(row) and "before that: 1 of 1 experts rebuilt" in row.reason
    assert unfinished(world.store) == row.id
