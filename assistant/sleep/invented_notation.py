"""The notation in which relations are written, read once and checked.

    @ id | subject slots or - | tags | topic words
    s statements     v slot: values that are this relation's own
    = the slot that is asked about; the lines below belong to it
    u a later statement that changes it      n near misses that it does not answer    q direct questions
    e clauses that follow "Do you remember"  t questions in telegram style            a answers to the user
    o oblique questions: they come from a situation and use other words than the statements

Alternatives stand between bars. `{slot}` takes a value, `{a:slot}` puts its article before it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType

from assistant.sleep.invented_circle import CIRCLE
from assistant.sleep.invented_days import DAYS
from assistant.sleep.invented_family import FAMILY
from assistant.sleep.invented_home import HOME
from assistant.sleep.invented_household import HOUSEHOLD
from assistant.sleep.invented_kin import KIN
from assistant.sleep.invented_kin_more import KIN_MORE
from assistant.sleep.invented_money import MONEY
from assistant.sleep.invented_people import PEOPLE
from assistant.sleep.invented_pets import PETS
from assistant.sleep.invented_self import SELF
from assistant.sleep.invented_table import TABLE
from assistant.sleep.invented_table_more import TABLE_MORE
from assistant.sleep.invented_tastes import TASTES
from assistant.sleep.invented_travel import TRAVEL

_TEXTS = (
    *(PETS, PEOPLE, FAMILY, CIRCLE, HOME, HOUSEHOLD, SELF, TASTES, DAYS, TRAVEL, MONEY),
    *(KIN, KIN_MORE, TABLE, TABLE_MORE),
)
PRONOUNS = frozenset({"he", "him", "his"})
_SLOT = re.compile(r"\{(?:a:)?(\w+)\}")


@dataclass(frozen=True, slots=True)
class Ask:
    """Everything that is worded about one slot of a relation."""

    slot: str
    updates: tuple[str, ...]
    direct: tuple[str, ...]
    clauses: tuple[str, ...]
    terse: tuple[str, ...]
    answers: tuple[str, ...]
    others: tuple[str, ...]
    """Questions near to the statement, about somebody or something else, which it does not answer."""
    oblique: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Relation:
    """A kind of fact. `subject`: the slots that say whom it is about; `tags`: what it tells about them; `values`: what
    fills the slots that no other relation has.
    """

    id: str
    subject: tuple[str, ...]
    tags: frozenset[str]
    topic: str
    statements: tuple[str, ...]
    asks: tuple[Ask, ...]
    values: Mapping[str, tuple[str, ...]]
    common: bool
    """One of the things that most people tell; the others are rarer and no two of them are about one matter."""


def slots(template: str) -> tuple[str, ...]:
    """The slots of a template in order, pronouns left out, each once."""
    return tuple(dict.fromkeys(slot for slot in _SLOT.findall(template) if slot not in PRONOUNS))


@lru_cache(maxsize=1)
def relations() -> tuple[Relation, ...]:
    """All relations: those in the modules named above, and the rarer ones in the text files of `relations`."""
    rarer = sorted(
        (file for file in files("assistant.sleep").joinpath("relations").iterdir() if file.name.endswith(".txt")),
        key=lambda file: file.name,
    )
    texts = [(text, True) for text in _TEXTS] + [(file.read_text(encoding="utf-8"), False) for file in rarer]
    return tuple(_read(block, common=common) for text, common in texts for block in text.strip().split("\n\n"))


@lru_cache(maxsize=1)
def relation_of() -> Mapping[str, Relation]:
    """The relations by id."""
    return MappingProxyType({relation.id: relation for relation in relations()})


def _read(block: str, *, common: bool) -> Relation:
    head, *lines = block.splitlines()
    parts = [part.strip() for part in head.removeprefix("@").split("|")]
    name, subject, tags, topic = parts if len(parts) == 4 else (parts[0], parts[1], parts[0], parts[2])
    first, *asks = "\n".join(lines).split("\n= ")
    own = (line[2:].partition(":") for line in lines if line.startswith("v "))
    return Relation(
        id=name,
        subject=() if subject == "-" else tuple(subject.split()),
        tags=frozenset(tags.split()),
        topic=topic,
        statements=_alternatives(first, "s"),
        asks=tuple(_ask(part) for part in asks),
        values={slot.strip(): tuple(value.strip() for value in values.split(" | ")) for slot, _, values in own},
        common=common,
    )


def _ask(part: str) -> Ask:
    slot, _, rest = part.partition("\n")
    return Ask(slot.strip(), *(_alternatives(rest, letter) for letter in "uqetano"))


def _alternatives(text: str, letter: str) -> tuple[str, ...]:
    found = [line[2:] for line in text.splitlines() if line.startswith(f"{letter} ")]
    return tuple(option.strip() for line in found for option in line.split(" | "))
