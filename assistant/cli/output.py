"""What commands print: data on stdout (text or JSON), narration on stderr."""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections.abc import Sequence
from datetime import datetime
from typing import Any

_DIRECTIONS = re.compile("[\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")


def data(text: str) -> None:
    """One line or block of plain-text data."""
    print(shown(text) if sys.stdout.isatty() else text)


def data_json(value: Any) -> None:
    """The same data for programs: one JSON document."""
    print(json.dumps(value, ensure_ascii=False, indent=2))


def note(text: str) -> None:
    """Narration: what is being done, or what to do next."""
    print(shown(text), file=sys.stderr, flush=True)


def shown(text: str) -> str:
    """`text` without characters that in a stored text could drive the user's terminal or turn its direction."""
    plain = _DIRECTIONS.sub("", text)
    return "".join(char for char in plain if char in "\n\t" or unicodedata.category(char) != "Cc")


def one_line(text: str, width: int = 80) -> str:
    """`text` on a single line, cut to `width` characters."""
    flat = " ".join(shown(text).split())
    return flat if len(flat) <= width else flat[: width - 1] + "…"


def report_faults(faults: Sequence[str], shown_at_most: int = 20) -> None:
    """What of a file could not be read, one line each."""
    for fault in faults[:shown_at_most]:
        note(f"not read: {one_line(fault, 200)}")
    if len(faults) > shown_at_most:
        note(f"not read: and {len(faults) - shown_at_most} more (--json lists all)")


def table(headings: Sequence[str], rows: Sequence[Sequence[object]], empty: str) -> None:
    """Rows below headings, columns aligned; the note `empty` instead when there are none."""
    if not rows:
        note(empty)
        return
    cells = [[one_line(str(cell)) for cell in row] for row in rows]
    widths = [max(len(heading), *(len(row[at]) for row in cells)) for at, heading in enumerate(headings)]
    for row in [list(headings), *cells]:
        data("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def moment(seconds: float | None) -> str:
    """A time (UTC seconds since the epoch) as the user's clock shows it; empty for None."""
    return "" if seconds is None else datetime.fromtimestamp(seconds).astimezone().strftime("%Y-%m-%d %H:%M")


def confirmed(question: str, assume_yes: bool) -> bool:
    """Ask before something is destroyed. Nobody to ask (not a terminal) counts as yes."""
    if assume_yes or not (sys.stdin.isatty() and sys.stderr.isatty()):
        return True
    print(f"{shown(question)} [y/N] ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in {"y", "yes"}
