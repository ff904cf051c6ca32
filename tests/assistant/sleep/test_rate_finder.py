"""The range test of the learning rate: on losses of known shape, and in a core's first night."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.sleep.checkpoint import Checkpoint
from assistant.sleep.core import learn_to_read
from assistant.sleep.cycle import run_night
from assistant.sleep.night import Night
from assistant.sleep.rate_finder import find_rate
from assistant.sleep.recipe import RateRecipe
from assistant.sleep.seeding import Stopped
from backends.base import AdapterSpec, TokenExample
from tests.assistant.sleep.fakes import SMALL, World, build_world
from tests.fakes import FakeEngine, FakeTrainer

RECIPE = RateRecipe()
MODEL = FakeEngine().info


def found(trainer: FakeTrainer, batches: int = 40, on_step: Callable[[int], None] = lambda step: None) -> float:
    """The share of 1e-3."""
    session = trainer.open(MODEL, Path(), AdapterSpec(8, 16.0, ("down_proj",)), 0)
    return find_rate(session, [[TokenExample((1,), (2,))]] * batches, 1e-3, RECIPE, on_step)


def valley(lowest: float) -> Callable[[float], float]:
    """A loss that falls until this learning rate and rises steeply from there."""
    return lambda rate: 3.0 - 0.5 * math.log10(rate / 1e-6) if rate <= lowest else 1.0 + 40 * (rate / lowest - 1)


@pytest.mark.parametrize("lowest", [2e-3, 4e-3, 6e-3])
def test_the_rate_lies_safely_below_where_the_loss_turns(lowest: float) -> None:
    rate = 1e-3 * found(FakeTrainer(step_loss=valley(lowest)))
    assert lowest * RECIPE.below / 2 <= rate <= lowest * RECIPE.below


def test_what_it_finds_is_bounded() -> None:
    assert found(FakeTrainer(step_loss=valley(1e-4))) == RECIPE.least
    assert found(FakeTrainer(step_loss=valley(1.0))) == RECIPE.most


def test_a_loss_that_hardly_falls_says_nothing() -> None:
    assert found(FakeTrainer(step_loss=lambda rate: 2.0)) == 1.0


def test_it_ends_where_the_loss_is_no_number() -> None:
    trainer = FakeTrainer(step_loss=lambda rate: 3.0 - 100 * rate if rate < 1e-2 else math.nan)
    steps: list[int] = []
    share = found(trainer, on_step=steps.append)
    assert trainer.learning_rates[-2] < 1e-2 <= trainer.learning_rates[-1]
    assert steps == [*range(1, len(trainer.learning_rates) + 1)] and len(steps) < RECIPE.steps
    assert RECIPE.least <= share <= 10 * RECIPE.below


def test_too_few_lessons_are_not_tried() -> None:
    trainer = FakeTrainer(step_loss=valley(1e-3))
    assert found(trainer, RECIPE.steps // 2 - 1) == 1.0 and trainer.learning_rates == []


def long_lessons(world: World) -> None:
    """As many as the test takes, for a model of which the loss turns at twice the recipe's rate."""
    world.recipe = replace(SMALL, lessons=replace(SMALL.lessons, bundles=120))
    world.trainer.step_loss = valley(2e-3)


def test_a_core_learns_at_the_rate_that_was_found_and_so_do_the_nights_after_it(world: World) -> None:
    long_lessons(world)
    world.sleeper.unmounted = "Blue."
    report = learn_to_read(world.night(), 3).report
    share = report["rate_share"]
    assert RECIPE.least < share < 1 and world.registry.load("core-00003").rate_share == share
    # The test's own steps, and not a checkpoint of them, come before the lessons.
    assert len(world.trainer.specs) == 3 and world.trainer.open_sessions == 0
    highest = world.recipe.core_optimisation.learning_rate
    lessons = world.trainer.learning_rates[-20:]
    assert max(world.trainer.learning_rates) > highest >= highest * share >= max(lessons)

    before = len(world.trainer.learning_rates)
    run_night(world.night(), world.store.start_sleep("day"), world.chosen(), world.registry.load("core-00003"))
    assert max(world.trainer.learning_rates[before:]) == pytest.approx(
        world.recipe.day_optimisation.learning_rate * share
    )


def test_a_model_with_a_core_of_its_own_in_the_box_needs_none(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    long_lessons(world)
    monkeypatch.setattr("assistant.sleep.core.core_for", lambda sha256: "one that ships")
    assert learn_to_read(world.night(), 3).report["rate_share"] == 1.0
    assert max(world.trainer.learning_rates) == world.recipe.core_optimisation.learning_rate


def test_a_stop_in_the_middle_leaves_no_expert(world: World) -> None:
    long_lessons(world)

    def stop(step: int) -> None:
        world.stop = step == 5

    world.trainer.on_step = stop
    with pytest.raises(Stopped):
        learn_to_read(world.night(), 3)
    assert len(world.trainer.batches) == 5 and world.trainer.open_sessions == 0 and world.registry.list() == []


def test_a_test_that_was_broken_off_goes_on_and_finds_the_same(tmp_path: Path) -> None:
    whole = build_world(tmp_path / "whole")
    long_lessons(whole)
    share = learn_to_read(whole.night(), 3).report["rate_share"]

    broken = build_world(tmp_path / "broken")
    long_lessons(broken)
    sleep_id = broken.store.start_sleep("core")

    def night() -> Night:
        return replace(broken.night(), kept=Checkpoint(broken.store, tmp_path / "tensors", sleep_id))

    def stop(step: int) -> None:
        broken.stop = step == 7

    broken.trainer.on_step = stop
    with pytest.raises(Stopped):
        learn_to_read(night(), sleep_id)
    broken.stop = False
    broken.trainer.learning_rates.clear()
    assert learn_to_read(night(), sleep_id).report["rate_share"] == share
    # The eighth step follows the seventh, and the lessons the last.
    eighth = broken.recipe.core_optimisation.learning_rate * RECIPE.lowest
    eighth *= (RECIPE.highest / RECIPE.lowest) ** (7 / (RECIPE.steps - 1))
    assert broken.trainer.learning_rates[0] == pytest.approx(eighth)
    lessons = whole.trainer.learning_rates[-30:]
    assert broken.trainer.learning_rates[-30:] == lessons


@pytest.mark.parametrize("odd", [0.2, 20.0])
def test_one_easy_or_hard_batch_decides_nothing(odd: float) -> None:
    usual = valley(4e-3)
    assert RECIPE.least < found(FakeTrainer(step_loss=lambda rate: odd if rate < 7e-5 else usual(rate))) < 1


def test_where_the_loss_only_rises_the_rate_lies_before_that() -> None:
    trainer = FakeTrainer(step_loss=lambda rate: 2.0 if rate < 3e-3 else 2.0 + 400 * (rate - 3e-3))
    assert 3e-4 * 0.5 <= 1e-3 * found(trainer) <= 3e-4 * 2
