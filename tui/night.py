"""The night as the screens show it: sleep events folded into one value that is cheap to draw."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.events import DreamWritten, PhaseProgress, SleepEvent

DREAMS_SHOWN = 200
CURVE_POINTS = 400


@dataclass
class Phase:
    """One step of the night. `total` 0 means that nobody can know it."""

    name: str
    done: int = 0
    total: int = 0
    detail: str = ""
    seconds: float | None = None
    running: bool = False
    spans: list[tuple[float, float]] = field(default_factory=list)
    """When it ran: begin and end, readings of the app's clock in seconds; the last one grows."""


@dataclass
class NightState:
    """Everything seen of the night that runs, or ran last. Changed only by `apply`."""

    running: bool = False
    began: float = 0.0
    """Reading of the app's clock, seconds."""
    now: float = 0.0
    """The last reading that was seen."""
    dropped: dict[str, int] = field(default_factory=dict)
    """How many dreams each reason dropped."""
    stopping: bool = False
    paused: bool = False
    sleep_id: int = 0
    memories: int = 0
    phases: dict[str, Phase] = field(default_factory=dict)
    dreams: list[DreamWritten] = field(default_factory=list)
    written: int = 0
    kept: int = 0
    curve: list[float] = field(default_factory=list)
    curve_phase: str = ""
    """The phase that draws the curve; another one begins a new curve."""
    verdict: str = ""
    message: str = ""

    @property
    def current(self) -> Phase | None:
        """The phase that runs now."""
        return next((phase for phase in self.phases.values() if phase.running), None)

    @property
    def summary(self) -> str:
        """A word or two for the status bar."""
        if not self.running:
            return "awake"
        if self.stopping:
            return "waking up …"
        if self.paused:
            return "sleep paused"
        phase = self.current
        if phase is None:
            return "falling asleep …"
        return f"asleep: {phase.name} {phase.done / phase.total:.0%}" if phase.total else f"asleep: {phase.name}"

    def fail(self, message: str) -> None:
        """The night could not be run, or broke off; `message` is worded for the user."""
        self._end("failed", message)

    def apply(self, event: SleepEvent, now: float = 0.0) -> None:
        """Take one event in; `now` is the reading of the app's clock."""
        self.now = now
        # Loaded with the first event: the first paint does not wait for it.
        from assistant.events import (
            DreamWritten,
            PhaseFinished,
            PhaseProgress,
            PhaseStarted,
            SleepFailed,
            SleepFinished,
            SleepStarted,
        )

        match event:
            case SleepStarted():
                self.sleep_id, self.memories = event.sleep_id, event.memories
                self.phases = {name: Phase(name) for name in event.phases}
            case PhaseStarted():
                phase = self._phase(event.phase)
                phase.running, phase.total = True, event.total
                phase.spans.append((now, now))
            case PhaseProgress():
                self._advance(event)
            case PhaseFinished():
                phase = self._phase(event.phase)
                self.grow(now)
                phase.running, phase.seconds = False, event.seconds
            case DreamWritten():
                self._dreamt(event)
            case SleepFinished():
                self._end(event.verdict, event.reason)
            case SleepFailed():
                self.fail(event.message)

    def grow(self, now: float) -> None:
        """Let the running phase last until now."""
        self.now = now
        phase = self.current
        if phase is not None and phase.spans:
            phase.spans[-1] = (phase.spans[-1][0], now)

    def _phase(self, name: str) -> Phase:
        return self.phases.setdefault(name, Phase(name))

    def _advance(self, event: PhaseProgress) -> None:
        phase = self._phase(event.phase)
        phase.running, phase.done, phase.total, phase.detail = True, event.done, event.total, event.detail
        if event.value is not None:
            if event.phase != self.curve_phase:
                self.curve, self.curve_phase = [], event.phase
            self.curve.append(event.value)
            if len(self.curve) > CURVE_POINTS:
                # Half the points keep the shape of the curve at a bounded cost.
                self.curve = self.curve[::2]

    def _dreamt(self, event: DreamWritten) -> None:
        self.written += 1
        self.kept += event.kept
        if not event.kept:
            self.dropped[event.reason] = self.dropped.get(event.reason, 0) + 1
        self.dreams.append(event)
        del self.dreams[:-DREAMS_SHOWN]

    def _end(self, verdict: str, message: str) -> None:
        self.running = self.stopping = self.paused = False
        self.verdict, self.message = verdict, message
        for phase in self.phases.values():
            phase.running = False
