"""Readings of this machine, and of machines whose sensors are absent, broken or contradict each other."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import namedtuple
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import psutil
import pytest

from assistant.sleep import idle
from assistant.sleep.idle import Machine, Readings, terminal_idle

Battery = namedtuple("Battery", "percent secsleft power_plugged")


def machine(monkeypatch: pytest.MonkeyPatch, folder: Path, desktop: float | None, typed: float | None) -> Machine:
    monkeypatch.setattr(idle, "_desktop_monitor", lambda: desktop and Monitor(desktop))
    monkeypatch.setattr(idle, "terminal_idle", lambda terminals, now: typed)
    return Machine(folder)


class Monitor:
    """A desktop's idle source."""

    def __init__(self, milliseconds: float) -> None:
        self.milliseconds: float | Exception = milliseconds
        self.closed = False

    def get_dbus_idle(self) -> float:
        if isinstance(self.milliseconds, Exception):
            raise self.milliseconds
        return self.milliseconds

    def close(self) -> None:
        self.closed = True


def test_this_machine_can_be_read_whatever_it_has(tmp_path: Path) -> None:
    readings = Machine(tmp_path).read()
    assert readings.load is not None and readings.load >= 0
    assert readings.free_disk is not None and readings.free_disk > 0
    assert readings.free_memory is not None and readings.free_memory > 0
    assert readings.mains in (True, False, None)


@pytest.mark.parametrize(
    ("desktop", "typed", "expected"),
    [
        (90_000.0, None, (90.0, "desktop")),
        (90_000.0, 5.0, (5.0, "desktop, terminals")),
        (None, 7.0, (7.0, "terminals")),
        (None, None, (None, "")),
        (-1.0, None, (None, "")),
    ],
)
def test_whoever_saw_the_user_last_is_believed(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    desktop: float | None,
    typed: float | None,
    expected: tuple[float | None, str],
) -> None:
    assert machine(monkeypatch, tmp_path, desktop, typed).idle() == expected


def test_without_the_desktop_library_terminals_are_seen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "dbus_idle", None)
    monkeypatch.setattr(idle, "terminal_idle", lambda terminals, now: 7.0)
    assert Machine(tmp_path).idle() == (7.0, "terminals")


def test_one_more_source_may_be_handed_in(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    machine(monkeypatch, tmp_path, 90_000.0, None)
    assert Machine(tmp_path, lambda: 1.5).idle() == (1.5, "desktop, this program")


def test_a_desktop_that_ends_is_unknown_and_looked_for_again(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monitors: list[Monitor] = []

    def found() -> Monitor:
        monitors.append(Monitor(1000.0 * (len(monitors) + 1)))
        return monitors[-1]

    monkeypatch.setattr(idle, "terminal_idle", lambda terminals, now: None)
    monkeypatch.setattr(idle, "_desktop_monitor", found)
    seen = Machine(tmp_path)
    assert seen.idle() == (1.0, "desktop")
    monitors[0].milliseconds = RuntimeError("the session bus is gone")
    assert seen.idle() == (None, "")
    assert monitors[0].closed
    assert seen.idle() == (2.0, "desktop")
    seen.close()
    assert monitors[1].closed


@pytest.mark.parametrize(
    ("battery", "expected"),
    [
        (None, (True, None)),
        (Battery(54.4, 100, False), (False, 54.4)),
        (Battery(99, -2, True), (True, 99.0)),
        (Battery(50, -1, None), (None, 50.0)),
    ],
)
def test_no_battery_means_mains(monkeypatch: pytest.MonkeyPatch, battery: Any, expected: object) -> None:
    monkeypatch.setattr(psutil, "sensors_battery", lambda: battery, raising=False)
    assert idle.power() == expected


def test_a_battery_that_cannot_be_read_is_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise FileNotFoundError("/sys/class/power_supply/BAT0/energy_now")

    monkeypatch.setattr(psutil, "sensors_battery", broken, raising=False)
    assert idle.power() == (None, None)


def test_the_hottest_processor_sensor_counts_and_the_disks_do_not(monkeypatch: pytest.MonkeyPatch) -> None:
    heat = {
        "coretemp": [SimpleNamespace(current=61.0), SimpleNamespace(current=70.5)],
        "nvme": [SimpleNamespace(current=99)],
    }
    monkeypatch.setattr(psutil, "sensors_temperatures", lambda: heat, raising=False)
    assert idle.celsius() == 70.5
    monkeypatch.setattr(psutil, "sensors_temperatures", dict, raising=False)
    assert idle.celsius() is None


@pytest.mark.skipif(os.name != "posix", reason="a stand-in for a tool, as a shell script")
@pytest.mark.parametrize(
    ("script", "expected"), [("echo 12; echo 85", 0.85), ("echo '[N/A]'", None), ("exit 9", None), ("sleep 9", None)]
)
def test_the_busiest_gpu(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, script: str, expected: float | None) -> None:
    tool = tmp_path / "nvidia-smi"
    tool.write_text(f"#!/bin/sh\n{script}\n")
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(idle, "TOOL_SECONDS", 0.5)
    assert Machine(tmp_path).read().gpu_busy == expected


def test_a_glance_has_what_a_running_night_needs_and_starts_no_process(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A tool that hangs would keep the machine from its user."""
    monkeypatch.setattr(idle, "_desktop_monitor", lambda: Monitor(90_000.0))
    monkeypatch.setattr(idle, "terminal_idle", lambda terminals, now: None)
    monkeypatch.setattr(idle, "celsius", lambda: 61.0)
    monkeypatch.setattr(psutil, "sensors_battery", lambda: Battery(54.4, 100, False), raising=False)
    monkeypatch.setattr(subprocess, "Popen", lambda *given, **options: pytest.fail(f"started {given}"))
    assert Machine(tmp_path).glance() == Readings(90.0, "desktop", False, 54.4, celsius=61.0)


def test_typing_at_a_terminal_is_seen(tmp_path: Path) -> None:
    for name, typed in (("pts1", 900.0), ("pts2", 990.0)):
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (typed, typed))
    terminals = [tmp_path / "pts1", tmp_path / "pts2", tmp_path / "gone"]
    assert terminal_idle(terminals, 1000.0) == 10.0
    assert terminal_idle(terminals, 950.0) is None, "the clock was set back"
    assert terminal_idle([], 1000.0) is None


def test_a_forwarded_display_is_not_asked() -> None:
    """Asking it would be a network connection; in a process of its own, with sockets that tell where they go."""
    code = (
        "import os, socket; os.environ['DISPLAY'] = 'localhost:10.0'\n"
        "import dbus_idle\nfrom assistant.sleep import idle\n"
        "def refuse(*_): raise SystemExit('asked the display')\n"
        "dbus_idle.X11IdleMonitor.__init__ = dbus_idle.XprintidleIdleMonitor.__init__ = refuse\n"
        "idle._desktop_monitor()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_what_is_unknown_is_named() -> None:
    assert Readings(idle_seconds=1.0, mains=True, load=0.1).unknown == (
        "free disk",
        "free memory",
        "GPU load",
        "temperature",
    )
