"""Memories and models over a real store."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.config import Config
from assistant.errors import UsageError
from assistant.memory.records import Carrier, EvaluationRow, MemoryKind
from assistant.memory.remember import remember
from assistant.paths import Home
from tests.builders import say
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
