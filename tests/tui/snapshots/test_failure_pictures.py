"""What goes wrong is said in words, and nothing that was written is lost."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from assistant.errors import StoreCorrupt
from backends.base import EngineDied, ModelFileError
from tests.tui.fakes import FakeAssistant
from tests.tui.snapshots.scenes import Compare
from tests.tui.waiting import wait
from tui import jobs
from tui.app import AssistantApp

pytestmark = pytest.mark.snapshot


@pytest.fixture(autouse=True)
def lasting(monkeypatch: pytest.MonkeyPatch) -> None:
    """A failure stays on the screen however long the picture takes."""
    monkeypatch.setattr(jobs, "ERROR_SECONDS", 600)


def test_engine_killed(
    app: AssistantApp, assistant: FakeAssistant, snap_compare: Compare, size: tuple[int, int]
) -> None:
    async def before(pilot: Pilot[int]) -> None:
        await wait(pilot, lambda: app.engine_ready)
        await app.chat_screen.send("What is my dog called?")
        await wait(pilot, lambda: app.chat_screen.turn is None)
        assistant.talk.reply_error = EngineDied(
            "The engine process was killed by the system (signal 9), most likely because memory ran out. "
            "Close other programs and try again: a new one is started."
        )
        await app.chat_screen.send("And my cat?")
        await wait(pilot, lambda: app.chat_screen.prompt.text == "And my cat?")
        await pilot.pause(0.3)

    assistant.talk.pieces = ["Your dog is called **Fudge**."]
    assert snap_compare(app, terminal_size=size, run_before=before)


def test_model_file_vanished(app: AssistantApp, assistant: FakeAssistant, snap_compare: Compare) -> None:
    assistant.talk.start_error = ModelFileError(
        "/models/SmolLM2-135M-Instruct.Q4_1.gguf does not exist. Give the path of a GGUF file, or fetch one: "
        "reverie model pull"
    )

    async def before(pilot: Pilot[int]) -> None:
        await wait(pilot, lambda: app.store_ready and app.chat_screen.status.failed)
        await app.chat_screen.send("Is anybody there?")
        await wait(pilot, lambda: app.chat_screen.prompt.text == "Is anybody there?")
        await pilot.pause(0.3)
        # Two failures of one kind: the picture shows the last.
        last = list(app._notifications)[-1]
        app.clear_notifications()
        app.notify(last.message, title=last.title, severity=last.severity, timeout=600, markup=False)
        await pilot.pause(0.3)

    assert snap_compare(app, run_before=before)


def test_damaged_store(app: AssistantApp, assistant: FakeAssistant, snap_compare: Compare) -> None:
    assistant.open_error = StoreCorrupt(
        "/home/me/reverie.db is damaged. Restore a copy, or move it away to begin anew."
    )

    async def before(pilot: Pilot[int]) -> None:
        await wait(pilot, lambda: app._notifications)
        await pilot.pause(0.3)

    assert snap_compare(app, run_before=before)
