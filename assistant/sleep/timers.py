"""The operating system's own timer, for nights while the terminal UI is closed: systemd, launchd or Windows tasks.

It looks every 20 minutes; `reverie sleep --scheduled` decides. What a missed time would have done is done at the next.
"""

from __future__ import annotations

import hashlib
import os
import plistlib
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

from assistant.child_process import program
from assistant.errors import MachineError
from assistant.paths import Home, resolve_home

MINUTES = 20
DESCRIPTION = "Reverie sleeps on what it was told, when this is a good time"
_XML = "http://schemas.microsoft.com/windows/2004/02/mit/task"


@dataclass(frozen=True, slots=True)
class Timer:
    """What installing writes and runs. `traces` are files that the platform itself may leave behind."""

    platform: str
    name: str
    files: tuple[tuple[Path, bytes], ...]
    enable: tuple[tuple[str, ...], ...]
    disable: tuple[tuple[str, ...], ...]
    query: tuple[str, ...]
    """Exits with 0 while the timer is in force."""
    traces: tuple[Path, ...] = ()
    hint: str = ""


def command_of(home: Home) -> tuple[str, ...]:
    """What the timer runs."""
    return (*program(), "--home", str(home.root), "sleep", "--scheduled")


def timer_for(
    platform: str,
    command: Sequence[str],
    home: Home,
    *,
    default_home: bool,
    environment: Mapping[str, str],
    user: int = 0,
) -> Timer:
    """The timer of a platform (`sys.platform`). A home other than the default has one of its own.

    Raises: MachineError where there is none.
    """
    suffix = "" if default_home else f"-{hashlib.sha256(str(home.root).encode()).hexdigest()[:8]}"
    folder = Path(environment.get("HOME") or environment.get("USERPROFILE") or Path.home())
    if platform == "linux":
        settings = Path(environment.get("XDG_CONFIG_HOME") or folder / ".config")
        data = Path(environment.get("XDG_DATA_HOME") or folder / ".local" / "share")
        return _systemd(f"reverie-sleep{suffix}", command, settings / "systemd" / "user", data)
    if platform == "darwin":
        return _launchd(f"app.reverie.sleep{suffix}", command, folder / "Library" / "LaunchAgents", user)
    if platform == "win32":
        return _windows(f"Reverie\\sleep{suffix}", command, home.root / "sleep-task.xml")
    line = " ".join(_quoted(part) for part in command)
    raise MachineError(
        f"Timers on {platform} are not known to reverie (systemd, launchd and Windows tasks are). "
        f"Let cron run this: */{MINUTES} * * * * {line}"
    )


def timer_of_machine(home: Home) -> Timer:
    """The timer of this machine for that home. Raises: MachineError."""
    return timer_for(
        sys.platform,
        command_of(home),
        home,
        default_home=home == resolve_home(None, {}),
        environment=os.environ,
        user=os.getuid() if hasattr(os, "getuid") else 0,
    )


def systemd_service(command: Sequence[str]) -> str:
    """The unit that looks, and sleeps if it may."""
    return f"""[Unit]
Description={DESCRIPTION}

[Service]
Type=oneshot
ExecStart={" ".join(_quoted(part) for part in command)}
UMask=0077
Nice=10
CPUSchedulingPolicy=batch
IOSchedulingClass=idle
# A stop asks the parent, which saves the night; the kernel rather ends the night than what the user works with.
KillMode=mixed
TimeoutStopSec=10
OOMPolicy=continue
OOMScoreAdjust=500
"""


def systemd_timer() -> str:
    """The unit that says when."""
    return f"""[Unit]
Description={DESCRIPTION}

[Timer]
OnCalendar=*:00/{MINUTES}
Persistent=true
AccuracySec=1min

[Install]
WantedBy=timers.target
"""


def launch_agent(label: str, command: Sequence[str]) -> bytes:
    """A property list. Calendar times that passed while the machine slept become one run after it woke."""
    return plistlib.dumps(
        {
            "Label": label,
            "ProgramArguments": list(command),
            "StartCalendarInterval": [{"Minute": minute} for minute in range(0, 60, MINUTES)],
            "ProcessType": "Background",
            "LowPriorityIO": True,
            "Nice": 10,
            "Umask": 0o077,
            "ExitTimeOut": 10,
        }
    )


def windows_task(command: Sequence[str]) -> bytes:
    """A task definition, UTF-16 as the task scheduler wants it."""
    arguments = " ".join(f'"{part}"' if " " in part else part for part in command[1:])
    text = f"""<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.2" xmlns="{_XML}">
  <RegistrationInfo><Description>{escape(DESCRIPTION)}</Description></RegistrationInfo>
  <Triggers>
    <TimeTrigger>
      <Repetition><Interval>PT{MINUTES}M</Interval><StopAtDurationEnd>false</StopAtDurationEnd></Repetition>
      <StartBoundary>2020-01-01T00:00:00</StartBoundary>
      <Enabled>true</Enabled>
    </TimeTrigger>
  </Triggers>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <StartWhenAvailable>true</StartWhenAvailable>
    <RunOnlyIfNetworkAvailable>false</RunOnlyIfNetworkAvailable>
    <Hidden>true</Hidden>
    <ExecutionTimeLimit>PT12H</ExecutionTimeLimit>
    <Priority>8</Priority>
  </Settings>
  <Actions>
    <Exec><Command>{escape(command[0])}</Command><Arguments>{escape(arguments)}</Arguments></Exec>
  </Actions>
</Task>
"""
    return text.encode("utf-16")


def _systemd(name: str, command: Sequence[str], folder: Path, data: Path) -> Timer:
    control = ("systemctl", "--user")
    return Timer(
        "systemd",
        name,
        (
            (folder / f"{name}.service", systemd_service(command).encode()),
            (folder / f"{name}.timer", systemd_timer().encode()),
        ),
        ((*control, "daemon-reload"), (*control, "enable", "--now", f"{name}.timer")),
        ((*control, "disable", "--now", f"{name}.timer"), (*control, "daemon-reload")),
        (*control, "is-active", f"{name}.timer"),
        traces=(
            folder / "timers.target.wants" / f"{name}.timer",
            # When a persistent timer last ran.
            data / "systemd" / "timers" / f"stamp-{name}.timer",
        ),
        hint="It runs while you are logged in; `loginctl enable-linger` lets it run otherwise too.",
    )


def _launchd(label: str, command: Sequence[str], folder: Path, user: int) -> Timer:
    path = folder / f"{label}.plist"
    return Timer(
        "launchd",
        label,
        ((path, launch_agent(label, command)),),
        (("launchctl", "bootstrap", f"gui/{user}", str(path)),),
        (("launchctl", "bootout", f"gui/{user}/{label}"),),
        ("launchctl", "print", f"gui/{user}/{label}"),
    )


def _windows(name: str, command: Sequence[str], path: Path) -> Timer:
    return Timer(
        "Windows tasks",
        name,
        ((path, windows_task(command)),),
        (("schtasks", "/Create", "/TN", name, "/XML", str(path), "/F"),),
        (("schtasks", "/Delete", "/TN", name, "/F"),),
        ("schtasks", "/Query", "/TN", name),
    )


def _quoted(part: str) -> str:
    """One word of a systemd command line: specifiers and variables are doubled, the rest is quoted as in C."""
    doubled = part.replace("%", "%%").replace("$", "$$")
    if doubled and not set(doubled) & set(" \t\"'\\;"):
        return doubled
    return '"' + doubled.replace("\\", "\\\\").replace('"', '\\"') + '"'
