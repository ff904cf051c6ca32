"""What is said of an engine that is gone, and what to do about it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from assistant.chat.engine_process import EngineProcess, epitaph
from backends.base import EngineDied

LOG = Path("/home/user/logs/engine.log")


def test_one_that_the_system_killed_lacked_memory() -> None:
    text = epitaph(-9, LOG)
    assert "memory ran out" in text and "reverie model list" in text and "chat.context" in text
    assert str(LOG) in text


@pytest.mark.parametrize(("code", "how"), [(1, "exit code 1"), (-11, "exit code -11"), (None, "stopped answering")])
def test_any_other_end_says_nothing_of_memory(code: int | None, how: str) -> None:
    text = epitaph(code, LOG)
    assert how in text and "memory" not in text and str(LOG) in text


@pytest.mark.parametrize(
    ("last_words", "how"),
    [
        ("import os; os.kill(os.getpid(), 9)", "memory ran out"),
        ("raise SystemExit(3)", "exit code 3"),
        ("import os, time; os.close(1); time.sleep(60)", "stopped answering"),
    ],
)
def test_the_end_is_told_to_whoever_waits(tmp_path: Path, last_words: str, how: str) -> None:
    process = EngineProcess((sys.executable, "-c", f"input(); {last_words}"), tmp_path / "engine.log")
    inbox = process.ask(1, {"call": "load"})
    with pytest.raises(EngineDied, match=how):
        while True:
            process.receive(inbox, 5.0)
    process.close()
