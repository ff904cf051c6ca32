"""Real processes: the user comes back, worker and engine are gone within two seconds, and the work goes on later."""

from __future__ import annotations

import time
from pathlib import Path

import psutil
import pytest

from assistant.config import Config
from assistant.events import PhaseProgress, SleepEvent, SleepFinished
from assistant.memory.store import MemoryStore
from assistant.paths import Home
from assistant.sleep.checkpoint import unfinished
from assistant.sleep.supervisor import run_sleep
from tests.tiny_model import build_tiny_model

pytestmark = [pytest.mark.slow, pytest.mark.timeout(280)]


class Returning:
    """The user comes back once so many lessons were studied."""

    def __init__(self, after: int) -> None:
        self.after = after
        self.steps: list[int] = []
        self.asked: float | None = None
        self.children: list[psutil.Process] = []

    def on_event(self, event: SleepEvent) -> None:
        if isinstance(event, PhaseProgress) and event.phase == "lessons":
            self.steps.append(event.done)

    def should_stop(self) -> bool:
        if self.asked is None and len(self.steps) >= self.after:
            self.children = psutil.Process().children(recursive=True)
            self.asked = time.monotonic()
        return self.asked is not None


def sleep(home: Home, user: Returning) -> tuple[SleepFinished, float]:
    finished = run_sleep(
        home, Config(model=str(home.root / "tiny" / "tiny-llama-F32.gguf")), level="core",
        on_event=user.on_event, should_stop=user.should_stop,
    )  # fmt: skip
    assert user.asked is not None, finished
    return finished, time.monotonic() - user.asked


def test_the_machine_is_given_back_within_two_seconds_and_the_lessons_go_on(tmp_path: Path) -> None:
    home = Home(tmp_path / "home").create()
    tiny = build_tiny_model(home.root / "tiny")
    home.config.write_text(f'model = "{tiny.gguf}"\n')
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
