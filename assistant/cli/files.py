"""Files that a command reads or writes whole; - is standard input or output."""

from __future__ import annotations

import re
import struct
import sys
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path

from assistant.atomic_file import write_atomically
from assistant.cli.standard_input import as_text
from assistant.errors import UsageError

_CONVERSATIONS = re.compile(r"(?:^|/)conversations[^/]*\.json$")
ZIPPED_BYTES_AT_MOST = 2 << 30
_DAMAGED = (zipfile.BadZipFile, ValueError, RuntimeError, EOFError, OverflowError, OSError, struct.error, zlib.error)
"""What hostile or damaged archives raise while they are read; bytes that are no text are a ValueError."""


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


def read_export(name: str) -> list[str]:
    """The texts of an export: a file's, or those of every `conversations*.json` inside a .zip. Raises: UsageError."""
    unpacked = None if name == "-" else _unpacked(name, Path(name).expanduser())
    return [read_text(name)] if unpacked is None else unpacked


def _unpacked(name: str, path: Path) -> list[str] | None:
    """The texts inside of an archive, None of another file. Raises: UsageError."""
    try:
        if not zipfile.is_zipfile(path):
            return None
        with zipfile.ZipFile(path) as archive:
            members = [info for info in archive.infolist() if _CONVERSATIONS.search(info.filename)]
            if not members:
                raise UsageError(f"{name} holds no conversations.json. Name an export of ChatGPT or Claude.")
            if sum(info.file_size for info in members) > ZIPPED_BYTES_AT_MOST:
                raise UsageError(f"The chats in {name} would unpack to more than {ZIPPED_BYTES_AT_MOST >> 30} GiB.")
            if {info.compress_type for info in members} - {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
                raise UsageError(f"{name} is packed in an unusual way. Unpack it, and name its conversations.json.")
            return [archive.read(info).decode("utf-8-sig") for info in members]
    except _DAMAGED as error:
        raise UsageError(f"{name} is a damaged archive ({error}). Fetch the export again.") from error


def write_lines(name: str, lines: Iterable[str]) -> None:
    """Write lines to a file, private to the user and whole or not at all, or to standard output. Raises: OSError."""
    if name == "-":
        for line in lines:
            print(line)
    else:
        write_atomically(Path(name).expanduser(), "".join(f"{line}\n" for line in lines))
