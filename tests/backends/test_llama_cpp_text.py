"""Characters split over tokens, and stop strings."""

from __future__ import annotations

from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from backends.llama_cpp_text import ReplyText


def run(pieces: Iterable[bytes], stop: tuple[str, ...] = ()) -> list[str]:
    text = ReplyText(stop)
    deltas = []
    for piece in pieces:
        deltas.append(text.add(piece))
        if text.stopped:
            break
    deltas.append(text.finish())
    assert "".join(deltas) == text.text
    return deltas


def test_a_character_appears_when_its_last_byte_arrives() -> None:
    assert run([b"a\xf0\x9f", b"\x99", b"\x82b"]) == ["a", "", "🙂b", ""]


def test_a_broken_end_becomes_the_replacement_character() -> None:
    assert run([b"a\xf0\x9f"]) == ["a", "�"]


def test_a_stop_string_is_never_shown_not_even_in_part() -> None:
    assert run([b"yes\n", b"Q", b": more"], ("\nQ:",)) == ["yes", "", "", ""]


def test_what_only_looked_like_a_stop_string_is_shown() -> None:
    assert run([b"yes\n", b"Quite"], ("\nQ:",)) == ["yes", "\nQuite", ""]


def test_a_held_end_is_shown_when_the_text_ends() -> None:
    assert run([b"yes\n"], ("\nQ:",)) == ["yes", "\n"]


def test_the_first_of_several_stop_strings_counts() -> None:
    assert run([b"one two three"], ("three", "two")) == ["one ", ""]


def test_an_empty_stop_string_is_ignored() -> None:
    assert run([b"ab"], ("",)) == ["ab", ""]


def test_a_stop_string_counts_in_the_answer_and_not_in_the_thinking() -> None:
    assert run([b"<think>\nhm\n", b"</think>\n\nYes", b"\nno"], ("\n",)) == ["", "Yes", "", ""]


def test_a_held_tag_is_shown_when_the_text_ends() -> None:
    assert run([b"<thi"]) == ["", "<thi"]


@given(st.text("ab.é🙂", max_size=30), st.text("ab.", min_size=1, max_size=3), st.integers(1, 5))
def test_any_split_gives_the_text_before_the_stop_string(text: str, stop: str, size: int) -> None:
    raw = text.encode()
    pieces = [raw[i : i + size] for i in range(0, len(raw), size)]
    assert "".join(run(pieces, (stop,))) == text.split(stop)[0]
