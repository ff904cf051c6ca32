"""Is a reply right, a refusal, or a recital? Checkable rules only; no model judges its own work."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from assistant.sleep.wording import longest_common_words, words

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
RECITED_SHARE = 0.9
"""A reply that repeats this share of the statement's words, in the user's own form, answers by reciting it."""


def folded(text: str) -> str:
    """Case and articles folded, spaces collapsed."""
    return " ".join(_ARTICLES.sub("", text.casefold().replace("’", "'")).split())


def is_right(reply: str, expected: Sequence[str], forbidden: Sequence[str] = ()) -> bool:
    """Whether the reply contains an expected string and none that is forbidden."""
    text = folded(reply)
    return any(folded(item) in text for item in expected) and not any(folded(item) in text for item in forbidden)


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
