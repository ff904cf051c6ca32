"""The optimiser loop: batches, learning rate, order, and a stop between two steps."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.sleep.recipe import Optimisation
from assistant.sleep.seeding import Bundle, Stopped, batches, enough_epochs, learning_rate_at, study, timetable
from backends.base import AdapterSpec, TokenExample
from tests.fakes import FAKE_INFO, FakeTrainer, FakeTrainingSession


def example(number: int) -> TokenExample:
    return TokenExample((number,), (number, 0))


def bundles_of(*sizes: int) -> list[Bundle]:
    numbers = iter(range(sum(sizes)))
    return [[example(next(numbers)) for _ in range(size)] for size in sizes]


def opened(trainer: FakeTrainer) -> FakeTrainingSession:
    return trainer.open(FAKE_INFO, Path(), AdapterSpec(4, 8.0, ("up_proj",)), 0)


def test_bundles_stay_whole_and_fill_a_batch_at_least() -> None:
    assert [len(batch) for batch in batches(bundles_of(3, 3, 3, 1, 1), 4)] == [6, 4, 1]
    assert [len(batch) for batch in batches(bundles_of(9), 4)] == [9]
    assert batches([], 4) == []
    assert batches([[], []], 4) == []


@given(st.lists(st.integers(0, 9), max_size=30), st.integers(1, 12))
def test_batches_keep_every_example_once_and_in_order(sizes: list[int], batch_examples: int) -> None:
    bundles = bundles_of(*sizes)
    made = batches(bundles, batch_examples)
    assert [e for batch in made for e in batch] == [e for bundle in bundles for e in bundle]
    assert all(len(batch) >= batch_examples for batch in made[:-1])
    assert all(len(batch) < batch_examples + 9 for batch in made)
    assert all(made)


def test_the_learning_rate_warms_up_then_falls_to_its_share() -> None:
    optimisation = Optimisation(learning_rate=1e-3, warmup_steps=4, final_share=0.1)
    rates = [learning_rate_at(step, 24, optimisation) for step in range(25)]
    assert rates[:4] == pytest.approx([0.25e-3, 0.5e-3, 0.75e-3, 1e-3])
    assert rates[4] == pytest.approx(1e-3)
    assert rates[14] == pytest.approx(0.55e-3)
    assert rates[24] == pytest.approx(0.1e-3)
    assert rates[4:] == sorted(rates[4:], reverse=True)


@given(st.integers(1, 200), st.integers(0, 20), st.floats(0, 1))
def test_the_learning_rate_never_leaves_its_bounds(steps: int, warmup: int, final_share: float) -> None:
    optimisation = Optimisation(learning_rate=1e-3, warmup_steps=warmup, final_share=final_share)
    for step in range(steps):
        assert 0 <= learning_rate_at(step, steps, optimisation) <= 1e-3 * (1 + 1e-9)


@pytest.mark.parametrize(("examples", "epochs"), [(4, 3), (16, 3), (17, 2), (400, 2)])
def test_many_examples_are_studied_an_epoch_less(examples: int, epochs: int) -> None:
    wanted = Optimisation(batch_examples=4, epochs=3, enough_steps=10)
    assert enough_epochs(bundles_of(*[1] * examples), wanted) == replace(wanted, epochs=epochs)
    always = replace(wanted, enough_steps=None)
    assert enough_epochs(bundles_of(*[1] * examples), always) == always


def test_every_example_is_studied_once_an_epoch_in_a_new_order() -> None:
    trainer = FakeTrainer()
    reported: list[int] = []
    optimisation = Optimisation(batch_examples=4, epochs=2, warmup_steps=2)
    bundles = bundles_of(*[1] * 12)
    tokens = study(
        opened(trainer),
        timetable([bundles] * 2, 4, random.Random(1)),
        optimisation,
        beta=0.0,
        on_step=lambda step, loss: reported.append(step),
        should_stop=lambda: False,
    )
    assert reported == list(range(1, 7))
    first = [e.prompt[0] for batch in trainer.batches[:3] for e in batch]
    second = [e.prompt[0] for batch in trainer.batches[3:] for e in batch]
    assert sorted(first) == sorted(second) == list(range(12))
    assert first != second
    assert tokens == 2 * 12 * 3
    assert trainer.learning_rates == [
        learning_rate_at(step, 6, Optimisation(batch_examples=4, epochs=2, warmup_steps=2)) for step in range(6)
    ]


@pytest.mark.parametrize("after", [0, 1, 3])
def test_a_stop_is_honoured_between_two_steps(after: int) -> None:
    trainer = FakeTrainer()
    with pytest.raises(Stopped):
        study(
            opened(trainer),
            bundles_of(*[1] * 8),
            Optimisation(batch_examples=1),
            beta=0.0,
            on_step=lambda step, loss: None,
            should_stop=lambda: len(trainer.batches) == after,
        )
    assert len(trainer.batches) == after
