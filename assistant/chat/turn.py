"""What a reply tells its reader, in order: `Compacting` in a long chat, `Recalled`, many `Delta`, `Finished`."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.memory.records import Attachment, Hit, Memory
from assistant.spans import Spans
from backends.base import GenerationStats, Sampling


@dataclass(frozen=True, slots=True)
class ReplyOptions:
    """What one reply may use and leave behind."""

    sampling: Sampling
    retrieval: bool = True
    """Put notes into the prompt. Without them the experts of what was found are mounted all the same."""
    experts: bool = True
    learn: bool = True
    attachments: tuple[Attachment, ...] = ()
    """Texts that go before the question; nothing is learned from them, and they find no memories."""
    pasted: Spans = ()
    """Stretches of the message that the user did not type; nothing is learned from them unless the user orders it."""


@dataclass(frozen=True, slots=True)
class Compacting:
    """The chat has outgrown the context: its `turns` oldest turns are being summarised, which takes a while."""

    turns: int


@dataclass(frozen=True, slots=True)
class Recalled:
    """Before the first word: the memories found, best first, and the experts mounted."""

    memories: tuple[Hit, ...]
    experts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Delta:
    """The next piece of the reply."""

    text: str


@dataclass(frozen=True, slots=True)
class Finished:
    """The reply is over. Without `saved`, message ids are empty and `warning` says why."""

    text: str
    message_ids: tuple[int, ...]
    """The user's message and the reply, as stored."""
    memory_ids: tuple[int, ...]
    expert_ids: tuple[str, ...]
    stats: GenerationStats
    learned: tuple[Memory, ...] = ()
    replaced: tuple[Memory, ...] = ()
    """What no longer holds since this message; each names its successor."""
    conflicts: tuple[tuple[Memory, Memory], ...] = ()
    """Pairs (learned now, known before) of which hardly both are true; the user is to say which."""
    saved: bool = True
    summarised: int = 0
    """Turns of this chat that only a summary is sent of."""
    warning: str = ""
    """Worded for the user; empty when all went well."""


ReplyEvent = Compacting | Recalled | Delta | Finished
