from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.chat import session as session_module
from assistant.chat.session import ChatSession
from assistant.experts.registry import ExpertRegistry
from assistant.experts.routing import Router
from assistant.memory.records import MemoryKind, Message
from assistant.memory.remember import Learned
from assistant.memory.store import MemoryStore
from assistant.paths import Home
from tests.assistant.chat.fakes import FakeRecall, World
from tests.fakes import FAKE_INFO, FakeClock, FakeEngine


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    home = Home(tmp_path / "home").create()
    remembered: list[Message] = []

    def note_down(store: MemoryStore, message: Message) -> Learned:
        remembered.append(message)
        return Learned((store.add_memory(message.content, kind=MemoryKind.FACT, message_id=message.id),))

    monkeypatch.setattr(session_module, "learn", note_down)
    with MemoryStore.open(home.database, FakeClock()) as store:
        engine, recall = FakeEngine(), FakeRecall()
        registry = ExpertRegistry(home, FAKE_INFO.sha256)
        session = ChatSession(store, engine, recall, Router(registry), store.create_chat())
        yield World(store, engine, recall, registry, session, remembered)
