"""Which memories a question is about. Retrieval is the router: what it finds decides which experts chat mounts.

Candidates come from the full-text index; they are rescored by how much of the question's weight they cover.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import lru_cache

from assistant.memory.periods import Asked, asked_time, search_words
from assistant.memory.questions import KIN, Question, asks_about_the_user, certain_words, understand
from assistant.memory.records import Hit, Memory
from assistant.memory.sentences import straightened
from assistant.memory.store import MemoryStore
from assistant.memory.words import (
    PREFIX_FROM,
    content_words,
    fold,
    index_stem,
    is_light,
    is_specific,
    related,
    stem,
    words,
)

DEFAULT_THRESHOLD = 0.34
"""Calibrated so that at most 2 % of general questions find a memory (tests/assistant/memory/test_recall.py)."""

_CANDIDATES = 80
_ROWS_AT_MOST = 2500
"""Rows that the words sent to the index may match together: bounds the time of a query over many memories."""

_SMALLEST_COLLECTION = 1000
"""Fewer memories than this weigh words as if there were this many; rarity among ten memories means nothing."""

_LIGHT_WEIGHT = 0.25
_RELATED_SHARE = 0.8
_UNTOLD_SHARE = 0.75
"""Share of its weight that a word counts with when no memory holds it."""

_BONUS = 0.03
_IN_TIME = 0.15
"""What a memory gains that is of the time the question asks about."""

_THEN = 0.6
"""The score of a memory of that time where nothing else is asked for: it is sure."""

_DATED = 200
"""Memories looked at for such a question, by when they were told and by the months that they name."""

_ANCHORED, _ANCHORED_FROM, _IMPERSONAL = 0.85, 0.45, 0.3
_ADVICE_FOR_ONESELF = 0.6
_WEAK, _OTHER_SUBJECT = 0.5, 0.8
_SELF = ("I ", "I'", "We")
_DEFINITE_SUBJECT = re.compile(
    r"^(?:the|our|my|there's|there is|(?:I|we) \w+ the|to \w+ (?:the|our|my))\s+(?:[\w'-]+\s+){0,4}?$", re.IGNORECASE
)
_NOT_A_PLACE = "".join(
    rf"(?<!\b{word} )" for word in ("in", "to", "at", "from", "for", "of", "near", "the", "around", "with")
)


class Recall:
    """Finds memories by words and everyday relations between words. Holds no state but the store."""

    def __init__(
        self, store: MemoryStore, threshold: float | None = None, clock: Callable[[], datetime] | None = None
    ) -> None:
        """`clock` tells the local time from which "last week" in a question counts; None: its words alone count."""
        self._store = store
        self._threshold = DEFAULT_THRESHOLD if threshold is None else threshold
        self._clock = clock

    def find(self, query: str, limit: int) -> list[Hit]:
        """Active memories that the query is about, best first; none when it is about none. Raises: StoreCorrupt."""
        query = straightened(query)
        if limit < 1:
            return []
        when = asked_time(query, self._clock()) if self._clock and asks_about_the_user(query) else None
        if when is None:
            return self._by_words(query, self._threshold)[:limit]
        hits = [_in_time(hit, when) for hit in self._by_words(when.words, self._threshold - _IN_TIME)]
        hits = sorted((hit for hit in hits if hit.score >= self._threshold), key=lambda hit: -hit.score)
        if when.whatever:
            known = {hit.memory.id for hit in hits}
            hits += [Hit(one, _THEN, (when.phrase,)) for one in self._of_that_time(when) if one.id not in known]
            hits.sort(key=lambda hit: -hit.score)
        return [replace(hit, score=min(1.0, hit.score)) for hit in hits[:limit]]

    def _of_that_time(self, when: Asked) -> list[Memory]:
        """Whatever there was, the last told first."""
        begin, end = (datetime.combine(day, datetime.min.time()) for day in (when.period.first, when.period.last))
        found = self._store.told_between(begin.timestamp(), (end + timedelta(days=1)).timestamp(), _DATED)
        found += self._store.naming(search_words(when.period), _DATED)
        held = {memory.id: memory for memory in found if when.holds(memory)}
        return sorted(held.values(), key=lambda memory: (-memory.valid_from, -memory.id))

    def _by_words(self, query: str, threshold: float) -> list[Hit]:
        terms = list(dict.fromkeys(content_words(query)))
        if not terms:
            return []
        near = {term: related(term) for term in terms}
        counts = self._counts(terms, near)
        question = understand(query, terms)
        weights = {term: _weight(term, counts, term in question.key) for term in terms}
        hits = []
        for memory, keys in self._store.candidates(_affordable(terms, near, counts), _CANDIDATES):
            hit = _rate(question, weights, near, memory, keys)
            if hit.score >= threshold:
                hits.append(hit)
        hits.sort(key=lambda hit: (-hit.score, -question.fits(hit.memory.text), -hit.memory.valid_from))
        return hits

    def near(self, query: str, count: int) -> list[Memory]:
        """Up to `count` active memories worth a closer look: what shares a word with the query, then the newest."""
        terms = list(dict.fromkeys(content_words(straightened(query))))
        chosen = {memory.id: memory for memory, _ in self._sharing(terms, count)}
        for memory in self._store.newest(count):
            chosen.setdefault(memory.id, memory)
        return list(chosen.values())[:count]

    def sharing(self, query: str, count: int) -> list[Memory]:
        """Up to `count` active memories that share enough with a query which mentions nobody to be meant by it.

        That is a name, or what "the" makes a certain thing, or two telling words: one alone ("spring", "water") is
        every general question's. Words that mean nearly the same count, too.
        """
        query = straightened(query)
        terms = [term for term in dict.fromkeys(content_words(query)) if not is_light(term)]
        certain = certain_words(query, terms)
        near = {term: related(term) for term in terms}
        found = self._sharing(terms, count)
        return [memory for memory, keys in found if _is_meant(terms, certain, near, memory.text, keys)]

    def _sharing(self, terms: list[str], count: int) -> list[tuple[Memory, tuple[str, ...]]]:
        if not terms:
            return []
        near = {term: related(term) for term in terms}
        return self._store.candidates(_affordable(terms, near, self._counts(terms, near)), count)

    def _counts(self, terms: list[str], near: dict[str, frozenset[str]]) -> tuple[int, dict[str, int]]:
        stems = {index_stem(term) for term in terms} | {index_stem(word) for group in near.values() for word in group}
        return self._store.document_counts(sorted(stems))


def _in_time(hit: Hit, when: Asked) -> Hit:
    """What is of the time that is asked about counts for more; for ranking, more than 1."""
    if not hit.matched or not when.holds(hit.memory):
        return hit
    return replace(hit, score=round(hit.score + _IN_TIME, 4), matched=(*hit.matched, when.phrase))


def _weight(term: str, counts: tuple[int, dict[str, int]], is_key: bool) -> float:
    total, held = counts
    found = held.get(index_stem(term), 0)
    weight = math.log((max(total, _SMALLEST_COLLECTION) + 1) / (min(found, total) + 1)) + 0.1
    if is_light(term):
        return weight * _LIGHT_WEIGHT
    if is_key or is_specific(term):
        return weight * 1.3
    return weight if found else weight * _UNTOLD_SHARE


def _rate(
    question: Question,
    weights: dict[str, float],
    near: dict[str, frozenset[str]],
    memory: Memory,
    keys: tuple[str, ...],
) -> Hit:
    text, asked = _stems(memory.text), _stems("\n".join(keys))
    taken = {stem(term) for term in weights if stem(term) in text}
    shares = {term: _share(term, near[term], text, asked, taken) for term in weights}
    matched = tuple(term for term, share in shares.items() if share)
    covered = sum(weight * shares[term] for term, weight in weights.items())
    score = covered / sum(weights.values())
    score *= _fitness(question, memory.text, matched, score)
    score += _BONUS * (question.fits(memory.text) + (question.asks_self and memory.text[:2] in _SELF))
    return Hit(memory, round(min(score, 1.0), 4), matched)


def _is_meant(
    terms: list[str], certain: frozenset[str], near: dict[str, frozenset[str]], text: str, keys: tuple[str, ...]
) -> bool:
    """Whether a memory shares a certain word with the query, or two others."""
    held, asked = _stems(text), _stems("\n".join(keys))
    taken = {stem(term) for term in terms if stem(term) in held}
    shared = [term for term in terms if _share(term, near[term], held, asked, taken)]
    return len(shared) > 1 or not certain.isdisjoint(shared)


def _fitness(question: Question, text: str, matched: tuple[str, ...], coverage: float) -> float:
    """What the coverage is worth: little where nothing ties the question to the user's own life."""
    weak = all(is_light(term) for term in matched) and len(matched) < len(question.terms)
    if not question.personal:
        anchored = any(_is_about(term, text) for term in matched if term in question.named) or any(
            _is_subject(term, text) for term in matched if term in question.definite
        )
        if anchored and coverage >= _ANCHORED_FROM and not weak:
            return _ANCHORED
        # "Which tea should I serve?" may be meant for the note on tea: advice for the user, in the note's own words.
        return _ADVICE_FOR_ONESELF if question.asks_self and question.asked and not weak else _IMPERSONAL
    return (_WEAK if weak else 1.0) * (1.0 if _same_subject(text, matched) else _OTHER_SUBJECT)


