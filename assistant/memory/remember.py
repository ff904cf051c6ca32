"""From a stored message to memories: extracted, dated, not kept twice, and replacing what no longer holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from assistant.memory.borrowed import asks_to_learn
from assistant.memory.dates import dated
from assistant.memory.elliptic import completed
from assistant.memory.ending import contradicts, ends
from assistant.memory.extraction import Extracted, corrections, extract
from assistant.memory.opposition import search_words
from assistant.memory.paraphrase import same_words
from assistant.memory.records import Memory, MemoryKind, Message
from assistant.memory.replacing import Statement, replaces, same_statement
from assistant.memory.secrecy import is_secret
from assistant.memory.store import MemoryStore
from assistant.memory.words import content_words

_LOOKED_AT = 60
"""Stored memories compared with a new statement: those that share most with it."""

_MESSAGES_BACK = 6
"""How far back a correction without a subject may reach: three turns."""

_ECHO = 24
"""Characters from which on a sentence that the assistant wrote before, word for word, is not the user's own."""


@dataclass(frozen=True, slots=True)
class Learned:
    """What one message left behind."""

    memories: tuple[Memory, ...] = ()
    replaced: tuple[Memory, ...] = ()
    """What no longer holds; each names its successor."""
    conflicts: tuple[tuple[Memory, Memory], ...] = ()
    """Pairs (learned now, known before) of which hardly both are true."""


def remember(store: MemoryStore, message: Message) -> list[Memory]:
    """Learn from one user message; returns the new memories, in the order they were said.

    Relative days become dates, counted from when the message was written. Learns nothing from other roles, from
    private chats, or where `learn` is off; nor from what was pasted, unless the user orders it in words of their own.
    Raises: NotSaved (undone whole).
    """
    if message.role != "user" or not message.learn or store.chat(message.chat_id).private:
        return []
    learned: list[Memory] = []
    with store.transaction():
        before = store.messages_before(message, _MESSAGES_BACK)
        said = [earlier.content for earlier in before if earlier.role == "assistant"]
        ordered = asks_to_learn(message.content, message.pasted)
        for found in extract(message.content, message.created, message.pasted):
            if not ordered and len(found.text) >= _ECHO and any(found.text in text for text in said):
                continue
            memory = _keep(store, message, found)
            if memory is not None:
                learned.append(memory)
        if not learned:
            learned += _corrected(store, message, before)
    return learned


def learn(store: MemoryStore, message: Message) -> Learned:
    """`remember`, with what the user should be shown beside it. Raises: NotSaved."""
    memories = tuple(remember(store, message))
    return Learned(
        memories,
        tuple(old for memory in memories for old in store.replaced_by(memory.id)),
        tuple((memory, other) for memory in memories for other in store.at_odds(memory.id)),
    )


def dictate(store: MemoryStore, text: str, told: float, kind: MemoryKind | None = None) -> Memory | None:
    """Keep one statement that the user asked to have kept, whatever it is about; None when it is known.

    `told` is in seconds since the epoch. Without `kind` the wording tells it. Raises: NotSaved (undone whole).
    """
    found = extract(text, told)
    guessed = found[0].kind if found else MemoryKind.FACT
    whole = Extracted(text, 0, len(text), kind or guessed, 1.0, is_secret(text), told)
    with store.transaction():
        return _keep(store, None, whole)


def reword(store: MemoryStore, memory_id: int, text: str, told: float) -> Memory:
    """Correct the words of a memory, with dates for "tomorrow" and the like, counted from `told`.

    `told` is in seconds since the epoch. Raises: UsageError for words that leave nothing, NotSaved.
    """
    with store.transaction():
        memory = store.edit_memory(memory_id, dated(text.strip(), datetime.fromtimestamp(told)))
        store.set_conflicts(memory.id, [other.id for other in conflicts(store, memory)])
    return memory


def keep_this(store: MemoryStore, memory_id: int) -> list[Memory]:
    """Settle what is at odds with a memory in its favour: the others are marked as replaced by it, and returned."""
    with store.transaction():
        return [store.supersede(other.id, memory_id) for other in store.at_odds(memory_id)]


def conflicts(store: MemoryStore, memory: Memory) -> list[Memory]:
    """Active memories that cannot well be true beside this one, though it does not say that anything changed."""
    found = store.candidates(content_words(memory.text), _LOOKED_AT)
    opposed = search_words(memory.text)
    found += store.candidates(opposed, _LOOKED_AT) if opposed else []
    near = {other.id: other for other, _ in found}
    return [other for other in near.values() if other.id != memory.id and contradicts(memory.text, other.text)]


def _keep(store: MemoryStore, message: Message | None, found: Extracted) -> Memory | None:
    """Store one statement; told again, it only becomes surer. What it replaces is marked as superseded."""
    text = dated(found.text, datetime.fromtimestamp(found.said_at))
    new = Statement.of(text)
    near = [memory for memory, _ in store.candidates(content_words(text), _LOOKED_AT)]
    for known in near:
        if same_statement(new, Statement.of(known.text)) or same_words(text, known.text):
            store.confirm_memory(known.id, found.confidence)
            return None
    memory = store.add_memory(
        text,
        kind=found.kind,
        message_id=message.id if message else None,
        span=(found.start, found.end),
        valid_from=found.said_at,
        confidence=found.confidence,
        secret=found.secret,
    )
    for old in near:
        if replaces(new, Statement.of(old.text)) or ends(text, old.text):
            store.supersede(old.id, memory.id)
    store.set_conflicts(memory.id, [other.id for other in conflicts(store, memory)])
    return memory


def _corrected(store: MemoryStore, message: Message, before: Sequence[Message]) -> list[Memory]:
    """ "Actually it's Fidget": the newest memory of this chat in which that value has a place, told anew."""
    told = store.memories_from([earlier.id for earlier in before if earlier.role == "user"])[::-1]
    for found in corrections(message.content, message.created, message.pasted):
        for old in told:
            text = completed(found.text, old.text)
            if text is None or text == old.text:
                continue
            memory = _keep(
                store, message, replace(found, text=text, kind=MemoryKind.CORRECTION, secret=is_secret(text))
            )
            if memory is None:
                return []
            store.supersede(old.id, memory.id)
            return [memory]
    return []
