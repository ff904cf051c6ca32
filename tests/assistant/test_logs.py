"""Log files are private, made with the first record, and rotated."""

from __future__ import annotations

import json
import logging
import os
import warnings
from pathlib import Path

import pytest

from assistant import logs


def test_records_and_warnings_go_to_the_file(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "logs" / "reverie.log"
    handler = logs.start(path)
    try:
        assert not path.exists()
        logging.getLogger("assistant.test").info("hello %s", "there")
        warnings.warn("old habit", stacklevel=1)
    finally:
        logs.stop(handler)
    logging.getLogger("assistant.test").error("too late")
    text = path.read_text(encoding="utf-8")
    assert "hello there" in text
    assert "old habit" in text
    assert "too late" not in text
    if os.name == "posix":
        assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.skipif(os.name != "posix", reason="POSIX file modes")
def test_rotated_files_are_private_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "BYTES_AT_MOST", 100)
    handler = logs.start(tmp_path / "a.log")
    try:
        for number in range(20):
            logging.getLogger("assistant.test").info("line %d", number)
    finally:
        logs.stop(handler)
    files = sorted(path.name for path in tmp_path.iterdir())
    assert files == ["a.log", "a.log.1", "a.log.2"]
    assert all(path.stat().st_mode & 0o777 == 0o600 for path in tmp_path.iterdir())


def test_lines_that_quote_what_is_forgotten_are_blanked_in_place(tmp_path: Path) -> None:
    said = 'My dog\'s name is "Füdge".'
    lines = ["before", f"quoted: {said}", f"dumped: {json.dumps(said)}", f"shown: {said!r} again", "after"]
    (tmp_path / "reverie.log").write_text("\n".join(lines) + "\n", encoding="utf-8")
    size = (tmp_path / "reverie.log").stat().st_size
    logs.blank(tmp_path, ["", said])
    text = (tmp_path / "reverie.log").read_text(encoding="utf-8")
    assert text.split() == ["before", "after"]
    assert (tmp_path / "reverie.log").stat().st_size == size, "whoever appends to it finds its place"
    logs.blank(tmp_path / "missing", [said])
