"""Memories and chats as JSON lines, out and in again, and chats from ChatGPT's `conversations.json`.

Importing checks everything first and stores all of it or nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.errors import UsageError
from assistant.memory.records import Chat, Memory, MemoryKind
from assistant.memory.secrecy import is_secret
from assistant.memory.store import MemoryStore

FAULTS_SHOWN = 5
_ROLES = ("system", "user", "assistant")


@dataclass(slots=True)
class ReplayClock:
    """A clock that says what it is told: rows are stamped by the store's clock, imported ones with their own time."""

    now: float

    def __call__(self) -> float:
        return self.now


@dataclass(frozen=True, slots=True)
class _Statement:
    text: str
    kind: MemoryKind
    told: float | None


@dataclass(frozen=True, slots=True)
class _Line:
    role: str
    content: str
    created: float | None
    learn: bool = True
    complete: bool = True


@dataclass(frozen=True, slots=True)
class _Talk:
    title: str
    created: float | None
    private: bool
    system_prompt: str | None
    messages: tuple[_Line, ...]


# ---------------------------------------------------------------------------------------------- memories


def export_memories(store: MemoryStore) -> Iterator[str]:
    """Every active memory as a JSON line, oldest first."""
    for memory in store.memories():
        yield json.dumps({"text": memory.text, "kind": memory.kind, "told": memory.valid_from}, ensure_ascii=False)


def import_memories(store: MemoryStore, text: str) -> list[Memory]:
    """Store the memories of `text`, one a line, plain or as `export_memories` wrote them; the new ones.

    A statement that is known word for word is left out. Raises: UsageError, naming every faulty line.
    """
    faults: list[str] = []
    statements = [_statement(line, number, faults) for number, line in _lines(text)]
    _refuse(faults)
    known = {memory.text.casefold() for memory in store.memories()}
    added = []
    with store.transaction():
        for statement in statements:
            if statement is not None and statement.text.casefold() not in known:
                known.add(statement.text.casefold())
                added.append(
                    store.add_memory(
                        statement.text,
                        kind=statement.kind,
                        valid_from=statement.told,
                        secret=is_secret(statement.text),
                    )
                )
    return added


def _statement(line: str, number: int, faults: list[str]) -> _Statement | None:
    if not line.startswith("{"):
        return _Statement(line, MemoryKind.FACT, None)
    try:
        table = json.loads(line)
        text = str(table["text"]).strip()
        if not text:
            raise ValueError("its text is empty")
        return _Statement(text, MemoryKind(table.get("kind", MemoryKind.FACT)), _time(table.get("told")))
    except KeyError as error:
        faults.append(f"line {number} has no {error}")
    except (TypeError, ValueError, OverflowError, RecursionError) as error:
        faults.append(f"line {number}: {error}")
    return None


# ---------------------------------------------------------------------------------------------- chats


def export_chats(store: MemoryStore, chats: Sequence[Chat]) -> Iterator[str]:
    """Each chat with its messages as a JSON line."""
    for chat in chats:
        table = {
            "title": chat.title,
            "created": chat.created,
            "private": chat.private,
            "system_prompt": chat.system_prompt,
            "messages": [
                {
                    "role": message.role,
                    "content": message.content,
                    "created": message.created,
                    "learn": message.learn,
                    "complete": message.complete,
                }
                for message in store.messages(chat.id)
            ],
        }
        yield json.dumps(table, ensure_ascii=False)


def import_chats(store: MemoryStore, text: str, clock: ReplayClock) -> list[Chat]:
    """Store the chats of `text`: lines of `export_chats`, or ChatGPT's `conversations.json`; the new ones.

    `clock` is the store's own clock. Nothing is learned from imported chats. Raises: UsageError with all faults.
    """
    faults: list[str] = []
    talks = [talk for talk in _talks(text, faults) if talk is not None and talk.messages]
    _refuse(faults)
    if not talks:
        raise UsageError(
            "No chat was found. Expected lines of `reverie chats export`, or ChatGPT's conversations.json."
        )
    now = clock.now
    with store.transaction():
        chats = [_store(store, talk, clock, now) for talk in talks]
    clock.now = now
    return chats


