"""When a night may begin and when it must stop: every cause, alone and at its border."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.config import SleepSettings
from assistant.sleep.idle import Readings
from assistant.sleep.policy import Cause, Situation, give_back, rule

NOW = 1_750_000_000.0
FREE = Readings(
    idle_seconds=3600.0,
    idle_source="desktop",
    mains=True,
    battery_percent=80.0,
    load=0.1,
    free_disk=50 * 10**9,
    free_memory=8 * 10**9,
    gpu_busy=0.0,
    celsius=45.0,
)
READY = Situation(now=NOW, minute=180, readings=FREE, memories=5, oldest=NOW - 3600)
SETTINGS = SleepSettings(idle_minutes=10)
TOO_MUCH = {"load": 2.0, "gpu_busy": 0.9, "celsius": 90.0, "free_disk": 10**9, "free_memory": 10**8}


def seen(**changes: object) -> Situation:
    return replace(READY, readings=replace(FREE, **changes))  # type: ignore[arg-type]


def test_a_free_machine_with_enough_to_learn_sleeps() -> None:
    ruling = rule(READY, SETTINGS)
    assert (ruling.sleeps, ruling.cause) == (True, Cause.READY)
    assert ruling.reason == "5 memories are waiting, nobody was here for 60 min"


@pytest.mark.parametrize(
    ("situation", "cause", "says"),
    [
        (replace(READY, running=77), Cause.RUNNING, "process 77"),
        (replace(READY, paused=True), Cause.PAUSED, "schedule resume"),
        (replace(READY, memories=0), Cause.NOTHING_NEW, "nothing new was told"),
        (replace(READY, last_night=NOW - 3600 * 11.9), Cause.RESTED, "the last night ended 12 h ago"),
        (replace(READY, memories=0, stale=1, last_night=NOW - 3600), Cause.RESTED, "the last night ended"),
        (replace(READY, memories=2), Cause.FEW, "2 new memories; it waits for 3"),
        (seen(idle_seconds=599.0), Cause.USER, "10 min ago (desktop); it waits for 10 minutes"),
        (seen(mains=False), Cause.BATTERY, "on battery at 80 %"),
        (seen(load=0.71), Cause.LOAD, "load 0.71 a core"),
        (seen(gpu_busy=0.9), Cause.GPU, "90%"),
        (seen(celsius=86.0), Cause.HEAT, "86 degrees"),
        (seen(free_disk=10**9), Cause.DISK, "1.0 GB of disk"),
        (seen(free_memory=10**8), Cause.MEMORY, "0.1 GB of memory"),
    ],
)
def test_each_cause_holds_a_night_back_and_says_so(situation: Situation, cause: Cause, says: str) -> None:
    ruling = rule(situation, SETTINGS)
    assert (ruling.sleeps, ruling.cause) == (False, cause)
    assert says in ruling.reason


@pytest.mark.parametrize(
    "situation",
    [
        seen(idle_seconds=600.0),
        seen(load=0.7),
        replace(READY, last_night=NOW - 3600 * 12),
        replace(READY, memories=3),
        replace(READY, memories=1, oldest=NOW - 3600 * 20),
        replace(READY, memories=0, unfinished=True),
        replace(READY, memories=0, stale=1),
        replace(READY, last_night=NOW - 60, unfinished=True),
    ],
)
def test_at_its_border_a_cause_no_longer_holds(situation: Situation) -> None:
    assert rule(situation, SETTINGS).sleeps


@pytest.mark.parametrize(
    ("situation", "short"),
    [
        (replace(READY, running=77), "a night runs elsewhere"),
        (replace(READY, memories=0), "nothing new to learn"),
        (replace(READY, memories=2), "2 of 3 new memories"),
        (replace(READY, last_night=NOW - 3600 * 11), "next night after 04:00"),
        (replace(READY, minute=1430, last_night=NOW - 3600 * 11.5), "next night after 00:20"),
        (seen(idle_seconds=5.0), "sleeps when you are away"),
        (seen(mains=False), "sleeps when plugged in"),
        (READY, ""),
    ],
)
def test_a_few_words_name_the_next_chance(situation: Situation, short: str) -> None:
    assert rule(situation, SETTINGS).short == short


def test_a_few_words_are_few() -> None:
    held_back = [rule(situation, replace(SETTINGS, quiet_hours="00:00-07:00")) for situation in (READY, seen(load=2.0))]
    held_back += [rule(seen(**{name: value}), SETTINGS) for name, value in TOO_MUCH.items()]
    assert held_back[0].short == "quiet until 07:00"
    assert all(0 < len(ruling.short) <= 30 and not ruling.sleeps for ruling in held_back)


def test_off_is_off_and_on_battery_may_be_allowed() -> None:
    assert rule(READY, replace(SETTINGS, enabled=False)).cause is Cause.OFF
    assert rule(seen(mains=False), replace(SETTINGS, on_battery=True)).sleeps


def test_a_machine_that_says_nothing_may_sleep_and_says_what_it_does_not_know() -> None:
    ruling = rule(replace(READY, readings=Readings()), SETTINGS)
    assert ruling.sleeps and "input idle is unknown" in ruling.reason
    assert len(Readings().unknown) == 7 and FREE.unknown == ()


@pytest.mark.parametrize(
    ("hours", "minute", "sleeps"),
    [
        ("08:00-18:00", 479, True),
        ("08:00-18:00", 480, False),
        ("08:00-18:00", 1079, False),
        ("08:00-18:00", 1080, True),
        ("22:00-07:00", 1319, True),
        ("22:00-07:00", 1320, False),
        ("22:00-07:00", 0, False),
        ("22:00-07:00", 419, False),
        ("22:00-07:00", 420, True),
        ("12:00-13:00, 22:00-07:00", 725, False),
        ("", 0, True),
    ],
)
def test_quiet_hours(hours: str, minute: int, sleeps: bool) -> None:
    ruling = rule(replace(READY, minute=minute), replace(SETTINGS, quiet_hours=hours))
    assert (ruling.sleeps, ruling.cause) == (sleeps, Cause.READY if sleeps else Cause.QUIET)


def test_a_last_night_in_the_future_does_not_hold_tonight_back() -> None:
    """The clock was set back by a year."""
    assert rule(replace(READY, last_night=NOW + 365 * 86_400, oldest=NOW + 1), replace(SETTINGS)).sleeps


@pytest.mark.parametrize(
    ("situation", "cause"),
    [
        (seen(idle_seconds=299.0), Cause.USER),
        (seen(mains=False), Cause.BATTERY),
        (seen(celsius=98.0), Cause.HEAT),
        (replace(READY, paused=True), Cause.PAUSED),
    ],
)
def test_a_running_night_gives_the_machine_back(situation: Situation, cause: Cause) -> None:
    ruling = give_back(situation, SETTINGS, 300.0)
    assert ruling is not None and (ruling.sleeps, ruling.cause) == (False, cause)


@pytest.mark.parametrize("situation", [READY, seen(load=2.0, gpu_busy=1.0, celsius=90.0), seen(idle_seconds=None)])
def test_its_own_work_does_not_stop_a_night(situation: Situation) -> None:
    assert give_back(situation, SETTINGS, 300.0) is None


def test_quiet_hours_stop_a_night() -> None:
    ruling = give_back(replace(READY, minute=480), replace(SETTINGS, quiet_hours="08:00-18:00"), 300.0)
    assert ruling is not None and ruling.cause is Cause.QUIET
