"""Processes that are watched from outside, and SIGKILL for one of them at a chosen moment."""

from __future__ import annotations

import contextlib
import os
import random
import re
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import psutil

from tests.integration.terminal import Terminal

ROOT = Path(__file__).parents[2]
SURVIVAL_SECONDS, SURVIVAL_AT_MOST_SECONDS = 10.0, 300.0
"""So long of the processor, and of the clock at most, the others that belonged to a killed process may take to end: a
worker that loads PyTorch notices it when that is done."""
PATIENCE_SECONDS, PATIENCE_AT_MOST_SECONDS = 300.0, 1800.0
"""The same for whatever is waited for until its end; where other programs keep the processor a night takes long."""
POLL_SECONDS = 0.001
WRITING_SECONDS, PROMOTING_SECONDS = 0.03, 0.05
"""How long after its first write, and after the exam, an action is killed at the latest."""
_PHASE_OVER = re.compile(r"^ +(?:\d+/\d+ )?(\S.*): \d+\.\d s$")


class Running(Protocol):
    """Something of the product that runs in processes of its own."""

    @property
    def pid(self) -> int: ...
    @property
    def marks(self) -> Sequence[tuple[str, float]]:
        """What it has gone through, each with the reading of the monotonic clock at which that was seen."""

    @property
    def tail(self) -> str:
        """Its last words, for a fault."""

    def over(self) -> bool: ...
    def hurt(self) -> None:
        """One of its processes was killed: it need not wait long for what that one would have done."""

    def finish(self) -> str | None:
        """Wait for its end; what it printed, None when it did not end well."""


