"""Statements of which hardly both are true though they share few words: "I have no siblings" and "My sister is Eva".

Only clear forms count. A contradiction that is missed can still be seen in the list; one that is none wastes trust.
"""

from __future__ import annotations

import re

from assistant.memory.words import stem, word_set, words

_KINDS = {
    "siblings": word_set("sibling siblings brother brothers sister sisters twin"),
    "children": word_set("child children kid kids son sons daughter daughters toddler"),
    "pets": word_set("pet pets dog dogs cat cats hamster rabbit parrot budgie goldfish puppy kitten tortoise"),
    "spouse": word_set("spouse wife husband"),
}
_GENERAL = word_set("sibling siblings child children kid kids pet pets spouse")
"""Words that stand for all of their kind: who has no pets has no dog."""

_NONE = re.compile(
    r"^(?:I|we)(?:'ve| have)? (?:(?:have|got|own|keep) no|(?:don't|do not) (?:have|own|keep)(?: an?| any)?)"
    r" (?P<what>\w+)(?: (?:or|and) (?P<more>\w+))?(?: at all| any ?more| of my own)?[.!]*$",
    re.IGNORECASE,
)
_ONLY_CHILD = re.compile(r"^I(?:'m| am) an only child\b", re.IGNORECASE)
_SINGLE = re.compile(r"^I(?:'m| am) (?:single|unmarried|not married|still single)[.!]*$", re.IGNORECASE)
_VERB = (
    r"(?:is|are|has|have|lives?|works?|likes?|loves?|hates?|eats?|sleeps?|goes|go|called|named|needs?|turns|studies"
    r"|study|plays?|speaks?|comes?|drives?|sits?|stands?|starts?)"
)
_MINE = re.compile(
    rf"^(?:my|our) (?:(?:old|new|older|younger|elder|eldest|oldest|youngest|little|big|twin|baby) )?(?P<what>\w+)"
    rf"(?:,? (?-i:[A-Z])[\w'-]+,?)? {_VERB}\b",
    re.IGNORECASE,
)
_HAVE = re.compile(
    r"^(?:I|we)(?:'ve| have)? (?:have|got|own|keep) (?:an?|one|two|three|four|five|\d+) (?:[a-z]+ )?(?P<what>\w+)"
    r"(?= (?:called|named|and|who|in|at)\b|,|[.!]*$)",
    re.IGNORECASE,
)
_OVER = re.compile(
    r"\b(?:was|were|had|died|dead|late|ex|former|used to|passed away|as a child|when I was|next|soon|will|going to"
    r"|in-law|of (?:a|my) friend)\b",
    re.IGNORECASE,
)
_TASTE = re.compile(
    r"^(?P<who>(?:my|our) (?:[a-z]+ )?[a-z]+|(?-i:[A-Z])\w+) (?:really |absolutely |also )?"
    r"(?:(?P<likes>likes|loves|adores|enjoys)|(?P<hates>hates|dislikes|detests|loathes|can't stand|cannot stand"
    r"|doesn't like|does not like)) (?P<what>[^,.;!]+)[.!]*$",
    re.IGNORECASE,
)


def opposed(one: str, other: str) -> bool:
    """Whether one denies having what the other tells of, or they give somebody opposite tastes."""
    return _denies(one, other) or _denies(other, one) or _opposite_tastes(one, other)


def search_words(text: str) -> list[str]:
    """Words of statements that may be opposed to this one and that it need not hold itself."""
    named = _missing(text) | _had(text)
    kinds = [kind for kind in _KINDS.values() if kind & named]
    return sorted({word for kind in kinds for word in kind} | ({"only", "single", "married"} if kinds else set()))


def _denies(one: str, other: str) -> bool:
    missing, had = _missing(one), _had(other)
    if not missing or not had or _OVER.search(other):
        return False
    if {stem(word) for word in missing} & {stem(word) for word in had}:
        return True
    return any(missing & _GENERAL & kind and had & kind for kind in _KINDS.values())


def _missing(text: str) -> set[str]:
    """What the user says they have none of."""
    text = text.replace("\u2019", "'")
    if _ONLY_CHILD.match(text):
        return {"siblings"}
    if _SINGLE.match(text):
        return {"spouse"}
    found = _NONE.match(text)
    return set(words(f"{found['what']} {found['more'] or ''}")) if found else set()


def _had(text: str) -> set[str]:
    """What the user says they have."""
    found = _MINE.match(text) or _HAVE.match(text)
    return set(words(found["what"])) if found else set()


def _opposite_tastes(one: str, other: str) -> bool:
    first, second = (_TASTE.match(text.replace("\u2019", "'")) for text in (one, other))
    if not first or not second or bool(first["likes"]) == bool(second["likes"]):
        return False
    same = [[stem(word) for word in words(found[part])] for found in (first, second) for part in ("who", "what")]
    return same[0] == same[2] and same[1] == same[3]
