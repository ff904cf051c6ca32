"""The kernel kills a process of the product because memory ran out: the user is told, and nothing is lost."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.memory.store import MemoryStore
from assistant.paths import Home
from tests.small_memory import MemoryGroup, memory_group
from tests.small_night import ROOT, python_path
from tests.tiny_model import build_tiny_model

pytest.importorskip("torch")
pytestmark = [pytest.mark.slow, pytest.mark.skipif(not sys.platform.startswith("linux"), reason="control groups")]

WORKER_MEGABYTES, ENGINE_MEGABYTES = 64, 20
"""Less than PyTorch takes, and than llama.cpp with the smallest model."""
JOINS = """
import os, sys
if "{role}" in sys.orig_argv:
    open("{members}", "w").write(str(os.getpid()))
elif "__engine" in sys.orig_argv:
    open("{outside}", "w").write(str(os.getpid()))
"""


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path / "home").create()
    home.config.write_text(f'model = "{build_tiny_model(tmp_path / "tiny").gguf}"\n[chat]\nthreads = 1\n')
    with MemoryStore.open(home.database) as store:
        store.add_memory("My dog is called Fudge.")
        store.add_memory("My cat is called Pixel.")
    return home


def reverie(home: Home, *command: str, first: str = "") -> subprocess.CompletedProcess[str]:
    path = python_path(home.root.parent / "site", first)
    return subprocess.run(
        [sys.executable, "-m", "assistant", "--home", str(home.root), *command],
        cwd=ROOT, env={**os.environ, "PYTHONPATH": path}, capture_output=True, text=True, timeout=280, check=False,
    )  # fmt: skip


def joins(group: MemoryGroup, role: str) -> str:
    return JOINS.format(role=role, members=group.members, outside=group.outside)


def test_a_night_whose_worker_the_kernel_kills_says_what_to_do(home: Home) -> None:
    with memory_group(WORKER_MEGABYTES) as group:
        done = reverie(home, "sleep", first=joins(group, "__sleep-worker"))
        assert group.kills() == 1
    assert done.returncode == 1 and "Traceback" not in done.stderr
    for words in ("killed by the system", "memory ran out", "Close other programs", "reverie model list"):
        assert words in done.stderr, done.stderr
    with MemoryStore.open(home.database) as store:
        assert len(store.memories()) == 2 and all(row.finished is not None for row in store.sleeps())


def test_a_chat_whose_engine_the_kernel_kills_says_what_to_do(home: Home) -> None:
    with memory_group(ENGINE_MEGABYTES) as group:
        done = reverie(home, "ask", "What is my dog called?", first=joins(group, "__engine"))
        assert group.kills() == 1
    assert done.returncode in (1, 3) and "Traceback" not in done.stderr
    assert "memory ran out" in done.stderr and "reverie model list" in done.stderr, done.stderr
