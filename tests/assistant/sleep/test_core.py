"""The core expert: judged on reading, kept only if it reads better and refuses no less."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest

from assistant.events import PhaseStarted
from assistant.experts.manifest import ExpertState, Level
from assistant.sleep.core import PHASES, Reading, judge, learn_to_read
from assistant.sleep.judging import Share
from assistant.sleep.lessons import exam
from assistant.sleep.seeding import Stopped
from assistant.sleep.verdict import Decision
from tests.assistant.sleep.fakes import World

BEFORE = Reading(Share(10, 40), Share(10, 20), Share(14, 20), 0.0)


def decided(read: int = 20, refused: int = 10, general: int = 14, drift: float = 0.05) -> tuple[Decision, str]:
    verdict = judge(BEFORE, Reading(Share(read, 40), Share(refused, 20), Share(general, 20), drift))
    return verdict.decision, verdict.reason


def test_reading_better_is_accepted() -> None:
    assert decided() == (Decision.ACCEPT, "reads notes 0.25 -> 0.50")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"read": 10}, "reads no better"),
        ({"refused": 9}, "refuses less"),
        ({"drift": 0.11}, "drift 0.110"),
        ({"general": 10}, "general questions 0.70 -> 0.50"),
    ],
)
def test_each_fault_rejects_by_itself(change: dict[str, Any], said: str) -> None:
    decision, reason = decided(**change)
    assert decision is Decision.REJECT
    assert reason.startswith(said) and ";" not in reason


@pytest.mark.xfail(strict=True, reason="nan > 0.1 is false")
def test_a_drift_that_is_no_number_is_not_accepted() -> None:
    assert decided(drift=float("nan"))[0] is not Decision.ACCEPT


def test_an_accepted_core_becomes_the_active_core(world: World) -> None:
    world.sleeper.unmounted = "Blue."
    outcome = learn_to_read(world.night(), 3)
    assert outcome.verdict.decision is Decision.ACCEPT, outcome.verdict.reason
    expert = world.registry.verify("core-00003")
    assert (expert.level, expert.state, expert.memory_ids) == (Level.CORE, ExpertState.ACCEPTED, ())
    assert world.registry.active().experts == ("core-00003",)
    assert outcome.report["read"] == {"before": 0.0, "after": 1.0, "n": 40}
    assert world.trainer.open_sessions == 0
    assert [event.phase for event in world.events if isinstance(event, PhaseStarted)] == [
        PHASES[0],
        PHASES[1],
        PHASES[1],
    ]


def test_a_new_core_takes_the_old_ones_place_and_leaves_the_day_experts(world: World) -> None:
    world.sleeper.unmounted = "Blue."
    learn_to_read(world.night(), 1)
    folder = world.registry.create("day-00002")
    world.trainer.open(world.engine.info, world.home.cache, world.trainer.specs[0], 0).save_adapter(folder)
    core = world.registry.load("core-00001")
    world.registry.complete(replace(core, id="day-00002", level=Level.DAY))
    world.registry.activate(["core-00001", "day-00002"])
    learn_to_read(world.night(), 3)
    assert world.registry.active().experts == ("core-00003", "day-00002")


def test_a_rejected_core_changes_nothing_that_chat_uses(world: World) -> None:
    outcome = learn_to_read(world.night(), 3)
    assert outcome.verdict.decision is Decision.REJECT
    assert world.active_bytes() == b""
    assert world.registry.load("core-00003").state is ExpertState.REJECTED


def test_a_stop_while_studying_leaves_no_expert(world: World) -> None:
    def stop(step: int) -> None:
        world.stop = True

    world.trainer.on_step = stop
    with pytest.raises(Stopped):
        learn_to_read(world.night(), 3)
    assert len(world.trainer.batches) == 1
    assert world.registry.list() == [] and world.trainer.open_sessions == 0


def test_no_lesson_is_about_the_user_and_no_exam_question_is_studied_with_its_notes(world: World) -> None:
    learn_to_read(world.night(), 3)
    trained = " ".join(world.texts_trained())
    assert trained and "Fudge" not in trained
    read, _ = exam(random.Random(7919), 40, 20)
    studied = set(world.prompts_trained())
    builder = world.night().builder
    asked = {
        world.engine.words_of(world.engine.tokenize(builder.prompt_text(question.text, question.notes)))
        for question in read
    }
    assert not asked & studied
