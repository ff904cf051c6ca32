"""Days told in relation to the day of telling ("last week", "on Friday") as dates that stay right.

A phrase is replaced only where it can mean one date: habits ("on Fridays", "every May") and doubtful ones stay as said.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from assistant.memory.calendar_words import DAY, DAYS, MONTH, MONTHS, NUMBERS
from assistant.memory.words import word_set

SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
"""The month in which each begins, in the north."""

_NUMBERS = {
    "a": 1,
    "an": 1,
    **{word: number for number, word in enumerate(NUMBERS, start=1)},
    "a couple of": 2,
    "a couple": 2,
}
_AMOUNT = r"(?P<amount>\d{1,3}|an?(?: couple(?: of)?)?|" + "|".join(word for word in _NUMBERS if len(word) > 2) + r")"
_VAGUE = r"(?P<vague>(?:a few|several|some))"
_UNIT = r"(?P<unit>day|week|month|year)s?"
_BEFORE = r"(?P<before>(?:since|from|until|till|by|before|after|for|of|to|during|on|in|at)\s+)?"
_PART = r"(?P<part>\s+(?:morning|afternoon|evening|night))?"
_NOT_AFTER = r"(?<!\bthe )(?<!\bevery )(?<!\beach )(?<!\bany )(?<!\ba )(?<!\bover )"
_PHRASE = re.compile(
    rf"{_NOT_AFTER}\b(?:"
    rf"{_BEFORE}(?P<near>the day before yesterday|the day after tomorrow|yesterday|tomorrow|today){_PART}"
    r"|(?P<now>last night|tonight|this (?:morning|afternoon|evening))"
    rf"|(?:(?:about|around|almost|over|roughly) )?(?:{_VAGUE}|{_AMOUNT}) {_UNIT} ago"
    rf"|in (?:about |around )?{_AMOUNT.replace('amount', 'later')} {_UNIT.replace('unit', 'span')}(?:'? time)?"
    rf"|{_BEFORE.replace('before', 'ahead')}(?P<which>last|this(?: coming)?|next)"
    rf" (?P<what>week(?:end)?|month|year|spring|summer|autumn|fall|winter|{DAY}|{MONTH}){_PART.replace('part', 'at')}"
    rf"|(?P<lead>on|by|until|till|from|since|before|after) (?P<day>{DAY}){_PART.replace('part', 'time')}"
    rf"|(?P<within>in|since|by|until|till|from) (?P<month>{MONTH})"
    r")\b(?!'s?\b)(?!-)",
    re.IGNORECASE,
)
_FULL_DATE_FOLLOWS = re.compile(
    rf",?\s+(?:the\s+)?\d{{1,2}}(?:st|nd|rd|th)?\b(?!:)|,?\s+(?:\d{{1,2}}\s+)?(?:of\s+)?(?:{MONTH})\b|,?\s+\d{{4}}\b"
    rf"|\s*(?:,|and|or|to|through|until|till|-|/)\s*(?:{DAY}|{MONTH})",
    re.IGNORECASE,
)
_HABIT = re.compile(
    r"\b(?:always|usually|normally|regularly|often|never|every|each|daily|weekly|monthly|yearly|whenever|sometimes"
    r"|mostly|twice a|once a|birthday|anniversary|born)\b|^(?:when|if|to)\b",
    re.IGNORECASE,
)
_FUTURE = re.compile(
    r"\b(?:will|going to|gonna|about to|due|shall)\b|\w'll\b|(?:\b(?:am|is|are)|'m|'s|'re|\bi?m) (?:\w+ly )?\w{2,}ing\b"
    r"|\b(?:comes|arrives?|lands?|leaves?|departs?|expires?|gets? married|starts?|begins?|ends?|returns?|flies|retires?"
    r"|turns|has to|have to|need to|needs to|graduates?)\b"
    r"|\b(?:appointment|exams?|interview|flight|wedding|funeral|surgery|operation|deadline|concert|delivery|check-?up"
    r"|finals?|graduation|hearing|viva|audition)\b|\ba (?:\w+ )?(?:meeting|party|date|visit|call|match|trip|test)\b",
    re.IGNORECASE,
)
_IRREGULAR = word_set(
    """was were had did went got bought sold met saw made took gave came began broke wrote ran lost found told said left
    kept felt paid sent spent built caught taught thought won fell flew drove ate drank became quit hurt signed slept
    woke chose rode sang swam spoke stole grew knew threw wore tore held heard led lent stood understood"""
)
_NO_PAST = word_set("need bed red speed feed seed indeed shed wed sled breed hundred sacred naked wicked united")
_LINKS = word_set("is are am be get gets getting been i'm we're he's she's it's they're im")


def dated(text: str, told: datetime) -> str:
    """`text` with what was relative to `told`, a local time, written out: "last month" as "in October 2026"."""
    if len(text) > 1000:
        return text
    parts: list[str] = []
    position = 0
    tense = _Tense(text)
    for match in _PHRASE.finditer(text):
        said = _said(match, tense, told.date(), text[match.end() :])
        # "My favourite book is Next Year": a title keeps its words.
        if said is None or (match.start() and match.group()[0].isupper() and not text.isupper()):
            continue
        parts += [text[position : match.start()], said[0].upper() + said[1:] if match.group()[0].isupper() else said]
        position = match.end()
    return "".join([*parts, text[position:]])


def looks_back(text: str) -> bool:
    """Whether a statement tells of something past, not of a habit."""
    tense = _Tense(text)
    return tense.past and not tense.habit


class _Tense:
    """Whether a statement looks back or forward; a habit does neither."""

    def __init__(self, text: str) -> None:
        plain = text.replace("\u2019", "'")
        words = re.findall(r"[a-z']+", plain.lower())
        self.habit = _HABIT.search(plain) is not None
        self.future = not self.habit and _FUTURE.search(plain) is not None
        self.past = any(_is_past(word, before) for before, word in zip(["", *words], words, strict=False))


def _is_past(word: str, before: str) -> bool:
    if word in _IRREGULAR:
        return True
    return word.endswith("ed") and len(word) > 3 and word not in _NO_PAST and before not in _LINKS


def _said(match: re.Match[str], tense: _Tense, today: date, rest: str) -> str | None:
    """The phrase as a date; None where it has none."""
    found = match.groupdict()
    if found["near"]:
        return _near(found["near"].lower(), found["before"], found["part"], today)
    if found["now"]:
        return _now(found["now"].lower(), today)
    if found["vague"]:
        return f"{match.group()[: match.group().rindex(' ')]} before {_day(today)}"
    if found["amount"]:
        return _shifted(_number(found["amount"]), found["unit"].lower(), today, back=True)
    if found["later"]:
        return None if tense.past or tense.habit else _shifted(_number(found["later"]), found["span"].lower(), today)
    if _FULL_DATE_FOLLOWS.match(rest):
        return None
    if found["which"]:
        return _which(found["which"].lower(), found["what"].lower(), found["ahead"], found["at"], today, tense)
    return _by_tense(found, tense, today)


def _near(word: str, before: str | None, part: str | None, today: date) -> str:
    offset = {"yesterday": -1, "today": 0, "tomorrow": 1, "the day before yesterday": -2, "the day after tomorrow": 2}
    day = _day(today + timedelta(days=offset[word]))
    if part and not before:
        return f"on the {part.strip().lower()} of {day}"
    return f"{(before or 'on ').lower()}{day}{' in the' + part.lower() if part else ''}"


def _now(phrase: str, today: date) -> str:
    if phrase == "last night":
        return f"on the night of {_day(today - timedelta(days=1))}"
    part = "evening" if phrase == "tonight" else phrase.split()[1]
    return f"on the {part} of {_day(today)}"


def _shifted(count: int, unit: str, today: date, back: bool = False) -> str:
    """ "two weeks ago": a day is exact, longer spans are as vague as they were said."""
    by = -count if back else count
    if unit == "day":
        return f"on {_day(today + timedelta(days=by))}"
    if unit == "week":
        return f"around {_day(today + timedelta(weeks=by))}"
    if unit == "month":
        return f"in {_month(_months_on(today, by))}"
    return f"in {today.year + by}"


def _which(which: str, what: str, before: str | None, part: str | None, today: date, tense: _Tense) -> str | None:
    step = {"last": -1, "this": 0, "next": 1}[which.split()[0]]
    lead = before.lower() if before else ""
    if what in DAYS:
        day = _weekday(DAYS.index(what), step, today, tense)
        return f"{lead or 'on '}{what.capitalize()}{(part or '').lower()} {_day(day)}"
    if part:
        return None
    if what in MONTHS:
        return f"{lead or 'in '}{_month(_named_month(what, today, back=step < 0 or (step == 0 and tense.past)))}"
    if what in SEASONS:
        return f"{lead or 'in '}the {what} of {_season(what, step, today)}"
    if what == "year":
        return f"{lead or 'in '}{today.year + step}"
    if what == "month":
        return f"{lead or 'in '}{_month(_months_on(today, step))}"
    monday = today - timedelta(days=today.weekday()) + timedelta(weeks=step)
    if what == "week":
        return f"{lead or 'in '}the week of {_day(monday)}"
    return f"{lead or 'on '}the weekend of {_day(monday + timedelta(days=5))}"


def _by_tense(found: dict[str, str | None], tense: _Tense, today: date) -> str | None:
    """A bare weekday or month: the one behind for what happened, the one ahead for what is to come."""
    lead = (found["lead"] or found["within"] or "").lower()
    forward = tense.future or (lead in ("until", "till") and not tense.past)
    if tense.habit or not (forward or tense.past):
        return None
    if found["day"]:
        index = DAYS.index(found["day"].lower())
        day = _weekday(index, 2 if forward else -1, today, tense)
        return f"{lead} {DAYS[index].capitalize()}{(found['time'] or '').lower()} {_day(day)}"
    return f"{lead} {_month(_named_month(str(found['month']).lower(), today, back=not forward))}"


def _weekday(index: int, step: int, today: date, tense: _Tense) -> date:
    """-1 the one before today, 1 the one of next week, 0 the one of this week, 2 the next to come."""
    if step == -1:
        return today - timedelta(days=(today.weekday() - index - 1) % 7 + 1)
    ahead = (index - today.weekday() - 1) % 7 + 1
    if step == 0:
        return today + timedelta(days=index - today.weekday() if tense.past else ahead)
    if step == 1:
        return today + timedelta(days=index - today.weekday() + 7)
    return today + timedelta(days=ahead)


def _named_month(name: str, today: date, back: bool) -> date:
    number = MONTHS.index(name) + 1
    if back:
        return date(today.year if number <= today.month else today.year - 1, number, 1)
    return date(today.year if number >= today.month else today.year + 1, number, 1)


def _season(name: str, step: int, today: date) -> int:
    """The year in which it began; "last" in its own midst is the one before."""
    begun = today.year if today.month >= SEASONS[name] else today.year - 1
    inside = _months_between(begun, SEASONS[name], today) < 3
    if step < 0:
        return begun - 1 if inside else begun
    if step > 0:
        return begun + 1
    return begun if inside or today.year == begun else today.year


def _months_between(year: int, month: int, today: date) -> int:
    return (today.year - year) * 12 + today.month - month


def _months_on(today: date, by: int) -> date:
    count = today.year * 12 + today.month - 1 + by
    return date(count // 12, count % 12 + 1, 1)


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBERS[word.lower()]


def _day(day: date) -> str:
    return f"{day.day} {_month(day)}"


def _month(day: date) -> str:
    return f"{MONTHS[day.month - 1].capitalize()} {day.year}"
