"""How processes of the product's own are started, installed and frozen."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from assistant import child_process
from assistant.paths import Home
from assistant.sleep.timers import command_of


def test_an_installed_program_runs_the_module() -> None:
    assert child_process.program() == (sys.executable, "-m", "assistant")


def test_a_frozen_program_is_its_own_interpreter(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert child_process.program() == (sys.executable,)
    assert command_of(Home(tmp_path)) == (sys.executable, "--home", str(tmp_path), "sleep", "--scheduled")


def test_the_users_own_thread_settings_win(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OMP_WAIT_POLICY", "active")
    assert child_process.environment()["OMP_WAIT_POLICY"] == "active"


def test_what_a_night_starts_has_the_threads_of_the_night(monkeypatch: pytest.MonkeyPatch) -> None:
    night = child_process.environment(child_process.NIGHT_TURNS)
    assert night["GOMP_SPINCOUNT"] != child_process.environment()["GOMP_SPINCOUNT"]
    monkeypatch.setenv("GOMP_SPINCOUNT", night["GOMP_SPINCOUNT"])
    assert child_process.environment()["GOMP_SPINCOUNT"] == night["GOMP_SPINCOUNT"], "of its engine, too"
