"""The doctor tells absent from broken, and ends with the code of what it found."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import assistant.doctor
from assistant.config import Config, SleepSettings
from assistant.doctor import Check, State, examine, import_fault
from assistant.memory.store import MemoryStore
from assistant.paths import Home
from assistant.sleep import timer_control
from assistant.sleep.idle import Machine, Readings
from assistant.sleep.timers import timer_for


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home").create()


@pytest.fixture
def model(tmp_path: Path) -> Config:
    """Settings with a model file that is there."""
    path = tmp_path / "model.gguf"
    path.write_bytes(b"GGUF and more")
    return Config(model=str(path))


def found(home: Home, config: Config, fault: str | None = None) -> dict[str, Check]:
    return {check.name: check for check in examine(home, config, lambda library: fault)}


def test_a_new_home_is_sound_and_stays_without_a_database(home: Home, model: Config) -> None:
    checks = found(home, model)
    assert [check.name for check in checks.values() if check.state is State.FAULT] == []
    assert {"engine", "trainer", "model", "memory", "disk", "power", "database", "experts", "sleep"} <= checks.keys()
    assert not home.database.exists()


def test_an_absent_engine_is_a_fault_of_the_machine_and_an_absent_trainer_is_not(
    home: Home, model: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assistant.doctor, "installed", lambda name: False)
    checks = found(home, model)
    assert (checks["engine"].state, checks["engine"].exit_code) == (State.FAULT, 3)
    assert "pip install" in checks["engine"].text
    assert checks["trainer"].state is State.NOTE


def test_a_missing_desktop_library_is_named_with_what_it_costs(
    home: Home, model: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert found(home, model)["desktop"].state is State.OK
    monkeypatch.setattr(assistant.doctor, "find_spec", lambda name: None if name == "wakepy" else object())
    check = found(home, model)["desktop"]
    assert check.state is State.NOTE
    assert "wakepy is not installed: a night does not keep the machine awake" in check.text
    assert "dbus_idle" not in check.text and "pip install 'reverie[desktop]'" in check.text


def test_a_broken_library_is_not_called_absent(home: Home, model: Config) -> None:
    check = found(home, model, "ImportError: libgomp.so.1 is missing")["engine"]
    assert check.state is State.FAULT
    assert "libgomp" in check.text
    assert "not installed" not in check.text


def test_import_fault() -> None:
    assert import_fault("json") is None
    assert "no_such_library" in (import_fault("no_such_library") or "")


def test_an_unknown_trainer_is_named(home: Home, model: Config) -> None:
    config = Config(model=model.model, sleep=SleepSettings(trainer="abacus"))
    assert "torch" in found(home, config)["trainer"].text


def test_a_file_that_is_no_model_is_a_fault(home: Home, tmp_path: Path) -> None:
    path = tmp_path / "page.gguf"
    path.write_bytes(b"<html>")
    check = found(home, Config(model=str(path)))["model"]
    assert check.state is State.FAULT
    assert "no GGUF" in check.text


def test_a_damaged_database_is_a_fault(home: Home, model: Config) -> None:
    home.database.write_bytes(b"not a database" * 100)
    check = found(home, model)["database"]
    assert (check.state, check.exit_code) == (State.FAULT, 1)


def test_the_last_nights_are_told_with_their_reasons(home: Home, model: Config) -> None:
    with MemoryStore.open(home.database) as store:
        for number in range(9):
            store.finish_sleep(
                store.start_sleep("day"), verdict="skipped", reason=f"why {number}", expert_id=None, report={}
            )
    checks = found(home, model)
    told = [check.text for name, check in checks.items() if name.startswith("night ")]
    assert len(told) == 7
    assert "why 8" in told[0]


def test_a_damaged_active_expert_is_a_fault(home: Home, model: Config) -> None:
    home.active.write_text('{"active": ["day-1"]}', encoding="utf-8")
    assert found(home, model)["experts"].state is State.FAULT


READ = Readings(idle_seconds=12.0, idle_source="desktop", mains=True, load=0.25)


@pytest.mark.parametrize(
    ("readings", "state", "says"),
    [
        (READ, State.OK, "on mains power (no battery)"),
        (replace(READ, mains=True, battery_percent=90.0), State.OK, "on mains power, battery at 90 %"),
        (replace(READ, mains=False, battery_percent=40.0), State.NOTE, "sleeps when plugged in"),
        (replace(READ, mains=None), State.NOTE, "cannot be told"),
    ],
)
def test_power(
    home: Home, model: Config, monkeypatch: pytest.MonkeyPatch, readings: Readings, state: State, says: str
) -> None:
    monkeypatch.setattr(Machine, "read", lambda machine: readings)
    check = found(home, model)["power"]
    assert check.state is state and says in check.text


def test_the_idle_source_and_what_cannot_be_read_are_named(
    home: Home, model: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Machine, "read", lambda machine: READ)
    checks = found(home, model)
    assert checks["idle"].text == "input seen 12 s ago, by: desktop"
    assert checks["load"].text == ("load 0.25 a core; not readable here: free disk, free memory, GPU load, temperature")
    monkeypatch.setattr(Machine, "read", lambda machine: replace(READ, idle_seconds=None))
    assert found(home, model)["idle"].state is State.NOTE


@pytest.mark.parametrize(
    ("there", "on", "state", "says"),
    [
        (False, False, State.OK, "none: nights begin"),
        (True, False, State.NOTE, "is installed and not on"),
        (True, True, State.OK, "is on (systemd)"),
    ],
)
def test_the_timer(
    home: Home,
    model: Config,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    there: bool,
    on: bool,
    state: State,
    says: str,
) -> None:
    timer = timer_for("linux", ("reverie",), home, default_home=True, environment={"HOME": str(tmp_path)})
    if there:
        timer_control.install(timer, lambda command: (0, ""))
    monkeypatch.setattr(assistant.doctor, "timer_of_machine", lambda home: timer)
    monkeypatch.setattr(timer_control, "in_force", lambda timer: on)
    check = found(home, model)["timer"]
    assert check.state is state and says in check.text


def test_it_says_where_the_logs_are(home: Home, model: Config) -> None:
    (home.logs / "sleep.log.1").write_bytes(b"x" * 700_000)
    (home.logs / "engine.log").write_bytes(b"x" * 500_000)
    check = found(home, model)["logs"]
    assert f"1.2 MB in {home.logs}" in check.text


def test_the_last_look_of_the_watch_is_told(home: Home, model: Config) -> None:
    with MemoryStore.open(home.database) as store:
        assert "has not looked yet" in found(home, model)["watch"].text
        store.decisions.add(sleeps=False, cause="battery", reason="on battery at 40 %", watcher="timer")
        assert "(timer): on battery at 40 %" in found(home, model)["watch"].text
        store.decisions.pause(True)
    assert "paused" in found(home, model)["watch"].text
