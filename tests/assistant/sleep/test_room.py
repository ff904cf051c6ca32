"""The engine rests while the trainer needs its memory, and wakes when it is asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import cycle
from pathlib import Path

import pytest

from assistant.sleep.core import learn_to_read
from assistant.sleep.cycle import run_night
from assistant.sleep.recipe import ImitationRecipe, Optimisation
from assistant.sleep.room import engine_must_rest
from backends.base import AdapterRef, AdapterSpec, ModelInfo, TrainingRoom
from tests.assistant.sleep.fakes import SMALL, World, build_world
from tests.fakes import FakeEngine, FakeTrainer, FakeTrainingSession

GIGABYTE = 10**9
PLENTY = TrainingRoom("cpu", needed=2 * GIGABYTE, free=16 * GIGABYTE)
CUDA = TrainingRoom("cuda", needed=2 * GIGABYTE, free=100 * GIGABYTE)
SHORT = TrainingRoom("cpu", needed=2 * GIGABYTE, free=2 * GIGABYTE - 1)


@pytest.mark.parametrize(
    ("room", "rests"),
    [
        (PLENTY, False),
        (CUDA, True),
        (SHORT, True),
        (TrainingRoom("cpu", needed=2 * GIGABYTE, free=2 * GIGABYTE), False),
        (TrainingRoom("metal", needed=2 * GIGABYTE, free=16 * GIGABYTE), False),
        (TrainingRoom("metal", needed=20 * GIGABYTE, free=16 * GIGABYTE), True),
    ],
)
def test_it_rests_for_cuda_and_where_memory_is_short(room: TrainingRoom, rests: bool) -> None:
    assert engine_must_rest(room) == rests


@dataclass(slots=True)
class WatchingTrainer(FakeTrainer):
    """Writes down whether the engine is awake when a session opens and at each step."""

    engine: FakeEngine = field(default_factory=FakeEngine)
    at_open: list[bool] = field(default_factory=list)
    at_step: list[bool] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.on_step = lambda step: self.at_step.append(self.engine.awake)

    def open(
        self, model: ModelInfo, cache: Path, spec: AdapterSpec, seed: int, frozen: Sequence[AdapterRef] = ()
    ) -> FakeTrainingSession:
        self.at_open.append(self.engine.awake)
        return FakeTrainer.open(self, model, cache, spec, seed, frozen)


def nightly(world: World) -> None:
    run_night(world.night(), world.store.start_sleep("day"), world.chosen(), None)


def lessons(world: World) -> None:
    learn_to_read(world.night(), 1)


def practising(world: World) -> None:
    world.recipe = replace(
        SMALL,
        day_optimisation=Optimisation(epochs=3),
        seeding=replace(SMALL.seeding, on_policy=0.3),
        imitation=ImitationRecipe(rounds=2, dreams=6, completions=4, longest_prefix=0.0),
    )
    samples = cycle(("It may be Rex.", "Your dog is called Fudge."))

    def say(prompt: str) -> str:
        """The snapshot of a student says one thing and the other, so that there is something to reward."""
        if any(adapter.path.parent.name.startswith("snapshot-") for adapter in world.engine.mounted):
            return next(samples)
        return world.sleeper(prompt)

    world.engine.complete = say
    nightly(world)


@pytest.mark.parametrize("sleep", [nightly, lessons, practising])
@pytest.mark.parametrize("room", [CUDA, SHORT])
def test_no_session_opens_and_no_step_is_taken_while_it_is_awake(
    tmp_path: Path, sleep: Callable[[World], None], room: TrainingRoom
) -> None:
    world = watched(tmp_path, room)
    sleep(world)
    assert set(world.trainer.at_open) == {False}  # type: ignore[attr-defined]
    assert set(world.trainer.at_step) == {False}  # type: ignore[attr-defined]
    assert world.engine.awake, "the exam woke it"
    world.store.close()


@pytest.mark.parametrize("sleep", [nightly, lessons, practising])
def test_where_memory_is_plentiful_it_never_rests(tmp_path: Path, sleep: Callable[[World], None]) -> None:
    world = watched(tmp_path, PLENTY)
    sleep(world)
    assert {*world.trainer.at_open, *world.trainer.at_step} == {True}  # type: ignore[attr-defined]
    world.store.close()


def test_nothing_is_mounted_when_it_wakes(tmp_path: Path) -> None:
    """What was mounted before, an expert on trial, is deleted by the next trial."""
    world = watched(tmp_path, CUDA)
    night = world.night()
    world.engine.set_adapters([AdapterRef(tmp_path / "trial" / "adapter.gguf")])
    night.open_session(AdapterSpec(4, 8.0, ("up_proj",))).close()
    assert world.engine.mounted == ()
    world.store.close()


def watched(folder: Path, room: TrainingRoom) -> World:
    world = build_world(folder)
    world.trainer = WatchingTrainer(engine=world.engine, memory=room)
    return world
