"""The block in which a model thinks: closed in the prompt, taken off the reply however it is cut into pieces."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backends.thinking import Answer, closed, left_open


def run(*pieces: str, inside: bool = False) -> list[str]:
    answer = Answer(inside=inside)
    return [*(answer.add(piece) for piece in pieces), answer.finish()]


@pytest.mark.parametrize("tail", ["<think>", "<think>\n", "<think>\n\n", "<think> "])
def test_a_block_that_the_template_opens_is_closed_empty(tail: str) -> None:
    assert left_open(f"<|im_start|>assistant\n{tail}")
    # As Qwen3's own template writes it where thinking is switched off.
    assert closed(f"<|im_start|>assistant\n{tail}") == "<|im_start|>assistant\n<think>\n\n</think>\n\n"


@pytest.mark.parametrize("prompt", ["assistant\n", "assistant\n<think>\n\n</think>\n\n", "say <think> aloud\n", ""])
def test_other_prompts_stay_as_they_are(prompt: str) -> None:
    assert closed(prompt) == prompt


def test_the_answer_begins_behind_the_block() -> None:
    assert run("<think>", "\nA dog", "?\n", "</think>", "\n\n", "Fudge", ".") == ["", "", "", "", "", "Fudge", ".", ""]


def test_a_reply_may_begin_inside_the_block() -> None:
    assert run("a dog?</th", "ink>\nFudge", inside=True) == ["", "Fudge", ""]


def test_a_block_without_an_end_has_no_answer() -> None:
    assert run("<think>what", " if") == ["", "", ""]
    assert run("what if", inside=True) == ["", ""]
    assert run("<think>so</think>\n") == ["", ""]


def test_no_part_of_a_tag_is_ever_shown() -> None:
    assert run("<", "thi", "nk", ">so</", "think", ">Yes") == ["", "", "", "", "", "Yes", ""]


def test_what_only_looked_like_a_tag_is_shown() -> None:
    assert run("<t", "able>") == ["", "<table>", ""]
    assert run("<thin") == ["", "<thin"]


def test_blanks_before_an_answer_are_its_own() -> None:
    assert run("\n", " Yes") == ["\n", " Yes", ""]
    assert run("\n", "<think>so</think>Yes") == ["\n", "Yes", ""]


def test_blocks_may_follow_one_another() -> None:
    assert "".join(run("<think></think>\n<think>so</think>Yes")) == "Yes"


def test_tags_within_an_answer_are_its_words() -> None:
    assert "".join(run("Write <think>", " and </think>.")) == "Write <think> and </think>."


@given(st.text("<>/think a\n", max_size=20), st.text("ab<>/", max_size=20), st.integers(1, 7))
def test_any_split_gives_the_same_answer(thought: str, said: str, size: int) -> None:
    reply = f"<think>{thought}</think>{said}"
    pieces = [reply[start : start + size] for start in range(0, len(reply), size)]
    assert "".join(run(*pieces)) == "".join(run(reply))


@given(st.text("ab\n <>", max_size=30), st.integers(1, 5))
def test_a_reply_without_a_block_is_unchanged(said: str, size: int) -> None:
    assert "".join(run(*(said[start : start + size] for start in range(0, len(said), size)))) == said
