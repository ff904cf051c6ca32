from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.memory.records import MemoryStatus
from assistant.memory.remember import remember
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
