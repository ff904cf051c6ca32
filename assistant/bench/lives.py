"""Lives for judging, made up from a seed: facts, three probes each in different styles, some of them changing.

They share neither wordings nor lists of values with `assistant.sleep.invented`, from which the product learns to read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from random import Random

from assistant.bench.lives_facts import Fact, Probe, read_facts, write_facts
from assistant.bench.lives_making import Relation, draw, fact, filled, lists, relations, slots, spellings
from assistant.errors import UsageError
from assistant.memory.wording import content_stems

__all__ = ["Fact", "Probe", "alike", "fate", "lives", "never_told", "plan", "read_facts", "write_facts"]

UPDATE = "update"
"""The kind of a fact that replaces an earlier one."""
_TRIES = 400


def lives(n: int, seed: int) -> list[Fact]:
    """`n` facts about one made-up user, no two of the same relation and subject. UsageError if there are too few."""
    return [item for item, _, _ in _made(n, Random(seed))]


def alike(n: int, seed: int, count: int) -> dict[str, list[str]]:
    """For the statements of `lives(n, seed)`: up to `count` others that say the same sort of thing of someone else.

    A statement about the user, of whom there is only one, has none and is left out.
    """
    rng = Random(seed + 1)
    found: dict[str, list[str]] = {}
    for item, relation, values in _made(n, Random(seed)):
        if not relation.subject:
            continue
        others = [subject for subject in lists()[relation.subject] if subject != values[relation.subject]]
        found[item.statement] = [
            filled(rng.choice(relation.statements), {**_others(relation, values, rng), relation.subject: subject})
            for subject in rng.sample(others, min(count, len(others)))
        ]
    return found


def _others(relation: Relation, values: Mapping[str, str], rng: Random) -> dict[str, str]:
    """A value for each slot, none of them the one given."""
    drawn = {slot: draw(slot, rng) for slot in _slots(relation)}
    while any(drawn[slot] == values[slot] for slot in drawn if slot != relation.subject):
        drawn = {slot: draw(slot, rng) for slot in _slots(relation)}
    return drawn


def plan(nights: int, per_night: int, updates: int, forgets: int, seed: int) -> list[Fact]:
    """Facts told over several nights, `per_night` new ones each, in the order in which they are told.

    `updates` of them are replaced on a later night by a fact of kind "update", told beside that night's new ones;
    `forgets` others are to be forgotten after their `until`, at the latest after the last night but one.
    UsageError if there are too few facts or nights for that.
    """
    rng = Random(seed)
    made = _made(nights * per_night, rng)
    facts = [replace(item, night=number // per_night + 1) for number, (item, _, _) in enumerate(made)]
    early = [number for number, item in enumerate(facts) if (item.night or 1) < nights]
    updatable = [number for number in early if made[number][1].updates]
    if updates > len(updatable) or forgets > len(early) - updates:
        raise UsageError(
            f"{updates} updates and {forgets} forgotten facts were asked for; {nights} nights of {per_night} facts "
            f"allow {len(updatable)} updates and {len(early)} changes in all. Ask for fewer, or for more nights."
        )
    changed = rng.sample(updatable, updates)
    forgotten = rng.sample([number for number in early if number not in changed], forgets)
    later: list[Fact] = []
    for number in changed:
        night = rng.randrange((facts[number].night or 1) + 1, nights + 1)
        later.append(replace(_updated(made[number], made, rng), night=night))
        facts[number] = replace(facts[number], until=night - 1)
    for number in forgotten:
        facts[number] = replace(facts[number], until=rng.randrange(facts[number].night or 1, nights))
    return sorted([*facts, *later], key=lambda item: item.night or 1)


def fate(item: Fact, facts: Sequence[Fact], night: int) -> str:
    """What became of a fact by that night: "untold", "holds", "superseded" or "forgotten".

    It is superseded if a later fact asks one of its questions, forgotten if it ended without that.
    """
    if (item.night or 1) > night:
        return "untold"
    if item.until is None or item.until >= night:
        return "holds"
    asked = {probe.question for probe in item.probes}
    later = (other for other in facts if (other.night or 1) > item.until)
    return "superseded" if any(asked & {probe.question for probe in other.probes} for other in later) else "forgotten"


def never_told(n: int, seed: int, told: Sequence[Fact]) -> list[str]:
    """`n` questions that the told facts do not answer; some are about people and things the facts do name.

    UsageError if the told facts leave too few.
    """
    rng = Random(seed)
    asked = {probe.question for item in told for probe in item.probes}
    statements = [frozenset(content_stems(item.statement)) for item in told]
    found: dict[str, None] = {}
    for _ in range(_TRIES * max(n, 1)):
        if len(found) == n:
            break
        relation = rng.choice(relations())
        values = {slot: draw(slot, rng) for slot in _slots(relation)}
        text, slot = rng.choice(relation.questions)
        question = filled(text, values)
        about = {relation.subject: values[relation.subject]} if relation.subject else {}
        if slot != relation.asked or any(filled(other, values) in asked for other, _ in relation.questions):
            continue
        if any(_answers(told_stems, question, " ".join(about.values())) for told_stems in statements):
            continue
        found[question] = None
    if len(found) < n:
        raise UsageError(f"{n} never-told questions were asked for; {len(told)} told facts leave {len(found)}.")
    return list(found)


def _answers(told: frozenset[str], question: str, about: str) -> bool:
    """Whether a statement could answer the question: it names the subject and shares one word more with it."""
    asked, subject = frozenset(content_stems(question)), frozenset(content_stems(about))
    if subject:
        return subject <= told and bool((asked - subject) & told)
    return bool(asked & told)


def _made(n: int, rng: Random) -> list[tuple[Fact, Relation, dict[str, str]]]:
    """Facts with what they were made of; relation after relation, so that few facts are of many sorts."""
    made: list[tuple[Fact, Relation, dict[str, str]]] = []
    used: set[tuple[str, str]] = set()
    exhausted: set[int] = set()
    while len(made) < n and len(exhausted) < len(relations()):
        for relation in rng.sample(relations(), len(relations())):
            if len(made) == n or relation.number in exhausted:
                continue
            values = _values(relation, made, used, rng)
            if values is None:
                exhausted.add(relation.number)
                continue
            used.update((slot, value) for slot, value in values.items() if slot != relation.subject)
            made.append((fact(relation, rng.choice(relation.statements), values), relation, values))
    if len(made) < n:
        raise UsageError(f"{n} facts were asked for; {len(made)} different ones can be made. Ask for fewer.")
    return made


def _values(
    relation: Relation,
    made: Sequence[tuple[Fact, Relation, dict[str, str]]],
    used: set[tuple[str, str]],
    rng: Random,
) -> dict[str, str] | None:
    """Values for one more fact: a new subject for the relation, values that no fact has; None if none is left."""
    values: dict[str, str] = {}
    had = {other[relation.subject] for _, same, other in made if same is relation and relation.subject}
    if not relation.subject and any(same is relation for _, same, _ in made):
        return None
    for slot in _slots(relation):
        if slot == relation.subject:
            left = [value for value in lists()[slot] if value not in had]
            if not left:
                return None
            values[slot] = rng.choice(left)
        else:
            value = _fresh(slot, used, rng)
            if value is None:
                return None
            values[slot] = value
    return values


def _fresh(slot: str, used: set[tuple[str, str]], rng: Random) -> str | None:
    for _ in range(_TRIES):
        value = draw(slot, rng)
        if (slot, value) not in used:
            return value
    return None


def _updated(
    old: tuple[Fact, Relation, dict[str, str]], made: Sequence[tuple[Fact, Relation, dict[str, str]]], rng: Random
) -> Fact:
    """The fact that replaces `old`: another value, the old one forbidden in replies."""
    _, relation, values = old
    used = {(slot, value) for _, _, others in made for slot, value in others.items()}
    value = _fresh(relation.asked, used, rng) or draw(relation.asked, rng)
    changed = {**values, relation.asked: value}
    expected = spellings(relation.asked, changed)
    forbidden = tuple(text for text in spellings(relation.asked, values) if not any(text in good for good in expected))
    return replace(fact(relation, rng.choice(relation.updates), changed, forbidden), kind=UPDATE)


def _slots(relation: Relation) -> list[str]:
    return list(dict.fromkeys(slot for text in relation.statements for slot in slots(text)))
