"""The assistant on this machine: one store, one engine process, the experts on disk, nights under the supervisor.

Heavy imports stay inside functions: this module is loaded after the first paint.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.chat.engine import EngineClient
from assistant.chat.sampling import recommended
from assistant.chat.session import ChatSession
from assistant.chat.turn import ReplyEvent, ReplyOptions
from assistant.errors import UsageError
from assistant.experts.registry import ExpertRegistry
from assistant.experts.routing import Router
from assistant.memory.recall import Recall
from assistant.memory.records import Chat
from assistant.memory.store import MemoryStore
from assistant.model.catalogue import entry_of
from assistant.model.resolve import resolve_model
from backends.base import EngineDied
from tui.local_records import LocalChats, LocalExperts, LocalMemories
from tui.morning import LocalNights

if TYPE_CHECKING:
    from assistant.config import Config
    from assistant.paths import Home
    from backends.base import ModelInfo


class LocalAssistant:
    """Fulfils `tui.bridge.Assistant`. `open` and `talk.start` may run at the same time."""

    def __init__(self, home: Home, config: Config) -> None:
        self.home = home
        self.config = config
        self._store: MemoryStore | None = None
        self._opening = threading.Lock()
        self.talk = LocalTalk(self)
        self.chats = LocalChats(self)
        self.memories = LocalMemories(self)
        self.experts = LocalExperts(self)
        self.nights = LocalNights(self)

    def open(self) -> None:
        """Open the store. Raises: StoreError."""
        with self._opening:
            if self._store is None:
                self._store = MemoryStore.open(self.home.database)

    @property
    def store(self) -> MemoryStore:
        """The open store."""
        self.open()
        assert self._store is not None
        return self._store

    @property
    def registry(self) -> ExpertRegistry:
        """The experts; checked against the loaded model once there is one."""
        return ExpertRegistry(self.home, self.talk.base_sha256)

    def close(self) -> None:
        """Stop the watch over the nights and the engine, and close the store."""
        self.nights.close()
        self.talk.close()
        with self._opening:
            if self._store is not None:
                self._store.close()


class LocalTalk:
    """The engine process, and one session for the chat that is open."""

    def __init__(self, parts: LocalAssistant) -> None:
        self._parts = parts
        self._engine: EngineClient | None = None
        self._session: ChatSession | None = None
        self._closed = threading.Event()

    @property
    def base_sha256(self) -> str | None:
        """The loaded model's digest."""
        return self._engine.info.sha256 if self._engine is not None else None

    def start(self, on_progress: Callable[[float], None]) -> ModelInfo:
        """Load the model; a known one goes by its catalogue title. Raises: MachineError, BackendError."""

        def report(share: float) -> None:
            # Raising is how a load under way is broken off: the process is then ended.
            if self._closed.is_set():
                raise EngineDied("The model was still loading when the interface was closed.")
            on_progress(share)

        config, home = self._parts.config, self._parts.home
        engine = EngineClient.start(
            resolve_model(home, config.model),
            context=config.chat.context,
            threads=config.chat.threads,
            log=home.logs / "engine.log",
            on_progress=report,
        )
        self._engine = engine
        if self._closed.is_set():
            engine.close()
        entry = entry_of(engine.info)
        return replace(engine.info, name=entry.title) if entry else engine.info

    def reply(self, chat: Chat, text: str, should_stop: Callable[[], bool]) -> Iterator[ReplyEvent]:
        """One turn. Raises: AssistantError, BackendError; a chat in which nothing was stored leaves no trace."""
        if self._engine is None:
            raise UsageError("No model is loaded. Wait until the status bar shows one, or see: reverie doctor")
        config = self._parts.config
        options = ReplyOptions(
            sampling=recommended(self._engine.info, None, config.chat),
            retrieval=config.memory.retrieval,
            learn=config.memory.learn,
        )
        try:
            yield from self._session_of(chat, self._engine).reply(text, options, should_stop)
        except Exception:
            self.forget_session()
            self._parts.chats.drop_if_empty(chat.id)
            raise

    def _session_of(self, chat: Chat, engine: EngineClient) -> ChatSession:
        if self._session is None or self._session.chat.id != chat.id:
            store = self._parts.store
            self._session = ChatSession(
                store,
                engine,
                Recall(store),
                Router(self._parts.registry, store),
                chat,
                self._parts.config.chat.system_prompt,
                notes_at_most=self._parts.config.memory.notes_at_most,
            )
        return self._session

    def forget_session(self) -> None:
        """The stored chat has changed: read it anew for the next turn."""
        self._session = None

    def stop(self) -> None:
        """Break off the reply under way."""
        if self._engine is not None:
            self._engine.stop_generation()

    def close(self) -> None:
        """Stop the engine process, also one that is still loading."""
        self._closed.set()
        if self._engine is not None:
            self._engine.close()
