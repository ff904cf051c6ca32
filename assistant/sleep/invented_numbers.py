"""Invented numbers: codes, prices, times, dates, ages and sizes in the forms in which people write them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random
from types import MappingProxyType

_CONSONANTS = "BCDFGHJKLMNPRSTVWXZ"
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")

Maker = Callable[[Random], str]


def pattern(*forms: str) -> Maker:
    """A maker of codes: `#` becomes a digit, `@` a consonant, `%` a digit from 1 to 9."""
    chosen_from = {"#": "0123456789", "@": _CONSONANTS, "%": "123456789"}

    def made(rng: Random) -> str:
        return "".join(rng.choice(chosen_from.get(sign, sign)) for sign in rng.choice(forms))

    return made


def _whole(low: int, high: int, step: int = 1) -> Maker:
    return lambda rng: str(rng.randrange(low, high, step))


def _count(low: int, high: int) -> Maker:
    """A whole number of the range; small ones also as a word."""

    def made(rng: Random) -> str:
        number = rng.randrange(low, high)
        return _WORDS[number] if number < len(_WORDS) and rng.random() < 0.5 else str(number)

    return made


def _price(rng: Random) -> str:
    amount = rng.choice((rng.randrange(6, 100), 10 * rng.randrange(10, 99), 5 * rng.randrange(20, 200)))
    return rng.choice(("{} euros", "{} dollars", "{} pounds", "£{}", "${}", "{} francs")).format(amount)


def _time(rng: Random) -> str:
    hour, minute = rng.randrange(1, 13), rng.choice(("05", "10", "15", "20", "30", "40", "45", "50"))
    forms = ("{late}:{m}", "{h}:{m}", "{h} o'clock", "half past {w}", "quarter to {w}", "{h} am", "{h} pm")
    return rng.choice(forms).format(late=rng.randrange(13, 23), h=hour, m=minute, w=_WORDS[hour])


def _date(rng: Random) -> str:
    day, month = rng.randrange(1, 29), rng.choice(_MONTHS)
    return rng.choice(("{d} {m}", "{m} {d}", "the {n} of {m}", "{d} {s}")).format(
        d=day, m=month, n=_nth(day), s=month[:3]
    )


def _nth(day: int) -> str:
    ending = "th" if 10 < day < 14 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{ending}"


def _month_year(rng: Random) -> str:
    return f"{rng.choice(_MONTHS)} {rng.randrange(2027, 2039)}"


def _race_time(rng: Random) -> str:
    forms = ("{m} minutes", "{h}:{m} hours", "{h} hours {m} minutes")
    return rng.choice(forms).format(h=rng.randrange(2, 7), m=rng.randrange(12, 60))


def _line(rng: Random) -> str:
    forms = ("bus {n}", "tram {n}", "the {n} bus", "the S{n} train", "line {n}", "bus {n}A")
    return rng.choice(forms).format(n=rng.randrange(1, 60))


NUMBERS: Mapping[str, Maker] = MappingProxyType(
    {
        "code": pattern("%###", "%###", "######", "##-##-##", "@@###"),
        "longnumber": pattern("@@ #####", "###-####", "%######", "@@-####-##"),
        "phonenumber": pattern("0### ######", "555-####", "0##/#####"),
        "price": _price,
        "time": _time,
        "date": _date,
        "month": lambda rng: rng.choice(_MONTHS),
        "year": _whole(1978, 2023),
        "lateryear": _whole(2023, 2027),
        "monthyear": _month_year,
        "age": _count(2, 17),
        "adultage": _whole(18, 94),
        "days": _count(2, 22),
        "minutes": _whole(15, 95, 5),
        "degrees": _whole(140, 245, 5),
        "cm": _whole(41, 260),
        "count": _whole(14, 900),
        "height": pattern("%# cm", "1%# cm", "1.%# m"),
        "shoesize": _whole(31, 60),
        "dose": _whole(5, 400, 5),
        "space": pattern("@%#", "@%", "%#", "%##", "%.##"),
        "housenumber": _whole(2, 190),
        "line": _line,
        "racetime": _race_time,
    }
)
