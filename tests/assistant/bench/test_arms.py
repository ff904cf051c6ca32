"""Each arm mounts what it says and puts into the prompt what it says, nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.bench import arms
from assistant.bench.arms import Bench
from assistant.experts.registry import GGUF
from assistant.sleep.cycle import run_night
from assistant.sleep.evaluation import Question
from backends.base import AdapterRef
from tests.assistant.sleep.fakes import World, build_world, statement

TOLD = Question("What is my dog called?", ("Fudge",), notes=(statement("dog"),))
NEVER = Question("Where did I park my van?")
NEUTRAL = "Explain how a rainbow forms."


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """One night slept, so that there is an expert to mount."""
    world = build_world(tmp_path)
    run_night(world.night(), world.store.start_sleep("day"), world.chosen(), None)
    world.engine.set_adapters(())
    world.engine.prompts.clear()
    with world.store:
        yield world


def expert_ref(world: World) -> AdapterRef:
    return AdapterRef(world.registry.folder("day-00001") / GGUF)


def test_base_sees_neither_note_nor_expert(world: World, bench: Bench) -> None:
    world.engine.set_adapters([expert_ref(world)])
    arm = arms.base(bench)
    assert arm.answer([TOLD]) == ["I do not know."]
    (call,) = world.engine.chats
    assert call.adapters == () and [message.content for message in call.messages] == [TOLD.text]
    assert arm.drift([NEUTRAL], [("p", "r")]) == 0.0


def test_notes_hands_over_the_right_note_and_none_where_there_is_none(world: World, bench: Bench) -> None:
    arms.notes(bench).answer([TOLD, NEVER])
    told, never = world.engine.prompts
    assert f"- {statement('dog')}" in told and "- " not in never
    assert world.engine.mounted == ()


def test_context_has_every_memory_the_newest_nearest_to_the_question(world: World, bench: Bench) -> None:
    arms.context(bench, ["first told", "last told"]).answer([NEVER])
    (prompt,) = world.engine.prompts
    assert prompt.index("- first told") < prompt.index("- last told") < prompt.index(NEVER.text)


def test_forced_mounts_every_active_expert_for_everything(world: World, bench: Bench) -> None:
    arm = arms.forced(bench)
    assert arm.answer([TOLD, NEVER]) == ["Your dog is called Fudge.", "I do not know."]
    assert world.engine.mounted == (expert_ref(world),)
    assert all("- " not in prompt for prompt in world.engine.prompts)
    assert arm.drift([NEUTRAL], [("p", "r")]) == pytest.approx(0.01)


def test_expert_mounts_by_route_and_answers_in_the_order_asked(world: World, bench: Bench) -> None:
    assert arms.route(bench, TOLD.text, notes=False) == (expert_ref(world),)
    assert arms.route(bench, NEUTRAL, notes=False) == ()
    neutral = Question(NEUTRAL)
    replies = arms.expert(bench).answer([neutral, TOLD, neutral, TOLD])
    assert replies == ["I do not know.", "Your dog is called Fudge."] * 2
    assert [call.adapters for call in world.engine.chats] == [(), (expert_ref(world),)] * 2
    assert all(len(call.messages) == 1 and "- " not in call.messages[0].content for call in world.engine.chats)


def test_expert_drifts_only_where_something_is_mounted(world: World, bench: Bench) -> None:
    drift = arms.expert(bench).drift
    assert drift([NEUTRAL], [("p", "r")]) == 0.0
    assert drift([NEUTRAL, TOLD.text], [("p", "r"), ("q", "s")]) == pytest.approx(0.005)
    assert drift([], []) == 0.0


def test_product_asks_in_fresh_chats_that_leave_nothing_behind(world: World, bench: Bench) -> None:
    chats, memories = world.store.chats(), world.store.memories()
    world.engine.replies = ["It is Fudge.", "No idea."]
    assert arms.product(bench).answer([TOLD, NEVER]) == ["It is Fudge.", "No idea."]
    first, second = world.engine.chats
    assert first.adapters == (expert_ref(world),) and statement("dog") in first.messages[-1].content
    assert len(second.messages) == 1 and "dog" not in second.messages[-1].content
    assert first.sampling.temperature == 0
    assert (world.store.chats(), world.store.memories()) == (chats, memories)


def test_unrouted_mounts_every_active_expert_for_everything_and_keeps_the_notes(world: World, bench: Bench) -> None:
    arm = arms.unrouted(bench)
    arm.answer([TOLD, NEVER])
    assert [call.adapters for call in world.engine.chats] == [(expert_ref(world),)] * 2
    assert statement("dog") in world.engine.chats[0].messages[-1].content
    assert arm.drift([NEUTRAL], [("p", "r")]) == pytest.approx(0.01)


def test_the_product_without_experts_has_its_notes_and_no_drift(world: World, bench: Bench) -> None:
    arm = arms.product(bench, experts=False)
    arm.answer([TOLD])
    (call,) = world.engine.chats
    assert call.adapters == () and statement("dog") in call.messages[-1].content
    assert arm.drift([TOLD.text], [("p", "r")]) == 0.0
