"""Stems, names, overlaps, and "my" turned into "your"."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.memory.wording import (
    content_stems,
    longest_common_words,
    names,
    normalised,
    similarity,
    stem,
    to_you_form,
    words,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("My dog's bowl", ["my", "dog", "bowl"]),
        ("Anna’s train at 7:30.", ["anna", "train", "at", "7:30"]),
        ("a well-known name@mail.fi!", ["a", "well-known", "name@mail.fi"]),
        ("", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize("form", ["works", "worked", "working", "worker", "workers"])
def test_forms_share_a_stem(form: str) -> None:
    assert stem(form) == stem("work")


def test_short_words_are_left_alone() -> None:
    assert [stem(word) for word in ("is", "bus", "red", "ring")] == ["is", "bus", "red", "ring"]


def test_content_leaves_out_what_every_question_holds() -> None:
    assert content_stems("What is the name of my dog?") == ["nam", "dog"]
    assert content_stems("Who was it that I told you about?") == ["told"]


@pytest.mark.parametrize(
    ("said", "back"),
    [
        ("My dog is called Fudge.", "Your dog is called Fudge."),
        ("I'm allergic, and so was I.", "You're allergic, and so was you."),
        ("i am a nurse", "You are a nurse"),
        ("I’ve moved.", "You've moved."),
        ("We keep ours ourselves.", "You keep yours yourselves."),
        ("The keys are mine.", "The keys are yours."),
        ("Tell me.", "Tell you."),
        ("Ian lives in Miami.", "Ian lives in Miami."),
        ("", ""),
    ],
)
def test_to_you_form(said: str, back: str) -> None:
    assert to_you_form(said) == back


def test_names_are_capitals_inside_and_numbers() -> None:
    assert names("My sister Anna lives at Kuja 5, near Nora's. I left at 7:30.") == {
        "anna",
        "kuja",
        "5",
        "nora",
        "7:30",
    }
    assert names("Where is it?") == frozenset()


@pytest.mark.parametrize("name", ["O’Brien", "Nora’s", "O'Brien", "Nora's"])
def test_a_name_is_one_of_the_words_however_its_apostrophe_is_typed(name: str) -> None:
    assert names(f"My doctor is {name}.") <= set(words(f"My doctor is {name}."))


def test_similarity() -> None:
    assert similarity("What is my dog called?", "what is my DOG called") == 1.0
    assert similarity("What is my dog called?", "When do I work?") == 0.0
    assert similarity("", "") == 1.0
    assert normalised("What's  my Dog called?") == normalised("what is my dog called").replace(" is", "")


@pytest.mark.parametrize(
    ("one", "other", "length"), [("a b c", "a x c", 2), ("a b", "", 0), ("a a b", "a b a", 2), ("x", "y", 0)]
)
def test_longest_common_words(one: str, other: str, length: int) -> None:
    assert longest_common_words(one.split(), other.split()) == length


WORDS = st.lists(st.sampled_from("abcd"), max_size=12)


@given(WORDS, WORDS)
def test_a_common_subsequence_is_no_longer_than_either_and_the_same_both_ways(one: list[str], other: list[str]) -> None:
    length = longest_common_words(one, other)
    assert length == longest_common_words(other, one) <= min(len(one), len(other))
    assert longest_common_words(one, one) == len(one)
