"""`reverie sleep`: what a night's end means to the shell, and how it is told."""

from __future__ import annotations

import io
import os
import signal
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

import assistant.sleep.idle
import assistant.sleep.supervisor
import assistant.sleep.watch
from assistant.cli.interrupt import StopFlag
from assistant.cli.progress import SleepNarrator
from assistant.cli.sleep import report_text
from assistant.errors import SleepLocked
from assistant.events import PhaseFinished, PhaseProgress, PhaseStarted, SleepEvent, SleepFinished, SleepStarted
from assistant.lock import held
from assistant.memory.store import MemoryStore
from assistant.paths import Home
from assistant.sleep.idle import Readings
from assistant.sleep.report import short_report
from tests.command_line import Run

REPORT: dict[str, Any] = {
    **short_report(4, "accept", "recall rose", "day"),
    "memories": 3,
    "recall": {"before": 0.0, "after": 0.75, "n": 9},
    "drift": 0.02,
    "seconds": {"probe": 65.2},
}


def nights(
    monkeypatch: pytest.MonkeyPatch, verdict: str, act: Callable[[dict[str, Any]], None] = lambda given: None
) -> dict[str, Any]:
    """Let every night end with that verdict; what it was asked is in the dict that is returned."""
    asked: dict[str, Any] = {}

    def run_sleep(home: Home, config: object, **given: Any) -> SleepFinished:
        asked.update(given)
        act(given)
        return SleepFinished(verdict, "because", {**REPORT, "verdict": verdict})

    monkeypatch.setattr(assistant.sleep.supervisor, "run_sleep", run_sleep)
    return asked


@pytest.mark.parametrize(
    ("verdict", "code"),
    [("accept", 0), ("skipped", 0), ("reject", 1), ("inconclusive", 1), ("failed", 1), ("stopped", 1)],
)
def test_the_verdict_decides_the_exit_code(run: Run, monkeypatch: pytest.MonkeyPatch, verdict: str, code: int) -> None:
    nights(monkeypatch, verdict)
    assert run("sleep", "--now").code == code


