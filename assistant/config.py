"""Settings: defaults, then `config.toml`, then command-line flags. Unknown keys are refused by name."""

from __future__ import annotations

import difflib
import re
import tomllib
from dataclasses import dataclass, field, fields, is_dataclass, replace
from pathlib import Path
from typing import Any

from assistant.errors import ConfigError

_HOURS = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)\s*-\s*([01]?\d|2[0-3]):([0-5]\d)")


@dataclass(frozen=True, slots=True)
class ChatSettings:
    """How replies are made. None: what the model's catalogue entry or its GGUF metadata recommends."""

    temperature: float | None = None
    top_p: float | None = None
    repeat_penalty: float | None = None
    max_tokens: int = 512
    context: int = 4096
    threads: int | None = None
    system_prompt: str | None = None


@dataclass(frozen=True, slots=True)
class MemorySettings:
    """What is learned and what is recalled."""

    learn: bool = True
    retrieval: bool = True
    notes_at_most: int = 5


@dataclass(frozen=True, slots=True)
class SleepSettings:
    """When it may sleep, and for how long."""

    enabled: bool = True
    idle_minutes: int = 10
    budget_minutes: int = 60
    on_battery: bool = False
    quiet_hours: str = ""
    """Hours without a night, local time: `22:00-07:00`, several with commas between."""
    memories_at_least: int = 3
    """A night waits for this many new memories, or until one has waited for a day."""
    topic_after: int = 7
    """Active day experts that a sleep makes into a slice of a topic expert."""
    trainer: str = "auto"
    """`torch`, `mlx`, or `auto`: CUDA, else Apple's GPU, else the CPU."""


@dataclass(frozen=True, slots=True)
class InterfaceSettings:
    """How it looks."""

    theme: str = "reverie"


@dataclass(frozen=True, slots=True)
class Config:
    """All settings, one table of the file each."""

    model: str = "starter"
    chat: ChatSettings = field(default_factory=ChatSettings)
    memory: MemorySettings = field(default_factory=MemorySettings)
    sleep: SleepSettings = field(default_factory=SleepSettings)
    interface: InterfaceSettings = field(default_factory=InterfaceSettings)


def load_config(path: Path) -> Config:
    """Read the file; a missing one means the defaults.

    Raises: ConfigError, listing every fault at once.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Config()
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ConfigError(f"{path} is not valid TOML: {error}. Correct the file or remove it.") from error
    faults: list[str] = []
    config: Config = _fill(Config(), table, "", faults)
    try:
        parse_hours(config.sleep.quiet_hours)
    except ValueError as error:
        faults.append(f"sleep.quiet_hours {error}")
    if faults:
        raise ConfigError(f"{path}: " + "; ".join(faults))
    return config


def parse_hours(text: str) -> tuple[tuple[int, int], ...]:
    """Ranges of local time as minutes of the day, the end excluded; one may run over midnight. Raises: ValueError."""
    ranges = []
    for part in filter(None, (part.strip() for part in text.split(","))):
        found = _HOURS.fullmatch(part)
        if not found:
            raise ValueError(f"must be like 22:00-07:00, found {part!r}")
        start, end = (int(found[at]) * 60 + int(found[at + 1]) for at in (1, 3))
        if start == end:
            raise ValueError(f"must leave some of the day, found {part!r}")
        ranges.append((start, end))
    return tuple(ranges)


def _fill(settings: Any, table: dict[str, Any], prefix: str, faults: list[str]) -> Any:
    names = {item.name: item for item in fields(settings)}
    changes: dict[str, Any] = {}
    for key, value in table.items():
        if key not in names:
            near = difflib.get_close_matches(key, names, n=1)
            hint = f" (did you mean {near[0]}?)" if near else f" (known: {', '.join(names)})"
            faults.append(f"unknown key {prefix}{key}{hint}")
            continue
        current = getattr(settings, key)
        if is_dataclass(current):
            if isinstance(value, dict):
                changes[key] = _fill(current, value, f"{prefix}{key}.", faults)
            else:
                faults.append(f"{prefix}{key} must be a table, found {value!r}")
        elif _fits(value, str(names[key].type)):
            changes[key] = value
        else:
            faults.append(f"{prefix}{key} must be {names[key].type}, found {value!r}")
    return replace(settings, **changes)


def _fits(value: Any, annotation: str) -> bool:
    """Whether a TOML value may stand where the annotation says; an int may stand for a float."""
    allowed = [part.strip() for part in annotation.split("|")]
    if isinstance(value, bool):
        return "bool" in allowed
    kinds: dict[str, tuple[type, ...]] = {"int": (int,), "float": (int, float), "str": (str,)}
    return any(isinstance(value, kinds[name]) for name in allowed if name in kinds)
