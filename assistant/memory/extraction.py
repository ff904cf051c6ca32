"""What a user's message says about the user's life: rules only, no model, verbatim spans.

What is stated is kept; what is asked, ordered, felt, supposed or pasted is not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from assistant.memory import manner
from assistant.memory import phrasing as say
from assistant.memory import subjects as about
from assistant.memory.borrowed import asks_to_learn
from assistant.memory.dropped import completed
from assistant.memory.elliptic import is_elliptic
from assistant.memory.records import MemoryKind
from assistant.memory.secrecy import is_secret
from assistant.memory.sentences import Sentence, own_sentences, straightened
from assistant.spans import Spans

_FOLLOW_UPS_AT_MOST = 2
_GAP_AT_MOST = 3
"""Characters between a statement and the sentence that goes on about it."""

_LONGEST = 600
_UNUSUAL_WORDS = 6
"""From here on a sentence that begins unlike a statement may be one."""
_CORRECTED = 0.8
"""How sure a correction is that names only the new value."""

_HEDGE = re.compile(
    r"^(?:I (?:think|believe|guess|suppose)|I'm pretty sure|if I (?:remember|recall) (?:right"
    r"|correctly),?)\s+(?:that\s+)?(?=my\b|our\b|the\b|I\b|we\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Extracted:
    """One statement: `text == message[start:end]`. `said_at` is when, in seconds since the epoch."""

    text: str
    start: int
    end: int
    kind: MemoryKind
    confidence: float
    secret: bool
    said_at: float = 0.0


def extract(text: str, said_at: float, pasted: Spans = ()) -> list[Extracted]:
    """The durable statements of one user message, in order; of what was pasted only on request. Never raises."""
    told_to = asks_to_learn(text, pasted)
    found: list[Extracted] = []
    invented = False
    joined = 0
    previous_end: int | None = None
    for sentence in own_sentences(straightened(text), pasted):
        follows = previous_end is not None and sentence.start - previous_end <= _GAP_AT_MOST
        if found and follows and joined < _FOLLOW_UPS_AT_MOST and _goes_on(sentence.text):
            found[-1] = _joined(text, found[-1], sentence)
            previous_end, joined = sentence.end, joined + 1
            continue
        statement, asked_to_keep = _core(sentence)
        confidence = _confidence(completed(manner.spelled(statement.text)), asked_to_keep or told_to, invented)
        invented = invented or say.FICTION.search(sentence.text) is not None
        previous_end = None
        if confidence > 0:
            found.append(_extracted(text, statement, confidence, said_at))
            previous_end, joined = (statement.end if statement.end == sentence.end else None), 0
    return found


def corrections(text: str, said_at: float, pasted: Spans = ()) -> list[Extracted]:
    """Sentences that give only the new value of something said before: "Actually it's Fidget"."""
    sentences = own_sentences(straightened(text), pasted)
    return [_extracted(text, sentence, _CORRECTED, said_at) for sentence in sentences if is_elliptic(sentence.text)]


def _core(sentence: Sentence) -> tuple[Sentence, bool]:
    """The statement inside: without greeting, "remember that" and a question tied on behind."""
    start, end = sentence.start, sentence.end
    text = sentence.text
    asked_to_keep = False
    for _ in range(3):
        lead = say.LEAD_IN.match(text)
        if lead and lead.end() < len(text):
            start, text = start + lead.end(), text[lead.end() :]
        keep = None if say.ASIDE.match(text) else say.REMEMBER.match(text)
        if keep and keep.end() < len(text):
            asked_to_keep = True
            start, text = start + keep.end(), text[keep.end() :]
        if not lead and not keep:
            break
    aside = say.ASIDE.match(text)
    if aside:
        asked_to_keep = True
        start, end, text = start + aside.end(), end - 1, text[aside.end() : -1]
    tail = say.TAIL_QUESTION.search(text)
    if tail and tail.start() >= 8:
        cut = text[: tail.start()].rstrip(" ,;-")
        start, end, text = start, start + len(cut), cut
    return Sentence(text, start, end), asked_to_keep


def _confidence(text: str, asked_to_keep: bool, invented: bool) -> float:
    """How surely this is a lasting statement about the user's life; 0: it is not one."""
    if not 6 <= len(text) <= _LONGEST or text.rstrip("\"') !.").endswith("?") or len(text.split()) < 2:
        return 0.0
    bare = say.CORRECTION_LEAD.sub("", text)
    if not bare or manner.ABOUT_USER.search(bare) or manner.JOKE.search(bare):
        return 0.0
    if manner.STANDING.match(bare) and not invented:
        return 0.9
    if say.CALL_ME.match(bare) or say.REACH_ME.match(bare) or say.REFUSED.match(bare):
        return 0.9
    if say.QUESTION.match(bare):
        return 0.0
    if say.PROCEDURE.match(bare) and _is_own_procedure(bare) and not invented:
        return 0.8
    if say.REQUEST.match(bare) and not asked_to_keep:
        return 0.0
    if invented and not asked_to_keep:
        return 0.0
    hedged = _HEDGE.match(bare)
    return _stated(_HEDGE.sub("", bare), asked_to_keep) * (0.6 if hedged else 1.0)


