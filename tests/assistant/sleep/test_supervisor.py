"""The parent's side, with real child processes that play a worker: well, badly, or not at all."""

from __future__ import annotations

import os
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest

from assistant.config import Config
from assistant.errors import SleepError, UsageError
from assistant.events import PhaseStarted, SleepEvent, SleepFailed, SleepFinished, to_line
from assistant.memory.store import MemoryStore
from assistant.paths import Home
from assistant.sleep.repair import BROKEN_OFF
from assistant.sleep.supervisor import plan, run_sleep
from tests.assistant.sleep.conftest import Play
from tests.assistant.sleep.fakes import World

FINISHED = SleepFinished("accept", "recall rose", {"expert": "day-1"})
IGNORES_STOP = "import time; print({phase!r}, flush=True); time.sleep(30)"
PHASE = to_line(PhaseStarted("seed", 9))


@pytest.fixture
def home(reverie_home: Path) -> Home:
    return Home(reverie_home).create()


def says(*events: SleepEvent) -> str:
    return f"import sys; sys.stdin.readline(); print({chr(10).join(map(to_line, events))!r}, flush=True)"


def test_events_are_passed_on_and_the_last_is_returned(home: Home, play: Play) -> None:
    (started, events) = play(says(PhaseStarted("seed", 9), FINISHED)), list[SleepEvent]()
    assert run_sleep(home, Config(), on_event=events.append) == FINISHED
    assert events == [PhaseStarted("seed", 9), FINISHED]
    assert started[0].poll() is not None


def test_the_worker_is_told_what_to_do(home: Home, play: Play) -> None:
    code = (
        "import json, sys; asked = json.loads(sys.stdin.readline()); "
        "print(json.dumps({'event': 'sleep_finished', 'verdict': 'skipped', 'reason': '', 'report': asked}))"
    )
    play(code)
    finished = run_sleep(home, Config(), budget_seconds=60, level="core", seed=3, without=["anchors"], added=["epoch"])
    asked = {"level": "core", "budget_seconds": 60, "seed": 3, "without": ["anchors"], "added": ["epoch"]}
    assert finished.report == asked


@pytest.mark.parametrize("level", ["week", "", "Day", "all"])
def test_a_level_that_is_not_built_is_refused_before_any_process(home: Home, play: Play, level: str) -> None:
    started = play(says(FINISHED))
    with pytest.raises(UsageError, match=rf"level {level} is not built yet. Levels: day, topic, core"):
        run_sleep(home, Config(), level=level)
    assert started == []


@pytest.mark.parametrize("level", ["day", "core"])
def test_the_levels_that_are_built_run(home: Home, play: Play, level: str) -> None:
    play(says(FINISHED))
    assert run_sleep(home, Config(), level=level) == FINISHED


def test_a_failure_is_raised_in_the_workers_words(home: Home, play: Play) -> None:
    play(says(SleepFailed("the disk is full")))
    with pytest.raises(SleepError, match="the disk is full") as raised:
        run_sleep(home, Config())
    assert raised.value.exit_code == 1


def test_what_this_machine_lacks_has_its_own_exit_code(home: Home, play: Play) -> None:
    play(says(SleepFailed("no trainer here", cannot=True)))
    with pytest.raises(SleepError, match="no trainer here") as raised:
        run_sleep(home, Config())
    assert raised.value.exit_code == 3


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("raise SystemExit(9)", r"exit code 9\).*sleep-worker\.log"),
        ("import os; os.kill(os.getpid(), 9)", r"killed by the system.*memory ran out.*smaller model"),
    ],
)
def test_a_worker_that_dies_without_a_word_is_an_error_that_says_so(
    home: Home, play: Play, code: str, says: str
) -> None:
    with MemoryStore.open(home.database) as store:
        store.start_sleep("day")
    play(f"import sys; sys.stdin.readline(); {code}")
    with pytest.raises(SleepError, match=says):
        run_sleep(home, Config())
    with MemoryStore.open(home.database) as store:
        (row,) = store.sleeps()
    assert (row.verdict, row.reason) == ("failed", BROKEN_OFF), "the row is closed at once, not by the next night"
    assert row.finished is not None


