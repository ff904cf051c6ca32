"""What a night that was broken off goes on with, and what makes it begin anew."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.events import PhaseProgress, SleepEvent
from assistant.experts.manifest import Level
from assistant.memory.records import MemoryStatus
from assistant.sleep import cycle
from assistant.sleep.checkpoint import Checkpoint, folder_of, sweep, unfinished
from assistant.sleep.repair import BROKEN_OFF, KILLS_AT_MOST, settle
from assistant.sleep.worker import Request
from tests.assistant.sleep.breaking import DAY, Breaking, Killed, begin, dreamt_anew, never, sleep, step
from tests.assistant.sleep.fakes import World, statement, use_world
from tests.builders import database_bytes


@pytest.fixture(autouse=True)
def _without_models(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    use_world(world, monkeypatch)


def test_a_forgotten_memory_leaves_nothing_of_the_night_that_dreamt_of_it(world: World) -> None:
    sleep(world, Breaking(step(3)))
    sleep_id = unfinished(world.store)
    assert sleep_id is not None and b"step" in b"".join(
        str(path).encode() for path in folder_of(world.home.sleeps, sleep_id).rglob("*")
    )
    memory = world.store.memories()[0]
    world.store.forget(memory.id)
    assert world.store.checkpoints.newest() is None
    assert b"Fudge" not in database_bytes(world.home.database)
    assert dreamt_anew(world)
    assert memory.id not in world.store.expert_memories(str(world.store.sleeps()[0].expert_id))
    assert list(world.home.sleeps.iterdir()) == [], "nor its tensors"


@pytest.mark.parametrize("change", ["superseded", "another model", "another recipe", "another seed", "another level"])
def test_a_night_that_would_not_be_the_same_begins_anew(
    world: World, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    sleep(world, Breaking(step(3)))
    request = DAY
    match change:
        case "superseded":
            old, new = world.store.memories()[0], world.store.add_memory(statement("dog") + " Really.")
            world.store.supersede(old.id, new.id)
        case "another model":
            world.engine.info = replace(world.engine.info, sha256="e" * 64)
        case "another recipe":
            world.recipe = replace(world.recipe, general_questions=5)
        case "another seed":
            request = replace(DAY, seed=6)
        case "another level":
            world.sleeper.unmounted = "Blue."
            sleep(world, Breaking(never), Request(level=Level.CORE))
    assert dreamt_anew(world, request)
    assert world.store.checkpoints.newest() is None


def test_a_status_is_kept_when_a_memory_is_replaced(world: World) -> None:
    """A superseded memory is no longer learnt, so the night must not go on with it."""
    sleep(world, Breaking(step(3)))
    old, new = world.store.memories()[0], world.store.add_memory("My dog is called Rex.")
    world.store.supersede(old.id, new.id)
    assert dreamt_anew(world)
    assert world.store.memory(old.id).status is MemoryStatus.SUPERSEDED
    assert world.store.memory_experts(old.id) == []


def test_what_is_told_meanwhile_waits_for_the_next_night(world: World) -> None:
    sleep(world, Breaking(step(3)))
    told = world.store.add_memory("My hamster is called Biscuit.")
    assert not dreamt_anew(world)
    assert world.store.memory_experts(told.id) == []


def test_another_core_meanwhile_makes_the_night_ask_and_dream_again(world: World) -> None:
    world.sleeper.unmounted = "Blue."
    sleep(world, Breaking(never), Request(level=Level.CORE))
    sleep(world, Breaking(step(3)), Request(seed=5))
    world.registry.activate([])
    assert dreamt_anew(world, Request(seed=5))


def test_lessons_go_on_as_well(world: World) -> None:
    world.sleeper.unmounted = "Blue."

    def at(event: SleepEvent) -> bool:
        return isinstance(event, PhaseProgress) and event.phase == "lessons" and event.done == 1

    assert sleep(world, Breaking(at), Request()).verdict == "stopped"
    taken = len(world.trainer.batches)
    again = Breaking(never)
    assert sleep(world, again, Request()).verdict == "accept"
    lessons = [e.done for e in again.events if isinstance(e, PhaseProgress) and e.phase == "lessons"]
    assert lessons[0] == 2 and taken == 1
    assert [world.registry.load(expert).level for expert in world.registry.active().experts] == ["core", "day"]


def test_a_night_that_is_killed_again_and_again_is_given_up(world: World) -> None:
    for _ in range(KILLS_AT_MOST + 1):
        with pytest.raises(Killed):
            sleep(world, Breaking(begin("evaluate"), kills=True))
        assert len(world.store.sleeps()) == 1
    settle(world.store, world.registry)
    (row,) = world.store.sleeps()
    assert (row.verdict, row.reason) == ("failed", BROKEN_OFF)
    assert unfinished(world.store) is None
    assert dreamt_anew(world)


def test_a_failure_is_not_gone_on_with(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(cycle, "decide", lambda *given: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            sleep(world, Breaking(never))
    assert world.store.checkpoints.newest() is None
    assert dreamt_anew(world)


def test_a_row_whose_tensors_are_gone_starts_that_stage_anew(world: World) -> None:
    sleep(world, Breaking(step(3)))
    sweep_all(world)
    assert not dreamt_anew(world)


def sweep_all(world: World) -> None:
    for path in sorted(world.home.sleeps.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()


def test_sweeping_leaves_the_night_that_goes_on_and_what_is_not_its_own(world: World) -> None:
    sleep(world, Breaking(step(3)))
    (kept,) = world.home.sleeps.iterdir()
    (world.home.sleeps / "00099").mkdir()
    (world.home.sleeps / "notes").mkdir()
    sweep(world.store, world.home.sleeps)
    assert {path.name for path in world.home.sleeps.iterdir()} == {kept.name, "notes"}


def test_seconds_are_kept_along(world: World) -> None:
    sleep(world, Breaking(step(3)))
    sleep_id = unfinished(world.store)
    assert sleep_id is not None
    kept = Checkpoint(world.store, world.home.sleeps, sleep_id)
    assert {"dream", "ask", "choose"} <= kept.seconds.keys()
