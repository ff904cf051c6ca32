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
from tests.assistant.sleep.fakes import SMALL, World

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
        ({"refused": 5}, "refuses less"),
        ({"drift": 0.201}, "drift 0.201"),
        ({"general": 10}, "general questions 0.70 -> 0.50"),
    ],
)
def test_each_fault_rejects_by_itself(change: dict[str, Any], said: str) -> None:
    decision, reason = decided(**change)
    assert decision is Decision.REJECT
    assert reason.startswith(said) and ";" not in reason


def test_a_drift_exactly_at_its_limit_is_accepted() -> None:
    assert decided(drift=0.2)[0] is Decision.ACCEPT


def test_a_drift_that_is_no_number_is_not_accepted() -> None:
    assert decided(drift=float("nan"))[0] is not Decision.ACCEPT


def test_an_accepted_core_becomes_the_active_core(world: World) -> None:
    world.sleeper.unmounted = "Blue."
    outcome = learn_to_read(world.night(), 3)
    assert outcome.verdict.decision is Decision.ACCEPT, outcome.verdict.reason
    expert = world.registry.verify("core-00003")
    assert (expert.level, expert.state, expert.memory_ids) == (Level.CORE, ExpertState.ACCEPTED, ())
    assert world.registry.active().experts == ("core-00003",)
    assert outcome.report["read"] == {"before": 0.0, "after": 1.0, "n": SMALL.lessons.exam_read}
    assert world.trainer.open_sessions == 0
    phases = [event.phase for event in world.events if isinstance(event, PhaseStarted)]
    assert tuple(phases) == ("prepare", "lessons", "reading exam", "reading exam")
    assert tuple(dict.fromkeys(phases)) == PHASES


def test_the_recipe_says_how_long_the_exam_is(world: World) -> None:
    world.recipe = replace(SMALL, lessons=replace(SMALL.lessons, exam_read=5, exam_never_told=3))
    report = learn_to_read(world.night(), 3).report
    assert (report["read"]["n"], report["refused"]["n"]) == (5, 3)
    totals = {event.total for event in world.events if isinstance(event, PhaseStarted) and event.phase == PHASES[2]}
    assert totals == {5 + 3 + SMALL.general_questions}


def test_a_new_core_that_reads_no_better_than_the_old_one_is_rejected(world: World) -> None:
    world.sleeper.unmounted = "Blue."
    learn_to_read(world.night(), 1)
    outcome = learn_to_read(world.night(), 3)
    assert outcome.verdict.decision is Decision.REJECT and outcome.verdict.reason.startswith("reads no better")
    assert world.registry.active().experts == ("core-00001",)


def test_a_new_core_takes_the_old_ones_place_and_leaves_the_day_experts(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.sleeper.unmounted = "Blue."
    learn_to_read(world.night(), 1)
    folder = world.registry.create("day-00002")
    world.trainer.open(world.engine.info, world.home.cache, world.trainer.specs[0], 0).save_adapter(folder)
    core = world.registry.load("core-00001")
    world.registry.complete(replace(core, id="day-00002", level=Level.DAY))
    world.registry.activate(["core-00001", "day-00002"])
    # The fake reads perfectly with any core: the old one is taken for the bare model.
    monkeypatch.setattr("assistant.sleep.core._mounted_now", lambda night: ())
    learn_to_read(world.night(), 3)
    assert world.registry.active().experts == ("core-00003", "day-00002")


def test_a_rejected_core_changes_nothing_that_chat_uses(world: World) -> None:
    outcome = learn_to_read(world.night(), 3)
    assert outcome.verdict.decision is Decision.REJECT
    assert world.active_bytes() == b""
    assert world.registry.load("core-00003").state is ExpertState.REJECTED


@pytest.mark.parametrize("phase", PHASES)
def test_a_stop_in_any_phase_leaves_no_expert(world: World, phase: str) -> None:
    def stop(event: object) -> None:
        if isinstance(event, PhaseStarted) and event.phase == phase:
            world.stop = True

    night = world.night()
    night.emit = stop
    with pytest.raises(Stopped):
        learn_to_read(night, 3)
    assert world.registry.list() == [] and world.active_bytes() == b"" and world.trainer.open_sessions == 0


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
    read, _ = exam(random.Random(7919), SMALL.lessons.exam_read, SMALL.lessons.exam_never_told)
    assert read
    studied = set(world.prompts_trained())
    builder = world.night().builder
    asked = {
        world.engine.words_of(world.engine.tokenize(builder.prompt_text(question.text, question.notes)))
        for question in read
    }
    assert not asked & studied
