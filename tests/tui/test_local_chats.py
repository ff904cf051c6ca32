"""Chats over a real store: what a replaced message taught, what is never learned from, export."""

from __future__ import annotations

import json
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.chat.turn import Delta, Finished
from assistant.config import ChatSettings, Config
from assistant.errors import UsageError
from assistant.memory.records import Attachment
from assistant.memory.store import MemoryStore
from assistant.paths import Home
from backends.base import BackendError, ChatMessage, GenerationStats, Sampling
from tests.fakes import FakeEngine
from tests.tui.test_local import start_on
from tui.local import LocalAssistant
from tui.views import Draft


@pytest.fixture
def local(tmp_path: Path) -> Iterator[LocalAssistant]:
    made = LocalAssistant(Home(tmp_path / "home").create(), Config())
    assert not made.open()
    yield made
    made.close()


def test_a_home_is_new_once(local: LocalAssistant) -> None:
    again = LocalAssistant(local.home, Config())
    assert again.open()
    again.close()
    assert any(str(local.home.root) in value for _, value in local.house_rules())


def test_search_finds_every_chat_however_often_another_one_holds_the_words(local: LocalAssistant) -> None:
    talkative, quiet = local.chats.create(), local.chats.create()
    for number in range(60):
        local.store.add_message(talkative.id, "user", f"Ship number {number}: ship, ship.")
    long = "much else is said before, " * 9
    local.store.add_message(quiet.id, "user", f"{long} and one ship is among it, of which there is no more to say.")
    found = {chat.id: line for chat, line in local.chats.recent("ship")}
    assert set(found) == {talkative.id, quiet.id}
    assert found[quiet.id].startswith("…said before, and one ship")


def test_a_changed_message_takes_its_memories_along_and_a_retried_one_keeps_them(
    local: LocalAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    start_on(local, FakeEngine(), monkeypatch)
    chat = local.chats.create()
    list(local.talk.reply(chat, Draft("My dog is called Fudge."), lambda: False))
    (kept,) = local.memories.known()
    question = local.chats.drop_last_turn(chat.id, keep_memories=True)
    list(local.talk.reply(chat, Draft(question.content), lambda: False))
    (again,) = local.memories.known()
    assert again.id == kept.id
    assert again.message_id == local.chats.messages(chat.id)[0].id
    local.chats.drop_last_turn(chat.id)
    list(local.talk.reply(chat, Draft("My dog is called Rex."), lambda: False))
    assert [memory.text for memory in local.memories.known()] == ["My dog is called Rex."]


def test_what_may_not_be_learned_is_not(local: LocalAssistant, monkeypatch: pytest.MonkeyPatch) -> None:
    start_on(local, FakeEngine(), monkeypatch)
    chat = local.chats.create()
    file = Attachment("me.txt", "I live in Oulu.")
    list(local.talk.reply(chat, Draft("My dog is called Fudge.", (file,), learn=False), lambda: False))
    list(local.talk.reply(chat, Draft("Read this.", (file,)), lambda: False))
    assert local.memories.known() == []
    list(local.talk.reply(chat, Draft("My cat is called Tom."), lambda: False))
    assert [memory.text for memory in local.chats.unlearn_last(chat.id)] == ["My cat is called Tom."]
    assert local.memories.known() == []
    with pytest.raises(UsageError, match="Nothing was said"):
        local.chats.unlearn_last(local.chats.create().id)


def test_instructions_reach_the_model_at_once(local: LocalAssistant, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = FakeEngine()
    start_on(local, engine, monkeypatch)
    chat = local.chats.create()
    list(local.talk.reply(chat, Draft("hello"), lambda: False))
    chat = local.chats.set_system_prompt(chat.id, "Answer in rhyme.")
    list(local.talk.reply(chat, Draft("again"), lambda: False))
    assert engine.chats[-1].messages[0].content == "Answer in rhyme."
    assert local.talk.context_use(chat).recent == 2


def test_export_writes_private_files_and_never_over_another(local: LocalAssistant, tmp_path: Path) -> None:
    chat = local.store.create_chat("Dogs & cats", system_prompt="Be brief.")
    local.store.add_turn(chat.id, "Hello", "Hi.", attachments=(Attachment("a.txt", "x"),))
    local.store.add_summary(chat.id, "They said hello.", 2)
    written = local.chats.export(chat.id, str(tmp_path))
    assert written == tmp_path / "dogs-cats.md"
    assert written.stat().st_mode & 0o777 == 0o600
    text = written.read_text()
    assert text.startswith("# Dogs & cats\n")
    assert "## You\n\n*attached: a.txt*\n\nHello\n\n## Reverie\n\nHi." in text
    assert "They said hello" not in text
    table = json.loads(local.chats.export(chat.id, str(tmp_path / "dogs.json")).read_text())
    assert [message["content"] for message in table["messages"]][:2] == ["Hello", "Hi."]
    for path, fault in (
        (str(written), "exists already"),
        (str(tmp_path / "no" / "x.md"), "no folder"),
        ("~nobody/x", "no folder"),
    ):
        with pytest.raises(UsageError, match=fault):
            local.chats.export(chat.id, path)


def test_a_model_file_that_vanishes_is_named_and_its_return_is_enough(tmp_path: Path, starter_model: Path) -> None:
    file = tmp_path / "model.gguf"
    file.symlink_to(starter_model)
    config = replace(Config(), model=str(file), chat=ChatSettings(max_tokens=4, context=512, threads=1))
    with closing(LocalAssistant(Home(tmp_path / "home").create(), config)) as local:
        local.open()
        local.talk.start(lambda share: None)
        chat = local.chats.create()
        file.unlink()
        # What is loaded stays usable; what has to be loaded anew is missed.
        assert isinstance(list(local.talk.reply(chat, Draft("Hello"), lambda: False))[-1], Finished)
        engine = local.talk._engine
        assert engine is not None and engine.pid is not None
        os.kill(engine.pid, signal.SIGKILL)
        with pytest.raises(BackendError):
            while True:
                list(local.talk.reply(chat, Draft("Are you there?"), lambda: False))
        with pytest.raises(BackendError, match=r"model\.gguf"):
            list(local.talk.reply(chat, Draft("Are you there?"), lambda: False))
        assert len(local.chats.messages(chat.id)) == 2
        file.symlink_to(starter_model)
        list(local.talk.reply(chat, Draft("Are you there?"), lambda: False))
        assert len(local.chats.messages(chat.id)) == 4


class Talkative(FakeEngine):
    """Says one word and then thinks until it is stopped."""

    def stream_chat(
        self, messages: Sequence[ChatMessage], sampling: Sampling, should_stop: Callable[[], bool] = lambda: False
    ) -> Iterator[str | GenerationStats]:
        yield "Well"
        while not should_stop():
            time.sleep(0.01)
        yield GenerationStats("stopped", 10, 0, 1, 0.1, 0.2)


def test_leaving_in_the_middle_of_a_reply_keeps_it(local: LocalAssistant, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = Talkative()
    start_on(local, engine, monkeypatch)
    chat, stop, begun = local.chats.create(), threading.Event(), threading.Event()

    def answer() -> None:
        for event in local.talk.reply(chat, Draft("hello"), stop.is_set):
            if isinstance(event, Delta):
                begun.set()

    thread = threading.Thread(target=answer)
    thread.start()
    assert begun.wait(5)
    stop.set()
    local.close()
    thread.join(5)
    with closing(MemoryStore.open(local.home.database)) as store:
        assert [(message.content, message.complete) for message in store.messages(chat.id)] == [
            ("hello", True),
            ("Well", False),
        ]
