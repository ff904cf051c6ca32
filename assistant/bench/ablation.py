"""The ablation suite: the same lives and seed with the whole recipe, without each of its parts, and with others added.

Every part has its plain counterpart (see `assistant.sleep.recipe.without`). What is added costs time; the rows' seconds
say how much, and an added epoch what the same time does for plain study. Routing is left out after the night, by
mounting every active expert for everything, so that takes no further night.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from assistant.bench.narration import Narrator
from assistant.errors import UsageError
from assistant.sleep.recipe import Recipe, extended, parts

ROUTING = "routing"
ARMS = ("expert", "forced", "product")
"""`forced` shows the harm that routing keeps away from the others."""
UNROUTED = {"forced": "expert", "unrouted": "product"}
"""The arms that are `expert` and `product` without routing."""
WHOLE = "nothing"

TOGETHER = "+"
"""Between the names of what is added at once."""

Study = Callable[[tuple[str, ...], tuple[str, ...], Sequence[str]], list[dict[str, Any]]]
"""Rows of the recall suite in a fresh home: the parts left out, those added, the arms."""


def wanted(asked: Sequence[str], recipe: Recipe, added: Sequence[str] = ()) -> list[str]:
    """The parts to leave out, one after another: those asked for, else none where some are `added`, else all but the
    core, without which a night cannot dream. Raises: UsageError for a part that the recipe does not have.
    """
    present = [*parts(recipe), ROUTING]
    absent = [part for part in asked if part not in present]
    if absent:
        raise UsageError(f"the present recipe has no {', '.join(absent)} to leave out. Its parts: {', '.join(present)}")
    return list(dict.fromkeys(asked)) or [part for part in present if part != "core" and not added]


def additions(asked: Sequence[str], recipe: Recipe) -> list[tuple[str, ...]]:
    """What to add, one after another. Raises: UsageError for what cannot be added to the recipe."""
    found = [tuple(each.split(TOGETHER)) for each in dict.fromkeys(asked)]
    for each in found:
        extended(recipe, each)
    return found


def run(
    study: Study,
    left_out: Sequence[str],
    narrator: Narrator,
    added: Sequence[tuple[str, ...]] = (),
    arms: Sequence[str] = ARMS,
) -> list[dict[str, Any]]:
    """The whole recipe first, then without each part, then with each addition."""
    narrator("without nothing")
    unrouted = [arm for arm, routed in UNROUTED.items() if ROUTING in left_out and routed in arms and arm not in arms]
    whole = study((), (), [*arms, *unrouted])
    rows = [_labelled(row, WHOLE) for row in whole if row["arm"] in arms]
    if ROUTING in left_out:
        rows += [
            _labelled(row, ROUTING) | {"arm": UNROUTED[row["arm"]]} for row in whole if UNROUTED.get(row["arm"]) in arms
        ]
    for part in left_out:
        if part != ROUTING:
            narrator(f"without {part}")
            rows += [_labelled(row, part) for row in study((part,), (), arms)]
    for parts_added in added:
        name = TOGETHER.join(parts_added)
        narrator(f"with {name}")
        rows += [_labelled(row, WHOLE) | {"with": name} for row in study((), parts_added, arms)]
    return rows


def _labelled(row: dict[str, Any], without: str) -> dict[str, Any]:
    return {"arm": row["arm"], "without": without, **row}
