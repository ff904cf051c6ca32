"""How long a night takes on this machine, from the nights before it, and what fits into a budget."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from assistant.memory.records import SleepRow

NIGHTS = 5
"""So many of the newest count: machines and models change."""
GROWS = ("dream", "choose", "seed", "imitate")
"""Phases that take as long as there are memories; the others ask questions, most of which are always the same."""
ASKS = ("ask", "evaluate", "promote")
REPEATED = ("seed", "imitate", "evaluate")
"""Phases that a rejected expert goes through once more."""
BUDGET_USED = "the time budget is used up; the night goes on from there the next time"


def out_of_time(row: SleepRow) -> bool:
    """Whether the night was broken off because it had used up its time."""
    return row.verdict == "stopped" and row.reason.startswith(BUDGET_USED)


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds of a night: `fixed` whatever is learned, and `per_memory`. The defaults were seen on 2 cores."""

    fixed: float = 40.0
    per_memory: float = 15.0
    evaluate_per_ask: float = 1.3
    """How much longer the same questions take with the new expert mounted."""
    measured: int = 0
    """On how many nights it rests."""

    def memories(self, seconds: float | None) -> int | None:
        """How many memories a night of this length learns; the others wait for the next one. None: all."""
        return None if seconds is None else max(0, int((seconds - self.fixed) / self.per_memory))


def pace_of(rows: Sequence[SleepRow], base_sha256: str) -> Pace:
    """The pace of the newest whole day nights on that base model; the defaults without any."""
    nights = [night for night in map(_night, rows) if night and night["base"] == base_sha256][:NIGHTS]
    if not nights:
        return Pace()
    grows = [sum(night["seconds"].get(name, 0.0) for name in GROWS) / night["memories"] for night in nights]
    fixed = [night["took"] - sum(night["seconds"].get(name, 0.0) for name in GROWS) for night in nights]
    ratios = [night["seconds"]["evaluate"] / night["seconds"]["ask"] for night in nights if night["seconds"].get("ask")]
    return Pace(
        fixed=max(1.0, median(fixed)),
        per_memory=max(0.1, median(grows)),
        evaluate_per_ask=max(1.0, median(ratios)) if ratios else Pace().evaluate_per_ask,
        measured=len(nights),
    )


def _night(row: SleepRow) -> dict[str, Any] | None:
    """What a night's row says of the speed of a day's night that is accepted at once, without lessons, rebuilding or a
    topic; None when it was not whole, or says nothing.
    """
    report = json.loads(row.report) if row.report else {}
    seconds, memories = report.get("seconds") or {}, report.get("memories")
    whole = {"dream", "ask", "seed", "evaluate"} <= seconds.keys() and not report.get("resumed")
    if not whole or report.get("shortened") or not isinstance(memories, int) or memories < 1 or row.finished is None:
        return None
    tries = max(1, report.get("tries", 1))
    once = {name: value / tries if name in REPEATED else value for name, value in seconds.items()}
    beside = sum(value for name, value in seconds.items() if name not in (*GROWS, *ASKS))
    beside += sum((report.get("topic") or {}).get("seconds", {}).values())
    beside += sum(seconds[name] - once[name] for name in REPEATED if name in seconds)
    took = max(0.0, row.finished - row.started - beside)
    return {"seconds": once, "memories": memories, "took": took, "base": report.get("base")}
