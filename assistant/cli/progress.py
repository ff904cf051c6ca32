"""What takes a while, on stderr: a live line on a terminal, otherwise one line a phase, or none for a count."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import TextIO

from assistant.cli.output import one_line
from assistant.events import PhaseFinished, PhaseProgress, PhaseStarted, SleepEvent, SleepStarted

BAR = 20
REDRAW_SECONDS = 0.1


class SleepNarrator:
    """Tells a night as it goes. Totals are the events' own; without one there is a count and no bar."""

    def __init__(self, stream: TextIO | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        self._stream = stream or sys.stderr
        self._live = self._stream.isatty()
        self._clock = clock
        self._drawn = False
        self._last_draw = 0.0
        self._phases: tuple[str, ...] = ()

    def tell(self, event: SleepEvent) -> None:
        """Show one event."""
        match event:
            case SleepStarted():
                self._phases = event.phases
                self._line(f"night {event.sleep_id}: {event.memories} memories, {len(event.phases)} phases")
            case PhaseStarted():
                if self._live:
                    self._draw(self._bar(PhaseProgress(event.phase, 0, event.total)))
            case PhaseProgress():
                if self._live and self._due(event):
                    self._draw(self._bar(event))
            case PhaseFinished():
                self._line(f"  {self._place(event.phase)}{event.phase}: {event.seconds:.1f} s")

    def close(self) -> None:
        """Leave the terminal's cursor on a line of its own."""
        if self._drawn:
            self._stream.write("\r\033[K")
            self._stream.flush()
            self._drawn = False

    def _place(self, phase: str) -> str:
        return f"{self._phases.index(phase) + 1}/{len(self._phases)} " if phase in self._phases else ""

    def _due(self, event: PhaseProgress) -> bool:
        return event.done >= event.total > 0 or self._clock() - self._last_draw >= REDRAW_SECONDS

    def _bar(self, event: PhaseProgress) -> str:
        head = f"{self._place(event.phase)}{event.phase} "
        if event.total > 0:
            filled = min(event.done, event.total) * BAR // event.total
            head += f"[{'#' * filled}{'.' * (BAR - filled)}] {event.done}/{event.total}"
        elif event.done:
            head += str(event.done)
        value = "" if event.value is None else f" {event.value:.3f}"
        return "  " + one_line(f"{head}{value} {event.detail}", 76)

    def _draw(self, text: str) -> None:
        self._stream.write(f"\r\033[K{text}")
        self._stream.flush()
        self._drawn = True
        self._last_draw = self._clock()

    def _line(self, text: str) -> None:
        self.close()
        self._stream.write(text + "\n")
        self._stream.flush()


class CountBar:
    """How many of how many are done. Draws on a terminal only, and leaves nothing behind."""

    def __init__(self, what: str, stream: TextIO | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        self._what = what
        self._stream = stream or sys.stderr
        self._live = self._stream.isatty()
        self._clock = clock
        self._last_draw = -REDRAW_SECONDS

    def __enter__(self) -> CountBar:
        return self

    def __exit__(self, *_: object) -> None:
        if self._live:
            self._stream.write("\r\033[K")
            self._stream.flush()

    def show(self, done: int, of: int) -> None:
        """Draw anew, ten times a second at most."""
        if not self._live or (done < of and self._clock() - self._last_draw < REDRAW_SECONDS):
            return
        self._last_draw = self._clock()
        filled = done * BAR // max(of, 1)
        self._stream.write(f"\r\033[K{self._what} [{'#' * filled}{'.' * (BAR - filled)}] {done}/{of}")
        self._stream.flush()
