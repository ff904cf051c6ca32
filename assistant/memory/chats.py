"""Chats and their messages as rows."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict

from assistant.errors import UsageError
from assistant.memory.database import Database, Row, storable
from assistant.memory.records import Attachment, Chat, Message
from assistant.memory.words import match_all, match_any
from assistant.spans import Spans


class Chats:
    """The tables `chats` and `messages`."""

    def __init__(self, database: Database, clock: Callable[[], float]) -> None:
        self._database = database
        self._clock = clock

    def create(self, title: str, private: bool, system_prompt: str | None) -> Chat:
        now = self._clock()
        with self._database.write() as db:
            cursor = db.execute(
                "INSERT INTO chats(title, created, updated, private, system_prompt) VALUES (?, ?, ?, ?, ?)",
                [storable(title), now, now, private, system_prompt],
            )
            return self.get(_row_id(cursor.lastrowid))

    def get(self, chat_id: int) -> Chat:
        rows = self._database.rows("SELECT * FROM chats WHERE id = ?", [chat_id])
        if not rows:
            raise UsageError(f"There is no chat {chat_id}. `reverie chats list` shows those there are.")
        return _chat(rows[0])

    def newest(self, limit: int | None) -> list[Chat]:
        sql = "SELECT * FROM chats ORDER BY updated DESC, id DESC LIMIT ?"
        return [_chat(row) for row in self._database.rows(sql, [-1 if limit is None else limit])]

    def rename(self, chat_id: int, title: str) -> Chat:
        with self._database.write() as db:
            db.execute("UPDATE chats SET title = ? WHERE id = ?", [storable(title), chat_id])
            return self.get(chat_id)

    def set_system_prompt(self, chat_id: int, prompt: str | None) -> Chat:
        with self._database.write() as db:
            text = None if prompt is None else storable(prompt)
            db.execute("UPDATE chats SET system_prompt = ? WHERE id = ?", [text, chat_id])
            return self.get(chat_id)

    def delete(self, chat_id: int) -> None:
        with self._database.write() as db:
            self.get(chat_id)
            db.execute("DELETE FROM chats WHERE id = ?", [chat_id])
            db.execute("INSERT INTO messages_fts(messages_fts) VALUES ('optimize')")
        self._database.purge()

    def add_message(self, draft: Message) -> Message:
        """Store a draft; its id and time are given here."""
        now = self._clock()
        with self._database.write() as db:
            self.get(draft.chat_id)
            cursor = db.execute(
                "INSERT INTO messages(chat_id, role, content, created, learn, complete, memory_ids, expert_ids, tokens,"
                " seconds, attachments, covers, pasted) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [
                    draft.chat_id,
                    draft.role,
                    storable(draft.content),
                    now,
                    draft.learn,
                    draft.complete,
                    json.dumps(list(draft.memory_ids)),
                    json.dumps(list(draft.expert_ids)),
                    draft.tokens,
                    draft.seconds,
                    storable(json.dumps([asdict(one) for one in draft.attachments], ensure_ascii=False)),
                    draft.covers,
                    json.dumps(draft.pasted),
                ],
            )
            db.execute("UPDATE chats SET updated = ? WHERE id = ?", [now, draft.chat_id])
            return self.message(_row_id(cursor.lastrowid))

    def add_turn(self, drafts: Sequence[Message]) -> list[Message]:
        with self._database.write():
            return [self.add_message(draft) for draft in drafts]

    def last_question(self, chat_id: int) -> Message:
        asked = [message for message in self.messages(chat_id) if message.role == "user"]
        if not asked:
            raise UsageError(f"Chat {chat_id} holds no question to take back. Ask one first.")
        return asked[-1]

    def delete_from(self, question: Message) -> None:
        """Remove a message, all that follows it in its chat, and summaries that speak of it."""
        with self._database.write() as db:
            db.execute(
                "DELETE FROM messages WHERE chat_id = :chat AND (id >= :first OR covers >= :first)",
                {"chat": question.chat_id, "first": question.id},
            )

    def set_learn(self, message_id: int, learn: bool) -> None:
        with self._database.write() as db:
            db.execute("UPDATE messages SET learn = ? WHERE id = ?", [learn, message_id])

    def prompts(self, limit: int) -> list[tuple[str, Spans]]:
        # Beside max(), SQLite takes the other columns from the row that holds it.
        sql = (
            "SELECT content, pasted, max(messages.id) AS last FROM messages JOIN chats ON chats.id = chat_id"
            " WHERE role = 'user' AND private = 0 GROUP BY content ORDER BY last DESC LIMIT ?"
        )
        return [(row["content"], spans_of(row["pasted"])) for row in self._database.rows(sql, [limit])][::-1]

    def message(self, message_id: int) -> Message:
        rows = self._database.rows("SELECT * FROM messages WHERE id = ?", [message_id])
        if not rows:
            raise UsageError(f"There is no message {message_id}. `reverie chats show` prints a chat's messages.")
        return _message(rows[0])

    def messages(self, chat_id: int) -> list[Message]:
        sql = "SELECT * FROM messages WHERE chat_id = ? ORDER BY id"
        return [_message(row) for row in self._database.rows(sql, [chat_id])]

    def before(self, message: Message, limit: int) -> list[Message]:
        sql = "SELECT * FROM messages WHERE chat_id = ? AND id < ? ORDER BY id DESC LIMIT ?"
        rows = self._database.rows(sql, [message.chat_id, message.id, limit])
        return [_message(row) for row in reversed(rows)]

    def search(self, query: str, limit: int) -> list[Message]:
        expression = match_all(query)
        if not expression:
            return []
        sql = (
            "SELECT messages.* FROM messages_fts JOIN messages ON messages.id = messages_fts.rowid"
            " WHERE messages_fts MATCH ? ORDER BY rank LIMIT ?"
        )
        return [_message(row) for row in self._database.rows(sql, [expression, limit])]

    def best(self, query: str) -> list[Message]:
        expression = match_all(query)
        if not expression:
            return []
        # Beside min(), SQLite takes the other columns from the row that holds it.
        sql = (
            "SELECT messages.*, min(hits.rank) FROM (SELECT rowid, rank FROM messages_fts WHERE messages_fts MATCH ?)"
            " AS hits JOIN messages ON messages.id = hits.rowid GROUP BY chat_id"
        )
        return [_message(row) for row in self._database.rows(sql, [expression])]

    def quotes(self, chat_id: int, terms: Iterable[str], upto: int, limit: int) -> list[Message]:
        expression = match_any(terms)
        if not expression:
            return []
        sql = (
            "SELECT messages.* FROM messages_fts JOIN messages ON messages.id = messages_fts.rowid"
            " WHERE messages_fts MATCH ? AND chat_id = ? AND messages.id <= ? AND role != 'system'"
            " ORDER BY rank LIMIT ?"
        )
        return [_message(row) for row in self._database.rows(sql, [expression, chat_id, upto, limit])]


def _row_id(value: int | None) -> int:
    assert value is not None
    return value


def _chat(row: Row) -> Chat:
    return Chat(
        row["id"],
        row["title"],
        row["created"],
        row["updated"],
        bool(row["private"]),
        system_prompt=row["system_prompt"],
    )


def _message(row: Row) -> Message:
    return Message(
        id=row["id"],
        chat_id=row["chat_id"],
        role=row["role"],
        content=row["content"],
        created=row["created"],
        learn=bool(row["learn"]),
        complete=bool(row["complete"]),
        memory_ids=tuple(json.loads(row["memory_ids"])),
        expert_ids=tuple(json.loads(row["expert_ids"])),
        tokens=row["tokens"],
        seconds=row["seconds"],
        attachments=tuple(Attachment(**one) for one in json.loads(row["attachments"])),
        covers=row["covers"],
        pasted=spans_of(row["pasted"]),
    )


def spans_of(text: str) -> Spans:
    """Stretches as the column `pasted` holds them."""
    return tuple((begin, stop) for begin, stop in json.loads(text))
