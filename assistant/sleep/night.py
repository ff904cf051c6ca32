"""What every phase of a night works with, and the clockwork that reports phases and honours a stop."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from assistant.events import PhaseFinished, PhaseProgress, PhaseStarted, SleepEvent
from assistant.experts.registry import ExpertRegistry
from assistant.memory.store import MemoryStore
from assistant.paths import Home
from assistant.sleep.checkpoint import Kept, Unkept
from assistant.sleep.examples import ExampleBuilder
from assistant.sleep.pace import BUDGET_USED, Pace
from assistant.sleep.recipe import Recipe
from assistant.sleep.room import engine_must_rest
from assistant.sleep.seeding import Allowed, Stopped
from backends.base import (
    AdapterFiles,
    AdapterPart,
    AdapterRef,
    AdapterSpec,
    InferenceBackend,
    ModelInfo,
    TrainingBackend,
    TrainingSession,
)


@dataclass(slots=True)
class Night:
    """The parts and inputs of one night; `clock` is wall time in UTC seconds, `stopwatch` monotonic seconds."""

    home: Home
    store: MemoryStore
    registry: ExpertRegistry
    engine: InferenceBackend
    builder: ExampleBuilder
    load_trainer: Callable[[], TrainingBackend]
    recipe: Recipe
    seed: int
    emit: Callable[[SleepEvent], None]
    should_stop: Callable[[], bool]
    join_adapters: Callable[[Sequence[AdapterPart], ModelInfo, Path], AdapterFiles]
    rest_engine: Callable[[], None] = lambda: None
    """Ends the engine until it is used again."""
    clock: Callable[[], float] = time.time
    stopwatch: Callable[[], float] = time.monotonic
    deadline: float | None = None
    """Reading of the stopwatch by which the night should be over; None: it takes the time it takes."""
    last_call: float | None = None
    """A little later: by then it is broken off."""
    pace: Pace = field(default_factory=Pace)
    kept: Kept = field(default_factory=Unkept)
    """What is done is not done again when the night was broken off."""
    shortened: bool = False
    """Whether the deadline cut the study short."""
    seconds: dict[str, float] = field(default_factory=dict)
    chat_context: int | None = None
    """Tokens of chat's context; None: as the engine here has it."""
    _engine_rests: bool = False
    """Whether the trainer needs the engine's memory, as the last session found."""

    def check_training(self) -> None:
        """Refuse a model that the trainer would refuse later. Raises: ModelFileError, BackendError."""
        trainer, info = self.load_trainer(), self.engine.info
        room = trainer.room(info)
        served = info if self.chat_context is None else replace(info, context=self.chat_context)
        if room.free < room.needed:
            # What the engine holds will be free by then.
            self.rest_engine()
        trainer.check(served, self.home.cache)

    def open_session(self, spec: AdapterSpec, frozen: Sequence[AdapterRef] = ()) -> TrainingSession:
        """A new expert in training, with the memory that it needs. Raises: BackendError."""
        trainer = self.load_trainer()
        self._engine_rests = engine_must_rest(trainer.room(self.engine.info))
        self.make_room()
        return trainer.open(self.engine.info, self.home.cache, spec, self.seed, frozen)

    def make_room(self) -> None:
        """Called before optimiser steps: the engine rests where they need its memory, until it is asked again."""
        if self._engine_rests:
            # What is mounted may be deleted before the engine wakes.
            self.engine.set_adapters(())
            self.rest_engine()

    @contextmanager
    def phase(self, name: str, total: int, *, late: bool = False) -> Iterator[Progress]:
        """One phase: start and finish events around it, its seconds in the report. `late`: it begins although the time
        is over. Raises: Stopped.
        """
        self.check(late=late)
        self.emit(PhaseStarted(name, total))
        begun = self.stopwatch()
        yield Progress(self, name, total)
        took = self.stopwatch() - begun
        self.seconds[name] = self.seconds.get(name, 0.0) + took
        self.emit(PhaseFinished(name, took))

    def time_left(self) -> float | None:
        """Seconds until the deadline; None: as many as it takes."""
        return None if self.deadline is None else self.deadline - self.stopwatch()

    def affords(self, *phases: str) -> bool:
        """Whether as much time is left as these phases have taken so far."""
        left = self.time_left()
        return left is None or sum(self.seconds.get(name, 0.0) for name in phases) <= left

    def allowed(self, reserve: float, least: int) -> Allowed | None:
        """What an optimiser loop may take when `reserve` seconds of work follow it; None: all it wants."""
        left = self.time_left()
        return None if left is None else Allowed(left - reserve, least, self.stopwatch)

    def check(self, *, late: bool = False) -> None:
        """Raises: Stopped, when the night was asked to stop or, unless it may be `late`, its time is over."""
        if self.should_stop():
            raise Stopped("the night was asked to stop")
        if not late and self.last_call is not None and self.stopwatch() > self.last_call:
            raise Stopped(BUDGET_USED)


@dataclass(frozen=True, slots=True)
class Progress:
    """Reports the units done of one phase."""

    night: Night
    phase: str
    total: int

    def done(self, count: int, detail: str = "", value: float | None = None) -> None:
        """`count` of the total are done. Raises: Stopped."""
        self.night.emit(PhaseProgress(self.phase, min(count, self.total), self.total, detail, value))
        self.night.check()

    def over(self) -> None:
        """All is done. Never stops: what the phase changed is changed."""
        self.night.emit(PhaseProgress(self.phase, self.total, self.total))
