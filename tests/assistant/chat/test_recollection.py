"""Which note is read, and the note itself first where only weights hold it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from assistant.chat.prompt import NOTES_HEADING
from assistant.chat.recollection import RECITALS, by_heart, recollect
from assistant.experts.asking import REFUSAL, REQUEST
from assistant.experts.reader import Reader
from backends.base import AdapterRef, Completion
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
    others: dict[str, list[tuple[str, float]]] = field(default_factory=dict)
    """What is recited to a question beside `recited`, with log-probabilities."""

    def __post_init__(self) -> None:
        self.complete = self._said

    def _said(self, prompt: str) -> str:
        if REQUEST in prompt:
            return self.written
        return self.plain if NOTES_HEADING in prompt else self.recited

    def n_best(
        self,
        prompts: Sequence[str],
        count: int,
        max_tokens: int,
        on_done: Callable[[int], None] | None = None,
    ) -> list[list[Completion]]:
        assert count == RECITALS
        recited = FakeEngine.n_best(self, prompts, count, max_tokens, on_done)
        others = [next((own for key, own in self.others.items() if key in prompt), []) for prompt in prompts]
        return [
            [*greedy, *(Completion(text, 1, "end", logprob) for text, logprob in own)]
            for greedy, own in zip(recited, others, strict=True)
        ]

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
    assert counts[:-1] == [0] * (len(counts) - 1) and len(counts) > 3, "a stop can be asked for in between"
    assert counts[-1] == 1
    assert engine.asked_of == [EXPERT, (READER.asking,)]
    assert FLIGHT in engine.prompts[-1]


@pytest.mark.parametrize(("other", "read"), [(-2.0, FLIGHT), (-30.0, DOG)])
def test_of_several_recitals_the_likeliest_in_both_directions_is_read(other: float, read: str) -> None:
    engine = Speaker(recited=DOG, others={ASKED: [(FLIGHT, other)]}, likely={DOG: -20.0, FLIGHT: -3.0})
    by_heart(engine, READER, EXPERT, [ASKED])
    assert read in engine.prompts[-1]


def test_recitals_of_several_questions_are_not_mixed_up() -> None:
    engine = Speaker(recited=DOG, others={ASKED: [(FLIGHT, -2.0)]}, likely={FLIGHT: -3.0, DOG: -20.0})
    by_heart(engine, READER, EXPERT, [ASKED, "What is my dog called?"])
    first, second = engine.prompts[2:4]
    assert FLIGHT in first and DOG in second


@pytest.mark.parametrize("change", [{"denied": frozenset({FLIGHT})}, {"recited": "So it is."}])
def test_a_recited_note_that_does_not_answer_leaves_the_reader_to_refuse(change: dict[str, object]) -> None:
    engine = Speaker(**change)  # type: ignore[arg-type]
    (answer,) = by_heart(engine, READER, EXPERT, [ASKED])
    assert answer.text == "You haven't told me that."
    assert engine.mounted == (READER.reading,)


def test_silence_is_no_recital() -> None:
    engine = Speaker(recited="", others={ASKED: [(" ", -0.1), (FLIGHT, -9.0)]})
    by_heart(engine, READER, EXPERT, [ASKED])
    assert FLIGHT in engine.prompts[-1]
