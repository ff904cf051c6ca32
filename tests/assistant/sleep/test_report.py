"""The report: the contract's keys for every end of a night, and one line per memory."""

from __future__ import annotations

import json
from typing import Any

import pytest

from assistant.memory.records import EvaluationRow
from assistant.sleep.dreaming import Dream
from assistant.sleep.judging import Share
from assistant.sleep.report import night_report, short_report
from assistant.sleep.verdict import Decision, Scorecard, Verdict
from tests.assistant.sleep.fakes import World

KEYS = {
    "sleep_id",
    "verdict",
    "reason",
    "level",
    "expert",
    "memories",
    "dreams",
    "recall",
    "retention",
    "drift",
    "false_memory",
    "seconds",
}
BEFORE = Scorecard(Share(0, 3), None, 0.0, Share(3, 4), Share(1, 2))
AFTER = Scorecard(Share(2, 3), Share(1, 1), 0.0123456, Share(1, 4), Share(1, 2))


def reported(world: World, after: Scorecard = AFTER) -> dict[str, Any]:
    chosen = world.chosen()[:2]
    dog = chosen[0].memory.id
    dreams = [Dream(dog, "q?", "s", "a."), *(Dream(dog, "r?", "s", "a.", "not a question") for _ in range(2))]
    rows = [
        EvaluationRow(4, dog, "q?", "no", "Fudge", False, True),
        EvaluationRow(4, dog, "p?", "no", "no", False, False),
    ]
    night = world.night()
    night.seconds = {"dream": 1.26, "seed": 2.0}
    verdict = Verdict(Decision.ACCEPT, ("recall 0.00 -> 0.67",))
    return night_report(night, 4, verdict, "day-00004", chosen, dreams, BEFORE, after, rows, "day")


def test_the_contract_of_sleep_json(world: World) -> None:
    report = reported(world)
    assert report.keys() >= KEYS
    assert {key: report[key] for key in ("sleep_id", "verdict", "reason", "level", "expert", "memories")} == {
        "sleep_id": 4,
        "verdict": "accept",
        "reason": "recall 0.00 -> 0.67",
        "level": "day",
        "expert": "day-00004",
        "memories": 2,
    }
    assert report["dreams"] == {"written": 3, "kept": 1, "dropped": {"not a question": 2}, "gained_per_kept": 2.0}
    assert report["recall"] == {"before": 0.0, "after": 0.6667, "n": 3}
    assert (report["retention"], report["drift"], report["false_memory"]) == (1.0, 0.01235, 0.25)
    assert report["seconds"] == {"dream": 1.3, "seed": 2.0}
    assert json.loads(json.dumps(report)) == report


def test_each_memory_says_why_and_what_its_probes_came_to(world: World) -> None:
    dog, cat = reported(world)["learned"]
    assert (dog["text"], dog["why"], dog["right_before"], dog["right_after"]) == (
        "My dog is called Fudge.",
        "new",
        0,
        1,
    )
    assert dog["probes"][0] == {"question": "q?", "before": "no", "after": "Fudge"}
    assert cat["probes"] == []


def test_what_was_not_measured_is_null_not_zero(world: World) -> None:
    report = reported(world, Scorecard(None, None, None, Share(0, 0), None))
    assert (report["recall"]["after"], report["recall"]["n"]) == (None, 0)
    assert (report["retention"], report["drift"], report["false_memory"]) == (None, None, None)


@pytest.mark.parametrize("verdict", ["skipped", "stopped", "failed"])
def test_a_night_that_learned_nothing_has_the_same_keys(verdict: str) -> None:
    report = short_report(9, verdict, "because", "day")
    assert report.keys() >= KEYS
    assert (report["sleep_id"], report["verdict"], report["reason"], report["level"]) == (9, verdict, "because", "day")
    assert report["recall"] == {"before": None, "after": None, "n": 0}
