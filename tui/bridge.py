"""The seam between screens and the assistant: what the interface needs, as small protocols.

Every method may block (disk, engine process); screens call them only from thread workers. `tui.local`
fulfils the protocols on this machine; tests use a fake.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from assistant.memory.records import Chat, Memory, Message
from assistant.spans import Spans
from tui.views import (
    EVERYTHING,
    Dossier,
    Draft,
    ExpertView,
    Explanation,
    MemoryFilter,
    ModelChoice,
    NightReport,
    Origin,
)

if TYPE_CHECKING:
    from assistant.chat.turn import ReplyEvent
    from assistant.chat.window import ContextUse
    from assistant.events import SleepEvent, SleepFinished
    from backends.base import ModelInfo


class Talk(Protocol):
    """The engine and the turns of a chat."""

    def start(self, on_progress: Callable[[float], None], model: str = "") -> ModelInfo:
        """Load the model of the settings, or another one in its place; `on_progress` gets 0..1.

        Raises: AssistantError, BackendError.
        """

    def reply(self, chat: Chat, draft: Draft, should_stop: Callable[[], bool]) -> Iterator[ReplyEvent]:
        """One turn: what was recalled, the text as it comes, the end. Raises: AssistantError, BackendError."""

    def context_use(self, chat: Chat) -> ContextUse:
        """What fills the context of that chat. Raises: AssistantError, BackendError."""

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

    def set_system_prompt(self, chat_id: int, text: str | None) -> Chat: ...

    def drop_last_turn(self, chat_id: int, *, keep_memories: bool = False) -> Message:
        """Take back the last question, its reply and, unless it will be asked again, what it taught."""

    def unlearn_last(self, chat_id: int) -> Sequence[Memory]:
        """Never learn from the last question; what it had taught and is taken back. Raises: UsageError."""

    def prompts(self) -> Sequence[tuple[str, Spans]]:
        """What the user wrote before, oldest first, and which stretches of it were pasted."""

    def export(self, chat_id: int, path: str) -> Path:
        """Write a chat as markdown, or JSON if the name ends so; "" chooses a name. Raises: UsageError, OSError."""


class Memories(Protocol):
    """What the user stated."""

    def known(self, query: str = "", which: MemoryFilter = EVERYTHING) -> Sequence[Memory]:
        """Memories, newest first (best first for a query)."""

    def remember(self, text: str) -> Sequence[Memory]: ...

    def edit(self, memory_id: int, text: str) -> None:
        """Reword it. Raises: UsageError for words that leave nothing."""

    def set_secret(self, memory_id: int, secret: bool) -> None:
        """Say whether it is a secret, whatever it looks like."""

    def at_odds(self) -> Collection[int]:
        """Ids of the memories that can hardly be true beside another one."""

    def keep_this(self, memory_id: int) -> None:
        """Settle what is at odds with it in its favour."""

    def forget(self, memory_id: int) -> tuple[str, ...]:
        """Erase the text; the experts that still hold it until the next sleep."""

    def find(self, memory_ids: Sequence[int]) -> Sequence[Memory]: ...

    def origin(self, memory: Memory) -> Origin: ...

    def dossier(self, memory: Memory) -> Dossier: ...

    def explain(self, memory: Memory, question: str) -> Explanation: ...

    def nights(self) -> Sequence[int]:
        """Ids of the sleeps that studied something, newest first."""


class Experts(Protocol):
    """What sleep produced."""

    def all(self) -> Sequence[ExpertView]: ...

    def activate(self, expert_ids: Sequence[str]) -> None:
        """Let chat mount exactly these. Raises: ExpertError."""

    def roll_back(self) -> tuple[str, ...]:
        """Return to the set before; the experts then in force. Raises: ExpertError."""

    def active(self) -> tuple[str, ...]: ...

    def export(self, expert_id: str, folder: str, layout: str, on_line: Callable[[str], None]) -> Path:
        """Write an expert in a layout, or in all, into a new folder; `on_line` gets what is told meanwhile.

        Raises: ExpertError, OSError.
        """


class Models(Protocol):
    """The models of this machine and those that could be fetched."""

    def choices(self) -> Sequence[ModelChoice]: ...

    def pull(self, name: str, on_progress: Callable[[int, int], None], should_stop: Callable[[], bool]) -> None:
        """Fetch a model; `on_progress` gets bytes had and bytes in all. Raises: UsageError, MachineError."""

    def keep(self, name: str) -> None:
        """Make it the model of the settings. Raises: ConfigError, MachineError."""


class Nights(Protocol):
    """Sleeping, and what came of it."""

    def sleep(
        self,
        level: str,
        on_event: Callable[[SleepEvent], None],
        should_stop: Callable[[], bool],
        should_pause: Callable[[], bool],
    ) -> SleepFinished:
        """Run one night now. Raises: SleepLocked, SleepError, MachineError."""

    def report(self, sleep_id: int | None = None) -> NightReport | None:
        """The report of a night, by default the last one that was judged."""

    def beside(self, sleep_id: int, step: int) -> NightReport | None:
        """The finished night before (-1) or after (1) that one."""

    def unseen(self) -> NightReport | None:
        """The last judged night, if its report was never shown."""

    def mark_seen(self, sleep_id: int) -> None: ...

    def watch(
        self,
        idle_seconds: Callable[[], float],
        on_begin: Callable[[], None],
        on_event: Callable[[SleepEvent], None],
        on_reason: Callable[[str], None],
    ) -> None:
        """Let nights begin by themselves until `close`; `idle_seconds` is since the last key, asked from a thread.

        The last event of a night is SleepFinished or SleepFailed. `on_reason` hears after every look in a few words why
        there is no night now.
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
    @property
    def models(self) -> Models: ...

    def open(self) -> bool:
        """Open the store; whether this home was used before. Raises: StoreError."""

    def house_rules(self) -> Sequence[tuple[str, str]]:
        """Where everything lies and when it may sleep, as rows for the first-run screen."""

    def close(self) -> None:
        """Stop the engine and close the store; callable while `talk.start` still runs."""
