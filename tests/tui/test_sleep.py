from __future__ import annotations

import threading

from textual.widgets import Static

from assistant.errors import SleepLocked
from assistant.events import (
    DreamWritten,
    PhaseFinished,
    PhaseProgress,
    PhaseStarted,
    SleepEvent,
    SleepFinished,
    SleepStarted,
)
from tests.tui.conftest import Until
from tests.tui.fake_nights import night_report
from tests.tui.fakes import FakeAssistant
from tui.app import AssistantApp
from tui.night import CURVE_POINTS, DREAMS_SHOWN, NightState
from tui.screens.report import ReportScreen
from tui.screens.sleep import SleepScreen
from tui.widgets.sleep_progress import Curve, DreamLog, Hypnogram

EVENTS: list[SleepEvent] = [
    SleepStarted(7, ("select", "dream", "seed", "evaluate"), 12),
    PhaseStarted("select", 12),
    PhaseProgress("select", 12, 12),
    PhaseFinished("select", 0.4),
    PhaseStarted("dream", 2),
    PhaseProgress("dream", 2, 2),
    DreamWritten(1, "questions", "What is the dog [called]?", "Fudge", True, ""),
    DreamWritten(1, "questions", "And the cat?", "Tom", False, "not in the source"),
    PhaseFinished("dream", 27.0),
    PhaseStarted("seed", 200),
    PhaseProgress("seed", 10, 200, "", 2.5),
    PhaseProgress("seed", 50, 200, "", 1.25),
]


def text_of(app: AssistantApp, selector: str) -> str:
    return str(app.screen.query_one(selector, Static).content)


def phases(app: AssistantApp) -> str:
    return app.screen.query_one(Hypnogram).lines(60).plain


async def test_night_shows_phases_curve_and_dreams(app: AssistantApp, assistant: FakeAssistant, until: Until) -> None:
    assistant.nights.events, assistant.nights.wake = EVENTS, threading.Event()
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.store_ready)
        app.chat_screen.prompt.fill("/sleep")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, SleepScreen) and "50 of 200" in phases(app))
        assert "✓ select" in phases(app)
        assert "· evaluate" in phases(app)
        await until(pilot, lambda: app.screen.query_one(Curve).points == [2.5, 1.25])
        title = app.screen.query_one(DreamLog).border_title
        assert title == "dreams: 1 kept of 2 · dropped: 1 not in the source"
        assert "What is the dog [called]?" in text_of(app, "#dreams")
        assert "not in the source" in text_of(app, "#dreams")
        assert app.chat_screen.status.sleep == "asleep: seed 25%"
        assistant.nights.wake.set()
        await until(pilot, lambda: not app.night.running)


async def test_keys_say_what_they_do_awake_and_asleep(
    app: AssistantApp, assistant: FakeAssistant, until: Until
) -> None:
    def offered() -> list[str]:
        shown = app.screen.active_bindings.values()
        return list(
            dict.fromkeys(one.binding.description for one in shown if one.node is app.screen and one.binding.show)
        )

    assistant.nights.wake = threading.Event()
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.store_ready)
        await pilot.press("f5")
        await until(pilot, lambda: isinstance(app.screen, SleepScreen))
        assert offered() == ["Chat (sleeps on)", "Pause or go on", "Wake up"]
        await pilot.press("escape")
        assert app.screen is app.chat_screen
        assert app.night.running
        await pilot.press("f5")
        await until(pilot, lambda: isinstance(app.screen, SleepScreen))
        assistant.nights.wake.set()
        await until(pilot, lambda: offered() == ["Chat"])
        await pilot.press("escape")
        assert app.screen is app.chat_screen


async def test_report_opens_when_the_night_is_over(app: AssistantApp, assistant: FakeAssistant, until: Until) -> None:
    assistant.nights.after = night_report()
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.store_ready)
        app.chat_screen.prompt.fill("/sleep topic")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ReportScreen))
        assert assistant.nights.levels == ["topic"]
        await until(pilot, lambda: assistant.nights.seen == 7)


async def test_stop_key_ends_the_night(app: AssistantApp, assistant: FakeAssistant, until: Until) -> None:
    assistant.nights.events, assistant.nights.wake = EVENTS, threading.Event()
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.store_ready)
        await pilot.press("f5")
        await until(pilot, lambda: app.night.running and bool(app.night.curve))
        await pilot.press("s")
        await until(pilot, lambda: not app.night.running)
        assert app.night.verdict == "stopped"


async def test_leaving_the_screen_does_not_wake(app: AssistantApp, assistant: FakeAssistant, until: Until) -> None:
    assistant.nights.wake = threading.Event()
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.engine_ready)
        await pilot.press("f5", "escape")
        assert app.screen is app.chat_screen
        assert app.night.running
        await app.chat_screen.send("still here?")
        await until(pilot, lambda: app.chat_screen.turn is None)
        await pilot.press("f5")
        await pilot.pause()
        assert assistant.nights.levels == ["day"]
        assistant.nights.wake.set()
        await until(pilot, lambda: not app.night.running)


async def test_night_that_cannot_run_says_why(app: AssistantApp, assistant: FakeAssistant, until: Until) -> None:
    assistant.nights.error = SleepLocked("Another night is running on this home. Wait for it to end.")
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.store_ready)
        await pilot.press("f5")
        await until(pilot, lambda: app.night.verdict == "failed")
        await pilot.pause(0.3)
        assert "Another night is running" in text_of(app, ".screen-title")


