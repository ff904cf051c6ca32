"""Nights as rows: sleeps, the dreams they wrote, the probes they asked, and how those came out."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from assistant.errors import UsageError
from assistant.memory.database import Database
from assistant.memory.records import DreamRow, EvaluationRow, ProbeRow, SleepRow


class Nights:
    """The tables `sleeps`, `dreams`, `probes` and `evaluations`."""

    def __init__(self, database: Database, clock: Callable[[], float]) -> None:
        self._database = database
        self._clock = clock

    def start(self, level: str) -> int:
        with self._database.write() as db:
            cursor = db.execute(
                "INSERT INTO sleeps(started, level, verdict, reason, report) VALUES (?, ?, '', '', '')",
                [self._clock(), level],
            )
            return int(cursor.lastrowid or 0)

    def finish(self, sleep_id: int, verdict: str, reason: str, expert_id: str | None, report: dict[str, Any]) -> None:
        with self._database.write() as db:
            cursor = db.execute(
                "UPDATE sleeps SET finished = ?, verdict = ?, reason = ?, expert_id = ?, report = ? WHERE id = ?",
                [self._clock(), verdict, reason, expert_id, json.dumps(report, ensure_ascii=False), sleep_id],
            )
            if cursor.rowcount != 1:
                raise UsageError(f"There is no night {sleep_id}. `reverie sleep log` shows those there are.")

    def reopen(self, sleep_id: int) -> None:
        with self._database.write() as db:
            db.execute(
                "UPDATE sleeps SET finished = NULL, verdict = '', reason = '', report = '' WHERE id = ?", [sleep_id]
            )

    def newest(self, limit: int | None) -> list[SleepRow]:
        sql = "SELECT * FROM sleeps ORDER BY id DESC LIMIT ?"
        return [SleepRow(**row) for row in self._database.rows(sql, [-1 if limit is None else limit])]

    def judged(self, before: int | None) -> int:
        sql = (
            "SELECT count(*) AS n FROM sleeps WHERE verdict IN ('accept', 'reject', 'inconclusive')"
            " AND (:before IS NULL OR id < :before)"
        )
        return int(self._database.rows(sql, {"before": before})[0]["n"])

    def add_dreams(self, rows: Iterable[DreamRow]) -> None:
        sql = (
            "INSERT INTO dreams(memory_id, sleep_id, strategy, question, answer, kept, reason, span)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
        )
        with self._database.write() as db:
            for row in rows:
                db.execute(
                    sql,
                    [
                        row.memory_id,
                        row.sleep_id,
                        row.strategy,
                        row.question,
                        row.answer,
                        row.kept,
                        row.reason,
                        row.span,
                    ],
                )

    def dreams(self, memory_id: int | None, sleep_id: int | None, kept: bool | None) -> list[DreamRow]:
        rows = self._database.rows(
            "SELECT * FROM dreams WHERE (:memory IS NULL OR memory_id = :memory)"
            " AND (:sleep IS NULL OR sleep_id = :sleep) AND (:kept IS NULL OR kept = :kept) ORDER BY id",
            {"memory": memory_id, "sleep": sleep_id, "kept": kept},
        )
        return [
            DreamRow(
                row["memory_id"],
                row["sleep_id"],
                row["strategy"],
                row["question"],
                row["answer"],
                bool(row["kept"]),
                row["reason"],
                row["span"],
            )
            for row in rows
        ]

    def add_probes(self, rows: Iterable[ProbeRow]) -> None:
        with self._database.write() as db:
            for row in rows:
                db.execute(
                    "INSERT INTO probes(memory_id, question, expected) VALUES (?, ?, ?)",
                    [row.memory_id, row.question, json.dumps(list(row.expected), ensure_ascii=False)],
                )

    def probes(self, memory_ids: Sequence[int] | None) -> list[ProbeRow]:
        if memory_ids is None:
            rows = self._database.rows("SELECT * FROM probes ORDER BY id")
        else:
            rows = self._database.rows(
                "SELECT * FROM probes WHERE memory_id IN (SELECT value FROM json_each(?)) ORDER BY id",
                [json.dumps(list(memory_ids))],
            )
        return [ProbeRow(row["memory_id"], row["question"], tuple(json.loads(row["expected"]))) for row in rows]

    def add_evaluations(self, rows: Iterable[EvaluationRow]) -> None:
        sql = (
            "INSERT INTO evaluations(sleep_id, memory_id, question, before, after, right_before, right_after)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)"
        )
        with self._database.write() as db:
            for row in rows:
                db.execute(
                    sql,
                    [
                        row.sleep_id,
                        row.memory_id,
                        row.question,
                        row.before,
                        row.after,
                        row.right_before,
                        row.right_after,
                    ],
                )

    def studied(self, sleep_id: int) -> list[int]:
        sql = (
            "SELECT memory_id FROM evaluations WHERE sleep_id = :night AND memory_id IS NOT NULL"
            " UNION SELECT memory_id FROM dreams WHERE sleep_id = :night ORDER BY memory_id"
        )
        return [row["memory_id"] for row in self._database.rows(sql, {"night": sleep_id})]

    def evaluations(self, sleep_id: int | None, memory_id: int | None = None) -> list[EvaluationRow]:
        rows = self._database.rows(
            "SELECT * FROM evaluations WHERE (:sleep IS NULL OR sleep_id = :sleep)"
            " AND (:memory IS NULL OR memory_id = :memory) ORDER BY id",
            {"sleep": sleep_id, "memory": memory_id},
        )
        return [
            EvaluationRow(
                row["sleep_id"],
                row["memory_id"],
                row["question"],
                row["before"],
                row["after"],
                bool(row["right_before"]),
                bool(row["right_after"]),
            )
            for row in rows
        ]
