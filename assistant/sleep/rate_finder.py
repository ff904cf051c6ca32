"""The learning rate that suits a base model: a range test on the first lessons (Smith, arXiv 1506.01186).

The recipe's rates were settled on the starter. One that is too high for another model spoils each of its nights, so
while its first core prepares, the rate is raised from step to step until the loss turns. What was trained by that is
thrown away.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from statistics import median

from assistant.sleep.checkpoint import Kept, Unkept
from assistant.sleep.recipe import RateRecipe
from assistant.sleep.seeding import Stopped
from backends.base import TokenExample, TrainingSession

STAGE = "rate test"
"""Names its progress in the night's checkpoint."""


def find_rate(
    session: TrainingSession,
    batches: Sequence[Sequence[TokenExample]],
    learning_rate: float,
    recipe: RateRecipe,
    on_step: Callable[[int], None],
    kept: Kept | None = None,
) -> float:
    """The share of `learning_rate` that this model takes, between the recipe's bounds; the session is spoilt by it.

    One step on each batch, at most `recipe.steps`, counted to `on_step`; with fewer than half of these nothing can be
    said, and it is 1. It goes on where `kept` says that it was broken off.
    Raises: whatever `on_step` does, BackendError.
    """
    batches = batches[: recipe.steps]
    if len(batches) < recipe.steps / 2:
        return 1.0
    kept = kept or Unkept()
    shares = [recipe.lowest * (recipe.highest / recipe.lowest) ** (n / (len(batches) - 1)) for n in range(len(batches))]
    losses: list[float] = []
    saved = kept.study(STAGE)
    done = saved.restore(session)
    for number, (batch, share) in enumerate(zip(batches, shares, strict=True), start=1):
        loss = math.nan if number <= done else session.step(batch, learning_rate * share, 0.0).loss
        losses.append(_kept_loss(kept, number, loss))
        if number > done:
            saved.keep(session, number, at_once=False)
        try:
            on_step(number)
        except Stopped:
            saved.keep(session, number, at_once=True)
            raise
        if diverged(losses, recipe):
            break
    return suited(losses, shares, recipe)


def _kept_loss(kept: Kept, number: int, loss: float) -> float:
    """The loss of a step that an earlier run took, else this one."""
    return kept.once(f"{STAGE} {number}", lambda: loss)


def diverged(losses: Sequence[float], recipe: RateRecipe) -> bool:
    """Whether going on would tell no more: the loss is no number, or has left what it was at first far behind."""
    if not math.isfinite(losses[-1]):
        return True
    return len(losses) > recipe.window and min(losses[-2:]) > recipe.hopeless * median(losses[: recipe.window])


def suited(losses: Sequence[float], shares: Sequence[float], recipe: RateRecipe) -> float:
    """The share that lies safely below the one around which the loss was lowest, or before it rose where it never fell;
    1 where it hardly moved.
    """
    reach = recipe.window // 2
    known = [loss if math.isfinite(loss) else math.inf for loss in losses]
    around = [known[max(0, number - reach) : number + reach + 1] for number in range(len(known))]
    smooth = [median(near) if math.isfinite(loss) else math.inf for near, loss in zip(around, known, strict=True)]
    first = median(known[: recipe.window])
    # Of equal ones the last: the median lags behind the turn.
    best = max(number for number, value in enumerate(smooth) if value == min(smooth))
    if smooth[best] > recipe.fell * first:
        risen = next((number for number, value in enumerate(smooth) if value > first / recipe.fell), None)
        if risen is None:
            return 1.0
        best = max(risen - 1, 0)
    return min(max(shares[best] * recipe.below, recipe.least), recipe.most)
