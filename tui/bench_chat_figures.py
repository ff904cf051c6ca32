"""What `make bench-chat` has measured, as figures beside their limits. Times in seconds."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from statistics import median
from typing import Any

WARM_UP, LAST = 2, 5
"""Turns at the start that are not counted (files are read, processors wake up), and those at the end that show what
a first token costs in a long chat.
"""
LEAST_KEYS = 20
"""Fewer keys than this measure nothing."""
SPEED, FIRST_TOKEN, KEY_SECONDS = 0.97, 1.1, 0.05
"""The limits: at least that much of plain's tokens a second, at most that much of its first token, and of a key."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One message that both answered. While keys were typed it counts for neither."""

    product_first_token: float
    plain_first_token: float
    product_speed: float
    """Tokens a second."""
    plain_speed: float
    typing: bool = False


@dataclass(slots=True)
class Measures:
    """All that was measured."""

    turns: list[Turn] = field(default_factory=list)
    by_meaning: list[Turn] = field(default_factory=list)
    """Turns whose question no word answers, so that notes are searched by meaning."""
    after_meaning: list[Turn] = field(default_factory=list)
    """The turns after them: where other experts answer than before, the chat is computed anew."""
    keys_streaming: list[float] = field(default_factory=list)
    keys_asleep: list[float] = field(default_factory=list)
    phases: list[str] = field(default_factory=list)
    """What the night did while keys were typed."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with its limit; no value where too little was measured, no limit where none is set."""

    name: str
    value: float | None
    unit: str
    detail: str
    limit: float | None = None
    at_least: bool = False

    @property
    def met(self) -> bool:
        """Whether nothing is wrong with it; what was not measured does not meet its limit."""
        if self.limit is None:
            return True
        if self.value is None:
            return False
        return self.value >= self.limit if self.at_least else self.value <= self.limit

    def line(self) -> str:
        """As it is printed."""
        shown = "not measured" if self.value is None else f"{self.value:.3f} {self.unit}"
        if self.limit is None:
            verdict = "no limit"
        else:
            bound = "at least" if self.at_least else "at most"
            verdict = f"limit {bound} {self.limit:g}: {'met' if self.met else 'not met'}"
        return f"{self.name:<28}{shown:<18}{verdict:<28}{self.detail}".rstrip()


def figures(measures: Measures) -> list[Figure]:
    """All of them. Product and plain are compared over the same turns."""
    counted = [turn for turn in measures.turns[WARM_UP:] if not turn.typing]
    return [
        _ratio(
            "tokens a second",
            counted,
            lambda turn: (turn.product_speed, turn.plain_speed),
            f"median of {len(counted)} turns",
            SPEED,
            at_least=True,
        ),
        _ratio("first token", counted[-LAST:], _first, f"median of the last {len(counted[-LAST:])} turns", FIRST_TOKEN),
        _keys("key while streaming", measures.keys_streaming),
        _keys("key while asleep", measures.keys_asleep, measures.phases),
        _unlimited("first token, by meaning", measures.by_meaning),
        _unlimited("first token, the turn after", measures.after_meaning),
    ]


def _first(turn: Turn) -> tuple[float, float]:
    return turn.product_first_token, turn.plain_first_token


def _ratio(
    name: str,
    turns: Sequence[Turn],
    pair: Callable[[Turn], tuple[float, float]],
    what: str,
    limit: float,
    *,
    at_least: bool = False,
) -> Figure:
    if not turns:
        return Figure(name, None, "of plain", "no turn was counted", limit, at_least)
    product, plain = (median(values) for values in zip(*map(pair, turns), strict=True))
    detail = f"{what}: product {product:.3f}, plain {plain:.3f}"
    return Figure(name, product / plain if plain else None, "of plain", detail, limit, at_least)


def _keys(name: str, seconds: Sequence[float], phases: Sequence[str] = ()) -> Figure:
    during = f", during {', '.join(phases)}" if phases else ""
    if len(seconds) < LEAST_KEYS:
        return Figure(name, None, "s", f"{len(seconds)} keys, {LEAST_KEYS} are needed{during}", KEY_SECONDS)
    detail = f"95 % of {len(seconds)} keys; median {median(seconds):.3f}, worst {max(seconds):.3f}{during}"
    return Figure(name, quantile(seconds, 0.95), "s", detail, KEY_SECONDS)


def _unlimited(name: str, turns: Sequence[Turn]) -> Figure:
    if not turns:
        return Figure(name, None, "s", "there was no such turn")
    product, plain = ([_first(turn)[side] for turn in turns] for side in (0, 1))
    detail = f"median of {len(turns)} turns; worst {max(product):.3f}, plain {median(plain):.3f}"
    return Figure(name, median(product), "s", detail)


def quantile(values: Sequence[float], share: float) -> float:
    """The least value that at least this share of them does not exceed."""
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]


def as_json(found: Sequence[Figure], measures: Measures) -> dict[str, Any]:
    """The figures, and every measure behind them."""
    return {"figures": [{**asdict(figure), "met": figure.met} for figure in found], "measures": asdict(measures)}