def _share(term: str, near: frozenset[str], text: frozenset[str], asked: frozenset[str], taken: set[str]) -> float:
    """How well a memory covers one word: itself 1, in a generated question 0.95, a related or longer word 0.8.

    A word of the memory that another word of the question already matched (`taken`) stands for nothing else.
    """
    root = stem(term)
    if root in text:
        return 1.0
    if root in asked:
        return 0.95
    stems = {stem(word) for word in near}
    if stems & (text - taken) or any(_akin(root, other) for other in text):
        return _RELATED_SHARE
    return _RELATED_SHARE * 0.95 if stems & (asked - taken) else 0.0


def _akin(one: str, other: str) -> bool:
    """plumb and plumber; not photo and photosynthesis."""
    short, long = sorted((one, other), key=len)
    return len(short) >= PREFIX_FROM and len(long) - len(short) <= 3 and long.startswith(short)


@lru_cache(maxsize=8192)
def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words(text))


def _is_about(term: str, text: str) -> bool:
    """Whether a memory is about the bearer of a name, not merely set there: "my son Leo", not "in Paris"."""
    if term in KIN:
        return True
    name = re.escape(term)
    link = r"(?:(?:is|are|called|named|is called|is named)\s+)?"
    own = rf"\b(?:my|our)\s+(?:[a-z'-]+\s+){{1,2}}{link}{_NOT_A_PLACE}{name}\b"
    folded = fold(text)
    found = re.search(rf"(?:^|[.!?]\s+){name}\b|{own}", folded)
    return found is not None and (len(folded) != len(text) or text[folded.index(term, found.start())].isupper())


