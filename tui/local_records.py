"""Chats, memories and experts of this machine, as `tui.bridge` wants them."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from assistant.errors import AssistantError, UsageError
from assistant.memory.records import Chat, Memory, MemoryStatus, Message
from assistant.memory.remember import dictate
from tui.bridge import ExpertView, Origin

if TYPE_CHECKING:
    from tui.local import LocalAssistant

SEARCHED = 50


class LocalChats:
    """The stored conversations."""

    def __init__(self, parts: LocalAssistant) -> None:
        self._parts = parts

    def recent(self, query: str = "") -> list[tuple[Chat, str]]:
        """Chats whose title or messages hold the words."""
        store = self._parts.store
        chats = store.chats()
        if not query:
            return [(chat, "") for chat in chats]
        said: dict[int, str] = {}
        for message in store.search_messages(query, SEARCHED):
            said.setdefault(message.chat_id, message.content)
        folded = query.casefold()
        return [(chat, said.get(chat.id, "")) for chat in chats if chat.id in said or folded in chat.title.casefold()]

    def messages(self, chat_id: int) -> list[Message]:
        """A chat's messages, oldest first."""
        return self._parts.store.messages(chat_id)

    def create(self, *, private: bool = False, system_prompt: str | None = None) -> Chat:
        """A new chat without a title."""
        return self._parts.store.create_chat(private=private, system_prompt=system_prompt)

    def rename(self, chat_id: int, title: str) -> None:
        """Give a chat another title."""
        self._parts.store.rename_chat(chat_id, title)

    def delete(self, chat_id: int) -> None:
        """Remove a chat and its messages."""
        self._parts.store.delete_chat(chat_id)
        self._parts.talk.forget_session()

    def drop_last_turn(self, chat_id: int) -> str:
        """Take back the last question and its reply; the question's text."""
        question = self._parts.store.drop_last_turn(chat_id)
        self._parts.talk.forget_session()
        return question.content

    def drop_if_empty(self, chat_id: int) -> None:
        """Remove a chat in which nothing was stored; what failed before is what the user should read."""
        with suppress(AssistantError):
            if not self._parts.store.messages(chat_id):
                self._parts.store.delete_chat(chat_id)


class LocalMemories:
    """What the user stated."""

    def __init__(self, parts: LocalAssistant) -> None:
        self._parts = parts

    def known(self, query: str = "", *, old: bool = False) -> list[Memory]:
        """Memories, newest first; for a query those that share words with it, best first."""
        store = self._parts.store
        hits = store.search_memories(query, SEARCHED) if query else []
        found = [hit.memory for hit in hits] if query else store.memories()[::-1]
        if old:
            words = query.casefold().split()
            found += [
                memory
                for memory in store.memories(MemoryStatus.SUPERSEDED)[::-1]
                if all(word in memory.text.casefold() for word in words)
            ]
        return found

    def remember(self, text: str) -> list[Memory]:
        """Keep a statement as it was dictated, with dates for "tomorrow" and the like; nothing when it is known."""
        memory = dictate(self._parts.store, text, time.time())
        return [memory] if memory else []

    def edit(self, memory_id: int, text: str) -> None:
        """Reword a memory."""
        self._parts.store.edit_memory(memory_id, text)

    def forget(self, memory_id: int) -> tuple[str, ...]:
        """Erase a memory's words; the active experts that still hold them."""
        store = self._parts.store
        experts = store.memory_experts(memory_id)
        store.forget(memory_id)
        return tuple(expert for expert in experts if expert in self._parts.registry.active().experts)

    def find(self, memory_ids: Sequence[int]) -> list[Memory]:
        """Memories by id; forgotten ones are left out."""
        found = [self._parts.store.memory(memory_id) for memory_id in memory_ids]
        return [memory for memory in found if memory.status is not MemoryStatus.FORGOTTEN]

    def origin(self, memory: Memory) -> Origin:
        """Where a memory was said. A deleted chat leaves no trace."""
        store = self._parts.store
        experts = tuple(store.memory_experts(memory.id))
        if memory.message_id is None:
            return Origin(None, None, experts)
        with suppress(UsageError):
            message = store.message(memory.message_id)
            return Origin(store.chat(message.chat_id), message, experts)
        return Origin(None, None, experts)


class LocalExperts:
    """What sleep produced."""

    def __init__(self, parts: LocalAssistant) -> None:
        self._parts = parts

    def all(self) -> list[ExpertView]:
        """Complete experts, newest first."""
        registry, store = self._parts.registry, self._parts.store
        active = registry.active().experts
        views = []
        for expert in registry.list()[::-1]:
            memories = self._parts.memories.find(store.expert_memories(expert.id) or expert.memory_ids)
            fault = "" if registry.fits_base(expert) else f"made for another model: {expert.base_name}"
            views.append(
                ExpertView(
                    expert.id,
                    expert.level,
                    expert.state,
                    expert.created,
                    expert.id in active,
                    tuple(memory.text for memory in memories),
                    expert.scores,
                    expert.rank,
                    fault,
                )
            )
        return views

    def activate(self, expert_ids: Sequence[str]) -> None:
        """Let chat mount exactly these. Raises: ExpertError."""
        self._parts.registry.activate(expert_ids)

    def roll_back(self) -> tuple[str, ...]:
        """Return to the set before. Raises: ExpertError."""
        return self._parts.registry.rollback().experts

    def active(self) -> tuple[str, ...]:
        """The experts that chat may mount."""
        return self._parts.registry.active().experts
