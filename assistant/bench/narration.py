"""What a suite says while it runs, on standard error: one line a step, one a finished phase of a night."""

from __future__ import annotations

from typing import TextIO

from assistant.events import PhaseFinished, PhaseStarted, SleepEvent


class Narrator:
    """Writes to `stream` at once."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def __call__(self, line: str) -> None:
        self._stream.write(line + "\n")
        self._stream.flush()

    def event(self, event: SleepEvent) -> None:
        """A sleep event, if it is worth a line."""
        match event:
            case PhaseStarted(phase=phase, total=total):
                self._stream.write(f"  {phase} ({total}) ... ")
                self._stream.flush()
            case PhaseFinished(seconds=seconds):
                self(f"{seconds:.0f} s")
