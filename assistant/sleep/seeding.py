"""The optimiser loop over study examples: shuffled epochs, warm-up, cosine decay, a stop between steps."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence

from assistant.errors import SleepError
from assistant.sleep.recipe import Optimisation
from backends.base import TokenExample, TrainingSession


class Stopped(SleepError):
    """The night was asked to stop."""


Bundle = Sequence[TokenExample]
"""Examples that begin alike, studied in one batch so that their beginning is computed once."""


def batches(bundles: Sequence[Bundle], batch_examples: int) -> list[list[TokenExample]]:
    """Whole bundles, in the order given, until a batch has at least `batch_examples`."""
    filled: list[list[TokenExample]] = [[]]
    for bundle in bundles:
        if len(filled[-1]) >= batch_examples:
            filled.append([])
        filled[-1].extend(bundle)
    return [batch for batch in filled if batch]


def learning_rate_at(step: int, steps: int, optimisation: Optimisation) -> float:
    """Linear warm-up, then cosine decay to `final_share` of the highest."""
    if step < optimisation.warmup_steps:
        return optimisation.learning_rate * (step + 1) / optimisation.warmup_steps
    done = (step - optimisation.warmup_steps) / max(steps - optimisation.warmup_steps, 1)
    share = optimisation.final_share + (1 - optimisation.final_share) * (1 + math.cos(math.pi * done)) / 2
    return optimisation.learning_rate * share


def timetable(bundles: Sequence[Bundle], optimisation: Optimisation, rng: random.Random) -> list[list[TokenExample]]:
    """The batches of all epochs: every bundle once an epoch, in a new order each."""
    orders = [rng.sample(bundles, len(bundles)) for _ in range(optimisation.epochs)]
    return [batch for order in orders for batch in batches(order, optimisation.batch_examples)]


def study(
    session: TrainingSession,
    todo: Sequence[Sequence[TokenExample]],
    optimisation: Optimisation,
    *,
    beta: float,
    on_step: Callable[[int, float], None],
    should_stop: Callable[[], bool],
) -> int:
    """One optimiser step a batch of `todo`; returns the tokens that went through the model.

    `on_step(step, loss)` follows each. Raises: Stopped, between two steps.
    """
    tokens = 0
    for step, batch in enumerate(todo):
        if should_stop():
            raise Stopped("the night was asked to stop")
        result = session.step(batch, learning_rate_at(step, len(todo), optimisation), beta)
        tokens += result.tokens
        on_step(step + 1, result.loss)
    return tokens
