"""Several seeds as one table: means, pooled intervals, and how far apart the seeds lie."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from assistant.bench.recall import interval
from assistant.sleep.judging import Share

IDENTITY = ("arm", "without", "with", "notes", "memories", "context", "windows", "night")
"""What makes rows of different seeds the same row."""
_OF_ONE_SEED = frozenset({"replies", "never_told_replies"})


def aggregated(runs: Sequence[Sequence[Mapping[str, Any]]], *, same_questions: bool) -> list[dict[str, Any]]:
    """One row for each row of the first seed: `runs` holds the rows of every seed.

    Shares are pooled; with `same_questions` the seeds asked the same ones, so their interval is that of one seed's
    questions at the mean share. Plain numbers become means; `ranges` holds [lowest, highest] of each number.
    """
    if len(runs) == 1:
        return [dict(row) for row in runs[0]]
    return [_one([row for run in runs for row in run if _same(row, first)], same_questions) for first in runs[0]]


def _same(row: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return all(row.get(key) == other.get(key) for key in IDENTITY)


def _one(rows: Sequence[Mapping[str, Any]], same_questions: bool) -> dict[str, Any]:
    found: dict[str, Any] = {}
    ranges: dict[str, list[float]] = {}
    for key in rows[0]:
        if key in _OF_ONE_SEED:
            continue
        values = [row[key] for row in rows if row.get(key) is not None]
        if key in IDENTITY or not values:
            found[key] = rows[0][key]
        elif isinstance(values[0], str):
            found[key] = ", ".join(dict.fromkeys(values))
        elif isinstance(values[0], Mapping) and "n" in values[0]:
            found[key] = _pooled(values, same_questions)
            shares = [value["value"] for value in values]
            ranges[key] = [min(shares), max(shares)]
        elif isinstance(values[0], Mapping):
            names = dict.fromkeys(name for value in values for name in value)
            found[key] = {name: _mean([value[name] for value in values if name in value]) for name in names}
        else:
            found[key] = _mean(values)
            ranges[key] = [min(values), max(values)]
    return {**found, "ranges": ranges, "seeds": len(rows)}


def _pooled(values: Sequence[Mapping[str, Any]], same_questions: bool) -> dict[str, Any]:
    right = sum(round(value["value"] * value["n"]) for value in values)
    n = sum(value["n"] for value in values)
    if not same_questions:
        return interval(Share(right, n))
    alone = interval(Share(round(right / len(values)), round(n / len(values))))
    return {**alone, "value": round(right / n, 4) if n else 0.0}


def _mean(values: Sequence[float]) -> float:
    return round(sum(values) / len(values), 5)
