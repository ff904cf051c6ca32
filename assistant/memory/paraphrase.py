"""Common ways of saying one thing brought into one form, so that a thing told twice is kept once. Patterns only."""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.memory.calendar_words import NUMBER
from assistant.memory.words import STOP, fold, stem, word_set, words

_NUMBER = rf"(?:\d+|{NUMBER})"
_OWNER = r"(?P<owner>my|our)"
_LIKE = r"(?:really |absolutely |just )*(?:love|adore|enjoy)|(?:am|'m) (?:fond|a (?:big |huge )?fan) of"
_FORMS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), plain)
    for pattern, plain in (
        (r"^(?:by the way|btw|also|oh|well|so|and|hi|hello)[, ]+", ""),
        (r"^I (?:think|believe|guess|suppose)(?: that)? (?=my\b|our\b|the\b|I\b|we\b)", ""),
        (r"[, ]+(?:by the way|btw|you know|too|as well|though)[.!]*$", ""),
        (r"\b(?:I am|I'm|we are|we're) (?:currently |now )?(work|play|learn|train|study)ing\b", r"I \1"),
        (r"\b(?:I am|I'm|we are|we're) (?:currently |now )?living\b", "I live"),
        (r"\b(?:I've got|I have got|I own)\b", "I have"),
        (r"\b(?:we've got|we have got|we own)\b", "we have"),
        (
            r"^(?:I|we) have an? (?P<thing>[\w -]+?),? (?:(?:who|that) is )?(?:called|named) (?P<name>.+)$",
            r"my \g<thing> is called \g<name>",
        ),
        (
            rf"^{_OWNER} (?P<thing>[\w -]+?) (?:goes by|answers to|has the name) (?P<name>.+)$",
            r"\g<owner> \g<thing> is called \g<name>",
        ),
        (
            rf"^(?P<name>[A-Z][\w'-]+) is (?:the name of )?{_OWNER} (?P<thing>[\w-]+)[.!]*$",
            r"\g<owner> \g<thing> is \g<name>",
        ),
        (rf"^(?P<what>[\w '-]+?) is {_OWNER} (?P<rank>favou?rite [\w -]+?)[.!]*$", r"\g<owner> \g<rank> is \g<what>"),
        (r"\bI (?:do not|don't) like\b|\bI (?:dislike|can't stand|cannot stand|detest|loathe)\b", "I hate"),
        (rf"\bI ?(?:{_LIKE})\b", "I like"),
        (r"\bI like (.+?) (?:more|better) than (.+?)[.!]*$", r"I prefer \1 to \2"),
        (r"\bI prefer (.+?) (?:over|rather than) (.+?)[.!]*$", r"I prefer \1 to \2"),
        (r"\b(?:I have|I suffer from) an? (?P<what>[\w -]+?) allergy\b", r"I am allergic to \g<what>"),
        (r"\bI was born on (?P<day>\d[\w ]*|[A-Z]\w+ \d\w*)[.!]*$", r"my birthday is on \g<day>"),
        (r"\b(?:my job is|I work as|I am employed as|I'm employed as)(?: an?| being an?)?\b", "I am a"),
        (rf"\b(?:I am|I'm) (?P<age>{_NUMBER}) years? old\b", r"I am \g<age>"),
        (r"\b(?:my (?:home|house|flat) is|I am based|I'm based|my home town is|I reside) in\b", "I live in"),
        (r"\bmy (?:email|e-mail|mail) address\b", "my email"),
        (r"\b(?:mobile|cell|phone) number\b", "number"),
    )
)
_LINKS = word_set(
    "is are am was be called named have has got a an the my our i we me us there of live lives work works"
)
_NOT = word_set("not never no without stopped quit longer anymore")
_PERSONS = word_set(
    """mother mum mom father dad sister brother wife husband son daughter uncle aunt cousin grandma grandpa grandmother
    grandfather friend boss neighbour colleague partner boyfriend girlfriend niece nephew"""
)


def canonical(text: str) -> str:
    """The text in its most common form: "I have a dog named Fudge" as "my dog is called Fudge"."""
    for pattern, plain in _FORMS:
        text = pattern.sub(plain, text)
    return text


def same_words(one: str, other: str, shown: Callable[[str], str] = canonical) -> bool:
    """Whether both say the same once in one form: same content, numbers, owner and denial, in any unambiguous order."""
    first, second = shown(one), shown(other)
    left, right = _content(first), _content(second)
    if (
        not left
        or sorted(left) != sorted(right)
        or _denied(first) != _denied(second)
        or _owner(first) != _owner(second)
    ):
        return False
    # "My sister loves my brother" is not the same the other way round.
    if len(left) > 3 or _places(first) or len(_PERSONS & set(words(first))) > 1:
        return left == right and _places(first) == _places(second)
    return not _places(second)


def _content(text: str) -> list[str]:
    return [stem(word) for word in words(text) if word not in STOP and word not in _LINKS and word not in _NOT]


def _denied(text: str) -> bool:
    return bool(_NOT & set(words(text)))


def _owner(text: str) -> frozenset[str]:
    """I and we are one here, he and she are not."""
    return frozenset(
        word for word in words(text) if word in {"he", "she", "they", "you", "his", "her", "their", "your"}
    )


def _places(text: str) -> list[str]:
    """Words that turn round what is said: to and from, before and after, in and near."""
    return [word for word in re.findall(r"\w+", fold(text)) if word in _RELATION]


_RELATION = word_set(
    "to from before after under over behind near opposite without since until in at on live lives work works"
)
