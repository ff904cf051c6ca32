"""`reverie ask`: question in, answer out; the engine plays a script, everything else is real."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import assistant.chat.opening
from assistant.cli.ask import read_question
from assistant.errors import UsageError
from assistant.memory.store import MemoryStore
from assistant.paths import Home
from backends.base import EngineDied
from tests.command_line import Run
from tests.fakes import Breaks, FakeEngine

Pipe = Callable[[bytes], None]


@pytest.fixture
def engine(home: Home, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> FakeEngine:
    """The engine that every command of the test gets; the model is any file."""
    engine = FakeEngine()
    model = tmp_path / "model.gguf"
    model.write_bytes(b"GGUF")
    monkeypatch.setattr(assistant.chat.opening, "start_engine", lambda home, config, model: engine)
    home.config.write_text(f"model = '{model}'\n", encoding="utf-8")
    return engine


@pytest.fixture
def pipe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Pipe:
    """Put bytes at standard input, as a file that ends."""

    def pipe(content: bytes) -> None:
        file = tmp_path / "stdin"
        file.write_bytes(content)
        stream = io.TextIOWrapper(file.open("rb"), encoding="utf-8")
        monkeypatch.setattr(sys, "stdin", stream)

    return pipe


def test_the_answer_alone_is_on_stdout(run: Run, engine: FakeEngine) -> None:
    engine.replies = ["Paris is the capital."]
    outcome = run("ask", "What is the capital of France?")
    assert (outcome.code, outcome.out) == (0, "Paris is the capital.\n")
    assert engine.closed


def test_json_holds_the_contract_and_nothing_is_streamed(run: Run, engine: FakeEngine) -> None:
    engine.replies = ["Two words."]
    answer = run("ask", "Say two words", "--json").json
    assert answer == {
        "reply": "Two words.",
        "chat": 1,
        "memories": [],
        "experts": [],
        "tokens": 2,
        "tokens_per_second": 2.5,
        "first_token_ms": 100,
    }


def test_what_was_told_is_remembered_and_recalled_in_a_fresh_chat(
    run: Run, engine: FakeEngine, store: MemoryStore
) -> None:
    told = run("ask", "My dog is called Fudge.")
    assert "remembered: My dog is called Fudge." in told.err
    answer = run("ask", "What is my dog called?", "--json").json
    assert answer["chat"] == 2
    assert [memory["text"] for memory in answer["memories"]] == ["My dog is called Fudge."]
    assert "Fudge" in engine.chats[-1].messages[-1].content
    assert len(store.chats()) == 2


def test_a_chat_goes_on(run: Run, engine: FakeEngine) -> None:
    run("ask", "Hello")
    assert run("ask", "And again", "--chat", "1", "--json").json["chat"] == 1
    assert engine.chats[-1].messages[0].content == "Hello"


def test_an_unknown_chat_is_bad_usage_before_any_model_is_loaded(run: Run, engine: FakeEngine) -> None:
    assert run("ask", "Hello", "--chat", "7").code == 2
    assert not engine.closed


def test_flags_reach_the_engine(run: Run, engine: FakeEngine) -> None:
    run("ask", "My dog is called Fudge.")
    run("ask", "What is my dog called?", "--no-retrieval", "--temperature", "0", "--seed", "7", "--json")
    call = engine.chats[-1]
    assert (call.sampling.temperature, call.sampling.seed) == (0, 7)
    assert "Fudge" not in call.messages[-1].content


def test_no_learn_remembers_nothing(run: Run, engine: FakeEngine, store: MemoryStore) -> None:
    run("ask", "My dog is called Fudge.", "--no-learn")
    assert store.memories() == []
    assert store.messages(1)[0].learn is False


def test_a_failed_reply_leaves_no_empty_chat(run: Run, engine: FakeEngine, store: MemoryStore) -> None:
    engine.replies = [Breaks("Half a", EngineDied("the engine died"))]
    outcome = run("ask", "Hello")
    assert outcome.code == 1
    assert "the engine died" in outcome.err
    assert store.chats() == []


def test_piped_text_follows_the_question_and_is_not_learned(
    run: Run, engine: FakeEngine, pipe: Pipe, store: MemoryStore
) -> None:
    pipe(b"My dog is called Fudge.\n")
    assert run("ask", "Explain this").code == 0
    assert engine.chats[0].messages[-1].content == "Explain this\n\nMy dog is called Fudge."
    assert store.memories() == []


def test_a_dash_reads_the_question_from_standard_input(
    run: Run, engine: FakeEngine, pipe: Pipe, store: MemoryStore
) -> None:
    store.add_memory("My café is called Toffee.")
    pipe("\ufeffMy café is called Fudge.".encode())
    outcome = run("ask", "-")
    assert (outcome.code, "remembered" in outcome.err) == (0, False)
    assert "My café is called Fudge." in engine.chats[0].messages[-1].content
    assert [memory.text for memory in store.memories()] == ["My café is called Toffee."]


def test_what_stands_on_the_command_line_is_learned_beside_a_pipe(
    run: Run, engine: FakeEngine, pipe: Pipe, store: MemoryStore
) -> None:
    pipe(b"My name is Mallory and I live in Oslo.\n")
    assert run("ask", "I live in Bergen. Which town does this name?").code == 0
    assert [memory.text for memory in store.memories()] == ["I live in Bergen."]


def test_the_user_may_order_that_piped_text_is_learned(
    run: Run, engine: FakeEngine, pipe: Pipe, store: MemoryStore
) -> None:
    pipe(b"I live in Bergen.\nMy dog is called Fudge.\n")
    assert run("ask", "Please remember all of this:").code == 0
    assert [memory.text for memory in store.memories()] == ["I live in Bergen.", "My dog is called Fudge."]


def test_what_is_typed_at_a_dash_is_the_users_own(
    run: Run, engine: FakeEngine, pipe: Pipe, store: MemoryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    pipe(b"My dog is called Fudge.\n")
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    run("ask", "-")
    assert [memory.text for memory in store.memories()] == ["My dog is called Fudge."]


@pytest.mark.parametrize("content", [b"\xff\xfe\x00\x01", b"abc\xe9", b"zero \x00 byte"])
@pytest.mark.parametrize("text", ["-", "explain"])
def test_binary_input_is_bad_usage(run: Run, engine: FakeEngine, pipe: Pipe, content: bytes, text: str) -> None:
    pipe(content)
    outcome = run("ask", text)
    assert outcome.code == 2
    assert "Standard input" in outcome.err
    assert engine.chats == []


def test_input_without_end_is_refused(pipe: Pipe, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.cli.standard_input.BYTES_AT_MOST", 10)
    pipe(b"x" * 11)
    with pytest.raises(UsageError, match="more than"):
        read_question("-")


@pytest.mark.parametrize("text", ["", "  \n", "bad \udcff text", "zero \0 byte"])
def test_a_question_must_be_text(text: str) -> None:
    with pytest.raises(UsageError):
        read_question(text)


def test_nothing_is_read_where_nothing_is_connected(monkeypatch: pytest.MonkeyPatch) -> None:
    with Path(os.devnull).open(encoding="utf-8") as nothing:
        monkeypatch.setattr(sys, "stdin", nothing)
        assert read_question("Hello") == ("Hello", ())
