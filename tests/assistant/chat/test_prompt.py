from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.chat.prompt import (
    build_messages,
    clean,
    fit,
    history_of,
    note_block,
    prompt_tokens,
    room,
)
from assistant.memory.records import Carrier, Memory, MemoryKind, MemoryStatus, Message
from backends.base import ChatMessage
from tests.fakes import FAKE_INFO, FakeEngine


def memory(text: str, memory_id: int = 1) -> Memory:
    return Memory(memory_id, text, MemoryKind.FACT, MemoryStatus.ACTIVE, Carrier.TEXT, None, 0, len(text), 0.0, 0.0)


def message(role: str, content: str) -> Message:
    return Message(1, 1, role, content, 0.0)


def long_chat(turns: int) -> list[ChatMessage]:
    history = []
    for number in range(turns):
        history += [ChatMessage("user", f"question {number} " + "word " * 20), ChatMessage("assistant", "reply " * 20)]
    return history


def test_notes_stand_in_the_user_turn_before_the_question_best_last() -> None:
    notes = [memory("My sister works in Turku."), memory("My sister likes tea.", 2)]
    assert build_messages([], "Where does my sister work?", notes) == [
        ChatMessage(
            "user",
            "Notes from earlier chats:\n- My sister likes tea.\n- My sister works in Turku.\n\n"
            "Where does my sister work?",
        )
    ]


def test_without_notes_and_system_prompt_the_question_goes_alone() -> None:
    assert build_messages([], "Hello") == [ChatMessage("user", "Hello")]
    assert note_block([]) == ""


def test_the_system_prompt_is_first_and_history_is_not_touched() -> None:
    history = [ChatMessage("user", "a"), ChatMessage("assistant", "b")]
    built = build_messages(history, "c", (), "Be brief.")
    assert built == [ChatMessage("system", "Be brief."), *history, ChatMessage("user", "c")]


def test_a_note_is_one_line_and_stands_once() -> None:
    notes = [memory("I live\n  in Oulu."), memory("I live in Oulu."), memory(" \n")]
    assert note_block(notes) == "Notes from earlier chats:\n- I live in Oulu."


def test_history_alternates_and_starts_with_the_user() -> None:
    stored = [
        message("assistant", "welcome"),
        message("user", "one"),
        message("user", "two"),
        message("assistant", "three"),
        message("user", "four"),
        message("assistant", ""),
        message("user", "five"),
        message("assistant", "six"),
        message("user", "unanswered"),
    ]
    assert history_of(stored) == [
        ChatMessage("user", "one\n\ntwo"),
        ChatMessage("assistant", "three"),
        ChatMessage("user", "four\n\nfive"),
        ChatMessage("assistant", "six"),
    ]


def test_history_of_nothing_said_is_empty() -> None:
    assert history_of([]) == []
    assert history_of([message("system", "x"), message("user", "unanswered")]) == []


def test_fit_leaves_a_chat_that_fits_alone() -> None:
    messages = build_messages(long_chat(3), "last")
    assert fit(messages, FakeEngine(), 4096, 512) == messages


@pytest.mark.parametrize("system_prompt", [None, "Be brief."])
def test_fit_drops_the_oldest_turns_and_keeps_the_rest_in_order(system_prompt: str | None) -> None:
    engine = FakeEngine()
    messages = build_messages(long_chat(40), "last", (), system_prompt)
    fitted = fit(messages, engine, 1000, 200)
    start = 1 if system_prompt else 0
    assert fitted[:start] == messages[:start]
    assert fitted[start:] == messages[-len(fitted) + start :]
    assert fitted[start].role == "user"
    assert prompt_tokens(fitted, engine) <= 0.75 * 800
    assert prompt_tokens([*fitted[:start], *messages[-len(fitted) + start - 2 :]], engine) > 0.75 * 800


def test_fit_never_raises_and_always_keeps_the_last_turn() -> None:
    messages = build_messages(long_chat(5), "word " * 500, (), "Be brief.")
    assert fit(messages, FakeEngine(), 64, 512) == [messages[0], messages[-1]]
    assert fit(messages[-1:], FakeEngine(), 64, 512) == messages[-1:]


@given(turns=st.integers(0, 30), context=st.integers(8, 2000), reserve=st.integers(0, 3000))
def test_fit_result_is_a_tail_that_fits_or_the_bare_question(turns: int, context: int, reserve: int) -> None:
    engine = FakeEngine(info=replace(FAKE_INFO, context=context))
    messages = build_messages(long_chat(turns), "last")
    fitted = fit(messages, engine, context, reserve)
    assert fitted == messages[len(messages) - len(fitted) :]
    assert len(fitted) % 2 == 1
    assert len(fitted) == 1 or prompt_tokens(fitted, engine) <= room(context, reserve)


def test_room_is_never_below_half_of_the_context() -> None:
    assert room(4096, 512) == 3584
    assert room(100, 512) == 50


def test_clean_takes_out_what_utf8_cannot_hold() -> None:
    assert clean("a\0b\udcffc") == "ab\ufffdc"
    assert clean("ä 🙂 ok") == "ä 🙂 ok"


@given(st.text(st.characters(codec=None)))
def test_cleaned_text_can_always_be_encoded(text: str) -> None:
    assert "\0" not in clean(text).encode("utf-8").decode("utf-8")
