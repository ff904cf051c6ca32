"""A night that is broken off goes on, to the very adapter that it would have made; PyTorch trains a tiny model."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from assistant.config import Config
from assistant.events import PhaseProgress, PhaseStarted, SleepEvent, SleepFinished
from assistant.experts.manifest import Level
from assistant.experts.registry import TENSORS, ExpertRegistry
from assistant.memory.records import MemoryStatus
from assistant.sleep import checkpoint, cycle
from assistant.sleep.bedtime import sleep_once
from assistant.sleep.checkpoint import Checkpoint, folder_of, sweep, unfinished
from assistant.sleep.recipe import Optimisation
from assistant.sleep.repair import BROKEN_OFF, COMPLETED, GOES_ON, KILLS_AT_MOST, settle
from assistant.sleep.seeding import Saved
from assistant.sleep.worker import Request
from backends.base import AdapterSpec
from tests.assistant.sleep.fakes import SMALL, World, build_torch_world, build_world, statement, use_world
from tests.builders import database_bytes
from tests.tiny_model import TinyModel, build_tiny_model

pytest.importorskip("torch")

DAY = Request(without=("core",), seed=5)
RECIPE = replace(SMALL, day_optimisation=Optimisation(learning_rate=2e-3, epochs=2, batch_examples=8))


class Killed(BaseException):
    """Stands for SIGKILL: nothing of the night catches it."""


@dataclass
class Breaking:
    """Breaks a night off when `at` says so: by asking it to stop, or like a kill."""

    at: Callable[[SleepEvent], bool]
    kills: bool = False
    asked: bool = False
    events: list[SleepEvent] = field(default_factory=list)

    def emit(self, event: SleepEvent) -> None:
        self.events.append(event)
        if self.at(event):
            if self.kills:
                raise Killed
            self.asked = True


def step(number: int) -> Callable[[SleepEvent], bool]:
    return lambda event: isinstance(event, PhaseProgress) and event.phase == "seed" and event.done == number


def begin(phase: str) -> Callable[[SleepEvent], bool]:
    return lambda event: isinstance(event, PhaseStarted) and event.phase == phase


def never(event: SleepEvent) -> bool:
    return False


def sleep(world: World, breaking: Breaking, request: Request = DAY) -> SleepFinished:
    return sleep_once(world.home, Config(), request, breaking.emit, lambda: breaking.asked)


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> TinyModel:
    return build_tiny_model(tmp_path_factory.mktemp("tiny"))


@pytest.fixture
def worlds(tmp_path: Path, tiny: TinyModel, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], World]]:
    made: list[World] = []

    def build(name: str) -> World:
        world = build_torch_world(tmp_path / name, tiny)
        world.recipe = RECIPE
        use_world(world, monkeypatch)
        made.append(world)
        return world

    yield build
    for world in made:
        world.store.close()


def result(world: World, finished: SleepFinished) -> tuple[bytes, dict[str, Any], list[str]]:
    """The adapter's tensors, the report without times, and the probes with both answers."""
    folder = world.registry.folder(str(finished.report["expert"]))
    report = {key: value for key, value in finished.report.items() if key not in ("seconds", "resumed")}
    answers = [f"{row.question}|{row.before}|{row.after}" for row in world.store.evaluations(report["sleep_id"])]
    return tensors_of(folder / TENSORS), report, answers


def tensors_of(path: Path) -> bytes:
    """Every number of the adapter; the header before them has its notes in no fixed order."""
    content = path.read_bytes()
    return content[8 + int.from_bytes(content[:8], "little") :]


@pytest.fixture
def whole(worlds: Callable[[str], World]) -> tuple[bytes, dict[str, Any], list[str]]:
    """What a night comes to that nobody disturbs."""
    world = worlds("whole")
    return result(world, sleep(world, Breaking(never)))


POINTS = {
    "while it asks": begin("ask"),
    "while it chooses": begin("choose"),
    "at step 1": step(1),
    "at step 5": step(5),
    "before it evaluates": begin("evaluate"),
}


@pytest.mark.parametrize("kills", [False, True], ids=["stopped", "killed"])
@pytest.mark.parametrize("point", POINTS)
def test_a_night_that_is_broken_off_reaches_the_same_adapter(
    worlds: Callable[[str], World],
    whole: tuple[bytes, dict[str, Any], list[str]],
    monkeypatch: pytest.MonkeyPatch,
    point: str,
    kills: bool,
) -> None:
    monkeypatch.setattr(checkpoint, "KEEP_SECONDS", 0.0)
    world = worlds("broken")
    breaking = Breaking(POINTS[point], kills)
    if kills:
        with pytest.raises(Killed):
            sleep(world, breaking)
    else:
        assert sleep(world, breaking).verdict == "stopped"
    again = Breaking(never)
    finished = sleep(world, again)
    assert result(world, finished) == whole
    assert finished.report["resumed"]
    (row,) = world.store.sleeps()
    assert row.verdict == "accept", "one night, one row"
    assert not begin_of(again, "dream"), "what was dreamt is not dreamt again"
    assert world.store.checkpoints.newest() is None
    assert list(world.home.sleeps.iterdir()) == []


def begin_of(breaking: Breaking, phase: str) -> list[SleepEvent]:
    return [event for event in breaking.events if begin(phase)(event)]


