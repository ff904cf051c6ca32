"""Questions asked as chat would ask them, and scored by rules."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.sleep.evaluation import GREEDY, Question, ask, claimed, drift, neutral_replies, right
from assistant.sleep.examples import ExampleBuilder
from assistant.sleep.general import GENERAL
from assistant.sleep.judging import Share, is_right
from backends.base import AdapterRef
from tests.fakes import FakeEngine

ADAPTER = AdapterRef(Path("/experts/day-1/adapter.gguf"))


def test_every_question_is_a_fresh_chat_with_its_own_notes_best_nearest() -> None:
    engine = FakeEngine(complete=lambda prompt: "  Fudge. \n")
    questions = [Question("What is my dog called?", notes=("best", "second")), Question("And my cat?")]
    done: list[int] = []
    assert ask(engine, ExampleBuilder(engine), questions, done.append) == ["Fudge.", "Fudge."]
    with_notes, plain = engine.prompts
    assert with_notes.index("- second") < with_notes.index("- best") < with_notes.index("What is my dog")
    assert "- " not in plain and "dog" not in plain
    assert done == [1, 2]
    assert GREEDY.temperature == 0


def test_right_and_claimed_count_replies() -> None:
    questions = [Question("a?", ("Fudge",)), Question("b?", ("Fudge",), ("Pixel",)), Question("c?", ("x",))]
    assert right(questions, ["It is Fudge.", "Fudge, not Pixel.", "y"]) == Share(1, 3)
    assert claimed(["It is Fudge.", "You haven't told me that."]) == Share(1, 2)


def test_as_many_replies_as_questions() -> None:
    with pytest.raises(ValueError, match="shorter"):
        right([Question("a?"), Question("b?")], ["x"])


def test_neutral_replies_are_the_base_models_own() -> None:
    engine = FakeEngine(complete=lambda prompt: "" if "silent" in prompt else f"{len(engine.mounted)} mounted")
    engine.set_adapters([ADAPTER])
    pairs = neutral_replies(engine, ExampleBuilder(engine), ["Tell me of rain.", "silent"])
    assert [reply for _, reply in pairs] == ["0 mounted"]
    assert "Tell me of rain." in pairs[0][0]


def test_drift_is_the_mean_over_the_neutral_replies() -> None:
    engine = FakeEngine()
    assert drift(engine, [("p", "a"), ("q", "b")], [ADAPTER]) == pytest.approx(0.01)
    assert drift(engine, [("p", "a")], []) == 0.0


def test_no_general_question_is_answered_by_itself_or_by_any_sentence() -> None:
    nonsense = "Well, that is hard to say. Perhaps, perhaps not."
    assert [
        question.text
        for question in GENERAL
        if is_right(question.text, question.expected) or is_right(nonsense, question.expected)
    ] == []
