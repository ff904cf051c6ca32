"""What a judging life consists of, and its file: one JSON object a line."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.errors import UsageError

_KEYS = frozenset({"statement", "kind", "night", "until", "probes"})
_PROBE_KEYS = frozenset({"question", "expected", "forbidden"})


@dataclass(frozen=True, slots=True)
class Probe:
    """A question for judging only: a reply is right if it contains an expected string and none that is forbidden."""

    question: str
    expected: tuple[str, ...]
    forbidden: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement of the user with its probes. `night`: the first night after it was told, from 1; `until`: the
    last night on which it holds. None: from the start, to the end.
    """

    statement: str
    probes: tuple[Probe, ...]
    kind: str = "fact"
    night: int | None = None
    until: int | None = None


def write_facts(path: Path, facts: Sequence[Fact]) -> None:
    """Write the facts as JSON lines, replacing the file. OSError if the disk refuses."""
    path.write_text("".join(json.dumps(_record(fact), ensure_ascii=False) + "\n" for fact in facts), encoding="utf-8")


def read_facts(path: Path) -> list[Fact]:
    """The facts of a JSONL file; blank lines are skipped. UsageError names the line that cannot be meant."""
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror or error}. Name a file of facts.") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} is not UTF-8 text (byte {error.start}). Save it as UTF-8.") from error
    facts = [_fact(line, f"{path}, line {number}") for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    if not facts:
        raise UsageError(f"{path} holds no facts; expected one JSON object a line.")
    return facts


def _record(fact: Fact) -> dict[str, Any]:
    record: dict[str, Any] = {"statement": fact.statement, "kind": fact.kind}
    record |= {key: value for key, value in (("night", fact.night), ("until", fact.until)) if value is not None}
    record["probes"] = [
        {"question": probe.question, "expected": list(probe.expected), "forbidden": list(probe.forbidden)}
        for probe in fact.probes
    ]
    return record


def _fact(line: str, where: str) -> Fact:
    try:
        record = json.loads(line)
    except ValueError as error:
        raise UsageError(f"{where}: found no JSON ({error}); expected one object a line.") from error
    _check_keys(record, _KEYS, {"statement", "probes"}, where)
    night, until = (_night(record, key, where) for key in ("night", "until"))
    if until is not None and until < (night or 1):
        raise UsageError(
            f'{where}: found "until" {until} before "night" {night or 1}; expected the same or a later night.'
        )
    if not isinstance(record["probes"], list) or not record["probes"]:
        raise UsageError(
            f'{where}: found {_found(record["probes"])} as "probes"; expected a list with at least one probe.'
        )
    probes = tuple(_probe(probe, f"{where}, probe {number}") for number, probe in enumerate(record["probes"], 1))
    return Fact(
        _text(record, "statement", where), probes, _text({"kind": "fact"} | record, "kind", where), night, until
    )


def _probe(record: Any, where: str) -> Probe:
    _check_keys(record, _PROBE_KEYS, {"question", "expected"}, where)
    expected = _texts(record, "expected", where)
    if not expected:
        raise UsageError(f'{where}: found an empty "expected"; expected at least one string.')
    return Probe(_text(record, "question", where), expected, _texts({"forbidden": []} | record, "forbidden", where))


def _check_keys(record: Any, allowed: frozenset[str], needed: set[str], where: str) -> None:
    if not isinstance(record, dict):
        raise UsageError(f"{where}: found {_found(record)}; expected an object with {_listed(needed)}.")
    if needed - record.keys():
        raise UsageError(f"{where}: found no {_listed(needed - record.keys())}; expected {_listed(needed)}.")
    if record.keys() - allowed:
        raise UsageError(f"{where}: found {_listed(record.keys() - allowed)}; expected only {_listed(allowed)}.")


def _text(record: dict[str, Any], key: str, where: str) -> str:
    value = record[key]
    if not isinstance(value, str) or not value.strip():
        raise UsageError(f'{where}: found {_found(value)} as "{key}"; expected text.')
    return value


def _texts(record: dict[str, Any], key: str, where: str) -> tuple[str, ...]:
    value = record[key]
    if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
        raise UsageError(f'{where}: found {_found(value)} as "{key}"; expected a list of strings.')
    return tuple(value)


def _night(record: dict[str, Any], key: str, where: str) -> int | None:
    value = record.get(key)
    if value is not None and (not isinstance(value, int) or isinstance(value, bool) or value < 1):
        raise UsageError(f'{where}: found {_found(value)} as "{key}"; expected a whole number from 1.')
    return value


def _found(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else f"{text[:57]}..."


def _listed(keys: Any) -> str:
    return ", ".join(f'"{key}"' for key in sorted(keys))
