"""The gate fails closed: whatever is not measured, not a number or beyond its limit is never an accept."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.sleep.judging import Share
from assistant.sleep.verdict import Decision, Limits, Scorecard, decide

BEFORE = Scorecard(Share(0, 20), None, 0.0, Share(10, 20), Share(12, 20))
AFTER = Scorecard(Share(10, 20), None, 0.05, Share(8, 20), Share(12, 20))
LIMITS = Limits()
SHARES = ("recall", "false_memory", "general")


def decided(before: dict[str, Any] | None = None, after: dict[str, Any] | None = None) -> tuple[Decision, str]:
    verdict = decide(replace(BEFORE, **before or {}), replace(AFTER, **after or {}), LIMITS)
    return verdict.decision, verdict.reason


def test_a_gain_within_all_limits_is_accepted() -> None:
    assert decided() == (Decision.ACCEPT, "recall 0.00 -> 0.50")


@pytest.mark.parametrize("score", [*SHARES, "drift"])
def test_a_score_missing_after_the_night_is_inconclusive(score: str) -> None:
    assert decided(after={score: None}) == (Decision.INCONCLUSIVE, f"not measured: {score}")


@pytest.mark.parametrize("score", SHARES)
def test_a_score_missing_before_the_night_is_inconclusive(score: str) -> None:
    assert decided(before={score: None}) == (Decision.INCONCLUSIVE, f"not measured: {score}")


@pytest.mark.parametrize("side", ["before", "after"])
def test_retention_measured_on_one_side_only_is_inconclusive(side: str) -> None:
    assert decided(**{side: {"retention": Share(3, 3)}}) == (Decision.INCONCLUSIVE, "not measured: retention")


def test_every_missing_score_is_named() -> None:
    _, reason = decided(after={"recall": None, "drift": None, "general": None})
    assert reason == "not measured: recall, drift, general"


def test_without_probes_there_is_nothing_to_conclude() -> None:
    assert decided(after={"recall": Share(0, 0)})[0] is Decision.INCONCLUSIVE


@pytest.mark.parametrize("score", ["false_memory", "general"])
def test_a_share_of_no_questions_is_no_measurement(score: str) -> None:
    assert decided({score: Share(0, 0)}, {score: Share(0, 0)})[0] is Decision.INCONCLUSIVE


@pytest.mark.parametrize("drift", [math.nan, math.inf])
def test_a_drift_that_is_no_number_is_never_accepted(drift: float) -> None:
    assert decided(after={"drift": drift})[0] is not Decision.ACCEPT


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ({}, {"recall": Share(3, 20)}, "recall 0.00 -> 0.15, must gain 0.20"),
        ({}, {"drift": 0.051}, "drift 0.051 nats per token, at most 0.050"),
        ({}, {"false_memory": Share(16, 20)}, "false memory 0.50 -> 0.80"),
        ({}, {"general": Share(10, 20)}, "general questions 0.60 -> 0.50"),
        ({"retention": Share(10, 10)}, {"retention": Share(8, 10)}, "older memories 1.00 -> 0.80"),
    ],
)
def test_each_limit_rejects_by_itself_and_says_so(before: dict[str, Any], after: dict[str, Any], said: str) -> None:
    assert decided(before, after) == (Decision.REJECT, said)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({}, {"recall": Share(4, 20)}),
        ({}, {"drift": LIMITS.drift}),
        ({}, {"false_memory": Share(15, 20)}),
        ({"general": Share(20, 20)}, {"general": Share(19, 20)}),
        ({"retention": Share(100, 100)}, {"retention": Share(97, 100)}),
        ({"retention": Share(10, 10)}, {"retention": Share(9, 10)}),
    ],
)
def test_exactly_at_a_limit_is_accepted(before: dict[str, Any], after: dict[str, Any]) -> None:
    assert decided(before, after)[0] is Decision.ACCEPT


def test_all_faults_are_told_at_once() -> None:
    decision, reason = decided(after={"recall": Share(0, 20), "drift": 0.5, "general": Share(0, 20)})
    assert decision is Decision.REJECT
    assert [part.split()[0] for part in reason.split("; ")] == ["recall", "drift", "general"]


SHARE = st.none() | st.builds(lambda n, part: Share(round(n * part), n), st.integers(0, 30), st.floats(0, 1))
CARD = st.builds(Scorecard, SHARE, SHARE, st.none() | st.floats(0, 1), SHARE, SHARE)


@given(before=CARD, after=CARD)
def test_only_a_measured_gain_is_ever_accepted(before: Scorecard, after: Scorecard) -> None:
    if decide(before, after, LIMITS).decision is not Decision.ACCEPT:
        return
    assert before.recall is not None and after.recall is not None and after.drift is not None
    assert after.recall.n and after.recall.value - before.recall.value >= LIMITS.recall_gain
    assert after.drift <= LIMITS.drift
    assert (before.retention is None) == (after.retention is None)
