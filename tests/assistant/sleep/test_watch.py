"""The watch over the nights, with a clock, a machine and a night that a test plays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from assistant.config import Config, SleepSettings
from assistant.errors import ConfigError, NotSaved, StoreError
from assistant.events import SleepFinished
from assistant.lock import held
from assistant.memory.store import MemoryStore
from assistant.paths import Home
from assistant.sleep import watch as watch_module
from assistant.sleep.idle import Readings
from assistant.sleep.policy import Cause, Ruling
from assistant.sleep.watch import NightWatch
from tests.assistant.sleep.test_policy import FREE

HOUR = 3600.0


@dataclass
class Played:
    """A machine and its clocks; `at` says what happens once so many seconds of a night have passed."""

    home: Home
    wall: float = 1_750_000_000.0
    steady: float = 0.0
    readings: Readings = FREE
    config: Config = field(default_factory=lambda: Config(sleep=SleepSettings(memories_at_least=1)))
    at: dict[float, Callable[[], None]] = field(default_factory=dict)
    nights: list[float] = field(default_factory=list)
    """How long each night lasted."""
    lasts: float = 600.0
    verdict: str = "accept"
    leaving: bool = False
    boot: str = "a"

    def idle(self) -> tuple[float | None, str]:
        return self.readings.idle_seconds, self.readings.idle_source

    def read(self) -> Readings:
        return self.readings

    def glance(self) -> Readings:
        return replace(self.readings, load=None, free_disk=None, free_memory=None, gpu_busy=None)

    def pass_time(self, seconds: float, *, suspended: bool = False) -> None:
        self.wall += seconds
        self.steady += 0.0 if suspended else seconds
        if self.readings.idle_seconds is not None:
            self.readings = replace(self.readings, idle_seconds=self.readings.idle_seconds + seconds)

    def type(self) -> None:
        self.readings = replace(self.readings, idle_seconds=0.0)

    def night(self, home: Home, config: Config, *, should_stop: Callable[[], bool], **given: Any) -> SleepFinished:
        began = self.steady
        with MemoryStore.open(home.database, lambda: self.wall) as store, held(home.sleep_lock):
            night = store.start_sleep("day")
            while self.steady - began < self.lasts and not should_stop():
                for moment in [moment for moment in self.at if moment <= self.steady - began]:
                    self.at.pop(moment)()
                self.pass_time(0.1)
            verdict = "stopped" if self.steady - began < self.lasts else self.verdict
            store.finish_sleep(night, verdict=verdict, reason="", expert_id=None, report={})
        self.nights.append(self.steady - began)
        return SleepFinished(verdict, "", {})

    def watch(self, on_ruling: Callable[[Ruling], None] = lambda ruling: None) -> NightWatch:
        return NightWatch(
            self.home,
            lambda: self.config,
            self,
            watcher="terminal",
            run=self.night,
            leaving=lambda: self.leaving,
            clock=lambda: self.wall,
            stopwatch=lambda: self.steady,
            boot=lambda: self.boot,
            on_ruling=on_ruling,
        )

    def store(self) -> MemoryStore:
        return MemoryStore.open(self.home.database, lambda: self.wall)

    def tell(self, text: str = "My dog is called Fudge.") -> None:
        with self.store() as store:
            store.add_memory(text)

    def causes(self) -> list[str]:
        with self.store() as store:
            return [row.cause for row in store.decisions.newest()][::-1]


@pytest.fixture
def played(tmp_path: Path) -> Played:
    played = Played(Home(tmp_path / "home").create())
    played.tell()
    return played


def test_a_night_runs_when_it_may_and_leaves_its_reason(played: Played) -> None:
    ruling = played.watch().tick()
    assert ruling.sleeps and played.nights == [pytest.approx(600.0)]
    with played.store() as store:
        (row,) = store.decisions.newest()
        assert (row.sleeps, row.cause, row.watcher) == (True, Cause.READY, "terminal")
        assert store.sleeps()[0].verdict == "accept"


def test_every_ruling_is_told_also_the_one_that_ends_a_night(played: Played) -> None:
    heard: list[Cause] = []
    played.at = {100.0: played.type}
    watch = played.watch(on_ruling=lambda ruling: heard.append(ruling.cause))
    watch.tick()
    watch.tick()
    assert heard == [Cause.READY, Cause.USER, Cause.USER]


def test_a_look_changes_nothing(played: Played) -> None:
    before = played.home.database.read_bytes()
    assert played.watch().look().sleeps
    assert (played.home.database.read_bytes(), played.nights) == (before, [])


def test_a_user_who_types_has_the_machine_back_within_a_second(played: Played) -> None:
    played.at = {100.0: played.type}
    played.watch().tick()
    assert played.nights[0] - 100.0 < 1.0
    assert played.causes() == [Cause.READY, Cause.USER]


def test_a_user_who_types_at_the_very_start_is_seen(played: Played) -> None:
    played.at = {0.2: played.type}
    played.watch().tick()
    assert played.nights[0] < 1.5


def test_a_plug_that_is_pulled_ends_the_night(played: Played) -> None:
    played.at = {100.0: lambda: setattr(played, "readings", replace(played.readings, mains=False))}
    played.watch().tick()
    assert played.nights[0] - 100.0 < 6.0
    assert played.causes() == [Cause.READY, Cause.BATTERY]


def test_nights_that_are_paused_end_the_one_that_runs(played: Played) -> None:
    def pause() -> None:
        with played.store() as store:
            store.decisions.pause(True)

    played.at = {50.0: pause}
    watch = played.watch()
    watch.tick()
    assert played.nights[0] < 57.0
    assert watch.tick().cause is Cause.PAUSED


def test_a_message_from_another_program_counts_as_the_user(played: Played) -> None:
    def say() -> None:
        with played.store() as store:
            store.add_message(store.create_chat().id, "user", "Good morning.")

    played.readings = replace(FREE, idle_seconds=None, idle_source="")
    played.at = {50.0: say}
    watch = played.watch()
    watch.tick()
    assert played.nights[0] < 57.0
    assert watch.look().cause is Cause.USER and "the last message" in watch.look().reason


def test_a_night_that_was_stopped_goes_on_soon_and_one_that_ended_rests(played: Played) -> None:
    played.at = {100.0: played.type}
    watch = played.watch()
    watch.tick()
    played.pass_time(60.0)
    assert watch.tick().cause is Cause.USER
    played.pass_time(600.0)
    assert watch.tick().sleeps
    played.pass_time(600.0)
    assert watch.tick().cause is Cause.RESTED
    played.pass_time(12 * HOUR)
    assert watch.tick().sleeps


def test_opening_the_lid_is_not_being_away_for_hours(played: Played) -> None:
    """Nobody types while the machine is suspended, and idle sources count that time."""
    played.readings = replace(FREE, idle_seconds=30.0)
    watch = played.watch()
    watch.tick()
    played.pass_time(8 * HOUR, suspended=True)
    assert watch.tick().cause is Cause.USER
    assert played.nights == []
    for _ in range(11):
        played.pass_time(60.0)
        watch.tick()
    assert len(played.nights) == 1, "the missed night runs at the next chance, once"


def test_a_timer_that_fires_at_lid_open_knows_it_although_its_process_is_new(played: Played) -> None:
    """Without a desktop, idle is what the terminals say: hours, of which the machine was suspended."""
    played.readings = replace(FREE, idle_seconds=30.0)
    played.config = Config(sleep=SleepSettings(memories_at_least=1, idle_minutes=30))
    assert played.watch().tick().cause is Cause.USER
    played.pass_time(8 * HOUR, suspended=True)
    assert played.watch().look().cause is Cause.USER, "`reverie sleep status` says the same and keeps nothing"
    ruling = played.watch().tick()
    assert ruling.cause is Cause.USER and "the machine woke up" in ruling.reason
    played.pass_time(20 * 60.0)
    assert played.watch().tick().cause is Cause.USER, "the look before last found it out"
    assert played.nights == []
    played.pass_time(20 * 60.0)
    assert played.watch().tick().sleeps


def test_a_machine_that_was_started_anew_counts_as_used_from_its_start(played: Played) -> None:
    assert played.watch().tick().sleeps
    played.tell("My cat is called Pixel.")
    played.pass_time(13 * HOUR, suspended=True)
    played.boot, played.steady = "b", 45.0
    assert "45 s ago (the machine woke up)" in played.watch().tick().reason
    played.pass_time(20 * 60.0)
    assert played.watch().tick().sleeps


def test_a_night_that_the_lid_broke_off_is_known_to_the_next_process(played: Played) -> None:
    played.at = {100.0: lambda: played.pass_time(HOUR, suspended=True)}
    played.watch().tick()
    played.pass_time(60.0)
    assert "the machine woke up" in played.watch().tick().reason


def test_a_machine_that_was_suspended_in_the_night_is_given_back(played: Played) -> None:
    played.at = {100.0: lambda: played.pass_time(HOUR, suspended=True)}
    played.watch().tick()
    assert played.nights[0] - 100.0 < 1.0
    assert played.causes() == [Cause.READY, Cause.USER]


@pytest.mark.parametrize("years", [-1, 1])
def test_a_clock_that_is_set_runs_no_second_night_and_blocks_none(played: Played, years: int) -> None:
    watch = played.watch()
    watch.tick()
    played.wall += years * 365 * 24 * HOUR
    for _ in range(20):
        played.pass_time(60.0)
        watch.tick()
    assert len(played.nights) == 2, "the memory is still new to every expert, so one night tries again"
    for _ in range(120):
        played.pass_time(60.0)
        watch.tick()
    assert len(played.nights) == 2


def test_leaving_the_program_ends_the_night(played: Played) -> None:
    played.at = {30.0: lambda: setattr(played, "leaving", True)}
    played.watch().tick()
    assert played.nights[0] < 31.0
    assert played.causes() == [Cause.READY], "the user did not come back"


def test_new_settings_are_read_at_every_look(played: Played) -> None:
    watch = played.watch()
    played.config = Config(sleep=SleepSettings(enabled=False))
    assert watch.tick().cause is Cause.OFF


def test_a_look_that_fails_is_a_row_with_its_reason(played: Played, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(error: Exception) -> Callable[[], Config]:
        def read() -> Config:
            raise error

        return read

    watch = played.watch()
    monkeypatch.setattr(watch, "_settings", fail(ConfigError("config.toml, line 3: a number was expected.")))
    with pytest.raises(ConfigError):
        watch.tick()
    played.pass_time(60.0)
    monkeypatch.setattr(watch, "_settings", fail(ZeroDivisionError("My dog is called Fudge.")))
    with pytest.raises(ZeroDivisionError):
        watch.tick()
    with played.store() as store:
        (row,) = store.decisions.newest()
    assert (row.sleeps, row.cause, row.seen - row.made) == (False, Cause.FAILED, 60.0)
    assert row.reason == "the look failed: an error of the program (ZeroDivisionError)"
    assert played.nights == []


def test_a_look_at_a_locked_database_is_a_row_once_it_opens(played: Played, monkeypatch: pytest.MonkeyPatch) -> None:
    locked = NotSaved("Not saved to reverie.db: another process kept the database locked.")
    opened = iter([locked])

    def open_once(path: Path, clock: Callable[[], float]) -> MemoryStore:
        for error in opened:
            raise error
        return MemoryStore.open(path, clock)

    monkeypatch.setattr(watch_module, "MemoryStore", SimpleNamespace(open=open_once))
    with pytest.raises(NotSaved):
        played.watch().tick()
    with played.store() as store:
        assert "kept the database locked" in store.decisions.newest(1)[0].reason


def test_a_look_that_fails_in_the_night_does_not_end_it(played: Played, monkeypatch: pytest.MonkeyPatch) -> None:
    broken: list[bool] = []
    played.at = {100.0: lambda: broken.append(True), 120.0: broken.clear}
    watch = played.watch()

    def settings() -> Config:
        if broken:
            raise ConfigError("config.toml, line 3: a number was expected.")
        return played.config

    monkeypatch.setattr(watch, "_settings", settings)
    watch.tick()
    assert played.nights == [pytest.approx(600.0)] and played.causes() == [Cause.READY]


def test_an_unwatched_tick_survives_every_failure(played: Played, caplog: pytest.LogCaptureFixture) -> None:
    watch = played.watch()
    played.home.database.write_bytes(b"not a database at all" * 20)
    watch.tick_safely()
    assert "damaged" in caplog.text
    with pytest.raises(StoreError):
        watch.tick()