def _stated(text: str, asked_to_keep: bool) -> float:
    if asked_to_keep and not say.QUESTION.match(text):
        return 1.0 if len(text.split()) >= 3 else 0.0
    if manner.OPINION_OF_YOU.search(text) or manner.STRANGER.match(text) or manner.HEARSAY.match(text):
        return 0.0
    if text[0] in "\"'" or say.SUPPOSED.search(text) or say.ABOUT_ASSISTANT.search(text):
        return 0.0
    if about.THING_AT_HOME.match(text):
        return 0.8
    if say.MOOD.search(text) or say.MOOD.search(manner.OF_LATE.sub("", text)):
        return 0.0
    fleeting = say.FLEETING.search(text) and not manner.LASTING.match(text)
    if (fleeting or manner.PASSING.search(text)) and not (say.SPECIFIC.search(text) or say.PROPER.search(text)):
        return 0.0
    words = len(re.findall(r"\w+", text))
    if say.PERSONAL.search(text) and say.DECLARED.match(text):
        return 0.9 if words >= 3 else 0.0
    if say.PERSONAL.search(text) and words >= _UNUSUAL_WORDS and say.OWN_CLAUSE.search(text):
        return 0.8
    return _about_others(text)


def _about_others(text: str) -> float:
    """Statements without "I" or "my": kept when they name a definite thing of everyday life or a person."""
    if about.WORLD_SUBJECT.match(text) or not _has_verb(text):
        return 0.0
    if about.GIVEN_NAME.match(text):
        return 0.8
    if about.NAMED_SUBJECT.match(text) or about.KIN_SUBJECT.match(text):
        return 0.7
    subject = _subject(text)
    if re.match(r"(?:the|grandma|grandpa|there(?:'s| is| are) (?:a|an|the|some|\w+))\b", text, re.IGNORECASE):
        if about.HOUSEHOLD.search(subject):
            return 0.8
        lower = not re.search(r"\s[A-Z]", subject)
        if lower and say.SPECIFIC.search(text):
            return 0.6
    if about.HOUSEHOLD.search(subject) and say.SPECIFIC.search(text) and len(subject.split()) <= 4:
        return 0.6
    return 0.6 if about.SCHEDULED.match(text) else 0.0


def _subject(text: str) -> str:
    """What stands before the verb, as far as a list of common verbs can tell."""
    verb = re.search(
        r"\s(?:is|are|was|were|has|have|lives?|leaves?|starts?|begins?|goes|go|opens?|closes?|costs?|ends?"
        r"|arrives?|departs?|comes?|needs?|sits?|"
        r"hangs?|runs?|expires?|works?|takes?|gets?|says|sleeps?|belongs?|stands?|moved|will|can|must|lands?"
        r"|meets?|keeps?|collects?|"
        r"sticks?|stays?|falls?)\b",
        text,
        re.IGNORECASE,
    )
    if verb and re.match(r"there", text, re.IGNORECASE):
        return text
    return text[: verb.start()] if verb else text


def _has_verb(text: str) -> bool:
    return (
        _subject(text) != text
        or re.match(r"there", text, re.IGNORECASE) is not None
        or bool(re.search(r"\b\w+(?:s|ed|'s|'t)\s", text))
    )


def _is_own_procedure(text: str) -> bool:
    """A way of doing things at the user's place, not a recipe out of a book."""
    if say.SUPPOSED.search(text) or say.ABOUT_ASSISTANT.search(text):
        return False
    return bool(
        say.PERSONAL.search(text)
        or say.WORKS_A_DEVICE.match(text)
        or (re.search(r"\bthe\b", text, re.IGNORECASE) and about.HOUSEHOLD.search(text))
    )


def _goes_on(text: str) -> bool:
    """Whether a sentence carries on about what the one before named."""
    return (
        say.FOLLOW_UP.match(text) is not None
        and not text.rstrip().endswith("?")
        and not say.OPINION.match(text)
        and not say.SUPPOSED.search(text)
        and say.TAIL_QUESTION.search(text) is None
        and len(text.split()) >= 3
    )


def _joined(message: str, first: Extracted, sentence: Sentence) -> Extracted:
    span = message[first.start : sentence.end]
    return replace(first, text=span, end=sentence.end, secret=is_secret(span))


def _extracted(message: str, statement: Sentence, confidence: float, said_at: float) -> Extracted:
    text = message[statement.start : statement.end]
    return Extracted(
        text,
        statement.start,
        statement.end,
        _kind(completed(manner.spelled(statement.text))),
        round(confidence, 2),
        is_secret(text),
        said_at,
    )


def _kind(text: str) -> MemoryKind:
    bare = say.CORRECTION_LEAD.sub("", text)
    if say.CALL_ME.match(bare) or say.REFUSED.match(bare) or manner.STANDING.match(bare):
        return MemoryKind.PREFERENCE
    if say.CORRECTION.search(text):
        return MemoryKind.CORRECTION
    if say.PROCEDURE.search(text):
        return MemoryKind.PROCEDURE
    if say.PREFERENCE.search(text):
        return MemoryKind.PREFERENCE
    return MemoryKind.FACT
