"""Files that a command reads or writes whole; - is standard input or output."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from assistant.atomic_file import write_atomically
from assistant.cli.standard_input import as_text
from assistant.errors import UsageError


def read_text(name: str) -> str:
    """The file's text. Raises: UsageError when there is no such file or it is not UTF-8 text."""
    if name == "-":
        return as_text(sys.stdin.buffer, at_most=None)
    try:
        return Path(name).expanduser().read_text(encoding="utf-8-sig")
    except (FileNotFoundError, IsADirectoryError) as error:
        raise UsageError(f"{name} is not a file. Name an existing one, or - for standard input.") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{name} is not UTF-8 text (byte {error.start}). Convert it first.") from error


def write_lines(name: str, lines: Iterable[str]) -> None:
    """Write lines to a file, private to the user and whole or not at all, or to standard output. Raises: OSError."""
    if name == "-":
        for line in lines:
            print(line)
    else:
        write_atomically(Path(name).expanduser(), "".join(f"{line}\n" for line in lines))
