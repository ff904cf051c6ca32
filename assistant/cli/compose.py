"""Builds the object graph of a command: home, settings, store, experts, engine, chat session."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.config import Config, load_config
from assistant.errors import AssistantError
from assistant.paths import Home, resolve_home

if TYPE_CHECKING:
    from assistant.chat.engine import EngineClient
    from assistant.chat.session import ChatSession
    from assistant.experts.registry import ExpertRegistry
    from assistant.memory.store import MemoryStore


def open_home(arguments: argparse.Namespace) -> Home:
    """The home that was chosen, with its folders made. Raises: OSError."""
    return resolve_home(arguments.home).create()


def read_config(home: Home) -> Config:
    """The settings of that home. Raises: ConfigError."""
    return load_config(home.config)


@contextmanager
def open_store(arguments: argparse.Namespace, clock: Callable[[], float] = time.time) -> Iterator[MemoryStore]:
    """The database of the chosen home, closed afterwards. Raises: StoreError."""
    from assistant.memory.store import MemoryStore

    with MemoryStore.open(open_home(arguments).database, clock) as store:
        yield store


def open_registry(arguments: argparse.Namespace) -> ExpertRegistry:
    """The experts of the chosen home, of whatever base model."""
    from assistant.experts.registry import ExpertRegistry

    return ExpertRegistry(open_home(arguments))


@dataclass(frozen=True, slots=True)
class Conversation:
    """An open chat with all that it needs."""

    config: Config
    engine: EngineClient
    session: ChatSession


@contextmanager
def open_conversation(arguments: argparse.Namespace) -> Iterator[Conversation]:
    """The chat `arguments.chat`, or a fresh one, with a loaded model; all of it is closed afterwards.

    A fresh chat in which nothing could be stored leaves no trace.
    Raises: UsageError (no such chat), ConfigError, StoreError, MachineError, BackendError.
    """
    from assistant.chat.opening import open_session, start_engine
    from assistant.model.resolve import resolve_model
    from assistant.sleep.repair import settle_at_opening

    home = open_home(arguments)
    config = read_config(home)
    with open_store(arguments) as store:
        settle_at_opening(home, store)
        known = store.chat(arguments.chat) if arguments.chat is not None else None
        model = resolve_model(home, config.model)
        with closing(start_engine(home, config, model)) as engine:
            chat = known or store.create_chat()
            try:
                yield Conversation(config, engine, open_session(home, config, store, engine, chat))
            finally:
                if known is None:
                    _drop_if_empty(store, chat.id)


def _drop_if_empty(store: MemoryStore, chat_id: int) -> None:
    # What failed before is what the user should read, not that tidying up failed as well.
    with suppress(AssistantError):
        if not store.messages(chat_id):
            store.delete_chat(chat_id)
