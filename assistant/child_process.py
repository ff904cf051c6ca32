"""How the product starts processes of its own."""

from __future__ import annotations

import os
import sys


def frozen() -> bool:
    """Whether this is a bundle made by PyInstaller: one program without an interpreter beside it."""
    return bool(getattr(sys, "frozen", False))


def program() -> tuple[str, ...]:
    """The beginning of a command that runs `reverie` once more, as this process was started."""
    return (sys.executable,) if frozen() else (sys.executable, "-m", "assistant")


NIGHT_TURNS = 5000
"""For the processes of a night, which begins by itself only where nothing else runs; see docs/results.md."""


def environment(turns: int = 1000) -> dict[str, str]:
    """The environment of a child process that computes with OpenMP threads; the user's own settings win.

    Threads that wait busily starve one another where other programs run: a night beside one was ten times slower. Ones
    that sleep at once wake up too late for the next of thousands of small products: chat at 49 instead of 126 tokens
    a second on two cores. So they spin for so many turns, and sleep then.
    """
    return {"OMP_WAIT_POLICY": "passive", "GOMP_SPINCOUNT": str(turns), **os.environ}
