"""Which note is read, and the note itself first where only weights hold it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from assistant.chat.prompt import NOTES_HEADING
from assistant.chat.recollection import SAMPLES, by_heart, recollect
from assistant.experts.asking import REFUSAL, REQUEST
from assistant.experts.reader import Reader
from backends.base import AdapterRef, Score
from tests.fakes import FakeEngine

FLIGHT, DOG = "We're flying Delta to Lisbon out of Porto.", "My dog is called Fudge."
READER = Reader("core-1", AdapterRef(Path("core.gguf")), AdapterRef(Path("core.gguf"), 0.5), -0.7)
EXPERT = (AdapterRef(Path("day.gguf")),)
ASKED = "Which airport do we leave from?"


@dataclass(slots=True)
class Speaker(FakeEngine):
    """Writes what it is scripted to: words and answer about a note, a note by heart, or a plain reply."""

    written: str = "Porto\nYou leave from Porto."
    recited: str = FLIGHT
    plain: str = "You haven't told me that."
    denied: frozenset[str] = frozenset()
    likely: dict[str, float] = field(default_factory=dict)
    own: dict[str, float] = field(default_factory=dict)
    sampled: list[str] = field(default_factory=list)
    """What is recited after the greedy recitals, in turn; then the same as they."""

    def __post_init__(self) -> None:
        self.complete = self._said

    def _said(self, prompt: str) -> str:
        if REQUEST in prompt:
            return self.written
        if NOTES_HEADING in prompt:
            return self.plain
        return self.sampled.pop(0) if self.prompts.count(prompt) > 1 and self.sampled else self.recited

    def score_many(self, pairs: Sequence[tuple[str, str]]) -> list[Score]:
        self.scored.extend(pairs)
        return [Score(self.own.get(text, -1.0), 1) for _, text in pairs]

    def likelihoods(self, prompts: Sequence[str], text: str, adapters: Sequence[AdapterRef]) -> list[float]:
        if text == REFUSAL:
            assert list(adapters) == [READER.reading]
            return [-0.1 if any(note in prompt for note in self.denied) else -9.0 for prompt in prompts]
        assert list(adapters) == [READER.asking]
        return [next((value for note, value in self.likely.items() if note in prompt), -30.0) for prompt in prompts]


def test_the_note_is_read_by_the_reader() -> None:
    engine = Speaker()
    answer = recollect(engine, READER, ASKED, [FLIGHT])
    assert answer is not None and answer.text == "You leave from Porto."
    assert engine.prompts[0].endswith(f"<assistant> {ASKED}\n") and FLIGHT in engine.prompts[0]
    assert engine.asked_of == [(READER.asking,)]


def test_what_was_merely_said_must_be_denied_less() -> None:
    engine = Speaker(denied=frozenset({FLIGHT}))
    reader = replace(READER, denies_from=0.5)
    assert recollect(engine, reader, ASKED, [FLIGHT]) is not None
    assert recollect(engine, reader, ASKED, [FLIGHT], doubted=1.0) is None


def test_of_several_notes_the_one_that_would_make_the_reader_ask_this_is_read() -> None:
    engine = Speaker(likely={FLIGHT: -3.0, DOG: -20.0})
    recollect(engine, READER, ASKED, [DOG, FLIGHT])
    assert FLIGHT in engine.prompts[0] and DOG not in engine.prompts[0]


def test_a_note_that_the_reader_denies_is_not_read() -> None:
    engine = Speaker(denied=frozenset({FLIGHT}))
    assert recollect(engine, READER, ASKED, [FLIGHT]) is None
    assert not engine.prompts


def test_a_question_of_several_lines_is_asked_in_one() -> None:
    engine = Speaker()
    recollect(engine, READER, "Which airport\ndo we leave from?", [FLIGHT])
    assert engine.prompts[0].endswith(f"<assistant> {ASKED}\n")


def test_what_weights_recite_is_read() -> None:
    engine = Speaker()
    counts: list[int] = []
    (answer,) = by_heart(engine, READER, EXPERT, [ASKED], counts.append)
    assert answer.text == "You leave from Porto."
    assert counts == [*[0] * (len(engine.prompts)), 1], "a stop can be asked for in between"
    assert engine.asked_of == [*[EXPERT] * (1 + SAMPLES), (READER.asking,)]
    assert FLIGHT in engine.prompts[-1]


@pytest.mark.parametrize(
    ("own", "asking", "read"),
    [
        ({DOG: -0.1, FLIGHT: -1.0}, {DOG: -20.0, FLIGHT: -3.0}, FLIGHT),
        ({DOG: -0.1, FLIGHT: -9.0}, {DOG: -20.0, FLIGHT: -3.0}, DOG),
    ],
)
def test_of_several_recitals_the_likeliest_in_both_directions_is_read(
    own: dict[str, float], asking: dict[str, float], read: str
) -> None:
    engine = Speaker(recited=DOG, sampled=[DOG, FLIGHT], own=own, likely=asking)
    by_heart(engine, READER, EXPERT, [ASKED])
    assert engine.scored[:2] == [(engine.prompts[0], DOG), (engine.prompts[0], FLIGHT)]
    assert read in engine.prompts[1 + SAMPLES]


def test_recitals_of_several_questions_are_not_mixed_up() -> None:
    engine = Speaker(recited=DOG, sampled=[DOG, FLIGHT, DOG, DOG], likely={FLIGHT: 30.0})
    by_heart(engine, READER, EXPERT, [ASKED, "What is my dog called?"])
    first, second = engine.prompts[2 + 2 * SAMPLES :][:2]
    assert FLIGHT in first and DOG in second


@pytest.mark.parametrize("change", [{"denied": frozenset({FLIGHT})}, {"recited": "So it is."}])
def test_a_recited_note_that_does_not_answer_leaves_the_reader_to_refuse(change: dict[str, object]) -> None:
    engine = Speaker(**change)  # type: ignore[arg-type]
    (answer,) = by_heart(engine, READER, EXPERT, [ASKED])
    assert answer.text == "You haven't told me that."
    assert engine.mounted == (READER.reading,)


def test_silence_is_no_recital() -> None:
    engine = Speaker(recited="", sampled=["", FLIGHT], own={"": 0.0, FLIGHT: -9.0})
    by_heart(engine, READER, EXPERT, [ASKED])
    assert FLIGHT in engine.prompts[1 + SAMPLES]