async def test_unknown_level_is_refused(app: AssistantApp, assistant: FakeAssistant, until: Until) -> None:
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.store_ready)
        app.chat_screen.prompt.fill("/sleep deep")
        await pilot.press("enter")
        await pilot.pause()
        assert app.screen is app.chat_screen
        assert assistant.nights.levels == []


def test_state_stays_small_in_a_long_night() -> None:
    night = NightState(running=True)
    for step in range(5000):
        night.apply(PhaseProgress("seed", step, 5000, "", 5.0 - step / 1000))
        night.apply(DreamWritten(1, "questions", "q", "a", step % 2 == 0, ""))
    assert len(night.curve) <= CURVE_POINTS
    assert night.curve[0] == 5.0
    assert len(night.dreams) == DREAMS_SHOWN
    assert (night.written, night.kept) == (5000, 2500)


def test_summary_follows_the_night() -> None:
    night = NightState()
    assert night.summary == "awake"
    night.running = True
    night.apply(SleepStarted(1, ("select",), 1))
    assert night.summary == "falling asleep …"
    night.apply(PhaseStarted("select", 0))
    assert night.summary == "asleep: select"
    night.apply(PhaseProgress("select", 1, 4))
    assert night.summary == "asleep: select 25%"
    night.stopping = True
    assert night.summary == "waking up …"
    night.apply(SleepFinished("stopped", "by you", {}))
    assert night.summary == "awake"
    assert night.current is None


def test_hypnogram_shows_when_each_phase_ran() -> None:
    night = NightState(running=True, began=100.0)
    night.apply(SleepStarted(1, ("select", "dream", "seed"), 3), 100.0)
    night.apply(PhaseStarted("select", 3), 100.0)
    night.apply(PhaseFinished("select", 10.0), 110.0)
    night.apply(PhaseStarted("dream", 8), 110.0)
    night.apply(PhaseProgress("dream", 4, 8), 130.0)
    night.grow(140.0)
    drawing = Hypnogram()
    drawing._night = night
    select, dream, seed, axis = drawing.lines(54).plain.splitlines()
    assert select.index("█") == dream.index("█") - 6 == 10
    assert (select.count("█"), dream.count("█"), seed.count("█")) == (6, 20, 0)
    assert dream.endswith("4 of 8")
    assert axis.rstrip().endswith("40 s")
    assert all(len(line) <= 54 for line in (select, dream, seed, axis))


async def test_pause_holds_the_night_and_waking_ends_the_pause(
    app: AssistantApp, assistant: FakeAssistant, until: Until
) -> None:
    assistant.nights.events, assistant.nights.wake = EVENTS, threading.Event()
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.store_ready)
        await pilot.press("f5")
        await until(pilot, lambda: app.night.running and bool(app.night.curve))
        await pilot.press("p")
        assert assistant.nights.paused()
        assert "Paused" in text_of(app, ".screen-title")
        assert app.chat_screen.status.sleep == "sleep paused"
        await pilot.press("p")
        assert not assistant.nights.paused()
        await pilot.press("p", "s")
        assert not assistant.nights.paused()
        await until(pilot, lambda: not app.night.running)
        assert app.night.verdict == "stopped"


async def test_a_night_that_begins_by_itself_is_shown_and_keys_are_told_to_the_watch(
    app: AssistantApp, assistant: FakeAssistant, until: Until
) -> None:
    now = [100.0]
    app.clock = lambda: now[0]
    async with app.run_test() as pilot:
        await until(pilot, lambda: assistant.nights.watching)
        assert assistant.nights.watching is not None
        idle_seconds, on_begin, on_event = assistant.nights.watching
        now[0] = 900.0
        assert idle_seconds() == 800.0
        on_begin()
        for event in EVENTS:
            on_event(event)
        await until(pilot, lambda: app.chat_screen.status.sleep == "asleep: seed 25%")
        await pilot.press("h")
        assert idle_seconds() == 0.0
        on_event(SleepFinished("stopped", "you came back", {}))
        await until(pilot, lambda: not app.night.running)
        assert app.chat_screen.status.sleep == "awake"
        assert app.night.message == "you came back"


async def test_the_status_bar_says_why_it_is_awake(app: AssistantApp, assistant: FakeAssistant, until: Until) -> None:
    async with app.run_test() as pilot:
        await until(pilot, lambda: assistant.nights.watching)
        assistant.nights.told("sleeps when you are away")
        await until(pilot, lambda: app.chat_screen.status.reason == "sleeps when you are away")
        assistant.nights.told("")
        await until(pilot, lambda: app.chat_screen.status.reason == "")


async def test_a_night_that_began_by_itself_offers_its_report(
    app: AssistantApp, assistant: FakeAssistant, until: Until
) -> None:
    async with app.run_test() as pilot:
        await until(pilot, lambda: assistant.nights.watching)
        assert assistant.nights.watching is not None
        assistant.nights.watching[1]()
        await until(pilot, lambda: app.night.running)
        assistant.nights.last = night_report()
        assistant.nights.watching[2](SleepFinished("accept", "recall rose", {}))
        await until(pilot, lambda: isinstance(app.screen, ReportScreen))
