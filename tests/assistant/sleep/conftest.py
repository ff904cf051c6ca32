from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.assistant.sleep.fakes import World, build_world


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """Six memories to learn tonight, nothing slept over yet."""
    world = build_world(tmp_path)
    with world.store:
        yield world
