from __future__ import annotations

import threading

import pytest
from textual.pilot import Pilot

from assistant.memory.records import Attachment
from tests.tui.fakes import FakeAssistant
from tests.tui.snapshots.scenes import Compare, asked, halfway, ready
from tests.tui.waiting import wait
from tui.app import AssistantApp

pytestmark = pytest.mark.snapshot


def test_welcome(app: AssistantApp, snap_compare: Compare, size: tuple[int, int]) -> None:
    assert snap_compare(app, terminal_size=size, run_before=ready(app))


def test_chat(app: AssistantApp, snap_compare: Compare, size: tuple[int, int]) -> None:
    assert snap_compare(app, terminal_size=size, run_before=asked(app))


def test_reply_under_way(
    app: AssistantApp, assistant: FakeAssistant, snap_compare: Compare, size: tuple[int, int]
) -> None:
    gate = assistant.talk.gate = threading.Event()
    assert snap_compare(app, terminal_size=size, run_before=halfway(app))
    gate.set()


def test_stopped_reply(app: AssistantApp, assistant: FakeAssistant, snap_compare: Compare) -> None:
    gate = assistant.talk.gate = threading.Event()

    async def before(pilot: Pilot[int]) -> None:
        await halfway(app)(pilot)
        await pilot.press("escape")
        await wait(pilot, lambda: assistant.talk.stops)
        gate.set()
        await wait(pilot, lambda: app.chat_screen.turn is None)
        await pilot.pause(0.3)

    assert snap_compare(app, run_before=before)


def test_chat_by_day(assistant: FakeAssistant, snap_compare: Compare) -> None:
    app = AssistantApp(lambda: assistant, "reverie-morning")
    assert snap_compare(app, run_before=asked(app))


def test_chat_without_colour(assistant: FakeAssistant, snap_compare: Compare, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = AssistantApp(lambda: assistant, "reverie")
    assert snap_compare(app, run_before=asked(app))


def test_reply_that_was_not_saved(app: AssistantApp, assistant: FakeAssistant, snap_compare: Compare) -> None:
    assistant.talk.saved, assistant.talk.warning = False, "not saved: the disk is full. Free some space."
    assert snap_compare(app, run_before=asked(app))


def test_long_chat_with_a_summary(
    app: AssistantApp, assistant: FakeAssistant, snap_compare: Compare, size: tuple[int, int]
) -> None:
    assistant.talk.compacting, assistant.talk.pieces = 12, ["Four o'clock, as we said."]
    assert snap_compare(app, terminal_size=size, run_before=asked(app))


def test_attachments_and_what_is_not_learned(
    app: AssistantApp, assistant: FakeAssistant, snap_compare: Compare, size: tuple[int, int]
) -> None:
    async def before(pilot: Pilot[int]) -> None:
        await wait(pilot, lambda: app.engine_ready)
        app.chat_screen.attach(Attachment("minutes of the meeting.md", "word " * 900))
        await app.chat_screen.send("Sum this up", learn=False)
        await wait(pilot, lambda: app.chat_screen.turn is None)
        app.chat_screen.attach(Attachment("paste 1", "word " * 90_000))
        app.clear_notifications()
        await pilot.pause(0.3)

    assistant.talk.pieces = ["Three decisions were taken."]
    assert snap_compare(app, terminal_size=size, run_before=before)


def test_escapes_are_shown(app: AssistantApp, assistant: FakeAssistant, snap_compare: Compare) -> None:
    assistant.talk.pieces = ["\x1b[2J\x1b[31mred\x1b[0m \x07 and evil\u202etxt.exe"]

    async def before(pilot: Pilot[int]) -> None:
        await wait(pilot, lambda: app.engine_ready)
        await app.chat_screen.send("\x1b]0;owned\x07 [red]me[/red]")
        await wait(pilot, lambda: app.chat_screen.turn is None)
        await pilot.pause(0.3)

    assert snap_compare(app, run_before=before)


def test_a_long_paste_is_attached(app: AssistantApp, snap_compare: Compare) -> None:
    async def before(pilot: Pilot[int]) -> None:
        await wait(pilot, lambda: app.engine_ready)
        app.chat_screen.prompt.insert_paste("word " * 200_000)
        await wait(pilot, lambda: app.chat_screen.attached.files)
        app.clear_notifications()
        await pilot.press(*"Sum this up")
        await pilot.pause(0.3)

    assert snap_compare(app, run_before=before)


def test_private_chat(app: AssistantApp, snap_compare: Compare) -> None:
    async def before(pilot: Pilot[int]) -> None:
        await wait(pilot, lambda: app.engine_ready)
        app.actions.run_private("")
        await wait(pilot, lambda: app.chat_screen.status.private)
        await pilot.pause(0.3)

    assert snap_compare(app, run_before=before)
