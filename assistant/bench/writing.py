"""Where a suite's result goes: a table on standard output, the whole as JSON in a file, or the JSON alone."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any


def write(result: dict[str, Any], table: str, path: str | None) -> None:
    """`path` is a file beside the table, "-" for the JSON instead of it, None for no JSON. Raises: OSError."""
    text = json.dumps(result, ensure_ascii=False, indent=2) + "\n"
    sys.stdout.write(text if path == "-" else table + "\n")
    if path and path != "-":
        Path(path).write_text(text, encoding="utf-8")


def columns(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Rows below heads, aligned, two blanks between."""
    lines = [heads, *rows]
    widths = [max(len(line[column]) for line in lines) for column in range(len(heads))]
    padded = ("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in lines)
    return "\n".join(line.rstrip() for line in padded)
