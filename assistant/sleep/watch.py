"""The watch over the nights: looks at the machine, writes down what it decided, and runs a night when it may.

One `tick` a minute while the terminal UI is open, or one from the operating system's own timer.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Protocol

from assistant.config import Config
from assistant.errors import AssistantError
from assistant.events import SleepEvent, SleepFinished
from assistant.experts.registry import ExpertRegistry
from assistant.lock import holder
from assistant.memory.records import Look
from assistant.memory.store import MemoryStore
from assistant.paths import Home
from assistant.sleep import rebuild, suspension
from assistant.sleep.checkpoint import unfinished
from assistant.sleep.idle import Readings
from assistant.sleep.pace import out_of_time
from assistant.sleep.policy import Cause, Ruling, Situation, give_back, rule
from assistant.sleep.selection import what_to_learn
from assistant.sleep.supervisor import run_sleep
from backends.base import BackendError

IDLE_POLL_SECONDS = 0.2
POLL_SECONDS = 5.0
"""How often input, and how often the rest, is looked at while a night runs."""
ENDED = frozenset({"accept", "reject", "inconclusive", "failed"})
"""Verdicts after which the next night waits; a stopped one goes on as soon as it may."""
_log = logging.getLogger(__name__)


class Sensors(Protocol):
    """What `assistant.sleep.idle.Machine` offers."""

    def idle(self) -> tuple[float | None, str]: ...

    def read(self) -> Readings: ...

    def glance(self) -> Readings: ...


class NightWatch:
    """Decides and runs nights. `watcher` names who looks in the rows; clocks are wall (UTC) and monotonic seconds, and
    `boot` tells one start of the machine from another.

    `leaving` says that the program is closing, which gives up a night that runs.
    """

    def __init__(
        self,
        home: Home,
        settings: Callable[[], Config],
        machine: Sensors,
        *,
        watcher: str,
        run: Callable[..., SleepFinished] | None = None,
        on_begin: Callable[[], None] = lambda: None,
        on_event: Callable[[SleepEvent], None] = lambda event: None,
        on_failure: Callable[[str], None] = lambda text: None,
        on_ruling: Callable[[Ruling], None] = lambda ruling: None,
        leaving: Callable[[], bool] = lambda: False,
        clock: Callable[[], float] = time.time,
        stopwatch: Callable[[], float] = time.monotonic,
        boot: Callable[[], str] = suspension.boot_id,
    ) -> None:
        self._home = home
        self._settings = settings
        self._machine = machine
        self._watcher = watcher
        self._run = run or run_sleep
        self._on_begin = on_begin
        self._on_event = on_event
        self._clock = clock
        self._stopwatch = stopwatch
        self._boot = boot
        self._look: Look | None = None
        self._on_failure = on_failure
        self._on_ruling = on_ruling
        self._leaving = leaving
        self.finished: SleepFinished | None = None
        """How the last night of this watch ended."""

    def look(self) -> Ruling:
        """What would be decided now. Changes nothing. Raises: AssistantError."""
        return rule(self._situation(self._machine.read()), self._settings().sleep)

    def tick(self) -> Ruling:
        """Decide, write it down, and run the night if it may begin. Raises: AssistantError, BackendError.

        A look that fails is written down too, where the database can be opened.
        """
        try:
            ruling = self.look()
        except Exception as error:
            with suppress(AssistantError):
                self._record(Ruling(False, Cause.FAILED, _failure(error), "cannot tell: reverie sleep status"))
            raise
        self._record(ruling)
        if ruling.sleeps:
            self._sleep()
        return ruling

    def tick_safely(self) -> None:
        """`tick` for a thread that nobody watches: failures go to the log, and the next tick tries again."""
        try:
            self.tick()
        except AssistantError as error:
            _log.warning("the watch over the nights could not look", exc_info=error)
        except Exception:
            _log.exception("the watch over the nights failed")

    def _sleep(self) -> None:
        config = self._settings()
        guard = _Guard(self._idle, self._judge, self._stopwatch, self._leaving)
        self._on_begin()
        try:
            self.finished = self._run(
                self._home,
                config,
                budget_seconds=config.sleep.budget_minutes * 60,
                on_event=self._on_event,
                should_stop=guard,
            )
        except (AssistantError, BackendError) as error:
            self._on_failure(str(error))
            raise
        if self.finished.verdict == "stopped":
            # The worker may have been ended before it could say so itself.
            self._on_event(self.finished)
        if guard.ruling is not None:
            self._record(guard.ruling)

    def _record(self, ruling: Ruling) -> None:
        self._on_ruling(ruling)
        with MemoryStore.open(self._home.database, self._clock) as store:
            store.decisions.add(
                sleeps=ruling.sleeps, cause=ruling.cause, reason=ruling.reason, watcher=self._watcher, look=self._look
            )

    def _judge(self, seconds: float) -> Ruling | None:
        """Why a night that has run for so long must stop. A look that fails is no reason; the next one comes soon."""
        try:
            return give_back(self._situation(self._machine.glance(), waiting=False), self._settings().sleep, seconds)
        except AssistantError as error:
            _log.warning("a look at a night that runs failed", exc_info=error)
            return None

    def _idle(self) -> float | None:
        self._note_look()
        seconds, source = self._machine.idle()
        return self._awake_only(Readings(idle_seconds=seconds, idle_source=source)).idle_seconds

    def _situation(self, readings: Readings, *, waiting: bool = True) -> Situation:
        """What the policy looks at; without what is waiting to be learned while a night runs."""
        now = self._clock()
        local = time.localtime(now)
        with MemoryStore.open(self._home.database, self._clock) as store:
            self._note_look(store.decisions.last_look())
            registry = ExpertRegistry(self._home)
            chosen = what_to_learn(store, registry) if waiting else []
            stale = rebuild.stale_experts(registry, store) if waiting else []
            # A night that used up its budget rests like one that ended.
            last = next((row for row in store.sleeps() if row.verdict in ENDED or out_of_time(row)), None)
            goes_on = unfinished(store) is not None
            paused = store.decisions.paused()
            said = next((now - chat.updated for chat in store.chats(1)), None)
        return Situation(
            now=now,
            minute=local.tm_hour * 60 + local.tm_min,
            readings=self._awake_only(_with_chat(readings, said)),
            memories=len(chosen),
            stale=len(stale),
            oldest=min((item.memory.created for item in chosen), default=None),
            unfinished=goes_on and (last is None or not out_of_time(last)),
            last_night=last.finished if last else None,
            paused=paused,
            running=holder(self._home.sleep_lock),
        )

    def _note_look(self, kept: Look | None = None) -> None:
        """Remember this look; `kept` is the last one that any process wrote down."""
        boot = self._boot()
        before = suspension.newest(kept, self._look, boot)
        self._look = suspension.look(before, self._clock(), self._stopwatch(), boot)

    def _awake_only(self, readings: Readings) -> Readings:
        """Nobody typed while the lid was closed, but whoever opened it is likely to: idle begins there anew."""
        if self._look is None or self._look.woke is None:
            return readings
        awake = self._stopwatch() - self._look.woke
        if readings.idle_seconds is not None and readings.idle_seconds <= awake:
            return readings
        return replace(readings, idle_seconds=awake, idle_source="the machine woke up")


class _Guard:
    """Asked ten times a second whether the night must stop; looks at idle five times a second, at the rest rarely."""

    def __init__(
        self,
        idle: Callable[[], float | None],
        judge: Callable[[float], Ruling | None],
        stopwatch: Callable[[], float],
        leaving: Callable[[], bool],
    ) -> None:
        self._idle = idle
        self._judge = judge
        self._stopwatch = stopwatch
        self._leaving = leaving
        self._began = self._looked_at_idle = self._looked = stopwatch()
        self._stop = False
        self.ruling: Ruling | None = None
        """Why it said stop; None while it did not, or when the program is closing."""

    def __call__(self) -> bool:
        self._stop = self._stop or self._leaving() or self._must_stop()
        return self._stop

    def _must_stop(self) -> bool:
        now = self._stopwatch()
        if now - self._looked_at_idle >= IDLE_POLL_SECONDS:
            self._looked_at_idle = now
            idle = self._idle()
            if idle is not None and idle < now - self._began:
                self.ruling = Ruling(False, Cause.USER, "you came back; the night goes on when nobody is here")
        if self.ruling is None and now - self._looked >= POLL_SECONDS:
            self._looked = now
            self.ruling = self._judge(now - self._began)
        return self.ruling is not None


def _failure(error: Exception) -> str:
    """Only what was worded for the user: another text may quote anything."""
    told = (
        str(error)
        if isinstance(error, AssistantError | BackendError)
        else f"an error of the program ({type(error).__name__})"
    )
    return f"the look failed: {told}"


def _with_chat(readings: Readings, said: float | None) -> Readings:
    """The last message is one more sign of the user; `said` is its age in seconds."""
    # Stamped by a clock that was set back since, it says nothing.
    if said is None or said < 0 or (readings.idle_seconds is not None and readings.idle_seconds <= said):
        return readings
    return replace(readings, idle_seconds=said, idle_source="the last message")
