"""How many of the pairs called contradictions are ones, and how many are found, on labelled pairs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.memory.ending import contradicts
from assistant.memory.opposition import search_words

PAIRS = Path(__file__).parent / "data" / "oppositions.txt"


def labelled() -> list[tuple[str, bool, str, str]]:
    """(half, opposed, one, other)."""
    rows, half = [], "development"
    for line in PAIRS.read_text(encoding="utf-8").splitlines():
        if line == "# held out":
            half = "held out"
        elif not line.startswith("#"):
            sign, one, other = (part.strip() for part in line.split("|"))
            rows.append((half, sign == "+", one, other))
    return rows


@pytest.mark.parametrize(("half", "precision", "recall"), [("development", 1.0, 1.0), ("held out", 1.0, 0.9)])
def test_labelled_pairs(
    half: str, precision: float, recall: float, record_property: Callable[[str, object], None]
) -> None:
    rows = [row for row in labelled() if row[0] == half]
    named = [(opposed, one, other) for _, opposed, one, other in rows if contradicts(one, other)]
    right = sum(opposed for opposed, _, _ in named)
    wanted = sum(opposed for _, opposed, _, _ in rows)
    record_property(half, {"precision": right / len(named), "recall": right / wanted, "pairs": len(rows)})
    missed = [row for row in rows if row[1] and not contradicts(row[2], row[3])]
    assert right / len(named) >= precision, [pair for pair in named if not pair[0]]
    assert right / wanted >= recall, missed


def test_order_does_not_matter() -> None:
    assert [row for row in labelled() if contradicts(row[2], row[3]) != contradicts(row[3], row[2])] == []


def test_words_by_which_the_other_is_looked_for() -> None:
    assert {"sister", "brother"} <= set(search_words("I'm an only child."))
    assert {"only", "siblings"} <= set(search_words("My sister lives in Oulu."))
    assert search_words("I like tea.") == []
