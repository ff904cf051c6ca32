"""Screens run on a fake assistant, without cursor blink or animation."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, OptionList, TextArea

from tests.tui.fakes import FakeAssistant
from tests.tui.waiting import wait
from tui.app import AssistantApp

Until = Callable[[Pilot[int], Callable[[], object]], Awaitable[None]]


def shown(app: AssistantApp) -> list[str | None]:
    """The ids in the list of the screen on top."""
    return [option.id for option in app.screen.query_one(OptionList).options]


@pytest.fixture(autouse=True)
def still_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    for widget in (TextArea, Input):
        monkeypatch.setattr(widget.cursor_blink, "_default", False)


@pytest.fixture
def assistant() -> FakeAssistant:
    return FakeAssistant()


@pytest.fixture
def app(assistant: FakeAssistant) -> AssistantApp:
    made = AssistantApp(lambda: assistant, "reverie")
    made.animation_level = "none"
    made.clock = lambda: 100.0
    return made


@pytest.fixture
def until() -> Until:
    """Wait for a condition that a worker or a key brings about."""
    return wait
