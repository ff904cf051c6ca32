"""What in a message is the user's own prose, cut into sentences that remember where they stood."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.memory.borrowed import asks_to_learn, borrowed, speech
from assistant.spans import Spans, overlap

_LONG_MESSAGE = 6000
_ABBREVIATION = re.compile(
    r"\b(?:mr|mrs|ms|dr|prof|st|no|nr|vs|etc|e\.g|i\.e|approx|apt|ave|[a-z]|[ap]\.m)\.$", re.IGNORECASE
)
_CLOSERS = "\"')]"
_END = re.compile(rf"(?:[.!?…]+[{re.escape(_CLOSERS)}]*)(?=\s|$)|\n+|;(?=\s)")
_BULLET = re.compile(r"(?:[-*•]|\d{1,2}[.)])\s+")


@dataclass(frozen=True, slots=True)
class Sentence:
    """`text == message[start:end]`, without surrounding blanks."""

    text: str
    start: int
    end: int


_STRAIGHT = str.maketrans("\u2018\u2019\u02bc\u201c\u201d\u2013\u2014", "'''\"\"--")


def straightened(text: str) -> str:
    """Typographic quotes and dashes as plain ones; every character stays in its place."""
    return text.translate(_STRAIGHT)


def own_sentences(message: str, pasted: Spans = ()) -> Iterator[Sentence]:
    """Sentences outside of quotes, code, pasted blocks and text handed over to be worked on.

    `pasted`: stretches that the user did not type; a sentence with a pasted word in it is not the user's own.
    """
    if len(message) > _LONG_MESSAGE:
        return
    foreign = [*speech(message), *(() if asks_to_learn(message, pasted) else pasted)]
    for start, end in _prose(message, pasted):
        for sentence in _split(message, start, end):
            if not overlap(foreign, sentence.start, sentence.end):
                yield sentence


def _prose(message: str, pasted: Spans) -> Iterator[tuple[int, int]]:
    """Ranges of the message that the user wrote about their world, as far as form can tell."""
    position = 0
    for start, end in sorted(borrowed(message, pasted)):
        if start > position:
            yield position, start
        position = max(position, end)
    if position < len(message):
        yield position, len(message)


def _split(message: str, start: int, end: int) -> Iterator[Sentence]:
    begin = start
    for match in _END.finditer(message, start, end):
        if (
            match.group() == "."
            and _ABBREVIATION.search(message[begin : match.end()])
            and _continues(message, match.end())
        ):
            continue
        stop = match.end() if match.group().strip(";\n ") else match.start()
        yield from _trimmed(message, begin, stop)
        begin = match.end()
    yield from _trimmed(message, begin, end)


def _continues(message: str, at: int) -> bool:
    """After "Dr." or "p.m.": a capital begins a sentence only where the abbreviation cannot be a title."""
    rest = message[at:].lstrip(" ")
    if not rest or rest[0] == "\n":
        return False
    title = re.search(r"\b(?:mr|mrs|ms|dr|prof|st|no|nr)\.$", message[:at], re.IGNORECASE)
    return bool(title) or not rest[0].isupper()


def _trimmed(message: str, start: int, end: int) -> Iterator[Sentence]:
    while start < end and message[start].isspace():
        start += 1
    bullet = _BULLET.match(message, start, end)
    if bullet:
        start = bullet.end()
    while end > start and message[end - 1].isspace():
        end -= 1
    if end > start:
        yield Sentence(message[start:end], start, end)
