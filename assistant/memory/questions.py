"""What a query asks for, and whether it is about the user's own life or about the world."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.memory.calendar_words import DAY, MONTH, NUMBER
from assistant.memory.words import fold, has_carrier, is_light, word_set, words

_OWN = re.compile(
    r"\b(?:my|mine|our|ours|(?:do|did|am|are|was|were|have|had|will|is|does|don't|didn't|can't|haven't) (?:I|we)"
    r"|I'm|I've|(?:I|we) (?:am|was|have|had|keep|kept|live|lived|work|worked|like|love|hate|prefer|told|said|went|go"
    r"|got|put|left|park|parked|use|need|take|own|owe|play|study|studied|met|bought|sold|drive|eat|drink|moved|say"
    r"|said)|the (?:[\w'-]+ ){1,2}(?:I|we) (?!(?:can|could|should|would|might|must|may|will)\b)\w+"
    r"|remind me|to me|about me|for me|with me|with us|(?:call|greet|address) me"
    r"|whom? \w+ me)\b",
    re.IGNORECASE,
)
_ADVICE = re.compile(
    r"\bhow\s+(?:do|does|can|could|should|would|might|to)\b(?!\s+(?:I|we) (?:like|take|know|feel about)\b)"
    r"|\b(?:what|which|where|when|who)\s+(?:can|could|should|would|might|to)\b|\b(?:can|should|could) (?:I|you|we)\b"
    r"|\b(?:help|give|tell|show|write|teach|explain|recommend|suggest)\s+(?:to )?me\b"
    r"(?! (?:my|our|where|when|what|who|which|how (?:many|old|much))\b)",
    re.IGNORECASE,
)
_TASK = re.compile(
    r"^\W*(?:please\s+)?(?:write|compose|translate|summari[sz]e|imagine|generate|create|draft|list|name|convert"
    r"|calculate|define|explain|describe|compare|invent|tell me (?:a|an|about the)|give me|suggest|recommend|make up"
    r"|solve|rewrite)\b",
    re.IGNORECASE,
)
_POSSESSIVE = re.compile(r"\b(?:my|mine|our|ours)\b", re.IGNORECASE)
_POSSESSED = re.compile(r"\b(?:my|our)\s+([\w'-]+)", re.IGNORECASE)
_I_ASK = re.compile(r"\b(?:I|we|my|our)\b", re.IGNORECASE)
_BEGINS_ASKING = re.compile(
    r"(?:^|[.,;!]\s+)\W*(?:and |so |but )?(?:what|which|where|when|who|whose|whom|why|how|do|does|did|am|is|are|was"
    r"|were|have|has|can|could|should|would|will)(?:'s|'re)?\b",
    re.IGNORECASE,
)
_EVERYBODY = re.compile(r"\b(?:do|are(?! we (?:\w+ing|away|out)\b)|can|must|should|would|will) we\b", re.IGNORECASE)
_EVERYBODYS = re.compile(
    r"\bour (?:own )?(?:ears|eyes|noses?|tongues?|mouths?|teeth|skin|hair|hands|fingers|thumbs|feet|toes|legs"
    r"|arms|knees|necks|bones|muscles|blood|hearts?|lungs?|livers?|kidneys?|stomachs?|brains?|minds?|senses"
    r"|bod(?:y|ies)|genes|species|ancestors|planet|moon|sun|solar system|galaxy|universe|world|atmosphere)\b",
    re.IGNORECASE,
)
_ONESELF = re.compile(r"\b(?:I|I'm|I've|me|my|mine|us|our|ours)\b", re.IGNORECASE)
_SPEAKS = re.compile(r"\b(?:I|I'm|I've|me|my|mine|we|us|our|ours)\b", re.IGNORECASE)
_NAME = re.compile(r"(?<=[\w,;]\s)[A-Z][\w'-]+")
_DEFINITE = re.compile(r"\bthe\s+((?:(?!of\b|in\b|for\b|at\b|on\b|to\b|with\b|is\b)[\w'-]+\s?){1,3})", re.IGNORECASE)
_OF_ANY = re.compile(r"\s*\bof (?:an?|any|every|each)\b", re.IGNORECASE)
""" "the young of a cow": whose it is is open, so it is nothing of the user's."""
_WHOSE = re.compile(r"\bwhose \w+ (?:can|could|should|would|must|do|did|am|will) (?:I|we)\b", re.IGNORECASE)
"""Somebody of the user's, whatever is then to be done: "on whose door should I knock?"."""
_SUPERLATIVE = re.compile(r"\b(?:best|worst|most|least|first|last|\w{3,}est)\b", re.IGNORECASE)
KIN = word_set("grandma grandmother grandpa grandfather granny nana mum mom mother dad father auntie")
"""Relatives who go by that name alone."""

