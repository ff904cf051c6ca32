"""Nights from a script, without a trainer."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from assistant.events import SleepEvent, SleepFinished
from tui.views import Comparison, Lesson, NightReport


def night_report(**changes: object) -> NightReport:
    """An accepted night with two lessons."""
    made = NightReport(
        sleep_id=7,
        started=time.time() - 2 * 3600,
        seconds=845,
        level="day",
        verdict="accept",
        reason="recall rose from 12 % to 71 % and nothing else got worse",
        expert="day-0007",
        recall_before=0.12,
        recall_after=0.71,
        probes=17,
        retention=0.94,
        drift=0.021,
        false_memory=0.02,
        dreams_written=160,
        dreams_kept=49,
        lessons=(
            Lesson("My dog is called Fudge.", True, "3 of 3 right"),
            Lesson("I take the 8:14 train to work.", False, "1 of 3 right"),
        ),
        comparisons=(
            Comparison("What is the dog called?", "I don't know your dog.", "Your dog is called Fudge.", False, True),
            Comparison("Which train do you take?", "The [fast] one.", "The 9:14 train.", False, False),
        ),
        in_force=True,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


@dataclass
class FakeNights:
    """Plays `events`, then waits for `wake` (if any) or a stop request."""

    events: list[SleepEvent] = field(default_factory=list)
    wake: threading.Event | None = None
    error: Exception | None = None
    finished: SleepFinished = field(default_factory=lambda: SleepFinished("accept", "recall rose", {}))
    last: NightReport | None = None
    seen: int = 0
    levels: list[str] = field(default_factory=list)
    after: NightReport | None = None
    earlier: NightReport | None = None
    paused: Callable[[], bool] = lambda: False
    watching: tuple[Callable[[], float], Callable[[], None], Callable[[SleepEvent], None]] | None = None
    """What `watch` was given."""
    told: Callable[[str], None] = lambda reason: None
    """Hears why there is no night now."""

    def watch(
        self,
        idle_seconds: Callable[[], float],
        on_begin: Callable[[], None],
        on_event: Callable[[SleepEvent], None],
        on_reason: Callable[[str], None],
    ) -> None:
        self.told = on_reason
        self.watching = (idle_seconds, on_begin, on_event)

    def sleep(
        self,
        level: str,
        on_event: Callable[[SleepEvent], None],
        should_stop: Callable[[], bool],
        should_pause: Callable[[], bool],
    ) -> SleepFinished:
        self.paused = should_pause
        self.levels.append(level)
        if self.error is not None:
            raise self.error
        for event in self.events:
            on_event(event)
        while self.wake is not None and not self.wake.is_set():
            if should_stop():
                return SleepFinished("stopped", "stopped by you", {})
            self.wake.wait(0.01)
        self.last = self.after or self.last
        return self.finished

    def report(self, sleep_id: int | None = None) -> NightReport | None:
        return self.last

    def beside(self, sleep_id: int, step: int) -> NightReport | None:
        return self.earlier if step < 0 else None

    def unseen(self) -> NightReport | None:
        return self.last if self.last is not None and self.last.sleep_id > self.seen else None

    def mark_seen(self, sleep_id: int) -> None:
        self.seen = sleep_id
