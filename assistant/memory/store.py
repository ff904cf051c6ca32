"""Everything the assistant keeps, in one SQLite file. The only door to it: callers see values, never rows or SQL."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

from assistant.memory.chats import Chats
from assistant.memory.checkpoints import Checkpoints
from assistant.memory.database import Database
from assistant.memory.decisions import Decisions
from assistant.memory.memories import Memories
from assistant.memory.nights import Nights
from assistant.memory.records import (
    Attachment,
    Carrier,
    Chat,
    DreamRow,
    EvaluationRow,
    Hit,
    Memory,
    MemoryKind,
    MemoryStatus,
    Message,
    ProbeRow,
    SleepRow,
    StaleLink,
)
from assistant.spans import Spans


class MemoryStore:
    """Safe to share between threads; several processes may open the same file.

    Every method may raise NotSaved (undone whole) or StoreCorrupt; an id that does not exist raises UsageError.
    """

    def __init__(self, database: Database, clock: Callable[[], float]) -> None:
        self._database = database
        self._chats = Chats(database, clock)
        self._memories = Memories(database, clock)
        self._nights = Nights(database, clock)
        self.decisions = Decisions(database, clock)
        self.checkpoints = Checkpoints(database, clock)

    @classmethod
    def open(cls, path: Path, clock: Callable[[], float] = time.time) -> Self:
        """Open or make the file and bring it to this version's shape; an older file is backed up beside it first.

        Raises: StoreTooNew (nothing was changed), StoreCorrupt, NotSaved.
        """
        return cls(Database.open(path), clock)

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Make several calls all or nothing."""
        with self._database.write():
            yield

    def create_chat(self, title: str = "", private: bool = False, system_prompt: str | None = None) -> Chat:
        """A new, empty chat."""
        return self._chats.create(title, private, system_prompt)

    def chat(self, chat_id: int) -> Chat:
        """One chat."""
        return self._chats.get(chat_id)

    def chats(self, limit: int | None = None) -> list[Chat]:
        """Chats, the last used first."""
        return self._chats.newest(limit)

    def rename_chat(self, chat_id: int, title: str) -> Chat:
        """Give a chat another title."""
        return self._chats.rename(chat_id, title)

    def set_system_prompt(self, chat_id: int, prompt: str | None) -> Chat:
        """Give a chat other instructions; None: the ones of the settings."""
        return self._chats.set_system_prompt(chat_id, prompt)

    def delete_chat(self, chat_id: int) -> None:
        """Remove a chat and its messages from the file. Memories taken from it stay; `forget` removes those."""
        self._chats.delete(chat_id)

    def search_messages(self, query: str, limit: int = 20) -> list[Message]:
        """Messages that hold every word of the query, best first. The query is plain text."""
        return self._chats.search(query, limit)

    def best_messages(self, query: str) -> list[Message]:
        """Of each chat the message that holds every word of the query best."""
        return self._chats.best(query)

    def add_message(
        self,
        chat_id: int,
        role: str,
        content: str,
        *,
        learn: bool = True,
        complete: bool = True,
        memory_ids: Iterable[int] = (),
        expert_ids: Iterable[str] = (),
        tokens: int = 0,
        seconds: float = 0.0,
        pasted: Spans = (),
    ) -> Message:
        """Store one message; it is on the disk when this returns. `pasted`: which stretches are not the user's own."""
        of = tuple(memory_ids), tuple(expert_ids)
        return self._chats.add_message(
            Message(0, chat_id, role, content, 0.0, learn, complete, *of, tokens, seconds, pasted=pasted)
        )

    def add_turn(
        self,
        chat_id: int,
        user_text: str,
        reply_text: str,
        *,
        learn: bool = True,
        complete: bool = True,
        memory_ids: Iterable[int] = (),
        expert_ids: Iterable[str] = (),
        tokens: int = 0,
        seconds: float = 0.0,
        attachments: tuple[Attachment, ...] = (),
        pasted: Spans = (),
    ) -> tuple[Message, Message]:
        """Store what the user said and the reply at once.

        `learn`, `attachments` and `pasted` describe the former, the other options the reply.
        """
        asked = Message(0, chat_id, "user", user_text, 0.0, learn, attachments=attachments, pasted=pasted)
        of = tuple(memory_ids), tuple(expert_ids)
        reply = Message(0, chat_id, "assistant", reply_text, 0.0, learn, complete, *of, tokens, seconds)
        first, second = self._chats.add_turn((asked, reply))
        return first, second

    def add_summary(self, chat_id: int, text: str, covers: int) -> Message:
        """Store a summary of a chat up to the message `covers`: searched like a message, shown as none."""
        return self._chats.add_message(Message(0, chat_id, "system", text, 0.0, learn=False, covers=covers))

    def quotes(self, chat_id: int, terms: Iterable[str], upto: int, limit: int) -> list[Message]:
        """What was said in a chat up to the message `upto` with any of the words, best first."""
        return self._chats.quotes(chat_id, terms, upto, limit)

    def prompts(self, limit: int) -> list[tuple[str, Spans]]:
        """What the user wrote last in chats that are not private, each once, oldest first; what of it was pasted."""
        return self._chats.prompts(limit)

    def drop_last_turn(self, chat_id: int, *, keep_memories: bool = False) -> tuple[Message, list[Memory]]:
        """Take back the last question, all that follows it and what was learned from it: the question and the latter.

        With `keep_memories` those stay, without their source: `adopt` gives them the message that takes its place.
        """
        with self._database.write():
            question = self._chats.last_question(chat_id)
            taught = self._memories.of_message(question.id) if keep_memories else self._memories.retract(question.id)
            self._chats.delete_from(question)
        return question, taught

    def never_learn(self, message_id: int) -> list[Memory]:
        """Never learn from a message; what was learned from it is taken back and returned."""
        with self._database.write():
            self._chats.set_learn(message_id, False)
            return self._memories.retract(message_id)

    def messages(self, chat_id: int) -> list[Message]:
        """A chat's messages, oldest first."""
        return self._chats.messages(chat_id)

    def messages_before(self, message: Message, limit: int) -> list[Message]:
        """The last messages of the same chat before this one, oldest first."""
        return self._chats.before(message, limit)

    def message(self, message_id: int) -> Message:
        """One message."""
        return self._chats.message(message_id)

    def add_memory(
        self,
        text: str,
        *,
        kind: MemoryKind = MemoryKind.FACT,
        message_id: int | None = None,
        span: tuple[int, int] | None = None,
        valid_from: float | None = None,
        confidence: float = 1.0,
        secret: bool = False,
    ) -> Memory:
        """Keep one statement. `valid_from` is when it was said; None means now. `span` defaults to all of `text`."""
        return self._memories.add(text, kind, message_id, span or (0, len(text)), valid_from, confidence, secret)

    def memory(self, memory_id: int) -> Memory:
        """One memory, whatever its status."""
        return self._memories.get(memory_id)

    def memories(self, status: MemoryStatus = MemoryStatus.ACTIVE) -> list[Memory]:
        """The memories of one status, oldest first."""
        return self._memories.with_status(status)

    def adopt(self, memory_ids: Iterable[int], message_id: int) -> None:
        """Make a message with the same words the source of these memories."""
        self._memories.adopt(memory_ids, message_id)

    def versions(self, memory_id: int) -> list[Memory]:
        """Everything that was ever said in a memory's place, itself too, oldest first."""
        return self._memories.versions(memory_id)

    def edit_memory(self, memory_id: int, text: str) -> Memory:
        """Reword a memory, and mark it anew if the new words look secret.

        Its span still points at what was said; what was studied from the old words is dropped.
        Raises: UsageError for words that leave nothing.
        """
        return self._memories.edit(memory_id, text)

    def set_secret(self, memory_id: int, secret: bool) -> Memory:
        """Say whether a memory is a secret, whatever it looks like; a later edit judges its new words by their looks.

        What was studied from one that becomes a secret is dropped.
        """
        return self._memories.set_secret(memory_id, secret)

    def supersede(self, old_id: int, new_id: int) -> Memory:
        """Mark the old memory as replaced; it stays readable as what used to hold."""
        return self._memories.supersede(old_id, new_id)

    def confirm_memory(self, memory_id: int, confidence: float) -> Memory:
        """The same was told again, so surely: the chance that both tellings mislead is what doubt remains."""
        return self._memories.confirm(memory_id, confidence)

    def memories_from(self, message_ids: Sequence[int]) -> list[Memory]:
        """The active memories taken from these messages, oldest first."""
        return self._memories.from_messages(message_ids)

    def replaced_by(self, memory_id: int) -> list[Memory]:
        """The memories that this one replaced itself, oldest first; each may have replaced others."""
        return self._memories.replaced_by(memory_id)

    def forget(self, memory_id: int) -> Memory:
        """Erase a memory's words from the file: span, verbatim copies in messages and reports, keys, dreams, probes.

        Backups made before a migration are removed with it. The row stays, empty, so that lineage can be rebuilt.
        """
        return self._memories.forget(memory_id)

    def forget_all(self) -> None:
        """Erase every chat, memory and night from the file, its free pages and its log. Settings stay."""
        self._database.erase()

    def set_learning(
        self,
        memory_id: int,
        *,
        carrier: Carrier | None = None,
        stage: int | None = None,
        next_replay: float | None = None,
    ) -> Memory:
        """Record how far a memory has been learned; None leaves a value as it is. `next_replay` is a night."""
        return self._memories.set_learning(memory_id, carrier, stage, next_replay)

    def search_memories(self, query: str, limit: int = 20) -> list[Hit]:
        """Active memories that share words with the query; the score is the share of its words found."""
        return self._memories.search(query, limit)

    def candidates(self, terms: Iterable[str], limit: int) -> list[tuple[Memory, tuple[str, ...]]]:
        """Active memories holding any of the words, best BM25 first, each with its generated questions."""
        return self._memories.candidates(terms, limit)

    def set_conflicts(self, memory_id: int, other_ids: Iterable[int]) -> None:
        """Record with which memories this one can hardly be true, in place of what was recorded before."""
        self._memories.set_conflicts(memory_id, other_ids)

    def at_odds(self, memory_id: int) -> list[Memory]:
        """The active memories recorded as at odds with this one; none once it holds no more."""
        return self._memories.at_odds(memory_id)

    def all_at_odds(self) -> list[int]:
        """Ids of the active memories that are at odds with another one."""
        return self._memories.all_at_odds()

    def told_between(self, begin: float, end: float, limit: int) -> list[Memory]:
        """The active memories that were told from `begin` to before `end`, newest first."""
        return self._memories.told_between(begin, end, limit)

    def naming(self, terms: Iterable[str], limit: int) -> list[Memory]:
        """Active memories holding any of the words, those kept last first."""
        return self._memories.naming(terms, limit)

    def newest(self, count: int) -> list[Memory]:
        """The active memories that were told last, newest first."""
        return self._memories.newest(count)

    def document_counts(self, stems: Sequence[str]) -> tuple[int, dict[str, int]]:
        """How many active memories there are, and how many rows hold each stem."""
        return self._memories.document_counts(stems)

    def set_keys(self, memory_id: int, questions: Sequence[str]) -> None:
        """Replace the generated questions by which a memory is also found."""
        self._memories.set_keys(memory_id, questions)

    def keys(self, memory_id: int) -> list[str]:
        """The generated questions of a memory."""
        return self._memories.keys(memory_id)

    def start_sleep(self, level: str) -> int:
        """Open a night's row and return its id."""
        return self._nights.start(level)

    def reopen_sleep(self, sleep_id: int) -> None:
        """Let a night that was broken off go on under its own row."""
        self._nights.reopen(sleep_id)

    def finish_sleep(
        self, sleep_id: int, *, verdict: str, reason: str, expert_id: str | None, report: dict[str, Any]
    ) -> None:
        """Close a night's row."""
        self._nights.finish(sleep_id, verdict, reason, expert_id, report)

    def sleeps(self, limit: int | None = None) -> list[SleepRow]:
        """Nights, newest first, skipped ones too."""
        return self._nights.newest(limit)

    def judged_nights(self, before: int | None = None) -> int:
        """How many nights came to a verdict, of all or of those before that one; skipped, stopped and failed ones
        do not count.
        """
        return self._nights.judged(before)

    def add_dreams(self, rows: Iterable[DreamRow]) -> None:
        """Store dreams, kept and dropped, in one transaction."""
        self._nights.add_dreams(rows)

    def dreams(
        self, memory_id: int | None = None, sleep_id: int | None = None, kept: bool | None = None
    ) -> list[DreamRow]:
        """Dreams that fit every condition given."""
        return self._nights.dreams(memory_id, sleep_id, kept)

    def add_probes(self, rows: Iterable[ProbeRow]) -> None:
        """Store held-out questions in one transaction."""
        self._nights.add_probes(rows)

    def probes(self, memory_ids: Sequence[int] | None = None) -> list[ProbeRow]:
        """The held-out questions of these memories; None means of all."""
        return self._nights.probes(memory_ids)

    def add_evaluations(self, rows: Iterable[EvaluationRow]) -> None:
        """Store how probes came out, in one transaction."""
        self._nights.add_evaluations(rows)

    def evaluations(self, sleep_id: int | None = None, memory_id: int | None = None) -> list[EvaluationRow]:
        """How the probes of one night, of one memory or of both came out, oldest first."""
        return self._nights.evaluations(sleep_id, memory_id)

    def studied(self, sleep_id: int) -> list[int]:
        """Ids of the memories that a night dreamed about or asked for."""
        return self._nights.studied(sleep_id)

    def link_expert(self, expert_id: str, memory_ids: Iterable[int], shown: Iterable[int] = ()) -> None:
        """Record that an expert was trained on these memories, with the notes of `shown` before some questions: it
        answers for none of those, and is rebuilt all the same when their words no longer count.
        """
        self._memories.link_expert(expert_id, memory_ids, shown)

    def expert_memories(self, expert_id: str) -> list[int]:
        """Ids of the memories an expert was trained on."""
        return self._memories.of_expert(expert_id)

    def unlink_expert(self, expert_id: str) -> None:
        """Drop the lineage of an expert that is no more."""
        self._memories.unlink_expert(expert_id)

    def memory_experts(self, memory_id: int) -> list[str]:
        """Ids of the experts that were trained on a memory as it now is: those that may answer for it."""
        return self._memories.experts_of(memory_id, stale=False)

    def stale_experts(self, memory_id: int) -> list[str]:
        """Ids of the experts that saw the memory before it was forgotten, superseded or edited."""
        return self._memories.experts_of(memory_id, stale=True)

    def stale_links(self) -> list[StaleLink]:
        """Every expert that is to be rebuilt, memory by memory, with the reason."""
        return self._memories.stale_links()
