"""Seeds as one table: pooled shares, means, and how far apart they lie."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.bench.aggregate import aggregated
from assistant.bench.recall import interval
from assistant.sleep.judging import Share


def row(right: int, drift: float, **more: Any) -> dict[str, Any]:
    return {
        "arm": "expert",
        "night": 1,
        "recall": interval(Share(right, 60)),
        "retention": None,
        "drift": drift,
        "verdict": "accept",
        "phases": {"seed": 10.0},
        "replies": [{"reply": "x"}],
        **more,
    }


def test_one_seed_is_left_as_it_is() -> None:
    assert aggregated([[row(30, 0.1)]], same_questions=False) == [row(30, 0.1)]


def test_other_questions_each_seed_are_pooled() -> None:
    (line,) = aggregated([[row(30, 0.1)], [row(60, 0.3, verdict="reject")]], same_questions=False)
    assert line["recall"] == interval(Share(90, 120))
    assert line["drift"] == pytest.approx(0.2)
    assert line["ranges"] == {"recall": [0.5, 1.0], "drift": [0.1, 0.3]}
    assert (line["seeds"], line["verdict"], line["retention"]) == (2, "accept, reject", None)
    assert line["phases"] == {"seed": 10.0} and "replies" not in line


def test_the_same_questions_again_do_not_make_the_interval_narrower() -> None:
    (line,) = aggregated([[row(30, 0.1)], [row(60, 0.1)]], same_questions=True)
    assert line["recall"] == interval(Share(45, 60))


def test_rows_are_matched_by_what_they_are_of_not_by_their_place() -> None:
    first = [row(30, 0.1), row(10, 0.1, arm="base"), row(40, 0.1, night=2)]
    lines = aggregated([first, first[::-1]], same_questions=False)
    assert [line["recall"]["value"] for line in lines] == [0.5, 0.1667, 0.6667]


def test_what_only_some_seeds_have_is_the_mean_of_those() -> None:
    (line,) = aggregated([[row(30, 0.1, retention=0.5)], [row(30, 0.1)]], same_questions=False)
    assert line["retention"] == 0.5
