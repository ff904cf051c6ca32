"""Logging to a private, rotated file. Processes call `start` once; nothing is logged to the terminal."""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Iterable
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path

from assistant.paths import PRIVATE_FILE, PRIVATE_FOLDER

BYTES_AT_MOST = 1_000_000
OLD_FILES = 2


class _PrivateFile(RotatingFileHandler):
    """Logs may quote what the user said, so every file is created readable by the user alone."""

    def _open(self) -> TextIOWrapper:
        Path(self.baseFilename).parent.mkdir(parents=True, exist_ok=True, mode=PRIVATE_FOLDER)
        os.close(os.open(self.baseFilename, os.O_CREAT | os.O_APPEND | os.O_WRONLY, PRIVATE_FILE))
        return super()._open()


def start(path: Path, level: int = logging.INFO) -> logging.Handler:
    """Send the process's log records to `path`, which is made with the first one, and return the handler."""
    handler = _PrivateFile(path, maxBytes=BYTES_AT_MOST, backupCount=OLD_FILES, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s [%(process)d] %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(level)
    # Warnings of libraries belong in the file as well, not on the screen.
    logging.captureWarnings(True)
    return handler


def stop(handler: logging.Handler) -> None:
    """Detach and close what `start` returned."""
    logging.getLogger().removeHandler(handler)
    logging.captureWarnings(False)
    handler.close()


def blank(folder: Path, texts: Iterable[str]) -> None:
    """Write blanks over every line of the files below `folder` that quotes one of the texts, plain or escaped.

    In place, for a program that is open goes on writing to its file. Raises: OSError.
    """
    plain = [text for text in texts if text]
    wanted = {form.lower().encode() for text in plain for form in (text, json.dumps(text)[1:-1], repr(text)[1:-1])}
    for path in folder.iterdir() if wanted and folder.is_dir() else ():
        if path.is_file():
            _blank_lines(path, wanted)


def _blank_lines(path: Path, wanted: Iterable[bytes]) -> None:
    with path.open("r+b") as file:
        start = 0
        for line in file.readlines():
            if any(text in line.lower() for text in wanted):
                file.seek(start)
                file.write(b" " * len(line.rstrip(b"\r\n")))
            start += len(line)
