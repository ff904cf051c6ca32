"""The child's side: one night under the lock, told as JSON lines, ended by one last event."""

from __future__ import annotations

import io
import json
import logging
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant import logs
from assistant.config import Config
from assistant.errors import MachineError
from assistant.events import PhaseStarted, SleepEvent, SleepFailed, SleepFinished, from_line
from assistant.lock import held
from assistant.paths import Home
from assistant.sleep import bedtime, worker
from assistant.sleep.worker import Request, Wishes, serve
from backends.base import BackendUnavailable, EngineDied
from tests.assistant.sleep.fakes import World, use_world

FINISHED = SleepFinished("skipped", "nothing", {})
Night = Callable[..., SleepFinished]


def served(home: Home, monkeypatch: pytest.MonkeyPatch, night: Night) -> tuple[int, list[SleepEvent]]:
    monkeypatch.setattr(bedtime, "sleep_once", night)
    events: list[SleepEvent] = []
    return serve(home, Config(), Request(), events.append, lambda: False), events


def failing(error: Exception) -> Night:
    def night(*given: object) -> SleepFinished:
        raise error

    return night


@pytest.fixture
def home(reverie_home: Path) -> Home:
    return Home(reverie_home).create()


def test_the_last_event_is_the_end(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    assert served(home, monkeypatch, lambda *given: FINISHED) == (0, [FINISHED])


@pytest.mark.parametrize(
    ("error", "cannot"),
    [
        (MachineError("the disk is too small"), True),
        (BackendUnavailable("no trainer here"), True),
        (EngineDied("the engine died"), False),
    ],
)
def test_a_failure_is_told_in_its_own_words(
    home: Home, monkeypatch: pytest.MonkeyPatch, error: Exception, cannot: bool
) -> None:
    assert served(home, monkeypatch, failing(error)) == (1, [SleepFailed(str(error), cannot)])


def test_an_error_of_the_program_is_logged_not_shown(
    home: Home, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        code, (event,) = served(home, monkeypatch, failing(KeyError("secret detail")))
    assert code == 1 and isinstance(event, SleepFailed)
    assert "secret detail" not in event.message and str(home.logs / "sleep.log") in event.message
    assert "secret detail" in caplog.text


def test_a_second_night_is_refused_while_one_runs(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[object] = []
    with held(home.sleep_lock):
        code, (event,) = served(home, monkeypatch, lambda *given: ran.append(given) or FINISHED)  # type: ignore[func-returns-value]
    assert (code, ran) == (1, [])
    assert isinstance(event, SleepFailed) and str(os.getpid()) in event.message


def test_the_lock_is_held_during_and_free_after(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    def night(*given: object) -> SleepFinished:
        with pytest.raises(Exception, match="already running"), held(home.sleep_lock):
            pass
        return FINISHED

    assert served(home, monkeypatch, night)[0] == 0
    with held(home.sleep_lock):
        pass


def test_a_whole_night_through_the_worker(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    use_world(world, monkeypatch)
    code = serve(world.home, Config(), Request(without=("core",)), world.events.append, lambda: False)
    last = world.events[-1]
    assert code == 0 and isinstance(last, SleepFinished) and last.verdict == "accept"


class Speaking:
    """Standard input with one request, then silence until something is said."""

    def __init__(self, request: str) -> None:
        self._lines = [request + "\n"]
        self.more = threading.Event()

    def readline(self) -> str:
        if self._lines:
            return self._lines.pop()
        self.more.wait(5)
        return ""


def started(
    home: Home, monkeypatch: pytest.MonkeyPatch, stdin: Speaking, night: Callable[..., int]
) -> tuple[int, list[SleepEvent]]:
    """Run `main` with this standard input and without touching this process's priority or log."""
    output = io.StringIO()
    monkeypatch.setattr(sys, "stdin", stdin)
    monkeypatch.setattr(sys, "stdout", output)
    monkeypatch.setattr(os, "nice", lambda step: step, raising=False)
    monkeypatch.setattr(logs, "start_child", lambda path: None)
    monkeypatch.setattr(worker, "serve", night)
    code = worker.main(home)
    return code, [from_line(line) for line in output.getvalue().splitlines()]


def test_main_reads_the_request_and_prints_events_as_lines(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[object] = []

    def night(
        home: Home, config: Config, request: Request, emit: Callable[[SleepEvent], None], stop: Callable[[], bool]
    ) -> int:
        seen.extend((request, stop()))
        emit(PhaseStarted("dream", 3))
        return 0

    request = {"level": "core", "budget_seconds": 60.0, "seed": 4, "without": ["anchors"], "added": ["epoch"]}
    stdin = Speaking(json.dumps(request))
    assert started(home, monkeypatch, stdin, night) == (0, [PhaseStarted("dream", 3)])
    assert seen == [Request("core", 60.0, 4, ("anchors",), ("epoch",)), False]
    stdin.more.set()


def test_the_end_of_standard_input_asks_the_night_to_stop(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    stdin = Speaking("{}")

    def night(*given: object) -> int:
        stop = given[-1]
        assert callable(stop) and not stop()
        stdin.more.set()
        until = time.monotonic() + 5
        while not stop() and time.monotonic() < until:
            time.sleep(0.005)
        return 7 if stop() else 8

    assert started(home, monkeypatch, stdin, night)[0] == 7


def test_a_paused_worker_waits_until_it_may_go_on() -> None:
    wishes, ended = Wishes(), threading.Event()

    def ask() -> None:
        wishes.should_stop()
        ended.set()

    def say() -> Iterator[str]:
        yield "pause\n"
        threading.Thread(target=ask, daemon=True).start()
        assert not ended.wait(0.1)
        yield "resume\n"
        assert ended.wait(5)
        assert not wishes.should_stop()

    wishes.listen(say())
    assert wishes.should_stop()


def test_a_paused_worker_stops_when_its_parent_is_gone() -> None:
    wishes = Wishes()
    wishes.listen(["pause\n"])
    assert wishes.should_stop()


def test_a_parent_that_is_gone_does_not_break_the_night(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is stopped in order instead, and goes on another time."""
    use_world(world, monkeypatch)
    asked = threading.Event()

    class Gone(io.StringIO):
        def write(self, text: str) -> int:
            asked.set()
            raise BrokenPipeError

    monkeypatch.setattr(sys, "stdout", Gone())
    assert serve(world.home, Config(), Request(without=("core",)), worker._print_event, asked.is_set) == 0
    (row,) = world.store.sleeps()
    assert row.verdict == "stopped"
    assert world.store.checkpoints.newest() == row.id
