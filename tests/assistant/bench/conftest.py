from __future__ import annotations

import pytest

from assistant.bench.arms import Bench
from tests.assistant.sleep.fakes import World


@pytest.fixture
def bench(world: World) -> Bench:
    """What the arms work with; each file has a world of its own."""
    return Bench(world.engine, world.night().builder, world.store, world.registry)
