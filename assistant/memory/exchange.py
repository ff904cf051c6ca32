"""Memories and chats in and out of the store: JSON lines, JSON and markdown; other programs' chats in.

Importing stores what can be read in one transaction and names the rest.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from assistant.errors import UsageError
from assistant.memory.chat_formats import Line, Talk, as_markdown, as_time, read_talks
from assistant.memory.records import Chat, Memory, MemoryKind
from assistant.memory.remember import remember
from assistant.memory.secrecy import is_secret
from assistant.memory.store import MemoryStore

FAULTS_SHOWN = 5
Progress = Callable[[int, int], None]
"""Called with how many are done, and of how many."""


@dataclass(slots=True)
class ReplayClock:
    """A clock that says what it is told: rows are stamped by the store's clock, imported ones with their own time."""

    now: float

    def __call__(self) -> float:
        return self.now


@dataclass(slots=True)
class Imported:
    """What an import brought, and what it could not read, worded for the user."""

    chats: list[Chat] = field(default_factory=list)
    memories: list[Memory] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Statement:
    text: str
    kind: MemoryKind
    told: float | None


# ---------------------------------------------------------------------------------------------- memories


def export_memories(store: MemoryStore) -> Iterator[str]:
    """Every active memory as a JSON line, oldest first."""
    for memory in store.memories():
        yield json.dumps({"text": memory.text, "kind": memory.kind, "told": memory.valid_from}, ensure_ascii=False)


def import_memories(store: MemoryStore, text: str) -> Imported:
    """Store the memories of `text`, one a line, plain or as `export_memories` wrote them.

    A statement that is known word for word is left out. Raises: UsageError when no line can be read.
    """
    found = Imported()
    statements = [_statement(line, number, found.faults) for number, line in _lines(text)]
    if found.faults and not any(statements):
        raise UsageError(nothing_read(found.faults))
    known = {memory.text.casefold() for memory in store.memories()}
    with store.transaction():
        for statement in statements:
            if statement is not None and statement.text.casefold() not in known:
                known.add(statement.text.casefold())
                found.memories.append(
                    store.add_memory(
                        statement.text,
                        kind=statement.kind,
                        valid_from=statement.told,
                        secret=is_secret(statement.text),
                    )
                )
    return found


def _statement(line: str, number: int, faults: list[str]) -> _Statement | None:
    if not line.startswith("{"):
        return _Statement(line, MemoryKind.FACT, None)
    try:
        table = json.loads(line)
        text = str(table["text"]).strip()
        if not text:
            raise ValueError("its text is empty")
        return _Statement(text, MemoryKind(table.get("kind", MemoryKind.FACT)), as_time(table.get("told")))
    except KeyError as error:
        faults.append(f"line {number} has no {error}")
    except (TypeError, ValueError, OverflowError, RecursionError) as error:
        faults.append(f"line {number}: {error}")
    return None


# ---------------------------------------------------------------------------------------------- chats


def export_chats(
    store: MemoryStore, chats: Sequence[Chat], form: str = "jsonl", progress: Progress = lambda done, of: None
) -> Iterator[str]:
    """The chats with their messages as lines: a JSON line each, one JSON list, or markdown."""
    if form == "json":
        yield "["
    for number, chat in enumerate(chats, start=1):
        if form == "markdown":
            yield from as_markdown(chat.title, _told(store, chat))
        else:
            line = json.dumps(_table(store, chat), ensure_ascii=False)
            yield line + "," if form == "json" and number < len(chats) else line
        progress(number, len(chats))
    if form == "json":
        yield "]"


def _told(store: MemoryStore, chat: Chat) -> Iterator[Line]:
    for message in store.messages(chat.id):
        yield Line(message.role, message.content, message.created, message.learn, message.complete, message.pasted)


def _table(store: MemoryStore, chat: Chat) -> dict[str, Any]:
    return {
        "title": chat.title,
        "created": chat.created,
        "private": chat.private,
        "system_prompt": chat.system_prompt,
        "messages": [
            {
                "role": line.role,
                "content": line.content,
                "created": line.created,
                "learn": line.learn,
                "complete": line.complete,
                **({"pasted": line.pasted} if line.pasted else {}),
            }
            for line in _told(store, chat)
        ],
    }


def import_chats(
    store: MemoryStore,
    texts: Sequence[str],
    clock: ReplayClock,
    *,
    learn: bool = False,
    progress: Progress = lambda done, of: None,
) -> Imported:
    """Store the chats of `texts`: own exports, ChatGPT's or Claude's `conversations.json`, or markdown.

    `clock` is the store's own clock. With `learn`, the user's messages are learned from as if they were told then.
    Raises: UsageError when no chat can be read, with what is wrong.
    """
    found = Imported()
    talks = [talk for text in texts for talk in read_talks(text, found.faults)]
    if not talks:
        expected = "Expected an export of reverie, ChatGPT or Claude, or markdown with ## You and ## Assistant."
        raise UsageError(f"No chat was found. {expected}" if not found.faults else nothing_read(found.faults))
    now = clock.now
    try:
        with store.transaction():
            for number, talk in enumerate(talks, start=1):
                _store(store, talk, clock, now, found, learn)
                progress(number, len(talks))
    finally:
        clock.now = now
    return found


def _store(store: MemoryStore, talk: Talk, clock: ReplayClock, now: float, found: Imported, learn: bool) -> None:
    clock.now = talk.created or now
    chat = store.create_chat(talk.title, talk.private, talk.system_prompt)
    for line in talk.messages:
        clock.now = line.created or clock.now
        message = store.add_message(
            chat.id, line.role, line.content, learn=line.learn, complete=line.complete, pasted=line.pasted
        )
        if learn:
            found.memories += remember(store, message)
    found.chats.append(store.chat(chat.id))


def nothing_read(faults: Sequence[str]) -> str:
    """The refusal of a file in which nothing could be read."""
    more = f"; and {len(faults) - FAULTS_SHOWN} more" if len(faults) > FAULTS_SHOWN else ""
    return f"Nothing was imported: {'; '.join(faults[:FAULTS_SHOWN])}{more}. Correct the file, or export it again."


def _lines(text: str) -> Iterable[tuple[int, str]]:
    """The lines that hold something, with their numbers."""
    stripped = ((number, line.strip()) for number, line in enumerate(text.split("\n"), start=1))
    return ((number, line) for number, line in stripped if line)
