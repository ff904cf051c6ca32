"""The ablation suite: the same lives and seed with the whole recipe and without each of its parts.

Every part has its plain counterpart (see `assistant.sleep.recipe.without`). Routing is left out after the night, by
mounting every active expert for everything, so that takes no further night.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from assistant.bench.narration import Narrator
from assistant.errors import UsageError
from assistant.sleep.recipe import Recipe, parts

ROUTING = "routing"
ARMS = ("expert", "forced", "product")
"""`forced` shows the harm that routing keeps away from the others."""
UNROUTED = {"forced": "expert", "unrouted": "product"}
"""The arms that are `expert` and `product` without routing."""
WHOLE = "nothing"

Study = Callable[[tuple[str, ...], Sequence[str]], list[dict[str, Any]]]
"""Rows of the recall suite in a fresh home: the parts left out, the arms."""


def wanted(asked: Sequence[str], recipe: Recipe) -> list[str]:
    """The parts to leave out, one after another: those asked for, else all but the core, without which a night
    cannot dream. Raises: UsageError for a part that the recipe does not have.
    """
    present = [*parts(recipe), ROUTING]
    absent = [part for part in asked if part not in present]
    if absent:
        raise UsageError(f"the present recipe has no {', '.join(absent)} to leave out. Its parts: {', '.join(present)}")
    return list(dict.fromkeys(asked)) or [part for part in present if part != "core"]


def run(study: Study, left_out: Sequence[str], narrator: Narrator) -> list[dict[str, Any]]:
    """The whole recipe first, then without each part."""
    narrator("without nothing")
    whole = study((), [*ARMS, *(arm for arm in UNROUTED if ROUTING in left_out and arm not in ARMS)])
    rows = [_labelled(row, WHOLE) for row in whole if row["arm"] in ARMS]
    if ROUTING in left_out:
        rows += [_labelled(row, ROUTING) | {"arm": UNROUTED[row["arm"]]} for row in whole if row["arm"] in UNROUTED]
    for part in left_out:
        if part != ROUTING:
            narrator(f"without {part}")
            rows += [_labelled(row, part) for row in study((part,), ARMS)]
    return rows


def _labelled(row: dict[str, Any], without: str) -> dict[str, Any]:
    return {"arm": row["arm"], "without": without, **row}
