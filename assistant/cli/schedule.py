"""`reverie schedule`: nights while the terminal UI is closed, by the operating system's timer; pause and resume."""

from __future__ import annotations

import argparse

from assistant.cli.compose import open_home, open_store
from assistant.cli.output import data, data_json, note
from assistant.sleep import timer_control
from assistant.sleep.timers import timer_of_machine


def install(arguments: argparse.Namespace) -> int:
    """Write the timer and switch it on, or show it."""
    home = open_home(arguments)
    timer = timer_of_machine(home)
    if arguments.dry_run:
        for path, content in timer.files:
            data(f"# {path}\n{_text(content)}")
        for command in timer.enable:
            data(f"# then: {' '.join(command)}")
        return 0
    timer_control.install(timer)
    note(f"installed {', '.join(str(path) for path, _ in timer.files)}")
    note(timer.hint or "It looks every 20 minutes whether this is a good time to sleep.")
    return 0


def uninstall(arguments: argparse.Namespace) -> int:
    """Switch the timer off and remove its files."""
    timer = timer_of_machine(open_home(arguments))
    if arguments.dry_run:
        paths = [path for path, _ in timer.files] + list(timer.traces)
        data("\n".join(f"# remove: {path}" for path in paths if path.exists() or path.is_symlink()))
        return 0
    note("the timer is gone" if timer_control.uninstall(timer) else "there was no timer")
    return 0


def status(arguments: argparse.Namespace) -> int:
    """Whether the timer is there and on, and whether nights are paused."""
    timer = timer_of_machine(open_home(arguments))
    with open_store(arguments) as store:
        paused = store.decisions.paused()
    there, on = timer_control.installed(timer), timer_control.in_force(timer)
    if arguments.json:
        files = [str(path) for path, _ in timer.files]
        data_json({"platform": timer.platform, "installed": there, "active": on, "paused": paused, "files": files})
        return 0
    if not there:
        data("no timer: nights begin by themselves only while reverie is open; `reverie schedule install` changes that")
    else:
        old = "" if timer_control.current(timer) else ", written by another version: install it again"
        data(f"timer {timer.name} ({timer.platform}): {'on' if on else 'off'}{old}")
    data("nights are paused: `reverie schedule resume`" if paused else "nights may begin by themselves")
    return 0


def pause(arguments: argparse.Namespace) -> int:
    """Let no night begin by itself, by the timer or by the terminal UI; one that runs so is stopped."""
    with open_store(arguments) as store:
        store.decisions.pause(True)
    note("nights are paused; `reverie schedule resume` lets them begin again")
    return 0


def resume(arguments: argparse.Namespace) -> int:
    """Let nights begin by themselves again."""
    with open_store(arguments) as store:
        store.decisions.pause(False)
    note("nights may begin by themselves again")
    return 0


def _text(content: bytes) -> str:
    return content.decode("utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8")
