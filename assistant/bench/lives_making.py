"""Judging facts made out of `lives_relations`: values drawn, wordings filled, expected strings in several spellings."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from random import Random
from types import MappingProxyType

from assistant.bench.lives_facts import Fact, Probe
from assistant.bench.lives_more import MORE_RELATIONS
from assistant.bench.lives_relations import RELATIONS
from assistant.bench.lives_values import VALUES

_SLOT = re.compile(r"\{(a:)?(\w+)\}")
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ONES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October")
_LEADING = re.compile(r"^(on|at|in|after|before|during|when) (the |my )?|^(my|our|the|an|a) ")
_PREPOSITIONS = re.compile(r"^(inside|underneath|on|behind|in|beneath|at the back of|among) (the )?")


@dataclass(frozen=True, slots=True)
class Relation:
    """One kind of fact: `subject` is the slot that says whom it is about ("" for the speaker), `asked` its answer."""

    number: int
    kind: str
    subject: str
    asked: str
    statements: tuple[str, ...]
    updates: tuple[str, ...]
    questions: tuple[tuple[str, str], ...]
    """Three questions, each with the slot it asks for."""


@lru_cache(maxsize=1)
def relations() -> tuple[Relation, ...]:
    """All relations."""
    blocks = [*RELATIONS.strip().split("\n\n"), *MORE_RELATIONS.strip().split("\n\n")]
    return tuple(_read(number, block) for number, block in enumerate(blocks))


@lru_cache(maxsize=1)
def lists() -> Mapping[str, tuple[str, ...]]:
    """Every list of values by its slot."""
    lines = VALUES.strip().replace("\n|", " |").splitlines()
    split = (line.partition(":") for line in lines)
    return MappingProxyType({kind: tuple(item.strip() for item in items.split(" | ")) for kind, _, items in split})


def slots(template: str) -> list[str]:
    """The slots of a template in order."""
    return [match[2] for match in _SLOT.finditer(template)]


def draw(slot: str, rng: Random) -> str:
    """A value for this slot."""
    made = _MADE.get(slot)
    return made(rng) if made else rng.choice(lists()[slot])


def filled(template: str, values: Mapping[str, str]) -> str:
    """The template with its slots filled and a capital at its start."""

    def put(match: re.Match[str]) -> str:
        value = values[match[2]]
        return f"{'an' if value[0] in 'aeiou' else 'a'} {value}" if match[1] else value

    text = _SLOT.sub(put, template)
    return text[:1].upper() + text[1:]


def fact(relation: Relation, statement: str, values: Mapping[str, str], forbidden: tuple[str, ...] = ()) -> Fact:
    """The fact with these values; `forbidden` goes to the probes that ask for what the relation is about."""
    probes = tuple(
        Probe(filled(text, values), spellings(slot, values), forbidden if slot == relation.asked else ())
        for text, slot in relation.questions
    )
    return Fact(filled(statement, values), probes, relation.kind)


def spellings(slot: str, values: Mapping[str, str]) -> tuple[str, ...]:
    """How a right reply may spell the value; articles and case need no spelling of their own."""
    value = values[slot]
    match slot:
        case "day":
            found = _day_spellings(value)
        case "clock":
            found = _clock_spellings(value)
        case "years":
            found = [value, _number_word(int(value))]
        case "tablets":
            number = _ONES.index(value)
            found = [value, f"{number} tablet", f"{number} {values['pill']}"]
        case "sum":
            found = [value.split()[0]]
        case "person":
            found = [value, *value.split()]
        case "nook":
            found = [_PREPOSITIONS.sub("", value)]
        case "remedy":
            found = [value.split(" ", 1)[1]]
        case _:
            bare = _LEADING.sub("", value)
            found = [bare, bare.removesuffix("s")] if " " not in bare and bare.islower() else [bare]
    plain = [text.replace("é", "e") for text in found]
    return tuple(dict.fromkeys([*found, *plain]))


def _read(number: int, block: str) -> Relation:
    head, *lines = block.splitlines()
    kind, subject, asked = (part.strip() for part in head.removeprefix("@").split("|"))
    questions = [line[2:].partition(" => ") for line in lines if line[0] in "dpi"]
    return Relation(
        number,
        kind,
        "" if subject == "-" else subject,
        asked,
        tuple(text for line in lines if line.startswith("s ") for text in line[2:].split(" | ")),
        tuple(text for line in lines if line.startswith("u ") for text in line[2:].split(" | ")),
        tuple((text, slot or asked) for text, _, slot in questions),
    )


def _number_word(number: int) -> str:
    if number < len(_ONES):
        return _ONES[number]
    tens, ones = divmod(number, 10)
    return _TENS[tens - 2] + (f"-{_ONES[ones]}" if ones else "")


def _day_spellings(value: str) -> list[str]:
    day, month = value.split()
    nth = f"{day}{'th' if 10 < int(day) < 14 else {1: 'st', 2: 'nd', 3: 'rd'}.get(int(day) % 10, 'th')}"
    return [value, f"{month} {day}", f"{nth} of {month}", f"{nth} {month}", f"{month} {nth}"]


def _clock_spellings(value: str) -> list[str]:
    hour, minute = value.split(":")
    spoken = {"15": "quarter past {h}", "30": "half past {h}", "45": "quarter to {n}"}.get(minute, "")
    now, later = _ONES[(int(hour) - 1) % 12 + 1], _ONES[int(hour) % 12 + 1]
    return [value, value.replace(":", "."), *([spoken.format(h=now, n=later)] if spoken else [])]


def _between(low: int, high: int, step: int = 1) -> Callable[[Random], str]:
    return lambda rng: str(rng.randrange(low, high, step))


def _person(rng: Random) -> str:
    return f"{rng.choice(lists()['firstname'])} {rng.choice(lists()['lastname'])}"


_MADE: Mapping[str, Callable[[Random], str]] = MappingProxyType(
    {
        "day": lambda rng: f"{rng.randrange(1, 29)} {rng.choice(_MONTHS)}",
        "clock": lambda rng: f"{rng.randrange(6, 22)}:{rng.choice(('10', '15', '25', '30', '35', '45', '55'))}",
        "digits": lambda rng: "".join(rng.choice("0123456789") for _ in range(5)),
        "sum": lambda rng: f"{rng.randrange(12, 980)} {rng.choice(('crowns', 'euros', 'pounds', 'dollars'))}",
        "annum": _between(1981, 2024),
        "badge": lambda rng: f"{rng.choice('QYUIOEA')}-{rng.randrange(10000, 99999)}",
        "length": _between(32, 398),
        "tablets": lambda rng: _ONES[rng.randrange(2, 10)],
        "route": lambda rng: f"{rng.choice('QYUIOEA')}{rng.randrange(10, 99)}",
        "roomno": _between(101, 899),
        "years": _between(21, 90),
        "litres": _between(21, 995),
        "person": _person,
    }
)
