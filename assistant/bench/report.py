"""A suite's rows as a text table, as JSON, and as a Markdown table in a page of results."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.errors import UsageError

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its head and a row's cell, None where the row has nothing to say."""

    head: str
    cell: Callable[[Row], str | None]


def _text(key: str) -> Callable[[Row], str | None]:
    return lambda row: None if row.get(key) is None else str(row[key])


def _number(key: str, form: str) -> Callable[[Row], str | None]:
    return lambda row: None if row.get(key) is None else format(row[key], form)


def _share(key: str) -> Callable[[Row], str | None]:
    return lambda row: None if row.get(key) is None else f"{row[key]['value']:.2f} of {row[key]['n']}"


def _part(key: str, form: Callable[[Row], str]) -> Callable[[Row], str | None]:
    return lambda row: None if row.get(key) is None else form(row[key])


def _bounds(share: Row) -> str:
    return f"{share['ci95'][0]:.2f}-{share['ci95'][1]:.2f}"


def _range(row: Row) -> str | None:
    ends = row.get("ranges", {}).get("recall")
    return None if ends is None else f"{ends[0]:.2f}-{ends[1]:.2f}"


COLUMNS = (
    Column("arm", _text("arm")),
    Column("without", _text("without")),
    Column("with", _text("with")),
    Column("notes", _text("notes")),
    Column("memories", _text("memories")),
    Column("context", _text("context")),
    Column("windows", _text("windows")),
    Column("night", _text("night")),
    Column("quoted", _share("quoted")),
    Column("answered", _share("answered")),
    Column("95 %", _part("answered", _bounds)),
    Column("failed", _share("failed")),
    Column("first token s", _number("first_token_seconds", ".2f")),
    Column("slowest s", _number("slowest_first_token_seconds", ".2f")),
    Column("recall", _part("recall", lambda share: f"{share['value']:.2f}")),
    Column("95 %", _part("recall", _bounds)),
    Column("n", _part("recall", lambda share: str(share["n"]))),
    Column("seeds", _range),
    Column("found", _share("found")),
    Column("recited", _number("recited", ".2f")),
    Column("retained", _number("retention", ".2f")),
    Column("superseded", _share("superseded")),
    Column("forgotten", _share("forgotten")),
    Column("drift", _number("drift", ".4f")),
    Column("false", _number("false_memory", ".2f")),
    Column("told refused", _share("told_refused")),
    Column("never told refused", _share("never_told_refused")),
    Column("general", _number("general_accuracy", ".2f")),
    Column("verdict", _text("verdict")),
    Column("tokens/s", _number("tokens_per_second", ".0f")),
    Column("GFLOP/s", _number("gflops", ".0f")),
    Column("of peak", _number("share_of_peak", ".2f")),
    Column("s", _number("seconds", ".0f")),
    Column("s/memory", _number("seconds_per_memory", ".1f")),
    Column(
        "phases", _part("phases", lambda phases: ", ".join(f"{name} {value:.0f}" for name, value in phases.items()))
    ),
)
"""All columns; a table shows those that one of its rows fills."""


def cells(rows: Sequence[Row]) -> list[list[str]]:
    """The table as heads and cells; "-" where a row has nothing to say."""
    used = [column for column in COLUMNS if any(column.cell(row) is not None for row in rows)]
    return [[column.head for column in used], *([column.cell(row) or "-" for column in used] for row in rows)]


def aligned(lines: Sequence[Sequence[str]]) -> str:
    """Heads and cells as a text table, two blanks between columns."""
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines
    )


def markdown(lines: Sequence[Sequence[str]], caption: str) -> str:
    """Heads and cells as a Markdown table below its caption."""
    head, *body = ["| " + " | ".join(line) + " |" for line in lines]
    return "\n".join([caption, "", head, "|" + "---|" * len(lines[0]), *body])


def put(page: Path, marker: str, text: str) -> None:
    """Put the text between `<!-- marker -->` and `<!-- /marker -->` of the page, instead of what was there.

    Where the closing marker is missing, it is added. UsageError if there is no page or no such marker in it.
    """
    try:
        before = page.read_text(encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{page} cannot be read: {error.strerror or error}. Name a page of results.") from error
    opening = f"<!-- {marker} -->"
    if opening not in before:
        known = ", ".join(re.findall(r"<!-- ([\w-]+) -->", before)) or "none"
        raise UsageError(f"{page} has no line {opening}. Its markers: {known}. Add one where the table should stand.")
    head, rest = before.split(opening, 1)
    closing = f"<!-- /{marker} -->"
    tail = rest.split(closing, 1)[1] if closing in rest else rest
    page.write_text(f"{head}{opening}\n{text}\n{closing}{tail}", encoding="utf-8")


def caption(result: Mapping[str, Any]) -> str:
    """The line above a table: everything that one needs to make it again. Model and seed only where there are some."""
    model, machine, seed = result.get("model"), result["machine"], result.get("seed")
    parts = [f"`{result['command']}` at {result['commit']}, {result['date']}"]
    if model:
        parts.append(f"{model['name']} (sha256 {model['sha256'][:12]})")
    parts.append(f"{machine['cores']} cores, {machine['processor']}, {machine['memory_gb']} GB")
    if isinstance(seed, list):
        parts.append(f"seeds {', '.join(map(str, seed))} (`seeds`: lowest-highest)")
    elif seed is not None:
        parts.append(f"seed {seed}")
    return "; ".join(parts) + "."
