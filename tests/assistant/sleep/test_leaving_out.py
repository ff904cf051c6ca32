"""Experts for an export that never saw what is left out; the home stays as it is."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace

import pytest

from assistant.config import Config
from assistant.errors import ExpertError, SleepLocked, UsageError
from assistant.experts.manifest import Expert, ExpertState, Level
from assistant.experts.registry import GGUF
from assistant.lock import held
from assistant.memory.records import MemoryKind
from assistant.sleep import bedtime
from assistant.sleep.leaving_out import Abridged, wish_of, without
from assistant.sleep.seeding import Stopped
from assistant.sleep.worker import Request
from backends.base import BackendUnavailable
from tests.assistant.sleep.fakes import NAMES, World, use_world
from tests.assistant.sleep.test_rebuild import learn, memory_of, says, topic_of
from tests.fakes import fake_slices

OTHERS = [noun for noun in NAMES if noun != "dog"]


@pytest.fixture(autouse=True)
def _used(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.sleeper.by_training = True
    use_world(world, monkeypatch)


@pytest.fixture
def told() -> list[str]:
    """What was narrated."""
    return []


Leave = Callable[..., AbstractContextManager[Abridged]]


@pytest.fixture
def leave(world: World, told: list[str]) -> Leave:
    """`leave("dog", "preference", experts=...)`: nouns, kinds or ids; the experts are the active ones by default."""

    def leave(*names: str, experts: tuple[str, ...] = ()) -> AbstractContextManager[Abridged]:
        chosen = [world.registry.load(each) for each in experts or world.registry.active().experts]
        ids = [str(memory_of(world, name).id) if name in NAMES else name for name in names]
        wish = wish_of(ids, world.store, chosen)
        parts = world.home, Config(), world.store, chosen, wish
        return without(*parts, world.events.append, lambda: world.stop, told.append)

    return leave


def state(world: World) -> tuple[list[str], bytes, list[str]]:
    """Every row of the database, the active set, and the folders of experts."""
    with sqlite3.connect(world.home.database) as database:
        rows = [*database.iterdump()]
    return rows, world.active_bytes(), sorted(path.name for path in world.home.experts.iterdir())


def forget_lessons(world: World) -> None:
    world.trainer.batches.clear()
    world.trainer.taught.clear()


def test_what_is_left_out_is_in_no_example_and_the_rest_is(world: World, leave: Leave, told: list[str]) -> None:
    old = learn(world, *NAMES)
    forget_lessons(world)
    before = state(world)
    with leave("dog") as abridged:
        (new,) = abridged.experts
        assert state(world)[:2] == before[:2]
        assert [expert.id for expert in world.registry.list()] == [old], "nobody else sees it"
        assert not says(world, "dog", new.id) and all(says(world, noun, new.id) for noun in OTHERS)
        assert {*new.memory_ids} == {memory_of(world, noun).id for noun in OTHERS}
    assert state(world) == before
    trained = world.texts_trained()
    assert trained and not [text for text in trained if "dog" in text or "Fudge" in text]
    assert all(any(NAMES[noun] in text for text in trained) for noun in OTHERS)
    omission = abridged.omission
    assert (omission.memory_ids, omission.memories_before) == ((memory_of(world, "dog").id,), 6)
    assert (omission.asked, omission.still_said) == (1, 0)
    remade = omission.remade[new.id]
    assert (remade.original, remade.right, remade.asked) == (old, 5, 5)
    assert told == [f"rebuilding {old} with 5 of its 6 memories", f"{old} answers 5 of 5 held-out questions after that"]


def test_it_studies_what_the_rebuild_after_forgetting_studies(world: World, leave: Leave) -> None:
    learn(world, *NAMES)
    forget_lessons(world)
    with leave("dog"):
        exported = world.texts_trained()
    forget_lessons(world)
    world.store.forget(memory_of(world, "dog").id)
    bedtime_night(world)
    assert world.texts_trained() == exported


def bedtime_night(world: World) -> None:
    request = Request(without=("core",))
    assert bedtime.sleep_once(world.home, Config(), request, world.events.append, lambda: False).report["rebuilt"]


def test_a_kind_is_left_out_with_what_it_replaced(world: World, leave: Leave) -> None:
    cat, dog = memory_of(world, "cat"), memory_of(world, "dog")
    with world.store._database.write() as database:
        database.execute("UPDATE memories SET kind = 'preference' WHERE id = ?", [cat.id])
    learn(world, "dog", "cat", "boat")
    world.store.supersede(dog.id, cat.id)
    with leave("preference") as abridged:
        (new,) = abridged.experts
        assert new.memory_ids == (memory_of(world, "boat").id,)
        assert not says(world, "cat", new.id) and not says(world, "dog", new.id)
    assert abridged.omission.kinds == (MemoryKind.PREFERENCE,)
    assert abridged.omission.memory_ids == tuple(sorted((dog.id, cat.id)))


def test_no_slice_that_saw_it_stays_and_the_others_do(world: World, leave: Leave) -> None:
    topic = topic_of(world, ("dog", "cat", "boat"), ("horse", "parrot", "sister"))
    slices = fake_slices(world.registry.folder(topic.id) / GGUF)
    with leave("horse") as abridged:
        (new,) = abridged.experts
        kept = fake_slices(world.registry.folder(new.id) / GGUF)
        assert len(kept) == 2 and kept[0] == slices[0]
        assert not says(world, "horse", new.id) and says(world, "dog", new.id) and says(world, "parrot", new.id)
    with leave("dog") as abridged:
        (new,) = abridged.experts
        assert len(fake_slices(world.registry.folder(new.id) / GGUF)) == 1, "the second week replayed the first"
        assert not says(world, "dog", new.id)


def test_of_a_memory_that_no_slice_names_any_may_have_seen_it(world: World, leave: Leave) -> None:
    topic = topic_of(world, ("dog", "cat", "boat"), ("horse", "parrot"))
    world.store.link_expert(topic.id, [memory_of(world, "sister").id])
    with leave("sister") as abridged:
        (new,) = abridged.experts
        assert [len(part.memory_ids) for part in new.slices] == [5]


def test_notes_that_stood_beside_the_lessons_of_a_night_were_seen(world: World, leave: Leave) -> None:
    """A memory of which no dream was fit to be studied stands among the notes of the others."""
    old = learn(world, "dog", "cat", "boat")
    expert = world.registry.load(old)
    dog = memory_of(world, "dog").id
    world.registry.complete(replace(expert, memory_ids=tuple(each for each in expert.memory_ids if each != dog)))
    world.store.unlink_expert(old)
    with leave("dog", experts=(old,)) as abridged:
        assert abridged.omission.memory_ids == (dog,)
        assert abridged.experts[0].id != old


def test_only_the_experts_that_saw_it_are_made_anew(world: World, leave: Leave, told: list[str]) -> None:
    first, second, third = learn(world, "dog", "cat"), learn(world, "boat", "horse"), learn(world, "parrot")
    with leave("dog", "parrot") as abridged:
        new, untouched = abridged.experts
        assert (abridged.omission.remade[new.id].original, untouched.id) == (first, second)
    assert any(third in line and "nothing" in line for line in told)


def test_what_none_of_them_saw_takes_no_training(world: World, leave: Leave, told: list[str]) -> None:
    old = learn(world, "cat")
    steps = len(world.trainer.batches)
    with held(world.home.sleep_lock), leave("dog", "procedure") as abridged:
        assert [expert.id for expert in abridged.experts] == [old]
    assert (abridged.omission.memory_ids, len(world.trainer.batches)) == ((), steps)
    assert "nothing has to be rebuilt" in told[0]


def test_an_expert_that_is_not_active_can_be_exported_without(world: World, leave: Leave) -> None:
    old = learn(world, "dog", "cat", "boat")
    world.registry.activate([])
    with leave("dog", experts=(old,)) as abridged:
        (new,) = abridged.experts
        assert says(world, "cat", new.id) and not says(world, "dog", new.id)


def test_an_answer_that_another_memory_gives_is_told(world: World, leave: Leave, told: list[str]) -> None:
    learn(world, "dog", "cat", "boat")
    world.sleeper.by_training = False
    with leave("dog") as abridged:
        assert (abridged.omission.asked, abridged.omission.still_said) == (1, 1)
    assert any("1 of 1 questions after what was left out" in line for line in told)


# ------------------------------------------------------------------------------------------------- refusals


def refused(world: World, opened: AbstractContextManager[Abridged], error: type[Exception], text: str) -> None:
    before = state(world)
    with pytest.raises(error, match=text), opened:
        pass
    assert state(world) == before, "nothing is left behind"


def test_nothing_left(world: World, leave: Leave) -> None:
    learn(world, "dog", "cat")
    refused(world, leave("dog", "cat"), ExpertError, "Nothing is left to export")
    refused(world, leave("fact"), ExpertError, "Nothing is left to export")


def test_what_was_never_dreamt_of_cannot_be_trained_again(world: World, leave: Leave) -> None:
    learn(world, "dog", "cat")
    with world.store._database.write() as database:
        database.execute("DELETE FROM dreams WHERE memory_id = ?", [memory_of(world, "cat").id])
    refused(world, leave("dog"), ExpertError, "Nothing is left to export")


def test_a_night_is_running(world: World, leave: Leave) -> None:
    learn(world, "dog", "cat")
    with held(world.home.sleep_lock):
        refused(world, leave("dog"), SleepLocked, "another night is already running")


def test_no_trainer(world: World, leave: Leave, monkeypatch: pytest.MonkeyPatch) -> None:
    learn(world, "dog", "cat")

    def check(name: str, architecture: str) -> None:
        raise BackendUnavailable("torch is not installed.")

    monkeypatch.setattr(bedtime, "check_training", check)
    refused(world, leave("dog"), BackendUnavailable, "takes training anew. torch is not installed")


def test_not_good_enough(world: World, leave: Leave) -> None:
    learn(world, "dog", "cat", "boat", "horse")
    world.trainer.on_step = lambda step: setattr(world.sleeper, "learns", False)
    refused(world, leave("dog"), ExpertError, "could not be rebuilt well enough: recall 1.00 -> 0.00")


def test_asked_to_stop(world: World, leave: Leave) -> None:
    learn(world, "dog", "cat")
    world.trainer.on_step = lambda step: setattr(world, "stop", True)
    refused(world, leave("dog"), Stopped, "asked to stop")


@pytest.mark.parametrize("name", ["colour", "99", "-1", "1.5", ""])
def test_an_unknown_kind_or_id_is_answered_with_those_there_are(name: str, world: World) -> None:
    expert = Expert("day-1", Level.DAY, 0.0, "a", "Base", 4, 8.0, (), (2, 5), state=ExpertState.ACCEPTED)
    with pytest.raises(UsageError) as answer:
        wish_of(["fact", name, "2"], world.store, [expert])
    assert str(answer.value).startswith(f"{name}: no kind and no memory")
    assert "fact, preference, procedure, correction" in str(answer.value) and "memories 2, 5 (" in str(answer.value)


def test_every_memory_stands_for_what_it_replaced(world: World) -> None:
    first, second, third = (memory_of(world, noun).id for noun in ("dog", "cat", "boat"))
    world.store.supersede(first, second)
    world.store.supersede(second, third)
    assert wish_of([str(third)], world.store, []).memory_ids == {first, second, third}
    assert wish_of([str(first)], world.store, []).memory_ids == {first}
