"""The libraries that speak to a desktop, and one that answers them on a private bus."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.config import Config, SleepSettings
from assistant.events import PhaseStarted, SleepEvent, SleepFinished, to_line
from assistant.memory.store import MemoryStore
from assistant.paths import Home
from assistant.sleep import idle
from assistant.sleep.idle import Machine
from assistant.sleep.keep_awake import kept_awake
from assistant.sleep.supervisor import run_sleep
from assistant.sleep.watch import NightWatch
from tests.assistant.sleep.conftest import Play
from tests.desktop_bus import Desktop, private_bus

SUSPEND = 4
"""GNOME's flag for an inhibitor of suspension."""
PHASE = to_line(PhaseStarted("seed", 9))
FINISHED = to_line(SleepFinished("accept", "recall rose", {}))


@pytest.fixture
def desktop(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desktop]:
    with private_bus(tmp_path_factory.mktemp("bus")) as address:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        for name in ("XDG_SESSION_DESKTOP", "DISPLAY", "WAYLAND_DISPLAY"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setattr(idle, "terminal_idle", lambda terminals, now: None)
        yield Desktop(address)


def test_the_desktops_idle_time_is_read(desktop: Desktop, tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    seconds, source = machine.idle()
    assert source == "desktop" and seconds == pytest.approx(3600.0, abs=30.0)
    desktop.type()
    seconds, _ = machine.idle()
    assert seconds is not None and seconds < 30.0
    machine.close()


def test_a_desktop_that_leaves_the_bus_and_comes_back(desktop: Desktop, tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    machine.idle()
    desktop.leave()
    assert machine.idle() == (None, "")
    Desktop(desktop.address)
    assert machine.idle()[1] == "desktop"
    machine.close()


def test_a_suspension_is_inhibited_inside_the_block_and_no_longer(desktop: Desktop) -> None:
    with kept_awake() as awake:
        assert awake
        ((_, _, _, flags),) = desktop.inhibitors.values()
        assert flags == SUSPEND
    assert desktop.inhibitors == {}


def test_a_night_keeps_the_machine_awake_until_it_ends(desktop: Desktop, reverie_home: Path, play: Play) -> None:
    play(f"import sys; sys.stdin.readline(); print({PHASE!r}, flush=True); print({FINISHED!r}, flush=True)")
    held: list[int] = []

    def on_event(event: SleepEvent) -> None:
        held.append(len(desktop.inhibitors))

    run_sleep(Home(reverie_home).create(), Config(), on_event=on_event)
    assert held == [1, 1]
    assert desktop.inhibitors == {} and desktop.given == 1


def test_a_key_on_the_desktop_gives_the_machine_back(desktop: Desktop, reverie_home: Path, play: Play) -> None:
    home = Home(reverie_home).create()
    with MemoryStore.open(home.database) as store:
        store.add_memory("My dog is called Fudge.")
    started: list[subprocess.Popen[str]] = play(f"import time; print({PHASE!r}, flush=True); time.sleep(30)")
    settings = SleepSettings(memories_at_least=1)
    machine = Machine(home.root)
    watch = NightWatch(
        home, lambda: Config(sleep=settings), Quiet(machine), watcher="timer", on_event=lambda event: desktop.type()
    )
    watch.tick()
    took = time.monotonic() - desktop.typed
    machine.close()
    assert len(started) == 1 and started[0].poll() is not None
    assert took < 2.0 and watch.finished is not None and watch.finished.verdict == "stopped"


class Quiet:
    """The machine's real idle source; the other sensors of whoever runs the tests are no matter of theirs."""

    def __init__(self, machine: Machine) -> None:
        self.idle = machine.idle

    def read(self) -> idle.Readings:
        return idle.Readings(*self.idle())

    glance = read
