"""What is sent again of the turns before, in a context that is too small for all of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.chat.turn import Compacting, ReplyEvent
from assistant.experts.manifest import Level
from backends.base import ChatMessage, ContextOverflow
from tests.assistant.chat.fakes import OPTIONS, SISTER, World, run
from tests.fakes import FAKE_INFO


def test_history_is_sent_again_to_the_letter_so_the_prefix_is_cached(world: World) -> None:
    world.know(SISTER)
    world.engine.replies = ["In Turku.", "You are welcome."]
    run(world.session, "Where does my sister work?")
    first = world.sent()
    world.recall.hits = []
    _, finished = run(world.session, "Thanks")
    assert world.sent() == [*first, ChatMessage("assistant", "In Turku."), ChatMessage("user", "Thanks")]
    cached = world.engine.tokenize(world.engine.render(first) + "In Turku.")
    assert finished.stats.cached_tokens == len(cached)


def test_a_resumed_chat_sends_the_plain_text(world: World) -> None:
    world.know(SISTER)
    world.engine.replies = ["In Turku."]
    run(world.session, "Where does my sister work?")
    world.recall.hits = []
    run(world.open_chat(world.session.chat.id), "Thanks")
    assert world.sent() == [
        ChatMessage("user", "Where does my sister work?"),
        ChatMessage("assistant", "In Turku."),
        ChatMessage("user", "Thanks"),
    ]


def test_a_forgotten_note_leaves_the_turns_that_carried_it(world: World) -> None:
    hit = world.know(SISTER)
    run(world.session, "Where does my sister work?")
    world.recall.hits = []
    world.store.forget(hit.memory.id)
    run(world.session, "Thanks")
    assert all("Turku" not in message.content for message in world.sent())
    assert world.sent()[0] == ChatMessage("user", "Where does my sister work?")


def test_words_said_and_then_forgotten_are_not_sent_again(world: World) -> None:
    _, finished = run(world.session, SISTER)
    world.store.forget(finished.learned[0].id)
    run(world.session, "Thanks")
    assert all("Turku" not in message.content for message in world.sent())


def test_the_chats_system_prompt_wins_over_the_settings(world: World) -> None:
    run(world.open(system_prompt="Be brief."), "Hi")
    assert world.sent()[0] == ChatMessage("system", "Be brief.")
    own = world.store.create_chat(system_prompt="Be kind.")
    run(world.open_chat(own.id, "Be brief."), "Hi")
    assert world.sent()[0] == ChatMessage("system", "Be kind.")


def test_an_enormous_message_is_refused_with_numbers(world: World) -> None:
    world.engine.info = replace(FAKE_INFO, context=256)
    with pytest.raises(ContextOverflow, match=r"has 1003 tokens; the context of 256 tokens leaves room for 192 "):
        list(world.session.reply("word " * 1000, OPTIONS))
    assert world.store.messages(world.session.chat.id) == []


def test_a_long_chat_never_ends_in_an_error_and_keeps_its_prefix(world: World) -> None:
    world.engine.info = replace(FAKE_INFO, context=256)
    cached = []
    for number in range(40):
        world.engine.replies = ["reply " * 10]
        _, finished = run(world.session, f"question {number} " + "word " * 10)
        assert finished.stats.prompt_tokens <= 192
        cached.append(finished.stats.cached_tokens > 20)
    stored = world.store.messages(world.session.chat.id)
    assert len([message for message in stored if message.covers is None]) == 80
    assert finished.summarised > 20
    assert sum(cached) >= 20


def test_the_oldest_turns_become_a_summary_that_is_sent_searched_and_kept(world: World) -> None:
    world.engine.info = replace(FAKE_INFO, context=256)
    world.engine.complete = lambda prompt: " A question about zebras."
    events: list[ReplyEvent] = []
    for number in range(12):
        world.engine.replies = ["zebras sleep standing " * 4]
        events += world.session.reply(f"question {number} about zebras " + "word " * 10, OPTIONS)
    compacting = [event for event in events if isinstance(event, Compacting)]
    assert compacting
    assert world.sent()[0].content.startswith("What we talked about before:\nA question about zebras.\n\n")
    assert [message.role for message in world.store.search_messages("question about zebras")][:1] == ["system"]
    before = world.sent()
    run(world.open_chat(world.session.chat.id), "more")
    assert world.sent()[0].content.splitlines()[:2] == before[0].content.splitlines()[:2]


def test_experts_are_not_asked_for_summaries_and_answer_afterwards(world: World) -> None:
    world.engine.info = replace(FAKE_INFO, context=256)
    world.train("core-1", Level.CORE)
    world.engine.replies = ["word " * 30] * 12
    for _ in range(12):
        run(world.session, "What is my first name?")
    assert world.engine.asked_of
    assert set(world.engine.asked_of) == {()}
    assert [len(call.adapters) for call in world.engine.chats] == [1] * 12


def test_what_only_the_summary_speaks_of_is_quoted_for_a_question_that_needs_it(world: World) -> None:
    world.engine.info = replace(FAKE_INFO, context=256)
    run(world.session, "The harbour code is 4711.")
    for number in range(12):
        run(world.session, f"filler {number} " + "word " * 20)
    run(world.session, "What was the harbour code?")
    assert world.sent()[-1].content.startswith("Earlier in this chat:\n- User: The harbour code is 4711.\n")


def test_the_context_use_adds_up(world: World) -> None:
    session = world.open(system_prompt="Be brief.")
    run(session, "Hi there")
    use = session.context_use(OPTIONS)
    assert (use.context, use.reserve, use.recent, use.summarised) == (4096, 64, 1, 0)
    assert use.system > 0
    assert use.turns > 0
    assert use.summary == 0
    assert use.free == 4096 - 64 - use.system - use.turns
