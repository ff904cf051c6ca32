"""Real processes: a night whose worker is killed goes on in a new one, to what an undisturbed night comes to."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import Any

import psutil
import pytest

from assistant.config import load_config
from assistant.errors import SleepError
from assistant.events import PhaseProgress, SleepEvent, SleepFinished
from assistant.experts.registry import TENSORS, ExpertRegistry
from assistant.memory.store import MemoryStore
from assistant.paths import Home
from assistant.sleep.supervisor import run_sleep
from tests.assistant.sleep.breaking import tensors_of
from tests.small_night import python_path
from tests.tiny_model import build_tiny_model

pytest.importorskip("torch")
pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name != "posix", reason="sends SIGKILL")]

STATEMENTS = ("My dog is called Fudge.", "My cat is called Pixel.")
KILLS = {"lessons": 1, "seed": 4}
"""After which step of which phase, one night each."""


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PYTHONPATH", python_path(tmp_path / "site"))
    return build_tiny_model(tmp_path / "tiny").gguf


def told(folder: Path, model: Path) -> Home:
    home = Home(folder).create()
    home.config.write_text(f'model = "{model}"\n[chat]\nthreads = 1\n')
    with MemoryStore.open(home.database) as store:
        for statement in STATEMENTS:
            store.add_memory(statement)
    return home


class Killing:
    """Sends SIGKILL to the worker once it has taken that step."""

    def __init__(self, phase: str, step: int) -> None:
        self.phase, self.step = phase, step
        self.killed = 0
        self.phases: list[str] = []

    def __call__(self, event: SleepEvent) -> None:
        if isinstance(event, PhaseProgress):
            self.phases.append(event.phase)
            if (event.phase, event.done) == (self.phase, self.step) and not self.killed:
                children = psutil.Process().children(recursive=True)
                (worker,) = (child for child in children if "__sleep-worker" in child.cmdline())
                os.kill(worker.pid, signal.SIGKILL)
                self.killed = worker.pid


def sleep(home: Home, events: Killing) -> SleepFinished:
    return run_sleep(home, load_config(home.config), on_event=events)


def result(home: Home, finished: SleepFinished) -> tuple[bytes, dict[str, Any], list[str]]:
    """Every number of the adapter, the report without times, and what was answered before and after."""
    tensors = tensors_of(ExpertRegistry(home).folder(str(finished.report["expert"])) / TENSORS)
    report = {key: value for key, value in finished.report.items() if key not in ("seconds", "resumed", "core")}
    with MemoryStore.open(home.database) as store:
        asked = [f"{row.question}|{row.before}|{row.after}" for row in store.evaluations(1)]
        assert [row.verdict for row in store.sleeps()] == ["accept"], "one night, one row"
    return tensors, report, asked


def test_what_was_killed_goes_on_in_a_new_process_to_the_same_adapter(tmp_path: Path, model: Path) -> None:
    whole, broken = told(tmp_path / "whole", model), told(tmp_path / "broken", model)
    undisturbed = result(whole, sleep(whole, Killing("", 0)))
    workers = set()
    for phase, step in KILLS.items():
        killing = Killing(phase, step)
        with pytest.raises(SleepError, match=r"signal 9.*goes on with the next one"):
            sleep(broken, killing)
        workers.add(killing.killed)
    last = Killing("", 0)
    finished = sleep(broken, last)
    assert 0 not in workers and len(workers) == len(KILLS), "each was killed in a process of its own"
    assert finished.report["resumed"] and not {"lessons", "dream"} & {*last.phases}, "what was done is not done again"
    assert result(broken, finished) == undisturbed
