"""Errors become text on stderr and an exit code, at one place."""

from __future__ import annotations

import argparse
import importlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

import assistant.bench
import assistant.cli
import assistant.cli.doctor
from assistant.doctor import Check, State
from assistant.errors import ConfigError, ExpertError, MachineError, NotSaved, UsageError
from assistant.paths import Home
from backends.base import BackendUnavailable, EngineDied, ModelFileError
from tests.command_line import Run


def raising(error: BaseException) -> Callable[[argparse.Namespace], int]:
    def command(arguments: argparse.Namespace) -> int:
        raise error

    return command


def outcome_of(command: Callable[[argparse.Namespace], int], home: Home, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(assistant.cli, "_load", lambda target: command)
    return assistant.cli.main(["--home", str(home.root), "doctor"])


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (UsageError("no such thing"), 2),
        (ConfigError("bad key"), 2),
        (MachineError("no compiler"), 3),
        (NotSaved("disk full"), 1),
        (ExpertError("incomplete"), 1),
        (BackendUnavailable("llama_cpp is absent"), 3),
        (ModelFileError("no GGUF"), 1),
        (EngineDied("gone"), 1),
        (PermissionError(13, "Permission denied", "/x/reverie.db"), 1),
        (KeyboardInterrupt(), 130),
    ],
)
def test_an_error_is_told_on_stderr_with_its_code(
    error: BaseException,
    code: int,
    home: Home,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert outcome_of(raising(error), home, monkeypatch) == code
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("reverie: ")
    assert "Traceback" not in captured.err
    if code != 130:
        assert (str(error) if not isinstance(error, OSError) else "/x/reverie.db") in captured.err


def test_a_bug_leaves_its_trace_in_the_log_and_a_short_notice(
    home: Home, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("REVERIE_DEBUG", raising=False)
    assert outcome_of(raising(ZeroDivisionError("My dog is called Fudge.")), home, monkeypatch) == 1
    assert "ZeroDivisionError: My dog is called Fudge." in capsys.readouterr().err
    log = home.logs / "reverie.log"
    (line,) = map(json.loads, log.read_text(encoding="utf-8").splitlines())
    assert line["error"][0]["type"] == "ZeroDivisionError"
    assert line["error"][0]["at"][0].startswith("assistant/cli/__init__.py:")
    assert "Fudge" not in str(line), "the screen may quote the user, the log may not"
    if os.name == "posix":
        assert log.stat().st_mode & 0o777 == 0o600


def test_debug_shows_the_trace_of_a_bug(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REVERIE_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        outcome_of(raising(ZeroDivisionError()), home, monkeypatch)


def test_a_command_that_logs_nothing_makes_no_log(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    assert outcome_of(lambda arguments: 0, home, monkeypatch) == 0
    assert list(home.logs.iterdir()) == []


def test_home_comes_from_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REVERIE_HOME", str(tmp_path / "elsewhere"))
    assert assistant.cli.main(["memory", "list"]) == 0
    assert (tmp_path / "elsewhere" / "reverie.db").exists()


def test_a_bad_setting_is_named(run: Run, home: Home) -> None:
    home.config.write_text("modle = 'x'\n", encoding="utf-8")
    outcome = run("model", "list")
    assert outcome.code == 2
    assert "did you mean model?" in outcome.err


@pytest.mark.skipif(os.name != "posix", reason="needs a shell with pipes")
def test_a_reader_that_leaves_early_is_no_error(home: Home) -> None:
    command = f"'{sys.executable}' -m assistant --home '{home.root}' --version >/dev/null; "
    command += f"'{sys.executable}' -m assistant --home '{home.root}' model list --json | true; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.split() == ["0"]
    assert "BrokenPipe" not in done.stderr


def test_children_are_reached_by_their_hidden_names(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    seen: list[tuple[str, tuple[object, ...]]] = []

    def module(name: str) -> SimpleNamespace:
        def main(*arguments: object) -> int:
            seen.append((name, arguments))
            return 7

        return SimpleNamespace(main=main)

    monkeypatch.setattr(importlib, "import_module", module)
    assert assistant.cli.main(["__engine"]) == 0
    assert assistant.cli.main(["--home", str(tmp_path), "__sleep-worker"]) == 7
    assert seen == [("assistant.chat.engine_server", ()), ("assistant.sleep.worker", (Home(tmp_path),))]


def test_a_library_is_imported_in_a_process_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    monkeypatch.setattr(importlib, "import_module", seen.append)
    assert assistant.cli.main(["__import", "llama_cpp"]) == 0
    assert seen == ["llama_cpp"]


def test_a_question_may_look_like_a_hidden_name() -> None:
    assert assistant.cli._child(["ask", "__engine"]) is None


def test_the_interface_without_a_terminal_is_bad_usage(run: Run) -> None:
    outcome = run()
    assert outcome.code == 2
    assert "reverie ask" in outcome.err


def test_bench_gets_its_options_and_the_home(run: Run, home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    def main(suite: str, options: argparse.Namespace, given: Home) -> int:
        assert (suite, options.arms, options.nights, given) == ("recall", ("base", "product"), 3, home)
        return 1

    monkeypatch.setattr(assistant.bench, "main", main, raising=False)
    assert run("bench", "recall", "--arms", "base,product", "--nights", "3").code == 1


def test_doctor_ends_with_the_code_of_the_first_fault(run: Run, home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    checks = [Check("engine", State.FAULT, "absent", 3), Check("database", State.FAULT, "damaged", 1)]
    monkeypatch.setattr(assistant.cli.doctor, "examine", lambda home, config: checks)
    outcome = run("doctor", "--json")
    assert outcome.code == 3
    assert outcome.json["sound"] is False
    assert outcome.json["checks"][0] == {"name": "engine", "state": "fault", "text": "absent"}
    home.config.write_text("modle = 'x'\n", encoding="utf-8")
    assert run("doctor").code == 2
