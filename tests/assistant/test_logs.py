"""Log files: private, made with the first record, rotated, JSON lines, and without a word of what was said."""

from __future__ import annotations

import json
import logging
import os
import sqlite3
import subprocess
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant import logs
from assistant.chat.engine_process import EngineProcess
from backends.base import EngineDied

SAID = "Fudge"
LOG = logging.getLogger("assistant.test")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "logs" / "reverie.log"


@pytest.fixture
def started(path: Path) -> Iterator[None]:
    handler = logs.start(path)
    yield
    logs.stop(handler)


def lines(path: Path) -> list[dict[str, Any]]:
    text = path.read_text(encoding="utf-8")
    assert SAID not in text
    return [json.loads(line) for line in text.splitlines()]


def test_records_and_warnings_go_to_the_file(path: Path) -> None:
    handler = logs.start(path)
    try:
        assert not path.exists()
        LOG.info("%d of %.1f %s", 3, 0.5, None)
        warnings.warn(f"old habit of {SAID}", stacklevel=1)
    finally:
        logs.stop(handler)
    LOG.error("too late")
    said, warned = lines(path)
    assert (said["level"], said["logger"], said["message"]) == ("INFO", "assistant.test", "3 of 0.5 None")
    assert said["process"] == os.getpid() and said["time"].endswith("+00:00")
    assert warned["warning"] == "UserWarning" and "test_logs.py:" in warned["at"]
    if os.name == "posix":
        assert path.stat().st_mode & 0o777 == 0o600


def test_values_that_may_quote_somebody_are_named_by_their_type(started: None, path: Path) -> None:
    LOG.info("told %s and %s", SAID, ValueError(SAID))
    LOG.info("told %(what)s %(count)d times", {"what": SAID, "count": 2})
    LOG.info("tensors", extra={"details": {"count": 2}})
    logging.getLogger("some.library").warning("it said %s", SAID)
    first, second, vouched, foreign = lines(path)
    assert first["message"] == "told <str> and <ValueError>"
    assert second["message"] == "told <str> 2 times"
    wrong = logging.makeLogRecord({"name": LOG.name, "msg": "told %d", "args": (SAID,)})
    assert json.loads(logs.JsonLines().format(wrong))["message"] == "told %d"
    assert vouched["count"] == 2
    assert "message" not in foreign and "test_logs.py:" in foreign["at"]


def test_an_exception_is_its_type_and_its_places_and_so_are_its_causes(started: None, path: Path) -> None:
    def deep() -> None:
        raise FileNotFoundError(2, "No such file", f"/home/{SAID}/diary.txt")

    try:
        try:
            deep()
        except OSError as error:
            raise ValueError(f"{SAID} is no number") from error
    except ValueError:
        LOG.exception("a look failed")
    (line,) = lines(path)
    told, cause = line["error"]
    assert (line["message"], told["type"], cause["type"], cause["code"]) == (
        "a look failed", "ValueError", "FileNotFoundError", "ENOENT",
    )  # fmt: skip
    assert cause["at"][-1].endswith(" deep") and str(Path.home()) not in str(cause["at"])


def test_sqlites_own_name_of_an_error_is_kept(started: None, path: Path) -> None:
    try:
        sqlite3.connect(":memory:").execute(f"SELECT * FROM {SAID}")
    except sqlite3.Error:
        LOG.exception("the store failed")
    assert lines(path)[0]["error"][0]["code"] == "SQLITE_ERROR"


@pytest.mark.skipif(os.name != "posix", reason="POSIX file modes")
def test_rotated_files_are_private_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "BYTES_AT_MOST", 200)
    handler = logs.start(tmp_path / "a.log")
    try:
        for number in range(20):
            LOG.info("line %d", number)
    finally:
        logs.stop(handler)
    files = sorted(path.name for path in tmp_path.iterdir())
    assert files == ["a.log", "a.log.1", "a.log.2"]
    assert all(path.stat().st_mode & 0o777 == 0o600 for path in tmp_path.iterdir())


@pytest.mark.skipif(os.name != "posix", reason="Windows renames no open file")
def test_a_file_that_another_process_rotated_is_opened_anew(started: None, path: Path) -> None:
    LOG.info("one")
    path.rename(path.with_suffix(".1"))
    LOG.info("two")
    assert [line["message"] for line in lines(path)] == ["two"]


