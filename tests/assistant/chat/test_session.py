"""What a turn stores, learns and says, also when something fails."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import replace
from typing import cast

import pytest

from assistant.chat import session as session_module
from assistant.chat.session import title_of
from assistant.chat.turn import Delta, Recalled, ReplyEvent, ReplyOptions
from assistant.errors import NotSaved, UsageError
from assistant.experts.asking import REQUEST
from assistant.experts.manifest import BESIDE_NOTES, Level
from assistant.experts.registry import GGUF
from assistant.memory.records import Attachment, Carrier
from assistant.memory.remember import learn
from backends.base import AdapterRef, ChatMessage, EngineDied, Sampling
from tests.assistant.chat.fakes import OPTIONS, SISTER, World, run
from tests.fakes import Breaks


def test_a_reply_is_recalled_streamed_stored_and_learned_from(world: World) -> None:
    world.engine.replies = ["Nice to meet you."]
    events, finished = run(world.session, "I live in Oulu.")
    assert events[0] == Recalled((), ())
    assert "".join(event.text for event in events if isinstance(event, Delta)) == "Nice to meet you."
    assert finished.text == "Nice to meet you."
    assert (finished.saved, finished.warning) == (True, "")
    user, reply = world.store.messages(world.session.chat.id)
    assert (user.role, user.content, reply.role, reply.content) == (
        "user",
        "I live in Oulu.",
        "assistant",
        finished.text,
    )
    assert finished.message_ids == (user.id, reply.id)
    assert (reply.complete, reply.tokens, reply.seconds) == (True, 4, 0.5)
    assert [message.content for message in world.remembered] == ["I live in Oulu."]
    assert [memory.text for memory in finished.learned] == ["I live in Oulu."]


def test_what_was_replaced_and_what_is_at_odds_is_told(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session_module, "learn", learn)
    run(world.session, "My boss is Renate. I drink coffee.")
    _, finished = run(world.session, "My new boss is Paul. I don't drink coffee.")
    assert [memory.text for memory in finished.replaced] == ["My boss is Renate."]
    assert [(new.text, old.text) for new, old in finished.conflicts] == [("I don't drink coffee.", "I drink coffee.")]


def test_a_new_chat_is_named_by_its_first_message(world: World) -> None:
    run(world.session, "Where\nis  Turku?")
    run(world.session, "And Oulu?")
    assert world.session.chat.title == "Where is Turku?"
    assert world.store.chat(world.session.chat.id).title == "Where is Turku?"


def test_titles_are_one_line_cut_at_a_word() -> None:
    assert title_of("a" * 80) == "a" * 59 + "…"
    assert title_of("word " * 20) == " ".join(["word"] * 11) + "…"


@pytest.mark.parametrize(("private", "learn"), [(True, True), (False, False), (True, False)])
def test_private_chats_and_no_learn_are_never_learned_from(world: World, private: bool, learn: bool) -> None:
    session = world.open(private=private)
    _, finished = run(session, "I live in Oulu.", replace(OPTIONS, learn=learn))
    assert (finished.learned, world.remembered) == ((), [])
    assert [message.learn for message in world.store.messages(session.chat.id)] == [False, False]


def test_attachments_are_sent_and_stored_but_neither_searched_for_nor_learned_from(world: World) -> None:
    file = Attachment("notes.txt", "I live in Oulu.")
    run(world.session, "Summarise this", replace(OPTIONS, attachments=(file,)))
    assert world.sent()[-1].content == "notes.txt:\n```\nI live in Oulu.\n```\n\nSummarise this"
    assert world.recall.queries == ["Summarise this"]
    assert [message.content for message in world.remembered] == ["Summarise this"]
    run(world.open_chat(world.session.chat.id), "and now")
    assert "I live in Oulu." in world.sent()[0].content


def test_a_stopped_reply_is_stored_as_far_as_it_came(world: World) -> None:
    world.engine.replies = ["one two three four"]
    asked = iter([False, False, True])
    _, finished = run(world.session, "Count", should_stop=lambda: next(asked))
    assert finished.text == "one two"
    assert finished.stats.stop_reason == "stopped"
    assert finished.saved
    user, reply = world.store.messages(world.session.chat.id)
    assert (user.complete, reply.content, reply.complete) == (True, "one two", False)


def test_an_abandoned_reply_is_stored_as_far_as_it_came(world: World) -> None:
    world.engine.replies = ["one two three four"]
    stream = world.session.reply("Count", OPTIONS)
    assert isinstance(stream, Iterator)
    for _ in range(3):
        next(stream)
    stream.close()  # type: ignore[attr-defined]
    _, reply = world.store.messages(world.session.chat.id)
    assert (reply.content, reply.complete) == ("one two", False)


def test_a_died_engine_stores_nothing_and_the_next_turn_works(world: World) -> None:
    world.engine.replies = [Breaks("half a", EngineDied("the engine ended")), "Whole."]
    with pytest.raises(EngineDied, match="the engine ended"):
        list(world.session.reply("I live in Oulu.", OPTIONS))
    assert world.store.messages(world.session.chat.id) == []
    assert world.remembered == []
    assert run(world.session, "I live in Oulu.")[1].text == "Whole."
    assert world.sent() == [ChatMessage("user", "I live in Oulu.")]


def test_a_full_disk_still_gives_the_reply(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: object, **options: object) -> None:
        raise NotSaved("the disk is full")

    monkeypatch.setattr(world.store, "add_turn", refuse)
    world.engine.replies = ["Here it is."]
    _, finished = run(world.session, "I live in Oulu.")
    assert (finished.text, finished.saved, finished.warning) == ("Here it is.", False, "not saved: the disk is full")
    assert (finished.message_ids, finished.learned, world.remembered) == ((), (), [])


def test_a_disk_that_fills_before_the_title_undoes_the_turn(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(chat_id: int, title: str) -> None:
        raise NotSaved("the disk is full")

    monkeypatch.setattr(world.store, "rename_chat", refuse)
    assert not run(world.session, "Hello")[1].saved
    assert world.store.messages(world.session.chat.id) == []


def test_a_chat_deleted_meanwhile_is_said_not_raised(world: World) -> None:
    world.store.delete_chat(world.session.chat.id)
    _, finished = run(world.session, "Hello")
    assert (finished.text, finished.saved) == ("Ok.", False)
    assert finished.warning.startswith("not saved: ")


@pytest.mark.parametrize("text", ["", "  \n\t", "\0"])
def test_an_empty_message_is_refused_before_anything_happens(world: World, text: str) -> None:
    with pytest.raises(UsageError, match="message is empty"):
        list(world.session.reply(text, OPTIONS))
    assert world.engine.chats == []
    assert world.recall.queries == []


def test_lone_surrogates_and_nul_are_stored_as_utf8_can_hold_them(world: World) -> None:
    world.engine.replies = ["odd \udc80 reply"]
    _, finished = run(world.session, "a\0b \udcff c")
    user, reply = world.store.messages(world.session.chat.id)
    assert user.content == "ab \ufffd c"
    assert reply.content == finished.text == "odd \ufffd reply"


def test_an_empty_reply_is_said_and_left_out_of_the_history(world: World) -> None:
    world.engine.replies = [""]
    assert "empty reply" in run(world.session, "Hello")[1].warning
    run(world.session, "Again")
    assert world.sent() == [ChatMessage("user", "Again")]


def test_a_reply_cut_by_its_limit_says_so(world: World) -> None:
    world.engine.replies = ["word " * 10]
    _, finished = run(world.session, "Go", ReplyOptions(Sampling(max_tokens=4)))
    assert "cut at 4 tokens" in finished.warning
    assert world.store.messages(world.session.chat.id)[1].complete


WHERE = "Where does my sister work?"


def reading(world: World) -> None:
    """A core that reads well, a note for it, and what it writes about that note."""
    world.train("core-1", Level.CORE, denies_from=-0.7)
    world.know(SISTER)
    world.engine.complete = lambda prompt: "in Turku\nYour sister works in Turku."


def test_what_a_core_reads_well_is_answered_from_the_words_of_the_note(world: World) -> None:
    reading(world)
    events, finished = run(world.session, WHERE)
    assert [event.text for event in events if isinstance(event, Delta)] == ["Your sister works in Turku."]
    assert finished.text == "Your sister works in Turku." and not world.engine.chats
    assert finished.expert_ids == ("core-1",) and len(finished.memory_ids) == 1
    assert finished.stats.stop_reason == "end" and finished.stats.seconds >= 0
    assert [message.content for message in world.store.messages(world.session.chat.id)] == [WHERE, finished.text]
    world.recall.hits.clear()
    world.engine.replies = ["Glad to help."]
    run(world.session, "Thank you.")
    assert [message.content for message in world.sent()][-2:] == [finished.text, "Thank you."], "it is history"


def test_words_that_are_not_in_the_note_give_way_to_its_own(world: World) -> None:
    reading(world)
    world.engine.complete = lambda prompt: "in Oulu\nYour sister works in Oulu."
    _, finished = run(world.session, WHERE)
    assert finished.text == "It's Turku." and not world.engine.chats


@pytest.mark.parametrize("asks_for_more", ["system prompt", "attachment"])
def test_who_asks_for_more_than_the_note_is_answered_by_the_chat(world: World, asks_for_more: str) -> None:
    reading(world)
    session, options = world.session, OPTIONS
    if asks_for_more == "system prompt":
        session = world.open(system_prompt="Answer in rhyme.")
    else:
        options = replace(OPTIONS, attachments=(Attachment("map.txt", "Turku is a town."),))
    world.engine.replies = ["In Turku, where the birds work."]
    assert run(session, WHERE, options)[1].text == "In Turku, where the birds work."


def test_what_only_weights_hold_is_recited_and_read(world: World) -> None:
    world.train("core-1", Level.CORE, denies_from=-0.7)
    memory = world.know(SISTER, carrier=Carrier.WEIGHTS).memory
    world.train("day-1", memory_ids=(memory.id,), recites=True)
    world.engine.complete = lambda prompt: "in Turku\nYour sister works in Turku." if REQUEST in prompt else SISTER
    _, finished = run(world.session, WHERE)
    assert (finished.text, finished.expert_ids) == ("Your sister works in Turku.", ("day-1",))
    assert world.engine.asked_of[0] == (AdapterRef(world.registry.folder("day-1") / GGUF),)


def test_a_system_prompt_is_heeded_about_what_only_weights_hold_too(world: World) -> None:
    core = world.train("core-1", Level.CORE, denies_from=-0.7)
    memory = world.know(SISTER, carrier=Carrier.WEIGHTS).memory
    world.train("day-1", memory_ids=(memory.id,), recites=True)
    world.engine.replies = ["In Turku, where the birds work."]
    _, finished = run(world.open(system_prompt="Answer in rhyme."), WHERE)
    assert (finished.text, finished.expert_ids) == ("In Turku, where the birds work.", ("core-1",))
    assert SISTER in world.sent()[-1].content, "the note is in the prompt, where the expert would only recite it"
    assert world.engine.chats[-1].adapters == (AdapterRef(core, BESIDE_NOTES),)


def test_an_answer_from_a_note_is_stored_also_when_nobody_waits_for_its_end(world: World) -> None:
    reading(world)
    with closing(cast(Generator[ReplyEvent, None, None], world.session.reply(WHERE, OPTIONS))) as events:
        assert isinstance(next(events), Recalled) and isinstance(next(events), Delta)
    stored = [message.content for message in world.store.messages(world.session.chat.id)]
    assert stored == [WHERE, "Your sister works in Turku."]
