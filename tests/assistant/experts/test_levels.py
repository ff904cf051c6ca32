"""Which experts answer for what, and which stay on disk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from assistant.experts.levels import active_experts, growing_topic, prune, retire, served
from assistant.experts.manifest import Expert, ExpertState, Level, RankSlice, rank_ranges, slices_of
from assistant.experts.registry import GGUF, MANIFEST, ExpertRegistry
from tests.assistant.experts.test_routing import Rows

MakeExpert = Callable[..., Expert]


def with_slices(expert: Expert, *ranks: int) -> Expert:
    return replace(expert, rank=sum(ranks), slices=tuple(RankSlice(rank, (rank,)) for rank in ranks))


def test_active_experts_of_a_level_oldest_first_without_foreign_and_broken_ones(
    registry: ExpertRegistry, make_expert: MakeExpert
) -> None:
    for number, name in enumerate(("day-3", "day-2", "day-1", "day-0")):
        make_expert(name, created=float(number))
    make_expert("core-1", Level.CORE)
    registry.activate(["core-1", "day-0", "day-1", "day-2", "day-3"])
    (registry.folder("day-1") / MANIFEST).unlink()
    assert [expert.id for expert in active_experts(registry, Level.DAY)] == ["day-3", "day-2", "day-0"]
    assert len(active_experts(registry)) == 4
    assert active_experts(ExpertRegistry(registry.home, "c" * 64)) == []


def test_a_memory_is_served_by_the_newest_that_learnt_it_as_it_is(
    registry: ExpertRegistry, make_expert: MakeExpert
) -> None:
    old, new = make_expert("day-1", memory_ids=(1, 2, 3)), make_expert("day-2", memory_ids=(2,), created=1.0)
    rows = Rows({1: ["day-1"], 2: ["day-1", "day-2"], 3: []})
    registry.activate(["day-1", "day-2"])
    assert (served(registry, rows, old), served(registry, rows, new)) == ([1], [2])
    registry.activate(["day-1"])
    assert served(registry, rows, old) == [1, 2]


def test_a_topic_grows_until_it_is_full(registry: ExpertRegistry, make_expert: MakeExpert) -> None:
    assert growing_topic(registry, 2) is None
    topic = make_expert("topic-1", Level.TOPIC)
    registry.activate(["topic-1"])
    assert growing_topic(registry, 2) == registry.load("topic-1")
    registry.complete(with_slices(topic, 4, 4))
    assert growing_topic(registry, 2) is None


def test_slices_and_their_ranks(make_expert: MakeExpert) -> None:
    expert = make_expert("topic-1", Level.TOPIC, (5, 6))
    assert slices_of(expert) == (RankSlice(8, (5, 6)),) and rank_ranges(expert, [0]) == ((0, 8),)
    assert rank_ranges(with_slices(expert, 4, 2, 3), [0, 2]) == ((0, 4), (6, 9))


def test_retired_experts_can_be_gone_back_to_and_a_damaged_one_is_left(
    registry: ExpertRegistry, make_expert: MakeExpert
) -> None:
    make_expert("day-1")
    make_expert("day-2")
    (registry.folder("day-2") / GGUF).write_bytes(b"changed")
    retire(registry, ["day-1", "day-2", "day-9"])
    assert registry.verify("day-1").state is ExpertState.RETIRED
    assert registry.load("day-2").state is not ExpertState.RETIRED


@pytest.mark.parametrize(("sets", "left"), [(0, {"day-5"}), (2, {"day-3", "day-4", "day-5"})])
def test_what_no_late_active_set_names_is_deleted(
    registry: ExpertRegistry, make_expert: MakeExpert, sets: int, left: set[str]
) -> None:
    for number in range(6):
        make_expert(f"day-{number}", created=float(number))
        registry.activate([f"day-{number}"])
    gone = prune(registry, sets)
    assert {expert.id for expert in registry.list()} == left
    assert {*gone} == {f"day-{number}" for number in range(6)} - left


def test_the_newest_core_and_rejected_experts_stay(registry: ExpertRegistry, make_expert: MakeExpert) -> None:
    for number in range(3):
        made = [make_expert(f"{level}-{number}", level, created=float(number)) for level in Level]
        for expert in made:
            registry.complete(replace(expert, state=ExpertState.REJECTED))
    prune(registry, 3)
    assert {expert.id for expert in registry.list()} == {"core-2", "day-2", "topic-2"}
