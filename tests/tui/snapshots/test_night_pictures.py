from __future__ import annotations

import math
import threading
from dataclasses import replace

import pytest

from assistant.errors import SleepLocked
from assistant.events import PhaseProgress, SleepFinished
from tests.tui.fake_nights import night_report
from tests.tui.fakes import FakeAssistant
from tests.tui.snapshots.scenes import Compare, commanded, ready
from tests.tui.test_sleep import EVENTS
from tui.app import AssistantApp
from tui.views import Comparison, Lesson

pytestmark = pytest.mark.snapshot
CURVE = [PhaseProgress("seed", step, 200, "", 0.4 + 3 * math.exp(-step / 40)) for step in range(51, 120)]


@pytest.fixture
def asleep(app: AssistantApp, assistant: FakeAssistant) -> AssistantApp:
    """A night whose clock goes by what has been done, so that the picture does not hang on when it is taken."""
    assistant.nights.events, assistant.nights.wake = [*EVENTS, *CURVE], threading.Event()

    def clock() -> float:
        phases = app.night.phases.values()
        return sum(4.0 * bool(phase.spans) + (phase.seconds or 0.0) + phase.done / 2 for phase in phases)

    app.clock = clock
    return app


def test_night(asleep: AssistantApp, snap_compare: Compare, size: tuple[int, int]) -> None:
    until = ready(asleep, "f5", until=lambda: len(asleep.night.curve) == 71)
    assert snap_compare(asleep, terminal_size=size, run_before=until)


def test_night_paused(asleep: AssistantApp, snap_compare: Compare) -> None:
    async def before(pilot: object) -> None:
        await ready(asleep, "f5", until=lambda: len(asleep.night.curve) == 71)(pilot)  # type: ignore[arg-type]
        await pilot.press("p")  # type: ignore[attr-defined]

    assert snap_compare(asleep, run_before=before)


def test_night_that_could_not_be_run(app: AssistantApp, assistant: FakeAssistant, snap_compare: Compare) -> None:
    assistant.nights.error = SleepLocked("Another night is running on this home. Wait for it to end.")

    async def before(pilot: object) -> None:
        await ready(app, "f5", until=lambda: app.night.verdict == "failed")(pilot)  # type: ignore[arg-type]
        app.clear_notifications()
        await pilot.pause(0.3)  # type: ignore[attr-defined]

    assert snap_compare(app, run_before=before)


def test_morning(app: AssistantApp, assistant: FakeAssistant, snap_compare: Compare, size: tuple[int, int]) -> None:
    made = night_report()
    assistant.nights.last = replace(
        made, lessons=(*made.lessons, Lesson("I live in Oulu.", True, "2 of 2 right", refreshed=True))
    )
    assert snap_compare(app, terminal_size=size, run_before=ready(app, until=lambda: assistant.nights.seen == 7))


def test_morning_after_a_rejected_night(app: AssistantApp, assistant: FakeAssistant, snap_compare: Compare) -> None:
    assistant.nights.last = night_report(
        verdict="reject", reason="general questions fell from 60 % to 40 %", in_force=False, expert="day-00007"
    )
    assert snap_compare(app, run_before=ready(app, until=lambda: assistant.nights.seen == 7))


def test_morning_after_many_questions(app: AssistantApp, assistant: FakeAssistant, snap_compare: Compare) -> None:
    asked = [Comparison(f"Question number {number}?", "no", "yes", False, True) for number in range(80)]
    assistant.nights.last = night_report(comparisons=tuple(asked))
    assert snap_compare(app, run_before=ready(app, until=lambda: assistant.nights.seen == 7, then=("end",)))


def test_night_with_nothing_to_learn(app: AssistantApp, assistant: FakeAssistant, snap_compare: Compare) -> None:
    assistant.nights.finished = SleepFinished("skipped", "nothing new was told since the last night", {})
    assert snap_compare(app, run_before=ready(app, "f5", until=lambda: app.night.verdict == "skipped"))


def test_roll_back(app: AssistantApp, assistant: FakeAssistant, snap_compare: Compare) -> None:
    assistant.nights.last = night_report()
    assert snap_compare(app, run_before=commanded(app, "/report", then=("r",)))
