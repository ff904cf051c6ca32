"""Older memories: when they are asked again, and what a pass or a failure does to their stage and carrier."""

from __future__ import annotations

import random

import pytest

from assistant.memory.records import Carrier, DreamRow, ProbeRow
from assistant.sleep.evaluation import Question
from assistant.sleep.level_recipe import ReplayRecipe
from assistant.sleep.replay import (
    back_to_text,
    night_number,
    older_questions,
    passed,
    record,
    spacing,
    stored_dreams,
)
from tests.assistant.sleep.fakes import World

RECIPE = ReplayRecipe()


def test_the_spacing_doubles_up_to_sixteen_nights() -> None:
    assert [spacing(stage) for stage in range(8)] == [1, 1, 2, 4, 8, 16, 16, 16]


def test_only_judged_nights_count(world: World) -> None:
    for verdict in ("accept", "skipped", "reject", "stopped", "failed", "inconclusive"):
        row = world.store.start_sleep("day")
        world.store.finish_sleep(row, verdict=verdict, reason="", expert_id=None, report={})
    assert night_number(world.store) == 4


def life_of(world: World, outcomes: dict[int, bool]) -> list[tuple[int, Carrier, float]]:
    """Stage, carrier and next date of the first memory, learnt on night 1, after each of these nights."""
    dog = world.store.memories()[0]
    found = []
    for number, right in outcomes.items():
        record(world.store, number, {dog.id: right}, {dog.id} if number == 1 else (), RECIPE)
        memory = world.store.memory(dog.id)
        found.append((memory.stage, memory.carrier, memory.next_replay))
    return found


def test_three_nights_in_a_row_take_the_note_out_of_the_prompt(world: World) -> None:
    assert life_of(world, {1: True, 2: True, 4: True, 8: True, 16: True}) == [
        (1, Carrier.BOTH, 2),
        (2, Carrier.BOTH, 4),
        (3, Carrier.WEIGHTS, 8),
        (4, Carrier.WEIGHTS, 16),
        (5, Carrier.WEIGHTS, 32),
    ]


def test_a_failure_brings_the_note_back_and_is_asked_on_the_next_night(world: World) -> None:
    assert life_of(world, {1: True, 2: True, 4: True, 6: False, 7: True})[-2:] == [
        (0, Carrier.BOTH, 7),
        (1, Carrier.BOTH, 8),
    ]


def test_a_pass_before_its_date_changes_nothing(world: World) -> None:
    assert life_of(world, {1: True, 2: True, 3: True})[-1] == (2, Carrier.BOTH, 4)


def test_studied_without_a_probe_has_passed_nothing(world: World) -> None:
    dog = world.store.memories()[0]
    record(world.store, 1, {}, {dog.id}, RECIPE)
    memory = world.store.memory(dog.id)
    assert (memory.stage, memory.carrier, memory.next_replay) == (0, Carrier.BOTH, 2)


def test_what_was_forgotten_during_the_night_stays_forgotten(world: World) -> None:
    dog = world.store.memories()[0]
    world.store.forget(dog.id)
    record(world.store, 1, {dog.id: True}, {dog.id}, RECIPE)
    back_to_text(world.store, [dog.id])
    assert world.store.memory(dog.id).carrier is Carrier.TEXT and world.store.memory(dog.id).next_replay == 0


def test_a_memory_passes_when_all_its_probes_do() -> None:
    questions = [Question("a?", ("x",), memory_id=1), Question("b?", ("x",), memory_id=1), Question("c?", ("x",))]
    assert passed(questions, ["x", "x", "y"]) == {1: True}
    assert passed(questions, ["x", "y", "x"]) == passed(questions, ["y", "x", "x"]) == {1: False}


def held(world: World) -> list[int]:
    """All six memories in day-1, each with one probe; the later it was told, the sooner it is due."""
    ids = [memory.id for memory in world.store.memories()]
    world.store.link_expert("day-1", ids)
    for place, memory_id in enumerate(ids):
        world.store.add_probes([ProbeRow(memory_id, f"probe {memory_id}?", ("x",))])
        world.store.set_learning(memory_id, stage=1, next_replay=10 - place)
    return ids


def asked(world: World, number: int, limit: int = 24, seed: int = 0, without: tuple[int, ...] = ()) -> list[int]:
    rng = random.Random(seed)
    questions = older_questions(world.store, ["day-1"], number, without, limit, rng)
    return [question.memory_id or 0 for question in questions]


def test_due_probes_come_first_then_others_by_chance(world: World) -> None:
    ids = held(world)
    assert asked(world, 7)[:3] == [ids[5], ids[4], ids[3]]
    assert {*asked(world, 7)[3:]} == {*ids[:3]}
    assert len({tuple(asked(world, 7, seed=seed)[3:]) for seed in range(20)}) > 1
    assert asked(world, 7, limit=2) == [ids[5], ids[4]]


def test_only_what_an_active_expert_holds_and_the_night_does_not_study_is_asked(world: World) -> None:
    ids = held(world)
    assert older_questions(world.store, ["day-2"], 7, (), 24, random.Random(0)) == []
    assert {*asked(world, 7, without=tuple(ids[:2]))} == {*ids[2:]}
    world.store.forget(ids[5])
    world.store.supersede(ids[4], ids[0])
    assert {*asked(world, 7)} == {*ids[:4]}


def test_stored_dreams_leave_out_what_probes_ask_and_what_was_dropped(world: World) -> None:
    dog = world.store.memories()[0].id
    night = world.store.start_sleep("day")
    rows = [("What is my dog called?", True), ("Which name has my dog?", True), ("Whose dog?", False)]
    rows += [("How do I call my dog?", True)] * 2
    world.store.add_dreams(DreamRow(dog, night, "question", q, "Fudge.", kept, "") for q, kept in rows)
    world.store.add_probes([ProbeRow(dog, "what is my dog called", ("Fudge",))])
    found = stored_dreams(world.store, [dog], None, random.Random(0))
    assert [dream.question for dream in found] == ["Which name has my dog?", "How do I call my dog?"]
    assert len(stored_dreams(world.store, [dog], 1, random.Random(0))) == 1
    assert stored_dreams(world.store, [dog + 1], None, random.Random(0)) == []


@pytest.mark.parametrize("change", ["forget", "edit"])
def test_what_was_forgotten_or_edited_has_no_stored_dreams(world: World, change: str) -> None:
    dog = world.store.memories()[0].id
    night = world.store.start_sleep("day")
    world.store.add_dreams([DreamRow(dog, night, "question", "What is my dog called?", "Fudge.", True, "")])
    world.store.forget(dog) if change == "forget" else world.store.edit_memory(dog, "My dog is called Rover.")
    assert stored_dreams(world.store, [dog], None, random.Random(0)) == []
