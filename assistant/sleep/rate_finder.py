"""The learning rate that suits a base model: a range test on the first lessons (Smith, arXiv 1506.01186).

The recipe's rates were settled on the starter. One that is too high for another model spoils each of its nights, so
while its first core prepares, the rate is raised from step to step until the loss turns. What was trained by that is
thrown away.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from assistant.sleep.recipe import RateRecipe
from backends.base import TokenExample, TrainingSession


def find_rate(
    session: TrainingSession,
    batches: Sequence[Sequence[TokenExample]],
    learning_rate: float,
    recipe: RateRecipe,
    on_step: Callable[[int], None],
) -> float:
    """The share of `learning_rate` that this model takes, between the recipe's bounds; the session is spoilt by it.

    One step on each batch, at most `recipe.steps`, counted to `on_step`; with fewer than half of these nothing can be
    said, and it is 1. Raises: whatever `on_step` does, BackendError.
    """
    batches = batches[: recipe.steps]
    if len(batches) < recipe.steps / 2:
        return 1.0
    shares = [recipe.lowest * (recipe.highest / recipe.lowest) ** (n / (len(batches) - 1)) for n in range(len(batches))]
    losses: list[float] = []
    for number, (batch, share) in enumerate(zip(batches, shares, strict=True), start=1):
        losses.append(session.step(batch, learning_rate * share, 0.0).loss)
        on_step(number)
        if diverged(losses, recipe):
            break
    return suited(losses, shares, recipe)


def diverged(losses: Sequence[float], recipe: RateRecipe) -> bool:
    """Whether going on would tell no more: the loss is no number, or far above what it began with."""
    return not math.isfinite(losses[-1]) or losses[-1] > recipe.hopeless * losses[0]


def suited(losses: Sequence[float], shares: Sequence[float], recipe: RateRecipe) -> float:
    """The share that lies safely below the one at which the smoothed loss was lowest; 1 where it hardly moved."""
    smoothed: list[float] = []
    for loss in losses:
        before = smoothed[-1] if smoothed else loss
        smoothed.append(recipe.smoothing * before + (1 - recipe.smoothing) * loss if math.isfinite(loss) else math.inf)
    best = smoothed.index(min(smoothed))
    first = smoothed[0]
    if smoothed[best] > recipe.fell * first and smoothed[-1] < first / recipe.fell:
        return 1.0
    return min(max(shares[best] * recipe.below, recipe.least), recipe.most)
