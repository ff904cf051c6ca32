"""What the bench judges harm by is nobody else's: no night trains on it, no verdict looks at it."""

from __future__ import annotations

import re
from itertools import combinations

from assistant.bench import harm
from assistant.sleep import anchors, general
from assistant.sleep.judging import is_right
from assistant.sleep.recipe import Recipe


def worded(text: str) -> str:
    """Only the words, numbers as one."""
    return " ".join(re.findall(r"\w+", re.sub(r"\d+", "_", text.lower())))


def test_anchors_and_general_questions_of_night_and_bench_do_not_overlap() -> None:
    groups = [
        list(anchors.ANCHORS),
        list(anchors.DRIFT_ANCHORS),
        [question.text for question in general.GENERAL],
        list(harm.NEUTRAL),
        [question.text for question in harm.GENERAL],
    ]
    assert [len(set(group)) for group in groups] == [96, 20, 24, 48, 60]
    for one, other in combinations([{worded(text) for text in group} for group in groups], 2):
        assert not one & other


def test_a_night_finds_as_many_as_its_recipe_asks_for() -> None:
    recipe = Recipe()
    assert recipe.general_questions <= len(general.GENERAL)
    assert recipe.drift_anchors <= len(anchors.DRIFT_ANCHORS)


def test_no_general_question_is_answered_by_itself_or_by_any_sentence() -> None:
    nonsense = "Well, that is hard to say. Perhaps, perhaps not."
    assert all(question.expected and not question.notes for question in harm.GENERAL)
    for question in harm.GENERAL:
        assert not is_right(question.text, question.expected) and not is_right(nonsense, question.expected)
