"""Which words of a note answer, weighed against its other parts, then the answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from assistant.chat.reading import CLOSE, read
from assistant.experts.asking import request
from assistant.experts.reader import Reader
from backends.base import AdapterRef, Score
from tests.fakes import FakeEngine

NOTE = "We're flying Delta to Lisbon out of Porto."
READER = Reader("core-1", AdapterRef(Path("core.gguf")), AdapterRef(Path("core.gguf"), 0.5), -0.7)
ASKED = "Which airport do we leave from?"


@dataclass(slots=True)
class Weigher(FakeEngine):
    """Names words of its own accord, finds words and questions as likely as it is told, and answers from words."""

    named: str = "Lisbon\nYou leave from Lisbon."
    answer: str = "You leave from {words}."
    likely: dict[str, float] = field(default_factory=dict)
    asking: dict[str, float] = field(default_factory=dict)
    asked_back: list[str] = field(default_factory=list)
    asked: str = ASKED

    def __post_init__(self) -> None:
        self.complete = self._written

    def _written(self, prompt: str) -> str:
        words = prompt.rpartition("\n")[0].rpartition("\n")[2]
        return self.named if words.endswith(self.asked) else self.answer.format(words=words)

    def score_many(self, pairs: Sequence[tuple[str, str]]) -> list[Score]:
        self.scored.extend(pairs)
        return [Score(self.likely.get(words.strip(), -20.0), 1) for _, words in pairs]

    def likelihoods(self, prompts: Sequence[str], text: str, adapters: Sequence[AdapterRef]) -> list[float]:
        assert (text, list(adapters)) == (self.asked, [READER.asking])
        spans = [prompt.rpartition("The words: ")[2].partition(" <end>")[0] for prompt in prompts]
        assert all(request(NOTE, span) in prompt for span, prompt in zip(spans, prompts, strict=True))
        self.asked_back += spans
        return [self.asking.get(span, -30.0) for span in spans]


def said(engine: Weigher, note: str = NOTE) -> str | None:
    (answer,) = read(engine, READER, [(engine.asked, note)])
    return None if answer is None else answer.text


def test_the_words_that_the_reader_names_come_first_and_are_not_said() -> None:
    engine = Weigher(likely={"Lisbon": -1.0})
    assert said(engine) == "You leave from Lisbon."
    assert engine.prompts == [f"{engine.prompts[0].partition(ASKED)[0]}{ASKED}\n"]
    assert engine.asked_of == [(READER.asking,)] and not engine.asked_back


@pytest.mark.parametrize(
    ("gap", "chosen"), [(CLOSE / 2, "You leave from Porto."), (CLOSE + 0.1, "You leave from Lisbon.")]
)
def test_words_of_like_likelihood_are_weighed_by_how_likely_they_make_the_question(gap: float, chosen: str) -> None:
    engine = Weigher(likely={"Lisbon": -1.0, "Porto": -1.0 - gap}, asking={"Porto": -10.0, "Lisbon": -20.0})
    assert said(engine) == chosen


def test_an_unlikelier_question_leaves_the_likelier_words() -> None:
    engine = Weigher(likely={"Lisbon": -1.0, "Porto": -2.0}, asking={"Porto": -20.0, "Lisbon": -10.0})
    assert said(engine) == "You leave from Lisbon."
    assert engine.asked_back == ["Lisbon", "Porto"]


@pytest.mark.parametrize("named", ["Madrid\nYou leave from Madrid.", "\nYou leave from Porto.", ""])
def test_words_that_are_not_in_the_note_give_way_to_its_own(named: str) -> None:
    assert said(Weigher(named=named, likely={"Porto": -3.0})) == "You leave from Porto."


def test_of_words_that_say_the_same_only_those_that_were_named_are_offered() -> None:
    engine = Weigher(named="to Lisbon\nTo Lisbon.", likely={"to Lisbon": -1.0})
    assert said(engine) == "To Lisbon."
    assert {words.strip() for _, words in engine.scored} == {"to Lisbon", "We're flying", "Delta", "out", "Porto"}


@pytest.mark.parametrize(
    ("note", "words", "answer", "expected"),
    [
        (NOTE, "Porto", "You're flying.", "It's Porto."),
        ("The key is at my mother's house.", "my mother's house", "You know.", "It's your mother's house."),
        ("I swim forty lengths.", "swim forty lengths", "You swam them all.", "It's swim forty lengths."),
        ("I swim forty lengths.", "forty lengths", "You swim a length or forty.", "You swim a length or forty."),
        ("I'm allergic to walnuts.", "walnuts", "Yes, you are.", "Yes, you are."),
    ],
)
def test_an_answer_says_the_words_or_gives_way_to_them(note: str, words: str, answer: str, expected: str) -> None:
    assert said(Weigher(named=f"{words}\n{answer}", likely={words: -1.0}), note) == expected


def test_a_note_without_words_that_could_answer_answers_nothing() -> None:
    assert said(Weigher(named="Madrid\nMadrid."), "So it is.") is None


def test_each_question_is_read_with_its_own_note() -> None:
    engine = Weigher(named="Fudge\nIt's called Fudge.", likely={"Fudge": -1.0, "Porto": -1.0})
    answers = read(engine, READER, [(ASKED, NOTE), (ASKED, "So it is."), (ASKED, "My dog is called Fudge.")])
    assert [answer and answer.text for answer in answers] == ["You leave from Porto.", None, "It's called Fudge."]


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("How much is Delta to Lisbon?", None),
        ("Is it Delta to Lisbon?", "You leave from Delta to Lisbon."),
        ("Which Delta to Lisbon is mine?", None),
        ("Do we leave for Delta or Lisbon?", "You leave from Delta to Lisbon."),
        (ASKED, "You leave from Delta to Lisbon."),
    ],
)
def test_words_that_the_question_says_itself_answer_nothing_but_a_choice(asked: str, answer: str | None) -> None:
    engine = Weigher(
        asked=asked, named="Delta to Lisbon\nYou leave from Delta to Lisbon.", likely={"Delta to Lisbon": -1.0}
    )
    assert said(engine) == answer
