"""Every night leaves a row: accepted, rejected, skipped, stopped, failed, and one that was killed."""

from __future__ import annotations

import errno
import json
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from assistant.config import Config
from assistant.errors import MachineError, NotSaved, SleepError
from assistant.events import PhaseStarted, SleepEvent, SleepStarted
from assistant.experts.levels import active_core
from assistant.experts.manifest import Level
from assistant.experts.registry import GGUF
from assistant.memory.records import SleepRow
from assistant.sleep import bedtime, core, cycle
from assistant.sleep.bedtime import sleep_once
from assistant.sleep.checkpoint import unfinished
from assistant.sleep.recipe import without
from assistant.sleep.repair import BROKEN_OFF, settle
from assistant.sleep.selection import what_to_learn
from assistant.sleep.worker import Request
from backends.base import (
    BackendError,
    BackendUnavailable,
    EngineDied,
    ModelFileError,
    ModelInfo,
    NotWritten,
    TrainingRoom,
)
from tests.assistant.sleep.fakes import World, use_world

DAY = Request(without=("core",))


@pytest.fixture(autouse=True)
def _without_models(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    use_world(world, monkeypatch)


def sleep(world: World, request: Request = DAY) -> tuple[str, SleepRow]:
    """The verdict of one night, and the newest row."""
    finished = sleep_once(world.home, Config(), request, world.events.append, lambda: world.stop)
    row = next(iter(world.store.sleeps()))
    assert (row.verdict, row.reason) == (finished.verdict, finished.reason)
    assert json.loads(row.report) == finished.report
    return finished.verdict, row


def test_an_accepted_night(world: World) -> None:
    verdict, row = sleep(world)
    assert (verdict, row.expert_id, row.level) == ("accept", f"day-{row.id:05d}", "day")
    assert row.finished is not None and row.finished >= row.started
    assert row.reason.startswith("recall")
    assert world.engine.closed
    started = next(event for event in world.events if isinstance(event, SleepStarted))
    assert started.memories == 6


def test_the_night_after_is_skipped_and_says_why(world: World) -> None:
    sleep(world)
    verdict, row = sleep(world)
    assert (verdict, row.expert_id) == ("skipped", None)
    assert "nothing new" in row.reason
    assert len(world.store.sleeps()) == 2


def test_a_rejected_night_keeps_its_row_and_its_memories_for_the_next(world: World) -> None:
    world.sleeper.learns = False
    verdict, row = sleep(world)
    assert verdict == "reject" and row.expert_id
    assert world.active_bytes() == b""
    assert len(what_to_learn(world.store, world.registry)) == 6


def test_a_stopped_night(world: World) -> None:
    def stop(step: int) -> None:
        world.stop = True

    world.trainer.on_step = stop
    verdict, row = sleep(world)
    assert (verdict, row.expert_id) == ("stopped", None)
    assert world.active_bytes() == b"" and world.engine.closed


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (SleepError("the disk is full"), "the disk is full"),
        (EngineDied("the engine died"), "the engine died"),
        (ZeroDivisionError("x"), "an error of the program"),
    ],
)
def test_a_failed_night(world: World, error: Exception, reason: str) -> None:
    def fail(step: int) -> None:
        raise error

    world.trainer.on_step = fail
    with pytest.raises(type(error)):
        sleep(world)
    (row,) = world.store.sleeps()
    assert (row.verdict, row.reason, row.expert_id) == ("failed", reason, None)
    assert row.finished is not None and world.engine.closed


@pytest.mark.parametrize(
    "error", [OSError(errno.ENOSPC, "No space left on device"), NotWritten("No space left"), NotSaved("No space left")]
)
def test_a_night_that_the_disk_refuses_keeps_its_work_and_is_given_up_in_the_end(
    world: World, error: Exception
) -> None:
    def refuse(number: int) -> None:
        raise error

    world.trainer.on_step = refuse
    ends: list[tuple[str, bool]] = []
    for _ in range(3):
        with pytest.raises((SleepError, NotWritten, NotSaved), match="No space left"):
            sleep(world)
        (row,) = world.store.sleeps()
        ends.append((row.verdict, unfinished(world.store) == row.id))
        assert "No space left" in row.reason
    assert ends == [("stopped", True), ("stopped", True), ("failed", False)]
    assert world.store.checkpoints.newest() is None


