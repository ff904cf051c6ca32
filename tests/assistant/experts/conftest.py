from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from assistant.experts.manifest import Expert
from assistant.experts.registry import ExpertRegistry
from assistant.paths import Home
from tests.builders import BASE, write_expert

MakeExpert = Callable[..., Expert]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home").create()


@pytest.fixture
def registry(home: Home) -> ExpertRegistry:
    return ExpertRegistry(home, BASE)


@pytest.fixture
def make_expert(home: Home) -> MakeExpert:
    """Write a complete expert to the home."""
    return partial(write_expert, home)
