"""Text as words: folded as the full-text index folds them, stemmed, told apart by how much they say."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache

from assistant.memory.stemming import porter

_WORD = re.compile(r"[^\W_]+(?:[:.,][0-9]+)*")
_SUFFIX = re.compile(r"'(?:s|re|ve|ll|d|m)\b")
_SHORTENED = re.compile(r"\b(can|won|shan|[a-z]+n)'t\b")
_BRITISH = re.compile(r"(?<=[a-z]{3})our(?=s$|ite|ed$|ing$|hood|$)")
_BRITISH_VERB = re.compile(r"(?<=[a-z]{4})is(?=e[sdr]?$|ing$|ation$)")


def word_set(text: str) -> frozenset[str]:
    """The words of a blank-separated list."""
    return frozenset(text.split())


STOP = word_set(
    """a an the this that these those i me my mine myself we us our ours you your yours he him his she her hers it
    its they them their theirs one ones who whom whose which what when where why how is am are was were be been
    being do does did doing done have has had having will would shall should can could may might must to of in
    on at by for with from into onto about as than then and or but if so not no nor yes too very just also there
    here some any all every each both more most much many such only own same other another again ever never
    still yet now please hey hi hello ok okay well up down out off over under let lets isn aren wasn weren don
    doesn didn hasn haven hadn won wouldn couldn shouldn can t s re ve ll d m usually normally currently exactly
    actually really already"""
)
"""Words that carry no content of their own."""

_LIGHT = word_set(
    """go went gone going get got getting make made making take took taken taking put give gave given use used
    using come came keep kept thing things stuff kind sort type name named called call time day date number
    place people person good best great new old big small little long way part bit lot first last next say said
    tell told know known think thought want wanted need needed like look looking find found see seen work set
    turn start end leave left live be stay happen happened mean today tomorrow yesterday week month year ago
    since until before after during again back around away home remember remind recall forget forgot mention
    mentioned write show explain describe help story list idea ideas example word words between without while
    because through"""
)
"""Everyday words that half of all sentences hold: they count, but little."""

_RELATIONS = """
name named called call title goes
live lives living address home reside moved move based located stay hometown house
birthday born birth bday birthdate birthplace
teeth tooth dental dentist
age old aged years
quit stop stopped gave
university college studied degree graduated
work job employer occupation profession career employed company workplace
allergic allergy allergies intolerant intolerance
phone telephone mobile cell number
email e-mail mail
mother mum mom mama mummy parent parents
father dad papa daddy parent parents
grandmother grandma gran granny nana
grandfather grandpa grandad granddad
sister sibling siblings
brother sibling siblings
wife husband spouse partner married marry
marry married wedding anniversary
child children kid kids son daughter
dog puppy pup pet pets
cat kitten pet pets
bike bicycle
car vehicle drive auto
favourite favorite prefer preferred like love enjoy
dislike hate stand detest loathe avoid
eat food diet meal eating
drink beverage
doctor gp physician
password passcode passphrase
code pin combination passcode digits
wifi wi-fi wireless internet router
colour color
neighbour neighbor
keep store stored hide hidden kept stash stashed put
begin start begins starts
end finish finishes over
leave depart departure departs
arrive arrival land lands
flight plane fly flying
trip travel vacation holiday journey
school university college
study studies studying degree major
instrument play plays
couch sofa settee
rubbish trash garbage bins bin waste
flat apartment condo
film movie
cost price pay paid rent costs expensive
buy bought purchase purchased
tall height
weigh weight
illness condition disease diagnosed diagnosis
medicine medication pill pills tablet tablets
appointment visit checkup booked
meeting meet
shop store market grocery
petrol gas fuel
boss manager supervisor
colleague coworker teammate
gym workout exercise
bed sleep bedtime asleep
wake alarm
dinner supper
hobby hobbies pastime
pupil student
language speak speaks fluent
nickname nicknamed
car parked park parking
salary earn earns wage
size wear wears
spouse wife husband
surname lastname
mug cup
photo photos picture pictures
glasses spectacles contacts
repair fix mechanic garage
taught teach teacher teaches
doctor dentist surgery clinic
childhood grew raised
due deadline
baby pregnant newborn
lawn grass
cellar basement
autumn fall
wardrobe closet
cupboard cabinet
tap faucet
lorry truck
boot trunk
mum mother
"""

_PHRASES = (
    ("wi-fi", "wifi"),
    ("e-mail", "email"),
    ("do for a living", "job"),
    ("for a living", "job"),
    ("do for work", "job"),
    ("earn my living", "job"),
    ("blood group", "blood type"),
    ("give up", "quit"),
    ("gave up", "quit"),
    ("get up", "wake"),
    ("grow up", "childhood"),
    ("grew up", "childhood grew"),
    ("married to", "married husband wife"),
    ("date of birth", "birthday"),
    ("how old", "age"),
    ("how tall", "height"),
    ("how heavy", "weight"),
    ("come from", "from born"),
)
"""Set phrases whose single words would mislead."""

_CARRIER = re.compile(
    r"\b(?:(?:do|can|could|would|will) you (?:still |please |happen to )*(?:remember|recall|know|tell me|remind me|say)"
    r"|(?:please )?(?:remind|tell) me|(?:what|which|where|when|who) (?:did|have) i (?:say|said|tell you|told you|"
    r"mention(?:ed)?)(?: about)?|i (?:once )?(?:told you|mentioned)|did i (?:tell you|mention|say)|"
    r"(?:i(?:'ve| have)? )?(?:forgot(?:ten)?|can'?t (?:remember|recall))|do i remember right|any idea|"
    r"what (?:do|can) you (?:know|remember|tell me) about|by the way|as you know)\b",
    re.IGNORECASE,
)


PREFIX_FROM = 5
"""Letters of a stem from which on a longer word that begins with it counts as akin."""


def fold(text: str) -> str:
    """Lower case, compatibility forms and accents removed, as the index does."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def words(text: str) -> list[str]:
    """The folded words in order; possessive and shortened endings dropped, 9:40 and 1.5 kept whole."""
    folded = _SHORTENED.sub(r"\1 not", fold(text))
    for phrase, plain in _PHRASES:
        folded = folded.replace(phrase, plain)
    return _WORD.findall(_SUFFIX.sub("", folded))


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The stem of a folded word, with British and American spelling made one."""
    return porter(_BRITISH_VERB.sub("iz", _BRITISH.sub("or", word)))


def content_words(text: str) -> list[str]:
    """The words that say something: carrier phrases ("do you remember") and stop words removed."""
    return [word for word in words(_CARRIER.sub(" ", text)) if word not in STOP]


def has_carrier(text: str) -> bool:
    """Whether the text asks about something told before: "remind me", "did I mention"."""
    return _CARRIER.search(text) is not None


def is_light(word: str) -> bool:
    """Whether a word is so common that it tells little."""
    return word in _LIGHT or stem(word) in _light_stems()


@cache
def _light_stems() -> frozenset[str]:
    return frozenset(stem(word) for word in _LIGHT)


def is_specific(word: str) -> bool:
    """Whether a word is a number, a time or a code."""
    return any(character.isdigit() for character in word)


def related(word: str) -> frozenset[str]:
    """Everyday words that mean nearly the same, itself left out: mum for mother, address for live."""
    return _relation_map().get(stem(word), frozenset()) - {word}


@cache
def _relation_map() -> dict[str, frozenset[str]]:
    """Stem to the words of every line that holds it."""
    near: dict[str, set[str]] = {}
    for line in _RELATIONS.strip().splitlines():
        group = line.split()
        for word in group:
            near.setdefault(stem(word), set()).update(group)
    return {key: frozenset(value) for key, value in near.items()}


def index_stem(word: str) -> str:
    """The stem under which the full-text index holds a folded word."""
    return porter(word)


def match_any(terms: Iterable[str]) -> str:
    """An FTS5 expression for any of the words or longer forms of them. What was typed is quoted, never syntax."""
    return " OR ".join(
        _quoted(term) + ("*" if len(index_stem(term)) >= PREFIX_FROM else "") for term in dict.fromkeys(_plain(terms))
    )


def match_all(text: str) -> str:
    """An FTS5 expression for all words of a text; the last word may be unfinished."""
    terms = list(dict.fromkeys(_plain(words(text))))
    return " AND ".join(_quoted(term) for term in terms) + ("*" if terms else "")


def _plain(terms: Iterable[str]) -> list[str]:
    return [term for term in terms if any(character.isalnum() for character in term)]


def _quoted(term: str) -> str:
    return '"' + term.replace('"', '""') + '"'
