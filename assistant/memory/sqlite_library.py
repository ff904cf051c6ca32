"""sqlite-utils, without the numpy and pandas that it takes along wherever they are installed.

It wants them only to know their number types, which nothing here stores; the terminal UI would pay for them with
time and memory.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

_UNWANTED = ("numpy", "pandas")


@contextmanager
def _hidden(*names: str) -> Iterator[None]:
    """Importing one of these fails inside, as if it were not installed; one that is loaded already stays."""
    absent = [name for name in names if name not in sys.modules]
    sys.modules.update(dict.fromkeys(absent))  # type: ignore[arg-type]
    try:
        yield
    finally:
        for name in absent:
            del sys.modules[name]


with _hidden(*_UNWANTED):
    from sqlite_utils import Database, Migrations

__all__ = ["Database", "Migrations"]
