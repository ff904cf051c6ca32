"""Practice gets the time that seeding and the exam leave."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.events import PhaseStarted
from assistant.sleep.dreaming import Dream
from assistant.sleep.recipe import ImitationRecipe, Optimisation
from assistant.sleep.training import Training, train
from tests.assistant.sleep.fakes import NAMES, SMALL, World, dreamt
from tests.fakes import FakeClock

EPOCHS = 2
EXAM = 10.0


def seconds_of(world: World, folder: Path, deadline: float | None, imitation: str = "imitate") -> tuple[float, bool]:
    """When the training was over, at a second a step and a sample, and whether it was cut short."""
    clock = FakeClock(0.0)
    world.recipe = replace(SMALL, imitation=ImitationRecipe(rounds=2, dreams=5, completions=2))
    world.trainer.on_step = lambda step: clock.advance(1.0)

    def complete(prompt: str) -> str:
        clock.advance(1.0 if world.engine.mounted else 0.0)
        return "Ok."

    world.engine.complete = complete
    night = world.night()
    night.stopwatch, night.deadline = clock, deadline
    studied = [
        Dream(memory.id, *dream)
        for memory, noun in zip(world.store.memories(), NAMES, strict=True)
        for dream in dreamt(noun)
    ]
    training = Training(SMALL.day, Optimisation(epochs=EPOCHS), ("choose", "seed"), "day", EXAM, imitation=imitation)
    train(night, folder, training, world.chosen(), studied)
    assert (folder / "adapter.gguf").exists()
    return clock.now, night.shortened


def practised(world: World) -> bool:
    return any(isinstance(event, PhaseStarted) and event.phase == "imitate" for event in world.events)


@pytest.mark.parametrize(
    ("spare", "samples", "shortened"), [(None, 20, False), (1.0, 0, True), (12.0, 10, True), (30.0, 20, False)]
)
def test_practice_takes_no_time_from_seeding_or_the_exam(
    world: World, tmp_path: Path, spare: float | None, samples: int, shortened: bool
) -> None:
    """A round samples ten completions."""
    seeding, _ = seconds_of(world, tmp_path / "seeded", None, imitation="")
    assert not practised(world)
    deadline = None if spare is None else seeding + EXAM + spare
    assert seconds_of(world, tmp_path / "practised", deadline) == (seeding + samples, shortened)
    assert practised(world) is bool(samples)
