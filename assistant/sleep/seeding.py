"""The optimiser loop over study examples: shuffled epochs, warm-up, cosine decay, a stop between steps."""

from __future__ import annotations

import math
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from assistant.errors import SleepError
from assistant.sleep.pace import BUDGET_USED
from assistant.sleep.recipe import Optimisation
from backends.base import TokenExample, TrainingSession


class Stopped(SleepError):
    """The night was asked to stop."""


class Saved(Protocol):
    """Where an optimiser loop keeps its progress (`assistant.sleep.checkpoint`)."""

    def restore(self, session: TrainingSession) -> int:
        """Bring the session to where it was; the steps that were taken by then."""

    def keep(self, session: TrainingSession, steps: int, *, at_once: bool) -> None:
        """Keep the progress now, or if it was kept long enough ago."""


class Unsaved:
    """Progress that nobody keeps."""

    def restore(self, session: TrainingSession) -> int:
        return 0

    def keep(self, session: TrainingSession, steps: int, *, at_once: bool) -> None:
        return None


@dataclass(slots=True)
class Allowed:
    """How many optimiser steps fit into `seconds`, by the pace of those taken. Fewer than `least` are not worth it."""

    seconds: float
    least: int
    stopwatch: Callable[[], float] = time.monotonic
    shortened: bool = False
    """Whether fewer steps than wanted were allowed in the end."""
    _began: float = field(init=False)

    def __post_init__(self) -> None:
        self._began = self.stopwatch()

    def steps(self, taken: int, done: int, wanted: int) -> int:
        """The steps that the night should take in all, after `taken` of this run and `done` in all.

        Raises: Stopped, when they would be fewer than `least`.
        """
        spent = self.stopwatch() - self._began
        fit = done + int((self.seconds - spent) / (spent / taken)) if spent > 0 else wanted
        steps = min(wanted, max(done, fit))
        if steps < min(self.least, wanted):
            raise Stopped(BUDGET_USED)
        self.shortened = steps < wanted
        return steps


Bundle = Sequence[TokenExample]
"""Examples that begin alike, studied in one batch so that their beginning is computed once."""

BatchAt = Callable[[int], Sequence[TokenExample]]
"""The batch of a step. Raises: Stopped."""


def batches(bundles: Sequence[Bundle], batch_examples: int) -> list[list[TokenExample]]:
    """Whole bundles, in the order given, until a batch has at least `batch_examples`."""
    filled: list[list[TokenExample]] = [[]]
    for bundle in bundles:
        if len(filled[-1]) >= batch_examples:
            filled.append([])
        filled[-1].extend(bundle)
    return [batch for batch in filled if batch]


def enough_epochs(bundles: Sequence[Bundle], optimisation: Optimisation) -> Optimisation:
    """The same with an epoch less where that is enough: of many dreams each need not be studied as often."""
    if optimisation.enough_steps is None:
        return optimisation
    steps = (optimisation.epochs - 1) * len(batches(bundles, optimisation.batch_examples))
    return replace(optimisation, epochs=optimisation.epochs - 1) if steps >= optimisation.enough_steps else optimisation


def learning_rate_at(step: int, steps: int, optimisation: Optimisation) -> float:
    """Linear warm-up, then cosine decay to `final_share` of the highest."""
    if step < optimisation.warmup_steps:
        return optimisation.learning_rate * (step + 1) / optimisation.warmup_steps
    done = (step - optimisation.warmup_steps) / max(steps - optimisation.warmup_steps, 1)
    share = optimisation.final_share + (1 - optimisation.final_share) * (1 + math.cos(math.pi * done)) / 2
    return optimisation.learning_rate * share


def timetable(epochs: Sequence[Sequence[Bundle]], batch_examples: int, rng: random.Random) -> list[list[TokenExample]]:
    """The batches of all epochs, each of the bundles given for it, in a random order."""
    orders = [rng.sample(bundles, len(bundles)) for bundles in epochs]
    return [batch for order in orders for batch in batches(order, batch_examples)]


def study(
    session: TrainingSession,
    todo: Sequence[Sequence[TokenExample]],
    optimisation: Optimisation,
    *,
    beta: float,
    on_step: Callable[[int, float], None],
    should_stop: Callable[[], bool],
    saved: Saved | None = None,
    allowed: Allowed | None = None,
    batch_at: BatchAt | None = None,
) -> int:
    """One optimiser step a batch of `todo`; returns the tokens that went through the model.

    `on_step(step, loss)` follows each. It goes on where `saved` says that it was broken off, and ends early, with the
    learning rate decayed all the same, where not all fits into what is `allowed`. `batch_at` may put another batch in a
    step's place when its turn comes.
    Raises: Stopped, between two steps.
    """
    saved = saved or Unsaved()
    tokens, done = 0, saved.restore(session)
    first, steps = done, len(todo)
    try:
        while done < steps:
            if should_stop():
                raise Stopped("the night was asked to stop")
            batch = todo[done] if batch_at is None else batch_at(done)
            result = session.step(batch, learning_rate_at(done, steps, optimisation), beta)
            tokens, done = tokens + result.tokens, done + 1
            if allowed is not None:
                steps = allowed.steps(done - first, done, len(todo))
            saved.keep(session, done, at_once=False)
            on_step(done, result.loss)
    except Stopped:
        saved.keep(session, done, at_once=True)
        raise
    # The exam that follows takes long enough to be broken off.
    saved.keep(session, done, at_once=True)
    return tokens
