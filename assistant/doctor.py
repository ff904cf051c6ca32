"""What works on this machine and in this home: one line a check, each with what to do about it."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

import psutil

from assistant.child_process import program
from assistant.config import Config
from assistant.errors import AssistantError, ExpertError, MachineError, StoreError
from assistant.experts.registry import ExpertRegistry
from assistant.lock import holder
from assistant.memory.records import DecisionRow, SleepRow
from assistant.memory.store import MemoryStore
from assistant.model.resolve import resolve_model
from assistant.paths import Home
from assistant.sleep import timer_control
from assistant.sleep.idle import Machine, Readings
from assistant.sleep.keep_awake import DESKTOP
from assistant.sleep.policy import Cause
from assistant.sleep.timers import Timer, timer_of_machine
from backends.base import BackendError
from backends.registry import AUTO, INFERENCE, TRAINING, choose_trainer, installed

NIGHTS_SHOWN = 7
IMPORT_SECONDS = 60
DISTRIBUTIONS = {"llama_cpp": "llama-cpp-python", "dbus_idle": "dbus-idle"}
"""Libraries whose distribution has another name."""
LACKS = {
    "dbus_idle": "input is seen at terminals only",
    "wakepy": "a night does not keep the machine awake",
}
"""The libraries of the extra `desktop`, and what happens without them."""
GIGABYTE = 10**9
FREE_DISK_GB = 2.0
"""Below this a night may not find room for the dequantised weights and a checkpoint."""


class State(StrEnum):
    """How serious a finding is."""

    OK = "ok"
    NOTE = "note"
    """Works, with a limit worth knowing."""
    FAULT = "fault"
    """Something that the product needs does not work."""


@dataclass(frozen=True, slots=True)
class Check:
    """One finding. `exit_code` is what `reverie doctor` ends with when this is a fault."""

    name: str
    state: State
    text: str
    exit_code: int = 1


def import_fault(library: str) -> str | None:
    """Why a library cannot be imported, tried in a process of its own so that nothing heavy stays here."""
    try:
        tried = subprocess.run(
            [*program(), "__import", library],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=IMPORT_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"importing it took more than {IMPORT_SECONDS} seconds"
    said = tried.stderr.strip().splitlines() or [f"its import ended with code {tried.returncode}"]
    return said[-1] if tried.returncode else None


def examine(home: Home, config: Config, fault_of: Callable[[str], str | None] = import_fault) -> list[Check]:
    """All checks, in the order of a day: what chat needs, what a night needs, what is on disk."""
    return [
        _library("engine", "llama_cpp", INFERENCE["llama_cpp"], State.FAULT, fault_of),
        _trainer(config, fault_of),
        _model(home, config),
        _memory(),
        _disk(home),
        _desktop(lambda library: find_spec(library) is not None),
        *_readings(home, config),
        _schedule(home, timer_of_machine, timer_control.in_force),
        *_kept(home),
        _logs(home),
        _lock(home),
    ]


def _trainer(config: Config, fault_of: Callable[[str], str | None]) -> Check:
    name = choose_trainer(installed) if config.sleep.trainer == AUTO else config.sleep.trainer
    if name not in TRAINING:
        known = ", ".join((AUTO, *TRAINING))
        return Check("trainer", State.FAULT, f"{name!r} is no trainer; set sleep.trainer to: {known}", 2)
    return _library("trainer", name, TRAINING[name], State.NOTE, fault_of)


def _library(
    check: str, backend: str, entry: tuple[str, str, str], absent: State, fault_of: Callable[[str], str | None]
) -> Check:
    """A backend's library: absent, broken, or there. Chat works without a trainer, so that is no fault."""
    _, library, install = entry
    if not installed(backend):
        return Check(check, absent, f"{library} is not installed. Install it: {install}", MachineError.exit_code)
    fault = fault_of(library)
    if fault is not None:
        text = f"{library} is installed but cannot be loaded: {fault}. Reinstall it: {install}"
        return Check(check, State.FAULT, text, MachineError.exit_code)
    return Check(check, State.OK, f"{library} {_version(library)}")


def _version(library: str) -> str:
    try:
        return version(DISTRIBUTIONS.get(library, library))
    except PackageNotFoundError:
        return "of an unknown version"


def _model(home: Home, config: Config) -> Check:
    try:
        path = resolve_model(home, config.model)
        _require_gguf(path)
    except (AssistantError, BackendError) as error:
        return Check("model", State.FAULT, str(error), MachineError.exit_code)
    return Check("model", State.OK, f"{config.model}: {path} ({path.stat().st_size / GIGABYTE:.2f} GB)")


def _require_gguf(path: Path) -> None:
    try:
        with path.open("rb") as file:
            magic = file.read(4)
    except OSError as error:
        raise MachineError(f"{path} cannot be read: {error.strerror}. Fetch it again: reverie model pull") from error
    if magic != b"GGUF":
        raise MachineError(f"{path} is no GGUF file (it starts with {magic!r}). Fetch it again: reverie model pull")


def _memory() -> Check:
    memory = psutil.virtual_memory()
    return Check(
        "memory", State.OK, f"{memory.available / GIGABYTE:.1f} of {memory.total / GIGABYTE:.1f} GB free, "
        f"{psutil.cpu_count(logical=False) or psutil.cpu_count()} cores"
    )  # fmt: skip


def _disk(home: Home) -> Check:
    free_gb = shutil.disk_usage(home.root).free / GIGABYTE
    if free_gb < FREE_DISK_GB:
        return Check("disk", State.FAULT, f"{free_gb:.1f} GB free at {home.root}, {FREE_DISK_GB:g} GB are needed")
    return Check("disk", State.OK, f"{free_gb:.1f} GB free at {home.root}")


