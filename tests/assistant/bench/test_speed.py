"""Each kind of work is timed once, and a night for each number of memories in a home of its own."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from assistant.bench import speed
from assistant.bench.arms import Bench
from assistant.bench.narration import Narrator
from assistant.config import Config
from assistant.events import SleepFinished
from assistant.paths import Home
from backends.base import MatmulSpeed
from tests.assistant.sleep.fakes import World, build_world
from tests.fakes import FakeClock, FakeTrainer


@pytest.fixture
def trained() -> FakeTrainer:
    return FakeTrainer()


@pytest.fixture
def worlds(trained: FakeTrainer, monkeypatch: pytest.MonkeyPatch) -> list[World]:
    """The homes that the suite opened so far; every step takes a second, every night six."""
    worlds: list[World] = []
    clock = FakeClock()
    trained.on_step = lambda step: clock.advance(1.0)

    def ticking() -> float:
        clock.advance(0.5)
        return clock()

    def run_sleep(home: Home, config: Config, **given: Any) -> SleepFinished:
        clock.advance(6.0)
        return SleepFinished("accept", "", {"seconds": {"dream": 2.0, "seed": 4.0}})

    monkeypatch.setattr(speed, "time", SimpleNamespace(perf_counter=ticking))
    monkeypatch.setattr(speed, "run_sleep", run_sleep)
    monkeypatch.setattr(speed, "load_trainer", lambda: trained)
    monkeypatch.setattr(speed, "measure_matmul", lambda info, cache: MatmulSpeed("cpu", "float32", 1e11, 1e8, 0.0))
    return worlds


def ran(worlds: list[World], folder: Path, memories: tuple[int, ...]) -> list[dict[str, Any]]:
    @contextmanager
    def opened() -> Iterator[tuple[Bench, Home, Config]]:
        world = build_world(folder / str(len(worlds)), ())
        world.engine.replies = ["Once there was a sea."]
        worlds.append(world)
        with world.store:
            yield Bench(world.engine, world.night().builder, world.store, world.registry), world.home, Config()

    return speed.run(opened, memories, 1, Narrator(io.StringIO()))


def test_a_night_for_each_number_of_memories_in_a_fresh_home(worlds: list[World], tmp_path: Path) -> None:
    nights = [row for row in ran(worlds, tmp_path, (2, 4)) if row["arm"] == "night"]
    assert len(worlds) == 3
    assert [(row["memories"], row["seconds"], row["seconds_per_memory"]) for row in nights] == [
        (2, 6.5, 3.25),
        (4, 6.5, 1.62),
    ]
    assert nights[0]["phases"] == {"dream": 2.0, "seed": 4.0} and nights[0]["verdict"] == "accept"


def test_training_is_set_against_the_measured_peak(worlds: list[World], trained: FakeTrainer, tmp_path: Path) -> None:
    rows = {row["arm"]: row for row in ran(worlds, tmp_path, ())}
    training = rows["training"]
    assert rows["matmul, float32, cpu"]["gflops"] == 100.0
    assert len(trained.batches) == speed.WARM_UP_STEPS + speed.STEPS and trained.open_sessions == 0
    assert training["seconds"] == speed.STEPS + 0.5  # the warm-up is not in it
    assert training["gflops"] == pytest.approx(training["tokens_per_second"] * 1e8 / 1e9, rel=0.01)
    assert training["share_of_peak"] == pytest.approx(training["gflops"] / 100, rel=0.01)
    assert {"sampling, many at once", "reading prompts", "chat, one reply"} <= rows.keys()
    assert all(row["tokens_per_second"] > 0 for row in rows.values() if "tokens_per_second" in row)
