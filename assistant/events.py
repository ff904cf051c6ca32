"""What a night tells its watchers, as frozen values and as JSON lines (worker -> supervisor -> screen)."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from typing import Any, ClassVar


@dataclass(frozen=True, slots=True)
class SleepStarted:
    """The night has begun; `phases` are all that it will go through, in order."""

    name: ClassVar[str] = "sleep_started"
    sleep_id: int
    phases: tuple[str, ...]
    memories: int


@dataclass(frozen=True, slots=True)
class PhaseStarted:
    """A phase has begun. `total` is the true number of units, 0 when it cannot be known."""

    name: ClassVar[str] = "phase_started"
    phase: str
    total: int


@dataclass(frozen=True, slots=True)
class PhaseProgress:
    """`done` of `total` units; `detail` is one short line, `value` a curve point (loss, recall) where there is one."""

    name: ClassVar[str] = "phase_progress"
    phase: str
    done: int
    total: int
    detail: str = ""
    value: float | None = None


@dataclass(frozen=True, slots=True)
class PhaseFinished:
    """A phase is over."""

    name: ClassVar[str] = "phase_finished"
    phase: str
    seconds: float


@dataclass(frozen=True, slots=True)
class DreamWritten:
    """The model wrote a dream; it was kept, or dropped for `reason`."""

    name: ClassVar[str] = "dream_written"
    memory_id: int
    strategy: str
    question: str
    answer: str
    kept: bool
    reason: str


@dataclass(frozen=True, slots=True)
class SleepFinished:
    """The night is over. `report` is the report's JSON."""

    name: ClassVar[str] = "sleep_finished"
    verdict: str
    reason: str
    report: dict[str, Any]


@dataclass(frozen=True, slots=True)
class SleepFailed:
    """The night broke off; `message` is worded for the user, `cannot` says that this machine lacks something."""

    name: ClassVar[str] = "sleep_failed"
    message: str
    cannot: bool = False


SleepEvent = SleepStarted | PhaseStarted | PhaseProgress | PhaseFinished | DreamWritten | SleepFinished | SleepFailed

_KINDS: dict[str, type[SleepEvent]] = {
    kind.name: kind
    for kind in (SleepStarted, PhaseStarted, PhaseProgress, PhaseFinished, DreamWritten, SleepFinished, SleepFailed)
}


def to_line(event: SleepEvent) -> str:
    """One JSON line, without the newline."""
    return json.dumps({"event": event.name, **asdict(event)}, ensure_ascii=False)


def from_line(line: str) -> SleepEvent:
    """The event of a line that `to_line` made. Raises: ValueError for anything else."""
    try:
        payload = json.loads(line)
        kind = _KINDS[payload.pop("event")]
        if not payload.keys() <= {field.name for field in fields(kind)}:
            raise KeyError("unknown field")
    except (ValueError, KeyError, AttributeError, TypeError, RecursionError) as error:
        raise ValueError(f"not a sleep event: {line[:80]!r}") from error
    if "phases" in payload:
        payload["phases"] = tuple(payload["phases"])
    return kind(**payload)
