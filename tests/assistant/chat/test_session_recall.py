"""Which notes are sent and which experts are mounted for a question."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.chat.turn import Recalled
from assistant.experts.asking import REQUEST
from assistant.experts.manifest import Level
from assistant.memory.records import Carrier
from backends.base import AdapterMismatch, ChatMessage
from tests.assistant.chat.fakes import OPTIONS, SISTER, World, run
from tests.fakes import FAKE_INFO


def test_notes_go_before_the_question_and_their_ids_are_kept(world: World) -> None:
    hit = world.know(SISTER)
    events, finished = run(world.session, "Where does my sister work?")
    assert events[0] == Recalled((hit,), ())
    assert world.sent() == [ChatMessage("user", f"Notes from earlier chats:\n- {SISTER}\n\nWhere does my sister work?")]
    assert finished.memory_ids == (hit.memory.id,)
    user, reply = world.store.messages(world.session.chat.id)
    assert user.content == "Where does my sister work?"
    assert reply.memory_ids == (hit.memory.id,)


@pytest.mark.parametrize("carrier", [Carrier.TEXT, Carrier.WEIGHTS, Carrier.BOTH])
def test_no_retrieval_sends_no_notes_but_still_finds_the_expert(world: World, carrier: Carrier) -> None:
    hit = world.know(SISTER, carrier=carrier)
    path = world.train("day-1", memory_ids=(hit.memory.id,))
    events, finished = run(world.session, "Where?", replace(OPTIONS, retrieval=False))
    assert world.recall.queries == ["Where?"]
    assert events[0] == Recalled((), ("day-1",))
    assert [ref.path for ref in world.engine.chats[0].adapters] == [path]
    assert world.sent() == [ChatMessage("user", "Where?")]
    assert (finished.memory_ids, finished.expert_ids) == ((), ("day-1",))
    _, reply = world.store.messages(world.session.chat.id)
    assert (reply.memory_ids, reply.expert_ids) == ((), ("day-1",))


def test_neither_retrieval_nor_experts_asks_nothing_of_recall(world: World) -> None:
    hit = world.know(SISTER)
    world.train("day-1", memory_ids=(hit.memory.id,))
    world.train("core-1", Level.CORE)
    events, _ = run(world.session, "Where is my sister?", replace(OPTIONS, retrieval=False, experts=False))
    assert world.recall.queries == []
    assert events[0] == Recalled((), ())
    assert world.engine.chats[0].adapters == ()
    assert world.sent() == [ChatMessage("user", "Where is my sister?")]


def test_a_memory_in_mounted_weights_needs_no_note(world: World) -> None:
    inside, both = world.know(SISTER, carrier=Carrier.WEIGHTS), world.know("I like tea.", carrier=Carrier.BOTH)
    path = world.train("day-1", memory_ids=(inside.memory.id, both.memory.id))
    events, finished = run(world.session, "Where?")
    assert events[0] == Recalled((inside, both), ("day-1",))
    assert [ref.path for ref in world.engine.chats[0].adapters] == [path]
    assert world.sent() == [ChatMessage("user", "Notes from earlier chats:\n- I like tea.\n\nWhere?")]
    assert finished.memory_ids == (inside.memory.id, both.memory.id)
    assert finished.expert_ids == ("day-1",)


def test_a_memory_whose_expert_is_not_mounted_comes_as_a_note(world: World) -> None:
    hit = world.know(SISTER, carrier=Carrier.WEIGHTS)
    world.train("day-1", memory_ids=(hit.memory.id,))
    run(world.session, "Where?", replace(OPTIONS, experts=False))
    assert world.engine.chats[0].adapters == ()
    assert SISTER in world.sent()[0].content


def test_without_hits_only_the_core_is_mounted(world: World) -> None:
    core = world.train("core-1", Level.CORE)
    world.train("day-1", memory_ids=(1,))
    _, finished = run(world.session, "What is my locker code?")
    assert finished.expert_ids == ("core-1",)
    assert [ref.path for ref in world.engine.mounted] == [core]


@pytest.mark.parametrize(
    ("denies_from", "written", "reply"),
    [
        (-1.4, "Fudge\nYour dog is called Fudge.", "Your dog is called Fudge."),
        (-1.4, "Rex\nYour dog is called Rex.", "It's Fudge."),
        (-50.0, "Fudge\nYour dog is called Fudge.", None),
        (None, "Fudge\nYour dog is called Fudge.", None),
    ],
)
def test_what_was_said_in_a_private_chat_is_read_where_no_note_is_found(
    world: World, denies_from: float | None, written: str, reply: str | None
) -> None:
    """None: the core speaks, since it does not read, or denies what was said."""
    world.train("core-1", Level.CORE, denies_from=denies_from)
    private = world.open(private=True)
    run(private, "My dog is called Fudge.")
    world.engine.complete = lambda prompt: written
    chats = len(world.engine.chats)
    _, finished = run(private, "What is my dog called?")
    assert finished.expert_ids == ("core-1",)
    assert (finished.text == reply, len(world.engine.chats) - chats) == ((True, 0) if reply else (False, 1))


def test_nothing_is_read_in_a_fresh_chat(world: World) -> None:
    world.train("core-1", Level.CORE, denies_from=-1.4)
    run(world.open(private=True), "My dog is called Fudge.")
    asked: list[str] = []
    world.engine.complete = lambda prompt: asked.append(prompt) or "Fudge\nFudge."  # type: ignore[func-returns-value]
    run(world.open(private=True), "What is my dog called?")
    assert [prompt for prompt in asked if REQUEST in prompt] == []


def test_an_adapter_that_does_not_fit_costs_only_the_experts(world: World) -> None:
    hit = world.know(SISTER, carrier=Carrier.WEIGHTS)
    world.train("day-1", memory_ids=(hit.memory.id,))
    world.engine.refuse_adapters = AdapterMismatch("made for another model")
    _, finished = run(world.session, "Where?")
    assert finished.expert_ids == ()
    assert finished.warning == "Answered without experts: made for another model"
    assert SISTER in world.sent()[0].content


def test_a_lost_expert_is_told_once(world: World) -> None:
    world.train("core-1", Level.CORE).unlink()
    assert "core-1" in run(world.session, "What is my first name?")[1].warning
    assert run(world.session, "And my second name?")[1].warning == ""


def test_notes_give_way_to_a_long_question(world: World) -> None:
    world.engine.info = replace(FAKE_INFO, context=256)
    world.know(SISTER)
    world.know("word " * 60)
    run(world.session, "word " * 160)
    assert SISTER in world.sent()[-1].content
    assert world.engine.tokenize(world.sent()[-1].content)[-1] == world.engine.tokenize("word")[0]
    assert len(world.engine.tokenize(world.engine.render(world.sent()))) <= 192
