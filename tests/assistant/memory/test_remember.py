from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from assistant.memory.records import MemoryKind, MemoryStatus
from assistant.memory.remember import conflicts, keep_this, remember, reword
from assistant.memory.store import MemoryStore
from tests.builders import build_store, say


@pytest.fixture
def store(tmp_path: Path) -> Iterator[MemoryStore]:
    with build_store(tmp_path) as opened:
        yield opened


def learn(store: MemoryStore, text: str) -> list[str]:
    return [memory.text for memory in remember(store, say(store, text))]


def active(store: MemoryStore) -> list[str]:
    return [memory.text for memory in store.memories()]


def test_a_memory_points_at_its_words_and_their_time(store: MemoryStore) -> None:
    message = say(store, "Hello! My dog is called Fudge. What should I feed him?")
    (memory,) = remember(store, message)
    assert message.content[memory.span_start : memory.span_end] == memory.text == "My dog is called Fudge."
    assert (memory.message_id, memory.valid_from) == (message.id, message.created)


def test_nothing_is_learned_from_others_in_private_or_against_the_wish(store: MemoryStore) -> None:
    text = "My dog is called Fudge."
    for message in (
        say(store, text, private=True),
        say(store, text, role="assistant"),
        say(store, text, role="system"),
        say(store, text, learn=False),
    ):
        assert remember(store, message) == []
    assert active(store) == []


def test_the_same_thing_is_kept_once(store: MemoryStore) -> None:
    assert learn(store, "My dog is called Fudge.") == ["My dog is called Fudge."]
    assert learn(store, "my dog's name is Fudge!") == []
    assert learn(store, "I own a kayak. I own a kayak.") == ["I own a kayak."]
    assert len(active(store)) == 2


def test_a_new_value_replaces_the_old_and_keeps_it_as_history(store: MemoryStore) -> None:
    learn(store, "My dog is called Fudge. My cat is called Miso.")
    assert learn(store, "My dog is called Waffle now.") == ["My dog is called Waffle now."]
    assert active(store) == ["My cat is called Miso.", "My dog is called Waffle now."]
    (old,) = store.memories(MemoryStatus.SUPERSEDED)
    assert old.text == "My dog is called Fudge."
    assert old.superseded_by == store.memories()[-1].id


def test_a_value_can_come_back(store: MemoryStore) -> None:
    for text in ("My rent is 900 euros.", "My rent is 950 euros.", "My rent is 900 euros."):
        assert learn(store, text) == [text]
    assert active(store) == ["My rent is 900 euros."]


def test_two_values_in_one_message_leave_the_last(store: MemoryStore) -> None:
    learn(store, "My locker code is 4417. Sorry, my locker code is 5521.")
    assert active(store) == ["Sorry, my locker code is 5521."] or active(store) == ["my locker code is 5521."]


def test_secrets_are_kept_and_marked(store: MemoryStore) -> None:
    (memory,) = remember(store, say(store, "The wifi password is hunter-22."))
    assert memory.secret


def test_a_replacement_is_found_among_many(store: MemoryStore) -> None:
    with store.transaction():
        for number in range(500):
            store.add_memory(f"Locker {number} has the code {number + 1000}.")
        store.add_memory("My locker code is 4417.")
    learn(store, "Actually my locker code is 5521.")
    assert "My locker code is 4417." not in active(store)
    assert len(active(store)) == 501


def test_a_relative_day_is_kept_as_a_date_and_the_span_as_it_was_said(tmp_path: Path) -> None:
    told = datetime(2026, 11, 24, 14, 0).timestamp()
    with MemoryStore.open(tmp_path / "dated.db", clock=lambda: told) as store:
        message = say(store, "Hi! We moved to Malmo last month.")
        (memory,) = remember(store, message)
        assert memory.text == "We moved to Malmo in October 2026."
        assert message.content[memory.span_start : memory.span_end] == "We moved to Malmo last month."
        store.forget(memory.id)
        assert "Malmo" not in store.message(message.id).content


def test_a_correction_that_names_only_the_value_is_filled_in(store: MemoryStore) -> None:
    chat = store.create_chat()
    remember(store, store.add_message(chat.id, "user", "My dog is called Fudge. I have a boat."))
    store.add_message(chat.id, "assistant", "Lovely!")
    message = store.add_message(chat.id, "user", "Sorry, it's Fidget.")
    (memory,) = remember(store, message)
    assert memory.text == "My dog is called Fidget."
    assert memory.kind is MemoryKind.CORRECTION
    assert message.content[memory.span_start : memory.span_end] == "Sorry, it's Fidget."
    assert [old.text for old in store.replaced_by(memory.id)] == ["My dog is called Fudge."]
    assert active(store) == ["I have a boat.", "My dog is called Fidget."]


def test_such_a_correction_reaches_no_other_chat(store: MemoryStore) -> None:
    learn(store, "My dog is called Fudge.")
    assert learn(store, "Sorry, it's Fidget.") == []
    assert active(store) == ["My dog is called Fudge."]


def test_told_again_it_is_surer(store: MemoryStore) -> None:
    learn(store, "I think my sister lives in Oulu.")
    before = store.memories()[0].confidence
    assert learn(store, "My sister lives in Oulu.") == []
    (memory,) = store.memories()
    assert before < memory.confidence < 1


def test_what_is_over_is_history(store: MemoryStore) -> None:
    learn(store, "I drive a Golf.")
    (memory,) = remember(store, say(store, "I sold the Golf and bought a Zoe."))
    assert [old.text for old in store.replaced_by(memory.id)] == ["I drive a Golf."]


def test_a_contradiction_is_named_and_both_are_kept(store: MemoryStore) -> None:
    learn(store, "I drink coffee.")
    (memory,) = remember(store, say(store, "I don't drink coffee."))
    assert [other.text for other in conflicts(store, memory)] == ["I drink coffee."]
    assert len(active(store)) == 2


def test_a_contradiction_is_kept_until_it_is_settled(store: MemoryStore) -> None:
    learn(store, "My sister lives in Oulu. My dog is called Fudge.")
    (only_child,) = remember(store, say(store, "I'm an only child."))
    sister, dog = store.memories()[:2]
    assert store.all_at_odds() == [sister.id, only_child.id]
    assert store.at_odds(sister.id) == [only_child]
    assert store.at_odds(dog.id) == []
    assert [old.text for old in keep_this(store, sister.id)] == ["I'm an only child."]
    assert (store.all_at_odds(), store.at_odds(only_child.id)) == ([], [])
    assert store.memory(only_child.id).superseded_by == sister.id


def test_an_edit_or_forgetting_settles_it_and_an_edit_may_bring_another(store: MemoryStore) -> None:
    learn(store, "My sister lives in Oulu.")
    (only_child,) = remember(store, say(store, "I'm an only child."))
    reword(store, only_child.id, "I have no pets.", 0.0)
    assert store.all_at_odds() == []
    reword(store, only_child.id, "I have no sisters.", 0.0)
    assert store.all_at_odds() == [1, 2]
    store.forget(1)
    assert store.all_at_odds() == []
    store.forget_all()
    assert store.memories() == []
