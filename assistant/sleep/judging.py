"""Is a reply right, a refusal, or a recital? Checkable rules only; no model judges its own work."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import sqrt

from assistant.memory.wording import longest_common_words, words

_ARTICLES = re.compile(r"\b(a|an|the)\s+(?=\w)")
_REFUSAL = re.compile(
    r"(haven['’]t|have not|hasn['’]t|has not|never|didn['’]t|did not) (\w+ )?"
    r"(told|tell|mentioned|mention|said|say|shared|share)"
    r"|\bI (\w+ )?(don['’]t|do not) (\w+ )?(know|have|remember|recall|possess|think you)"
    r"|\bI (\w+ )?(can['’]?t|cannot|can not)\b|\bI(['’]m| am) (unable|not able)"
    r"|not sure|unsure|no (information|record|memory|note|idea|way)"
    r"|sorry|as an ai|i['’]m an? (ai|artificial|language|digital|text)"
    r"|not (provided|specified|mentioned|known|available)"
    r"|could you (please )?(tell|provide|give|share|clarify|specify)|please (provide|tell|share|clarify|specify)"
    r"|need more (information|context|details)|depends on",
    re.IGNORECASE,
)
_TENS = re.compile(
    r"\b(twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)[- ](one|two|three|four|five|six|seven|eight|nine)\b"
)
_UNITS = r"(?:[:.]00|,000)?(?:st|nd|rd|th|am|pm|h|s|mm|cm|km|m|mg|kg|g|ml|l)?"
"""What may stand right after a number without making it another one: 10:00, 10am, 14th, 50mg; thousands: 148,000."""
_DOUBLING = re.compile(r"\b[^\W\d_aeiou]*[aeiou][^\W\d_aeiouwxy]$")
"""One syllable that ends in a single vowel and consonant: it doubles that before -ed and -ing (swim, swimming)."""
_AGENT_FROM = 5
"""Letters from which -er may follow (gardener); shorter words make others with it (moth, mother)."""
_STEM_FROM = 6
"""Letters from which anything may follow ("biolog", biology); shorter words begin others (Roman, Romania)."""
_PHRASE_FROM, _PHRASE_STEM_FROM = 8, 3
"""Letters of a phrase, and of its last word, from which on the same holds ("five min", five minutes)."""
_NUMBER = re.compile(
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)|\w+teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty"
)
_ORDINALS = {"three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth", "twelve": "twelfth"} | {
    number: f"{number}th"
    for number in (
        *("four", "six", "seven", "ten", "eleven", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
        *("eighteen", "nineteen"),
    )
}
RECITED_SHARE = 0.9
"""A reply that repeats this share of the statement's words, in the user's own form, answers by reciting it."""


def folded(text: str) -> str:
    """Case and articles folded, spaces collapsed, "thirty-six" and "thirty six" one word."""
    plain = " ".join(_ARTICLES.sub("", text.casefold().replace("’", "'")).split())
    return _TENS.sub(r"\1\2", plain)


def is_right(reply: str, expected: Sequence[str], forbidden: Sequence[str] = ()) -> bool:
    """Whether the reply contains an expected string and none that is forbidden.

    Contained means from the start of a word: "walnut" is in "walnuts" (an inflection may follow; after six letters
    anything may, unless they are a number: "biolog" is in "biology"), "36" is not in "136".
    """
    text = folded(reply)
    return any(_whole(item).search(text) for item in expected) and not any(
        _whole(item).search(text) for item in forbidden
    )


@lru_cache(maxsize=4096)
def _whole(item: str) -> re.Pattern[str]:
    """Finds the item in folded text, but never inside another word or number."""
    text = folded(item)
    if not text:
        return re.compile(r"(?!)")
    before = r"(?<!\w)(?<!\d[.,:])" if text[0].isdigit() else r"(?<!\w)" if text[0].isalpha() else ""
    if text[-1].isdigit():
        return re.compile(f"{before}{re.escape(text)}{_UNITS}(?!\\w|[.,:]\\d)")
    if not text[-1].isalpha():
        return re.compile(before + re.escape(text))
    stem = _last_word(text)
    begins = len(stem) >= _STEM_FROM or (len(stem) >= _PHRASE_STEM_FROM and len(text) >= _PHRASE_FROM)
    anything = r"\w*" if begins and not _NUMBER.fullmatch(stem) else ""
    inflected = "|".join(map(re.escape, _inflected(text)))
    return re.compile(f"{before}(?:{re.escape(text)}{anything}|{inflected})(?:'s?)?(?!\\w)")


def _last_word(text: str) -> str:
    return re.split(r"[^\w]", text)[-1]


def _inflected(text: str) -> list[str]:
    """The text and, with its last word inflected, its plural, past and continuous forms; of a number its ordinal."""
    last = _last_word(text)
    if last in _ORDINALS:
        return [text, text.removesuffix(last) + _ORDINALS[last], f"{text}s"]
    if len(last) < 3:
        return [text, f"{text}s"]
    if last.endswith("y") and last[-2] not in "aeiou":
        forms = [f"{text}s", f"{text[:-1]}ies", f"{text[:-1]}ied", f"{text}ing"]
    elif last.endswith("e"):
        forms = [f"{text}s", f"{text}d" if len(last) > 3 else text, f"{text[:-1]}ing"]
    else:
        stem = text + last[-1] if _DOUBLING.search(last) else text
        forms = [f"{text}s", f"{text}es" if last.endswith(("s", "x", "z", "ch", "sh", "o")) else text]
        forms += [f"{stem}ed", f"{stem}ing"]
    agents = [f"{text}{'r' if last.endswith('e') else 'er'}{end}" for end in ("", "s")]
    return [text, *forms, *(agents if len(last) >= _AGENT_FROM else [])]


def is_refusal(reply: str) -> bool:
    """Whether the reply says that it does not know, instead of claiming something."""
    return not reply.strip() or bool(_REFUSAL.search(reply))


def is_recited(reply: str, statement: str) -> bool:
    """Whether the reply mostly repeats the statement as the user worded it."""
    told = words(statement)
    return bool(told) and longest_common_words(told, words(reply)) >= RECITED_SHARE * len(told)


@dataclass(frozen=True, slots=True)
class Share:
    """`right` of `n`."""

    right: int
    n: int

    @property
    def value(self) -> float:
        """0..1; an empty share counts as 0."""
        return self.right / self.n if self.n else 0.0

    @property
    def ci95(self) -> tuple[float, float]:
        """Wilson's 95 % interval."""
        if not self.n:
            return 0.0, 1.0
        z, n, p = 1.96, self.n, self.value
        centre = (p + z * z / (2 * n)) / (1 + z * z / n)
        half = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
        return max(0.0, centre - half), min(1.0, centre + half)


def share(flags: Sequence[bool]) -> Share:
    """How many of the flags are true."""
    return Share(sum(flags), len(flags))
