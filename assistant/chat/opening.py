"""Puts an engine and a chat together, the same for the command line, the interface and the nights."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from assistant.chat.association import Association
from assistant.chat.engine import EngineClient
from assistant.chat.session import ChatSession
from assistant.config import Config
from assistant.errors import ExpertError
from assistant.experts.registry import ExpertRegistry
from assistant.experts.routing import Router
from assistant.experts.shipped import adopt
from assistant.memory.records import Chat
from assistant.memory.store import MemoryStore
from assistant.paths import Home
from backends.base import InferenceBackend

_log = logging.getLogger(__name__)


def start_engine(
    home: Home,
    config: Config,
    model: Path,
    *,
    context: int | None = None,
    batches: bool = False,
    on_progress: Callable[[float], None] | None = None,
) -> EngineClient:
    """The engine process with that model loaded; the caller closes it. `context` is in tokens, as configured if None.
    `batches`: it is for a night, which asks much at once, not for chat.

    Raises: ModelFileError, BackendUnavailable, EngineDied.
    """
    return EngineClient.start(
        model,
        context=config.chat.context if context is None else context,
        threads=config.chat.threads,
        log=home.logs / "engine.log",
        sha256_cache=home.model_digests,
        copies=home.cache if batches else None,
        on_progress=on_progress,
    )


def open_session(home: Home, config: Config, store: MemoryStore, engine: InferenceBackend, chat: Chat) -> ChatSession:
    """A conversation of the whole product: notes and experts of this home, checked against the loaded model."""
    registry = ExpertRegistry(home, engine.info.sha256)
    try:
        adopt(registry)
    except (ExpertError, OSError) as error:
        # A chat without it reads its notes worse; that is no reason not to chat.
        _log.warning("the core expert that ships with this model could not be put in force", exc_info=error)
    return ChatSession(
        store,
        engine,
        Association(store, engine, registry, datetime.now),
        Router(registry, store),
        chat,
        config.chat.system_prompt,
        notes_at_most=config.memory.notes_at_most,
    )
