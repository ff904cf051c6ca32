"""Corrections that name only the new value ("Actually it's Fidget"), filled in from what was said just before."""

from __future__ import annotations

import re

from assistant.memory.calendar_words import DAY, MONTH, NUMBER, NUMBERS

_ELLIPTIC = re.compile(
    r"^(?:(?:no|nope|actually|sorry|wait|oops|correction|i mean|my mistake|i misspoke)[\s,.:!-]+)+"
    r"(?:(?:actually|it's|it is|it was|that's|that is|he's|she's|they're|he is|she is|they are|make (?:that|it)"
    r"|i meant"
    r"|i mean|should be|it should be)\s+)+"
    r"(?P<value>[^,.!?;\n]{1,40}?)(?:,? not (?P<old>[^,.!?;\n]{1,40}))?[.!]*$",
    re.IGNORECASE,
)
_CALLED = re.compile(
    r"(?P<head>.*\b(?:called|named|is|are|lives? in|works? (?:at|in|for)|live in|work (?:at|in|for)|to|at|on|in)\s+)"
    r"(?P<value>(?:[A-Z][\w'&-]*|[a-z]{2,})(?: [A-Z][\w'&-]*)*)(?P<tail>(?:\s+(?:at|on|in|from|until)\b.*)?[.!]*)$"
)
_NUMBER = re.compile(
    r"(?<![\w:.])(?:\d[\d:.,]*(?:st|nd|rd|th)?(?:\s?(?:am|pm|%|euros?|dollars|pounds|kg|km|minutes|hours|years))?"
    rf"|{NUMBER}|{DAY}|{MONTH})(?![\w:])",
    re.IGNORECASE,
)


def is_elliptic(text: str) -> bool:
    """Whether a sentence corrects without saying what."""
    return _ELLIPTIC.match(text) is not None


def completed(text: str, earlier: str) -> str | None:
    """`earlier` with the new value in its place; None where it is not clear which word is meant."""
    found = _ELLIPTIC.match(text)
    if not found:
        return None
    value = found["value"].strip()
    if found["old"]:
        return _swapped(earlier, found["old"].strip(), value)
    if _NUMBER.fullmatch(value):
        same = [match for match in _NUMBER.finditer(earlier) if _sort(match.group()) == _sort(value)]
        return earlier[: same[0].start()] + value + earlier[same[0].end() :] if len(same) == 1 else None
    if len(value.split()) > 4 or not re.match(r"[\w'&-]", value):
        return None
    last = _CALLED.match(earlier)
    if not last or _NUMBER.fullmatch(last["value"]) or last["value"][0].isupper() != value[0].isupper():
        return None
    return f"{last['head']}{value}{last['tail']}"


def _swapped(earlier: str, old: str, new: str) -> str | None:
    place = re.search(rf"\b{re.escape(old)}\b", earlier, re.IGNORECASE)
    return earlier[: place.start()] + new + earlier[place.end() :] if place else None


def _sort(value: str) -> str:
    if ":" in value:
        return "time"
    if value[0].isdigit() or value.lower() in NUMBERS:
        return "ordinal" if value[-1:].isalpha() and value[-2:].lower() in ("st", "nd", "rd", "th") else "number"
    return "day" if value.lower().endswith("day") else "month"
