"""What the screens show and what the user is about to say, as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from assistant.memory.records import Attachment, Carrier, Chat, EvaluationRow, Meaning, Memory, MemoryKind, Message
from assistant.spans import Spans


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a memory was said, and which experts were trained on it."""

    chat: Chat | None
    message: Message | None
    experts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """What the user is about to say."""

    text: str
    attachments: tuple[Attachment, ...] = ()
    learn: bool = True
    pasted: Spans = ()
    """Stretches of the text that the user did not type."""


@dataclass(frozen=True, slots=True)
class MemoryFilter:
    """Which memories to list; None and 0 mean any. `night` is the id of a sleep that studied them."""

    kind: MemoryKind | None = None
    carrier: Carrier | None = None
    stage: int | None = None
    night: int | None = None
    old: bool = False
    """With what was superseded."""
    at_odds: bool = False
    """Only what can hardly be true beside another memory."""


EVERYTHING = MemoryFilter()


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything about one memory: where it was said, what it replaced, how its probes came out."""

    origin: Origin
    versions: tuple[Memory, ...] = ()
    """All that was ever said in its place, itself too, oldest first."""
    evaluations: tuple[EvaluationRow, ...] = ()
    dreams_written: int = 0
    dreams_kept: int = 0
    keys: tuple[str, ...] = ()
    """Generated questions by which it is found."""
    at_odds: tuple[Memory, ...] = ()
    """What can hardly be true beside it."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a question finds a memory, or does not. `place` counts from 1 by words alone; 0 when it shares none."""

    place: int
    score: float
    threshold: float
    matched: tuple[str, ...]
    missing: tuple[str, ...]
    """Words of the question that the memory does not hold."""
    shown: int
    """How many notes a prompt gets at most."""
    given: int | None = None
    """Its place among the notes that a chat would be given, 0 for none; None where only words could be asked."""
    meaning: Meaning | None = None
    """What the core expert made of it; None where it was not asked about this memory."""
    words_alone: str = ""
    """Why words decided alone, worded for the user; "" where meaning was asked."""


@dataclass(frozen=True, slots=True)
class ModelChoice:
    """A model that could answer. Gigabytes are 10^9 bytes."""

    name: str
    title: str
    gigabytes: float
    memory_gb: float
    """What chatting takes."""
    here: bool
    """On this machine already; otherwise it must be fetched."""
    fits: bool
    """Whether this machine has the memory."""
    can_sleep: bool = True
    recommended: bool = False
    license: str = ""


@dataclass(frozen=True, slots=True)
class ExpertView:
    """An expert as the list shows it. `scores` are shares of 0..1, drift in nats per token."""

    id: str
    level: str
    state: str
    created: float
    active: bool
    memories: tuple[str, ...] = ()
    scores: Mapping[str, float] = field(default_factory=dict)
    rank: int = 0
    fault: str = ""
    """Why it cannot be mounted; empty when it can."""
    parent: str = ""
    """The expert it continues."""
    night: int = 0
    """The sleep that made it."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """One probe asked before and after the night."""

    question: str
    before: str
    after: str
    right_before: bool
    right_after: bool


@dataclass(frozen=True, slots=True)
class Lesson:
    """What became of one memory in a night; `why` says it in a few words."""

    text: str
    learned: bool
    why: str
    refreshed: bool = False
    """Known before this night, and still."""


@dataclass(frozen=True, slots=True)
class NightReport:
    """One finished night. Shares are 0..1, drift nats per token; None was not measured."""

    sleep_id: int
    started: float
    seconds: float
    level: str
    verdict: str
    reason: str
    expert: str | None
    recall_before: float | None
    recall_after: float | None
    probes: int
    retention: float | None
    drift: float | None
    false_memory: float | None
    dreams_written: int
    dreams_kept: int
    lessons: tuple[Lesson, ...]
    comparisons: tuple[Comparison, ...]
    in_force: bool
    """Whether chat still uses the expert of this night, so that it can be rolled back."""
