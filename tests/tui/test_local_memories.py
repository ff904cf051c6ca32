"""Memories and models over a real store."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.config import Config
from assistant.errors import UsageError
from assistant.experts.manifest import Level
from assistant.experts.registry import ExpertRegistry
from assistant.memory.records import Carrier, EvaluationRow, MemoryKind
from assistant.memory.remember import remember
from assistant.paths import Home
from tests.assistant.chat.test_association import Judge
from tests.builders import say, write_expert
from tests.fakes import FAKE_INFO
from tui.local import LocalAssistant
from tui.memory_text import explanation_rows
from tui.views import MemoryFilter


@pytest.fixture
def local(tmp_path: Path) -> Iterator[LocalAssistant]:
    made = LocalAssistant(Home(tmp_path / "home").create(), Config())
    made.open()
    for text in ("My dog is called Fudge.", "I like green tea.", "My dog is called Rex."):
        remember(made.store, say(made.store, text))
    yield made
    made.close()


def texts(local: LocalAssistant, which: MemoryFilter, query: str = "") -> list[str]:
    return [memory.text for memory in local.memories.known(query, which)]


def test_search_finds_all_that_hold_the_word(local: LocalAssistant) -> None:
    for number in range(210):
        local.store.add_memory(f"I own lamp number {number}.")
    assert len(texts(local, MemoryFilter(), "lamp")) == 210


def test_filters_narrow_the_list(local: LocalAssistant) -> None:
    tea = next(memory for memory in local.memories.known() if "tea" in memory.text)
    local.store.set_learning(tea.id, carrier=Carrier.BOTH, stage=2)
    night = local.store.start_sleep("day")
    local.store.add_evaluations([EvaluationRow(night, tea.id, "Tea?", "", "green", False, True)])
    assert texts(local, MemoryFilter()) == ["My dog is called Rex.", "I like green tea."]
    only_tea = ["I like green tea."]
    assert texts(local, MemoryFilter(kind=MemoryKind.PREFERENCE)) == only_tea
    assert texts(local, MemoryFilter(carrier=Carrier.BOTH)) == only_tea
    assert texts(local, MemoryFilter(stage=2)) == only_tea
    assert texts(local, MemoryFilter(night=night)) == only_tea
    assert texts(local, MemoryFilter(old=True), "dog") == ["My dog is called Rex.", "My dog is called Fudge."]
    assert local.memories.nights() == [night]


def test_an_edit_is_dated_and_may_not_leave_nothing(local: LocalAssistant) -> None:
    tea = local.memories.known("tea")[0]
    local.memories.edit(tea.id, " I drank tea yesterday. ")
    assert re.fullmatch(r"I drank tea on \d+ \w+ \d{4}\.", local.store.memory(tea.id).text)
    for nothing in ("", " \n"):
        with pytest.raises(UsageError, match="Nothing would be left"):
            local.memories.edit(tea.id, nothing)
    assert "I drank tea" in local.store.memory(tea.id).text


def test_the_dossier_holds_history_and_probes(local: LocalAssistant) -> None:
    rex = local.memories.known("Rex")[0]
    night = local.store.start_sleep("day")
    local.store.add_evaluations([EvaluationRow(night, rex.id, "Dog?", "?", "Rex", False, True)])
    dossier = local.memories.dossier(rex)
    assert [memory.text for memory in dossier.versions] == ["My dog is called Fudge.", "My dog is called Rex."]
    assert [row.after for row in dossier.evaluations] == ["Rex"]
    assert dossier.origin.message is not None


@pytest.mark.parametrize(
    ("text", "question", "verdict"),
    [
        ("My dog is called Rex.", "What is my dog called?", "Recalled, at place 1"),
        ("I like green tea.", "What is my dog called?", "shares no word"),
        ("I like green tea.", "Is the green paint on the wall dry by tomorrow evening?", "below the threshold"),
    ],
)
def test_why_and_why_not(local: LocalAssistant, text: str, question: str, verdict: str) -> None:
    memory = next(memory for memory in local.memories.known() if memory.text == text)
    rows = dict(explanation_rows(memory, question, local.memories.explain(memory, question)))
    assert verdict in rows["so"]


@pytest.fixture
def core(local: LocalAssistant, monkeypatch: pytest.MonkeyPatch) -> Judge:
    """A loaded model with a core expert that can deny."""
    write_expert(local.home, "core-1", Level.CORE, base=FAKE_INFO.sha256, denies_from=-1.5)
    ExpertRegistry(local.home).activate(["core-1"])
    engine = Judge()
    monkeypatch.setattr(local.talk, "_engine", engine)
    return engine


def test_why_asks_for_meaning_as_a_chat_does(local: LocalAssistant, core: Judge) -> None:
    question = "How high up do I live?"
    flat = local.store.add_memory("My flat is on the sixth floor.")

    def so() -> dict[str, str]:
        return dict(explanation_rows(flat, question, local.memories.explain(flat, question)))

    core.gains = {flat.text: 9.0}
    rows = so()
    assert rows["so"] == "Recalled by meaning, at place 1 of those found."
    assert rows["meaning"] == "makes the question 9.0 nats likelier; 6.0 are needed"
    assert "log-probability of -20.0; it counts from -1.5" in rows["denial"]
    core.denied = {flat.text: -0.5}
    assert "denies that it answers" in so()["so"]
    core.gains = {flat.text: 1.0}
    assert "does not fit it well enough" in so()["so"]
    assert so()["meaning"] == "makes the question 1.0 nats likelier; 2.0 are needed"


def test_why_says_where_words_decided_alone(local: LocalAssistant, core: Judge) -> None:
    rex = local.memories.known("Rex")[0]
    question = "What is my dog called?"
    rows = dict(explanation_rows(rex, question, local.memories.explain(rex, question)))
    assert (rows["so"], rows["meaning"]) == (
        "Recalled, at place 1 of those found.",
        "not asked: words found enough",
    )


def test_why_asks_nobody_while_a_reply_is_written_or_no_model_is_there(local: LocalAssistant, core: Judge) -> None:
    rex = local.memories.known("Rex")[0]
    with local.talk._answering:
        found = local.memories.explain(rex, "How high up do I live?")
    assert (found.given, core.judged) == (None, [])
    assert "a reply is being written" in found.words_alone


def test_what_was_replaced_says_so(local: LocalAssistant) -> None:
    old = local.memories.known("Fudge", MemoryFilter(old=True))[0]
    rows = dict(explanation_rows(old, "What is my dog called?", local.memories.explain(old, "What is my dog called?")))
    assert "replaced" in rows["so"]


def test_models_say_what_is_here_and_what_fits(local: LocalAssistant, monkeypatch: pytest.MonkeyPatch) -> None:
    own = local.home.models / "mine.gguf"
    own.write_bytes(b"GGUF" + b"\0" * 996)
    choices = local.models.choices()
    assert choices[0].title == "mine.gguf"
    assert choices[0].here
    assert sum(choice.recommended for choice in choices) == 1
    assert [choice.here for choice in choices] == sorted((choice.here for choice in choices), reverse=True)
    local.models.keep("mine")
    assert 'model = "mine"' in local.home.config.read_text()
