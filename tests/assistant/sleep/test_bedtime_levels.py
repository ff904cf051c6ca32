"""A night that does more than learn: it rebuilds, consolidates and tidies up, and its row tells the truth of each."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from assistant.config import Config, SleepSettings
from assistant.events import PhaseStarted, SleepEvent
from assistant.memory.records import SleepRow
from assistant.sleep import cycle, levels, rebuild
from assistant.sleep.bedtime import sleep_once
from assistant.sleep.selection import what_to_learn
from assistant.sleep.worker import Request
from tests.assistant.sleep.fakes import NAMES, World, statement, use_world
from tests.assistant.sleep.test_bedtime import DAY, phases_of, sleep


@pytest.fixture(autouse=True)
def _without_models(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    use_world(world, monkeypatch)


def told(world: World, noun: str) -> None:
    """One more memory that the sleeper can dream of."""
    world.store.add_memory(statement(noun))


def days_of(world: World, count: int, config: Config) -> list[SleepRow]:
    """So many nights with one new memory each."""
    for memory in world.store.memories():
        world.store.forget(memory.id)
    rows = []
    for noun in list(NAMES)[:count]:
        told(world, noun)
        sleep_once(world.home, config, DAY, world.events.append, lambda: False)
        rows.append(world.store.sleeps()[0])
    return rows


AFTER_TWO = Config(sleep=SleepSettings(topic_after=2))


def test_the_night_that_ends_a_week_makes_a_topic_of_it(world: World) -> None:
    first, second, third = days_of(world, 3, AFTER_TWO)
    assert "topic" not in json.loads(first.report)
    report = json.loads(second.report)
    assert (report["level"], report["topic"]["verdict"], report["topic"]["level"]) == ("day", "accept", "topic")
    assert report["topic"]["replaces"] == [first.expert_id, second.expert_id]
    assert world.registry.active().experts == (report["topic"]["expert"], third.expert_id)
    assert phases_of(world)[1] == (*cycle.PHASES, *levels.PHASES)


def test_a_topic_night_is_asked_for_by_its_level(world: World) -> None:
    (day,) = days_of(world, 1, Config())
    told(world, "cat")
    verdict, row = sleep(world, Request(level="topic", without=("core",)))
    report = json.loads(row.report)
    assert (verdict, row.level, row.expert_id) == ("accept", "topic", f"topic-{row.id:05d}")
    assert report["replaces"] == [day.expert_id] and report["recall"]["n"] == 1
    assert report.keys() >= {"dreams", "retention", "drift", "false_memory", "learned"}
    assert phases_of(world)[-1] == levels.PHASES
    assert len(what_to_learn(world.store, world.registry)) == 1, "a topic night learns nothing new"


def test_a_topic_night_without_days_is_skipped_and_says_why(world: World) -> None:
    assert sleep(world, Request(level="topic", without=("core",)))[0] == "skipped"
    assert world.store.sleeps()[0].reason == "no day expert is active"


def test_a_night_rebuilds_even_when_nothing_is_new(world: World) -> None:
    sleep(world)
    dog = world.store.memories()[0]
    old = world.registry.active().experts
    world.store.forget(dog.id)
    verdict, row = sleep(world)
    report = json.loads(row.report)
    assert (verdict, report["memories"]) == ("accept", 0)
    assert row.reason == "1 of 1 experts rebuilt without what was forgotten or changed"
    assert report["rebuilt"][0]["replaces"] == list(old)
    assert phases_of(world)[-1] == rebuild.PHASES
    assert sleep(world)[0] == "skipped"


def test_a_night_that_also_learns_tells_of_what_it_rebuilt(world: World) -> None:
    sleep(world)
    world.store.forget(world.store.memories()[0].id)
    told(world, "dog")
    verdict, row = sleep(world)
    report = json.loads(row.report)
    assert (verdict, row.expert_id, report["memories"]) == ("accept", f"day-{row.id:05d}", 1)
    assert [rebuilt["verdict"] for rebuilt in report["rebuilt"]] == ["accept"]
    assert phases_of(world)[-1] == (*rebuild.PHASES, *cycle.PHASES)
    assert len(world.registry.active().experts) == 2


def test_experts_that_nothing_goes_back_to_are_deleted(world: World) -> None:
    rows = days_of(world, 6, AFTER_TWO)
    left = {expert.id for expert in world.registry.list()}
    assert rows[0].expert_id not in left and {*world.registry.active().experts} <= left
    assert world.store.expert_memories(str(rows[0].expert_id)) == []
    world.registry.rollback()
    assert all(world.registry.verify(name) for name in world.registry.active().experts)


def test_a_rejected_expert_that_saw_what_was_forgotten_is_deleted_by_the_next_night(world: World) -> None:
    world.sleeper.learns = False
    row = sleep(world)[1]
    assert world.registry.load(str(row.expert_id))
    world.store.forget(world.store.memories()[0].id)
    sleep(world, Request(level="topic", without=("core",)))
    assert world.registry.list() == []


def stopping_in(world: World, phase: str) -> Callable[[SleepEvent], None]:
    """A listener that asks the night to stop once this phase begins."""

    def listen(event: SleepEvent) -> None:
        world.stop = world.stop or (isinstance(event, PhaseStarted) and event.phase == phase)

    return listen


def test_a_stop_after_the_day_was_learnt_does_not_deny_it(world: World) -> None:
    finished = sleep_once(
        world.home,
        Config(sleep=SleepSettings(topic_after=1)),
        DAY,
        stopping_in(world, levels.PHASES[1]),
        lambda: world.stop,
    )
    (row,) = world.store.sleeps()
    assert world.stop and (row.verdict, row.expert_id) == (finished.verdict, finished.report["expert"])
    assert row.verdict == "accept" and world.registry.active().experts == (row.expert_id,)


def test_a_stop_after_a_rebuild_says_that_it_was_done(world: World) -> None:
    sleep(world)
    world.store.forget(world.store.memories()[0].id)
    told(world, "dog")
    sleep_once(world.home, Config(), DAY, stopping_in(world, "dream"), lambda: world.stop)
    row = world.store.sleeps()[0]
    assert (row.verdict, row.expert_id) == ("stopped", None)
    assert row.reason.endswith("before that: 1 of 1 experts rebuilt without what was forgotten or changed")
    assert len(json.loads(row.report)["rebuilt"]) == 1


def test_a_kill_while_a_topic_is_made_leaves_the_days_verdict_in_the_row(world: World) -> None:
    rows: list[str] = []

    def listen(event: SleepEvent) -> None:
        if isinstance(event, PhaseStarted) and event.phase == levels.PHASES[1]:
            rows.append(world.store.sleeps()[0].verdict)

    sleep_once(world.home, Config(sleep=SleepSettings(topic_after=1)), DAY, listen, lambda: False)
    assert rows == ["accept"]
    assert {memory.stage for memory in world.store.memories()} == {1}, "the topic's exam is of the same night"
