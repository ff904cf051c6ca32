"""Nights that are broken off, by a stop or by a kill."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from assistant.config import Config
from assistant.events import PhaseProgress, PhaseStarted, SleepEvent, SleepFinished
from assistant.experts.registry import TENSORS
from assistant.sleep.bedtime import sleep_once
from assistant.sleep.recipe import Optimisation
from assistant.sleep.worker import Request
from tests.assistant.sleep.fakes import SMALL, World

DAY = Request(without=("core",), seed=5)
RECIPE = replace(SMALL, day_optimisation=Optimisation(learning_rate=2e-3, epochs=2, batch_examples=8))


class Killed(BaseException):
    """Stands for SIGKILL: nothing of the night catches it."""


@dataclass
class Breaking:
    """Breaks a night off when `at` says so: by asking it to stop, or like a kill."""

    at: Callable[[SleepEvent], bool]
    kills: bool = False
    asked: bool = False
    events: list[SleepEvent] = field(default_factory=list)

    def emit(self, event: SleepEvent) -> None:
        self.events.append(event)
        if self.at(event):
            if self.kills:
                raise Killed
            self.asked = True


def step(number: int, phase: str = "seed") -> Callable[[SleepEvent], bool]:
    return lambda event: isinstance(event, PhaseProgress) and event.phase == phase and event.done == number


def begin(phase: str) -> Callable[[SleepEvent], bool]:
    return lambda event: isinstance(event, PhaseStarted) and event.phase == phase


def never(event: SleepEvent) -> bool:
    return False


def sleep(world: World, breaking: Breaking, request: Request = DAY) -> SleepFinished:
    return sleep_once(world.home, Config(), request, breaking.emit, lambda: breaking.asked)


def broken(world: World, breaking: Breaking, request: Request = DAY) -> None:
    """A night that is stopped or killed."""
    if breaking.kills:
        with pytest.raises(Killed):
            sleep(world, breaking, request)
    else:
        assert sleep(world, breaking, request).verdict == "stopped"


def begin_of(breaking: Breaking, phase: str) -> list[SleepEvent]:
    return [event for event in breaking.events if begin(phase)(event)]


def dreamt_anew(world: World, request: Request = DAY) -> bool:
    again = Breaking(never)
    assert sleep(world, again, request).verdict == "accept"
    return bool(begin_of(again, "dream"))


def result(world: World, finished: SleepFinished) -> tuple[bytes, dict[str, Any], list[str]]:
    """The adapter's tensors, the report without times, and the probes with both answers."""
    folder = world.registry.folder(str(finished.report["expert"]))
    report = {key: value for key, value in finished.report.items() if key not in ("seconds", "resumed")}
    answers = [f"{row.question}|{row.before}|{row.after}" for row in world.store.evaluations(report["sleep_id"])]
    return tensors_of(folder / TENSORS), report, answers


def tensors_of(path: Path) -> bytes:
    """Every number of the adapter; the header before them has its notes in no fixed order."""
    content = path.read_bytes()
    return content[8 + int.from_bytes(content[:8], "little") :]
