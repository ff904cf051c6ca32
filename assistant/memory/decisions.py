"""What the watch over the nights decided, one row a change, and whether it is paused."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import date

from assistant.memory.database import Database
from assistant.memory.records import DecisionRow, Look

KEPT = 2000
"""Older rows go: half a year at ten changes a day."""
_PAUSED = "schedule_paused"
_LOOKED = "watch_looked"


class Decisions:
    """The table `decisions`. Rows hold reasons and readings, never what was said."""

    def __init__(self, database: Database, clock: Callable[[], float]) -> None:
        self._database = database
        self._clock = clock

    def add(self, *, sleeps: bool, cause: str, reason: str, watcher: str, look: Look | None = None) -> DecisionRow:
        """Record a decision. The same cause on the same day only moves the last row's `seen` and wording.

        `look` is kept for whoever looks next, until then.
        """
        now = self._clock()
        with self._database.write() as db:
            if look is not None:
                values = [_LOOKED, json.dumps(asdict(look))]
                db.execute("INSERT OR REPLACE INTO meta(key, value) VALUES (?, ?)", values)
            last = next(iter(self.newest(1)), None)
            same = last is not None and (last.sleeps, last.cause, last.watcher) == (sleeps, cause, watcher)
            # A clock that was set back begins a new row: a row never ends before it began.
            if last is not None and same and now >= last.made and _day(last.made) == _day(now):
                db.execute("UPDATE decisions SET seen = ?, reason = ? WHERE id = ?", [now, reason, last.id])
            else:
                db.execute(
                    "INSERT INTO decisions(made, seen, sleeps, cause, reason, watcher) VALUES (?, ?, ?, ?, ?, ?)",
                    [now, now, sleeps, cause, reason, watcher],
                )
                db.execute("DELETE FROM decisions WHERE id <= (SELECT max(id) FROM decisions) - ?", [KEPT])
            return self.newest(1)[0]

    def newest(self, limit: int | None = None) -> list[DecisionRow]:
        """Decisions, newest first."""
        sql = "SELECT * FROM decisions ORDER BY id DESC LIMIT ?"
        rows = self._database.rows(sql, [-1 if limit is None else limit])
        return [DecisionRow(**{**row, "sleeps": bool(row["sleeps"])}) for row in rows]

    def last_look(self) -> Look | None:
        """When a watch of any process looked last; None when none ever did."""
        rows = self._database.rows("SELECT value FROM meta WHERE key = ?", [_LOOKED])
        return Look(**json.loads(rows[0]["value"])) if rows else None

    def paused(self) -> bool:
        """Whether the user asked for no nights of its own accord."""
        return bool(self._database.rows("SELECT 1 FROM meta WHERE key = ?", [_PAUSED]))

    def pause(self, paused: bool) -> None:
        """Let no night begin by itself, or let them again."""
        with self._database.write() as db:
            if paused:
                db.execute("INSERT OR REPLACE INTO meta(key, value) VALUES (?, ?)", [_PAUSED, str(self._clock())])
            else:
                db.execute("DELETE FROM meta WHERE key = ?", [_PAUSED])


def _day(moment: float) -> date:
    return date.fromtimestamp(moment)
