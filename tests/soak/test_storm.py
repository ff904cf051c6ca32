"""The short form of the kill storm; `make soak` runs the long one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

pytest.importorskip("torch")
pytest.importorskip("pty", reason="a pseudo-terminal is a matter of Unix")

from tests.soak.storm import weather

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name != "posix", reason="sends SIGKILL")]

KILLS = 8
SHORT = ("ask", "chat on screen", "import memories", "forget", "forget --all", "migration", "promotion")
"""A real night takes longer to begin than all of these; `tests/integration/test_resume.py` kills one in any case."""


@pytest.mark.timeout(900)
def test_whatever_is_killed_nothing_that_was_acknowledged_is_lost(tmp_path: Path) -> None:
    storm = weather(tmp_path, kills=KILLS, seed=3, names=SHORT)
    assert storm.world.faults == []
    assert storm.kills.total() == KILLS
    assert storm.world.said and storm.world.forgotten


@pytest.mark.long
@pytest.mark.timeout(1200)
def test_real_nights_are_killed_in_every_process(tmp_path: Path) -> None:
    storm = weather(tmp_path, kills=12, seed=5, names=("night", "night on screen"))
    assert storm.world.faults == []
    assert {victim for _, victim in storm.kills} >= {"worker", "engine"}
