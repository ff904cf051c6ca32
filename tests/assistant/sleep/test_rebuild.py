"""Forgotten and superseded memories leave the experts that saw them; the neighbours stay."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.experts.asking import reply
from assistant.experts.levels import served
from assistant.experts.manifest import Expert, ExpertState, Level
from assistant.experts.routing import Router
from assistant.memory.recall import Recall
from assistant.memory.records import Carrier, Memory
from assistant.sleep import levels
from assistant.sleep.cycle import run_night
from assistant.sleep.evaluation import Question, ask
from assistant.sleep.rebuild import PHASES, erase_idle, rebuild, seen, stale_experts
from assistant.sleep.selection import Chosen
from assistant.sleep.verdict import Decision
from backends.base import AdapterRef
from tests.assistant.sleep.fakes import NAMES, SMALL, UNKNOWN, World, dreamt, statement
from tests.fakes import fake_slices


@pytest.fixture(autouse=True)
def _knows_what_it_was_taught(world: World) -> None:
    world.sleeper.by_training = True


def learn(world: World, *nouns: str) -> str:
    """One night for the memories of these nouns; the id of its expert."""
    chosen = [Chosen(memory_of(world, noun), "new") for noun in nouns]
    sleep_id = world.store.start_sleep("day")
    outcome = run_night(world.night(), sleep_id, chosen, None)
    assert outcome.verdict.decision is Decision.ACCEPT, outcome.verdict.reason
    finish(world, sleep_id)
    return str(outcome.expert_id)


def finish(world: World, sleep_id: int) -> None:
    world.store.finish_sleep(sleep_id, verdict="accept", reason="", expert_id=None, report={})


def memory_of(world: World, noun: str) -> Memory:
    return next(memory for memory in world.store.memories() if memory.text == statement(noun))


def sleep(world: World) -> list[dict[str, object]]:
    """The first steps of the next night."""
    sleep_id = world.store.start_sleep("day")
    erase_idle(world.registry, world.store)
    stale = stale_experts(world.registry, world.store)
    reports = list(rebuild(world.night(), sleep_id, stale, None))
    finish(world, sleep_id)
    return reports


def says(world: World, noun: str, expert_id: str) -> bool:
    """Whether this expert, forced on, gives the name."""
    world.engine.set_adapters([AdapterRef(world.registry.folder(expert_id) / "adapter.gguf")])
    question = Question(dreamt(noun)[0][0])
    return NAMES[noun] in ask(world.engine, world.night().builder, [question])[0]


def mounted_for(world: World, noun: str) -> tuple[str, ...]:
    text = f"What is my {noun} called?"
    return Router(world.registry, world.store).route(Recall(world.store).find(text, 5), text).expert_ids


def test_a_forgotten_memory_leaves_weights_and_disk_and_its_neighbours_stay(world: World) -> None:
    old = learn(world, *NAMES)
    assert says(world, "dog", old)
    dog = memory_of(world, "dog")
    world.store.forget(dog.id)
    (report,) = sleep(world)
    (new,) = world.registry.active().experts
    assert (report["verdict"], report["expert"], report["replaces"]) == ("accept", new, [old])
    assert report["without"] == [{"memory": dog.id, "why": "forgotten"}]
    assert not says(world, "dog", new)
    assert all(says(world, noun, new) for noun in NAMES if noun != "dog")
    assert not world.registry.folder(old).exists(), "nobody can go back to what was forgotten"
    assert dog.id not in world.registry.verify(new).memory_ids
    assert world.store.stale_links() == [] and world.store.expert_memories(old) == []
    assert mounted_for(world, "cat") == (new,)


def test_no_dream_and_no_prompt_of_the_forgotten_memory_is_trained_on(world: World) -> None:
    learn(world, *NAMES)
    world.store.forget(memory_of(world, "dog").id)
    world.trainer.batches.clear()
    world.trainer.taught.clear()
    sleep(world)
    trained = world.texts_trained()
    assert trained and not [text for text in trained if "dog" in text or "Fudge" in text]


@pytest.mark.parametrize("change", ["forgotten", "superseded"])
def test_whoever_was_only_shown_the_note_is_rebuilt_without_it(world: World, change: str) -> None:
    """Not one dream of the dog could be studied, but its note stood before questions about others."""
    world.recipe = replace(SMALL, seeding=replace(SMALL.seeding, with_note=1.0))
    world.sleeper.dream = lambda question, *rest: "?" if "dog" in question else reply(question, *rest)
    old = learn(world, "dog", "cat", "boat")
    dog = memory_of(world, "dog")
    assert statement("dog") in "\n".join(world.texts_trained())
    assert dog.id in seen(world.registry.load(old), world.store)
    assert dog.id not in world.store.expert_memories(old) and mounted_for(world, "dog") == ()
    if change == "forgotten":
        world.store.forget(dog.id)
    else:
        world.store.supersede(dog.id, world.store.add_memory("My dog is called Rover.").id)
    world.trainer.batches.clear()
    world.trainer.taught.clear()
    (report,) = sleep(world)
    (new,) = world.registry.active().experts
    assert report["without"] == [{"memory": dog.id, "why": change}] and new != old
    trained = world.texts_trained()
    assert trained and not [text for text in trained if "Fudge" in text]
    assert not [link for link in world.store.stale_links() if link.expert_id == new]
    assert says(world, "cat", new) and says(world, "boat", new)


def test_a_superseded_memory_is_not_served_at_once_and_leaves_at_the_next_sleep(world: World) -> None:
    old = learn(world, "dog", "cat", "boat")
    dog, new_dog = memory_of(world, "dog"), world.store.add_memory("My dog is called Rover.")
    assert mounted_for(world, "dog") == (old,)
    world.store.supersede(dog.id, new_dog.id)
    assert mounted_for(world, "dog") == ()
    assert mounted_for(world, "cat") == (old,)
    (report,) = sleep(world)
    (new,) = world.registry.active().experts
    assert report["without"] == [{"memory": dog.id, "why": "superseded"}]
    assert not says(world, "dog", new) and says(world, "cat", new) and says(world, "boat", new)
    assert world.registry.verify(old).state is ExpertState.RETIRED, "what only changed may be gone back to"


def test_an_edited_memory_is_learnt_anew(world: World) -> None:
    old = learn(world, "dog", "cat", "boat")
    dog = memory_of(world, "dog")
    world.store.edit_memory(dog.id, "My dog is called Rover.")
    assert mounted_for(world, "dog") == ()
    sleep(world)
    (new,) = world.registry.active().experts
    assert new != old and not says(world, "dog", new)
    assert dog.id not in world.registry.load(new).memory_ids


def test_an_expert_that_still_says_the_old_value_is_not_kept(world: World) -> None:
    learn(world, "dog", "cat", "boat")
    dog, cat = memory_of(world, "dog"), memory_of(world, "cat")
    world.store.supersede(dog.id, cat.id)
    world.sleeper.by_training = False
    (report,) = sleep(world)
    assert (report["verdict"], report["reason"]) == ("reject", "still says 1 of 1 values that no longer hold")
    assert world.registry.active().experts == ()
    assert memory_of(world, "cat").carrier is Carrier.TEXT


def test_when_all_it_knew_was_forgotten_the_expert_just_goes(world: World) -> None:
    old, kept = learn(world, "dog"), learn(world, "cat", "boat")
    world.store.forget(memory_of(world, "dog").id)
    steps = len(world.trainer.batches)
    (report,) = sleep(world)
    assert world.registry.active().experts == (kept,) and report["expert"] is None
    assert not world.registry.folder(old).exists() and len(world.trainer.batches) == steps


def test_a_rebuild_that_fails_gives_its_memories_back_to_their_notes(world: World) -> None:
    old = learn(world, "dog", "cat", "boat", "horse")
    world.store.forget(memory_of(world, "dog").id)
    world.trainer.on_step = lambda step: setattr(world.sleeper, "learns", False)
    (report,) = sleep(world)
    assert report["verdict"] == "reject"
    assert world.registry.active().experts == () and not world.registry.folder(old).exists()
    assert {(m.carrier, m.stage, m.next_replay) for m in world.store.memories()} == {(Carrier.TEXT, 0, 0.0)}
    assert mounted_for(world, "cat") == ()


def test_the_rebuilt_expert_takes_the_old_ones_place_in_the_order(world: World) -> None:
    old, newer = learn(world, "dog", "cat", "boat"), learn(world, "cat")
    created = world.registry.load(old).created
    world.store.forget(memory_of(world, "dog").id)
    sleep(world)
    new = next(name for name in world.registry.active().experts if name != newer)
    assert world.registry.load(new).created == created
    assert served(world.registry, world.store, world.registry.load(new)) == [memory_of(world, "boat").id]
    assert mounted_for(world, "cat") == (newer,)


def test_forgotten_comes_first_and_the_rest_waits_for_its_night(world: World) -> None:
    first, second = learn(world, "dog", "cat", "boat"), learn(world, "horse", "parrot", "sister")
    world.store.supersede(memory_of(world, "dog").id, memory_of(world, "cat").id)
    world.store.forget(memory_of(world, "horse").id)
    assert [expert.id for expert, _ in stale_experts(world.registry, world.store)] == [second, first]
    night, taken = world.night(), len(world.trainer.batches)
    night.stopwatch = lambda: float(len(world.trainer.batches) - taken)
    night.deadline = 10.0
    sleep_id = world.store.start_sleep("day")
    reports = list(rebuild(night, sleep_id, stale_experts(world.registry, world.store), None))
    assert night.stopwatch() > 5.0, "the second would take as long as the first"
    assert [report["replaces"] for report in reports] == [[second]]
    assert first in world.registry.active().experts
    assert [expert.id for expert, _ in stale_experts(world.registry, world.store)] == [first]


def test_idle_experts_that_saw_a_forgotten_memory_are_deleted(world: World) -> None:
    world.sleeper.learns = False
    outcome = run_night(world.night(), world.store.start_sleep("day"), world.chosen(), None)
    assert world.registry.load(str(outcome.expert_id)).state is ExpertState.REJECTED
    world.store.forget(memory_of(world, "dog").id)
    assert erase_idle(world.registry, world.store) == [outcome.expert_id]
    assert world.registry.list() == []


def test_only_the_slice_that_saw_it_is_rebuilt_in_a_topic_expert(world: World) -> None:
    topic = topic_of(world, ("dog", "cat", "boat"), ("horse", "parrot", "sister"))
    before = fake_slices(world.registry.folder(topic.id) / "adapter.gguf")
    world.store.forget(memory_of(world, "horse").id)
    (report,) = sleep(world)
    (new,) = world.registry.active().experts
    assert report["verdict"] == "accept", report
    after = fake_slices(world.registry.folder(new) / "adapter.gguf")
    assert after[0] == before[0], "the week before is untouched"
    ids = {noun: memory_of(world, noun).id for noun in NAMES if noun != "horse"}
    first, second = world.registry.verify(new).slices
    assert {*first.memory_ids} == {*second.replayed} == {ids["dog"], ids["cat"], ids["boat"]}
    assert {*second.memory_ids} == {ids["parrot"], ids["sister"]}
    assert not says(world, "horse", new) and all(says(world, noun, new) for noun in ids)
    assert world.trainer.frozen[-1], "it was trained above the slices that stay"
    assert {path.name for path in world.registry.folder(new).iterdir() if path.is_dir()} == set()


def test_slices_that_replayed_it_are_rebuilt_too(world: World) -> None:
    topic_of(world, ("dog", "cat", "boat"), ("horse", "parrot", "sister"))
    world.store.forget(memory_of(world, "dog").id)
    sleep(world)
    (new,) = world.registry.active().experts
    assert [len(part.memory_ids) for part in world.registry.verify(new).slices] == [5]
    assert not says(world, "dog", new) and all(says(world, noun, new) for noun in NAMES if noun != "dog")


def topic_of(world: World, *weeks: tuple[str, ...]) -> Expert:
    """A topic expert with a slice for each week of these nouns."""
    for week in weeks:
        learn(world, *week)
        sleep_id = world.store.start_sleep("topic")
        days = levels.days_due(world.night(), 1)
        regrown = levels.consolidate(world.night(), sleep_id, days, None)
        assert regrown.accepted, regrown.verdict.reason
        finish(world, sleep_id)
    (expert_id,) = world.registry.active().experts
    expert = world.registry.load(expert_id)
    assert (expert.level, len(expert.slices)) == (Level.TOPIC, len(weeks))
    return expert


def test_its_phases_are_told(world: World) -> None:
    learn(world, *NAMES)
    world.events.clear()
    world.store.forget(memory_of(world, "dog").id)
    sleep(world)
    started = [event.phase for event in world.events if hasattr(event, "phase")]
    assert {*started} == {*PHASES}


def test_a_question_about_a_forgotten_memory_is_not_answered(world: World) -> None:
    learn(world, *NAMES)
    world.store.forget(memory_of(world, "dog").id)
    text = "What is my dog called?"
    route = Router(world.registry, world.store).route(Recall(world.store).find(text, 5), text)
    world.engine.set_adapters(route.adapters)
    assert ask(world.engine, world.night().builder, [Question(text)]) == [UNKNOWN]