class Command:
    """A command; its marks are the phases of a night that it says are over."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        self._child = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, cwd=ROOT,
            env=dict(environment), start_new_session=True, text=True, errors="replace",
        )  # fmt: skip
        self.marks: list[tuple[str, float]] = [("start", time.monotonic())]
        self._lines: list[str] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    @property
    def pid(self) -> int:
        return self._child.pid

    @property
    def tail(self) -> str:
        return "".join(self._lines)[-500:]

    def _read(self) -> None:
        assert self._child.stdout is not None
        for line in self._child.stdout:
            self._lines.append(line)
            if found := _PHASE_OVER.match(line.rstrip()):
                self.marks.append((found.group(1), time.monotonic()))

    def over(self) -> bool:
        return self._child.poll() is not None

    def _code(self) -> int | None:
        """Its exit code; None when it had the time to end, did not, and was killed with all its processes."""
        until = time.monotonic() + PATIENCE_AT_MOST_SECONDS
        family = [psutil.Process(self.pid)] if self._child.poll() is None else []
        while time.monotonic() < until and sum(map(_spent, family)) < PATIENCE_SECONDS:
            with contextlib.suppress(subprocess.TimeoutExpired):
                return self._child.wait(1.0)
            with contextlib.suppress(psutil.NoSuchProcess):
                family = [family[0], *family[0].children(recursive=True)]
        for process in family:
            with contextlib.suppress(psutil.NoSuchProcess):
                process.kill()
        self._lines.append("it did not come to an end\n")
        self._child.wait()
        return None

    def hurt(self) -> None:
        """It ends by itself."""

    def finish(self) -> str | None:
        code = self._code()
        # A child that outlived the kill would hold the pipe open.
        self._reader.join(SURVIVAL_SECONDS)
        return "".join(self._lines) if code == 0 else None


class Screen:
    """The terminal interface, used by `script` in a thread, which marks how far it came."""

    def __init__(self, terminal: Terminal, script: Callable[[Screen], None]) -> None:
        self.terminal = terminal
        self.marks: list[tuple[str, float]] = [("start", time.monotonic())]
        self._ends_at: float | None = None
        self._fault: str | None = None
        """What the user found wrong."""
        self._script = threading.Thread(target=self._use, args=(script,), daemon=True)
        self._script.start()

    @property
    def pid(self) -> int:
        return self.terminal.process.pid

    @property
    def tail(self) -> str:
        return self._fault or ""

    def mark(self, name: str) -> None:
        """Remember that the script came so far."""
        self.marks.append((name, time.monotonic()))

    def wait_for(self, holds: Callable[[str], bool], seconds: float) -> str:
        """The screen, once that holds of it. Raises: AssertionError; soon, where a process was killed meanwhile."""

        def holds_yet(text: str) -> bool:
            assert self._ends_at is None or time.monotonic() < self._ends_at, f"not shown after the kill:\n{text}"
            return holds(text)

        return self.terminal.wait_for(holds_yet, seconds)

    def _use(self, script: Callable[[Screen], None]) -> None:
        try:
            script(self)
        except (AssertionError, OSError) as error:
            self._fault = str(error)

    def over(self) -> bool:
        return not self._script.is_alive()

    def hurt(self) -> None:
        self._ends_at = time.monotonic() + SURVIVAL_SECONDS

    def finish(self) -> str | None:
        self._script.join(PATIENCE_SECONDS)
        killed = self.terminal.process.poll() is not None
        try:
            # Whatever was killed below it, the interface itself lives and can be left.
            if not killed and (code := self.terminal.leave()) != 0:
                self._fault = f"the interface was left with exit code {code}"
        except (subprocess.TimeoutExpired, OSError) as error:
            self._fault = f"the interface could not be left: {error}"
        finally:
            self.terminal.close()
        return None if killed or self._fault is not None or self._script.is_alive() else ""


@dataclass
class Killing:
    """Kills at moments that `chance` draws, and knows how long things take when nobody disturbs them."""

    chance: random.Random
    usual: dict[str, list[tuple[str, float]]] = field(default_factory=dict)
    """The marks of an undisturbed run of each action, in seconds since its start; the last is its end."""

    def undisturbed(self, name: str, running: Running) -> str | None:
        """Let it run to its end and remember how long everything took."""
        output = running.finish()
        marks = [*running.marks, ("end", time.monotonic())]
        self.usual[name] = [(mark, at - marks[0][1]) for mark, at in marks]
        return output

    def wait(self, name: str, moment: str, running: Running, database: Path) -> None:
        """Until the moment has come, or it is over."""
        marks = self.usual[name]
        match moment:
            case "writing":
                before = _written(database)
                _until(lambda: running.over() or _written(database) != before)
                time.sleep(self.chance.uniform(0.0, WRITING_SECONDS))
            case "phase":
                number = self.chance.randrange(len(marks) - 1)
                mark, (_, since), (_, until) = marks[number][0], marks[number], marks[number + 1]
                _until(lambda: running.over() or _passed(running, mark))
                time.sleep(self.chance.uniform(0.0, until - since))
            case "promotion":
                _until(lambda: running.over() or _passed(running, "evaluate"))
                time.sleep(self.chance.uniform(0.0, PROMOTING_SECONDS))
            case _:
                time.sleep(self.chance.uniform(0.0, 1.1 * marks[-1][1]))

    def kill(self, running: Running) -> tuple[str | None, str, list[psutil.Process]]:
        """Kill one of its processes: what it was (None: all was over), the last mark, and the processes there were."""
        family: list[psutil.Process] = []
        with contextlib.suppress(psutil.NoSuchProcess):
            if not running.over():
                family = [psutil.Process(running.pid)]
                family += [child for child in family[0].children(recursive=True) if role(child) is not None]
        if not family:
            return None, running.marks[-1][0], []
        # Worker and engine are there for a part of the time only; when they are, they are the likelier victims.
        victim = self.chance.choice(family[1:] if family[1:] and self.chance.random() < 0.7 else family[:1])
        what = role(victim) or "command"
        with contextlib.suppress(psutil.NoSuchProcess):
            os.kill(victim.pid, signal.SIGKILL)
        running.hurt()
        return what, running.marks[-1][0], family


def role(process: psutil.Process) -> str | None:
    """`engine` or `worker`; None for another process."""
    try:
        line = process.cmdline()
    except psutil.Error:
        return None
    return "engine" if "__engine" in line else "worker" if "__sleep-worker" in line else None


def outlived(family: Sequence[psutil.Process]) -> list[str]:
    """Those that are still there although they had the time to end, and how much. They are killed then."""
    until = time.monotonic() + SURVIVAL_AT_MOST_SECONDS
    begun = {process: _spent(process) for process in family}
    _, alive = psutil.wait_procs(family, timeout=SURVIVAL_SECONDS)
    # Where other programs keep the processor, so many seconds of the clock are no time to end in.
    while alive and time.monotonic() < until and all(_spent(p) - begun[p] < SURVIVAL_SECONDS for p in alive):
        _, alive = psutil.wait_procs(alive, timeout=SURVIVAL_SECONDS)
    said = [f"{role(p) or 'command'} after {_spent(p) - begun[p]:.1f} s of the processor" for p in alive]
    for process in alive:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.kill()
    return said


def _spent(process: psutil.Process) -> float:
    """Seconds of the processor that it had."""
    try:
        times = process.cpu_times()
    except psutil.Error:
        return 0.0
    return float(times.user + times.system)


def _passed(running: Running, mark: str) -> bool:
    return any(name == mark for name, _ in running.marks)


def _until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not holds() and time.monotonic() < deadline:
        time.sleep(POLL_SECONDS)


def _written(database: Path) -> list[tuple[str, int, int]]:
    """Changes with every write to the database, its log or a backup of it; not when it is only opened."""
    found = []
    for path in sorted(database.parent.glob(f"{database.name}*")):
        with contextlib.suppress(FileNotFoundError):
            status = path.stat()
            if not path.name.endswith("-shm") and status.st_size:
                found.append((path.name, status.st_size, status.st_mtime_ns))
    return found
