"""What the machine says of itself: is somebody at it, is it plugged in, busy, hot, full. Each may be unknown.

Nothing here decides; `policy` does. No reading opens a network connection: a display that is reached over one is
not asked.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

TOOL_SECONDS = 3.0
"""How long a command that reads a sensor may take."""
_PROCESSORS = ("coretemp", "k10temp", "zenpower", "cpu_thermal", "cpu-thermal", "acpitz", "soc_thermal")


@dataclass(frozen=True, slots=True)
class Readings:
    """One look at the machine. None: this machine does not say."""

    idle_seconds: float | None = None
    """Since the last key or pointer movement that any source has seen."""
    idle_source: str = ""
    mains: bool | None = None
    """On mains power; True where there is no battery."""
    battery_percent: float | None = None
    load: float | None = None
    """Processes that want to run, a core, over the last minute."""
    free_disk: int | None = None
    """Bytes where the home lies."""
    free_memory: int | None = None
    """Bytes that programs can get without swapping."""
    gpu_busy: float | None = None
    """0 to 1, of the busiest one."""
    celsius: float | None = None
    """The hottest sensor of the processor."""

    @property
    def unknown(self) -> tuple[str, ...]:
        """What this machine does not say."""
        named = {
            "input idle": self.idle_seconds,
            "power": self.mains,
            "load": self.load,
            "free disk": self.free_disk,
            "free memory": self.free_memory,
            "GPU load": self.gpu_busy,
            "temperature": self.celsius,
        }
        return tuple(name for name, value in named.items() if value is None)


class Machine:
    """Takes the readings. `extra` is one more source of idle seconds, such as the keys of the terminal UI."""

    def __init__(self, folder: Path, extra: Callable[[], float | None] = lambda: None) -> None:
        self._folder = folder
        self._extra = extra
        self._monitor: Any = None
        self._monitored = False

    def idle(self) -> tuple[float | None, str]:
        """Seconds since the last input, by whichever source saw it last, and the sources that answered."""
        found = {
            "desktop": self._desktop_idle(),
            "terminals": terminal_idle(_terminals(), time.time()),
            "this program": self._extra(),
        }
        known = {name: seconds for name, seconds in found.items() if seconds is not None}
        return (min(known.values()), ", ".join(known)) if known else (None, "")

    def read(self) -> Readings:
        """All readings now. Never raises."""
        idle_seconds, source = self.idle()
        mains, percent = power()
        return Readings(
            idle_seconds=idle_seconds,
            idle_source=source,
            mains=mains,
            battery_percent=percent,
            load=_quietly(load),
            free_disk=_quietly(lambda: shutil.disk_usage(self._folder).free),
            free_memory=_quietly(lambda: int(psutil.virtual_memory().available)),
            gpu_busy=_quietly(gpu_busy),
            celsius=_quietly(celsius),
        )

    def glance(self) -> Readings:
        """What a night that runs is judged by: input, power and heat. Starts no process and never raises."""
        idle_seconds, source = self.idle()
        mains, percent = power()
        return Readings(idle_seconds, source, mains, percent, celsius=_quietly(celsius))

    def close(self) -> None:
        """End what the desktop's source started (swayidle is a child process)."""
        if hasattr(self._monitor, "close"):
            _quietly(self._monitor.close)
        self._monitor, self._monitored = None, False

    def _desktop_idle(self) -> float | None:
        if not self._monitored:
            self._monitored = True
            self._monitor = _quietly(_desktop_monitor)
        if self._monitor is None:
            return None
        milliseconds = _quietly(self._monitor.get_dbus_idle)
        if milliseconds is None or milliseconds < 0:
            self.close()  # the desktop ended or started anew; looked for again next time
            return None
        return float(milliseconds) / 1000


def power() -> tuple[bool | None, float | None]:
    """Whether it is on mains power, and the battery's charge in percent. No battery sensor means mains."""
    if not hasattr(psutil, "sensors_battery"):
        return True, None
    try:
        battery = psutil.sensors_battery()
    except Exception:  # the sensor's file may vanish while it is read
        return None, None
    if battery is None:
        return True, None
    # psutil says None where it cannot tell; a battery that is neither charged nor drained counts as unknown.
    return battery.power_plugged, float(battery.percent)


def load() -> float:
    """Load average of the last minute, a core."""
    return float(psutil.getloadavg()[0]) / (psutil.cpu_count() or 1)


def gpu_busy() -> float | None:
    """Load of the busiest GPU, 0 to 1: NVIDIA's own tool, else what Linux's AMD and Intel drivers write."""
    tool = shutil.which("nvidia-smi")
    if tool is not None:
        asked = [tool, "--query-gpu=utilization.gpu", "--format=csv,noheader,nounits"]
        said = subprocess.run(asked, capture_output=True, text=True, timeout=TOOL_SECONDS, check=True).stdout
        shares = [float(line) / 100 for line in said.split() if line.isdigit()]
        return max(shares) if shares else None
    files = Path("/sys/class/drm").glob("card*/device/gpu_busy_percent")
    shares = [float(file.read_text()) / 100 for file in files]
    return max(shares) if shares else None


def celsius() -> float | None:
    """The hottest processor sensor."""
    if not hasattr(psutil, "sensors_temperatures"):
        return None
    sensors = psutil.sensors_temperatures()
    found = [entry.current for name in _PROCESSORS for entry in sensors.get(name, ()) if entry.current]
    return max(found) if found else None


def terminal_idle(terminals: Iterable[Path], now: float) -> float | None:
    """Seconds since something was typed at any of these; the kernel notes it every 8 seconds. None without any."""
    typed = []
    for terminal in terminals:
        with contextlib.suppress(OSError):
            typed.append(terminal.stat().st_atime)
    # A clock that was set back makes them lie in the future, which says nothing.
    return now - max(typed) if typed and max(typed) <= now else None


def _terminals() -> list[Path]:
    """The terminals somebody is logged in at, and this process's own."""
    if os.name != "posix":
        return []
    names = {user.terminal for user in _quietly(psutil.users) or () if user.terminal}
    own = _quietly(lambda: os.ttyname(sys.stdin.fileno()))
    found = {Path("/dev") / name for name in names} | ({Path(own)} if own else set())
    return [path for path in found if path.is_char_device()]


def _desktop_monitor() -> Any:
    """The first of dbus-idle's sources that answers: GNOME, KDE, X11, Sway, Windows, macOS. None without one.

    Raises: ImportError where the extra `desktop` is not installed.
    """
    import dbus_idle

    over_x = (dbus_idle.XprintidleIdleMonitor, dbus_idle.X11IdleMonitor)
    # A forwarded X display would be reached over the network.
    remote = os.environ.get("DISPLAY", "").partition(":")[0] not in ("", "unix")
    for kind in dbus_idle.IdleMonitor.subclasses:
        if remote and kind in over_x:
            continue
        with contextlib.suppress(Exception):
            monitor = kind()
            monitor.get_dbus_idle()
            return monitor
    return None


def _quietly(read: Callable[[], Any]) -> Any:
    """A reading that cannot be taken is unknown, whatever the reason: drivers and tools fail in many ways."""
    try:
        return read()
    except Exception:
        return None
