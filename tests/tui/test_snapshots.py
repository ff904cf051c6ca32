"""Pictures of every screen at a small, a usual and a large terminal."""

from __future__ import annotations

import threading
from collections.abc import Awaitable, Callable

import pytest
from textual.pilot import Pilot

from assistant.memory.records import Carrier, Hit
from tests.tui.fakes import FakeAssistant, memory, night_report
from tests.tui.test_sleep import EVENTS
from tui.app import AssistantApp
from tui.views import ExpertView

SIZES = [(60, 20), (80, 24), (160, 50)]
REPLY = [
    "Your dog is called **Fudge**. You told me [yesterday] 🐕:\n\n- walks at *seven*\n- the `vet` on Friday\n\n",
    "```python\ndef bark(times: int) -> str:\n    return 'woof ' * times\n```\n",
]

pytestmark = pytest.mark.snapshot
Compare = Callable[..., bool]


@pytest.fixture(autouse=True)
def furnished(assistant: FakeAssistant) -> None:
    fudge = memory(1, "My dog is called Fudge.", Carrier.BOTH)
    tea = memory(2, "I like [green] tea, and never coffee after four in the afternoon, because I cannot sleep then.")
    assistant.store.memories = {1: fudge, 2: tea, 3: memory(3, "שלום means hello 👋.", Carrier.WEIGHTS)}
    assistant.store.held_by = {1: ("day-0007",)}
    assistant.store.add_chat("About dogs [and cats]", [("What is my dog called?", "Fudge.")])
    assistant.store.add_chat("Trains", [("I take the 8:14", "Noted.")])
    assistant.talk.pieces, assistant.talk.hits = REPLY, (Hit(fudge, 0.82, ("dog", "called")), Hit(tea, 0.41, ("tea",)))
    assistant.talk.experts, assistant.talk.learned = ("core-0001", "day-0007"), (tea,)
    assistant.experts.experts = [
        ExpertView(
            "day-0007", "day", "accepted", fudge.created, True, (fudge.text,), {"recall": 0.71, "drift": 0.02}, 16
        ),
        ExpertView("core-0001", "core", "accepted", fudge.created, True, (), {"reading": 0.98}, 32),
    ]


def ready(
    app: AssistantApp, *keys: str, until: Callable[[], object] = lambda: True
) -> Callable[[Pilot[int]], Awaitable[None]]:
    """Wait for the engine, press the keys, wait for the condition and for all jobs."""

    async def before(pilot: Pilot[int]) -> None:
        await wait(pilot, lambda: app.engine_ready)
        await pilot.press(*keys)
        await wait(pilot, until)
        if not app.night.running:
            await app.workers.wait_for_complete()
        await pilot.pause(0.3)

    return before


async def wait(pilot: Pilot[int], condition: Callable[[], object]) -> None:
    for _ in range(250):
        if condition():
            return
        await pilot.pause(0.02)
    raise AssertionError("the condition never held")


def asked(app: AssistantApp) -> Callable[[Pilot[int]], Awaitable[None]]:
    async def before(pilot: Pilot[int]) -> None:
        await wait(pilot, lambda: app.engine_ready)
        await app.chat_screen.send("What is my dog called? [really]\nAnd who is she?")
        await wait(pilot, lambda: app.chat_screen.turn is None)
        await pilot.pause(0.3)

    return before


@pytest.mark.parametrize("size", SIZES, ids=lambda size: "{}x{}".format(*size))
def test_welcome(app: AssistantApp, snap_compare: Compare, size: tuple[int, int]) -> None:
    assert snap_compare(app, terminal_size=size, run_before=ready(app))


@pytest.mark.parametrize("size", SIZES, ids=lambda size: "{}x{}".format(*size))
def test_chat(app: AssistantApp, snap_compare: Compare, size: tuple[int, int]) -> None:
    assert snap_compare(app, terminal_size=size, run_before=asked(app))


def test_chat_by_day(assistant: FakeAssistant, snap_compare: Compare) -> None:
    app = AssistantApp(lambda: assistant, "reverie-morning")
    assert snap_compare(app, run_before=asked(app))


def test_chat_without_colour(assistant: FakeAssistant, snap_compare: Compare, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = AssistantApp(lambda: assistant, "reverie")
    assert snap_compare(app, run_before=asked(app))


@pytest.mark.parametrize("size", SIZES, ids=lambda size: "{}x{}".format(*size))
def test_commands(app: AssistantApp, snap_compare: Compare, size: tuple[int, int]) -> None:
    assert snap_compare(app, terminal_size=size, run_before=ready(app, "/"))


@pytest.mark.parametrize("size", SIZES, ids=lambda size: "{}x{}".format(*size))
@pytest.mark.parametrize("key", ["f1", "ctrl+o", "f3", "f4"])
def test_screens(app: AssistantApp, snap_compare: Compare, key: str, size: tuple[int, int]) -> None:
    assert snap_compare(app, terminal_size=size, run_before=ready(app, key))


@pytest.mark.parametrize("size", SIZES, ids=lambda size: "{}x{}".format(*size))
def test_sources(app: AssistantApp, snap_compare: Compare, size: tuple[int, int]) -> None:
    async def before(pilot: Pilot[int]) -> None:
        await asked(app)(pilot)
        await ready(app, "ctrl+t")(pilot)

    assert snap_compare(app, terminal_size=size, run_before=before)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: "{}x{}".format(*size))
def test_night(app: AssistantApp, assistant: FakeAssistant, snap_compare: Compare, size: tuple[int, int]) -> None:
    assistant.nights.events, assistant.nights.wake = EVENTS, threading.Event()
    assert snap_compare(app, terminal_size=size, run_before=ready(app, "f5", until=lambda: len(app.night.curve) == 2))


@pytest.mark.parametrize("size", SIZES, ids=lambda size: "{}x{}".format(*size))
def test_morning(app: AssistantApp, assistant: FakeAssistant, snap_compare: Compare, size: tuple[int, int]) -> None:
    assistant.nights.last = night_report()
    assert snap_compare(app, terminal_size=size, run_before=ready(app, until=lambda: assistant.nights.seen == 7))


def test_failed_reply(app: AssistantApp, assistant: FakeAssistant, snap_compare: Compare) -> None:
    assistant.talk.saved, assistant.talk.warning = False, "not saved: the disk is full. Free some space."
    assert snap_compare(app, run_before=asked(app))