def test_a_log_that_cannot_be_written_disturbs_nobody(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").touch()
    handler = logs.start(tmp_path / "file" / "a.log")
    LOG.error("no folder to write to")
    logs.stop(handler)
    assert capfd.readouterr() == ("", "")


def test_what_a_child_prints_is_wrapped_bounded_and_rotated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "BYTES_AT_MOST", 4000)
    code = "import os; os.write(2, b'ggml: \\xff' + b'x' * 3000 + b'\\n'); [os.write(2, b'no memory\\n' * 50)] * 9"
    child = subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.PIPE)
    assert child.stderr is not None
    logs.drain(child.stderr, tmp_path / "native.log").join(20)
    child.wait()
    files = sorted(tmp_path.iterdir())
    assert len(files) <= 3 and sum(file.stat().st_size for file in files) <= 3 * 4000
    assert all(file.stat().st_mode & 0o777 == 0o600 for file in files) or os.name != "posix"
    assert lines(files[0])[-1]["printed"] == "no memory"
    assert len(lines(files[-1])[0]["printed"]) <= logs.PRINTED_AT_MOST


ENGINE = f"""
import sys, threading, warnings
from assistant.chat import engine_server
def load(*given, **named):
    print("{SAID}", file=sys.stderr); print("{SAID}"); warnings.warn("{SAID}")
    thread = threading.Thread(target=lambda: {{}}["{SAID}"]); thread.start(); thread.join()
    raise ValueError("{SAID} cannot be loaded")
engine_server.serve.__kwdefaults__["load"] = load
engine_server.main()
"""


def test_the_engines_log_has_the_places_and_not_the_words(tmp_path: Path) -> None:
    log = tmp_path / "engine.log"
    engine = EngineProcess([sys.executable, "-c", ENGINE], log)
    fields = {"model": "m", "context": 8, "threads": None, "sha256_cache": "", "copies": ""}
    answer = engine.receive(engine.ask(1, {"call": "load", **fields}), timeout=30.0)
    engine.ask(2, {"call": "no such call"})
    engine.close()
    assert answer is not None and SAID in str(answer), "whoever asked is told"
    records = lines(log)
    assert [record["error"][0]["type"] for record in records if "error" in record][:2] == ["KeyError", "ValueError"]
    assert any(record.get("warning") == "UserWarning" for record in records)
    with pytest.raises(EngineDied):
        engine.send({"id": 3, "call": "render"})


NIGHT = f"""
import sys
from pathlib import Path
from assistant.paths import Home
from assistant.sleep import bedtime, worker
def night(*given):
    print("{SAID}", file=sys.stderr)
    raise ValueError("{SAID}") from KeyError("My dog is called {SAID}.")
bedtime.sleep_once = night
worker.main(Home(Path(sys.argv[1])))
raise RuntimeError("{SAID}")
"""


def test_the_nights_logs_have_the_places_and_not_the_words(tmp_path: Path) -> None:
    command = [sys.executable, "-c", NIGHT, str(tmp_path)]
    worker = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert worker.stdin is not None and worker.stdout is not None and worker.stderr is not None
    (tmp_path / "logs").mkdir()
    drained = logs.drain(worker.stderr, tmp_path / "logs" / "sleep-worker.log")
    worker.stdin.write(b"{}\n")
    worker.stdin.flush()
    assert b"sleep.log" in worker.stdout.read()
    drained.join(10)
    assert worker.wait(10) == 1
    records = lines(tmp_path / "logs" / "sleep.log")
    assert [error["type"] for error in records[0]["error"]] == ["ValueError", "KeyError"]
    assert records[0]["error"][0]["at"][-1].endswith(" night")
    assert records[1]["error"][0]["type"] == "RuntimeError"
    assert all(SAID.encode() not in file.read_bytes() for file in (tmp_path / "logs").iterdir())


def test_a_crash_in_native_code_leaves_its_places(tmp_path: Path) -> None:
    code = "from assistant import logs; logs.start_child()\ndef dig():\n import os; os.abort()\ndig()"
    child = subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.PIPE)
    assert child.stderr is not None
    logs.drain(child.stderr, tmp_path / "engine.log").join(20)
    child.wait()
    assert any("in dig" in record["printed"] for record in lines(tmp_path / "engine.log"))


def test_lines_that_quote_what_is_forgotten_are_blanked_in_place(tmp_path: Path) -> None:
    said = 'My dog\'s name is "Füdge".'
    written = ["before", f"quoted: {said}", f"dumped: {json.dumps(said)}", f"shown: {said!r} again", "after"]
    (tmp_path / "reverie.log").write_text("\n".join(written) + "\n", encoding="utf-8")
    size = (tmp_path / "reverie.log").stat().st_size
    logs.blank(tmp_path, ["", said])
    text = (tmp_path / "reverie.log").read_text(encoding="utf-8")
    assert text.split() == ["before", "after"]
    assert (tmp_path / "reverie.log").stat().st_size == size, "whoever appends to it finds its place"
    logs.blank(tmp_path / "missing", [said])
