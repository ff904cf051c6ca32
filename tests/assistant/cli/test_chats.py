"""`reverie chats`: every sub-command on a real database."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.memory.records import Chat
from assistant.memory.store import MemoryStore
from tests.command_line import Run


@pytest.fixture
def chat(store: MemoryStore) -> Chat:
    chat = store.create_chat("About tea")
    store.add_message(chat.id, "user", "Do you like green tea?")
    store.add_message(chat.id, "assistant", "I do not drink.", complete=False)
    return chat


def test_list_and_show(run: Run, chat: Chat) -> None:
    assert [entry["title"] for entry in run("chats", "list", "--json").json] == ["About tea"]
    assert "About tea" in run("chats").out
    shown = run("chats", "show", str(chat.id))
    assert "[user]\nDo you like green tea?" in shown.out
    assert "[assistant (stopped)]" in shown.out
    assert [m["role"] for m in run("chats", "show", str(chat.id), "--json").json["messages"]] == ["user", "assistant"]


def test_search(run: Run, chat: Chat) -> None:
    assert [m["chat_id"] for m in run("chats", "search", "green", "--json").json] == [chat.id]
    nothing = run("chats", "search", "spaceship")
    assert (nothing.code, nothing.out) == (0, "")


def test_rename_and_delete(run: Run, chat: Chat) -> None:
    assert run("chats", "rename", str(chat.id), "Tea time", "--json").json["title"] == "Tea time"
    assert run("chats", "delete", str(chat.id), "--json").json == {"deleted": [chat.id]}
    assert run("chats", "list", "--json").json == []


@pytest.mark.parametrize("command", [["show", "9"], ["rename", "9", "x"], ["delete", "9"], ["export", "--chat", "9"]])
def test_an_unknown_chat_is_bad_usage(run: Run, command: list[str]) -> None:
    outcome = run("chats", *command)
    assert outcome.code == 2
    assert "no chat 9" in outcome.err


def test_export_and_import_give_the_same_chat(run: Run, chat: Chat, store: MemoryStore, tmp_path: Path) -> None:
    file = tmp_path / "chats.jsonl"
    assert run("chats", "export", str(file)).code == 0
    imported = run("chats", "import", str(file), "--json").json["imported"]
    copy = store.chat(imported[0])
    assert (copy.title, copy.created) == (chat.title, chat.created)
    assert [(m.role, m.content, m.created, m.complete) for m in store.messages(copy.id)] == [
        (m.role, m.content, m.created, m.complete) for m in store.messages(chat.id)
    ]
    assert store.memories() == []


def test_a_faulty_import_stores_nothing(run: Run, store: MemoryStore, tmp_path: Path) -> None:
    good = {"title": "a", "messages": [{"role": "user", "content": "hi"}]}
    bad = {"title": "b", "messages": [{"role": "robot", "content": "hi"}]}
    file = tmp_path / "chats.jsonl"
    file.write_text(f"{json.dumps(good)}\n{json.dumps(bad)}\n{{\n", encoding="utf-8")
    outcome = run("chats", "import", str(file))
    assert outcome.code == 2
    assert "line 2" in outcome.err
    assert "line 3" in outcome.err
    assert store.chats() == []
