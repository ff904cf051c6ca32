"""The parent's side of a night: starts the worker, passes its events on, and stops it in time.

Threads cannot be stopped and training libraries do not give memory back; a process does both.
"""

from __future__ import annotations

import contextlib
import json
import queue
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import IO, TextIO, cast

from assistant import logs
from assistant.child_process import NIGHT_TURNS, environment, program
from assistant.config import Config
from assistant.errors import SleepError, SleepImpossible, SleepLocked, UsageError
from assistant.events import SleepEvent, SleepFailed, SleepFinished, from_line
from assistant.experts.registry import ExpertRegistry
from assistant.lock import held
from assistant.memory.records import Memory, SleepRow
from assistant.memory.store import MemoryStore
from assistant.paths import Home
from assistant.sleep.keep_awake import kept_awake
from assistant.sleep.repair import settle
from assistant.sleep.report import short_report
from assistant.sleep.selection import what_to_learn
from assistant.sleep.worker import MORE_MEMORY, PAUSE, RESUME, Request

LEVELS = ("day", "topic", "core")
POLL_SECONDS = 0.1
STOP_SECONDS = 1.0
"""How long a worker may take to stop by itself and to be gone; then it is ended, which loses nothing."""


def plan(home: Home, config: Config) -> list[tuple[Memory, str]]:
    """What the next night would learn, and why."""
    with MemoryStore.open(home.database) as store:
        chosen = what_to_learn(store, ExpertRegistry(home))
    return [(item.memory, item.reason) for item in chosen]


def run_sleep(
    home: Home,
    config: Config,
    *,
    budget_seconds: float | None = None,
    level: str = "day",
    seed: int = 0,
    without: Sequence[str] = (),
    added: Sequence[str] = (),
    on_event: Callable[[SleepEvent], None] = lambda event: None,
    should_stop: Callable[[], bool] = lambda: False,
    should_pause: Callable[[], bool] = lambda: False,
) -> SleepFinished:
    """Run one night in a process of its own and return its end. While `should_pause` says so, it waits between steps.

    Raises: UsageError, and SleepError when it failed, with the worker's own words.
    """
    if level not in LEVELS:
        raise UsageError(f"the level {level} is not built yet. Levels: {', '.join(LEVELS)}")
    request = Request(level, budget_seconds, seed, tuple(without), tuple(added))
    # The worker ends first: a desktop may take seconds to hear that the machine may suspend again.
    with kept_awake():
        worker = _start(home)
        try:
            return _follow(home, worker, request, on_event, should_stop, should_pause)
        finally:
            _end(worker)


def _start(home: Home) -> subprocess.Popen[str]:
    command = [*program(), "--home", str(home.root), "__sleep-worker"]
    worker = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        start_new_session=True,
        env=environment(NIGHT_TURNS),
    )
    logs.drain(cast(TextIO, worker.stderr).buffer, home.logs / "sleep-worker.log")
    return worker


def _follow(
    home: Home,
    worker: subprocess.Popen[str],
    request: Request,
    on_event: Callable[[SleepEvent], None],
    should_stop: Callable[[], bool],
    should_pause: Callable[[], bool],
) -> SleepFinished:
    assert worker.stdin is not None and worker.stdout is not None
    # A worker that is dead already is noticed below, by the end of its output.
    with contextlib.suppress(OSError):
        worker.stdin.write(json.dumps(asdict(request)) + "\n")
        worker.stdin.flush()
    lines: queue.Queue[str | None] = queue.Queue()
    threading.Thread(target=_read, args=(worker.stdout, lines), daemon=True).start()
    stop_at: float | None = None
    standing = False
    while True:
        if standing != should_pause():
            standing = not standing
            _say(worker, PAUSE if standing else RESUME)
        if stop_at is None and should_stop():
            stop_at = time.monotonic() + STOP_SECONDS
            _close_input(worker)
        if stop_at is not None and time.monotonic() > stop_at:
            _end(worker, patience=0.0)
            return _stopped(home, request)
        try:
            line = lines.get(timeout=POLL_SECONDS)
        except queue.Empty:
            continue
        if line is None:
            if stop_at is not None:
                return _stopped(home, request)
            raise SleepError(_epitaph(worker.wait(), _settled(home), home))
        try:
            event = from_line(line)
        except ValueError:
            continue  # a library of the worker printed something
        on_event(event)
        if stop_at is not None and isinstance(event, SleepFinished | SleepFailed):
            _end(worker, patience=max(0.0, stop_at - time.monotonic()))
        if isinstance(event, SleepFinished):
            return event
        if isinstance(event, SleepFailed):
            raise (SleepImpossible if event.cannot else SleepError)(event.message)


def _say(worker: subprocess.Popen[str], word: str) -> None:
    """One word to the worker; one that is dead already cannot be told."""
    if worker.stdin is not None:
        with contextlib.suppress(OSError, ValueError):
            worker.stdin.write(word + "\n")
            worker.stdin.flush()


def _epitaph(code: int, row: SleepRow | None, home: Home) -> str:
    """How the worker died, what became of the night, and what to do."""
    kept = f" {row.reason[0].upper()}{row.reason[1:]}." if row is not None else " Nothing was changed."
    if code == -9:
        return (
            f"The sleep worker was killed by the system (signal 9), most likely because memory ran out.{kept} "
            f"{MORE_MEMORY}"
        )
    return (
        f"The sleep worker ended without a word (exit code {code}).{kept} "
        f"Try again; if it ends so again, {home.logs / 'sleep-worker.log'} has its last words."
    )


def _stopped(home: Home, request: Request) -> SleepFinished:
    """The end of a night that was ended from outside: its row gets the reason."""
    reason = "the night was asked to stop; it goes on from there the next time"
    row = _settled(home, reason)
    if row is not None and row.verdict == "accept":
        return SleepFinished(row.verdict, row.reason, json.loads(row.report))
    report = short_report(row.id if row else 0, "stopped", reason, request.level)
    return SleepFinished("stopped", reason, report)


def _settled(home: Home, stopped: str | None = None) -> SleepRow | None:
    """Put right what a worker that is gone left behind; the row of its night."""
    with MemoryStore.open(home.database) as store:
        unfinished = next((row.id for row in store.sleeps(limit=1) if row.finished is None), None)
        if unfinished is None:
            return None
        try:
            with held(home.sleep_lock):
                settle(store, ExpertRegistry(home), stopped)
        except SleepLocked:
            return None  # another night has begun meanwhile, and has done so itself
        return next(row for row in store.sleeps() if row.id == unfinished)


def _read(stream: IO[str], lines: queue.Queue[str | None]) -> None:
    for line in stream:
        lines.put(line)
    lines.put(None)


def _close_input(worker: subprocess.Popen[str]) -> None:
    """Asks the worker to stop; one that is dead already cannot be told."""
    if worker.stdin is not None:
        with contextlib.suppress(OSError):
            worker.stdin.close()


def _end(worker: subprocess.Popen[str], patience: float = STOP_SECONDS) -> None:
    _close_input(worker)
    if worker.poll() is None:
        try:
            worker.wait(timeout=patience)
        except subprocess.TimeoutExpired:
            worker.kill()
            worker.wait()
