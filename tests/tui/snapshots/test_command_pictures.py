from __future__ import annotations

import pytest
from textual.command import CommandPalette
from textual.pilot import Pilot
from textual.widgets import Input, OptionList

from tests.tui.snapshots.scenes import Before, Compare, asked, commanded, ready
from tests.tui.waiting import wait
from tui.app import AssistantApp

pytestmark = pytest.mark.snapshot


def test_completion(app: AssistantApp, snap_compare: Compare, size: tuple[int, int]) -> None:
    assert snap_compare(app, terminal_size=size, run_before=ready(app, "/"))


def test_help(app: AssistantApp, snap_compare: Compare, size: tuple[int, int]) -> None:
    assert snap_compare(app, terminal_size=size, run_before=ready(app, "f1"))


def test_history(app: AssistantApp, snap_compare: Compare) -> None:
    searching = ready(app, until=lambda: app.chat_screen.prompt.earlier, then=("ctrl+r", "o"))
    assert snap_compare(app, run_before=searching)


def test_history_of_many(app: AssistantApp, snap_compare: Compare) -> None:
    async def before(pilot: Pilot[int]) -> None:
        await ready(app, until=lambda: app.chat_screen.prompt.earlier)(pilot)
        app.chat_screen.prompt.set_history([f"Question number {number}" for number in range(500)])
        await pilot.press("ctrl+r", "up", "end")
        app.screen.query_one(OptionList).scroll_end(animate=False)
        await pilot.pause(0.3)

    assert snap_compare(app, run_before=before)


def test_palette(app: AssistantApp, snap_compare: Compare, size: tuple[int, int]) -> None:
    assert snap_compare(app, terminal_size=size, run_before=palette(app))


def test_palette_search(app: AssistantApp, snap_compare: Compare) -> None:
    assert snap_compare(app, run_before=palette(app, *"memor"))


def palette(app: AssistantApp, *keys: str) -> Before:
    async def before(pilot: Pilot[int]) -> None:
        await ready(app, "ctrl+p", until=lambda: isinstance(app.screen, CommandPalette))(pilot)
        app.screen.query_one(Input).cursor_blink = False
        await pilot.press(*keys)
        await wait(pilot, lambda: app.screen.query_one(OptionList).option_count > 1)
        await pilot.pause(0.6)

    return before


def test_themes(app: AssistantApp, snap_compare: Compare) -> None:
    assert snap_compare(app, run_before=commanded(app, "/theme", then=("n", "o")))


def test_instructions(app: AssistantApp, snap_compare: Compare) -> None:
    assert snap_compare(app, run_before=commanded(app, "/system"))


def test_context(app: AssistantApp, snap_compare: Compare, size: tuple[int, int]) -> None:
    assert snap_compare(app, terminal_size=size, run_before=asked(app, "/context"))


def test_sources(app: AssistantApp, snap_compare: Compare, size: tuple[int, int]) -> None:
    assert snap_compare(app, terminal_size=size, run_before=asked(app, "/why"))