def _store(store: MemoryStore, talk: _Talk, clock: ReplayClock, now: float) -> Chat:
    clock.now = talk.created or now
    chat = store.create_chat(talk.title, talk.private, talk.system_prompt)
    for line in talk.messages:
        clock.now = line.created or clock.now
        store.add_message(chat.id, line.role, line.content, learn=line.learn, complete=line.complete)
    return store.chat(chat.id)


def _talks(text: str, faults: list[str]) -> Iterator[_Talk | None]:
    stripped = text.lstrip()
    if not stripped.startswith("["):
        for number, line in _lines(text):
            yield _parsed(line, f"line {number}", faults)
        return
    try:
        entries = json.loads(stripped)
    except (ValueError, RecursionError) as error:
        faults.append(f"not valid JSON: {error}")
        return
    for number, entry in enumerate(entries, start=1):
        yield _checked(entry, f"conversation {number}", faults)


def _parsed(line: str, place: str, faults: list[str]) -> _Talk | None:
    try:
        return _checked(json.loads(line), place, faults)
    except (ValueError, RecursionError) as error:
        faults.append(f"{place} is not valid JSON: {error}")
        return None


def _checked(entry: Any, place: str, faults: list[str]) -> _Talk | None:
    try:
        return _chatgpt(entry) if "mapping" in entry else _own(entry)
    except KeyError as error:
        faults.append(f"{place} has no {error}")
    except (TypeError, ValueError, AttributeError, OverflowError, RecursionError) as error:
        faults.append(f"{place} is no chat: {error}")
    return None


def _own(entry: Mapping[str, Any]) -> _Talk:
    prompt = entry.get("system_prompt")
    return _Talk(
        title=str(entry.get("title") or ""),
        created=_time(entry.get("created")),
        private=bool(entry.get("private", False)),
        system_prompt=None if prompt is None else str(prompt),
        messages=tuple(
            _Line(
                role=_role(line["role"]),
                content=str(line["content"]),
                created=_time(line.get("created")),
                learn=bool(line.get("learn", True)),
                complete=bool(line.get("complete", True)),
            )
            for line in entry["messages"]
        ),
    )


def _chatgpt(entry: Mapping[str, Any]) -> _Talk:
    """The branch that was last looked at, from its leaf up; the text parts of what user and assistant said."""
    nodes, at = entry["mapping"], entry.get("current_node")
    branch: list[Mapping[str, Any]] = []
    # A file in which nodes are each other's parents would never end.
    while at is not None and len(branch) <= len(nodes):
        branch.append(nodes[at])
        at = nodes[at].get("parent")
    messages = [_spoken(node.get("message")) for node in reversed(branch)]
    return _Talk(
        str(entry.get("title") or ""),
        _time(entry.get("create_time")),
        private=False,
        system_prompt=None,
        messages=tuple(message for message in messages if message is not None),
    )


def _spoken(message: Mapping[str, Any] | None) -> _Line | None:
    if not message or message["author"]["role"] not in ("user", "assistant"):
        return None
    parts = [part for part in message["content"].get("parts", []) if isinstance(part, str) and part.strip()]
    text = "\n\n".join(parts)
    return _Line(message["author"]["role"], text, _time(message.get("create_time"))) if text else None


def _role(value: object) -> str:
    if value not in _ROLES:
        raise ValueError(f"the role {value!r} is none of {', '.join(_ROLES)}")
    return str(value)


def _time(value: object) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(f"{value!r} is no time in seconds since 1970")
    return float(value)


def _lines(text: str) -> Iterable[tuple[int, str]]:
    """The lines that hold something, with their numbers."""
    stripped = ((number, line.strip()) for number, line in enumerate(text.split("\n"), start=1))
    return ((number, line) for number, line in stripped if line)


def _refuse(faults: Sequence[str]) -> None:
    if faults:
        more = f"; and {len(faults) - FAULTS_SHOWN} more" if len(faults) > FAULTS_SHOWN else ""
        raise UsageError(
            f"Nothing was imported: {'; '.join(faults[:FAULTS_SHOWN])}{more}. Correct the file, try again."
        )
