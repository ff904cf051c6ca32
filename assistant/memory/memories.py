"""Memories as rows: added, replaced, forgotten, searched, and which expert saw which."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence

from assistant.errors import UsageError
from assistant.memory import sqlite_library
from assistant.memory.chats import spans_of
from assistant.memory.database import Database, Row, storable
from assistant.memory.records import Carrier, Hit, Memory, MemoryKind, MemoryStatus, StaleLink
from assistant.memory.secrecy import is_secret
from assistant.memory.words import content_words, match_any, stem, words
from assistant.spans import edited

FORGOTTEN_TEXT = "[forgotten]"
"""Stands in messages where a forgotten span was."""
_EMPTY = (
    "UPDATE memories SET text = '', keys = '', status = 'forgotten', carrier = 'text', span_start = 0,"
    " span_end = 0, secret = 0, stage = 0, next_replay = 0 WHERE id = ?"
)


class Memories:
    """The tables `memories` and `expert_memories`, and what must vanish with a memory."""

    def __init__(self, database: Database, clock: Callable[[], float]) -> None:
        self._database = database
        self._clock = clock

    def add(
        self,
        text: str,
        kind: MemoryKind,
        message_id: int | None,
        span: tuple[int, int],
        valid_from: float | None,
        confidence: float,
        secret: bool,
    ) -> Memory:
        now = self._clock()
        with self._database.write() as db:
            cursor = db.execute(
                "INSERT INTO memories(text, kind, status, carrier, message_id, span_start, span_end, created,"
                " valid_from, stage, next_replay, confidence, secret)"
                " VALUES (?, ?, 'active', 'text', ?, ?, ?, ?, ?, 0, 0, ?, ?)",
                [
                    storable(text),
                    kind,
                    message_id,
                    *span,
                    now,
                    now if valid_from is None else valid_from,
                    confidence,
                    secret,
                ],
            )
            return self.get(int(cursor.lastrowid or 0))

    def get(self, memory_id: int) -> Memory:
        rows = self._database.rows("SELECT * FROM memories WHERE id = ?", [memory_id])
        if not rows:
            raise UsageError(f"There is no memory {memory_id}. `reverie memory list` shows those there are.")
        return _memory(rows[0])

    def with_status(self, status: MemoryStatus) -> list[Memory]:
        return [
            _memory(row) for row in self._database.rows("SELECT * FROM memories WHERE status = ? ORDER BY id", [status])
        ]

    def edit(self, memory_id: int, text: str) -> Memory:
        if not text.strip():
            raise UsageError(
                f"Nothing would be left of memory {memory_id}. Write what is right, or forget it:"
                f" reverie memory forget {memory_id}"
            )
        with self._database.write() as db:
            self._living(memory_id)
            self._erase_study(db, memory_id)
            self._mark_stale(db, memory_id, "edited")
            self._settle(db, memory_id)
            db.execute(
                "UPDATE memories SET text = ?, secret = ?, keys = '', carrier = 'text', stage = 0, next_replay = 0"
                " WHERE id = ?",
                [storable(text), is_secret(text), memory_id],
            )
            return self.get(memory_id)

    def set_secret(self, memory_id: int, secret: bool) -> Memory:
        with self._database.write() as db:
            memory = self._living(memory_id)
            if secret and not memory.secret:
                # What was trained on it is to be rebuilt without it, as after an edit that makes it look secret.
                self._erase_study(db, memory_id)
                self._mark_stale(db, memory_id, "edited")
                db.execute("UPDATE memories SET carrier = 'text', stage = 0, next_replay = 0 WHERE id = ?", [memory_id])
            db.execute("UPDATE memories SET secret = ? WHERE id = ?", [secret, memory_id])
            return self.get(memory_id)

    def supersede(self, old_id: int, new_id: int) -> Memory:
        if old_id == new_id:
            raise UsageError(f"Memory {old_id} cannot replace itself. Name the memory that replaces it.")
        with self._database.write() as db:
            self._living(old_id), self._living(new_id)
            self._mark_stale(db, old_id, "superseded")
            db.execute("UPDATE memories SET status = 'superseded', superseded_by = ? WHERE id = ?", [new_id, old_id])
            return self.get(old_id)

    def confirm(self, memory_id: int, confidence: float) -> Memory:
        with self._database.write() as db:
            self._living(memory_id)
            db.execute(
                "UPDATE memories SET confidence = round(1 - (1 - confidence) * (1 - ?), 3) WHERE id = ?",
                [confidence, memory_id],
            )
            return self.get(memory_id)

    def from_messages(self, message_ids: Sequence[int]) -> list[Memory]:
        marks = ", ".join("?" * len(message_ids))
        sql = f"SELECT * FROM memories WHERE message_id IN ({marks}) AND status = 'active' ORDER BY id"
        return [_memory(row) for row in self._database.rows(sql, list(message_ids))]

    def replaced_by(self, memory_id: int) -> list[Memory]:
        sql = "SELECT * FROM memories WHERE superseded_by = ? ORDER BY id"
        return [_memory(row) for row in self._database.rows(sql, [memory_id])]

    def forget(self, memory_id: int) -> Memory:
        with self._database.write() as db:
            memory = self.get(memory_id)
            if memory.status is not MemoryStatus.FORGOTTEN:
                self._erase_study(db, memory_id)
                self._erase_source(db, memory)
                self._mark_stale(db, memory_id, "forgotten")
                self._erase_summaries(db, memory)
                self._settle(db, memory_id)
                db.execute(_EMPTY, [memory_id])
            # A full-text index keeps the words of deleted rows until its segments are merged.
            for index in ("memories_fts", "messages_fts"):
                db.execute(f"INSERT INTO {index}({index}) VALUES ('optimize')")
        self._database.purge()
        return self.get(memory_id)

    def of_message(self, message_id: int) -> list[Memory]:
        sql = "SELECT * FROM memories WHERE message_id = ? AND status != 'forgotten' ORDER BY id"
        return [_memory(row) for row in self._database.rows(sql, [message_id])]

    def retract(self, message_id: int) -> list[Memory]:
        """Take back what was learned from a message; what it had replaced holds again. Other messages stay as said."""
        with self._database.write() as db:
            taken = self.of_message(message_id)
            for memory in taken:
                self._erase_study(db, memory.id)
                self._mark_stale(db, memory.id, "forgotten")
                db.execute(
                    "UPDATE memories SET status = 'active', superseded_by = NULL"
                    " WHERE superseded_by = ? AND status = 'superseded'",
                    [memory.id],
                )
                self._settle(db, memory.id)
                db.execute(_EMPTY, [memory.id])
            return taken

    def adopt(self, memory_ids: Iterable[int], message_id: int) -> None:
        with self._database.write() as db:
            for memory_id in memory_ids:
                db.execute("UPDATE memories SET message_id = ? WHERE id = ?", [message_id, memory_id])

    def versions(self, memory_id: int) -> list[Memory]:
        newest = self.get(memory_id)
        while newest.superseded_by is not None:
            newest = self.get(newest.superseded_by)
        rows = self._database.rows(
            "WITH RECURSIVE line(id) AS (SELECT ? UNION SELECT memories.id FROM memories JOIN line"
            " ON memories.superseded_by = line.id) SELECT memories.* FROM memories JOIN line USING (id)"
            " WHERE status != 'forgotten' ORDER BY valid_from, memories.id",
            [newest.id],
        )
        return [_memory(row) for row in rows]

    def set_learning(
        self, memory_id: int, carrier: Carrier | None, stage: int | None, next_replay: float | None
    ) -> Memory:
        with self._database.write() as db:
            db.execute(
                "UPDATE memories SET carrier = coalesce(?, carrier), stage = coalesce(?, stage),"
                " next_replay = coalesce(?, next_replay) WHERE id = ?",
                [carrier, stage, next_replay, memory_id],
            )
            return self.get(memory_id)

    def set_keys(self, memory_id: int, questions: Iterable[str]) -> None:
        lines = dict.fromkeys(" ".join(question.split()) for question in questions)
        with self._database.write() as db:
            self._living(memory_id)
            db.execute(
                "UPDATE memories SET keys = ? WHERE id = ?", [storable("\n".join(filter(None, lines))), memory_id]
            )

    def keys(self, memory_id: int) -> list[str]:
        rows = self._database.rows("SELECT keys FROM memories WHERE id = ?", [memory_id])
        return str(rows[0]["keys"]).split("\n") if rows and rows[0]["keys"] else []

    def candidates(self, terms: Iterable[str], limit: int) -> list[tuple[Memory, tuple[str, ...]]]:
        """Active memories that hold any of the words, best BM25 first, each with its generated questions."""
        expression = match_any(terms)
        if not expression:
            return []
        sql = (
            "SELECT memories.* FROM memories_fts JOIN memories ON memories.id = memories_fts.rowid"
            " WHERE memories_fts MATCH ? AND status = 'active' ORDER BY rank LIMIT ?"
        )
        rows = self._database.rows(sql, [expression, limit])
        return [(_memory(row), tuple(row["keys"].split("\n")) if row["keys"] else ()) for row in rows]

    def set_conflicts(self, memory_id: int, other_ids: Iterable[int]) -> None:
        with self._database.write() as db:
            self._settle(db, memory_id)
            for other_id in other_ids:
                db.execute("INSERT OR IGNORE INTO conflicts(memory_id, other_id) VALUES (?, ?)", [memory_id, other_id])

    def _settle(self, db: sqlite_library.Database, memory_id: int) -> None:
        db.execute("DELETE FROM conflicts WHERE memory_id = :id OR other_id = :id", {"id": memory_id})

    def at_odds(self, memory_id: int) -> list[Memory]:
        sql = (
            "SELECT memories.* FROM memories JOIN (SELECT other_id AS id FROM conflicts WHERE memory_id = :id"
            " UNION SELECT memory_id FROM conflicts WHERE other_id = :id) USING (id)"
            " WHERE status = 'active' AND (SELECT status FROM memories WHERE id = :id) = 'active' ORDER BY memories.id"
        )
        return [_memory(row) for row in self._database.rows(sql, {"id": memory_id})]

    def all_at_odds(self) -> list[int]:
        sql = (
            "WITH pairs AS (SELECT memory_id, other_id FROM conflicts JOIN memories AS one ON one.id = memory_id"
            " JOIN memories AS other ON other.id = other_id WHERE one.status = 'active' AND other.status = 'active')"
            " SELECT memory_id AS id FROM pairs UNION SELECT other_id FROM pairs ORDER BY 1"
        )
        return [row["id"] for row in self._database.rows(sql, [])]

    def told_between(self, begin: float, end: float, limit: int) -> list[Memory]:
        sql = (
            "SELECT * FROM memories WHERE status = 'active' AND valid_from >= ? AND valid_from < ?"
            " ORDER BY valid_from DESC, id DESC LIMIT ?"
        )
        return [_memory(row) for row in self._database.rows(sql, [begin, end, limit])]

    def naming(self, terms: Iterable[str], limit: int) -> list[Memory]:
        # By rowid and not by rank: a month may stand in most memories, and ranking reads all of them.
        sql = (
            "SELECT memories.* FROM memories_fts JOIN memories ON memories.id = memories_fts.rowid"
            " WHERE memories_fts MATCH ? AND status = 'active' ORDER BY memories_fts.rowid DESC LIMIT ?"
        )
        expression = match_any(terms)
        return [_memory(row) for row in self._database.rows(sql, [expression, limit])] if expression else []

    def newest(self, count: int) -> list[Memory]:
        """The active memories that were told last, newest first."""
        sql = "SELECT * FROM memories WHERE status = 'active' ORDER BY id DESC LIMIT ?"
        return [_memory(row) for row in self._database.rows(sql, [count])]

    def document_counts(self, stems: Sequence[str]) -> tuple[int, dict[str, int]]:
        """How many active memories there are, and how many memories hold each stem."""
        marks = ", ".join("?" * len(stems))
        found = self._database.rows(f"SELECT term, doc FROM memories_words WHERE term IN ({marks})", list(stems))
        total = self._database.rows("SELECT count(*) AS n FROM memories WHERE status = 'active'")[0]["n"]
        return int(total), {row["term"]: int(row["doc"]) for row in found}

    def search(self, query: str, limit: int) -> list[Hit]:
        wanted = list(dict.fromkeys(content_words(query) or words(query)))
        hits = []
        for memory, keys in self.candidates(wanted, max(limit * 4, 20)):
            held = {stem(word) for word in words(" ".join((memory.text, *keys)))}
            matched = tuple(word for word in wanted if stem(word) in held)
            hits.append(Hit(memory, len(matched) / len(wanted), matched))
        return sorted(hits, key=lambda hit: -hit.score)[:limit]

    def link_expert(self, expert_id: str, memory_ids: Iterable[int], shown: Iterable[int] = ()) -> None:
        with self._database.write() as db:
            for memory_id, only_shown in (*((each, 0) for each in memory_ids), *((each, 1) for each in shown)):
                # What was forgotten or replaced while the expert was in training is stale from the start.
                db.execute(
                    "INSERT OR IGNORE INTO expert_memories(expert_id, memory_id, stale, shown) SELECT ?, id,"
                    " CASE status WHEN 'active' THEN '' ELSE status END, ? FROM memories WHERE id = ?",
                    [expert_id, only_shown, memory_id],
                )

    def unlink_expert(self, expert_id: str) -> None:
        with self._database.write() as db:
            db.execute("DELETE FROM expert_memories WHERE expert_id = ?", [expert_id])

    def of_expert(self, expert_id: str) -> list[int]:
        sql = "SELECT memory_id FROM expert_memories WHERE expert_id = ? AND NOT shown ORDER BY memory_id"
        return [row["memory_id"] for row in self._database.rows(sql, [expert_id])]

    def experts_of(self, memory_id: int, stale: bool) -> list[str]:
        which = "stale != ''" if stale else "stale = '' AND NOT shown"
        sql = f"SELECT expert_id FROM expert_memories WHERE memory_id = ? AND {which} ORDER BY expert_id"
        return [row["expert_id"] for row in self._database.rows(sql, [memory_id])]

    def stale_links(self) -> list[StaleLink]:
        sql = "SELECT expert_id, memory_id, stale AS why FROM expert_memories WHERE stale != '' ORDER BY 1, 2"
        return [StaleLink(**row) for row in self._database.rows(sql)]

    def _living(self, memory_id: int) -> Memory:
        memory = self.get(memory_id)
        if memory.status is MemoryStatus.FORGOTTEN:
            raise UsageError(f"Memory {memory_id} was forgotten and holds no text any more. Add it anew.")
        return memory

    def _mark_stale(self, db: sqlite_library.Database, memory_id: int, why: str) -> None:
        """Every expert that saw the memory holds words that no longer count; what was forgotten stays forgotten."""
        db.execute(
            "UPDATE expert_memories SET stale = ? WHERE memory_id = ? AND stale != 'forgotten'", [why, memory_id]
        )

    def _erase_study(self, db: sqlite_library.Database, memory_id: int) -> None:
        for table in ("dreams", "probes", "evaluations"):
            db.execute(f"DELETE FROM {table} WHERE memory_id = ?", [memory_id])
        # A night that was broken off may have dreamt of it, in words and in tokens.
        db.execute("DELETE FROM checkpoints")
        for row in self._database.rows("SELECT id, report FROM sleeps WHERE report != ''"):
            report = json.loads(row["report"])
            learned = report.get("learned", [])
            kept = [line for line in learned if line.get("memory") != memory_id]
            if len(kept) < len(learned):
                text = json.dumps(report | {"learned": kept}, ensure_ascii=False)
                db.execute("UPDATE sleeps SET report = ? WHERE id = ?", [text, row["id"]])

    def _erase_summaries(self, db: sqlite_library.Database, memory: Memory) -> None:
        """Summaries say in other words what their chat said: one that stands for the source goes whole."""
        db.execute(
            "DELETE FROM messages WHERE covers >= :message"
            " AND chat_id = (SELECT chat_id FROM messages WHERE id = :message)",
            {"message": memory.message_id},
        )

    def _erase_source(self, db: sqlite_library.Database, memory: Memory) -> None:
        """Cut the span out of its message, and verbatim copies of it out of other messages and reports."""
        copies = {memory.text}
        if memory.message_id is not None:
            source = self._database.rows("SELECT content FROM messages WHERE id = ?", [memory.message_id])
            copies |= {row["content"][memory.span_start : memory.span_end] for row in source}
        for copy in sorted((copy for copy in copies if copy.strip()), key=len, reverse=True):
            for row in self._database.rows("SELECT id, content, pasted FROM messages WHERE instr(content, ?)", [copy]):
                self._cut(db, row, copy)
            for form in {copy, json.dumps(copy)[1:-1], json.dumps(copy, ensure_ascii=False)[1:-1]}:
                db.execute(
                    "UPDATE messages SET attachments = replace(attachments, ?, ?) WHERE instr(attachments, ?)",
                    [form, FORGOTTEN_TEXT, form],
                )
                db.execute(
                    "UPDATE sleeps SET report = replace(report, ?, ?) WHERE instr(report, ?)",
                    [form, FORGOTTEN_TEXT, form],
                )

    def _cut(self, db: sqlite_library.Database, message: Row, copy: str) -> None:
        message_id, content, pasted = message["id"], message["content"], spans_of(message["pasted"])
        self._cut_title(db, message_id, content, copy)
        at = content.find(copy)
        while at >= 0:
            content = content[:at] + FORGOTTEN_TEXT + content[at + len(copy) :]
            pasted = edited(pasted, at, at + len(copy), len(FORGOTTEN_TEXT))
            db.execute(
                "UPDATE memories SET span_start = span_start + :by, span_end = span_end + :by"
                " WHERE message_id = :message AND span_start >= :end",
                {"by": len(FORGOTTEN_TEXT) - len(copy), "message": message_id, "end": at + len(copy)},
            )
            at = content.find(copy, at + len(FORGOTTEN_TEXT))
        db.execute(
            "UPDATE messages SET content = ?, pasted = ? WHERE id = ?", [content, json.dumps(pasted), message_id]
        )

    def _cut_title(self, db: sqlite_library.Database, message_id: int, content: str, copy: str) -> None:
        """A chat is named after how its first message begins; such a title goes when that message is cut."""
        said = " ".join(content.split())
        chats = "SELECT id, title FROM chats WHERE id = (SELECT chat_id FROM messages WHERE id = ?)"
        for row in self._database.rows(chats, [message_id]):
            if row["title"] and (said.startswith(row["title"].rstrip(" …")) or copy in row["title"]):
                db.execute("UPDATE chats SET title = ? WHERE id = ?", [FORGOTTEN_TEXT, row["id"]])


def _memory(row: Row) -> Memory:
    return Memory(
        id=row["id"],
        text=row["text"],
        kind=MemoryKind(row["kind"]),
        status=MemoryStatus(row["status"]),
        carrier=Carrier(row["carrier"]),
        message_id=row["message_id"],
        span_start=row["span_start"],
        span_end=row["span_end"],
        created=row["created"],
        valid_from=row["valid_from"],
        superseded_by=row["superseded_by"],
        stage=row["stage"],
        next_replay=row["next_replay"],
        confidence=row["confidence"],
        secret=bool(row["secret"]),
    )
