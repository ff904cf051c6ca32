"""The short form of the kill storm; `make soak` runs the long one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.soak.storm import weather

pytestmark = [pytest.mark.slow, pytest.mark.long, pytest.mark.skipif(os.name != "posix", reason="sends SIGKILL")]


def test_whatever_is_killed_nothing_that_was_acknowledged_is_lost(tmp_path: Path) -> None:
    storm = weather(tmp_path, kills=12, seed=3)
    assert storm.faults == []
    assert sum(storm.kills.values()) == 12
    assert storm.said and storm.forgotten
