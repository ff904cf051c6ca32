"""From a stored message to memories: extracted, not kept twice, and replacing what no longer holds."""

from __future__ import annotations

from assistant.memory.extraction import Extracted, extract
from assistant.memory.records import Memory, Message
from assistant.memory.replacing import Statement, replaces, same_statement
from assistant.memory.store import MemoryStore
from assistant.memory.words import content_words

_LOOKED_AT = 60
"""Stored memories compared with a new statement: those that share most with it."""


def remember(store: MemoryStore, message: Message) -> list[Memory]:
    """Learn from one user message; returns the new memories, in the order they were said.

    Learns nothing from other roles, from private chats, or where `learn` is off. Raises: NotSaved (undone whole).
    """
    if message.role != "user" or not message.learn or store.chat(message.chat_id).private:
        return []
    learned: list[Memory] = []
    with store.transaction():
        for found in extract(message.content, message.created):
            memory = _keep(store, message, found)
            if memory is not None:
                learned.append(memory)
    return learned


def _keep(store: MemoryStore, message: Message, found: Extracted) -> Memory | None:
    """Store one statement unless it is known already; mark as superseded what it replaces."""
    new = Statement.of(found.text)
    near = [memory for memory, _ in store.candidates(content_words(found.text), _LOOKED_AT)]
    if any(same_statement(new, Statement.of(memory.text)) for memory in near):
        return None
    memory = store.add_memory(
        found.text,
        kind=found.kind,
        message_id=message.id,
        span=(found.start, found.end),
        valid_from=found.said_at,
        confidence=found.confidence,
        secret=found.secret,
    )
    for old in near:
        if replaces(new, Statement.of(old.text)):
            store.supersede(old.id, memory.id)
    return memory
