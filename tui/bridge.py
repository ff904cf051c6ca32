"""The seam between screens and the assistant: what the interface needs, as five small protocols.

Every method may block (disk, engine process); screens call them only from thread workers. `tui.local`
fulfils the protocols on this machine; tests use a fake.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from assistant.memory.records import Chat, Memory, Message

if TYPE_CHECKING:
    from assistant.chat.turn import ReplyEvent
    from assistant.events import SleepEvent, SleepFinished
    from backends.base import ModelInfo


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a memory was said, and which experts were trained on it."""

    chat: Chat | None
    message: Message | None
    experts: tuple[str, ...] = ()


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


class Talk(Protocol):
    """The engine and the turns of a chat."""

    def start(self, on_progress: Callable[[float], None]) -> ModelInfo:
        """Load the model; `on_progress` gets 0..1. Raises: AssistantError, BackendError."""

    def reply(self, chat: Chat, text: str, should_stop: Callable[[], bool]) -> Iterator[ReplyEvent]:
        """One turn: what was recalled, the text as it comes, the end. Raises: AssistantError, BackendError."""

    def stop(self) -> None:
        """Break off the reply under way; callable from any thread."""


class Chats(Protocol):
    """The stored conversations."""

    def recent(self, query: str = "") -> list[tuple[Chat, str]]:
        """Chats, newest first, each with the line that matched `query` (empty without one)."""

    def messages(self, chat_id: int) -> Sequence[Message]: ...

    def create(self, *, private: bool = False, system_prompt: str | None = None) -> Chat:
        """A chat that is stored with its first turn; it names itself after what is said."""

    def rename(self, chat_id: int, title: str) -> None: ...

    def delete(self, chat_id: int) -> None: ...

    def drop_last_turn(self, chat_id: int) -> str:
        """Take back the last question and its reply; the question's text."""


class Memories(Protocol):
    """What the user stated."""

    def known(self, query: str = "", *, old: bool = False) -> Sequence[Memory]:
        """Memories, newest first (best first for a query); `old` adds the superseded ones."""

    def remember(self, text: str) -> Sequence[Memory]: ...

    def edit(self, memory_id: int, text: str) -> None: ...

    def forget(self, memory_id: int) -> tuple[str, ...]:
        """Erase the text; the experts that still hold it until the next sleep."""

    def find(self, memory_ids: Sequence[int]) -> Sequence[Memory]: ...

    def origin(self, memory: Memory) -> Origin: ...


class Experts(Protocol):
    """What sleep produced."""

    def all(self) -> Sequence[ExpertView]: ...

    def activate(self, expert_ids: Sequence[str]) -> None:
        """Let chat mount exactly these. Raises: ExpertError."""

    def roll_back(self) -> tuple[str, ...]:
        """Return to the set before; the experts then in force. Raises: ExpertError."""

    def active(self) -> tuple[str, ...]: ...


class Nights(Protocol):
    """Sleeping, and what came of it."""

    def sleep(
        self, level: str, on_event: Callable[[SleepEvent], None], should_stop: Callable[[], bool]
    ) -> SleepFinished:
        """Run one night now. Raises: SleepLocked, SleepError, MachineError."""

    def report(self, sleep_id: int | None = None) -> NightReport | None:
        """The report of a night, by default the last one that was judged."""

    def unseen(self) -> NightReport | None:
        """The last judged night, if its report was never shown."""

    def mark_seen(self, sleep_id: int) -> None: ...

    def watch(
        self,
        idle_seconds: Callable[[], float],
        on_begin: Callable[[], None],
        on_event: Callable[[SleepEvent], None],
    ) -> None:
        """Let nights begin by themselves until `close`; `idle_seconds` is since the last key, asked from a thread.

        The last event of a night is SleepFinished or SleepFailed.
        """


class Assistant(Protocol):
    """Everything the interface works with."""

    @property
    def talk(self) -> Talk: ...
    @property
    def chats(self) -> Chats: ...
    @property
    def memories(self) -> Memories: ...
    @property
    def experts(self) -> Experts: ...
    @property
    def nights(self) -> Nights: ...

    def open(self) -> None:
        """Open the store. Raises: StoreError."""

    def close(self) -> None:
        """Stop the engine and close the store; callable while `talk.start` still runs."""
