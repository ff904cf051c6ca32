"""The plain counterpart of dreaming: the statement as it was told, in fixed wordings."""

from __future__ import annotations

from dataclasses import replace

from assistant.events import DreamWritten
from assistant.sleep.cycle import run_night
from assistant.sleep.judging import is_right
from assistant.sleep.recipe import without
from assistant.sleep.rewrites import FRAMES, rewrites
from tests.assistant.sleep.fakes import NAMES, World, statement


def test_every_rewrite_asks_with_the_beginning_and_answers_with_the_whole(world: World) -> None:
    told: list[DreamWritten] = []
    dreams = rewrites(world.store.memories()[:1], told.append)
    assert len(dreams) == len(FRAMES) == len({dream.question for dream in dreams}) == len(told)
    for dream in dreams:
        assert "My dog" in dream.question and "Fudge" not in dream.question
        assert dream.answer == "Your dog is called Fudge."
        assert is_right(dream.answer, (dream.span,)) and dream.span == "is called Fudge"
        assert dream.kept and dream.strategy == "rewrite"


def test_one_word_has_a_span_too(world: World) -> None:
    memory = replace(world.store.memories()[0], text="Vegetarian.")
    assert {dream.span for dream in rewrites([memory], lambda event: None)} == {"Vegetarian."}


def test_a_night_without_dreaming_studies_rewrites_alone(world: World) -> None:
    world.recipe = without(world.recipe, ["dreaming"])
    outcome = run_night(world.night(), world.store.start_sleep("day"), world.chosen(), None)
    assert outcome.report["dreams"]["written"] == len(FRAMES) * len(NAMES)
    assert {row.strategy for row in world.store.dreams()} == {"rewrite"}
    assert any(statement("dog").split(" is")[0] in text for text in world.prompts_trained())
