"""Memories of this machine, as `tui.bridge` wants them."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from assistant import logs
from assistant.errors import UsageError
from assistant.memory.recall import DEFAULT_THRESHOLD, Recall
from assistant.memory.records import Memory, MemoryStatus
from assistant.memory.remember import dictate
from assistant.memory.words import content_words
from tui.views import EVERYTHING, Dossier, Explanation, MemoryFilter, Origin

if TYPE_CHECKING:
    from tui.local import LocalAssistant

SEARCHED, RANKED = 50, 200


class LocalMemories:
    """What the user stated."""

    def __init__(self, parts: LocalAssistant) -> None:
        self._parts = parts

    def known(self, query: str = "", which: MemoryFilter = EVERYTHING) -> list[Memory]:
        """Memories, newest first; for a query those that share words with it, best first."""
        store = self._parts.store
        hits = store.search_memories(query, SEARCHED) if query else []
        found = [hit.memory for hit in hits] if query else store.memories()[::-1]
        if which.old:
            words = query.casefold().split()
            found += [
                memory
                for memory in store.memories(MemoryStatus.SUPERSEDED)[::-1]
                if all(word in memory.text.casefold() for word in words)
            ]
        studied = set(store.studied(which.night)) if which.night is not None else None
        return [
            memory
            for memory in found
            if which.kind in (None, memory.kind)
            and which.carrier in (None, memory.carrier)
            and which.stage in (None, memory.stage)
            and (studied is None or memory.id in studied)
        ]

    def nights(self) -> list[int]:
        """Sleeps that studied something, newest first."""
        return [row.id for row in self._parts.store.sleeps() if self._parts.store.studied(row.id)]

    def dossier(self, memory: Memory) -> Dossier:
        """Everything about one memory."""
        store = self._parts.store
        dreams = store.dreams(memory_id=memory.id)
        return Dossier(
            self.origin(memory),
            tuple(store.versions(memory.id)),
            tuple(store.evaluations(memory_id=memory.id)),
            len(dreams),
            sum(dream.kept for dream in dreams),
            tuple(store.keys(memory.id)),
        )

    def explain(self, memory: Memory, question: str) -> Explanation:
        """Whether a question finds a memory, at which place, and by which of its words."""
        store, at_most = self._parts.store, self._parts.config.memory.notes_at_most
        hits = Recall(store, threshold=0.0).find(question, RANKED)
        place, hit = next(
            ((number, hit) for number, hit in enumerate(hits, start=1) if hit.memory.id == memory.id), (0, None)
        )
        matched = hit.matched if hit else ()
        asked = dict.fromkeys(content_words(question))
        missing = tuple(word for word in asked if word not in matched)
        return Explanation(place, hit.score if hit else 0.0, DEFAULT_THRESHOLD, matched, missing, at_most)

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
        # First, while its words are still known.
        logs.blank(self._parts.home.logs, [store.memory(memory_id).text])
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
