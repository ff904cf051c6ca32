"""Logging to private, rotated files of JSON lines that hold no text of the user's. Nothing is logged to the terminal.

An exception's text may quote what was said, and so may a value in a message. A record therefore keeps the sentence as
it stands in the program, its numbers, and an exception's type with the places it passed; of a library's record only
where it came from. `extra={"details": {...}}` adds values that the caller vouches for.
"""

from __future__ import annotations

import errno
import faulthandler
import json
import logging
import os
import re
import sys
import threading
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from traceback import extract_tb
from typing import IO, Any

from assistant.paths import PRIVATE_FILE, PRIVATE_FOLDER

BYTES_AT_MOST = 1_000_000
OLD_FILES = 2
PRINTED_AT_MOST = 500
"""Characters of one line that a native library printed."""
LINE_BYTES = 1 << 16
OWN = ("assistant", "backends", "tui")
_PLACES, _CAUSES = 20, 5
_WARNING = re.compile(r"(.+?):(\d+): (\w+):")
_log = logging.getLogger(__name__)


class JsonLines(logging.Formatter):
    """One JSON object a record."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as a line: `time`, `level`, `logger`, `process`, what it says, and `error` where there is one."""
        line = {
            "time": _moment(record.created),
            "level": record.levelname,
            "logger": record.name,
            "process": record.process,
            **_says(record),
            **getattr(record, "details", {}),
        }
        if record.exc_info and record.exc_info[1] is not None:
            line["error"] = [_told(error) for error in _chain(record.exc_info[1])]
        return json.dumps(line)


def _says(record: logging.LogRecord) -> dict[str, object]:
    if record.name.split(".")[0] in OWN:
        return {"message": _sentence(record)}
    warned = _WARNING.match(record.getMessage()) if record.name == "py.warnings" else None
    if warned:
        return {"warning": warned[3], "at": _place(warned[1], int(warned[2]))}
    return {"at": _place(record.pathname, record.lineno, record.funcName)}


def _sentence(record: logging.LogRecord) -> str:
    """The sentence with its numbers; other values are replaced by their types."""
    args = record.args
    shown = {name: _shown(value) for name, value in args.items()} if isinstance(args, Mapping) else None
    try:
        return (
            str(record.msg) % (shown if shown is not None else tuple(map(_shown, args or ()))) if args else record.msg
        )
    except (TypeError, ValueError):
        return str(record.msg)


def _shown(value: object) -> object:
    return value if value is None or isinstance(value, int | float) else f"<{type(value).__name__}>"


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The error and what caused it, newest first."""
    found: BaseException | None = error
    for _ in range(_CAUSES):
        if found is None:
            return
        yield found
        found = found.__cause__ or (None if found.__suppress_context__ else found.__context__)


def _told(error: BaseException) -> dict[str, object]:
    """An exception's type, the system's or SQLite's name of it, and the places it passed, innermost last."""
    number = error.errno if isinstance(error, OSError) else None
    code = errno.errorcode.get(number, number) if number is not None else getattr(error, "sqlite_errorname", None)
    places = [_place(at.filename, at.lineno, at.name) for at in extract_tb(error.__traceback__)[-_PLACES:]]
    return {"type": type(error).__qualname__, **({"code": code} if code is not None else {}), "at": places}


def _place(file: str, line: int | None, function: str | None = None) -> str:
    """`assistant/logs.py:12 start`; the folders above a package name the user and are left out."""
    path = Path(file)
    start = next((len(path.parts) - at for at, part in enumerate(reversed(path.parts), 1) if part in OWN), None)
    if "site-packages" in path.parts:
        start = path.parts.index("site-packages") + 1
    short = Path(*path.parts[-2 if start is None else start :]).as_posix()
    return f"{short}:{line}" + (f" {function}" if function else "")


def _moment(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds")


class _PrivateFile(RotatingFileHandler):
    """Every file is readable by the user alone; several processes may write to and rotate the same one."""

    def _open(self) -> TextIOWrapper:
        Path(self.baseFilename).parent.mkdir(parents=True, exist_ok=True, mode=PRIVATE_FOLDER)
        os.close(os.open(self.baseFilename, os.O_CREAT | os.O_APPEND | os.O_WRONLY, PRIVATE_FILE))
        return super()._open()

    def emit(self, record: logging.LogRecord) -> None:
        # Another process may have rotated the file since: then this one would go on in an old file.
        if self.stream is not None and not _same(self.stream, self.baseFilename):
            self.stream.close()
            self.stream = None
        super().emit(record)

    def handleError(self, record: logging.LogRecord) -> None:
        """A full disk is no reason to write over the user's screen."""


def _same(stream: IO[str], path: str) -> bool:
    try:
        return os.path.samestat(os.fstat(stream.fileno()), os.stat(path))  # noqa: PTH116
    except OSError:
        return False


def _file(path: Path) -> _PrivateFile:
    return _PrivateFile(path, maxBytes=BYTES_AT_MOST, backupCount=OLD_FILES, encoding="utf-8", delay=True)


def start(path: Path, level: int = logging.INFO) -> logging.Handler:
    """Send the process's log records to `path`, which is made with the first one, and return the handler."""
    return _begin(_file(path), level)


def _begin(handler: logging.Handler, level: int = logging.INFO) -> logging.Handler:
    handler.setFormatter(JsonLines())
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


def start_child(path: Path | None = None) -> None:
    """The same for a process of our own that has no terminal; without `path`, records go to its standard error.

    What Python libraries print there is dropped and what nobody catches becomes a record: both may quote the user.
    Native code still reaches the descriptor, with a crash's places.
    """
    raw = sys.stderr
    faulthandler.enable(raw)
    _begin(_file(path) if path is not None else logging.StreamHandler(raw))
    sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    sys.excepthook = lambda kind, error, trace: _uncaught(error)
    threading.excepthook = lambda given: _uncaught(given.exc_value)
    sys.unraisablehook = lambda given: _uncaught(given.exc_value)


def _uncaught(error: BaseException | None) -> None:
    _log.error("nobody caught an error", exc_info=error)


def drain(stream: IO[bytes], path: Path) -> threading.Thread:
    """Write a child's standard error to its log until it ends, in a thread. The stream is closed then.

    Its records are JSON lines already; what native code prints is made one.
    """
    thread = threading.Thread(target=_drain, args=(stream, path), name=f"log-{path.stem}", daemon=True)
    thread.start()
    return thread


def _drain(stream: IO[bytes], path: Path) -> None:
    file = _file(path)
    with stream:
        for raw in iter(lambda: stream.readline(LINE_BYTES), b""):
            line = raw.decode("utf-8", "replace").strip()
            if line:
                record: dict[str, Any] = {"msg": line if _is_record(line) else _printed(line)}
                file.handle(logging.makeLogRecord(record))
    file.close()


def _is_record(line: str) -> bool:
    try:
        return line.startswith('{"time"') and isinstance(json.loads(line), dict)
    except ValueError:
        return False


def _printed(line: str) -> str:
    return json.dumps({"time": _moment(datetime.now(UTC).timestamp()), "printed": line[:PRINTED_AT_MOST]})


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
