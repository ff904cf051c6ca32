"""Real nights with a time budget, timed from outside: process, PyTorch, engine and exam are all in it.

`pytest -s` shows the figures.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from assistant.config import load_config
from assistant.events import SleepFinished
from assistant.memory.store import MemoryStore
from assistant.paths import Home
from assistant.sleep.supervisor import run_sleep
from tests.small_night import python_path
from tests.tiny_model import build_tiny_model

pytest.importorskip("torch")
pytestmark = [pytest.mark.slow, pytest.mark.long, pytest.mark.skipif(os.name != "posix", reason="PYTHONPATH of Unix")]

BUDGET_SECONDS, WITHIN = 60.0, 1.05
MANY = 400
"""More than such a night can learn."""


def tell(home: Home, count: int) -> None:
    with MemoryStore.open(home.database) as store, store.transaction():
        told = len(store.memories())
        for number in range(told, told + count):
            store.add_memory(f"My lamp number {number} is called Gleam{number}.")


def timed(home: Home, budget: float | None) -> tuple[SleepFinished, float]:
    began = time.monotonic()
    finished = run_sleep(home, load_config(home.config), budget_seconds=budget)
    return finished, time.monotonic() - began


@pytest.mark.timeout(900)
def test_nights_with_more_to_learn_than_time_end_within_their_budget(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", python_path(tmp_path / "site"))
    home = Home(tmp_path / "home").create()
    home.config.write_text(f'model = "{build_tiny_model(tmp_path / "tiny").gguf}"\n[chat]\nthreads = 1\n')
    tell(home, 6)
    finished, took = timed(home, None)
    assert finished.verdict == "accept"
    sys.stdout.write(f"no budget: {finished.report['memories']} memories in {took:.1f} s\n")
    tell(home, MANY)
    for _ in range(3):
        finished, took = timed(home, BUDGET_SECONDS)
        learnt = finished.report.get("memories")
        sys.stdout.write(f"budget {BUDGET_SECONDS:.0f} s: {finished.verdict}, {learnt} memories in {took:.1f} s\n")
        assert took <= BUDGET_SECONDS * WITHIN
        assert finished.verdict in ("accept", "stopped")