def test_a_worker_that_is_dead_before_it_is_told_anything_is_the_same_error(
    home: Home, play: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    started = play("raise SystemExit(9)")
    start = subprocess.Popen

    def start_and_wait(*given: Any, **options: Any) -> subprocess.Popen[str]:
        child: subprocess.Popen[str] = start(*given, **options)
        child.wait(5)
        return child

    monkeypatch.setattr(subprocess, "Popen", start_and_wait)
    with pytest.raises(SleepError, match="exit code 9"):
        run_sleep(home, Config())
    assert started


def test_a_line_that_is_no_event_does_not_end_the_night(home: Home, play: Play) -> None:
    """Libraries print warnings to standard output now and then."""
    play(f"import sys; sys.stdin.readline(); print('some library says hello'); print({to_line(FINISHED)!r})")
    assert run_sleep(home, Config()) == FINISHED


def test_a_worker_that_stops_when_asked_says_how_it_ended(home: Home, play: Play) -> None:
    stopped = SleepFinished("stopped", "the night was asked to stop", {})
    play(f"import sys; sys.stdin.readline(); sys.stdin.readline(); print({to_line(stopped)!r})")
    begun = time.monotonic()
    assert run_sleep(home, Config(), should_stop=lambda: True) == stopped
    assert time.monotonic() - begun < 1.5


def test_a_worker_that_ignores_the_stop_is_ended_within_two_seconds(home: Home, play: Play) -> None:
    with MemoryStore.open(home.database) as store:
        sleep_id = store.start_sleep("day")
    started = play(IGNORES_STOP.format(phase=PHASE))
    asked: list[float] = []

    def on_event(event: SleepEvent) -> None:
        asked.append(time.monotonic())

    finished = run_sleep(home, Config(), on_event=on_event, should_stop=lambda: bool(asked))
    took = time.monotonic() - asked[0]
    assert started[0].poll() is not None
    assert (finished.verdict, finished.report["sleep_id"]) == ("stopped", sleep_id)
    with MemoryStore.open(home.database) as store:
        (row,) = store.sleeps()
    assert (row.verdict, row.expert_id) == ("stopped", None) and row.finished is not None
    assert took < 2.0


def test_a_worker_that_ends_silently_after_a_stop_was_stopped(home: Home, play: Play) -> None:
    play("import sys; sys.stdin.readline(); sys.stdin.readline()")
    assert run_sleep(home, Config(), should_stop=lambda: True).verdict == "stopped"


@pytest.mark.skipif(os.name != "posix", reason="looks at a POSIX process")
def test_an_interrupt_of_the_parent_ends_the_worker(home: Home, play: Play) -> None:
    started = play(IGNORES_STOP.format(phase=PHASE))

    def on_event(event: SleepEvent) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_sleep(home, Config(), on_event=on_event)
    assert started[0].returncode is not None


def test_the_plan_says_what_is_next_and_changes_nothing(world: World) -> None:
    planned = plan(world.home, Config())
    assert [memory.text for memory, _ in planned] == [memory.text for memory in world.store.memories()]
    assert all(reason for _, reason in planned)
    assert world.store.sleeps() == []


def test_a_pause_and_its_end_are_passed_on(home: Home, play: Play) -> None:
    play(
        f"import sys; sys.stdin.readline(); print({PHASE!r}, flush=True); first = sys.stdin.readline(); "
        f"print({PHASE!r}, flush=True); second = sys.stdin.readline(); "
        f"print({to_line(FINISHED)!r}.replace('recall rose', first.strip() + ' ' + second.strip()))"
    )
    events: list[SleepEvent] = []
    finished = run_sleep(home, Config(), on_event=events.append, should_pause=lambda: len(events) == 1)
    assert finished.reason == "pause resume"
