"""From the input itself until the worker is gone: the real watch and supervisor, real clocks, played workers."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from assistant.config import Config, SleepSettings
from assistant.events import PhaseStarted, SleepFinished, to_line
from assistant.memory.store import MemoryStore
from assistant.paths import Home
from assistant.sleep import supervisor, watch
from assistant.sleep.idle import Readings
from assistant.sleep.policy import Cause
from assistant.sleep.watch import NightWatch
from tests.assistant.sleep.conftest import Play
from tests.assistant.sleep.test_policy import FREE

PHASE = to_line(PhaseStarted("seed", 9))
STOPPED = to_line(SleepFinished("stopped", "the night was asked to stop", {}))
IGNORES_THE_STOP = f"import time; print({PHASE!r}, flush=True); time.sleep(30)"
SAYS_IT_STOPPED_AND_STAYS = (
    f"import sys, time; sys.stdin.readline(); print({PHASE!r}, flush=True); sys.stdin.readline(); time.sleep(0.7); "
    f"print({STOPPED!r}, flush=True); time.sleep(30)"
)


class Desk:
    """A machine whose user comes back right after a look, when the next one is furthest."""

    def __init__(self) -> None:
        self.looks = 0
        self.typed: float | None = None

    def idle(self) -> tuple[float | None, str]:
        self.looks += 1
        if self.typed is not None:
            return time.monotonic() - self.typed, "desktop"
        if self.looks > 2:
            self.typed = time.monotonic()
        return FREE.idle_seconds, "desktop"

    def read(self) -> Readings:
        if self.looks:
            time.sleep(3.0)  # a sensor's tool that hangs
        return FREE

    def glance(self) -> Readings:
        return FREE


@pytest.fixture
def home(reverie_home: Path) -> Home:
    home = Home(reverie_home).create()
    with MemoryStore.open(home.database) as store:
        store.add_memory("My dog is called Fudge.")
    return home


@pytest.mark.parametrize("worker", [IGNORES_THE_STOP, SAYS_IT_STOPPED_AND_STAYS], ids=["ignores", "stays"])
def test_the_worker_is_gone_two_seconds_after_the_input(
    home: Home, play: Play, monkeypatch: pytest.MonkeyPatch, worker: str
) -> None:
    monkeypatch.setattr(watch, "POLL_SECONDS", 0.1)
    gone: list[float] = []

    @contextmanager
    def slow_desktop() -> Iterator[bool]:
        yield True
        gone.extend(time.monotonic() for worker in started if worker.poll() is not None)

    monkeypatch.setattr(supervisor, "kept_awake", slow_desktop)
    started: list[subprocess.Popen[str]] = play(worker)
    desk, config = Desk(), Config(sleep=SleepSettings(memories_at_least=1))
    NightWatch(home, lambda: config, desk, watcher="terminal").tick()
    assert len(started) == 1 and desk.typed is not None
    assert gone, "it is gone before the desktop is told that the machine may suspend again"
    assert gone[0] - desk.typed < 2.0
    with MemoryStore.open(home.database) as store:
        assert [row.cause for row in store.decisions.newest()] == [Cause.USER, Cause.READY]
