"""What fills a slot of an invented statement: a value from a list, or one that is put together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from random import Random
from types import MappingProxyType

from assistant.sleep.invented_kin import KIN_VALUES
from assistant.sleep.invented_kin_values import KIN_MORE_VALUES
from assistant.sleep.invented_names import (
    ANIMAL_SYLLABLES,
    COUNTRIES,
    FAMILY_ENDS,
    FAMILY_STARTS,
    FEMALE,
    LANGUAGES,
    MAKER_ENDS,
    MAKER_STARTS,
    MALE,
    NICKNAMES,
    PET_NAMES,
    PLACE_ENDS,
    PLACE_STARTS,
    SURNAMES,
    TITLE_ADJECTIVES,
    TITLE_NOUNS,
    TOWNS,
)
from assistant.sleep.invented_numbers import NUMBERS, pattern
from assistant.sleep.invented_scenes import SCENES
from assistant.sleep.invented_table_more_values import TABLE_MORE_VALUES
from assistant.sleep.invented_table_values import TABLE_VALUES
from assistant.sleep.invented_things import THINGS

_LISTS = (THINGS, SCENES, KIN_VALUES, KIN_MORE_VALUES, TABLE_VALUES, TABLE_MORE_VALUES)
_STREET_KINDS = ("Street", "Lane", "Road", "Avenue", "Close", "Hill", "Row", "Square", "Terrace", "Wharf")
_COUNTABLE = tuple(noun for noun in TITLE_NOUNS if noun[-1] not in "yxs")
_BAND_FORMS = ("The {a} {n}s", "{n} and the {a}s", "{a} {n}", "The {n}s of {p}")
_TITLE_FORMS = ("The {a} {n}", "The {n} of {p}", "My {n} in {p}", "{a} {n}", "The {n} and the {m}", "{m} Without a {n}")


@lru_cache(maxsize=1)
def lists() -> Mapping[str, tuple[str, ...]]:
    """Every list of values by its kind, genders included (`sister:f`)."""
    found: dict[str, tuple[str, ...]] = {
        "country": COUNTRIES,
        "language": LANGUAGES,
        "nick": NICKNAMES,
    }
    for text in _LISTS:
        for line in text.strip().replace("\n|", " |").splitlines():
            kind, _, values = line.partition(":")
            found[kind] = tuple(value.strip() for value in values.split(" | "))
    return MappingProxyType(found)


def draw(kind: str, rng: Random, gender: str = "") -> str:
    """One value of this kind. `gender` ("f", "m" or "") matters for first names only."""
    if kind == "name":
        return first_name(rng, gender)
    made = _MADE.get(kind)
    return made(rng) if made else rng.choice(lists()[kind])


def first_name(rng: Random, gender: str) -> str:
    """A first name that fits the gender."""
    return rng.choice({"f": FEMALE, "m": MALE}.get(gender) or FEMALE + MALE)


def _joined(starts: tuple[str, ...], ends: tuple[str, ...], rng: Random) -> str:
    return rng.choice(starts) + rng.choice(ends)


def _surname(rng: Random) -> str:
    return rng.choice(SURNAMES) if rng.random() < 0.4 else _joined(FAMILY_STARTS, FAMILY_ENDS, rng)


def _town(rng: Random) -> str:
    return rng.choice(TOWNS) if rng.random() < 0.5 else _joined(PLACE_STARTS, PLACE_ENDS, rng)


def _pet_name(rng: Random) -> str:
    if rng.random() < 0.5:
        return rng.choice(PET_NAMES)
    return "".join(rng.choice(ANIMAL_SYLLABLES) for _ in range(rng.choice((2, 2, 3)))).capitalize()


def _maker(rng: Random) -> str:
    return _joined(MAKER_STARTS, MAKER_ENDS, rng)


def _company(rng: Random) -> str:
    form = rng.choice(("{m}", "{m}", "{s} & {t}", "{s} Brothers", "{m} Foods", "{t} Engineering", "{p} Mills"))
    return form.format(m=_maker(rng), s=_surname(rng), t=_surname(rng), p=_joined(PLACE_STARTS, PLACE_ENDS, rng))


def _street(rng: Random) -> str:
    first = rng.choice((*TITLE_NOUNS, *SURNAMES, *PLACE_STARTS))
    return f"{first} {rng.choice(_STREET_KINDS)}"


def _title(rng: Random) -> str:
    noun, other = rng.sample(TITLE_NOUNS, 2)
    return rng.choice(_TITLE_FORMS).format(a=rng.choice(TITLE_ADJECTIVES), n=noun, m=other, p=_town(rng))


def _band(rng: Random) -> str:
    return rng.choice(_BAND_FORMS).format(a=rng.choice(TITLE_ADJECTIVES), n=rng.choice(_COUNTABLE), p=_town(rng))


def _named(*forms: str) -> Callable[[Random], str]:
    """Values such as "Hotel Varnby": `{p}` place, `{s}` surname, `{m}` maker, `{a}` adjective, `{n}` noun, `{k}` one
    that takes an s.
    """

    def made(rng: Random) -> str:
        return rng.choice(forms).format(
            p=_joined(PLACE_STARTS, PLACE_ENDS, rng),
            s=_surname(rng),
            m=_maker(rng),
            a=rng.choice(TITLE_ADJECTIVES),
            n=rng.choice(TITLE_NOUNS),
            k=rng.choice(_COUNTABLE),
        )

    return made


def _hiding_place(rng: Random) -> str:
    spot = rng.choice(lists()["spot"])
    if rng.random() < 0.4:
        return spot
    return f"in the {rng.choice(lists()['container'])} {spot}"


def _passphrase(rng: Random) -> str:
    first, second = rng.choice(TITLE_NOUNS), rng.choice(TITLE_ADJECTIVES)
    form = rng.choice(("{n}-{a}-##", "{A}{N}##", "{p}####"))
    pet = _pet_name(rng).lower()
    return pattern(form.format(n=first.lower(), a=second.lower(), A=second, N=first, p=pet))(rng)


def _car(rng: Random) -> str:
    return rng.choice(lists()["carmake"]) if rng.random() < 0.5 else _maker(rng)


_MADE: Mapping[str, Callable[[Random], str]] = MappingProxyType(
    {
        "surname": _surname,
        "town": _town,
        "petname": _pet_name,
        "company": _company,
        "brand": _maker,
        "street": _street,
        "booktitle": _title,
        "filmtitle": _title,
        "band": _band,
        "magazine": _named("The {p} Review", "{n} Weekly", "The {a} {n}", "{p} Times", "{m} Monthly", "{a} Kitchen"),
        "school": _named("{p} Primary School", "{s} School", "{n} Street School", "the {p} Academy", "St {s} School"),
        "hotel": _named("Hotel {p}", "the {a} {n}", "Pension {s}", "{s} House", "the {n} Inn"),
        "cafe": _named("Café {s}", "the {a} {n}", "{s} Park", "the {n} Bar", "{p} Station", "the {p} library"),
        "shop": _named("{s} & Sons", "the {a} {n}", "{p} Market", "{s}'s", "{m}"),
        "stop": _named("{p} Cross", "{n} Square", "{p} Station", "{s} Bridge", "{n} Street"),
        "clubname": _named("the {a} {k}s", "{p} United", "Club {m}", "the {p} Circle", "{n} and Friends"),
        "team": _named("{p} Rovers", "{p} United", "the {p} {k}s", "Dynamo {p}", "{p} Athletic", "FC {p}"),
        "codename": _named("{n}", "{a} {n}", "{m}", "Project {n}", "{n} {m}"),
        "tool": _named("{m}", "{m} Pro", "{m} Desk", "Open{m}"),
        "car": _car,
        "passphrase": _passphrase,
        "hide": _hiding_place,
        **NUMBERS,
    }
)
