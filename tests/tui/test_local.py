"""The production seam over a real store and a scripted engine."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.chat.turn import Finished
from assistant.config import Config
from assistant.errors import ExpertError, MachineError, SleepLocked
from assistant.events import PhaseStarted, SleepEvent, SleepFinished
from assistant.memory.records import EvaluationRow, MemoryKind
from assistant.paths import Home
from backends.base import EngineDied
from tests.fakes import FAKE_INFO, Breaks, FakeEngine
from tui.bridge import Assistant
from tui.local import LocalAssistant
from tui.views import Draft


@pytest.fixture
def local(tmp_path: Path) -> Iterator[LocalAssistant]:
    made = LocalAssistant(Home(tmp_path / "home").create(), Config())
    made.open()
    yield made
    made.close()


def test_fulfils_the_protocol(local: LocalAssistant) -> None:
    seam: Assistant = local
    assert seam.chats.recent() == []


def test_search_finds_chats_by_title_and_by_words(local: LocalAssistant) -> None:
    dogs, trains = local.store.create_chat("Dogs"), local.store.create_chat("Trains")
    local.store.add_turn(trains.id, "I take the 8:14 to Leeds", "noted")
    assert [chat.id for chat, _ in local.chats.recent()] == [trains.id, dogs.id]
    assert local.chats.recent("leeds") == [(local.store.chat(trains.id), "I take the 8:14 to Leeds")]
    assert [chat.id for chat, _ in local.chats.recent("dog")] == [dogs.id]


def test_remember_keeps_a_statement_once_and_marks_secrets(local: LocalAssistant) -> None:
    (tea,) = local.memories.remember("I like tea.")
    assert (tea.text, tea.kind) == ("I like tea.", MemoryKind.PREFERENCE)
    assert local.memories.remember("i like TEA.") == []
    (secret,) = local.memories.remember("My password is hunter2.")
    assert secret.secret
    assert [memory.text for memory in local.memories.known()] == ["My password is hunter2.", "I like tea."]
    assert [memory.text for memory in local.memories.known("tea")] == ["I like tea."]


def test_forget_names_active_experts_that_hold_it(local: LocalAssistant) -> None:
    (memory,) = local.memories.remember("My dog is called Fudge.")
    local.store.link_expert("day-0001", [memory.id])
    assert local.memories.origin(memory).experts == ("day-0001",)
    assert local.memories.forget(memory.id) == ()
    assert local.memories.find([memory.id]) == []


def test_origin_names_the_chat(local: LocalAssistant) -> None:
    chat = local.store.create_chat("Dogs")
    message = local.store.add_message(chat.id, "user", "My dog is called Fudge.")
    memory = local.store.add_memory("My dog is called Fudge.", message_id=message.id)
    origin = local.memories.origin(memory)
    assert origin.chat is not None
    assert origin.message is not None
    assert (origin.chat.title, origin.message.content) == ("Dogs", "My dog is called Fudge.")
    local.chats.delete(chat.id)
    assert local.memories.origin(local.store.memory(memory.id)).chat is None


def test_missing_model_is_worded(local: LocalAssistant, monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(*_: object) -> Path:
        raise MachineError("The starter is not on this machine yet. Fetch it: reverie model pull starter")

    monkeypatch.setattr("tui.local.resolve_model", absent)
    with pytest.raises(MachineError, match="model pull starter"):
        local.talk.start(lambda share: None)


def test_report_of_a_night(local: LocalAssistant) -> None:
    memory = local.store.add_memory("My dog is called Fudge.")
    unasked = local.store.add_memory("I like tea.")
    night = local.store.start_sleep("day")
    assert local.nights.report() is None
    local.store.add_evaluations(
        [
            EvaluationRow(night, memory.id, "What is my dog called?", "?", "Fudge", False, True),
            EvaluationRow(night, None, "Capital of France?", "Paris", "Paris", True, True),
        ]
    )
    report = {
        "recall": {"before": 0.0, "after": 0.75, "n": 4}, "retention": None, "drift": 0.02, "false_memory": 0.1,
        "dreams": {"written": 20, "kept": 7}, "learned": [{"memory": memory.id}, {"memory": unasked.id}],
    }  # fmt: skip
    local.store.finish_sleep(night, verdict="accept", reason="recall rose", expert_id="day-0001", report=report)
    shown = local.nights.unseen()
    assert shown is not None
    assert (shown.recall_before, shown.recall_after, shown.probes) == (0.0, 0.75, 4)
    assert (shown.retention, shown.drift, shown.dreams_kept) == (None, 0.02, 7)
    assert [(one.text, one.learned, one.why) for one in shown.lessons] == [
        ("My dog is called Fudge.", True, "1 of 1 right"),
        ("I like tea.", False, "no probe was asked"),
    ]
    assert len(shown.comparisons) == 2
    assert not shown.in_force
    local.nights.mark_seen(night)
    assert local.nights.unseen() is None
    assert local.nights.report(night) == shown


def test_skipped_night_is_no_news(local: LocalAssistant) -> None:
    night = local.store.start_sleep("day")
    local.store.finish_sleep(night, verdict="skipped", reason="nothing new", expert_id=None, report={})
    assert local.nights.unseen() is None
    shown = local.nights.report()
    assert shown is not None
    assert (shown.verdict, shown.recall_after) == ("skipped", None)


def test_rejected_night_learned_nothing(local: LocalAssistant) -> None:
    memory = local.store.add_memory("My dog is called Fudge.")
    night = local.store.start_sleep("day")
    local.store.add_evaluations([EvaluationRow(night, memory.id, "q", "", "Fudge", False, True)])
    local.store.finish_sleep(night, verdict="reject", reason="drift", expert_id=None, report=json.loads("{}"))
    shown = local.nights.unseen()
    assert shown is not None
    assert [(one.learned, one.why) for one in shown.lessons] == [(False, "1 of 1 right, but the night was not kept")]


def test_sleep_passes_level_events_and_errors(local: LocalAssistant, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[SleepEvent] = []

    def run_sleep(home: Home, config: Config, **given: object) -> SleepFinished:
        assert (given["level"], given["budget_seconds"]) == ("topic", 3600)
        on_event = given["on_event"]
        assert callable(on_event)
        on_event(PhaseStarted("select", 1))
        raise SleepLocked("Another night is running.")

    monkeypatch.setattr("assistant.sleep.supervisor.run_sleep", run_sleep)
    with pytest.raises(SleepLocked):
        local.nights.sleep("topic", seen.append, lambda: False, lambda: False)
    assert seen == [PhaseStarted("select", 1)]


def test_experts_list_is_empty_before_the_first_night(local: LocalAssistant) -> None:
    assert local.experts.all() == []
    assert local.experts.active() == ()


@pytest.mark.skipif(os.name != "posix", reason="puts a shell script in the place of the command")
def test_an_export_is_told_line_by_line_and_fails_in_the_commands_own_words(
    local: LocalAssistant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = tmp_path / "command"
    monkeypatch.setattr(sys, "executable", str(command))
    told: list[str] = []
    for code in (0, 1):
        command.write_text(f"#!/bin/sh\necho $6 $7 $8 $9 >&2\necho reverie: the disk is full >&2\nexit {code}\n")
        command.chmod(0o700)
        if code == 0:
            assert local.experts.export("day-1", str(tmp_path / "out"), "mlx", told.append) == tmp_path / "out"
            assert told == ["export day-1 --format mlx", "reverie: the disk is full"]
        else:
            with pytest.raises(ExpertError, match=r"^the disk is full$"):
                local.experts.export("day-1", str(tmp_path / "out"), "mlx", told.append)


def start_on(local: LocalAssistant, engine: FakeEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.local.resolve_model", lambda home, name: Path("/models/fake.gguf"))
    monkeypatch.setattr("tui.local.EngineClient.start", lambda model, **given: engine)
    assert local.talk.start(lambda share: None) == FAKE_INFO


def test_reply_is_stored_and_the_next_one_continues_the_chat(
    local: LocalAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = FakeEngine(replies=["Noted.", "Fudge."])
    start_on(local, engine, monkeypatch)
    chat = local.chats.create()
    events = list(local.talk.reply(chat, Draft("My dog is called Fudge."), lambda: False))
    assert isinstance(events[-1], Finished)
    assert [memory.text for memory in local.memories.known()] == ["My dog is called Fudge."]
    list(local.talk.reply(chat, Draft("What is my dog called?"), lambda: False))
    assert [message.content for message in local.chats.messages(chat.id)][::2] == [
        "My dog is called Fudge.",
        "What is my dog called?",
    ]
    assert local.chats.recent()[0][0].title == "My dog is called Fudge."


def test_failed_first_turn_leaves_no_chat(local: LocalAssistant, monkeypatch: pytest.MonkeyPatch) -> None:
    start_on(local, FakeEngine(replies=[Breaks("half a rep", EngineDied("gone"))]), monkeypatch)
    chat = local.chats.create()
    with pytest.raises(EngineDied):
        list(local.talk.reply(chat, Draft("hello"), lambda: False))
    assert local.chats.recent() == []


def test_retry_takes_the_last_turn_out_of_the_prompt_too(
    local: LocalAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = FakeEngine(replies=["One.", "Two.", "Three."])
    start_on(local, engine, monkeypatch)
    chat = local.chats.create()
    list(local.talk.reply(chat, Draft("first"), lambda: False))
    list(local.talk.reply(chat, Draft("second"), lambda: False))
    assert local.chats.drop_last_turn(chat.id).content == "second"
    list(local.talk.reply(chat, Draft("second again"), lambda: False))
    assert [message.content for message in local.chats.messages(chat.id)] == ["first", "One.", "second again", "Three."]
    assert [message.content for message in engine.chats[-1].messages if message.role == "user"] == [
        "first",
        "second again",
    ]
