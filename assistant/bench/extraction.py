"""The extraction suite: what of labelled messages becomes a memory, and what becomes one that should not.

A memory is right if it holds all words of an expected one, and an expected one is found if some memory holds them.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from assistant.bench import provenance
from assistant.bench.writing import write
from assistant.errors import UsageError
from assistant.memory.dates import dated
from assistant.memory.extraction import extract
from assistant.paths import Home

TOLD = datetime(2026, 11, 24, 14, 0)
"""When the messages are taken to be said where a file does not say it: a Tuesday."""


@dataclass(frozen=True, slots=True)
class Expected:
    """One memory that a message should leave behind."""

    words: tuple[str, ...]
    kinds: tuple[str, ...]
    when: tuple[str, ...] = ()
    """ISO dates (`2026`, `2026-11`, `2026-11-24`), one of which its text must name; () for none."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """One message with its labels."""

    half: str
    type: str
    message: str
    expected: tuple[Expected, ...]


@dataclass(slots=True)
class Counts:
    """How messages came out, added up."""

    messages: int = 0
    right: int = 0
    wrong: int = 0
    found: int = 0
    missed: int = 0
    kinds_right: int = 0
    dates_asked: int = 0
    dates_right: int = 0
    faults: list[dict[str, Any]] | None = None

    @property
    def precision(self) -> float | None:
        """Share of the memories that were expected; None without memories."""
        made = self.right + self.wrong
        return self.right / made if made else None

    @property
    def recall(self) -> float | None:
        """Share of the expected memories that were found; None where none were expected."""
        wanted = self.found + self.missed
        return self.found / wanted if wanted else None


def read_labelled(path: Path) -> list[Labelled]:
    """The messages of a JSON-lines file: `{"message", "expected": [{"words", "kind", "when"?}], "half"?, "type"?}`.

    Raises: UsageError.
    """
    try:
        return [_labelled(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}. Name a file of labelled messages.") from error
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError(f"{path} does not hold labelled messages, one JSON object a line: {error!r}.") from error


def _labelled(row: dict[str, Any]) -> Labelled:
    expected = tuple(
        Expected(tuple(item["words"]), tuple(str(item.get("kind", "fact")).split("|")), tuple(item.get("when", ())))
        for item in row["expected"]
    )
    return Labelled(str(row.get("half", "all")), str(row.get("type", "all")), str(row["message"]), expected)


def count(rows: Iterable[Labelled], told: datetime = TOLD) -> Counts:
    """Extract from every message and compare. Faults list each message that did not come out as labelled."""
    total = Counts(faults=[])
    for row in rows:
        total.messages += 1
        _add(total, row, told)
    return total


def _add(total: Counts, row: Labelled, told: datetime) -> None:
    made = [(dated(found.text, told), found) for found in extract(row.message, told.timestamp())]
    met = {id(want): [memory for memory in made if _holds(memory[0], want)] for want in row.expected}
    right = sum(any(_holds(text, want) for want in row.expected) for text, _ in made)
    missed = [want for want in row.expected if not met[id(want)]]
    total.right, total.wrong = total.right + right, total.wrong + len(made) - right
    total.found, total.missed = total.found + len(row.expected) - len(missed), total.missed + len(missed)
    undated = 0
    for want in row.expected:
        memories = met[id(want)]
        total.kinds_right += any(found.kind in want.kinds for _, found in memories)
        if want.when and memories:
            fits = any(_spelled(when) in text for text, _ in memories for when in want.when)
            total.dates_asked, total.dates_right = total.dates_asked + 1, total.dates_right + fits
            undated += not fits
    if total.faults is not None and (missed or right < len(made) or undated):
        total.faults.append(
            {
                "half": row.half,
                "type": row.type,
                "message": row.message,
                "made": [text for text, _ in made],
                "missed": [" + ".join(want.words) for want in missed],
                "undated": undated,
            }
        )


def _holds(text: str, want: Expected) -> bool:
    return all(word.casefold() in text.casefold() for word in want.words)


def _spelled(when: str) -> str:
    """An ISO date as memories spell it: `2026-11-03` is 3 November 2026."""
    parts = when.split("-")
    if len(parts) == 1:
        return when
    day = datetime(int(parts[0]), int(parts[1]), int(parts[2]) if len(parts) > 2 else 1)
    return f"{day:%B %Y}" if len(parts) == 2 else f"{day.day} {day:%B %Y}"


def rows(labelled: Sequence[Labelled], told: datetime = TOLD) -> list[dict[str, Any]]:
    """One row a half, then one a half and type of message."""
    halves = list(dict.fromkeys(row.half for row in labelled))
    groups = [(half, "all", [row for row in labelled if row.half == half]) for half in halves]
    for kind in dict.fromkeys(row.type for row in labelled):
        groups += [(half, kind, [r for r in labelled if (r.half, r.type) == (half, kind)]) for half in halves]
    return [_row(half, kind, count(group, told)) for half, kind, group in groups if group]


def _row(half: str, kind: str, counts: Counts) -> dict[str, Any]:
    expected = counts.found + counts.missed
    return {
        "half": half,
        "type": kind,
        "messages": counts.messages,
        "precision": _rounded(counts.precision),
        "made": counts.right + counts.wrong,
        "recall": _rounded(counts.recall),
        "expected": expected,
        "kind_right": _rounded(counts.kinds_right / counts.found if counts.found else None),
        "date_right": _rounded(counts.dates_right / counts.dates_asked if counts.dates_asked else None),
        "faults": counts.faults,
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)


def main(options: argparse.Namespace, home: Home) -> int:
    """`reverie bench extraction --data FILE`: the table, and the faults in the JSON. Raises: UsageError."""
    if not options.data:
        raise UsageError("Name the labelled messages: reverie bench extraction --data FILE.jsonl")
    found = rows(read_labelled(Path(options.data)))
    write({**provenance.stamp("extraction", options, time.time()), "rows": found}, cells(found), options)
    return 0


def cells(found: Sequence[dict[str, Any]]) -> list[list[str]]:
    """The rows as heads and cells."""
    heads = ("half", "type", "messages", "precision", "made", "recall", "expected", "kind", "date")
    keys = ("half", "type", "messages", "precision", "made", "recall", "expected", "kind_right", "date_right")
    return [[*heads], *(["-" if row[key] is None else str(row[key]) for key in keys] for row in found)]
