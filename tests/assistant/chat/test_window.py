from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.chat.prompt import prompt_tokens, room
from assistant.chat.window import TOLD_AT_MOST, Question, Window
from assistant.memory.records import Attachment
from assistant.memory.store import MemoryStore
from backends.base import ChatMessage, ContextOverflow
from tests.builders import build_store
from tests.fakes import FAKE_INFO, FakeEngine


@pytest.fixture
def store(tmp_path: Path) -> Iterator[MemoryStore]:
    with build_store(tmp_path) as opened:
        yield opened


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(turns=st.integers(0, 12), words=st.integers(1, 60), context=st.integers(160, 600), reserve=st.integers(0, 700))
def test_the_prompt_always_fits(store: MemoryStore, turns: int, words: int, context: int, reserve: int) -> None:
    engine = FakeEngine(info=replace(FAKE_INFO, context=context))
    chat = store.create_chat()
    for number in range(turns):
        store.add_turn(chat.id, f"question {number} " + "word " * words, "reply " * words)
    window = Window(store, engine, chat.id, "Be brief.")
    question = Question("last question")
    count = window.too_many(question, reserve)
    if count:
        window.compact(count, reserve)
        assert window.summarised == count
    messages, _ = window.messages(question, reserve)
    assert prompt_tokens(messages, engine) <= room(context, reserve)
    assert messages[0].content == "Be brief."
    assert messages[-1].content.endswith("last question")


def test_attachments_count_and_are_named_when_they_find_no_room(store: MemoryStore) -> None:
    window = Window(store, FakeEngine(info=replace(FAKE_INFO, context=100)), store.create_chat().id)
    with pytest.raises(ContextOverflow, match="with what is attached has"):
        window.refuse_overlong(Question("read", (Attachment("a.txt", "word " * 200),)), 10)


class CountingEngine(FakeEngine):
    """Counts how often it is asked how long a prompt is."""

    rendered = 0

    def render(self, messages: Sequence[ChatMessage]) -> str:
        type(self).rendered += 1
        return super().render(messages)


def test_the_engine_is_not_asked_to_count_what_surely_fits(store: MemoryStore) -> None:
    engine = CountingEngine()
    window = Window(store, engine, store.create_chat().id)
    question = Question("hello")
    for _ in range(3):
        window.refuse_overlong(question, 512)
        assert window.fit_notes(question, 512) == question
        assert window.too_many(question, 512) == 0
        window.messages(question, 512)
        window.add(question, "Hi.", 2, 20)
    assert engine.rendered == 1
    window.reload()
    window.messages(question, 512)
    assert engine.rendered == 2


def test_what_the_user_told_in_the_chat_is_there_to_be_read(store: MemoryStore) -> None:
    chat = store.create_chat(private=True)
    long = " ".join(f"I own a boat number {number}." for number in range(20))
    for said in ("My dog is called Fudge. What is my dog called?", "What is my name?", "I like tea. And you?", long):
        store.add_turn(chat.id, said, "The cat is called Pixel.")
    told = Window(store, FakeEngine(), chat.id).told()
    assert told[:2] == ["I own a boat number 0.", "I own a boat number 1."] and len(told) == TOLD_AT_MOST
    chat = store.create_chat(private=True)
    for said in ("My dog is called Fudge. What is my dog called?", "What is my name?", "I like tea. And you?"):
        store.add_turn(chat.id, said, "The cat is called Pixel.")
    window = Window(store, FakeEngine(), chat.id)
    assert window.told() == ["I like tea. And you?", "My dog is called Fudge."]
    quotes = store.messages(chat.id)[:2]
    window.turns.clear()
    assert window.told(quotes) == ["My dog is called Fudge."], "what the assistant said is nobody's word"