_ASKS = (
    (r"\bwhen\b|\bwhat (?:time|day|date|year|month)\b|\bbirthday\b", "when"),
    (
        r"\bwhere\b|\bwhat (?:city|town|country|place|address|street)\b|\bwhich (?:city|town|country|room|drawer)\b",
        "where",
    ),
    (r"\bwho\b|\bname\b|\bcalled\b", "who"),
    (r"\bhow (?:many|much|old|long|tall|far|big)\b|\bnumber\b|\bcode\b|\bpin\b", "how many"),
)
_ANSWERS = {
    "when": re.compile(
        rf"\d|\b(?:(?:{DAY})s?|{MONTH}|noon|midnight|morning|evening|night|tomorrow|week|month|year|spring"
        r"|summer|autumn|winter|every|daily)\b",
        re.IGNORECASE,
    ),
    "where": re.compile(
        r"\b(?:in|at|on|under|behind|near|beside|next to|inside|above|below|from|to|opposite|by)\b", re.IGNORECASE
    ),
    "who": re.compile(rf"{_NAME.pattern}|\bcalled\b|\bname"),
    "how many": re.compile(rf"\d|\b(?:{NUMBER}|dozen|hundred)\b", re.IGNORECASE),
}


@dataclass(frozen=True, slots=True)
class Question:
    """A query understood as far as its form goes."""

    terms: tuple[str, ...]
    key: frozenset[str]
    """Names, and what follows "my": the words that weigh most."""
    named: frozenset[str]
    definite: frozenset[str]
    """Names, and nouns after "the": what must carry a question in which nothing says that it is personal."""
    personal: bool
    asks_for: str
    """when, where, who, how many; empty for anything else."""
    asks_self: bool
    asked: bool
    """A question word leads to it, so it is no order to write or list something."""

    def fits(self, text: str) -> int:
        """1 where a memory holds the sort of thing that is asked for: a time, a place, a name, a number."""
        answer = _ANSWERS.get(self.asks_for)
        return int(answer is not None and answer.search(text) is not None)


def understand(query: str, terms: list[str]) -> Question:
    """Read a query; `terms` are its content words."""
    own = has_carrier(query) or (_OWN.search(query) is not None and not is_for_everybody(query))
    mine = _POSSESSIVE.search(query) is not None
    general = _TASK.match(query) is not None or _ADVICE.search(query) is not None
    names = _names(query)
    kin = _kin(query, terms)
    # Whoever types without capitals names people without them too.
    uncased = frozenset(term for term in terms if not (is_light(term) or _any_such(term, query)) and query.islower())
    return Question(
        tuple(terms),
        names | {word for phrase in _POSSESSED.findall(query) for word in words(phrase)},
        names | kin | uncased,
        _definite(query),
        own and (mine or not general),
        next((kind for pattern, kind in _ASKS if re.search(pattern, query, re.IGNORECASE)), ""),
        _I_ASK.search(query) is not None,
        _TASK.match(query) is None
        and re.search(r"\b(?:what|which|where|when|who)\b", query, re.IGNORECASE) is not None,
    )


def asks_about_the_user(query: str) -> bool:
    """Whether the user asks for something of their own life, rather than for advice, a task or the world."""
    if has_carrier(query) and _I_ASK.search(query):
        return True
    if is_for_everybody(query):
        return False
    if _TASK.match(query):
        return False
    return _WHOSE.search(query) is not None or (_OWN.search(query) is not None and not _ADVICE.search(query))


def is_for_everybody(query: str) -> bool:
    """ "Which sense do we use our ears for?": what all people do."""
    return _EVERYBODY.search(query) is not None and not _ONESELF.search(_EVERYBODYS.sub("", query))


def is_question(query: str) -> bool:
    """Whether something is asked, with or without a question mark; not a statement or a plain order."""
    return "?" in query or _BEGINS_ASKING.search(query) is not None or has_carrier(query)


def asks_something(query: str) -> bool:
    """Whether a reply is wanted: a question or a task, not a statement about oneself."""
    return is_question(query) or _TASK.match(query) is not None


def speaks_of_oneself(query: str) -> bool:
    """Whether the user comes up in a question at all, be it one for advice: "What should I leave out of a pizza?" """
    return _SPEAKS.search(query) is not None and not _TASK.match(query)


def certain_words(query: str, terms: list[str]) -> frozenset[str]:
    """Which of its content words can only stand for one person or thing: names, relatives, nouns after "the"."""
    return (_names(query) | _kin(query, terms) | _definite(query)) & {*terms}


def _names(query: str) -> frozenset[str]:
    return frozenset(word for name in _NAME.findall(query) for word in words(name))


def _kin(query: str, terms: list[str]) -> frozenset[str]:
    return frozenset(term for term in terms if term in KIN and not _any_such(term, query))


def _any_such(term: str, query: str) -> bool:
    """ "a good present for a grandmother": not one's own."""
    return re.search(rf"\b(?:a|an)\s+(?:\w+\s+)?{term}", fold(query)) is not None


def _definite(query: str) -> frozenset[str]:
    found = [found for found in _DEFINITE.finditer(query) if not _OF_ANY.match(query, found.end())]
    phrases = [one[1] for one in found if not _SUPERLATIVE.search(one[1])]
    return frozenset(word for phrase in phrases for word in words(phrase) if not is_light(word))