def test_budget_and_level_are_handed_on_and_json_is_the_report(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = nights(monkeypatch, "accept")
    outcome = run("sleep", "--budget", "20m", "--level", "topic", "--json")
    assert (asked["budget_seconds"], asked["level"]) == (1200, "topic")
    assert outcome.json == REPORT


@pytest.mark.skipif(os.name != "posix", reason="sends a POSIX signal")
def test_ctrl_c_asks_the_night_to_stop(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    stopped: list[bool] = []

    def act(given: dict[str, Any]) -> None:
        stopped.append(given["should_stop"]())
        os.kill(os.getpid(), signal.SIGINT)
        stopped.append(given["should_stop"]())

    nights(monkeypatch, "stopped", act)
    assert run("sleep").code == 130
    assert stopped == [False, True]


@pytest.mark.skipif(os.name != "posix", reason="sends a POSIX signal")
def test_the_second_ctrl_c_interrupts_at_once() -> None:
    former = signal.getsignal(signal.SIGINT)
    with StopFlag() as flag:
        os.kill(os.getpid(), signal.SIGINT)
        assert flag.is_set()
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is former


def test_a_dry_run_shows_the_choice_and_changes_nothing(run: Run, store: MemoryStore) -> None:
    memory = store.add_memory("My dog is called Fudge.")
    outcome = run("sleep", "--dry-run", "--json")
    assert outcome.code == 0
    assert [entry["id"] for entry in outcome.json] == [memory.id]
    assert outcome.json[0]["reason"]
    assert store.sleeps() == []


def test_status_log_and_report(run: Run, store: MemoryStore, home: Home) -> None:
    status = run("sleep", "status", "--json").json
    assert (status["running"], status["process"], status["last"]) == (False, None, None)
    assert status["watch"]["cause"] == "nothing new" and status["watch"]["decided"] is None
    assert run("sleep", "status").out.startswith("not sleeping: nothing new was told")
    assert run("sleep", "report").code == 2
    night = store.start_sleep("day")
    store.finish_sleep(night, verdict="accept", reason="recall rose", expert_id="day-1", report=REPORT)
    skipped = store.start_sleep("day")
    store.finish_sleep(skipped, verdict="skipped", reason="nothing new", expert_id=None, report={})
    assert [row["verdict"] for row in run("sleep", "log", "--json").json] == ["skipped", "accept"]
    assert "nothing new" in run("sleep", "log").out
    assert run("sleep", "report", str(night), "--json").json == REPORT
    assert run("sleep", "report", "77").code == 2
    with held(home.sleep_lock):
        status = run("sleep", "status", "--json").json
        assert run("sleep", "status").out.startswith(f"sleeping: a night is running (process {os.getpid()})")
    assert (status["running"], status["process"]) == (True, os.getpid())
    assert status["last"]["reason"] == "nothing new"


def test_a_report_tells_what_was_not_measured() -> None:
    text = report_text(REPORT)
    assert "recall        0.000 before, 0.750 after, 9 probes" in text
    assert "retention     not measured" in text
    assert "drift         0.020 nats per token" in text
    assert "probe         1:05" in text
    assert report_text({}) == ""


def test_a_report_says_what_its_dreams_were_good_for() -> None:
    dreams = {"written": 800, "kept": 300, "gained_per_kept": 0.0633}
    assert "300 kept of 800 written, 0.06 probes gained for each kept" in report_text({**REPORT, "dreams": dreams})


def test_a_report_tells_of_the_experts_that_were_made_beside() -> None:
    rebuilt = {"expert": None, "replaces": ["day-00002"], "verdict": "accept"}
    topic = {"expert": "topic-00004", "replaces": ["day-00001", "day-00003"], "verdict": "reject", "reason": "drift"}
    text = report_text({**REPORT, "rebuilt": [rebuilt], "topic": topic})
    assert "rebuilt       none for day-00002: accept\n" in text
    assert "topic         topic-00004 for day-00001, day-00003: reject (drift)\n" in text
    assert "rebuilt" not in report_text(REPORT)


def test_a_second_night_is_refused(home: Home) -> None:
    with held(home.sleep_lock), pytest.raises(SleepLocked, match=str(os.getpid())), held(home.sleep_lock):
        pass
    with held(home.sleep_lock):
        pass


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


EVENTS: list[SleepEvent] = [
    SleepStarted(4, ("probe", "dream"), 3),
    PhaseStarted("probe", 10),
    PhaseProgress("probe", 5, 10, "My dog [31m", 0.5),
    PhaseProgress("probe", 10, 10),
    PhaseFinished("probe", 2.5),
    PhaseStarted("dream", 0),
    PhaseProgress("dream", 7, 0),
    PhaseFinished("dream", 1.0),
]


def test_without_a_terminal_there_is_one_line_a_phase() -> None:
    stream = io.StringIO()
    narrator = SleepNarrator(stream)
    for event in EVENTS:
        narrator.tell(event)
    assert stream.getvalue().splitlines() == [
        "night 4: 3 memories, 2 phases",
        "  1/2 probe: 2.5 s",
        "  2/2 dream: 1.0 s",
    ]


def test_on_a_terminal_the_bar_has_a_true_total_or_none() -> None:
    stream, now = Terminal(), iter(range(100))
    narrator = SleepNarrator(stream, clock=lambda: float(next(now)))
    for event in EVENTS:
        narrator.tell(event)
    drawn = stream.getvalue().split("\r\033[K")
    assert "  1/2 probe [##########..........] 5/10 0.500 My dog [31m" in drawn
    assert "  1/2 probe [####################] 10/10" in drawn
    assert "  2/2 dream 7" in drawn


def test_a_flood_of_progress_is_drawn_rarely() -> None:
    stream = Terminal()
    narrator = SleepNarrator(stream, clock=lambda: 5.0)
    narrator.tell(PhaseStarted("dream", 10_000))
    for done in range(1, 10_001):
        narrator.tell(PhaseProgress("dream", done, 10_000))
    assert stream.getvalue().count("\r") == 2


IDLE = Readings(idle_seconds=7200.0, idle_source="desktop", mains=True)


def machine(monkeypatch: pytest.MonkeyPatch, readings: Readings) -> None:
    monkeypatch.setattr(assistant.sleep.idle.Machine, "read", lambda machine: readings)
    monkeypatch.setattr(
        assistant.sleep.idle.Machine, "idle", lambda machine: (readings.idle_seconds, readings.idle_source)
    )


@pytest.mark.parametrize(("verdict", "code"), [("accept", 0), ("reject", 1), ("stopped", 0)])
def test_a_timer_sleeps_when_this_is_a_good_time(
    run: Run, home: Home, store: MemoryStore, monkeypatch: pytest.MonkeyPatch, verdict: str, code: int
) -> None:
    store.add_memory("My dog is called Fudge.", valid_from=0.0)
    machine(monkeypatch, IDLE)
    asked: dict[str, Any] = {}

    def run_sleep(home: Home, config: object, **given: Any) -> SleepFinished:
        asked.update(given)
        return SleepFinished(verdict, "because", {**REPORT, "verdict": verdict})

    monkeypatch.setattr(assistant.sleep.watch, "run_sleep", run_sleep)
    home.config.write_text("[sleep]\nmemories_at_least = 1\nbudget_minutes = 7\n")
    assert run("sleep", "--scheduled").code == code
    assert asked["budget_seconds"] == 420
    (row,) = store.decisions.newest()
    assert (row.sleeps, row.watcher) == (True, "timer")


def test_a_timer_that_finds_somebody_there_says_so_and_is_no_failure(
    run: Run, store: MemoryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        store.add_memory(f"My dog number {number} is called Fudge.")
    machine(monkeypatch, replace(IDLE, idle_seconds=30.0))
    outcome = run("sleep", "--scheduled")
    assert outcome.code == 0
    assert outcome.out.startswith("not sleeping: somebody was at the machine 30 s ago (desktop)")
    assert run("sleep", "--scheduled", "--json").json["cause"] == "user"
    assert store.sleeps() == []
    (row,) = store.decisions.newest()
    assert (row.sleeps, row.cause, row.watcher) == (False, "user", "timer")
    assert "last look" in run("sleep", "status").out
    assert [entry["cause"] for entry in run("sleep", "log", "--decisions", "--json").json] == ["user"]
    assert "somebody was at the machine" in run("sleep", "log", "--decisions").out
