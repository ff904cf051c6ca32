"""Plain rules about words that need no model: stems, the user's "my" turned into "your", likeness."""

from __future__ import annotations

import re
from collections.abc import Iterable

_WORD = re.compile(r"\w+(?:[’'.:/@-]\w+)*")
_STOP_WORDS = frozenset(
    re.findall(
        r"\S+",
        """a an the and or but so of to in on at by for from with without into about over under as than then that this
        these those is are was were am be been being do does did done doing have has had having can could will would
        shall should may might must not no nor there here it its he him his she her hers they them their i me my mine
        myself we us our ours you your yours yourself what which who whom whose when where why how if because while
        very just also too again still now please tell remember remind know think let's what's who's where's it's
        that's i'm i've i'd i'll you're you've don't doesn't didn't isn't aren't wasn't weren't won't can't s t re ve
        ll d m""",
    )
)
_TO_YOU = (
    (r"\bi am\b", "you are"),
    (r"\bi['’]m\b", "you're"),
    (r"\bi was\b", "you were"),
    (r"\bi wasn['’]t\b", "you weren't"),
    (r"\bam i\b", "are you"),
    (r"\bi['’](ve|ll|d)\b", r"you'\1"),
    (r"\bwe['’](ve|ll|d|re)\b", r"you'\1"),
    (r"\bmyself\b", "yourself"),
    (r"\bourselves\b", "yourselves"),
    (r"\b(my|our)\b", "your"),
    (r"\b(mine|ours)\b", "yours"),
    (r"\b(i|we|me|us)\b", "you"),
)
_SUFFIXES = ("ations", "ation", "ings", "ing", "ies", "edly", "ed", "es", "ers", "er", "ly", "s", "e", "y")


def words(text: str) -> list[str]:
    """Lower-case words; times, dates and hyphenated names stay whole."""
    return [word.replace("’", "'").removesuffix("'s") for word in _WORD.findall(text.lower())]


def is_function_word(word: str) -> bool:
    """Whether a lower-case word carries no meaning of its own."""
    return word in _STOP_WORDS


def stem(word: str) -> str:
    """A crude stem: enough to see that "works" and "working" are one word."""
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            return word[: -len(suffix)]
    return word


def content_stems(text: str) -> list[str]:
    """Stems of the words that carry meaning, in order, repeats included."""
    return [stem(word) for word in words(text) if word not in _STOP_WORDS]


def to_you_form(statement: str) -> str:
    """The statement as one says it back to its speaker: "My dog" becomes "Your dog"."""
    told = statement.strip()
    for pattern, replacement in _TO_YOU:
        told = re.sub(pattern, replacement, told, flags=re.IGNORECASE)
    return told[:1].upper() + told[1:]


def normalised(text: str) -> str:
    """Text for comparing wordings: lower-case words only."""
    return " ".join(words(text))


def similarity(one: str, other: str) -> float:
    """Jaccard overlap of the words of two texts, 0..1."""
    first, second = set(words(one)), set(words(other))
    return len(first & second) / len(first | second) if first or second else 1.0


def names(text: str) -> frozenset[str]:
    """Lower-cased words that are capitalised inside a sentence, and words with digits."""
    found = re.findall(r"(?<=[\w,;:] )[A-Z][\w'-]*|\b\w*\d[\w.:/-]*", text.replace("’", "'"))
    return frozenset(name.lower().removesuffix("'s").rstrip(".:") for name in found) - {
        "i",
        "i'm",
        "i've",
        "i'd",
        "i'll",
    }


def longest_common_words(one: Iterable[str], other: Iterable[str]) -> int:
    """Length of the longest common subsequence of two word lists."""
    second = list(other)
    row = [0] * (len(second) + 1)
    for word in one:
        previous = 0
        for index, candidate in enumerate(second, 1):
            previous, row[index] = row[index], previous + 1 if word == candidate else max(row[index], row[index - 1])
    return row[-1]


LABELS = frozenset(
    content_stems(
        "name named called call number code place town city country date day time year old kind type sort colour"
    )
)
"""Words that name what is asked for; they state nothing by themselves."""
