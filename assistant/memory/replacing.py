"""When does a new statement say the same as an old one, and when does it replace it?

Two statements are laid side by side. They replace each other when they agree in subject and predicate and differ only
in a value: a number, a time, a name, a place. Whatever is not clearly that stays: keeping both loses nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.memory import phrasing as say
from assistant.memory.calendar_words import DAYS, MONTHS, NUMBERS
from assistant.memory.sentences import straightened
from assistant.memory.words import word_set

_TOKEN = re.compile(r"[A-Za-zÀ-ÿ0-9]+(?:[.:,'@/_-][A-Za-zÀ-ÿ0-9]+)*")
_FILLER = word_set(
    """actually no nope correction sorry wait oops now currently anymore any more just also really please today
    please nowadays these days that instead again already still"""
)
_ARTICLES = word_set("a an the")
_UPDATE = re.compile(
    r"^(?:actually|no|nope|correction|sorry|wait|oops)\b|\bnow\b|\bany ?more\b|\bno longer\b|\binstead\b"
    r"|\bchanged\b|, not\b|\bmoved\b|\bnew\b",
    re.IGNORECASE,
)
_NOT_OLD = re.compile(
    r",? (?:and )?not (?:in |on |at |to |the |a |an |called )*(?P<old>[^,.!]+?)(?: any ?more)?[.!]*$", re.IGNORECASE
)
_CONTRACTIONS = {
    "i'm": "i am", "i've": "i have", "we're": "we are", "we've": "we have", "it's": "it is", "she's": "she is",
    "he's": "he is", "they're": "they are", "that's": "that is", "there's": "there is",
}  # fmt: skip
_NAME_OF = re.compile(r"\b(?:the )?name of (?P<who>(?:my|our|the) [\w' -]+?) (?:is|are)\b", re.IGNORECASE)
_WHOSE_NAME = re.compile(r"'s? name (?:is|was)\b(?: now)?", re.IGNORECASE)
_NAMED = re.compile(r"\b(?:is|are)(?: now)? (?:named|called)(?: now)?\b", re.IGNORECASE)
_MY_NAME = re.compile(r"\bmy name is\b|\bcall me\b", re.IGNORECASE)
_MOVED = re.compile(
    r"^(?P<who>I|we) (?:have |just |recently )*moved (?:house |home "
    r"|away )*(?:from (?P<old>[\w ,.-]+?) )?to (?P<new>[\w .-]+?)"
    r"(?: (?:last|this|in|on|a|two|three|recently|yesterday|today)\b.*)?[.!]*$",
    re.IGNORECASE,
)
_COUNT_WORDS = frozenset(NUMBERS) | word_set("twenty thirty forty fifty noon midnight half quarter")
_UNITS = word_set(
    """am pm o'clock euros euro dollars pounds km kilometres miles kg kilos years old minutes hours percent past to
    th st nd rd"""
)
_DAYS = frozenset((*DAYS, *(f"{day}s" for day in DAYS), *MONTHS)) | word_set("tomorrow spring summer autumn winter")
_PLACE = word_set("in on under behind at inside above beside near next below beneath by over between opposite outside")
_LINK = word_set(
    """is are was were called lives live works work starts start begins leaves leave ends opens closes costs cost
    keep keeps arrives departs lands expires meets park parks store stores sits hangs goes go weigh weighs drive
    drives am takes stay stays wake wakes use uses earn earns pay pays has have"""
)
_MANY = word_set(
    """like likes love loves hate hates enjoy prefer speak speaks know knows visited eat eats drink drinks play
    plays read watch want need allergic with own owns collect collects met saw bought went visit ran made gave
    got taught studied worked learned broke lost sold sent wrote"""
)
_RELATIVES = word_set(
    """friend sister brother cousin aunt uncle son daughter colleague coworker neighbour neighbor cat dog child kid
    nephew niece pet grandson granddaughter grandchild stepson stepdaughter"""
)
_SINGULAR = word_set(
    """favourite favorite size colour color job brand type model address nickname surname position title role
    commute"""
)


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence made comparable: `words` folded, `shown` as written, position by position."""

    words: tuple[str, ...]
    shown: tuple[str, ...]
    updates: bool
    """Says of itself that something changed: "actually", "now", "not ... any more"."""
    not_any_more: frozenset[str]
    """Words of the value it denies: "not Turku"."""
    moved: tuple[str, str] | None
    """(who, where to) of "we moved to ..."."""

    @staticmethod
    def of(text: str) -> Statement:
        plain = straightened(text)
        updates = _UPDATE.search(plain) is not None
        plain = say.CORRECTION_LEAD.sub("", plain)
        denied = _NOT_OLD.search(plain)
        not_any_more = frozenset(_folded(denied["old"])) if denied and denied.start() else frozenset()
        if not_any_more and denied:
            plain = plain[: denied.start()]
        moved = _MOVED.match(plain)
        plain = _NAMED.sub("is called", _WHOSE_NAME.sub(" is called", _NAME_OF.sub(r"\g<who> is called", plain)))
        plain = _MY_NAME.sub("i am called", plain)
        shown = tuple(_shown(plain))
        kept = tuple(word for word in shown if word.lower() not in _FILLER)
        return Statement(
            tuple(word.lower() for word in kept),
            kept,
            updates,
            not_any_more,
            (moved["who"].lower(), moved["new"].strip().lower()) if moved else None,
        )


