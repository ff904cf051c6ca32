"""Turns that are taken back, replaced, summarised or not learned from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.memory.records import Attachment, EvaluationRow
from assistant.memory.remember import remember
from assistant.memory.store import MemoryStore
from tests.builders import build_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[MemoryStore]:
    with build_store(tmp_path) as opened:
        yield opened


def told(store: MemoryStore, text: str) -> tuple[int, int]:
    """A chat with one turn of which something was learned: the ids of chat and question."""
    chat = store.create_chat()
    question, _ = store.add_turn(chat.id, text, "Noted.")
    remember(store, question)
    return chat.id, question.id


def test_what_a_replaced_message_taught_goes_with_it_and_what_it_had_replaced_holds_again(store: MemoryStore) -> None:
    told(store, "My dog is called Fudge.")
    chat, _ = told(store, "My dog is called Rex.")
    assert [memory.text for memory in store.memories()] == ["My dog is called Rex."]
    store.drop_last_turn(chat)
    assert [memory.text for memory in store.memories()] == ["My dog is called Fudge."]
    assert store.memories()[0].superseded_by is None
    assert [hit.memory.text for hit in store.search_memories("Rex")] == []


def test_an_answer_made_anew_keeps_what_was_learned_and_gives_it_its_source_back(store: MemoryStore) -> None:
    chat, _ = told(store, "My dog is called Fudge.")
    _, (kept,) = store.drop_last_turn(chat, keep_memories=True)
    assert store.memory(kept.id).message_id is None
    again, _ = store.add_turn(chat, "My dog is called Fudge.", "Good.")
    store.adopt([kept.id], again.id)
    assert store.memories() == [replace(kept, message_id=again.id)]


def test_a_message_that_may_not_be_learned_from_teaches_nothing_any_more(store: MemoryStore) -> None:
    _, question = told(store, "My dog is called Fudge.")
    assert [memory.text for memory in store.never_learn(question)] == ["My dog is called Fudge."]
    assert not store.message(question).learn
    assert store.memories() == []
    assert remember(store, store.message(question)) == []
    assert store.message(question).content == "My dog is called Fudge."


def test_forgetting_takes_summaries_of_its_source_and_words_in_attachments(store: MemoryStore) -> None:
    chat, question = told(store, "My dog is called Fudge.")
    (memory,) = store.memories()
    store.add_summary(chat, "The user has a dog, Fudge.", covers=question + 1)
    file = Attachment("dog.txt", 'A note: My dog is called Fudge. "Yes".')
    store.add_turn(chat, "Read this", "Done.", attachments=(file,))
    assert store.messages(chat)[-2].attachments == (file,)
    store.forget(memory.id)
    assert [message.covers for message in store.messages(chat)] == [None] * 4
    assert store.messages(chat)[-2].attachments == (Attachment("dog.txt", 'A note: [forgotten] "Yes".'),)
    assert store.search_messages("Fudge") == []


def test_a_summary_goes_with_the_turn_it_speaks_of_and_is_found_by_search(store: MemoryStore) -> None:
    chat, question = told(store, "Let us plan a picnic.")
    summary = store.add_summary(chat, "A picnic is planned.", covers=question + 1)
    assert store.message(summary.id).covers == question + 1
    assert summary in store.search_messages("picnic planned")
    assert [one.content for one in store.quotes(chat, ["picnic"], question + 1, 5)] == ["Let us plan a picnic."]
    store.drop_last_turn(chat)
    assert store.messages(chat) == []


def test_versions_tell_what_used_to_hold(store: MemoryStore) -> None:
    for name in ("Fudge", "Rex", "Bella"):
        told(store, f"My dog is called {name}.")
    newest = store.memories()[0]
    assert [memory.text.split()[-1] for memory in store.versions(newest.id)] == ["Fudge.", "Rex.", "Bella."]
    assert store.versions(store.versions(newest.id)[0].id) == store.versions(newest.id)


def test_prompts_leave_out_private_chats_and_repetitions(store: MemoryStore) -> None:
    for text in ("one", "two", "one"):
        told(store, text)
    store.add_turn(store.create_chat(private=True).id, "secret", "ok")
    assert store.prompts(10) == [("two", ()), ("one", ())]


def test_a_chat_can_be_given_other_instructions(store: MemoryStore) -> None:
    chat = store.create_chat(system_prompt="Rhyme.")
    assert store.set_system_prompt(chat.id, "Be brief.").system_prompt == "Be brief."
    assert store.set_system_prompt(chat.id, None).system_prompt is None


def test_studied_and_evaluations_of_a_memory(store: MemoryStore) -> None:
    memory = store.add_memory("My dog is called Fudge.")
    night = store.start_sleep("day")
    row = EvaluationRow(night, memory.id, "Dog?", "?", "Fudge", False, True)
    store.add_evaluations([row, EvaluationRow(night, None, "Capital?", "Paris", "Paris", True, True)])
    assert store.studied(night) == [memory.id]
    assert store.evaluations(memory_id=memory.id) == [row]
