"""Chats and memories in lists, without a database."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from assistant.errors import UsageError
from assistant.memory.records import Carrier, Chat, EvaluationRow, Memory, MemoryKind, MemoryStatus, Message
from assistant.spans import Spans
from tui.views import EVERYTHING, Dossier, Explanation, MemoryFilter, Origin

NOW = 1_760_000_000.0


def memory(number: int, text: str, carrier: Carrier = Carrier.TEXT, **changes: object) -> Memory:
    """A memory said an hour before now in message 1."""
    made = Memory(
        number,
        text,
        MemoryKind.FACT,
        MemoryStatus.ACTIVE,
        carrier,
        1,
        0,
        len(text),
        time.time() - 3 * 3600,
        time.time() - 3 * 3600,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


@dataclass
class FakeStore:
    """Chats and memories in lists."""

    chats: dict[int, Chat] = field(default_factory=dict)
    said: dict[int, list[Message]] = field(default_factory=dict)
    memories: dict[int, Memory] = field(default_factory=dict)
    held_by: dict[int, tuple[str, ...]] = field(default_factory=dict)
    versions: dict[int, tuple[Memory, ...]] = field(default_factory=dict)
    evaluations: dict[int, tuple[EvaluationRow, ...]] = field(default_factory=dict)
    at_odds: dict[int, tuple[int, ...]] = field(default_factory=dict)
    kept_memories: list[bool] = field(default_factory=list)
    """Of each turn that was taken back: whether its memories stayed."""

    def add_chat(self, title: str, turns: Sequence[tuple[str, str]] = (), *, private: bool = False) -> Chat:
        number = len(self.chats) + 1
        chat = Chat(number, title, time.time(), time.time() - 60 * number, private)
        self.chats[number] = chat
        self.said[number] = []
        for question, answer in turns:
            self.add_turn(number, question, answer)
        return chat

    def add_turn(self, chat_id: int, question: str, answer: str) -> None:
        messages = self.said.setdefault(chat_id, [])
        for role, text in (("user", question), ("assistant", answer)):
            messages.append(Message(1000 * chat_id + len(messages), chat_id, role, text, NOW))


class FakeChats:
    def __init__(self, store: FakeStore) -> None:
        self._store = store

    def recent(self, query: str = "") -> list[tuple[Chat, str]]:
        found = []
        for chat in self._store.chats.values():
            said = [one.content for one in self._store.said[chat.id] if query.lower() in one.content.lower()]
            if query.lower() in chat.title.lower() or said:
                found.append((chat, said[0] if query and said else ""))
        return found

    def messages(self, chat_id: int) -> list[Message]:
        return list(self._store.said[chat_id])

    def create(self, *, private: bool = False, system_prompt: str | None = None) -> Chat:
        chat = self._store.add_chat("", private=private)
        self._store.chats[chat.id] = replace(chat, system_prompt=system_prompt)
        return self._store.chats[chat.id]

    def rename(self, chat_id: int, title: str) -> None:
        self._store.chats[chat_id] = replace(self._store.chats[chat_id], title=title)

    def delete(self, chat_id: int) -> None:
        del self._store.chats[chat_id]

    def set_system_prompt(self, chat_id: int, text: str | None) -> Chat:
        self._store.chats[chat_id] = replace(self._store.chats[chat_id], system_prompt=text)
        return self._store.chats[chat_id]

    def drop_last_turn(self, chat_id: int, *, keep_memories: bool = False) -> Message:
        self._store.kept_memories.append(keep_memories)
        messages = self._store.said[chat_id]
        messages.pop()
        return messages.pop()

    def unlearn_last(self, chat_id: int) -> list[Memory]:
        self._store.said[chat_id][-2] = replace(self._store.said[chat_id][-2], learn=False)
        return [memory(9, "I live in Oulu.")]

    def prompts(self) -> list[tuple[str, Spans]]:
        return [(one.content, one.pasted) for said in self._store.said.values() for one in said if one.role == "user"]

    def export(self, chat_id: int, path: str) -> Path:
        if path == "taken.md":
            raise UsageError("taken.md exists already. Name another file.")
        return Path("/home/me") / (path or "dogs.md")


class FakeMemories:
    def __init__(self, store: FakeStore) -> None:
        self._store = store

    def known(self, query: str = "", which: MemoryFilter = EVERYTHING) -> list[Memory]:
        wanted = {MemoryStatus.ACTIVE, MemoryStatus.SUPERSEDED} if which.old else {MemoryStatus.ACTIVE}
        return [
            one
            for one in self._store.memories.values()
            if one.status in wanted
            and query.lower() in one.text.lower()
            and which.kind in (None, one.kind)
            and which.carrier in (None, one.carrier)
            and which.stage in (None, one.stage)
            and (which.night is None or one.id in self._store.evaluations)
            and (not which.at_odds or one.id in self._store.at_odds)
        ]

    def nights(self) -> list[int]:
        return [7] if self._store.evaluations else []

    def dossier(self, memory: Memory) -> Dossier:
        return Dossier(
            self.origin(memory),
            self._store.versions.get(memory.id, (memory,)),
            self._store.evaluations.get(memory.id, ()),
            8,
            5,
            ("What is the dog called?",) if memory.id in self._store.evaluations else (),
            tuple(self._store.memories[other] for other in self._store.at_odds.get(memory.id, ())),
        )

    def explain(self, memory: Memory, question: str) -> Explanation:
        words = tuple(question.lower().strip("?").split())
        matched = tuple(word for word in words if word in memory.text.lower())
        missing = tuple(word for word in words if word not in matched)
        return Explanation(1 if matched else 0, len(matched) / max(1, len(words)), 0.34, matched, missing, 5)

    def remember(self, text: str) -> list[Memory]:
        number = len(self._store.memories) + 1
        self._store.memories[number] = memory(number, text, message_id=None)
        return [self._store.memories[number]]

    def edit(self, memory_id: int, text: str) -> None:
        self._store.memories[memory_id] = replace(self._store.memories[memory_id], text=text)

    def set_secret(self, memory_id: int, secret: bool) -> None:
        self._store.memories[memory_id] = replace(self._store.memories[memory_id], secret=secret)

    def at_odds(self) -> list[int]:
        return list(self._store.at_odds)

    def keep_this(self, memory_id: int) -> None:
        for other in self._store.at_odds.pop(memory_id):
            self._store.at_odds.pop(other)
            self._store.memories[other] = replace(
                self._store.memories[other], status=MemoryStatus.SUPERSEDED, superseded_by=memory_id
            )

    def forget(self, memory_id: int) -> tuple[str, ...]:
        del self._store.memories[memory_id]
        return self._store.held_by.get(memory_id, ())

    def find(self, memory_ids: Sequence[int]) -> list[Memory]:
        return [self._store.memories[number] for number in memory_ids if number in self._store.memories]

    def origin(self, memory: Memory) -> Origin:
        if memory.message_id is None or not self._store.chats:
            return Origin(None, None, self._store.held_by.get(memory.id, ()))
        chat = next(iter(self._store.chats.values()))
        said = self._store.said[chat.id]
        return Origin(chat, said[0] if said else None, self._store.held_by.get(memory.id, ()))
