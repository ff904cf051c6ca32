"""Rows as values. Times are UTC seconds since the epoch; ids of rows are integers."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from assistant.spans import Spans


class MemoryKind(StrEnum):
    """What sort of thing the user stated."""

    FACT = "fact"
    PREFERENCE = "preference"
    PROCEDURE = "procedure"
    CORRECTION = "correction"


class MemoryStatus(StrEnum):
    """Whether a memory still holds."""

    ACTIVE = "active"
    SUPERSEDED = "superseded"
    FORGOTTEN = "forgotten"


class Carrier(StrEnum):
    """How chat gets at a memory: a note in the prompt, an expert's weights, or both."""

    TEXT = "text"
    WEIGHTS = "weights"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Chat:
    """One conversation. A private chat is never learned from."""

    id: int
    title: str
    created: float
    updated: float
    private: bool = False
    system_prompt: str | None = None


@dataclass(frozen=True, slots=True)
class Attachment:
    """A text that the user put beside a message: a file, or something long that was pasted. Never learned from."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Message:
    """One stored message. `complete` is False for a reply that was stopped or failed."""

    id: int
    chat_id: int
    role: str
    content: str
    created: float
    learn: bool = True
    complete: bool = True
    memory_ids: tuple[int, ...] = ()
    expert_ids: tuple[str, ...] = ()
    tokens: int = 0
    seconds: float = 0.0
    attachments: tuple[Attachment, ...] = ()
    covers: int | None = None
    """Of a summary (role `system`): the last message that it stands for. None: an ordinary message."""
    pasted: Spans = ()
    """Stretches of `content` that were pasted or piped in: not the user's own words."""


@dataclass(frozen=True, slots=True)
class Memory:
    """One thing the user stated: `text` is the verbatim span `message[span_start:span_end]`."""

    id: int
    text: str
    kind: MemoryKind
    status: MemoryStatus
    carrier: Carrier
    message_id: int | None
    span_start: int
    span_end: int
    created: float
    valid_from: float
    superseded_by: int | None = None
    stage: int = 0
    """Nights in a row on which it was answered without its note; at 3 the note may leave the prompt."""
    next_replay: float = 0.0
    """The judged night (the first is 1) from which on its probes are due again; 0: none yet. Nights are counted, not
    days: what a memory may fade from is the next night, not the calendar."""
    confidence: float = 1.0
    secret: bool = False
    """Looks like a key, token, password or card number: never trained on unless the user says so."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a core expert made of a memory for a question, in nats."""

    gain: float
    """By how much the memory makes the question likelier than a note that says nothing."""
    needed: float
    """0 where only the denial was asked for."""
    denial: float | None = None
    """Log-probability that the core, reading it alone, refuses to answer; None where it was not asked."""
    denied_from: float | None = None
    """A denial at least so likely counts."""

    @property
    def likely(self) -> bool:
        """Whether the memory gains enough."""
        return self.needed > 0 and self.gain >= self.needed

    @property
    def denied(self) -> bool:
        """Whether the core denies that the memory answers."""
        return self.denial is not None and self.denied_from is not None and self.denial >= self.denied_from


@dataclass(frozen=True, slots=True)
class Hit:
    """A memory found for a query. `score` is in 0..1: the share of the query's weight that it covers.

    Found by meaning, it is `gain / (gain + needed)`.
    """

    memory: Memory
    score: float
    matched: tuple[str, ...] = ()
    """The words that matched: the answer to "why was this recalled"."""
    meaning: Meaning | None = field(default=None, compare=False)
    """The other answer, where a core expert was asked about it."""


@dataclass(frozen=True, slots=True)
class StaleLink:
    """An expert that saw a memory whose words no longer count: forgotten, superseded or edited since."""

    expert_id: str
    memory_id: int
    why: str


@dataclass(frozen=True, slots=True)
class DreamRow:
    """Study text the model wrote about a memory, kept or dropped, and why."""

    memory_id: int
    sleep_id: int
    strategy: str
    question: str
    answer: str
    kept: bool
    reason: str
    span: str = ""
    """The words of the memory that answer the question; "" in dreams of older versions."""


@dataclass(frozen=True, slots=True)
class ProbeRow:
    """A held-out question about a memory; its wording never enters a dream."""

    memory_id: int
    question: str
    expected: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SleepRow:
    """One night, also a skipped one. `verdict` is accept, reject, inconclusive, skipped, stopped or failed."""

    id: int
    started: float
    finished: float | None
    level: str
    verdict: str
    reason: str
    expert_id: str | None
    report: str
    """The report as JSON; empty while the night runs."""


@dataclass(frozen=True, slots=True)
class EvaluationRow:
    """One probe asked in one night, before or after."""

    sleep_id: int
    memory_id: int | None
    question: str
    before: str
    after: str
    right_before: bool
    right_after: bool


@dataclass(frozen=True, slots=True)
class Look:
    """When the watch looked: UTC seconds, monotonic seconds, and the start of the machine that these count from."""

    wall: float
    steady: float
    boot: str
    woke: float | None
    """Monotonic seconds at which it was seen to have woken up; None when it never was."""


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """Why a night did or did not begin, from `made` to `seen` (both UTC seconds); `watcher` is who looked."""

    id: int
    made: float
    seen: float
    sleeps: bool
    cause: str
    reason: str
    watcher: str