def test_an_architecture_that_cannot_learn_is_refused_by_name_before_anything_is_dreamt(world: World) -> None:
    world.engine.info = replace(world.engine.info, architecture="mamba")
    with pytest.raises(ModelFileError, match="'mamba' cannot be trained"):
        sleep(world)
    (row,) = world.store.sleeps()
    assert row.verdict == "failed" and "mamba" in row.reason
    assert world.engine.prompts == [] and world.trainer.open_sessions == 0


def test_what_the_trainer_refuses_is_said_before_anything_is_dreamt(world: World) -> None:
    world.trainer.refuses = ModelFileError("RoPE scaling 'yarn' cannot be trained on.")
    with pytest.raises(ModelFileError, match="yarn"):
        sleep(world)
    (row,) = world.store.sleeps()
    assert row.verdict == "failed" and "yarn" in row.reason
    assert world.engine.prompts == [] and world.trainer.open_sessions == 0


def test_a_model_is_checked_for_the_context_that_chat_gives_it(world: World) -> None:
    world.engine.info = replace(world.engine.info, context=2048)
    sleep(world)
    assert {info.context for info in world.trainer.checked} == {Config().chat.context}
    assert Config().chat.context != 2048


@pytest.mark.parametrize(("free", "awake"), [(1, False), (2, True)])
def test_what_the_engine_holds_counts_as_free_in_the_check(world: World, free: int, awake: bool) -> None:
    seen: list[bool] = []

    def check(model: ModelInfo, cache: Path) -> None:
        seen.append(world.engine.awake)
        raise BackendError("too small")

    world.trainer = cast(Any, SimpleNamespace(room=lambda model: TrainingRoom("cuda", 2, free), check=check))
    with pytest.raises(BackendError, match="too small"):
        sleep(world)
    assert seen == [awake]


