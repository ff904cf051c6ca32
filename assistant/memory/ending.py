"""Statements that end an earlier one without giving its new value in the same words, or that speak against it."""

from __future__ import annotations

import re

from assistant.memory.opposition import opposed
from assistant.memory.words import STOP, stem, word_set, words

_GAVE_UP = re.compile(
    r"^(?:I|we)(?:'ve| have)? (?:just |finally |recently )?(?:sold|gave away|given away|got rid of"
    r"|gotten rid of|lost|quit"
    r"|left|broke up with|moved out of|cancelled|canceled|returned|retired from|resigned from|swapped|traded in"
    r"|divorced)"
    r" (?:my |our |the |from |at |being an? )*(?P<what>[^,.!;]+?)"
    r"(?= and\b| for\b| last\b| this\b| in\b| on\b| around\b| yesterday\b| because\b|[,.!;]|$)",
    re.IGNORECASE,
)
_STOPPED = re.compile(
    r"^(?:I|we)(?:'ve| have)? (?:just |finally |recently )?(?:stopped|quit|gave up|given up|no longer|(?:do not"
    r"|don't)(?= .*"
    r"\b(?:any ?more|any longer)\b))\s+(?P<what>[^,.!;]+?)(?: any ?more| any longer)?"
    r"(?= last\b| this\b| in\b| on\b| around\b| yesterday\b| because\b|[,.!;]|$)",
    re.IGNORECASE,
)
_RESCHEDULED = re.compile(
    r"^(?:my|our|the) (?P<what>[\w' -]+?) (?:is|was|has been|got|will be|had to be) (?:moved|changed|postponed"
    r"|rescheduled"
    r"|pushed(?: back)?|brought forward|shifted|delayed) (?:from .+? )?(?:to|until|by|for)\b",
    re.IGNORECASE,
)
_NEW_ONE = re.compile(r"^(?:my|our) new (?P<what>[\w' -]+?) (?:is|are|ends|starts|was|has)\b", re.IGNORECASE)
_ONLY_ONE = word_set(
    """boss manager job phone number address doctor dentist landlord flat house apartment office car laptop therapist
    teacher email password code desk commute name surname employer school bank vet gym"""
)
"""Things of which people have one: a new one ends the old."""

_USED_TO = re.compile(
    r"^(?:I|we) used to (?P<old>[^,.;]+?),?;? (?:but |and )?(?:now|these days|today)\b|^(?:I"
    r"|we) used to (?P<only>[^,.;]+)[.!]*$",
    re.IGNORECASE,
)
_NEW_PLACE = re.compile(
    r"^(?:I|we) (?:have |'ve )?(?:just |recently )?(?:changed|switched|got a new) (?:my )?jobs?\b|^I(?:'ve| have)? "
    r"(?:just |recently )?(?:started|joined)\b(?! (?:to|a course|learning|playing)).*\b(?:at|as|job|company)\b",
    re.IGNORECASE,
)
_LIKES = re.compile(r"^I (?:really |absolutely |do )*(?:like|love|adore|enjoy)s?\b", re.IGNORECASE)
_HATES = re.compile(
    r"^I (?:really |absolutely )*(?:hate|dislike|detest|loathe|can't stand|cannot stand|don't like|do not like)\b",
    re.IGNORECASE,
)
_HAS = re.compile(
    r"^(?:I|we)(?:'ve| have|'m| am|'re| are)? ?(?:got|own|drive|ride|have|play|smoke|eat|drink|work|study|live"
    r"|rent|lease"
    r"|a member|dating|with|married|engaged|an?|the)?\b",
    re.IGNORECASE,
)
_WORKS = re.compile(
    r"^(?:I work (?:at|for|in)|I'm employed|I am employed|my (?:job|employer|company) is)\b", re.IGNORECASE
)
_NEGATION = word_set("not never no dont")


def ends(new: str, old: str) -> bool:
    """Whether `new` says that what `old` says is over."""
    before = _stems(old)
    for pattern in (_GAVE_UP, _STOPPED):
        found = pattern.match(new)
        if found and _HAS.match(old) and not _negated(old):
            what = _stems(found["what"])
            return bool(what) and what <= before
    moved = _RESCHEDULED.match(new)
    if moved:
        what = _stems(moved["what"])
        return bool(what) and what <= _stems(old[:60]) and bool(re.search(r"\d|day\b|\b(?:at|on|in)\b", old))
    fresh = _NEW_ONE.match(new)
    if fresh and set(words(fresh["what"])) & _ONLY_ONE:
        return re.match(rf"(?:my|our) (?:new )?{re.escape(fresh['what'])}\b", old, re.IGNORECASE) is not None
    past = _USED_TO.match(new)
    if past:
        gone = _stems(past["old"] or past["only"])
        return bool(gone) and gone == before - {stem("i"), stem("we")}
    if _NEW_PLACE.match(new):
        return _WORKS.match(old) is not None and not _stems(old) <= _stems(new)
    return _turned(new, old)


def _turned(new: str, old: str) -> bool:
    """A taste that has changed: the later one holds."""
    for one, other in ((_LIKES, _HATES), (_HATES, _LIKES)):
        now, then = one.match(new), other.match(old)
        if now and then:
            return _stems(new[now.end() :]) == _stems(old[then.end() :]) != frozenset()
    return False


def contradicts(new: str, old: str) -> bool:
    """Whether both cannot well be true, though `new` does not say that anything changed: one denies the other."""
    if opposed(new, old):
        return True
    return _negated(new) != _negated(old) and bool(_stems(new)) and _stems(new) == _stems(old)


def _negated(text: str) -> bool:
    return bool(_NEGATION & set(words(text)))


def _stems(text: str) -> frozenset[str]:
    held = (stem(word) for word in words(text) if word not in STOP and word not in _NEGATION)
    return frozenset(_gerund(word) for word in held)


def _gerund(word: str) -> str:
    return word[:-1] if word.endswith("e") and len(word) > 3 else word
