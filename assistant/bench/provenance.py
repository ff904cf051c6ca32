"""What one needs to make a table again: the command, the commit, the day and the machine."""

from __future__ import annotations

import argparse
import platform
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psutil

import assistant
from assistant.errors import UsageError

_SHOWN = (
    *("facts", "never_told", "data", "memories", "nights", "exams", "updates", "forgets"),
    *("arms", "distractors", "without", "added", "tokens"),
)
"""Options that change the numbers; where files lie and what is written where does not."""
_FILES = ("facts", "never_told", "data")
_UNSEEDED = ("extraction",)
"""Suites in which nothing is drawn."""
_SPELLED = {"added": "with"}
"""Options that cannot bear their own name in Python."""


def command(suite: str, options: argparse.Namespace) -> str:
    """The command line; a file outside the folder it ran in by its name, and options at their defaults left out."""
    words = ["reverie", "bench", suite]
    for name in _SHOWN:
        value = getattr(options, name)
        if value is None or value == () or (name, value) in (("nights", 1), ("distractors", 4)):
            continue
        text = ",".join(map(str, value)) if isinstance(value, tuple | list) else str(value)
        option = _SPELLED.get(name, name).replace("_", "-")
        words += [f"--{option}", Path(text).name if name in _FILES and Path(text).is_absolute() else text]
    if suite in _UNSEEDED:
        return " ".join(words)
    seeds = options.seeds
    return " ".join([*words, *(["--seeds", ",".join(map(str, seeds))] if seeds else ["--seed", str(options.seed)])])


def commit() -> str:
    """The commit of the source that runs, "with changes" if files of it differ; the version where there is no git."""
    source = Path(assistant.__file__).parent.parent
    head = _git(source, "rev-parse", "--short", "HEAD") if (source / ".git").exists() else None
    if head is None:
        return f"version {assistant.__version__}"
    return (
        f"commit {head} with changes"
        if _git(source, "status", "--porcelain", "--untracked-files=no")
        else f"commit {head}"
    )


def date(now: float) -> str:
    """The day of `now` (seconds since the epoch), UTC."""
    return datetime.fromtimestamp(now, UTC).date().isoformat()


def stamp(suite: str, options: argparse.Namespace, now: float) -> dict[str, Any]:
    """What every result holds beside its rows; `now` in seconds since the epoch."""
    return {
        "suite": suite,
        "command": command(suite, options),
        "commit": commit(),
        "date": date(now),
        "machine": machine(),
    }


def machine() -> dict[str, Any]:
    """System, processor, physical cores, memory in 10^9 bytes and Python."""
    return {
        "system": platform.platform(),
        "processor": platform.processor() or platform.machine(),
        "cores": psutil.cpu_count(logical=False),
        "memory_gb": round(psutil.virtual_memory().total / 1e9, 1),
        "python": platform.python_version(),
    }


def lines(path: Path) -> list[str]:
    """The lines of a text file that are not blank. UsageError if it cannot be read or holds none."""
    try:
        found = [line.strip() for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            f"{path} cannot be read as UTF-8 text: {error}. Name a file with a question a line."
        ) from error
    if not found:
        raise UsageError(f"{path} holds no questions; expected one a line.")
    return found


def _git(folder: Path, *words: str) -> str | None:
    try:
        done = subprocess.run(
            ["git", "-C", str(folder), *words], capture_output=True, text=True, check=True, timeout=10
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.strip()
