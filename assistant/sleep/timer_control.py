"""Puts a timer into force and takes it out again; what cannot be done whole is not done."""

from __future__ import annotations

import contextlib
import subprocess
from collections.abc import Callable, Sequence

from assistant.errors import MachineError
from assistant.paths import PRIVATE_FILE
from assistant.sleep.timers import Timer

SECONDS = 30

Runner = Callable[[Sequence[str]], tuple[int, str]]
"""Runs a command: its exit code and what it said. 127 when there is no such program."""


def run_tool(command: Sequence[str]) -> tuple[int, str]:
    """Run one of the platform's own tools."""
    try:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=SECONDS, check=False
        )
    except FileNotFoundError:
        return 127, f"there is no {command[0]} on this machine"
    except subprocess.TimeoutExpired:
        return 124, f"{command[0]} did not answer within {SECONDS} seconds"
    return done.returncode, (done.stderr.strip() or done.stdout.strip())


def install(timer: Timer, run: Runner = run_tool) -> None:
    """Write the files and switch the timer on. A refusal undoes all of it. Raises: MachineError, OSError."""
    if timer.platform == "launchd" and installed(timer):
        run(timer.disable[0])  # launchd refuses a label that it knows
    for path, content in timer.files:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        path.chmod(PRIVATE_FILE)
    for command in timer.enable:
        code, said = run(command)
        if code:
            uninstall(timer, run)
            raise MachineError(
                f"The timer could not be switched on: `{' '.join(command)}` ended with {code} ({said}). "
                f"Nothing was installed. Nights still begin by themselves while reverie is open, or try again in a "
                f"session of your own ({timer.platform})."
            )


def uninstall(timer: Timer, run: Runner = run_tool) -> bool:
    """Switch the timer off and remove what `install` wrote, and nothing else. False when nothing was there."""
    there = [path for path in (*(path for path, _ in timer.files), *timer.traces) if path.exists() or path.is_symlink()]
    known = bool(there) or in_force(timer, run)
    if known:
        # The tool may be gone or refuse; the files must go all the same.
        run(timer.disable[0])
        for path in there:
            with contextlib.suppress(FileNotFoundError):
                path.unlink()
        for command in timer.disable[1:]:
            run(command)
    return known


def installed(timer: Timer) -> bool:
    """Whether every file is there, whatever is in it."""
    return all(path.is_file() for path, _ in timer.files)


def current(timer: Timer) -> bool:
    """Whether every file is as this version of the program would write it."""
    return installed(timer) and all(path.read_bytes() == content for path, content in timer.files)


def in_force(timer: Timer, run: Runner = run_tool) -> bool:
    """Whether the platform says that the timer is on."""
    return run(timer.query)[0] == 0