def same_statement(one: Statement, other: Statement) -> bool:
    """Whether two statements say the same in nearly the same words."""
    return _bare(one) == _bare(other)


def replaces(new: Statement, old: Statement) -> bool:
    """Whether the new statement gives another value for the very thing the old one was about."""
    if same_statement(new, old) or _negated(new) != _negated(old):
        return False
    if new.moved:
        return _moved_from(new.moved, old)
    if old.moved:
        return new.updates and new.words[:3] == (old.moved[0], "live", "in") and old.moved[1] not in " ".join(new.words)
    return _differs_in_a_value(new, old)


def _differs_in_a_value(new: Statement, old: Statement) -> bool:
    before = _common(new.words, old.words)
    after = _common(new.words[before:][::-1], old.words[before:][::-1])
    before = _back_to_value(new.words, before)
    ends = (len(new.words) - after, len(old.words) - after)
    head, tail = new.words[:before], new.words[ends[0] :]
    values = (new.shown[before : ends[0]], old.shown[before : ends[1]])
    kind = _kind(values[0], head) if values[0] else ""
    if not _has_subject_and_link(head, kind) or not all(values) or any(len(value) > 8 for value in values):
        return False
    if tail and not (tail[0] in _PLACE | _UNITS | {"for", "from", "with", "until"} or kind == "number"):
        return False
    if new.not_any_more and not new.not_any_more & {word.lower() for word in values[1]}:
        return False
    return _same_kind_of_value(values, head, new)


def _same_kind_of_value(values: tuple[tuple[str, ...], tuple[str, ...]], head: tuple[str, ...], new: Statement) -> bool:
    kinds = {_kind(value, head) for value in values}
    if len(kinds) != 1:
        return False
    kind = kinds.pop()
    told = new.updates or bool(new.not_any_more)
    if kind in ("number", "time"):
        return True
    if kind == "name":
        several = {"have", "has"} & set(head) or (head[-1] == "is" and _RELATIVES & set(head))
        return told or not several
    if kind == "place":
        return told or head[-1] in _LINK or not _MANY & set(head)
    return kind == "other" and (bool(_SINGULAR & set(head)) or bool(new.not_any_more))


def _kind(value: tuple[str, ...], head: tuple[str, ...]) -> str:
    """number, time, place, name, or other. What follows "called" or "lives in" is a name even in lower case."""
    low = [word.lower() for word in value]
    told = [word for word in low if word not in _ARTICLES]
    measured = [word for word in told if word not in _PLACE]
    if measured and all(_is_number(word) or word in _UNITS | _DAYS | {"every", "next", "half"} for word in measured):
        return "time" if any(word in _DAYS or ":" in word for word in measured) else "number"
    if head and head[-1] == "called":
        return "name"
    if low[0] in ("a", "an"):
        return "indefinite"
    if low[0] in _PLACE:
        return "place"
    if len(head) > 1 and head[-1] in ("in", "at", "for") and {"lives", "live", "works", "work"} & set(head):
        return "name"
    if value and all(
        word[0].isupper() or word[0].isdigit() for word in value if word.lower() not in _ARTICLES | {"of", "and"}
    ):
        return "name"
    return "other"


def _back_to_value(words: tuple[str, ...], before: int) -> int:
    """Where the value begins: a shared preposition or article belongs to it, unless the verb calls for it."""
    while before > 1 and words[before - 1] in _ARTICLES:
        before -= 1
    fixed = {"lives", "live", "works", "work"}
    if before > 2 and words[before - 1] in _PLACE and words[before - 2] not in fixed:
        before -= 1
    return before


def _has_subject_and_link(head: tuple[str, ...], kind: str) -> bool:
    """The shared beginning names who or what, and what about it; lists such as "I like ..." never do."""
    if len(head) < 2 or (len(head) == 2 and not (head[1] in ("live", "work") or kind in ("number", "time"))):
        return False
    return bool(_LINK & set(head)) and not _MANY & set(head)


def _moved_from(moved: tuple[str, str], old: Statement) -> bool:
    """ "I moved to Portland" ends "I live in Chicago" and an earlier move."""
    who, place = moved
    if old.moved:
        return old.moved[0] == who and old.moved[1] != place
    lives = old.words[:2] in ((who, "live"), ("i", "live"), ("we", "live")) and old.words[2:3] == ("in",)
    return lives and place not in " ".join(old.words) and len(old.words) <= 6


def _common(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count


def _bare(statement: Statement) -> tuple[str, ...]:
    words = [word for word in statement.words if word not in _ARTICLES and word not in ("called", "that")]
    return tuple(words + sorted(f"not {word}" for word in statement.not_any_more))


def _negated(statement: Statement) -> bool:
    return any(word in ("not", "never") or word.endswith("n't") for word in statement.words)


def _is_number(word: str) -> bool:
    return word in _COUNT_WORDS or any(character.isdigit() for character in word)


def _shown(text: str) -> list[str]:
    found: list[str] = []
    for word in _TOKEN.findall(text):
        found.extend(_CONTRACTIONS.get(word.lower(), word).split())
    return found


def _folded(text: str) -> list[str]:
    return [word.lower() for word in _TOKEN.findall(text) if word.lower() not in _ARTICLES]
