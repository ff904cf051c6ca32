from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests import needed
from tests.assistant.sleep.breaking import RECIPE
from tests.assistant.sleep.fakes import World, build_trained_world, build_world, use_world
from tests.tiny_model import TinyModel, build_tiny_model, one_thread

Play = Callable[..., list[subprocess.Popen[str]]]


@pytest.fixture
def play(monkeypatch: pytest.MonkeyPatch) -> Play:
    """Let the next worker be this Python code, by default without its libraries; the processes that were started."""
    popen = subprocess.Popen

    def playing(code: str, flags: tuple[str, ...] = ("-S", "-E")) -> list[subprocess.Popen[str]]:
        started: list[subprocess.Popen[str]] = []

        def start(command: list[str], **options: Any) -> subprocess.Popen[str]:
            assert command[1:3] == ["-m", "assistant"] and command[-1] == "__sleep-worker"
            started.append(popen([sys.executable, *flags, "-c", code], **options))
            return started[-1]

        monkeypatch.setattr(subprocess, "Popen", start)
        return started

    return playing


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """Six memories to learn tonight, nothing slept over yet."""
    world = build_world(tmp_path)
    with world.store:
        yield world


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> TinyModel:
    return build_tiny_model(tmp_path_factory.mktemp("tiny"))


@pytest.fixture
def trainer() -> str:
    """What trains in `worlds`; tests name others by a parameter."""
    return "torch"


@pytest.fixture
def worlds(
    tmp_path: Path, tiny: TinyModel, trainer: str, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[str], World]]:
    made: list[World] = []

    def build(name: str) -> World:
        world = build_trained_world(tmp_path / name, tiny, trainer=needed.trainer(trainer))
        world.recipe = RECIPE
        use_world(world, monkeypatch)
        made.append(world)
        return world

    with one_thread():
        yield build
    for world in made:
        world.store.close()
