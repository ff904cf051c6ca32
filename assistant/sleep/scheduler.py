"""The clockwork behind the watch: APScheduler as a metronome. What to do is decided from readings, not from ticks."""

from __future__ import annotations

import logging
from collections.abc import Callable

from apscheduler.schedulers.background import BackgroundScheduler

TICK_SECONDS = 60.0


class Metronome:
    """Calls `tick` in a thread of its own, never twice at once; ticks missed by a suspended machine become one."""

    def __init__(self, tick: Callable[[], object], seconds: float = TICK_SECONDS) -> None:
        # UTC: local time jumps twice a year, and a jump is no reason to tick.
        self._scheduler = BackgroundScheduler(
            timezone="UTC", job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        )
        self._scheduler.add_job(tick, "interval", seconds=seconds)
        # Its "skipped: maximum number of running instances" while a night runs is no news.
        logging.getLogger("apscheduler").setLevel(logging.ERROR)

    def start(self) -> None:
        """Begin; the first tick comes after one interval."""
        self._scheduler.start()

    def stop(self) -> None:
        """End without waiting for a tick that runs. Calling it twice is allowed."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