def _desktop(there: Callable[[str], bool]) -> Check:
    """The libraries that see input at the desktop and keep the machine awake; a night runs without."""
    missing = [library for library in LACKS if not there(library)]
    if missing:
        lacks = ", ".join(f"{library} is not installed: {LACKS[library]}" for library in missing)
        return Check("desktop", State.NOTE, f"{lacks}. Install it: {DESKTOP}")
    return Check("desktop", State.OK, ", ".join(f"{library} {_version(library)}" for library in LACKS))


def _readings(home: Home, config: Config) -> Iterator[Check]:
    """What the watch over the nights sees of this machine."""
    machine = Machine(home.root)
    try:
        readings = machine.read()
    finally:
        machine.close()
    yield _power(readings, config)
    if readings.idle_seconds is None:
        text = "no source of input idle: nights are held back by messages, load and the keys of the terminal UI only"
        yield Check("idle", State.NOTE, text)
    else:
        yield Check("idle", State.OK, f"input seen {readings.idle_seconds:.0f} s ago, by: {readings.idle_source}")
    load = "unknown" if readings.load is None else f"{readings.load:.2f} a core"
    unknown = f"; not readable here: {', '.join(readings.unknown)}" if readings.unknown else ""
    yield Check("load", State.OK, f"load {load}{unknown}")


def _power(readings: Readings, config: Config) -> Check:
    charge = "" if readings.battery_percent is None else f", battery at {readings.battery_percent:.0f} %"
    if readings.mains is None:
        return Check("power", State.NOTE, f"it cannot be told whether this is mains power{charge}; it counts as such")
    if readings.mains:
        return Check("power", State.OK, f"on mains power{charge or ' (no battery)'}")
    if config.sleep.on_battery:
        return Check("power", State.OK, f"on battery{charge}; sleep.on_battery allows it to sleep")
    return Check("power", State.NOTE, f"on battery{charge}; it sleeps when plugged in")


def _schedule(home: Home, timer_of: Callable[[Home], Timer], in_force: Callable[[Timer], bool]) -> Check:
    try:
        timer = timer_of(home)
    except MachineError as error:
        return Check("timer", State.NOTE, str(error))
    if not timer_control.installed(timer):
        text = "none: nights begin by themselves while reverie is open; `reverie schedule install` does without"
        return Check("timer", State.OK, text)
    if not in_force(timer):
        text = f"{timer.name} is installed and not on ({timer.platform}): `reverie schedule install` switches it on"
        return Check("timer", State.NOTE, text)
    if not timer_control.current(timer):
        text = f"{timer.name} was written by another version ({timer.platform}): install it again"
        return Check("timer", State.NOTE, text)
    return Check("timer", State.OK, f"{timer.name} is on ({timer.platform})")


def _kept(home: Home) -> Iterator[Check]:
    """What lies in the home. A missing database is none yet, and is not made here."""
    if not home.database.exists():
        yield Check("database", State.OK, f"none yet; the first chat makes {home.database}")
        yield _experts(home)
        return
    try:
        with MemoryStore.open(home.database) as store:
            memories, chats = len(store.memories()), len(store.chats())
            nights, paused = store.sleeps(limit=NIGHTS_SHOWN), store.decisions.paused()
            decided = next(iter(store.decisions.newest(1)), None)
    except StoreError as error:
        yield Check("database", State.FAULT, str(error))
        yield _experts(home)
        return
    size = home.database.stat().st_size / 10**6
    yield Check("database", State.OK, f"{chats} chats, {memories} memories, {size:.1f} MB at {home.database}")
    yield _experts(home)
    yield _watch(paused, decided)
    yield from _nights(nights)


def _experts(home: Home) -> Check:
    registry = ExpertRegistry(home)
    try:
        known, active = registry.list(), registry.active().experts
        for expert_id in active:
            registry.verify(expert_id)
    except ExpertError as error:
        return Check("experts", State.FAULT, str(error))
    return Check("experts", State.OK, f"{len(known)} on disk, active: {', '.join(active) or 'none'}")


def _watch(paused: bool, decided: DecisionRow | None) -> Check:
    if paused:
        return Check("watch", State.NOTE, "nights are paused: `reverie schedule resume` lets them begin again")
    if decided is None:
        return Check("watch", State.OK, "it has not looked yet: it does while reverie is open, or with a timer")
    looked = datetime.fromtimestamp(decided.seen).strftime("%Y-%m-%d %H:%M")
    state = State.NOTE if decided.cause == Cause.FAILED else State.OK
    return Check("watch", state, f"last look {looked} ({decided.watcher}): {decided.reason}")


def _nights(nights: list[SleepRow]) -> Iterator[Check]:
    if not nights:
        yield Check("nights", State.NOTE, "none yet: `reverie sleep --now` starts one")
    for night in nights:
        state = State.NOTE if night.verdict in {"failed", "reject"} else State.OK
        verdict = night.verdict or "unfinished"
        yield Check(f"night {night.id}", state, f"{verdict} ({night.level})" + (night.reason and f": {night.reason}"))


def _logs(home: Home) -> Check:
    files = [file for file in home.logs.glob("*.log*") if file.is_file()]
    size = sum(file.stat().st_size for file in files) / 10**6
    return Check(
        "logs", State.OK, f"{size:.1f} MB in {home.logs}: places and types of errors, nothing of what was said"
    )


def _lock(home: Home) -> Check:
    process = holder(home.sleep_lock)
    return Check("sleep", State.OK, "awake" if process is None else f"a night is running (process {process})")
