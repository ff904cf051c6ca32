"""What a night learns: new things, then what is due; never secrets."""

from __future__ import annotations

import pytest

from assistant.memory.records import DreamRow, MemoryStatus
from assistant.sleep.selection import select
from tests.assistant.sleep.fakes import NAMES, World, statement

TONIGHT = 9


def chosen(world: World, *active: str, limit: int | None = None) -> list[tuple[str, str]]:
    return [(item.memory.text, item.reason) for item in select(world.store, active, TONIGHT, limit)]


def test_everything_is_new_at_first_in_the_order_it_was_told(world: World) -> None:
    assert [text for text, _ in chosen(world)] == [memory.text for memory in world.store.memories()]
    assert {reason for _, reason in chosen(world)} == {"new: no expert holds it"}


def test_nothing_is_chosen_when_active_experts_hold_all(world: World) -> None:
    world.store.link_expert("day-1", [memory.id for memory in world.store.memories()])
    assert chosen(world, "day-1") == []


def test_what_only_an_inactive_expert_holds_is_new_again(world: World) -> None:
    world.store.link_expert("day-1", [memory.id for memory in world.store.memories()])
    assert len(chosen(world, "day-2")) == 6


def test_secrets_and_replaced_memories_stay_out(world: World) -> None:
    secret = world.store.add_memory("My PIN is 4711.", secret=True)
    old, new = world.store.memories()[:2]
    world.store.supersede(old.id, new.id)
    texts = [text for text, _ in chosen(world)]
    assert secret.text not in texts and old.text not in texts and new.text in texts
    assert world.store.memories(MemoryStatus.SUPERSEDED)


def failed(world: World, *nouns: str, since: int = TONIGHT) -> None:
    """An active expert holds these, but did not answer on an earlier night."""
    for memory in world.store.memories():
        if memory.text in map(statement, nouns):
            world.store.link_expert("day-1", [memory.id])
            world.store.set_learning(memory.id, stage=0, next_replay=since)
            since -= 1


def test_what_failed_follows_the_new_ones_the_longest_waiting_first(world: World) -> None:
    failed(world, "dog", "cat")
    found = chosen(world, "day-1")
    assert [text for text, _ in found[:4]] == [memory.text for memory in world.store.memories()[2:]]
    again = "due again: its probe failed on an earlier night"
    assert found[4:] == [(statement("cat"), again), (statement("dog"), again)]


def test_at_most_a_third_of_the_night_goes_to_what_failed(world: World) -> None:
    failed(world, "dog", "cat", "boat")
    assert len(chosen(world, "day-1")) == 3 + 1, "two would be more than a third of five"
    assert [text for text, _ in chosen(world, "day-1", limit=3)] == [*map(statement, ("horse", "parrot", "boat"))]


def test_without_new_ones_the_night_is_for_what_failed(world: World) -> None:
    failed(world, *NAMES)
    assert len(chosen(world, "day-1")) == 6
    assert len(chosen(world, "day-1", limit=4)) == 4


@pytest.mark.parametrize(("stage", "next_replay"), [(1, TONIGHT), (0, TONIGHT + 1), (0, 0)])
def test_what_passed_or_is_not_due_is_not_studied(world: World, stage: int, next_replay: float) -> None:
    failed(world, *NAMES)
    for memory in world.store.memories():
        world.store.set_learning(memory.id, stage=stage, next_replay=next_replay)
    assert chosen(world, "day-1") == []


def test_what_three_experts_failed_to_learn_is_left_to_its_note(world: World) -> None:
    failed(world, *NAMES)
    dog = world.store.memories()[0]
    for expert in ("day-2", "day-3"):
        world.store.link_expert(expert, [dog.id])
    assert dog.text not in [text for text, _ in chosen(world, "day-1")]


@pytest.mark.parametrize("change", ["edit", "supersede", "forget"])
def test_what_changed_since_an_expert_saw_it_is_no_longer_held(world: World, change: str) -> None:
    dog, cat = world.store.memories()[:2]
    world.store.link_expert("day-1", [memory.id for memory in world.store.memories()])
    if change == "edit":
        world.store.edit_memory(dog.id, "My dog is called Rover.")
        assert chosen(world, "day-1") == [("My dog is called Rover.", "new: no expert holds it")]
    else:
        world.store.forget(dog.id) if change == "forget" else world.store.supersede(dog.id, cat.id)
        assert chosen(world, "day-1") == []


def test_a_limit_keeps_the_first(world: World) -> None:
    assert [text for text, _ in chosen(world, limit=2)] == [statement("dog"), statement("cat")]
    assert chosen(world, limit=0) == []


@pytest.mark.parametrize(("nights", "kept", "left"), [(2, False, False), (3, False, True), (3, True, False)])
def test_what_cannot_be_dreamt_of_is_left_to_its_note(world: World, nights: int, kept: bool, left: bool) -> None:
    dog = world.store.memories()[0]
    for number in range(nights):
        good = kept and number == 0
        night = world.store.start_sleep("day")
        world.store.add_dreams(
            [DreamRow(dog.id, night, "question", "Dog?", "Fudge.", good, "" if good else "not one")] * 2
        )
    assert (dog.text not in [text for text, _ in chosen(world)]) is left
    world.store.edit_memory(dog.id, "My dog is called Rover.")
    assert len(chosen(world)) == 6
