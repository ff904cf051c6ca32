"""Templates turned into text: slots filled, articles and capitals set, questions put into several styles."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from random import Random

_SLOT = re.compile(r"\{(a:)?(\w+)\}")
_PRONOUNS = {"f": ("she", "her", "her"), "m": ("he", "him", "his"), "": ("they", "them", "their")}
_VOWEL_SOUND = re.compile(r"[aeiou](?!ni[^nm]|k[aeiou]|se|ro)|8|11\b|18\b|hour|honest|heir", re.IGNORECASE)
_DIRECT_FRAMES = (
    "{q}",
    "{q}",
    "{q}",
    "Remind me: {q}",
    "Quick question: {q}",
    "Sorry, {q}",
    "I forgot: {q}",
    "Tell me: {q}",
    "Hey, {q}",
    "Just to be sure, {q}",
)
CLAUSE_FRAMES = (
    "Do you remember {e}?",
    "Do you know {e}?",
    "Can you tell me {e}?",
    "Could you remind me {e}?",
    "Remind me {e}.",
    "Tell me {e}.",
    "I forgot {e}.",
    "I can't recall {e}.",
    "I'm trying to remember {e}.",
    "Do you still know {e}?",
    "Any idea {e}?",
    "Please tell me {e}.",
    "Have I told you {e}?",
    "Someone asked me {e}.",
    "You know {e}, right?",
)
NOUN_FRAMES = (
    "What was {e} again?",
    "Do you remember {e}?",
    "Do you know {e}?",
    "Can you tell me {e}?",
    "Remind me of {e}.",
    "Tell me {e}.",
    "I forgot {e}.",
    "Have I told you {e}?",
)
_DATA_FRAMES = ("I need {e}.", "Give me {e}, please.", "Do you have {e}?", "Look up {e} for me.")
_DATA = re.compile(r"(the|my|our) (\w+ )?(number|code|password|date|address|name|time|size|price|dose|width|age)\b")
_PREFIXES = ("By the way, ", "Just so you know, ", "Oh, and ", "For the record, ", "Something to remember: ", "FYI, ")
_SMALL_WORDS = """What Which Where When Who Whose How In On At To From For By Since Until Under With My Our We They The
    There
    Every Please Nothing If It Name Age Food Year Birthday Favourite A About According After Again Against All
    Although An Anybody Anyone Anything Around As Because Before Behind Below Besides During Each Ever Everyone
    Everything Few Finally Five Getting Half Halfway Instead Into It's Just Keep Last Late Leave Long Look
    Looking Most Must Never Next Nine No Nobody Not Of Officially Once One Only Opposite Other Out Over People
    Put Remember Should So Somebody Somewhere Take Thanks That They've This Through Turns Twenty Two Typical
    Unless Up Upstairs We're We've Whenever While Whoever Why Without You You'll You're Your"""
_SMALL = frozenset(_SMALL_WORDS.split())
_OBLIQUE = 3
"""At most, in one set of questions."""
_MONTHS = ("January", "March", "April", "June", "August", "October", "November")


def article(value: str) -> str:
    """The value behind "a" or "an"."""
    if value.startswith(("pair of", "the ", "The ")):
        return f"a {value}" if value.startswith("pair") else value
    return f"{'an' if _VOWEL_SOUND.match(value) else 'a'} {value}"


def bare(value: str) -> str:
    """A value without the gender mark."""
    return value[:-2] if value[-2:] in (":f", ":m") else value


def gender(values: Mapping[str, str]) -> str:
    """The gender that one of the values carries, "f" or "m"; "" if none does."""
    return next((value[-1] for value in values.values() if value[-2:] in (":f", ":m")), "")


def filled(template: str, values: Mapping[str, str], *, start: bool = True) -> str:
    """The template with its slots filled; `start` sets the capital of its first word."""
    pronouns = dict(zip(("he", "him", "his"), _PRONOUNS[gender(values)], strict=True))

    def put(match: re.Match[str]) -> str:
        value = pronouns.get(match[2]) or bare(values[match[2]])
        return article(value) if match[1] else value

    text = _SLOT.sub(put, template)
    return upper_start(text) if start else text


def upper_start(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


def lower_start(text: str) -> str:
    """The text with a small first letter, unless its first word is "I" or stays a name's."""
    first = text.split(" ", 1)[0]
    return text[:1].lower() + text[1:] if first in _SMALL else text


def styled(
    direct: Sequence[str], clauses: Sequence[str], terse: Sequence[str], oblique: Sequence[str], rng: Random
) -> tuple[str, ...]:
    """Up to nine questions in different styles: direct and terse ones, clauses ("what my dog is called"), oblique ones.

    They come in random order, each once; there are fewer where too little is given.
    """
    order = rng.sample(direct, len(direct))
    asked = [upper_start(text) for text in order[:2]]
    if direct:
        frame = rng.choice(_DIRECT_FRAMES)
        text = order[2 % len(order)]
        asked.append(frame.format(q=upper_start(text) if frame.startswith("{q") else lower_start(text)))
    asked += [rng.choice(_frames(text)).format(e=text) for text in rng.sample(clauses, min(2, len(clauses)))]
    if terse and rng.random() < 0.6:
        text = rng.choice(terse)
        asked.append(upper_start(text) if rng.random() < 0.7 else lower_start(text))
    asked += [upper_start(text) for text in rng.sample(oblique, min(_OBLIQUE, len(oblique)))]
    questions = list(dict.fromkeys(_typed(text, rng) for text in asked))
    rng.shuffle(questions)
    return tuple(questions)


def _frames(clause: str) -> tuple[str, ...]:
    if not clause.startswith(("the ", "my ", "our ")):
        return CLAUSE_FRAMES
    return NOUN_FRAMES + _DATA_FRAMES if _DATA.match(clause) else NOUN_FRAMES


def _typed(question: str, rng: Random) -> str:
    """The question, now and then as somebody types it in a hurry."""
    return lower_start(question).rstrip("?.") if rng.random() < 0.06 else question


def spoken(statement: str, rng: Random) -> str:
    """The statement as it may stand in a chat: now and then with a few words before it."""
    if rng.random() < 0.88:
        return statement
    return rng.choice(_PREFIXES) + lower_start(statement)


def dated(old: str, new: str, rng: Random) -> tuple[str, str]:
    """Both statements behind a date, the first one's earlier."""
    first = rng.randrange(2012, 2024)
    second = rng.randrange(first + 1, 2027)
    form = rng.choice(
        ("{d} {m} {y}: {s}", "{m} {y}: {s}", "Note from {m} {y}: {s}", "({y}) {s}", "{y}-{n:02}-{d:02}: {s}")
    )
    texts = []
    for year, statement in ((first, old), (second, new)):
        month = rng.choice(_MONTHS)
        texts.append(form.format(d=rng.randrange(1, 29), n=rng.randrange(1, 13), m=month, y=year, s=statement))
    return texts[0], texts[1]
