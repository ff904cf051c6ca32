"""What is known of an expert: `expert.json`, written last, so that its presence means the folder is complete."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from enum import StrEnum
from itertools import accumulate
from typing import Any

from assistant.errors import ExpertError

VERSION = 1
BESIDE_NOTES = 0.3
"""At its full scale, a core with the lessons of a single night refuses what notes in unfamiliar words say
(docs/results.md)."""
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
_REQUIRED = ("id", "level", "created", "base_sha256", "base_name", "rank", "alpha", "target_modules", "memory_ids")


class Level(StrEnum):
    """How often an expert is rewritten."""

    DAY = "day"
    TOPIC = "topic"
    CORE = "core"


class ExpertState(StrEnum):
    """What the verdict said of it. Which experts chat may mount is the active set's business."""

    CANDIDATE = "candidate"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class RankSlice:
    """Ranks of an expert that were trained together while the others were frozen, and the memories they learnt."""

    rank: int
    memory_ids: tuple[int, ...]
    replayed: tuple[int, ...] = ()
    """Memories that it saw beside them: of the other slices, so as not to drown them out, or as notes in prompts."""


@dataclass(frozen=True, slots=True)
class Expert:
    """One adapter that the product manages. `created` is UTC seconds since the epoch."""

    id: str
    level: Level
    created: float
    base_sha256: str
    """Digest of the GGUF it was trained on: it fits no other."""
    base_name: str
    rank: int
    alpha: float
    target_modules: tuple[str, ...]
    memory_ids: tuple[int, ...]
    """The memories it was trained on."""
    sleep_id: int | None = None
    parent: str | None = None
    """The expert it continues, if any."""
    slices: tuple[RankSlice, ...] = ()
    """In the order of its ranks; empty: all of it is one slice."""
    beside_notes: float = BESIDE_NOTES
    """Scale at which a core is mounted beside notes."""
    without_notes: float = 1.0
    """Scale at which it is mounted where there are none."""
    denies_from: float | None = None
    """Log-probability of its refusal beside one note, nats, from which on the note does not answer the question.
    None: it was not taught long enough to be asked."""
    rate_share: float = 1.0
    """Of a core: the share of the recipe's learning rates that its base model takes, for the nights after it."""
    recites: bool = False
    """Whether it was taught to say the very notes, for a core to read them."""
    state: ExpertState = ExpertState.CANDIDATE
    scores: Mapping[str, float] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    """File name to sha256, filled in when the folder is completed."""

    @property
    def reads_notes(self) -> bool:
        """Whether it is a core that reads a note better than the expert that learnt it: one that was taught as long as
        denying takes (docs/results.md)."""
        return self.denies_from is not None


def id_of_night(level: str, sleep_id: int) -> str:
    """The id of the expert that a night of this level makes first of all; what it rebuilds gets a number more."""
    return f"{level}-{sleep_id:05d}"


def check_id(expert_id: str) -> str:
    """The id, if it can name a folder. Raises: ExpertError."""
    if not _NAME.fullmatch(expert_id):
        raise ExpertError(
            f"{expert_id!r} is no expert id: expected lower-case letters, digits, dots, hyphens and underscores. "
            "See the ids with: reverie expert list"
        )
    return expert_id


def to_json(expert: Expert) -> str:
    """The text of `expert.json`."""
    return json.dumps({"version": VERSION, **asdict(expert)}, ensure_ascii=False, indent=2) + "\n"


def from_json(text: str, source: str) -> Expert:
    """The expert that `to_json` wrote; fields this version does not know are left out.

    Raises: ExpertError, naming `source` and every fault.
    """
    table = parse_object(text, source)
    missing = [name for name in _REQUIRED if name not in table]
    if missing:
        raise ExpertError(f"{source} lacks {', '.join(missing)}. Delete its folder, or restore it from a backup.")
    try:
        return _expert(table)
    except (TypeError, ValueError, AttributeError, KeyError, OverflowError, OSError) as error:
        raise ExpertError(
            f"{source} has a value of the wrong kind: {error}. Delete its folder, or restore it from a backup."
        ) from error


def parse_object(text: str, source: str) -> dict[str, Any]:
    """The JSON object in `text`. Raises: ExpertError."""
    try:
        table = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ExpertError(f"{source} is not valid JSON: {error}. Restore it from a backup, or delete it.") from error
    if not isinstance(table, dict):
        raise ExpertError(f"{source} holds {type(table).__name__}, expected a JSON object. Restore or delete it.")
    return table


def slices_of(expert: Expert) -> tuple[RankSlice, ...]:
    """The slices of an expert, at least one."""
    return expert.slices or (RankSlice(expert.rank, expert.memory_ids),)


def rank_ranges(expert: Expert, kept: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """Where the slices of these numbers lie among the expert's ranks, as (start, end)."""
    ends = list(accumulate(part.rank for part in slices_of(expert)))
    return tuple((ends[number] - slices_of(expert)[number].rank, ends[number]) for number in kept)


def _numbers(values: Sequence[Any]) -> tuple[int, ...]:
    return tuple(int(number) for number in values)


def _time(value: Any) -> float:
    """Seconds since the epoch, of a time that calendars know. Raises: ValueError, OverflowError, OSError."""
    seconds = float(value)
    datetime.fromtimestamp(seconds).astimezone()
    return seconds


def _expert(table: dict[str, Any]) -> Expert:
    sleep_id, parent = table.get("sleep_id"), table.get("parent")
    return Expert(
        id=check_id(str(table["id"])),
        level=Level(table["level"]),
        created=_time(table["created"]),
        base_sha256=str(table["base_sha256"]),
        base_name=str(table["base_name"]),
        rank=int(table["rank"]),
        alpha=float(table["alpha"]),
        target_modules=tuple(str(name) for name in table["target_modules"]),
        memory_ids=_numbers(table["memory_ids"]),
        sleep_id=None if sleep_id is None else int(sleep_id),
        parent=None if parent is None else check_id(str(parent)),
        slices=tuple(
            RankSlice(int(part["rank"]), _numbers(part["memory_ids"]), _numbers(part.get("replayed", ())))
            for part in table.get("slices", ())
        ),
        beside_notes=float(table.get("beside_notes", BESIDE_NOTES)),
        without_notes=float(table.get("without_notes", 1.0)),
        denies_from=None if table.get("denies_from") is None else float(table["denies_from"]),
        rate_share=float(table.get("rate_share", 1.0)),
        recites=bool(table.get("recites", False)),
        state=ExpertState(table.get("state", ExpertState.CANDIDATE)),
        scores={str(name): float(value) for name, value in table.get("scores", {}).items()},
        files={str(name): str(value) for name, value in table.get("files", {}).items()},
    )
