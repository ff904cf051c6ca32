"""The time that a question asks about ("last week", "in March"), and whether a memory falls into it."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from assistant.memory.calendar_words import DAY, MONTH, MONTHS
from assistant.memory.dates import SEASONS, dated, looks_back
from assistant.memory.records import Memory
from assistant.memory.words import content_words, word_set

_AROUND_DAYS = 3
_MOSTLY = 0.5
"""Share of its days with which a period lies inside of another."""

_DATE = rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<month>{MONTH}),? (?P<year>\d{{4}})"
_AMERICAN = rf"(?P<month_>{MONTH}) (?P<day_>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year_>\d{{4}})"
_NAMED = re.compile(
    r"\b(?P<lead>(?:since|from|until|till|by|before|after|for|of|to|during|on|in|at|around) )?"
    rf"(?:the (?P<kind>week|weekend|morning|afternoon|evening|night) of |(?:{DAY})(?: \w+)?,? )?(?:{_DATE}|{_AMERICAN})"
    rf"|\b(?:(?:since|from|until|till|by|for|to|during|in|of) )?(?:(?P<whole>{MONTH}) (?P<of>\d{{4}})"
    r"|the (?P<season>spring|summer|autumn|fall|winter) of (?P<begun>\d{4}))"
    r"|\b(?:in|during) (?P<alone>(?:19|20)\d\d)\b(?! \w+s\b)",
    re.IGNORECASE,
)
_THE_LAST = re.compile(r"\b(?:(?:in|over|during|within) )?the (?:last|past) (?=week|month|year|weekend)", re.IGNORECASE)
_THE_NEXT = re.compile(r"\bthe (?=next (?:week|month|year))", re.IGNORECASE)
_WHEN = re.compile(r"^when(?= (?:did|do|am|is|are|was|were|have|had|will)\b)", re.IGNORECASE)
"""Begins a habit in a statement, a question here; a word of the same length begins neither."""

_TELLING = re.compile(r"\b(?:did|have|had) (?:I|we) (?:just )?(?:tell|told|say|said|mention)", re.IGNORECASE)
_WHATEVER = word_set(
    """go goes going went gone get got happen happens happened plan plans planned anything something everything come
    coming tell told say said mention mentioned agenda schedule calendar"""
)
"""What a question may hold that asks for whatever there was."""


@dataclass(frozen=True, slots=True)
class Period:
    """From the first to the last day, both inside."""

    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def holds(self, other: Period) -> bool:
        """Whether the other lies mostly inside."""
        shared = (min(self.last, other.last) - max(self.first, other.first)).days + 1
        return shared >= _MOSTLY * other.days


@dataclass(frozen=True, slots=True)
class Asked:
    """The time a question asks about."""

    period: Period
    phrase: str
    """How the question names it."""
    words: str
    """The question without what was relative in it; a date named in full stays, memories hold it word for word."""
    whatever: bool
    """Nothing else is asked for: "What did I do last week?"."""
    telling: bool
    """It is asked for what was told then, not for what happened."""

    def holds(self, memory: Memory) -> bool:
        """Whether the memory is of that time: its own date says so, or else it tells what is past and was told then."""
        told = datetime.fromtimestamp(memory.valid_from).date()
        then = self.period.first <= told <= self.period.last
        named = [] if self.telling else periods(memory.text)
        if named:
            return any(self.period.holds(period) for period in named)
        return then and (self.telling or looks_back(memory.text))


def asked_time(question: str, now: datetime) -> Asked | None:
    """The time that a question is about, counted from `now`, a local time; None where it names none."""
    plain = _THE_NEXT.sub("", _THE_LAST.sub("last ", question))
    full = plain[:4] + dated(f"Whom{plain[4:]}", now)[4:] if _WHEN.match(plain) else dated(plain, now)
    found = next((match for match in _NAMED.finditer(full) if _period(match) is not None), None)
    period = _period(found) if found else None
    if found is None or period is None:
        return None
    bare = " ".join((full[: found.start()] + " " + full[found.end() :]).split())
    left = set(content_words(bare)) - _WHATEVER
    relative = full != plain
    phrase = _difference(plain, full) if relative else found.group()
    return Asked(period, phrase, bare if relative else question, not left, _TELLING.search(question) is not None)


def periods(text: str) -> list[Period]:
    """The times that a text names in full, as `dates.dated` writes them."""
    return [period for period in map(_period, _NAMED.finditer(text)) if period is not None]


def search_words(period: Period) -> list[str]:
    """What texts hold that name a time inside of the period: its months, or its year where it is longer."""
    if period.days > 100:
        return [str(period.first.year)]
    first = period.first.year * 12 + period.first.month - 1
    last = period.last.year * 12 + period.last.month - 1
    return [MONTHS[number % 12] for number in range(first, last + 1)]


def _difference(old: str, new: str) -> str:
    """The words of `old` that `new` has others for."""
    before, after = old.split(), new.split()
    head = next((at for at, (one, other) in enumerate(zip(before, after, strict=False)) if one != other), 0)
    pairs = zip(reversed(before[head:]), reversed(after[head:]), strict=False)
    tail = next((at for at, (one, other) in enumerate(pairs) if one != other), 0)
    return " ".join(before[head : len(before) - tail]).strip("?.!, ")


def _period(match: re.Match[str]) -> Period | None:
    found = match.groupdict()
    if found["alone"]:
        return Period(date(int(found["alone"]), 1, 1), date(int(found["alone"]), 12, 31))
    if found["season"]:
        month, year = SEASONS[found["season"].lower()], int(found["begun"])
        return Period(date(year, month, 1), _month_end(year + (month + 2 > 12), (month + 1) % 12 + 1))
    try:
        if found["whole"]:
            year, month = int(found["of"]), MONTHS.index(found["whole"].lower()) + 1
            return Period(date(year, month, 1), _month_end(year, month))
        name = (found["month"] or found["month_"]).lower()
        year, number = int(found["year"] or found["year_"]), int(found["day"] or found["day_"])
        day = date(year, MONTHS.index(name) + 1, number)
    except ValueError:
        return None
    lead, kind = (found["lead"] or "").strip().lower(), (found["kind"] or "").lower()
    if lead in ("before", "after"):
        return None
    if kind in ("week", "weekend"):
        return Period(day, day + timedelta(days=6 if kind == "week" else 1))
    around = timedelta(days=_AROUND_DAYS if lead == "around" else 0)
    return Period(day - around, day + around)


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])
