"""`reverie --help` and `--version` answer at once: they load the grammar and nothing else."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import assistant

ROOT = Path(__file__).parents[2]
ALLOWED = {"assistant", "assistant.__main__", "assistant.cli", "assistant.cli.manual", "assistant.cli.parser"}
UNWANTED = {"sqlite_utils", "sqlite3", "textual", "rich", "platformdirs", "psutil", "apscheduler", "asyncio", "json"}


def run(*arguments: str) -> tuple[str, set[str]]:
    """Standard output, and every module that was imported (`-X importtime` names each on stderr)."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "assistant", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    lines = [line for line in done.stderr.splitlines() if line.startswith("import time:")]
    return done.stdout, {line.rsplit("|", 1)[1].strip() for line in lines}


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["ask", "--help"], ["sleep", "status", "--help"]])
def test_only_the_grammar_is_loaded(arguments: list[str]) -> None:
    output, loaded = run(*arguments)
    assert "reverie" in output
    assert {name for name in loaded if name.split(".")[0] in {"assistant", "backends", "tui"}} <= ALLOWED
    assert {name.split(".")[0] for name in loaded} & UNWANTED == set()


def test_version() -> None:
    assert run("--version")[0].strip() == f"reverie {assistant.__version__}"
