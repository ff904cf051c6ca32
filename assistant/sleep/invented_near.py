"""Questions that come close to what a life tells and are not answered by it."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from assistant.memory.wording import content_stems
from assistant.sleep.invented_making import NAMES, Invented, drawn
from assistant.sleep.invented_notation import Ask, Relation, relation_of, relations, slots
from assistant.sleep.invented_text import bare, filled, styled

_KIN = frozenset(
    content_stems(
        """sister brother mother father parents son daughter aunt uncle niece nephew cousin wife husband boss neighbour
        flatmate grandmother grandfather"""
    )
)
_TRIES = 12


def other_subject(item: Invented, life: Sequence[Invented], rng: Random) -> str:
    """The item's question about somebody or something that the life never names; "" if none was found."""
    relation = _relation(item)
    told = _stems(life)
    for _ in range(_TRIES):
        values = drawn(relation, rng, {})
        ask = rng.choice(relation.asks)
        subject = set(relation.subject) - {ask.slot}
        if any(set(content_stems(bare(values[slot]))) & told for slot in subject):
            continue
        question = _question(ask, subject, values, rng)
        if question:
            return question
    return ""


def other_attribute(item: Invented, life: Sequence[Invented], rng: Random) -> str:
    """A question about the item's subject that nothing in the life tells; "" if none was found."""
    if not item.subject or not _relation(item).common:
        return ""
    main = item.subject[0]
    by_id = relation_of()
    known = frozenset(tag for other in life if bare(main[1]) in _about(other) for tag in by_id[other.relation].tags)
    # The tags of the rarer relations do not say what else they tell about somebody.
    options = [
        relation
        for relation in relations()
        if relation.common and relation.subject[:1] == main[:1] and not relation.tags & known
    ]
    for relation in rng.sample(options, len(options)):
        ask = rng.choice(relation.asks)
        if ask.slot in NAMES or ask.slot in relation.subject:
            continue
        subject = dict(item.subject)
        question = _question(ask, set(subject), subject, rng)
        if question:
            return question
    return ""


def somebody_else(item: Invented, life: Sequence[Invented], rng: Random) -> str:
    """A question written down as near to the item, unless it is about a relative whom the life names; "" if none is."""
    relation, values = _relation(item), dict(item.subject)
    told = set() if not relation.common else _KIN & _stems(life)
    others = [
        text
        for ask in relation.asks
        for text in ask.others
        if set(slots(text)) <= set(values) and not set(content_stems(text)) & told
    ]
    return filled(rng.choice(others), values) if others else ""


def stranger(rng: Random, taken: frozenset[str]) -> str:
    """A question about somebody whose name is in no stem of `taken`."""
    relation = relation_of()["person_town"]
    while True:
        values = drawn(relation, rng, {})
        question = rng.choice(("Where does {name} {name2} live?", "Do you know where {name} {name2} lives?"))
        values["name2"] = _made_up(rng)
        if values["name2"].lower() not in taken:
            return filled(question, values)


def _made_up(rng: Random) -> str:
    return "".join(rng.choice("bdgklmnprstvz") + rng.choice("aeiou") for _ in range(4)).capitalize()


def _question(ask: Ask, allowed: set[str], values: dict[str, str], rng: Random) -> str:
    """One question that names the subject and nothing beyond it; "" if the relation has none."""
    direct, clauses, terse = (
        [filled(text, values, start=False) for text in texts if slots(text) and set(slots(text)) <= allowed]
        for texts in (ask.direct, ask.clauses, ask.terse)
    )
    questions = styled(direct, clauses, terse, (), rng)
    return rng.choice(questions) if questions else ""


def _relation(item: Invented) -> Relation:
    return relation_of()[item.relation]


def _about(item: Invented) -> frozenset[str]:
    return frozenset(bare(value) for _, value in item.subject)


def _stems(life: Sequence[Invented]) -> frozenset[str]:
    return frozenset(stem for item in life for stem in content_stems(item.statement))
