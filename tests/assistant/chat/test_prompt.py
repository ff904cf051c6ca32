from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from assistant.chat.prompt import (
    build_messages,
    clean,
    history_of,
    note_block,
    room,
    turns_of,
    user_turn,
    with_summary,
)
from assistant.memory.records import Attachment, Carrier, Memory, MemoryKind, MemoryStatus, Message
from backends.base import ChatMessage


def memory(text: str, memory_id: int = 1) -> Memory:
    return Memory(memory_id, text, MemoryKind.FACT, MemoryStatus.ACTIVE, Carrier.TEXT, None, 0, len(text), 0.0, 0.0)


def message(role: str, content: str) -> Message:
    return Message(1, 1, role, content, 0.0)


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


def test_turns_are_pairs_with_their_attachments_and_the_id_they_end_with() -> None:
    file = Attachment("a.txt", "``` not the end\n")
    stored = [
        replace(message("user", "one"), id=1, attachments=(file,)),
        replace(message("user", "two"), id=2),
        replace(message("assistant", "three"), id=3),
        replace(message("system", "a summary"), id=4, covers=3),
        replace(message("user", "four"), id=5),
        replace(message("assistant", ""), id=6),
        replace(message("user", "unanswered"), id=7),
    ]
    (turn,) = turns_of(stored)
    assert turn.user == ChatMessage("user", "a.txt:\n````\n``` not the end\n````\n\none\n\ntwo")
    assert (turn.said, turn.reply.content, turn.last_id) == ("one\n\ntwo", "three", 3)
    assert turns_of([]) == []


def test_quotes_stand_before_notes_and_are_clipped() -> None:
    quotes = [message("user", "The code\nis 42"), message("assistant", "x" * 500)]
    content = user_turn("Which code?", [memory("I live in Oulu.")], (), quotes).content
    _, first, second, *_ = content.split("\n")
    _, notes, question = content.split("\n\n")
    assert first == "- User: The code is 42"
    assert second == "- Assistant: " + "x" * 299 + "…"
    assert (notes, question) == ("Notes from earlier chats:\n- I live in Oulu.", "Which code?")


def test_the_summary_stands_in_front_of_the_first_user_message() -> None:
    messages = build_messages([ChatMessage("user", "a"), ChatMessage("assistant", "b")], "c", (), "Be brief.")
    summarised = with_summary(messages, "A dinner was planned.")
    assert summarised[1].content == "What we talked about before:\nA dinner was planned.\n\na"
    assert [summarised[0], *summarised[2:]] == [messages[0], *messages[2:]]
    assert with_summary(messages, "") == messages


def test_room_is_never_below_half_of_the_context() -> None:
    assert room(4096, 512) == 3584
    assert room(100, 512) == 50


def test_clean_takes_out_what_utf8_cannot_hold() -> None:
    assert clean("a\0b\udcffc") == "ab\ufffdc"
    assert clean("ä 🙂 ok") == "ä 🙂 ok"


@given(st.text(st.characters(codec=None)))
def test_cleaned_text_can_always_be_encoded(text: str) -> None:
    assert "\0" not in clean(text).encode("utf-8").decode("utf-8")
