"""The report of a night: numbers for machines, sentences for the morning."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from assistant.memory.records import EvaluationRow
from assistant.sleep.dreaming import Dream
from assistant.sleep.judging import Share
from assistant.sleep.night import Night
from assistant.sleep.selection import Chosen
from assistant.sleep.verdict import Scorecard, Verdict


def night_report(
    night: Night,
    sleep_id: int,
    verdict: Verdict,
    expert_id: str | None,
    chosen: Sequence[Chosen],
    dreams: Sequence[Dream],
    before: Scorecard,
    after: Scorecard,
    evaluations: Sequence[EvaluationRow],
    level: str,
    tries: int = 1,
) -> dict[str, Any]:
    """The report that `sleep --json` prints (DESIGN, section 7) with the details that the morning screen shows."""
    return {
        **_header(sleep_id, str(verdict.decision), verdict.reason, level),
        "expert": expert_id,
        "memories": len(chosen),
        "dreams": {
            "written": len(dreams),
            "kept": sum(dream.kept for dream in dreams),
            "dropped": dict(Counter(dream.reason for dream in dreams if not dream.kept).most_common()),
            "gained_per_kept": _gained_per_kept(dreams, before.recall, after.recall),
        },
        "recall": {
            "before": value(before.recall),
            "after": value(after.recall),
            "n": after.recall.n if after.recall else 0,
        },
        "retention": value(after.retention),
        "retention_before": value(before.retention),
        "asked_again": after.retention.n if after.retention else 0,
        "tries": tries,
        "drift": _rounded(after.drift),
        "false_memory": value(after.false_memory),
        "false_memory_before": value(before.false_memory),
        "general": {"before": value(before.general), "after": value(after.general)},
        "seconds": {name: round(value, 1) for name, value in night.seconds.items()},
        "base": night.engine.info.sha256,
        "shortened": night.shortened,
        "learned": [_memory_line(item, evaluations) for item in chosen],
    }


def short_report(sleep_id: int, verdict: str, reason: str, level: str) -> dict[str, Any]:
    """The report of a night that learned nothing: skipped, stopped or failed, with its reason."""
    return {
        **_header(sleep_id, verdict, reason, level),
        "expert": None,
        "memories": 0,
        "dreams": {"written": 0, "kept": 0},
        "recall": {"before": None, "after": None, "n": 0},
        "retention": None,
        "drift": None,
        "false_memory": None,
        "seconds": {},
        "learned": [],
    }


def _header(sleep_id: int, verdict: str, reason: str, level: str) -> dict[str, Any]:
    return {"sleep_id": sleep_id, "verdict": verdict, "reason": reason, "level": level}


def _memory_line(item: Chosen, evaluations: Sequence[EvaluationRow]) -> dict[str, Any]:
    own = [row for row in evaluations if row.memory_id == item.memory.id]
    return {
        "memory": item.memory.id,
        "text": item.memory.text,
        "why": item.reason,
        "right_before": sum(row.right_before for row in own),
        "right_after": sum(row.right_after for row in own),
        "probes": [{"question": row.question, "before": row.before, "after": row.after} for row in own],
    }


def _gained_per_kept(dreams: Sequence[Dream], before: Share | None, after: Share | None) -> float | None:
    """Right probes gained for each dream that could be studied; None where nothing was asked or kept."""
    kept = sum(dream.kept for dream in dreams)
    if not (kept and before and after and after.n):
        return None
    return round((after.right - before.right) / kept, 4)


def value(share: Share | None) -> float | None:
    """A share for a report: null when nothing was asked, which is not zero."""
    return None if share is None or not share.n else round(share.value, 4)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 5)
