"""Text from standard input: read only when something is connected that can deliver it, and only if it is text."""

from __future__ import annotations

import os
import select
import stat
import sys
from typing import BinaryIO

from assistant.cli.output import note
from assistant.errors import UsageError

BYTES_AT_MOST = 8 * 1024 * 1024
WAIT_SECONDS = 2.0


def is_connected() -> bool:
    """Whether a pipe, a socket or a file stands at standard input (not a terminal, not /dev/null)."""
    try:
        mode = os.fstat(sys.stdin.fileno()).st_mode
    except (OSError, ValueError, AttributeError):
        return False
    return stat.S_ISFIFO(mode) or stat.S_ISREG(mode) or stat.S_ISSOCK(mode)


def read_all() -> str:
    """Everything up to the end of standard input. Raises: UsageError for what is not UTF-8 text or is too long."""
    _say_when_waiting()
    return as_text(sys.stdin.buffer, BYTES_AT_MOST)


def as_text(source: BinaryIO, at_most: int | None) -> str:
    """The whole of `source`, of at most so many bytes, as text. Raises: UsageError."""
    raw = source.read() if at_most is None else source.read(at_most + 1)
    if at_most is not None and len(raw) > at_most:
        raise UsageError(
            f"Standard input holds more than {at_most // 1024 // 1024} MiB, far more than a model can read. "
            "Pipe in the part that matters."
        )
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(
            f"Standard input is not UTF-8 text (byte {error.start} is 0x{raw[error.start]:02x}). "
            "Pipe in text, or convert it first, for example with iconv."
        ) from error
    if "\0" in text:
        raise UsageError("Standard input is binary (it holds zero bytes). Pipe in text.")
    return text


def _say_when_waiting() -> None:
    """A pipe that nobody closes looks like a hang: after a moment, say what is being waited for."""
    if os.name != "posix" or select.select([sys.stdin], [], [], WAIT_SECONDS)[0]:
        return
    note("reading standard input until it ends (Ctrl-D ends it; `</dev/null` gives none)")
