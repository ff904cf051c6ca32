"""The store takes no numpy along, and stands in nobody's way who wants it. Each case is a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests import needed

ROOT = Path(__file__).parents[3]
OPEN = """
import pathlib, sys, tempfile
from assistant.memory.store import MemoryStore
with tempfile.TemporaryDirectory() as folder, MemoryStore.open(pathlib.Path(folder) / "reverie.db") as store:
    store.add_memory("My dog is called Fudge.")
    assert [memory.text for memory in store.memories()] == ["My dog is called Fudge."]
"""


def run(program: str) -> str:
    """What a fresh interpreter prints."""
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_an_open_store_has_not_imported_numpy() -> None:
    needed.library("numpy", "how it is kept out")
    assert run(OPEN + "print('numpy' in sys.modules, 'pandas' in sys.modules)") == "False False"


def test_numpy_can_be_imported_afterwards() -> None:
    needed.library("numpy", "how it is kept out")
    assert run(OPEN + "import numpy; print(int(numpy.arange(4).sum()))") == "6"


def test_a_numpy_that_was_there_before_stays() -> None:
    needed.library("numpy", "how it is kept out")
    assert run("import numpy" + OPEN + "print(sys.modules['numpy'] is numpy)") == "True"
