"""Chats, memories, experts."""

from __future__ import annotations

import threading

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from tests.tui.fakes import FakeAssistant
from tests.tui.snapshots.scenes import Compare, commanded, ready
from tests.tui.waiting import wait
from tui.app import AssistantApp

pytestmark = pytest.mark.snapshot


def test_chats(app: AssistantApp, snap_compare: Compare, size: tuple[int, int]) -> None:
    assert snap_compare(app, terminal_size=size, run_before=ready(app, "ctrl+o"))


def test_chats_after_a_deletion(app: AssistantApp, snap_compare: Compare) -> None:
    assert snap_compare(app, run_before=commanded(app, "/chats", then=("ctrl+d",)))


def test_chats_rename(app: AssistantApp, snap_compare: Compare) -> None:
    assert snap_compare(app, run_before=commanded(app, "/chats", then=("ctrl+e",)))


def test_memory(app: AssistantApp, snap_compare: Compare, size: tuple[int, int]) -> None:
    assert snap_compare(app, terminal_size=size, run_before=ready(app, "f3"))


def test_memory_filtered(app: AssistantApp, snap_compare: Compare) -> None:
    assert snap_compare(app, run_before=commanded(app, "/memory", then=("c", "c", "c", "n", "o")))


def test_memory_of_nothing(app: AssistantApp, assistant: FakeAssistant, snap_compare: Compare) -> None:
    assistant.store.memories = {}
    assert snap_compare(app, run_before=commanded(app, "/memory"))


def test_memory_why(app: AssistantApp, snap_compare: Compare, size: tuple[int, int]) -> None:
    keys = ("w", *["ctrl+a", "ctrl+k"], *"is my cat?", "enter")
    assert snap_compare(app, terminal_size=size, run_before=commanded(app, "/memory", then=keys))


def test_memory_forget(app: AssistantApp, snap_compare: Compare) -> None:
    assert snap_compare(app, run_before=commanded(app, "/memory", then=("f",)))


def test_memory_edit(app: AssistantApp, snap_compare: Compare, size: tuple[int, int]) -> None:
    assert snap_compare(app, terminal_size=size, run_before=commanded(app, "/memory", then=("e",)))


def test_memory_edit_that_leaves_nothing(app: AssistantApp, snap_compare: Compare) -> None:
    keys = ("e", "ctrl+a", "ctrl+k", "enter")
    assert snap_compare(app, run_before=commanded(app, "/memory", then=keys))


def test_memory_that_was_replaced_in_full(app: AssistantApp, snap_compare: Compare, size: tuple[int, int]) -> None:
    keys = ("o", "tab", "end")
    assert snap_compare(app, terminal_size=size, run_before=commanded(app, "/memory", then=keys))


def test_memories_at_odds(app: AssistantApp, assistant: FakeAssistant, snap_compare: Compare) -> None:
    assistant.store.at_odds = {1: (2,), 2: (1,)}
    assert snap_compare(app, run_before=commanded(app, "/memory", then=("a", "t")))


def test_chats_search(app: AssistantApp, snap_compare: Compare) -> None:
    assert snap_compare(app, run_before=commanded(app, "/chats 8:14"))


def test_experts(app: AssistantApp, snap_compare: Compare, size: tuple[int, int]) -> None:
    assert snap_compare(
        app, terminal_size=size, run_before=commanded(app, "/experts", then=("end", "up", "up", "up", "up"))
    )


def test_experts_rejected_one(app: AssistantApp, snap_compare: Compare) -> None:
    keys = ("end", "up", "up", "a")
    assert snap_compare(app, run_before=commanded(app, "/experts", then=keys))


def test_experts_export(app: AssistantApp, snap_compare: Compare, size: tuple[int, int]) -> None:
    assert snap_compare(app, terminal_size=size, run_before=commanded(app, "/experts", then=("e",)))


def test_experts_export_where_to(app: AssistantApp, snap_compare: Compare) -> None:
    assert snap_compare(app, run_before=commanded(app, "/experts", then=("e", "enter")))


def test_experts_exporting(app: AssistantApp, assistant: FakeAssistant, snap_compare: Compare) -> None:
    gate = assistant.experts.export_gate = threading.Event()

    async def before(pilot: Pilot[int]) -> None:
        await commanded(app, "/experts")(pilot)
        await pilot.press("e", *"merge", "enter", "enter")
        await wait(pilot, lambda: "merging" in str(app.screen.query_one("#title", Static).content))
        await pilot.pause(0.3)

    assert snap_compare(app, run_before=before)
    gate.set()