def _is_subject(term: str, text: str) -> bool:
    """Whether the memory begins with the thing: "The spare key is ...", "To restart the boiler, ..."."""
    begin = re.escape(stem(term)[:-1] if stem(term).endswith("i") else stem(term))
    place = re.search(rf"\b{begin}\w*", fold(text))
    # "the young of a cow" is not "my younger brother".
    return (
        place is not None
        and stem(place[0]) == stem(term)
        and _DEFINITE_SUBJECT.match(text[: place.start()]) is not None
    )


def _same_subject(text: str, matched: tuple[str, ...]) -> bool:
    """False for "My cousin ..." when the question names no cousin."""
    subject = re.match(
        r"(?:my|our)\s+([\w'-]+(?:\s+(?!\w+(?:s|ed)\b|has\b"
        r"|have\b)[\w'-]+){0,2})",
        text,
        re.IGNORECASE,
    )
    if not subject:
        return True
    named = {stem(word) for word in words(subject[1])}
    return any(stem(term) in named or {stem(word) for word in related(term)} & named for term in matched)


def _affordable(terms: list[str], near: dict[str, frozenset[str]], counts: tuple[int, dict[str, int]]) -> list[str]:
    """The rarest words first, as many as the index can rank in the time there is; at least one."""
    _, held = counts
    pairs = [(held.get(index_stem(term), 0), term) for term in terms]
    pairs += [(held.get(index_stem(word), 0), word) for term in terms for word in near[term]]
    chosen: list[str] = []
    rows = 0
    for count, word in sorted(set(pairs)):
        if count and chosen and rows + count > _ROWS_AT_MOST:
            break
        if count or len(index_stem(word)) >= PREFIX_FROM:
            chosen.append(word)
            rows += count
    return chosen
