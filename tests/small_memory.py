"""A group of processes that may have only so much memory together: the kernel kills the one that takes more."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

GROUPS = Path("/sys/fs/cgroup")
_LIMITS = {"memory.max": "memory.events", "memory.limit_in_bytes": "memory.oom_control"}
"""File with the limit to file with the count of kills, of the second and the first version of control groups."""


@dataclass(frozen=True, slots=True)
class MemoryGroup:
    """`members` is the file to which a process writes its id to join; `outside` the one by which it leaves."""

    folder: Path
    outside: Path

    @property
    def members(self) -> Path:
        return self.folder / "cgroup.procs"

    def kills(self) -> int:
        """How often the kernel killed one of them because memory ran out."""
        said = "\n".join((self.folder / name).read_text() for name in _LIMITS.values() if (self.folder / name).exists())
        return int(re.search(r"^oom_kill (\d+)$", said, re.MULTILINE)[1])  # type: ignore[index]


@contextmanager
def memory_group(megabytes: int) -> Iterator[MemoryGroup]:
    """Such a group. Skips where none may be made: only root may, and not in every container."""
    for parent in _parents():
        folder = parent / f"reverie-test-{os.getpid()}"
        try:
            folder.mkdir()
        except OSError:
            continue
        try:
            if _limit(folder, megabytes):
                yield MemoryGroup(folder, parent / "cgroup.procs")
                return
        finally:
            folder.rmdir()
    pytest.skip("no group of processes with a limit of memory may be made here, so the kernel killed nobody")


def _parents() -> list[Path]:
    """Where a group with a limit may be possible."""
    own = [line.split(":", 2) for line in Path("/proc/self/cgroup").read_text().splitlines()]
    first = [GROUPS / "memory" / path.lstrip("/") for _, kinds, path in own if kinds == "memory"]
    return [*first, GROUPS]


def _limit(folder: Path, megabytes: int) -> bool:
    """Whether the kernel took the limit."""
    for name in _LIMITS:
        if (folder / name).exists():
            (folder / name).write_text(f"{megabytes}M")
            swap = folder / "memory.swap.max"
            if swap.exists():
                swap.write_text("0")
            return True
    return False
