"""`reverie schedule`: shown, installed and removed on a machine whose tools are played."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from assistant.memory.store import MemoryStore
from assistant.sleep import timer_control
from tests.command_line import Run


@pytest.fixture(autouse=True)
def played(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """No test touches this machine's own timers; the commands that would have been run."""
    ran: list[tuple[str, ...]] = []

    def run(command: Sequence[str]) -> tuple[int, str]:
        ran.append(tuple(command))
        return 0, ""

    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("HOME", str(tmp_path / "user"))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    for function in (timer_control.install, timer_control.uninstall, timer_control.in_force):
        monkeypatch.setattr(function, "__defaults__", (run,))
    return ran


def test_a_dry_run_shows_the_units_and_writes_nothing(run: Run, tmp_path: Path, played: list[tuple[str, ...]]) -> None:
    outcome = run("schedule", "install", "--dry-run")
    assert outcome.code == 0
    assert "ExecStart=" in outcome.out and "--scheduled" in outcome.out and "OnCalendar=*:00/20" in outcome.out
    assert "# then: systemctl --user enable --now" in outcome.out
    assert not (tmp_path / "user").exists() and played == []


def test_install_status_and_uninstall(run: Run, tmp_path: Path, played: list[tuple[str, ...]]) -> None:
    assert run("schedule", "install").code == 0
    units = sorted(path.suffix for path in (tmp_path / "user").rglob("reverie-sleep*"))
    assert units == [".service", ".timer"]
    status = run("schedule", "status", "--json").json
    assert (status["platform"], status["installed"], status["active"], status["paused"]) == (
        "systemd",
        True,
        True,
        False,
    )
    assert "systemd): on" in run("schedule", "status").out
    next((tmp_path / "user").rglob("*.service")).write_text("[Service]\n")
    assert "install it again" in run("schedule").out
    assert "reverie-sleep" in run("schedule", "uninstall", "--dry-run").out
    assert run("schedule", "uninstall").code == 0
    assert [path for path in (tmp_path / "user").rglob("*") if path.is_file()] == []
    assert "no timer" in run("schedule", "status").out
    assert ("systemctl", "--user", "daemon-reload") in played


def test_pause_and_resume(run: Run, store: MemoryStore) -> None:
    assert run("schedule", "pause").code == 0
    assert store.decisions.paused()
    store.add_memory("My dog is called Fudge.")
    assert "nights are paused" in run("schedule", "status").out
    assert "not sleeping: nights are paused" in run("sleep", "status").out
    assert run("schedule", "resume").code == 0
    assert not store.decisions.paused()
