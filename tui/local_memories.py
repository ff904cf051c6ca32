"""Memories of this machine, as `tui.bridge` wants them."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from assistant import logs
from assistant.errors import UsageError
from assistant.memory.recall import DEFAULT_THRESHOLD, Recall
from assistant.memory.records import Memory, MemoryStatus
from assistant.memory.remember import dictate, keep_this, reword
from assistant.memory.words import content_words
from tui.views import EVERYTHING, Dossier, Explanation, MemoryFilter, Origin

if TYPE_CHECKING:
    from tui.local import LocalAssistant

LOOKED_AT_MOST = 10_000
"""Beyond what anybody told; a list that ends earlier would keep memories from who searches."""


class LocalMemories:
    """What the user stated."""

    def __init__(self, parts: LocalAssistant) -> None:
        self._parts = parts

    def known(self, query: str = "", which: MemoryFilter = EVERYTHING) -> list[Memory]:
        """Memories, newest first; for a query those that share words with it, best first."""
        store = self._parts.store
        hits = store.search_memories(query, LOOKED_AT_MOST) if query else []
        found = [hit.memory for hit in hits] if query else store.memories()[::-1]
        if which.old:
            words = query.casefold().split()
            found += [
                memory
                for memory in store.memories(MemoryStatus.SUPERSEDED)[::-1]
                if all(word in memory.text.casefold() for word in words)
            ]
        studied = set(store.studied(which.night)) if which.night is not None else None
        disputed = set(store.all_at_odds()) if which.at_odds else None
        return [
            memory
            for memory in found
            if which.kind in (None, memory.kind)
            and which.carrier in (None, memory.carrier)
            and which.stage in (None, memory.stage)
            and (studied is None or memory.id in studied)
            and (disputed is None or memory.id in disputed)
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
            tuple(store.at_odds(memory.id)),
        )

    def explain(self, memory: Memory, question: str) -> Explanation:
        """Whether a question finds a memory, by which of its words, and what the core expert makes of it."""
        store, at_most = self._parts.store, self._parts.config.memory.notes_at_most
        hits = Recall(store, threshold=0.0, clock=datetime.now).find(question, LOOKED_AT_MOST)
        place, hit = next(
            ((number, hit) for number, hit in enumerate(hits, start=1) if hit.memory.id == memory.id), (0, None)
        )
        matched = hit.matched if hit else ()
        asked = dict.fromkeys(content_words(question))
        held = {word for part in matched for word in content_words(part)}
        missing = tuple(word for word in asked if word not in held)
        told = Explanation(place, hit.score if hit else 0.0, DEFAULT_THRESHOLD, matched, missing, at_most)
        search = self._parts.talk.search(question, at_most)
        if search is None:
            return replace(told, words_alone="no model is loaded, or a reply is being written")
        ids = [found.memory.id for found in search.found]
        given = ids.index(memory.id) + 1 if memory.id in ids else 0
        return replace(told, given=given, meaning=search.meaning.get(memory.id), words_alone=search.words_alone)

    def remember(self, text: str) -> list[Memory]:
        """Keep a statement as it was dictated, with dates for "tomorrow" and the like; nothing when it is known."""
        memory = dictate(self._parts.store, text, time.time())
        return [memory] if memory else []

    def edit(self, memory_id: int, text: str) -> None:
        """Reword a memory, with dates for "tomorrow" and the like. Raises: UsageError for words that leave nothing."""
        reword(self._parts.store, memory_id, text, time.time())

    def set_secret(self, memory_id: int, secret: bool) -> None:
        """Mark a memory as a secret, or lift that mark."""
        self._parts.store.set_secret(memory_id, secret)

    def at_odds(self) -> list[int]:
        """Ids of the memories that can hardly be true beside another one."""
        return self._parts.store.all_at_odds()

    def keep_this(self, memory_id: int) -> None:
        """Mark what is at odds with a memory as replaced by it."""
        keep_this(self._parts.store, memory_id)

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
