"""What a night learns: new things, then what is due; never secrets."""

from __future__ import annotations

from assistant.memory.records import MemoryStatus
from assistant.sleep.selection import select
from tests.assistant.sleep.fakes import World, statement

NOW = 2_000_000_000.0


def chosen(world: World, *active: str, limit: int | None = None) -> list[tuple[str, str]]:
    return [(item.memory.text, item.reason) for item in select(world.store, active, NOW, limit)]


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


def test_due_memories_follow_the_new_ones_oldest_date_first(world: World) -> None:
    dog, cat, boat, *fresh = world.store.memories()
    world.store.link_expert("day-1", [dog.id, cat.id, boat.id])
    world.store.set_learning(dog.id, next_replay=NOW - 10)
    world.store.set_learning(cat.id, next_replay=NOW - 20)
    world.store.set_learning(boat.id, next_replay=NOW + 20)
    found = chosen(world, "day-1")
    assert found[: len(fresh)] == [(memory.text, "new: no expert holds it") for memory in fresh]
    assert found[len(fresh) :] == [(cat.text, "due for replay"), (dog.text, "due for replay")]


def test_a_limit_keeps_the_first(world: World) -> None:
    assert [text for text, _ in chosen(world, limit=2)] == [statement("dog"), statement("cat")]
    assert chosen(world, limit=0) == []
