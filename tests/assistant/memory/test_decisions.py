"""Decisions of the watch: one row a change, one a day at least, never without bound."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.memory import decisions
from assistant.memory.records import Look
from assistant.memory.store import MemoryStore
from tests.fakes import FakeClock

DAY = 86_400.0


def add(store: MemoryStore, cause: str, reason: str = "because", watcher: str = "terminal") -> None:
    store.decisions.add(sleeps=cause == "ready", cause=cause, reason=reason, watcher=watcher)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def store(tmp_path: Path, clock: FakeClock) -> MemoryStore:
    return MemoryStore.open(tmp_path / "reverie.db", clock)


def test_the_same_cause_is_one_row_that_was_last_seen_now(store: MemoryStore, clock: FakeClock) -> None:
    began = clock.now
    for minute in range(5):
        add(store, "user", f"{minute} s ago")
        clock.advance(60)
    (row,) = store.decisions.newest()
    assert (row.made, row.seen, row.reason) == (began, began + 240, "4 s ago")


def test_another_cause_another_watcher_and_another_day_begin_a_row(store: MemoryStore, clock: FakeClock) -> None:
    add(store, "user")
    add(store, "battery")
    add(store, "battery", watcher="timer")
    clock.advance(DAY)
    add(store, "battery", watcher="timer")
    assert [row.cause for row in store.decisions.newest()] == ["battery", "battery", "battery", "user"]


def test_a_clock_that_was_set_back_begins_a_row(store: MemoryStore, clock: FakeClock) -> None:
    add(store, "user")
    clock.advance(-60)
    add(store, "user")
    assert [row.seen - row.made for row in store.decisions.newest()] == [0, 0]


def test_rows_are_bounded(store: MemoryStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decisions, "KEPT", 4)
    for number in range(9):
        add(store, f"cause {number}")
    assert [row.cause for row in store.decisions.newest()] == [f"cause {number}" for number in (8, 7, 6, 5)]


def test_the_last_look_lasts_over_a_restart(store: MemoryStore, tmp_path: Path) -> None:
    assert store.decisions.last_look() is None
    for steady in (5.0, 65.0):
        look = Look(1000.0 + steady, steady, "boot", None if steady < 60 else 60.0)
        store.decisions.add(sleeps=False, cause="user", reason="", watcher="timer", look=look)
    add(store, "battery")
    store.close()
    with MemoryStore.open(tmp_path / "reverie.db") as again:
        assert again.decisions.last_look() == Look(1065.0, 65.0, "boot", 60.0)


def test_pausing_lasts_over_a_restart(store: MemoryStore, tmp_path: Path) -> None:
    assert not store.decisions.paused()
    store.decisions.pause(True)
    store.close()
    with MemoryStore.open(tmp_path / "reverie.db") as again:
        assert again.decisions.paused()
        again.decisions.pause(False)
        assert not again.decisions.paused()
