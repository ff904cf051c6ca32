"""The home folder is made private, and an existing one becomes so."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from assistant.cli import main
from assistant.paths import Home

pytestmark = pytest.mark.skipif(os.name != "posix", reason="POSIX file modes")


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


@pytest.mark.parametrize(("found", "left"), [(0o755, 0o700), (0o777, 0o700), (0o700, 0o700), (0o550, 0o500)])
def test_an_existing_folder_is_closed_to_others(tmp_path: Path, found: int, left: int) -> None:
    for folder in ("models", "experts", "sleeps", "cache", "logs"):
        (tmp_path / "home" / folder).mkdir(parents=True)
        (tmp_path / "home" / folder).chmod(found)
    (tmp_path / "home").chmod(found)
    Home(tmp_path / "home").create()
    assert {mode(path) for path in (tmp_path / "home", *(tmp_path / "home").iterdir())} == {left}


def test_a_command_on_an_open_folder_closes_it(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home").chmod(0o755)
    assert main(["--home", str(tmp_path / "home"), "memory", "list"]) == 0
    assert mode(tmp_path / "home") == 0o700


def test_a_folder_of_somebody_else_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = Home(tmp_path / "home").create()
    home.root.chmod(0o755)
    monkeypatch.setattr(os, "geteuid", lambda: home.root.stat().st_uid + 1)
    home.create()
    assert mode(home.root) == 0o755
