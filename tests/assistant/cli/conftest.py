"""Runs the command line in this process, in a home of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.cli import main
from assistant.memory.store import MemoryStore
from assistant.paths import Home
from tests.command_line import Outcome, Run


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home").create()


@pytest.fixture
def run(home: Home, capsys: pytest.CaptureFixture[str]) -> Run:
    """Exit code and both outputs of a command; usage errors of the parser too."""
    return runner(home, capsys)


@pytest.fixture
def store(home: Home) -> Iterator[MemoryStore]:
    """The same database that the command opens."""
    with MemoryStore.open(home.database) as store:
        yield store


def runner(home: Home, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs commands in that home."""

    def run(*arguments: str) -> Outcome:
        capsys.readouterr()
        try:
            code = main(["--home", str(home.root), *arguments])
        except SystemExit as left:
            code = int(left.code or 0)
        captured = capsys.readouterr()
        return Outcome(code, captured.out, captured.err)

    return run
