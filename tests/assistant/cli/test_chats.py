"""`reverie chats`: every sub-command on a real database."""

from __future__ import annotations

import json
import zipfile
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


def test_what_can_be_read_is_imported_and_the_rest_is_named(run: Run, store: MemoryStore, tmp_path: Path) -> None:
    good = {"title": "a", "messages": [{"role": "user", "content": "hi"}]}
    bad = {"title": "b", "messages": [{"role": "robot", "content": "hi"}]}
    file = tmp_path / "chats.jsonl"
    file.write_text(f"{json.dumps(good)}\n{json.dumps(bad)}\n{{\n", encoding="utf-8")
    outcome = run("chats", "import", str(file))
    assert outcome.code == 0
    assert "not read: line 2, message 1: the role 'robot'" in outcome.err
    assert "not read: line 3" in outcome.err
    assert [chat.title for chat in store.chats()] == ["a"]
    assert len(run("chats", "import", str(file), "--json").json["not_read"]) == 2


def test_a_file_without_any_chat_is_bad_usage(run: Run, store: MemoryStore, tmp_path: Path) -> None:
    file = tmp_path / "chats.jsonl"
    file.write_text('{"title": "b"}\n', encoding="utf-8")
    outcome = run("chats", "import", str(file))
    assert outcome.code == 2
    assert "none of mapping, chat_messages, messages" in outcome.err
    assert store.chats() == []


@pytest.mark.parametrize(("name", "first"), [("c.md", "# About tea"), ("c.json", "["), ("c.jsonl", '{"title"')])
def test_the_ending_chooses_the_format_and_each_comes_back(
    run: Run, chat: Chat, store: MemoryStore, tmp_path: Path, name: str, first: str
) -> None:
    file = tmp_path / name
    assert run("chats", "export", str(file)).code == 0
    assert file.read_text(encoding="utf-8").startswith(first)
    (number,) = run("chats", "import", str(file), "--json").json["imported"]
    kept, told = store.messages(number), store.messages(chat.id)
    assert [(m.role, m.content) for m in kept] == [(m.role, m.content) for m in told]
    assert [m.created for m in kept] == pytest.approx([m.created for m in told], abs=1e-5)


def test_a_zip_is_read_and_learned_from_when_asked(run: Run, store: MemoryStore, tmp_path: Path) -> None:
    entry = {
        "name": "Moving",
        "created_at": "2024-03-05T10:00:00.000000Z",
        "chat_messages": [
            {"sender": "human", "text": "We moved to Bern last month.", "created_at": "2024-03-05T10:00:01Z"},
            {
                "sender": "assistant",
                "content": [{"type": "text", "text": "Nice!"}],
                "created_at": "2024-03-05T10:00:02Z",
            },
        ],
    }
    file = tmp_path / "export.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("data/conversations.json", json.dumps([entry]))
        archive.writestr("users.json", "[]")
    assert run("chats", "import", str(file), "--json").json["memories"] == []
    assert len(run("chats", "import", str(file), "--learn", "--json").json["memories"]) == 1
    assert [memory.text for memory in store.memories()] == ["We moved to Bern in February 2024."]


def test_a_zip_without_chats_is_bad_usage(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "export.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("users.json", "[]")
    assert "no conversations.json" in run("chats", "import", str(file)).err


def test_terminal_escapes_in_an_import_are_not_sent_to_the_terminal(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "chats.jsonl"
    talk = {"title": "\x1b]0;owned\x07tea", "messages": [{"role": "user", "content": "a\x1b[2Jb"}]}
    file.write_text(json.dumps(talk), encoding="utf-8")
    run("chats", "import", str(file))
    assert "\x1b" not in run("chats", "list").out
    assert "\x1b" not in run("chats", "search", "b").out
