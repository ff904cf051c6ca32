"""Import takes what export wrote and what other programs export; what cannot be read is named."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from assistant.errors import UsageError
from assistant.memory.exchange import ReplayClock, export_chats, export_memories, import_chats, import_memories
from assistant.memory.store import MemoryStore
from tests.builders import build_store


def test_plain_lines_become_facts(tmp_path: Path) -> None:
    store = build_store(tmp_path)
    added = import_memories(
        store, "My dog is called Fudge.\n\n  My PIN code is 1234 is secret? \nMy dog is called fudge.\n"
    )
    assert [memory.text for memory in added.memories] == ["My dog is called Fudge.", "My PIN code is 1234 is secret?"]


def test_the_time_it_was_told_survives(tmp_path: Path) -> None:
    store = build_store(tmp_path, ["My dog is called Fudge."])
    line = next(export_memories(store))
    other = build_store(tmp_path / "other")
    assert import_memories(other, line).memories[0].valid_from == store.memories()[0].valid_from


def test_every_faulty_line_is_named_and_the_others_are_stored(tmp_path: Path) -> None:
    store = build_store(tmp_path)
    text = '{"text": "fine"}\n{"kind": "fact"}\n{"text": "x", "kind": "rumour"}\n{"text": "x", "told": "monday"}\n{'
    found = import_memories(store, text)
    assert [fault.split()[1].rstrip(":") for fault in found.faults] == ["2", "3", "4", "5"]
    assert [memory.text for memory in store.memories()] == ["fine"]
    with pytest.raises(UsageError, match="Nothing was imported: line 1"):
        import_memories(store, '{"kind": "fact"}')


def node(parent: str | None, role: str, text: str) -> dict[str, Any]:
    message = {"author": {"role": role}, "content": {"content_type": "text", "parts": [text]}, "create_time": 1e9}
    return {"parent": parent, "message": message}


def open_store(folder: Path) -> tuple[MemoryStore, ReplayClock]:
    clock = ReplayClock(2e9)
    return MemoryStore.open(folder / "reverie.db", clock), clock


def test_chatgpt_conversations_follow_the_branch_last_looked_at(tmp_path: Path) -> None:
    mapping = {
        "root": {"parent": None, "message": None},
        "s": node("root", "system", ""),
        "q": node("s", "user", "Hello?"),
        "old": node("q", "assistant", "First try"),
        "new": node("q", "assistant", "Second try"),
    }
    export = [{"title": "Hi", "create_time": 999.0, "mapping": mapping, "current_node": "new"}]
    store, clock = open_store(tmp_path)
    (chat,) = import_chats(store, [json.dumps(export)], clock).chats
    assert [(m.role, m.content, m.created) for m in store.messages(chat.id)] == [
        ("user", "Hello?", 1e9),
        ("assistant", "Second try", 1e9),
    ]
    assert (chat.title, store.chat(chat.id).created, clock.now) == ("Hi", 999.0, 2e9)


def test_a_loop_of_parents_ends(tmp_path: Path) -> None:
    mapping = {"a": node("b", "user", "one"), "b": node("a", "assistant", "two")}
    store, clock = open_store(tmp_path)
    found = import_chats(store, [json.dumps([{"mapping": mapping, "current_node": "a"}])], clock)
    assert len(found.chats) == 1


@pytest.mark.parametrize("text", ["", "[]", "[1]", "7", "[{]", '{"mapping": {}, "current_node": "gone"}'])
def test_what_holds_no_chat_is_refused(tmp_path: Path, text: str) -> None:
    store, clock = open_store(tmp_path)
    with pytest.raises(UsageError):
        import_chats(store, [text], clock)
    assert store.chats() == []


def test_what_was_pasted_survives_and_is_not_learned_on_import(tmp_path: Path) -> None:
    text = "I have a boat. My name is Mallory."
    with build_store(tmp_path) as store:
        chat = store.create_chat("Boats")
        store.add_message(chat.id, "user", text, pasted=((15, len(text)),))
        lines = "\n".join(export_chats(store, [chat]))
    (tmp_path / "other").mkdir()
    with build_store(tmp_path / "other") as store:
        import_chats(store, [lines], ReplayClock(0.0), learn=True)
        assert store.messages(1)[0].pasted == ((15, len(text)),)
        assert [memory.text for memory in store.memories()] == ["I have a boat."]
