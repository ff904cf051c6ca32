from __future__ import annotations

import pytest

from tests.tui.snapshots.scenes import Compare, asked, commanded, ready
from tui.app import AssistantApp

pytestmark = pytest.mark.snapshot


def test_completion(app: AssistantApp, snap_compare: Compare, size: tuple[int, int]) -> None:
    assert snap_compare(app, terminal_size=size, run_before=ready(app, "/"))


def test_help(app: AssistantApp, snap_compare: Compare, size: tuple[int, int]) -> None:
    assert snap_compare(app, terminal_size=size, run_before=ready(app, "f1"))


def test_history(app: AssistantApp, snap_compare: Compare) -> None:
    searching = ready(app, until=lambda: app.chat_screen.prompt.earlier, then=("ctrl+r", "o"))
    assert snap_compare(app, run_before=searching)


def test_themes(app: AssistantApp, snap_compare: Compare) -> None:
    assert snap_compare(app, run_before=commanded(app, "/theme", then=("n", "o")))


def test_instructions(app: AssistantApp, snap_compare: Compare) -> None:
    assert snap_compare(app, run_before=commanded(app, "/system"))


def test_context(app: AssistantApp, snap_compare: Compare, size: tuple[int, int]) -> None:
    assert snap_compare(app, terminal_size=size, run_before=asked(app, "/context"))


def test_sources(app: AssistantApp, snap_compare: Compare, size: tuple[int, int]) -> None:
    assert snap_compare(app, terminal_size=size, run_before=asked(app, "/why"))
