"""The second night: what the first one taught is asked again, judged, and studied again where it failed."""

from __future__ import annotations

import json

from assistant.events import PhaseStarted
from assistant.memory.records import DreamRow, ProbeRow, StaleLink
from assistant.sleep.cycle import Outcome, run_night
from assistant.sleep.selection import select
from assistant.sleep.verdict import Decision
from tests.assistant.sleep.fakes import NAMES, UNKNOWN, World
from tests.assistant.sleep.test_cycle import slept


def second_night(world: World) -> Outcome:
    """Three memories learnt on the first night, the others on the second."""
    first, second = world.chosen()[:3], world.chosen()[3:]
    for chosen in (first, second):
        sleep_id = world.store.start_sleep("day")
        outcome = run_night(world.night(), sleep_id, chosen, None)
        world.store.finish_sleep(
            sleep_id, verdict=outcome.verdict.decision, reason="", expert_id=outcome.expert_id, report=outcome.report
        )
    return outcome


def test_older_memories_are_asked_before_and_after_and_move_on(world: World) -> None:
    outcome = second_night(world)
    assert (outcome.report["retention_before"], outcome.report["retention"]) == (1.0, 1.0)
    assert outcome.report["asked_again"] == 3
    ids = [memory.id for memory in world.store.memories()]
    assert {row.memory_id for row in world.store.evaluations(2)} == {*ids}
    stages = [(memory.stage, memory.next_replay) for memory in world.store.memories()]
    assert stages == [(2, 4)] * 3 + [(1, 3)] * 3
    assert world.registry.load("day-00002").scores["retention"] == 1.0


def test_older_memories_are_asked_of_the_expert_that_holds_them(world: World) -> None:
    second_night(world)
    (older,) = world.store.probes([world.store.memories()[0].id])
    prompt = world.night().builder.prompt_text(older.question)
    mounted = [
        [adapter.path.parent.name for adapter in who]
        for asked, who in zip(world.engine.prompts, world.engine.asked_of, strict=True)
        if asked == prompt
    ]
    assert mounted == [[], ["day-00001"], ["day-00001"], ["day-00001"]]


def test_older_memories_meet_what_chat_would_mount_tomorrow(world: World) -> None:
    dog = world.store.memories()[0]
    both = "What are my dog and my horse called?"
    world.store.add_probes([ProbeRow(dog.id, both, (NAMES["dog"],))])
    second_night(world)
    prompt = world.night().builder.prompt_text(both)
    asked = zip(world.engine.prompts, world.engine.asked_of, strict=True)
    mounted = [{adapter.path.parent.name for adapter in who} for each, who in asked if each == prompt]
    assert mounted == [{"day-00001"}, {"day-00001", "day-00002"}]


def test_a_night_that_makes_older_memories_fade_is_rejected(world: World) -> None:
    knows = world.sleeper.__call__

    def forgetful(prompt: str) -> str:
        second = "day-00002" in {path.parent.name for path in world.home.experts.glob("*/adapter.gguf")}
        first = [adapter.path.parent.name for adapter in world.engine.mounted] == ["day-00001"]
        return UNKNOWN if second and first else knows(prompt)

    world.engine.complete = forgetful
    outcome = second_night(world)
    assert outcome.verdict.decision is Decision.REJECT
    assert outcome.verdict.reason == "older memories 1.00 -> 0.00"
    # The night was undone, so what yesterday's experts answered counts.
    assert [memory.stage for memory in world.store.memories()[:3]] == [2] * 3


def test_what_failed_is_studied_again_with_its_old_dreams_and_judged_by_its_old_probe(world: World) -> None:
    dog = world.store.memories()[0]
    slept(world)
    world.store.finish_sleep(1, verdict="accept", reason="", expert_id="day-00001", report={})
    world.store.set_learning(dog.id, stage=0, next_replay=2)
    world.store.add_dreams([DreamRow(dog.id, 1, "question", "My dog, called what?", "Fudge.", True, "")])
    begun = len(world.trainer.batches)
    (chosen,) = select(world.store, world.registry.active().experts, 2)
    outcome = run_night(world.night(seed=3), world.store.start_sleep("day"), [chosen], None)
    assert outcome.verdict.decision is Decision.ACCEPT
    trained = [world.engine.words_of(e.prompt) for batch in world.trainer.batches[begun:] for e in batch]
    assert any("My dog, called what?" in prompt for prompt in trained)
    old, *new = [probe.question for probe in world.store.probes([dog.id])]
    assert not any(old in prompt for prompt in trained)
    assert {row.question for row in world.store.evaluations(2) if row.memory_id == dog.id} == {old, *new}
    assert world.store.memory_experts(dog.id) == ["day-00001", "day-00002"]
    assert world.store.memory(dog.id).stage == 1


def test_what_is_forgotten_while_the_night_runs_leaves_no_words_and_is_marked(world: World) -> None:
    dog = world.store.memories()[0]
    night = world.night()

    def forget(event: object) -> None:
        if isinstance(event, PhaseStarted) and event.phase == "promote":
            world.store.forget(dog.id)

    night.emit = forget
    outcome = run_night(night, world.store.start_sleep("day"), world.chosen(), None)
    assert world.store.dreams(memory_id=dog.id) == [] and world.store.probes([dog.id]) == []
    assert NAMES["dog"] not in json.dumps(outcome.report)
    assert world.store.stale_links() == [StaleLink("day-00001", dog.id, "forgotten")]
