"""Invented lives: statements nobody made, questions about them and answers, from which a model learns to use notes.

Names, numbers and places are so many that an answer can only be copied from the note. Everything is drawn from
the `random.Random` that is passed in; nothing here is ever about the user.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import accumulate
from random import Random

from assistant.memory.wording import content_stems
from assistant.sleep.invented_making import FEWEST_QUESTIONS, NAMES, Invented, drawn, fresh, made, worded
from assistant.sleep.invented_near import other_attribute, other_subject, somebody_else, stranger
from assistant.sleep.invented_notation import Relation, relation_of, relations, slots
from assistant.sleep.invented_text import bare, dated

__all__ = ["Invented", "alike", "conflicting", "invent", "invent_life", "near_miss", "never_told"]

"""The one wording that is taught: a small model learns it sooner than many."""

_COMMON = 3
"""How much oftener than a rarer one a common relation is drawn."""
_SAME_SUBJECT = 0.35
_DATED = 1 / 3
_TRIES = 60
_TIME_SLOTS = frozenset({"year", "date", "lateryear", "monthyear", "month"})
_GENERIC = frozenset(
    content_stems(
        """name named called call number kind type sort day date time year month week town city country place street go
        get take need put like want best long much many old first last thing person people way keep make work look"""
    )
)
"""Stems that most questions hold; sharing one of them says nothing about the topic."""


def invent(rng: Random) -> Invented:
    """One statement of a random relation."""
    return made(_drawn(rng), rng, {})


def invent_life(rng: Random, n: int) -> list[Invented]:
    """`n` statements of different relations about one life. Whoever comes up twice keeps the name.

    About a third are about somebody who already has a statement: the right note must be told from its neighbour.
    ValueError if there are fewer than `n` relations.
    """
    if not 0 <= n <= len(relations()):
        raise ValueError(f"A life of {n} statements was asked for; from 0 to {len(relations())} can be made.")
    life: list[Invented] = []
    cast: dict[str, dict[str, str]] = {}
    told: dict[str, frozenset[str]] = {}
    pool = sorted(relations(), key=lambda relation: rng.random() ** (1 / _weight(relation)))
    while len(life) < n:
        relation, known = _next(pool, life, cast, told, rng)
        pool.remove(relation)
        item, values = _with_values(relation, rng, known)
        life.append(item)
        for _, value in item.subject[:1]:
            told[bare(value)] = told.get(bare(value), frozenset()) | relation.tags
            cast.setdefault(bare(value), {}).update(values)
    return life


def alike(rng: Random, n: int) -> list[Invented]:
    """`n` statements of one sort about different ones; the first has only questions that tell it apart.

    Such a question names somebody or something that stands in the first statement and in none of the others.
    """
    relation = rng.choice([relation for relation in relations() if relation.subject])
    while True:
        first, *others = (made(relation, rng, {}) for _ in range(n))
        subject = {bare(value) for _, value in first.subject} - {first.span}
        own = [value for value in subject if not any(value in other.statement for other in others)]
        clash = any(first.span in other.statement for other in others)
        asked = [index for index, text in enumerate(first.questions) if any(value in text for value in own)]
        if asked and not clash:
            questions = tuple(first.questions[index] for index in asked)
            return [replace(first, questions=questions, answers=tuple(first.answers[i] for i in asked)), *others]
        relation = rng.choice([relation for relation in relations() if relation.subject])


def conflicting(rng: Random) -> tuple[Invented, Invented]:
    """An older and a newer statement of one thing; both carry the same questions, answered from their own value.

    A third of the pairs are notes with dates before them, the newer one's later.
    """
    while True:
        relation = _drawn(rng)
        ask = rng.choice(relation.asks)
        if not ask.updates or ask.slot in relation.subject:
            continue
        old = rng.choice([text for text in relation.statements if ask.slot in slots(text)])
        by_date = rng.random() < _DATED and not _TIME_SLOTS & set(slots(old))
        new = old if by_date else rng.choice(ask.updates)
        values = drawn(relation, rng, {})
        changed = {**values, ask.slot: fresh(relation, ask.slot, values, rng)}
        shared = tuple(slot for slot in slots(old) if slot in slots(new))
        seed = rng.getrandbits(32)
        first = worded(relation, ask, old, values, shared, Random(seed))
        second = worded(relation, ask, new, changed, shared, Random(seed))
        if first.questions != second.questions or len(first.questions) < FEWEST_QUESTIONS:
            continue
        if first.span.lower() in second.statement.lower():
            continue
        if first.span not in first.statement or second.span not in second.statement:
            continue
        if not by_date:
            return first, second
        earlier, later = dated(first.statement, second.statement, rng)
        return replace(first, statement=earlier), replace(second, statement=later)


def never_told(rng: Random, avoid: Collection[str]) -> str:
    """A question whose topic and words share no stem with `avoid` (stems as `wording.content_stems` gives them)."""
    taken = frozenset(avoid)
    for _ in range(_TRIES):
        item = invent(rng)
        question = rng.choice(item.questions)
        if not ((item.topic | frozenset(content_stems(question))) - _GENERIC) & taken:
            return question
    return stranger(rng, taken)


def near_miss(rng: Random, life: Sequence[Invented]) -> str:
    """A question close to the notes of this life that none of them answers: about the cat where only the dog was
    told of, or about the dog's age where only its name was. A question far from them all if there is none.
    """
    for item in rng.sample(life, len(life)):
        ways = [other_subject, other_subject, other_attribute, somebody_else]
        rng.shuffle(ways)
        for way in ways:
            question = way(item, life, rng)
            if question:
                return question
    return never_told(rng, {stem for item in life for stem in content_stems(item.statement)})


def _weight(relation: Relation) -> int:
    return _COMMON if relation.common else 1


def _drawn(rng: Random) -> Relation:
    return rng.choices(relations(), cum_weights=_cumulative())[0]


@lru_cache(maxsize=1)
def _cumulative() -> list[int]:
    return [*accumulate(map(_weight, relations()))]


def _next(
    pool: Sequence[Relation],
    life: Sequence[Invented],
    cast: dict[str, dict[str, str]],
    told: dict[str, frozenset[str]],
    rng: Random,
) -> tuple[Relation, dict[str, str]]:
    """The next relation of a life and the values it must keep."""
    if rng.random() < _SAME_SUBJECT:
        subjects = [item.subject[0] for item in life if item.subject and relation_of()[item.relation].common]
        for slot, value in rng.sample(subjects, len(subjects)):
            for relation in pool:
                if relation.common and relation.subject[:1] == (slot,) and not relation.tags & told[bare(value)]:
                    return relation, _kept(slot, value, cast)
    relation = pool[-1]
    if not relation.subject:
        return relation, {}
    slot = relation.subject[0]
    for _ in range(_TRIES):
        value = fresh(relation, slot, {}, rng)
        if not relation.tags & told.get(bare(value), frozenset()):
            return relation, _kept(slot, value, cast)
    return relation, {}


def _kept(slot: str, value: str, cast: dict[str, dict[str, str]]) -> dict[str, str]:
    """The subject, with the gender and name it already has."""
    known = cast.get(bare(value), {})
    return {slot: known.get(slot, value)} | {name: known[name] for name in NAMES if name in known}


def _with_values(relation: Relation, rng: Random, known: dict[str, str]) -> tuple[Invented, dict[str, str]]:
    values = drawn(relation, rng, known)
    keep = {slot: values[slot] for slot in values if slot in (*relation.subject, *NAMES)}
    return made(relation, rng, keep), keep
