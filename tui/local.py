"""The assistant on this machine: one store, one engine process, the experts on disk, nights under the supervisor.

Heavy imports stay inside functions: this module is loaded after the first paint.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from assistant.chat.association import Association, Search
from assistant.chat.engine import EngineClient
from assistant.chat.opening import open_session, start_engine
from assistant.chat.sampling import recommended
from assistant.chat.session import ChatSession
from assistant.chat.turn import Finished, ReplyEvent, ReplyOptions
from assistant.errors import UsageError
from assistant.experts.registry import ExpertRegistry
from assistant.memory.records import Chat
from assistant.memory.store import MemoryStore
from assistant.model.catalogue import entry_of
from assistant.model.resolve import resolve_model
from backends.base import EngineDied
from tui.local_chats import LocalChats
from tui.local_experts import LocalExperts
from tui.local_memories import LocalMemories
from tui.local_models import LocalModels
from tui.morning import LocalNights

if TYPE_CHECKING:
    from assistant.chat.window import ContextUse
    from assistant.config import Config
    from assistant.paths import Home
    from backends.base import ModelInfo
    from tui.views import Draft


LAST_WORDS_SECONDS = 1.0
"""How long leaving waits for a reply that was stopped to be stored."""


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
        self.models = LocalModels(self)

    def open(self) -> bool:
        """Open the store and put right what a killed night left; whether there was one before. Raises: StoreError."""
        from assistant.sleep.repair import settle_at_opening

        used = self.home.database.exists()
        with self._opening:
            if self._store is None:
                self._store = MemoryStore.open(self.home.database)
                settle_at_opening(self.home, self._store)
        return used

    def house_rules(self) -> list[tuple[str, str]]:
        """Where everything lies and when it may sleep."""
        sleep = self.config.sleep
        power = "also on battery" if sleep.on_battery else "not on battery"
        when = f"on /sleep, or by itself after {sleep.idle_minutes} idle minutes, {power}"
        return [
            ("your data", str(self.home.root)),
            ("settings", str(self.home.config)),
            ("sleeps", when if sleep.enabled else "only on /sleep"),
            ("network", "none, until you choose a model to fetch"),
        ]

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
        self._answering = threading.Lock()

    @property
    def base_sha256(self) -> str | None:
        """The loaded model's digest."""
        return self._engine.info.sha256 if self._engine is not None else None

    def start(self, on_progress: Callable[[float], None], model: str = "") -> ModelInfo:
        """Load a model in place of the one before; a known one goes by its catalogue title.

        Raises: MachineError, BackendError.
        """

        def report(share: float) -> None:
            # Raising is how a load under way is broken off: the process is then ended.
            if self._closed.is_set():
                raise EngineDied("The model was still loading when the interface was closed.")
            on_progress(share)

        config, home = self._parts.config, self._parts.home
        path = resolve_model(home, model or config.model)
        # Two models at once may not find room in memory.
        before, self._engine, self._session = self._engine, None, None
        if before is not None:
            before.close()
        engine = start_engine(home, config, path, on_progress=report)
        self._engine = engine
        if self._closed.is_set():
            engine.close()
        entry = entry_of(engine.info)
        return replace(engine.info, name=entry.title) if entry else engine.info

    def reply(self, chat: Chat, draft: Draft, should_stop: Callable[[], bool]) -> Iterator[ReplyEvent]:
        """One turn. Raises: AssistantError, BackendError; a chat in which nothing was stored leaves no trace."""
        engine = self._loaded()
        options = replace(self._options(engine), attachments=draft.attachments, pasted=draft.pasted)
        options = replace(options, learn=options.learn and draft.learn)
        try:
            with self._answering:
                for event in self._session_of(chat, engine).reply(draft.text, options, should_stop):
                    if isinstance(event, Finished) and event.saved:
                        self._parts.chats.adopt(event.message_ids[0])
                    yield event
        except Exception:
            self.forget_session()
            self._parts.chats.drop_if_empty(chat.id)
            raise

    def context_use(self, chat: Chat) -> ContextUse:
        """What fills the context of that chat. Raises: AssistantError, BackendError."""
        engine = self._loaded()
        return self._session_of(chat, engine).context_use(self._options(engine))

    def search(self, question: str, limit: int) -> Search | None:
        """What a chat would find for a question, and how; None while no model can be asked. Raises: BackendError."""
        engine = self._engine
        if engine is None or not self._answering.acquire(blocking=False):
            return None
        try:
            return Association(self._parts.store, engine, self._parts.registry, datetime.now).search(question, limit)
        finally:
            self._answering.release()

    def _loaded(self) -> EngineClient:
        if self._engine is None:
            raise UsageError("No model is loaded. Choose one with /model, or see: reverie doctor")
        return self._engine

    def _options(self, engine: EngineClient) -> ReplyOptions:
        config = self._parts.config
        return ReplyOptions(
            sampling=recommended(engine.info, None, config.chat),
            retrieval=config.memory.retrieval,
            learn=config.memory.learn,
        )

    def _session_of(self, chat: Chat, engine: EngineClient) -> ChatSession:
        if self._session is None or self._session.chat.id != chat.id:
            parts = self._parts
            self._session = open_session(parts.home, parts.config, parts.store, engine, chat)
        return self._session

    def forget_session(self) -> None:
        """The stored chat has changed: read it anew for the next turn."""
        self._session = None

    def stop(self) -> None:
        """Break off the reply under way."""
        if self._engine is not None:
            self._engine.stop_generation()

    def close(self) -> None:
        """Stop the engine process, also one that is still loading. A reply under way is broken off and stored first."""
        self._closed.set()
        self.stop()
        if self._answering.acquire(timeout=LAST_WORDS_SECONDS):
            self._answering.release()
        if self._engine is not None:
            self._engine.close()
