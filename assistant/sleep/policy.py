"""May a night begin now, and must the one that runs give the machine back? Pure functions of readings and settings."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from assistant.config import SleepSettings, parse_hours
from assistant.sleep.idle import Readings

REST_HOURS = 12.0
"""At most one night of its own accord in this time."""
PATIENCE_HOURS = 20.0
"""So long the first new memories wait for others to join them."""
LOAD_AT_MOST = 0.7
GPU_AT_MOST = 0.3
CELSIUS_AT_MOST = 85.0
CELSIUS_STOPS = 97.0
FREE_DISK = 2 * 10**9
"""Bytes. Room for the dequantised weights, a checkpoint and the expert."""
FREE_MEMORY = 10**9
"""Bytes. The starter's night takes about this; a larger model says so itself when it fails."""


class Cause(StrEnum):
    """Why it does or does not sleep; the reason beside it has the figures."""

    READY = "ready"
    RUNNING = "running"
    OFF = "off"
    PAUSED = "paused"
    NOTHING_NEW = "nothing new"
    FEW = "few"
    QUIET = "quiet hours"
    RESTED = "rested"
    USER = "user"
    BATTERY = "battery"
    LOAD = "load"
    GPU = "gpu"
    HEAT = "heat"
    DISK = "disk"
    MEMORY = "memory"
    FAILED = "failed"
    """The look itself: nothing was ruled."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """The answer, with a reason worded for the user."""

    sleeps: bool
    cause: Cause
    reason: str
    short: str = ""
    """A few words for a status bar, with the next chance where it is known; empty: there is nothing to add."""


@dataclass(frozen=True, slots=True)
class Situation:
    """All that the policy looks at. Times are UTC seconds; `minute` is the local minute of the day."""

    now: float
    minute: int
    readings: Readings
    memories: int = 0
    """How many a night would learn."""
    oldest: float | None = None
    """When the first of them was told."""
    stale: int = 0
    """How many experts saw what was forgotten or changed since, and are to be rebuilt without it."""
    unfinished: bool = False
    """A night was broken off and can go on."""
    last_night: float | None = None
    """When the last night that ran to its end did so; None without one."""
    paused: bool = False
    running: int | None = None
    """The process of a night that runs."""


def rule(situation: Situation, settings: SleepSettings) -> Ruling:
    """May a night begin? The reasons that no waiting mends come first. Unknown readings forbid nothing."""
    found = (
        _asked(situation, settings)
        or _worth_it(situation, settings)
        or _quiet(situation, settings)
        or _alone(situation.readings, settings)
        or _plugged(situation.readings, settings)
        or _free(situation.readings)
    )
    return found or Ruling(True, Cause.READY, _ready(situation))


def give_back(situation: Situation, settings: SleepSettings, seconds: float) -> Ruling | None:
    """Why the night that has run for so many seconds must stop now; None when it may go on."""
    readings = situation.readings
    if situation.paused:
        return _no(Cause.PAUSED, "nights were paused while it slept")
    if readings.idle_seconds is not None and readings.idle_seconds < seconds:
        return _no(Cause.USER, f"you came back ({readings.idle_source})")
    if readings.celsius is not None and readings.celsius >= CELSIUS_STOPS:
        return _no(Cause.HEAT, f"the processor has {readings.celsius:.0f} degrees Celsius")
    return _plugged(readings, settings) or _quiet(situation, settings)


def _asked(situation: Situation, settings: SleepSettings) -> Ruling | None:
    if situation.running is not None:
        return _no(Cause.RUNNING, f"a night is running (process {situation.running})", "a night runs elsewhere")
    if not settings.enabled:
        return _no(Cause.OFF, "nights of its own accord are off (sleep.enabled = false)")
    if situation.paused:
        return _no(
            Cause.PAUSED, "nights are paused; `reverie schedule resume` lets them begin again", "nights are paused"
        )
    return None


def _worth_it(situation: Situation, settings: SleepSettings) -> Ruling | None:
    if situation.unfinished:
        return None
    if not situation.memories and not situation.stale:
        return _no(Cause.NOTHING_NEW, "nothing new was told and nothing is due", "nothing new to learn")
    if situation.last_night is not None:
        hours = (situation.now - situation.last_night) / 3600
        # A clock that was set back puts the last night into the future, which says nothing about rest.
        if 0 <= hours < REST_HOURS:
            said = f"the last night ended {_ago(hours * 3600)}; the next comes after {REST_HOURS:.0f} h"
            return _no(Cause.RESTED, said, f"next night after {_clock(situation.minute + (REST_HOURS - hours) * 60)}")
    if situation.stale:
        return None
    waited = 0.0 if situation.oldest is None else situation.now - situation.oldest
    if situation.memories < settings.memories_at_least and 0 <= waited < PATIENCE_HOURS * 3600:
        count = "1 new memory" if situation.memories == 1 else f"{situation.memories} new memories"
        short = f"{situation.memories} of {settings.memories_at_least} new memories"
        wanted = f"it waits for {settings.memories_at_least}, or until one is {PATIENCE_HOURS:.0f} h old"
        return _no(Cause.FEW, f"{count}; {wanted} (sleep.memories_at_least)", short)
    return None


def _quiet(situation: Situation, settings: SleepSettings) -> Ruling | None:
    for start, end in parse_hours(settings.quiet_hours):
        inside = start <= situation.minute < end if start < end else not end <= situation.minute < start
        if inside:
            return _no(
                Cause.QUIET, f"quiet hours until {_clock(end)} (sleep.quiet_hours)", f"quiet until {_clock(end)}"
            )
    return None


def _alone(readings: Readings, settings: SleepSettings) -> Ruling | None:
    idle = readings.idle_seconds
    if idle is None or idle >= settings.idle_minutes * 60:
        return None
    wait = f"it waits for {settings.idle_minutes} minutes without input (sleep.idle_minutes)"
    return _no(
        Cause.USER,
        f"somebody was at the machine {_ago(idle)} ({readings.idle_source}); {wait}",
        "sleeps when you are away",
    )


def _plugged(readings: Readings, settings: SleepSettings) -> Ruling | None:
    if readings.mains is not False or settings.on_battery:
        return None
    charge = "" if readings.battery_percent is None else f" at {readings.battery_percent:.0f} %"
    return _no(
        Cause.BATTERY, f"on battery{charge}; it sleeps when plugged in (sleep.on_battery)", "sleeps when plugged in"
    )


def _free(readings: Readings) -> Ruling | None:
    if readings.load is not None and readings.load > LOAD_AT_MOST:
        return _no(
            Cause.LOAD,
            f"other programs are busy: load {readings.load:.2f} a core, at most {LOAD_AT_MOST}",
            "other programs are busy",
        )
    if readings.gpu_busy is not None and readings.gpu_busy > GPU_AT_MOST:
        return _no(
            Cause.GPU, f"the GPU is in use: {readings.gpu_busy:.0%}, at most {GPU_AT_MOST:.0%}", "the GPU is in use"
        )
    if readings.celsius is not None and readings.celsius > CELSIUS_AT_MOST:
        said = f"the processor has {readings.celsius:.0f} degrees Celsius, at most {CELSIUS_AT_MOST:.0f}"
        return _no(Cause.HEAT, said, "the processor is hot")
    if readings.free_disk is not None and readings.free_disk < FREE_DISK:
        said = f"{readings.free_disk / 10**9:.1f} GB of disk are free, {FREE_DISK / 10**9:.0f} are needed"
        return _no(Cause.DISK, said, "the disk is full")
    if readings.free_memory is not None and readings.free_memory < FREE_MEMORY:
        free, needed = readings.free_memory / 10**9, FREE_MEMORY / 10**9
        return _no(
            Cause.MEMORY,
            f"{free:.1f} GB of memory are free, {needed:.0f} are needed; close other programs",
            "too little memory",
        )
    return None


def _ready(situation: Situation) -> str:
    if situation.unfinished:
        what = "a night goes on"
    elif situation.stale:
        what = f"{situation.stale} experts are to be rebuilt without what was forgotten or changed"
    else:
        what = f"{situation.memories} memories are waiting"
    idle = situation.readings.idle_seconds
    return f"{what}, " + ("input idle is unknown" if idle is None else f"nobody was here for {_span(idle)}")


def _no(cause: Cause, reason: str, short: str = "") -> Ruling:
    return Ruling(False, cause, reason, short)


def _clock(minute: float) -> str:
    """A minute of the day as a clock shows it; it may lie in the day after."""
    return f"{int(minute) // 60 % 24:02}:{int(minute) % 60:02}"


def _ago(seconds: float) -> str:
    return f"{_span(seconds)} ago"


def _span(seconds: float) -> str:
    if seconds < 120:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 7200 else f"{seconds / 3600:.0f} h"
