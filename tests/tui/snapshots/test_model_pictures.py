from __future__ import annotations

import threading

import pytest
from textual.pilot import Pilot

from tests.tui.fakes import FakeAssistant
from tests.tui.snapshots.scenes import Compare, commanded, ready
from tests.tui.waiting import wait
from tui.app import AssistantApp
from tui.screens.models import ModelsScreen

pytestmark = pytest.mark.snapshot


def test_first_run(app: AssistantApp, assistant: FakeAssistant, snap_compare: Compare, size: tuple[int, int]) -> None:
    assistant.used = False
    until = ready(app, until=lambda: isinstance(app.screen, ModelsScreen))
    assert snap_compare(app, terminal_size=size, run_before=until)


def test_models(app: AssistantApp, snap_compare: Compare) -> None:
    assert snap_compare(app, run_before=commanded(app, "/model", then=("down",)))


def test_fetching_a_model(app: AssistantApp, assistant: FakeAssistant, snap_compare: Compare) -> None:
    async def before(pilot: Pilot[int]) -> None:
        await commanded(app, "/model")(pilot)
        assistant.models.gate = threading.Event()
        await pilot.press("down", "enter")
        await wait(pilot, lambda: "24%" in str(app.screen.query_one("#about").render()))
        await pilot.pause(0.3)

    assert snap_compare(app, run_before=before)
    if assistant.models.gate is not None:
        assistant.models.gate.set()
