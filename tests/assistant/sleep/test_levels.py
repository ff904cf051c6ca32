"""A week of days becomes a slice of a topic expert; nothing of it is lost, and a week that fails changes nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.experts.levels import served
from assistant.experts.manifest import Expert, ExpertState, Level
from assistant.experts.routing import Router
from assistant.memory.recall import Recall
from assistant.memory.records import Carrier
from assistant.sleep.levels import PHASES, consolidate, days_due, let_go
from assistant.sleep.rebuild import stale_experts
from assistant.sleep.regrow import Regrown
from assistant.sleep.verdict import Decision
from tests.assistant.sleep.fakes import NAMES, UNKNOWN, World
from tests.assistant.sleep.test_rebuild import finish, learn, memory_of, mounted_for, says
from tests.fakes import fake_slices

DAYS = ("dog", "cat"), ("boat", "horse"), ("parrot", "sister")


@pytest.fixture(autouse=True)
def _knows_what_it_was_taught(world: World) -> None:
    world.sleeper.by_training = True


def week(world: World, days: tuple[tuple[str, ...], ...] = DAYS) -> list[str]:
    return [learn(world, *nouns) for nouns in days]


def sleep(world: World, after: int = 3) -> Regrown | None:
    """Consolidate if it is time to."""
    days = days_due(world.night(), after)
    if not days:
        return None
    sleep_id = world.store.start_sleep("topic")
    regrown = consolidate(world.night(), sleep_id, days, None)
    finish(world, sleep_id)
    return regrown


def active(world: World) -> list[Expert]:
    return [world.registry.verify(name) for name in world.registry.active().experts]


def test_the_days_become_a_topic_and_are_reset(world: World) -> None:
    days = week(world)
    assert sleep(world, after=4) is None, "a week is not over yet"
    regrown = sleep(world)
    assert regrown and regrown.accepted, regrown
    (topic,) = active(world)
    assert (topic.level, topic.parent) == (Level.TOPIC, None)
    assert set(topic.memory_ids) == {memory.id for memory in world.store.memories()}
    assert all(says(world, noun, topic.id) for noun in NAMES)
    assert mounted_for(world, "dog") == mounted_for(world, "sister") == (topic.id,)
    assert {world.registry.load(day).state for day in days} == {ExpertState.RETIRED}
    assert regrown.report["recall"] == {"before": 1.0, "after": 1.0, "n": 6}
    assert regrown.report["memories"] == 6 and set(regrown.report["seconds"]) == set(PHASES)
    carriers = {noun: memory_of(world, noun).carrier for noun in ("dog", "sister")}
    assert carriers == {"dog": Carrier.WEIGHTS, "sister": Carrier.BOTH}, "asked on nights 1, 2 and 4; on 3 and 4"
    assert world.registry.rollback().experts == tuple(days)
    assert mounted_for(world, "dog") == (days[0],), "a rollback brings the days back"


def test_the_second_week_is_a_slice_above_the_frozen_first(world: World) -> None:
    week(world, DAYS[:1])
    sleep(world, after=1)
    (first,) = active(world)
    week(world, DAYS[1:])
    regrown = sleep(world, after=2)
    assert regrown and regrown.accepted, regrown
    (topic,) = active(world)
    assert topic.parent == first.id
    old = fake_slices(world.registry.folder(first.id) / "adapter.gguf")
    new = fake_slices(world.registry.folder(topic.id) / "adapter.gguf")
    assert len(new) == 2 and new[0] == old[0], "the first week's ranks are untouched"
    assert [(len(part.memory_ids), len(part.replayed)) for part in topic.slices] == [(2, 0), (4, 2)]
    assert topic.rank == 2 * world.recipe.topic.rank
    frozen = [len(adapters) for adapters in world.trainer.frozen]
    assert frozen == [0, 0, 0, 0, 1], "one day, its topic, two days, and the slice above the frozen topic"
    assert not [path for path in world.registry.folder(topic.id).iterdir() if path.is_dir()]
    assert all(says(world, noun, topic.id) for noun in NAMES)
    assert world.registry.load(first.id).state is ExpertState.RETIRED


def test_a_week_that_does_not_fit_above_the_older_ones_gets_a_topic_of_its_own(world: World) -> None:
    week(world, DAYS[:1])
    sleep(world, after=1)
    (first,) = active(world)
    (day,) = week(world, DAYS[1:2])
    knows = world.sleeper.__call__

    def confused_by_two_slices(prompt: str) -> str:
        return UNKNOWN if any(len(fake_slices(adapter.path)) > 1 for adapter in world.engine.mounted) else knows(prompt)

    world.engine.complete = confused_by_two_slices
    regrown = sleep(world, after=1)
    assert regrown and regrown.accepted, regrown
    older, newer = active(world)
    assert older == first and newer.id.endswith("-own") and newer.parent is None
    assert regrown.report["replaces"] == [day]
    assert mounted_for(world, "dog") == (older.id,) and mounted_for(world, "boat") == (newer.id,)


@pytest.mark.parametrize("change", ["forgotten", "superseded", "edited"])
def test_no_slice_is_put_above_what_waits_to_be_rebuilt(world: World, change: str) -> None:
    week(world, DAYS[:1])
    sleep(world, after=1)
    (first,) = active(world)
    dog = memory_of(world, "dog")
    match change:
        case "forgotten":
            world.store.forget(dog.id)
        case "superseded":
            world.store.supersede(dog.id, memory_of(world, "cat").id)
        case "edited":
            world.store.edit_memory(dog.id, "My dog is called Rover.")
    week(world, DAYS[1:2])
    regrown = sleep(world, after=1)
    assert regrown and regrown.accepted, regrown
    older, newer = active(world)
    assert older == first and newer.parent is None and not says(world, "dog", newer.id)
    stale = stale_experts(world.registry, world.store)
    assert [(expert.id, [link.memory_id for link in links]) for expert, links in stale] == [(first.id, [dog.id])]


def test_a_full_topic_is_closed_and_another_begins(world: World) -> None:
    for noun in list(NAMES)[:5]:
        learn(world, noun, "sister") if noun == "dog" else learn(world, noun)
        regrown = sleep(world, after=1)
        assert regrown and regrown.accepted, regrown
    topics = active(world)
    assert [len(topic.slices or (1,)) for topic in topics] == [4, 1]
    assert world.recipe.levels.slices_at_most == 4
    assert all(len(adapters) <= 1 for adapters in world.trainer.frozen)
    assert mounted_for(world, "dog") == (topics[0].id,) and mounted_for(world, "parrot") == (topics[1].id,)


def test_a_topic_that_forgets_is_not_promoted_and_the_days_stay(world: World) -> None:
    days = week(world)
    before = world.active_bytes()
    world.trainer.on_step = lambda step: setattr(world.sleeper, "learns", False)
    regrown = sleep(world)
    assert regrown and regrown.verdict.decision is Decision.REJECT
    assert regrown.verdict.reason == "recall 1.00 -> 0.00, must keep 0.97 of it"
    assert world.active_bytes() == before
    assert {world.registry.load(day).state for day in days} == {ExpertState.ACCEPTED}
    assert [len(world.store.memory_experts(memory.id)) for memory in world.store.memories()] == [1] * 6
    assert {memory.stage for memory in world.store.memories()} >= {1}


def test_a_rejected_topic_was_tried_at_half_the_learning_rate_too(world: World) -> None:
    week(world)
    begun = len(world.trainer.learning_rates)
    world.trainer.on_step = lambda step: setattr(world.sleeper, "learns", False)
    sleep(world)
    rates = world.trainer.learning_rates[begun:]
    half = len(rates) // 2
    assert rates[half:] == pytest.approx([rate / 2 for rate in rates[:half]])


def test_after_a_failure_it_waits_for_half_as_many_days(world: World) -> None:
    learn(world, "dog")
    learn(world, "cat")
    world.trainer.on_step = lambda step: setattr(world.sleeper, "learns", False)
    assert sleep(world, after=2)
    assert sleep(world, after=2) is None
    world.trainer.on_step, world.sleeper.learns = (lambda step: None), True
    learn(world, "boat")
    regrown = sleep(world, after=2)
    assert regrown and regrown.accepted


def test_without_time_for_it_the_night_leaves_it_to_a_longer_one(world: World) -> None:
    week(world)
    night = world.night()
    night.seconds["seed"] = 60.0
    night.deadline = night.stopwatch() + 100.0
    assert days_due(night, 3, learnt_tonight=2) == [], "six memories at 30 seconds each"
    night.deadline += 100.0
    assert len(days_due(night, 3, learnt_tonight=2)) == 3
    night.deadline = 0.0
    assert len(days_due(night, 3, learnt_tonight=2, forced=True)) == 3


def test_what_was_learnt_again_on_a_later_day_is_that_days(world: World) -> None:
    first, second = learn(world, "dog", "cat"), learn(world, "cat", "boat")
    ids = {noun: memory_of(world, noun).id for noun in ("dog", "cat", "boat")}
    registry, store = world.registry, world.store
    assert served(registry, store, registry.load(first)) == [ids["dog"]]
    assert served(registry, store, registry.load(second)) == [ids["cat"], ids["boat"]]


def test_what_changed_since_is_not_consolidated(world: World) -> None:
    week(world)
    dog, cat = memory_of(world, "dog"), memory_of(world, "cat")
    world.store.supersede(dog.id, cat.id)
    sleep(world)
    (topic,) = active(world)
    assert dog.id not in topic.memory_ids and not says(world, "dog", topic.id) and says(world, "cat", topic.id)


def test_days_that_never_pass_are_bounded(world: World) -> None:
    days = week(world)
    dog = memory_of(world, "dog")
    assert let_go(world.night(), 2) == []
    assert let_go(world.night(), 1) == days[:1]
    assert world.registry.active().experts == tuple(days[1:])
    assert (world.store.memory(dog.id).carrier, world.store.memory(dog.id).stage) == (Carrier.TEXT, 0)
    assert mounted_for(world, "dog") == ()


@pytest.fixture
def many(world: World) -> Iterator[World]:
    """A topic for each pair of memories, and days for all of them."""
    for nouns in DAYS:
        learn(world, *nouns)
        sleep(world, after=1)
    week(world, tuple((noun,) for noun in NAMES))
    yield world


def test_a_turn_never_mounts_more_than_three_adapters(many: World) -> None:
    router, recall = Router(many.registry, many.store), Recall(many.store)
    assert len(many.registry.active().experts) == 7
    texts = [
        f"What are my {one} and my {two} and my {three} called?" for one in NAMES for two in NAMES for three in NAMES
    ]
    mounted = [len(router.route(recall.find(text, 5), text).adapters) for text in texts]
    assert max(mounted) == 2, "the bound that assistant/experts/levels.py states, with one to spare"
    ranks = [
        sum(many.registry.load(name).rank for name in router.route(recall.find(text, 5), text).expert_ids)
        for text in texts[:36]
    ]
    assert max(ranks) <= 2 * many.recipe.levels.slices_at_most * many.recipe.topic.rank
