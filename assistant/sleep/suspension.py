"""Was the machine suspended, or started, since somebody looked last? Each look is kept for a timer's next process.

The monotonic clock stands still while a machine is suspended and begins at its start; the wall clock does neither.
"""

from __future__ import annotations

from pathlib import Path

import psutil

from assistant.memory.records import Look

SUSPENDED_SECONDS = 90.0
"""Wall time that passed beside the monotonic clock: the machine was suspended, or its clock was set."""
_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


def boot_id() -> str:
    """Tells this start of the machine from the one before."""
    try:
        return _BOOT_ID.read_text(encoding="ascii").strip()
    except OSError:
        return f"{psutil.boot_time():.0f}"


def look(before: Look | None, wall: float, steady: float, boot: str) -> Look:
    """The look taken now. It knows since when the machine is awake, where this look or one before found that out."""
    if before is None:
        return Look(wall, steady, boot, None)
    if before.boot != boot:
        return Look(wall, steady, boot, 0.0)
    beside = (wall - before.wall) - (steady - before.steady)
    return Look(wall, steady, boot, steady if beside > SUSPENDED_SECONDS else before.woke)


def newest(kept: Look | None, own: Look | None, boot: str) -> Look | None:
    """The later of the look that any process kept and the one that this process took."""
    known = [one for one in (kept, own) if one is not None]
    return max(known, key=lambda one: (one.boot == boot, one.steady), default=None)
