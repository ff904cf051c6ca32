"""Real processes: the user comes back, worker and engine are gone within two seconds, and the work goes on later."""

from __future__ import annotations

import time
from dataclasses import replace
from functools import partial
from pathlib import Path

import psutil
import pytest

from assistant.config import Config, SleepSettings
from assistant.events import PhaseProgress, SleepEvent, SleepFinished
from assistant.memory.store import MemoryStore
from assistant.paths import Home
from assistant.sleep.checkpoint import unfinished
from assistant.sleep.idle import Readings
from assistant.sleep.supervisor import run_sleep
from assistant.sleep.watch import NightWatch
from tests.assistant.sleep.test_policy import FREE
from tests.tiny_model import build_tiny_model

pytestmark = [pytest.mark.slow, pytest.mark.timeout(280)]


class Returning:
    """The machine of a user who types once so many lessons were studied."""

    def __init__(self, after: int) -> None:
        self.after = after
        self.steps: list[int] = []
        self.typed: float | None = None
        self.children: list[psutil.Process] = []

    def on_event(self, event: SleepEvent) -> None:
        if isinstance(event, PhaseProgress) and event.phase == "lessons":
            self.steps.append(event.done)
            if self.typed is None and len(self.steps) >= self.after:
                self.children = psutil.Process().children(recursive=True)
                self.typed = time.monotonic()

    def idle(self) -> tuple[float | None, str]:
        return FREE.idle_seconds if self.typed is None else time.monotonic() - self.typed, "desktop"

    def read(self) -> Readings:
        return FREE

    def glance(self) -> Readings:
        idle_seconds, source = self.idle()
        return replace(FREE, idle_seconds=idle_seconds, idle_source=source)


def sleep(home: Home, user: Returning) -> tuple[SleepFinished, float]:
    """A night of the watch that the user breaks off; how it ended, and the seconds from the input to that."""
    model = str(home.root / "tiny" / "tiny-llama-F32.gguf")
    config = Config(model=model, sleep=SleepSettings(memories_at_least=1))
    night = partial(run_sleep, level="core")
    watch = NightWatch(home, lambda: config, user, watcher="terminal", run=night, on_event=user.on_event)
    watch.tick()
    assert user.typed is not None and watch.finished is not None, watch.finished
    return watch.finished, time.monotonic() - user.typed


def test_the_machine_is_given_back_within_two_seconds_and_the_lessons_go_on(tmp_path: Path) -> None:
    home = Home(tmp_path / "home").create()
    tiny = build_tiny_model(home.root / "tiny")
    home.config.write_text(f'model = "{tiny.gguf}"\n')
    with MemoryStore.open(home.database) as store:
        store.add_memory("My dog is called Fudge.")
    first = Returning(after=6)
    finished, seconds = sleep(home, first)
    assert finished.verdict == "stopped" and seconds < 2.0
    assert len(first.children) >= 2, "the worker and its engine"
    assert psutil.wait_procs(first.children, timeout=2.0)[1] == []
    with MemoryStore.open(home.database) as store:
        assert unfinished(store) == 1
    second = Returning(after=1)
    finished, seconds = sleep(home, second)
    assert finished.verdict == "stopped" and seconds < 2.0
    assert second.steps[0] > 1, f"it goes on: {first.steps} then {second.steps}"
    with MemoryStore.open(home.database) as store:
        assert len(store.sleeps()) == 1
