"""Looks for words in every byte of a folder, also in what is compressed there."""

from __future__ import annotations

import re
import shutil
import sqlite3
import tempfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

_ZLIB_HEADER = re.compile(rb"\x78[\x01\x5e\x9c\xda]")
"""Of the four levels; what follows is a stream only if it inflates."""
_DATABASE = b"SQLite format 3\0"
_PIECE = 64
"""Bytes that are inflated at a time: where a stream breaks off, what came before is text all the same."""


def found_in(folder: Path, words: Iterable[bytes]) -> dict[str, list[bytes]]:
    """The files below the folder that hold any of the words: as UTF-8, as UTF-16, or so inside a zlib stream."""
    wanted, found = list(words), {}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            contents = b"\n".join(_layers(path))
            held = [word for word in wanted if word in contents or word.decode().encode("utf-16-le") in contents]
            if held:
                found[str(path.relative_to(folder))] = held
    return found


def _layers(path: Path) -> Iterator[bytes]:
    contents = path.read_bytes()
    yield contents
    yield from inflated(contents)
    # A value longer than a page is scattered over pages of the file; the database puts it together again.
    if contents.startswith(_DATABASE):
        for value in _values(path):
            yield from inflated(value)


def inflated(contents: bytes) -> Iterator[bytes]:
    """What every zlib stream in these bytes holds, or its beginning where the rest is missing."""
    for header in _ZLIB_HEADER.finditer(contents):
        stream, text = zlib.decompressobj(), bytearray()
        for start in range(header.start(), len(contents), _PIECE):
            try:
                text += stream.decompress(contents[start : start + _PIECE])
            except zlib.error:
                break
            if stream.eof:
                break
        if text:
            yield bytes(text)


def _values(database: Path) -> Iterator[bytes]:
    # Of a copy: closing the last connection would empty the log that is still to be searched.
    with tempfile.TemporaryDirectory() as folder:
        for file in database.parent.glob(f"{database.name}*"):
            shutil.copy(file, folder)
        yield from _blobs(Path(folder) / database.name)


def _blobs(database: Path) -> Iterator[bytes]:
    connection = sqlite3.connect(database)
    try:
        for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            for row in connection.execute(f'SELECT * FROM "{table}"'):
                yield from (value for value in row if isinstance(value, bytes))
    finally:
        connection.close()
