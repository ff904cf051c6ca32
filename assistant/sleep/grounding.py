"""Which dreams may be studied: checks that need no model. A dream that fails one is dropped, with the reason."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.memory.parts import parts
from assistant.memory.wording import LABELS, content_stems, names, normalised, similarity, words
from assistant.sleep.judging import folded, is_refusal

_ADDRESS = re.compile(
    r"^(do|can|could|would|will|did) you (please )?(remember|know|tell|remind|say|recall|happen to know)\b"
    r"|\b(i told you|did i tell you|have i told you|you (still )?(know|remember)|i mentioned to you)\b",
    re.IGNORECASE,
)
_SECOND_PERSON = re.compile(r"\b(you|your|yours|yourself)\b", re.IGNORECASE)
_FIRST_PERSON = re.compile(r"\b(i|me|my|mine|i'm|i've|we|our|us)\b", re.IGNORECASE)
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DAY_AND_MONTH = re.compile(
    rf"\b(?P<day>\d{{1,2}}(?:st|nd|rd|th)?)(?: of)? {_MONTH}\b|\b{_MONTH} (?P<day2>\d{{1,2}}(?:st|nd|rd|th)?)\b",
    re.IGNORECASE,
)
LEAK_SIMILARITY = 0.8

_NO_QUESTION = "not a question"
_ASKS_ASSISTANT = "asks about the assistant"
_NAMES_MORE = "names what was not told"
_NO_SPAN = "its span is not in the note"
_LACKS_SPAN = "the answer lacks its span"
_SAYS_MORE = "says more than was told"
ANSWER_AT_FAULT = frozenset({_NO_SPAN, _LACKS_SPAN, _SAYS_MORE})
"""Reasons that leave the question be: it may still have a good answer."""


def fault(question: str, span: str, answer: str, statement: str, seen: set[str]) -> str:
    """Why this dream may not be studied, or "" if it may; then its question joins `seen`."""
    reason = (
        _malformed(question, answer)
        or _wrong_person(question, answer)
        or _ungrounded(question, span, answer, statement)
    )
    if reason:
        return reason
    return _asked_already(question, seen)


def fault_of_cue(question: str, statement: str, seen: set[str]) -> str:
    """The same of a question alone (see `assistant.sleep.cues`)."""
    if not _is_question(question):
        return _NO_QUESTION
    if _is_for_the_assistant(question):
        return _ASKS_ASSISTANT
    if names(question) - set(words(statement)):
        return _NAMES_MORE
    return _asked_already(question, seen)


def _asked_already(question: str, seen: set[str]) -> str:
    key = normalised(question)
    if key in seen:
        return "asked already"
    seen.add(key)
    return ""


def settled_span(question: str, span: str, answer: str, statement: str) -> str:
    """The span that was named, if the answer rests on it; else what is new in the statement, a name or a number of it
    on which the answer does rest. A small model names wrong words more often than it gives a wrong answer.
    """
    asked, found, told = set(content_stems(question)), folded(answer), folded(statement)
    named = names(statement)
    own = [part for part in parts(statement)[1:] if part[0].isdigit() or words(part)[0] in named]
    for part in (span, *parts(statement)[:1], *own):
        given = set(content_stems(part))
        if folded(part) in told and folded(part) in found and given and not given <= asked:
            return part
    return span


def span_of(question: str, answer: str, statement: str) -> str:
    """The part of the statement that the answer adds to the question, names and numbers first; "" for none."""
    asked, found, named = set(content_stems(question)), folded(answer), names(statement)
    added = [part for part in parts(statement) if folded(part) in found and set(content_stems(part)) - asked]
    return max(added, key=lambda part: (words(part)[0] in named, len(part)), default="")


def _dates_cut(span: str, statement: str) -> list[str]:
    """Dates of the statement of which the span is only the day: "14" is no answer where "14 May" was told."""
    return [date[0] for date in _DAY_AND_MONTH.finditer(statement) if span in (date["day"], date["day2"])]


def leaks(question: str, held_out: Sequence[str]) -> bool:
    """Whether the question has a probe's wording."""
    return any(similarity(question, probe) >= LEAK_SIMILARITY for probe in held_out)


def _is_question(question: str) -> bool:
    return 2 <= len(words(question)) <= 24 and question.endswith(("?", "."))


def _is_for_the_assistant(question: str) -> bool:
    return _SECOND_PERSON.search(_ADDRESS.sub("", question)) is not None


def _malformed(question: str, answer: str) -> str:
    if not _is_question(question):
        return _NO_QUESTION
    if not 1 <= len(words(answer)) <= 24 or not answer.endswith((".", "!")):
        return "not an answer"
    return "answers that it does not know" if is_refusal(answer) else ""


def _wrong_person(question: str, answer: str) -> str:
    if _is_for_the_assistant(question):
        return _ASKS_ASSISTANT
    return "answers as the user" if _FIRST_PERSON.search(answer) else ""


def _ungrounded(question: str, span: str, answer: str, statement: str) -> str:
    if not span or folded(span) not in folded(statement):
        return _NO_SPAN
    if folded(span) not in folded(answer):
        return _LACKS_SPAN
    told, asked, given = set(content_stems(statement)), set(content_stems(question)), set(content_stems(span))
    if given and given <= asked:
        return "the question gives the answer away"
    if given - {""} == set():
        return "its span says nothing"
    if any(folded(date) not in folded(answer) for date in _dates_cut(span, statement)):
        return "gives half of a date"
    if set(content_stems(answer)) - told - asked - LABELS:
        return _SAYS_MORE
    if (names(question) | names(answer)) - set(words(statement)):
        return _NAMES_MORE
    return ""
