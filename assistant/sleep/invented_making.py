"""How one invented statement is made out of a relation: values drawn, wordings chosen, questions and answers filled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from assistant.memory.wording import content_stems
from assistant.sleep.invented_notation import Ask, Relation, slots
from assistant.sleep.invented_text import bare, filled, gender, spoken, styled
from assistant.sleep.invented_values import draw

FEWEST_QUESTIONS = 4
NAMES = ("name", "petname")
_PEOPLE = frozenset({"person", "elder", "friend", "child", "partner"})


@dataclass(frozen=True, slots=True)
class Invented:
    """One invented statement with questions about one thing in it. `answers[i]` replies to `questions[i]`.

    `span` stands verbatim in the statement and in every answer and in no question. `topic`: stems of what it is about.
    """

    statement: str
    topic: frozenset[str]
    questions: tuple[str, ...]
    answers: tuple[str, ...]
    span: str
    relation: str
    subject: tuple[tuple[str, str], ...]
    """Slot and value of whom or what it is about; a person's value ends in `:f` or `:m`."""


def kind_of(slot: str) -> str:
    """The kind of value that a slot takes: `town2` takes a town."""
    return slot if slot == "vehicle2" else slot.rstrip("0123456789")


def drawn(relation: Relation, rng: Random, known: Mapping[str, str]) -> dict[str, str]:
    """Values for every slot of the relation, those in `known` kept, different ones for slots of one kind."""
    wanted = dict.fromkeys((*relation.subject, *(slot for text in all_templates(relation) for slot in slots(text))))
    values: dict[str, str] = {}
    for slot in sorted(wanted, key=lambda slot: slot not in _PEOPLE):
        values[slot] = known[slot] if slot in known else fresh(relation, slot, values, rng)
    return values


def fresh(relation: Relation, slot: str, values: Mapping[str, str], rng: Random) -> str:
    """A value for this slot that none of the others has."""
    own = relation.values.get(slot)
    while True:
        value = rng.choice(own) if own else draw(kind_of(slot), rng, gender(values))
        if slot in _PEOPLE and value[-2:] not in (":f", ":m"):
            value += rng.choice((":f", ":m"))
        if value not in values.values():
            return value


def all_templates(relation: Relation) -> list[str]:
    """Every statement and update of the relation."""
    return [*relation.statements, *(text for ask in relation.asks for text in ask.updates)]


def made(relation: Relation, rng: Random, known: Mapping[str, str]) -> Invented:
    """A statement of this relation; `known` values are kept."""
    while True:
        ask = rng.choice(relation.asks)
        template = rng.choice([text for text in relation.statements if ask.slot in slots(text)])
        values = drawn(relation, rng, known)
        item = worded(relation, ask, template, values, slots(template), rng)
        # A value at the beginning of a sentence has its capital there.
        if item.span in item.statement and len(item.questions) >= FEWEST_QUESTIONS:
            return item


def worded(
    relation: Relation, ask: Ask, template: str, values: Mapping[str, str], shown: tuple[str, ...], rng: Random
) -> Invented:
    """The statement with questions and answers that use only slots in `shown` and never give the answer away."""
    span = bare(values[ask.slot])

    def fitting(texts: tuple[str, ...], *, start: bool) -> list[str]:
        return [filled(text, values, start=start) for text in texts if set(slots(text)) <= set(shown)]

    direct, clauses, terse, oblique = (
        [text for text in fitting(texts, start=False) if span.lower() not in text.lower()]
        for texts in (ask.direct, ask.clauses, ask.terse, ask.oblique)
    )
    questions = styled(direct, clauses, terse, oblique, rng)
    answers = fitting(ask.answers, start=True)
    about = [bare(values[slot]) for slot in relation.subject if slot != ask.slot]
    return Invented(
        statement=filled(template, values) if template.startswith("{") else spoken(filled(template, values), rng),
        topic=frozenset(content_stems(" ".join([relation.topic, *about]))),
        questions=questions,
        answers=tuple(rng.choice(answers) for _ in questions),
        span=span,
        relation=relation.id,
        subject=tuple((slot, values[slot]) for slot in relation.subject),
    )
