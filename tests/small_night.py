"""A real night of a tiny model in seconds: every process is the product's own, only the recipe is smaller.

A random model learns nothing, so the small recipe asks for no gain either: what it trains is accepted.
"""

from __future__ import annotations

import math
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
KEEP_SECONDS = 0.0
"""The small night keeps its study after every step, so that a kill finds something to go on from."""


def python_path(folder: Path, first: str = "") -> str:
    """A PYTHONPATH with which every Python process runs `first`, and sleep workers `shrink`, before anything else."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "sitecustomize.py").write_text(f"{first}\nfrom tests.small_night import shrink\nshrink()\n")
    return f"{folder}:{ROOT}"


def shrink() -> None:
    """In a sleep worker: the small recipe in place of the product's. Elsewhere nothing."""
    if "__sleep-worker" not in sys.orig_argv:
        return
    from assistant.sleep import checkpoint
    from assistant.sleep.recipe import DreamRecipe, LessonRecipe, Optimisation, Recipe
    from assistant.sleep.verdict import Limits
    from assistant.sleep.worker import Request

    recipe = Recipe(
        day_optimisation=Optimisation(learning_rate=2e-3, epochs=3),
        dreams=DreamRecipe(by_model=False, kept_by_gap=8),
        lessons=LessonRecipe(bundles=6, exam_read=2, exam_never_told=2),
        limits=Limits(-1.0, 1.0, math.inf, 1.0, 1.0),
        general_questions=2,
        never_told_questions=2,
        drift_anchors=2,
    )

    def small(self: Request) -> Recipe:
        return recipe

    Request.recipe = small  # type: ignore[method-assign]
    checkpoint.KEEP_SECONDS = KEEP_SECONDS