def test_a_night_without_a_trainer_says_how_to_get_one(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("backends.registry.find_spec", lambda name: None)
    with pytest.raises(BackendUnavailable, match=r"chat and notes work without.*pip install 'reverie\["):
        sleep(world)
    assert world.engine.prompts == []


def test_a_part_that_there_is_not_fails_with_a_row(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Request, "recipe", lambda request: without(world.recipe, request.without))
    with pytest.raises(Exception, match="no part 'dreams'"):
        sleep(world, Request(without=("dreams",)))
    assert [row.verdict for row in world.store.sleeps()] == ["failed"]


def test_a_night_without_a_model_leaves_a_row_too(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(home: object, name: str) -> None:
        raise MachineError("The starter is not on this machine yet.")

    monkeypatch.setattr(bedtime, "resolve_model", missing)
    with pytest.raises(MachineError):
        sleep(world)
    assert [(row.verdict, row.reason) for row in world.store.sleeps()] == [
        ("failed", "The starter is not on this machine yet.")
    ]


def test_the_row_of_a_killed_night_is_closed_by_the_next(world: World) -> None:
    killed = world.store.start_sleep("day")
    unfinished = world.registry.create("day-00099")
    (unfinished / "adapter.gguf").write_bytes(b"GGUF")
    sleep(world)
    rows = {row.id: row for row in world.store.sleeps()}
    assert (rows[killed].verdict, rows[killed].reason) == ("failed", BROKEN_OFF)
    assert rows[killed].finished is not None
    assert not unfinished.exists()


def test_only_open_rows_are_closed(world: World) -> None:
    sleep(world)
    before = world.store.sleeps()
    settle(world.store, world.registry)
    assert world.store.sleeps() == before


def test_secrets_alone_are_nothing_to_learn(world: World) -> None:
    for memory in world.store.memories():
        world.store.forget(memory.id)
    world.store.add_memory("My PIN is 4711.", secret=True)
    assert sleep(world)[0] == "skipped"
    assert world.trainer.batches == []


def test_the_first_night_learns_to_read_first(world: World) -> None:
    world.sleeper.unmounted = "Blue."
    _, row = sleep(world, Request())
    report: dict[str, Any] = json.loads(row.report)
    reader = active_core(world.registry)
    assert reader is not None and reader.level is Level.CORE
    assert report["core"]["expert"] == reader.id
    assert report["level"] == "day"
    started = next(event for event in world.events if isinstance(event, SleepStarted))
    assert started.phases == (*core.PHASES, *cycle.PHASES)


def test_a_core_night_learns_no_memory(world: World) -> None:
    world.sleeper.unmounted = "Blue."
    verdict, row = sleep(world, Request(level="core"))
    assert (verdict, row.level) == ("accept", "core")
    assert row.expert_id == f"core-{row.id:05d}"
    assert len(what_to_learn(world.store, world.registry)) == 6


def test_a_core_night_announces_only_what_it_does(world: World) -> None:
    world.sleeper.unmounted = "Blue."
    sleep(world, Request(level="core"))
    started = next(event for event in world.events if isinstance(event, SleepStarted))
    assert (started.phases, started.memories) == (core.PHASES, 0)


def phases_of(world: World) -> list[tuple[str, ...]]:
    return [event.phases for event in world.events if isinstance(event, SleepStarted)]


def test_a_rejected_core_is_not_trained_again_every_night(world: World) -> None:
    _, row = sleep(world, Request())
    assert json.loads(row.report)["core"]["verdict"] == "reject"
    assert active_core(world.registry) is None
    world.store.add_memory("My goat is called Biscuit.")
    _, row = sleep(world, Request())
    assert phases_of(world) == [(*core.PHASES, *cycle.PHASES), cycle.PHASES]
    assert "core" not in json.loads(row.report)


def test_a_rejected_core_is_tried_again_when_it_is_asked_for(world: World) -> None:
    assert sleep(world, Request(level="core"))[0] == "reject"
    world.sleeper.unmounted = "Blue."
    assert sleep(world, Request(level="core"))[0] == "accept"
    assert phases_of(world) == [core.PHASES, core.PHASES]


def test_a_core_of_another_base_does_not_count(world: World) -> None:
    sleep(world, Request(level="core"))
    world.engine.info = replace(world.engine.info, sha256="e" * 64)
    sleep(world, Request())
    assert phases_of(world)[-1] == (*core.PHASES, *cycle.PHASES)


def test_a_short_night_learns_what_it_has_time_for_and_leaves_the_rest(world: World) -> None:
    first = sleep(world, replace(DAY, budget_seconds=75.0))[1]
    assert json.loads(first.report)["memories"] == 2
    assert [event.memories for event in world.events if isinstance(event, SleepStarted)] == [2]
    assert len(world.store.expert_memories(str(first.expert_id))) == 2
    assert len(what_to_learn(world.store, world.registry)) == 4


def test_a_stop_while_promoting_comes_too_late(world: World) -> None:
    def emit(event: SleepEvent) -> None:
        world.stop = world.stop or (isinstance(event, PhaseStarted) and event.phase == "promote")

    finished = sleep_once(world.home, Config(), DAY, emit, lambda: world.stop)
    (row,) = world.store.sleeps()
    assert world.stop
    assert (row.verdict, row.expert_id, json.loads(row.report)) == ("accept", f"day-{row.id:05d}", finished.report)
    assert row.finished is not None
    assert world.registry.active().experts == (row.expert_id,)
    assert what_to_learn(world.store, world.registry) == []


def test_events_carry_the_rows_id(world: World) -> None:
    events: list[SleepEvent] = []
    sleep_once(world.home, Config(), DAY, events.append, lambda: False)
    started = [event for event in events if isinstance(event, SleepStarted)]
    assert [event.sleep_id for event in started] == [world.store.sleeps()[0].id]


def test_what_a_damaged_expert_held_is_learnt_again(world: World) -> None:
    _, first = sleep(world)
    assert first.expert_id
    (world.registry.folder(first.expert_id) / GGUF).write_bytes(b"GGUF of somebody else")
    verdict, row = sleep(world)
    assert verdict == "accept" and row.expert_id
    assert world.registry.active().experts == (row.expert_id,)
    assert f"{first.expert_id} cannot be used: {GGUF} was changed" in row.reason


def test_experts_of_another_model_wait_and_keep_nothing_from_being_learnt(world: World) -> None:
    _, first = sleep(world)
    world.engine.info = replace(world.engine.info, sha256="e" * 64)
    verdict, row = sleep(world)
    assert verdict == "accept"
    assert json.loads(row.report)["memories"] == 6
    assert world.registry.active().experts == (first.expert_id, row.expert_id)
