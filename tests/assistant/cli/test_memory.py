"""`reverie memory`: every sub-command on a real database."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from assistant.experts.manifest import Level
from assistant.experts.registry import ExpertRegistry
from assistant.memory.records import MemoryStatus
from assistant.memory.remember import remember
from assistant.memory.store import MemoryStore
from assistant.paths import Home
from tests.builders import add_source, say, write_expert
from tests.command_line import Run


def test_add_list_search_edit_forget(run: Run) -> None:
    assert run("memory", "list").err.strip() == "nothing is remembered yet"
    added = run("memory", "add", "My dog is called Fudge.", "--json")
    assert added.code == 0
    number = str(added.json["id"])
    assert [memory["text"] for memory in run("memory", "list", "--json").json] == ["My dog is called Fudge."]
    assert run("memory", "search", "dog", "--json").json[0]["score"] == 1.0
    assert run("memory", "search", "spaceship", "--json").json == []
    assert run("memory", "edit", number, "My dog is called Toffee.").code == 0
    assert "Toffee" in run("memory", "list").out
    assert run("memory", "forget", number).code == 0
    assert run("memory", "list", "--json").json == []
    assert [m["text"] for m in run("memory", "list", "--status", "forgotten", "--json").json] == [""]


def test_add_marks_a_secret(run: Run) -> None:
    assert run("memory", "add", "My password is hunter2-hunter2", "--json").json["secret"] is True
    assert run("memory", "add", "My cat is called Miso", "--kind", "preference", "--json").json["kind"] == "preference"


def test_add_says_what_it_ends_and_what_it_is_at_odds_with(run: Run) -> None:
    run("memory", "add", "My boss is Renate.")
    run("memory", "add", "I drink coffee.")
    assert "no longer holds: My boss is Renate." in run("memory", "add", "My new boss is Paul.").err
    assert "at odds with: I drink coffee." in run("memory", "add", "I don't drink coffee.").err
    number = str(run("memory", "add", "I have no pets.", "--json").json["id"])
    run("memory", "add", "My dog is called Fudge.")
    assert "at odds   My dog is called Fudge." in run("memory", "why", number).out
    known = run("memory", "add", "I drink coffee.", "--json")
    assert (known.code, known.json) == (0, None)


def test_add_dates_what_is_relative(run: Run) -> None:
    text = run("memory", "add", "I moved to Bern last year.", "--json").json["text"]
    assert re.fullmatch(r"I moved to Bern in 20\d\d\.", text)


def test_edit_dates_the_words_and_marks_a_secret_anew(run: Run) -> None:
    number = str(run("memory", "add", "My bag is blue.", "--json").json["id"])
    assert "tomorrow" not in run("memory", "edit", number, "I fly tomorrow.", "--json").json["text"]
    assert run("memory", "edit", number, "My bag password is swordfish-9.", "--json").json["secret"] is True
    assert run("memory", "edit", number, "My bag is green.", "--json").json["secret"] is False
    assert run("memory", "edit", number, " ").code == 2


def test_a_wrong_mark_is_lifted_and_a_missing_one_set(run: Run) -> None:
    number = str(run("memory", "add", "My bag password is swordfish-9.", "--json").json["id"])
    assert "--not-secret" in run("memory", "edit", number, "My locker password is swordfish-9.").err
    lifted = run("memory", "edit", number, "--not-secret", "--json").json
    assert (lifted["text"], lifted["secret"]) == ("My locker password is swordfish-9.", False)
    assert run("memory", "edit", number, "--secret", "--json").json["secret"] is True
    both = run("memory", "edit", number, "My bag password is salmon-9.", "--not-secret", "--json").json
    assert (both["text"], both["secret"]) == ("My bag password is salmon-9.", False)
    for nothing in ([], ["--secret", "--not-secret"]):
        assert run("memory", "edit", number, *nothing).code == 2


@pytest.mark.parametrize("query", ['"', "dog AND", "NEAR(a b", "text:dog", "dog*", "(", "-dog", "^", "'; DROP TABLE x"])
def test_search_syntax_is_only_text(run: Run, query: str) -> None:
    run("memory", "add", "My dog is called Fudge.")
    assert run("memory", "search", "--", query).code == 0
    assert run("chats", "search", "--", query).code == 0


def test_why_shows_the_words_said_how_sure_it_is_and_what_held_before(run: Run, store: MemoryStore) -> None:
    for text in ("My rent is 900 euros.", "My rent is 950 euros.", "My rent is 990 euros."):
        (memory,) = remember(store, say(store, f"Hello. {text}"))
    outcome = run("memory", "why", str(memory.id))
    assert "you said  My rent is 990 euros." in outcome.out
    assert "fact, 90% sure" in outcome.out
    assert outcome.out.index("before    My rent is 950") < outcome.out.index("before    My rent is 900")
    assert [old["text"] for old in run("memory", "why", str(memory.id), "--json").json["history"]] == [
        "My rent is 950 euros.",
        "My rent is 900 euros.",
    ]


def test_why_tells_whether_a_question_finds_it(run: Run, store: MemoryStore) -> None:
    memory = store.add_memory("My dog is called Fudge.")
    store.add_memory("My cat is called Miso.")
    found = run("memory", "why", str(memory.id), "--asked", "What is my dog called?")
    assert "asked     found, number 1" in found.out
    assert "by dog, called" in found.out
    weak = run("memory", "why", str(memory.id), "--asked", "Which dog won the race in 1912?", "--json").json["asked"]
    assert (weak["found"], weak["rank"], weak["matched"]) == (False, 1, ["dog"])
    assert weak["score"] < weak["needed"]
    nothing = run("memory", "why", str(memory.id), "--asked", "What is the capital of France?")
    assert "not found: it shares no word" in nothing.out
    assert "meaning" not in nothing.out


def test_why_says_that_a_chat_would_also_ask_for_meaning(run: Run, home: Home, store: MemoryStore) -> None:
    memory = store.add_memory("My dog is called Fudge.")
    write_expert(home, "core-1", Level.CORE)
    ExpertRegistry(home).activate(["core-1"])
    asked = ("memory", "why", str(memory.id), "--asked")
    assert "by words alone: a chat also asks" in run(*asked, "What is the capital of France?").out
    assert "by words alone" not in run(*asked, "What is my dog called?").out
    assert run(*asked, "Who?", "--json").json["asked"]["meaning_asked_in_chat"] is True


def test_an_empty_text_is_bad_usage(run: Run) -> None:
    assert run("memory", "add", "  ").code == 2


@pytest.mark.parametrize("command", [["edit", "9", "x"], ["forget", "9"], ["why", "9"]])
def test_an_unknown_memory_is_bad_usage(run: Run, command: list[str]) -> None:
    outcome = run("memory", *command)
    assert outcome.code == 2
    assert "no memory 9" in outcome.err


def test_forget_of_several_is_all_or_nothing(run: Run, store: MemoryStore) -> None:
    kept = store.add_memory("My dog is called Fudge.")
    assert run("memory", "forget", str(kept.id), "99").code == 2
    assert store.memory(kept.id).status is MemoryStatus.ACTIVE


def test_forget_names_the_experts_that_still_hold_it(run: Run, store: MemoryStore) -> None:
    memory = store.add_memory("My dog is called Fudge.")
    store.link_expert("day-1", [memory.id])
    assert run("memory", "forget", str(memory.id), "--json").json == [{"id": memory.id, "still_in_experts": ["day-1"]}]


def test_why_shows_where_it_was_said(run: Run, store: MemoryStore) -> None:
    memory = add_source(store, "Hello! My dog is called Fudge. Bye.", "My dog is called Fudge.")
    store.link_expert("day-1", [memory.id])
    origin = run("memory", "why", str(memory.id), "--json").json
    assert origin["message"]["content"] == "Hello! My dog is called Fudge. Bye."
    assert origin["experts"] == ["day-1"]
    shown = run("memory", "why", str(memory.id)).out
    assert "Hello! My dog" in shown
    assert "day-1" in shown


def test_export_and_import_give_the_same_memories(run: Run, tmp_path: Path) -> None:
    run("memory", "add", "I love green tea ☕.", "--kind", "preference")
    run("memory", "add", "My dog is called Fudge.")
    file = tmp_path / "memories.jsonl"
    assert run("memory", "export", str(file)).code == 0
    assert [json.loads(line)["text"] for line in run("memory", "export").out.splitlines()] == [
        "I love green tea ☕.",
        "My dog is called Fudge.",
    ]
    for number in ("1", "2"):
        run("memory", "forget", number)
    assert run("memory", "import", str(file), "--json").json == {"imported": [3, 4], "not_read": []}
    assert [m["kind"] for m in run("memory", "list", "--json").json] == ["preference", "fact"]
    assert run("memory", "import", str(file), "--json").json == {"imported": [], "not_read": []}


def test_a_missing_file_is_bad_usage(run: Run, tmp_path: Path) -> None:
    assert run("memory", "import", str(tmp_path / "none")).code == 2


def test_control_characters_do_not_reach_a_table(run: Run, store: MemoryStore) -> None:
    store.add_memory("My dog\x1b[31m is called\nFudge.")
    line = run("memory", "list").out.splitlines()[1]
    assert line.endswith("My dog[31m is called Fudge.")