def test_a_night_may_be_broken_off_at_every_step(
    worlds: Callable[[str], World], whole: tuple[bytes, dict[str, Any], list[str]]
) -> None:
    """The user comes back after every single step."""
    world, nights, finished = worlds("broken"), 0, SleepFinished("stopped", "", {})
    while finished.verdict == "stopped":
        steps: list[int] = []

        def at(event: SleepEvent, steps: list[int] = steps) -> bool:
            if isinstance(event, PhaseProgress) and event.phase == "seed":
                steps.append(event.done)
            return len(steps) == 1

        finished, nights = sleep(world, Breaking(at)), nights + 1
    assert nights > 5
    assert result(world, finished) == whole


def test_a_kill_costs_at_most_what_was_done_since_the_last_save(tmp_path: Path) -> None:
    world, now = build_world(tmp_path), [0.0]
    session = world.trainer.open(world.engine.info, tmp_path, AdapterSpec(1, 1.0, ()), 0)
    night = world.store.start_sleep("day")

    def study() -> Saved:
        return Checkpoint(world.store, tmp_path / "tensors", night, lambda: now[0]).study("seed")

    saved = study()
    for steps in range(1, 9):
        now[0] += 7.0
        saved.keep(session, steps, at_once=False)
    assert study().restore(session) == 6, "kept after 21 and 42 seconds"
    saved.keep(session, 8, at_once=True)
    assert study().restore(session) == 8
    assert [path.name for path in (tmp_path / "tensors" / "seed").iterdir()] == ["step-000008"]
    world.store.close()


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    world = build_world(tmp_path)
    use_world(world, monkeypatch)
    with world.store:
        yield world


def dreamt_anew(world: World, request: Request = DAY) -> bool:
    again = Breaking(never)
    assert sleep(world, again, request).verdict == "accept"
    return bool(begin_of(again, "dream"))


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


# ------------------------------------------------------------------------------------------- killed while promoting


def killed_at(world: World, monkeypatch: pytest.MonkeyPatch, target: Any, name: str, *, after: bool) -> None:
    """A night that is killed before or after that call."""
    real = getattr(target, name)

    def killing(*given: Any, **named: Any) -> Any:
        if after:
            real(*given, **named)
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(target, name, killing)
        with pytest.raises(Killed):
            sleep(world, Breaking(never))


def test_a_kill_between_the_database_and_the_active_set_is_made_good(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed_at(world, monkeypatch, ExpertRegistry, "activate", after=False)
    (row,) = world.store.sleeps()
    expert = f"day-{row.id:05d}"
    assert world.store.expert_memories(expert) and world.registry.active().experts == ()
    settle(world.store, world.registry)
    assert world.registry.active().experts == (expert,)
    (row,) = world.store.sleeps()
    assert (row.verdict, row.reason, row.expert_id) == ("accept", COMPLETED, expert)
    assert json.loads(row.report)["expert"] == expert
    assert sleep(world, Breaking(never)).verdict == "skipped", "all is learnt"


def test_a_kill_after_the_active_set_closes_the_row_as_what_it_was(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed_at(world, monkeypatch, ExpertRegistry, "activate", after=True)
    settle(world.store, world.registry)
    (row,) = world.store.sleeps()
    assert (row.verdict, row.reason) == ("accept", COMPLETED)


def test_a_kill_before_the_database_undoes_the_expert_and_the_night_goes_on(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed_at(world, monkeypatch, ExpertRegistry, "complete", after=True)
    settle(world.store, world.registry)
    (row,) = world.store.sleeps()
    assert (row.verdict, row.reason) == ("stopped", GOES_ON)
    assert world.registry.list() == []
    assert not dreamt_anew(world)


def test_a_rollback_after_a_finished_night_is_not_undone(world: World) -> None:
    sleep(world, Breaking(never))
    world.registry.rollback()
    settle(world.store, world.registry)
    assert world.registry.active().experts == ()


# ---------------------------------------------------------------------------------------------------------- the parts


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


def test_all_that_is_kept_is_private(worlds: Callable[[str], World]) -> None:
    world = worlds("broken")
    sleep(world, Breaking(step(3)))
    found = [path for path in world.home.root.rglob("*") if path.is_file()]
    assert [path for path in found if path.name == "trainer.pt"]
    assert {str(path): oct(path.stat().st_mode & 0o077) for path in found if path.stat().st_mode & 0o077} == {}


def test_seconds_are_kept_along(world: World) -> None:
    sleep(world, Breaking(step(3)))
    sleep_id = unfinished(world.store)
    assert sleep_id is not None
    kept = Checkpoint(world.store, world.home.sleeps, sleep_id)
    assert {"dream", "ask", "choose"} <= kept.seconds.keys()


def test_a_status_is_kept_when_a_memory_is_replaced(world: World) -> None:
    """A superseded memory is no longer learnt, so the night must not go on with it."""
    sleep(world, Breaking(step(3)))
    old, new = world.store.memories()[0], world.store.add_memory("My dog is called Rex.")
    world.store.supersede(old.id, new.id)
    assert dreamt_anew(world)
    assert world.store.memory(old.id).status is MemoryStatus.SUPERSEDED
    assert world.store.memory_experts(old.id) == []
