"""Where a suite's result goes: standard output, a file of JSON, a page of results."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from assistant.bench.report import aligned, caption, markdown, put


def write(result: Mapping[str, Any], lines: Sequence[Sequence[str]], options: argparse.Namespace) -> None:
    """Print the table (`lines`: heads, then cells), or with `--json -` the JSON instead; write what else was asked for.

    Raises: UsageError (no such page or marker), OSError.
    """
    text = json.dumps(result, ensure_ascii=False, indent=2) + "\n"
    sys.stdout.write(text if options.json == "-" else aligned(lines) + "\n")
    if options.json and options.json != "-":
        Path(options.json).write_text(text, encoding="utf-8")
    if options.results:
        page, _, marker = options.results.partition("#")
        put(Path(page), marker or result["suite"], markdown(lines, caption(result)))
