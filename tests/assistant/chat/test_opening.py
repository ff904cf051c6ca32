"""One engine and one chat, put together as every part of the product gets them."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

from assistant.chat.opening import open_session, start_engine
from assistant.chat.turn import Finished, ReplyOptions
from assistant.config import Config
from assistant.memory.store import MemoryStore
from assistant.paths import Home
from backends.base import Sampling
from tests.fakes import FakeEngine


def test_a_model_file_is_hashed_once_for_all_starts(starter_model: Path, tmp_path: Path) -> None:
    home = Home(tmp_path / "home").create()
    with closing(start_engine(home, Config(), starter_model, context=64)) as engine:
        digest = engine.info.sha256
    ((key, found),) = json.loads(home.model_digests.read_text()).items()
    assert found == digest
    home.model_digests.write_text(json.dumps({key: "remembered"}))
    with closing(start_engine(home, Config(), starter_model, context=64)) as engine:
        assert engine.info.sha256 == "remembered"


def test_a_session_recalls_and_learns(tmp_path: Path) -> None:
    home = Home(tmp_path / "home").create()
    with MemoryStore.open(home.database) as store:
        store.add_memory("My dog is called Fudge.")
        engine = FakeEngine(replies=["Fudge."])
        session = open_session(home, Config(), store, engine, store.create_chat())
        last = list(session.reply("What is my dog called? I live in Oslo.", ReplyOptions(Sampling())))[-1]
        assert isinstance(last, Finished)
        assert [memory.text for memory in last.learned] == ["I live in Oslo."]
        assert "My dog is called Fudge." in engine.chats[-1].messages[-1].content
