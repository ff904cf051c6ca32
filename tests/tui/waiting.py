"""Waiting for what a worker or a key brings about, however busy the machine is."""

from __future__ import annotations

import time
from collections.abc import Callable

from textual.pilot import Pilot

PATIENCE = 30.0
"""Seconds; far more than anything takes, so that a loaded machine fails no test."""


async def wait(pilot: Pilot[int], condition: Callable[[], object]) -> None:
    """Return once the condition holds and the screen on top has all its widgets.

    A screen is on top before its widgets are made: what asks for their text must not come in between.
    """
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        await pilot.pause(0.02)
        if pilot.app.screen.is_mounted and condition():
            return
    raise AssertionError(f"the condition did not come to hold in {PATIENCE:.0f} seconds")
