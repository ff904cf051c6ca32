"""Statements about other people with invented names: what a user's own facts lie among."""

from __future__ import annotations

from random import Random

_SYLLABLES = ("ka", "ro", "mi", "ten", "lu", "sa", "vor", "eli", "dan", "pe", "ri", "on", "tha", "wen", "ja", "kul")
_WHO = ("colleague", "neighbour", "friend", "cousin", "classmate", "flatmate", "tenant", "client", "trainer", "pen pal")
_SAID = (
    "lives in {place}", "works in {place} as a {job}", "has a {pet} called {name}", "plays the {instrument} on {day}s",
    "moved to {place} in {year}", "is allergic to {food}", "prefers {food} for lunch", "keeps a {thing} in {place}",
    "meets me on {day}s at {time}", "paid {amount} euros for a {thing}", "studied in {place} until {year}",
    "collects {thing}s from {place}", "was born in {year}", "drives to {place} every {day}",
)  # fmt: skip
_VALUES = {
    "job": "welder nurse baker pilot tailor farmer clerk judge plumber editor chemist potter",
    "pet": "hamster parrot rabbit spaniel kitten gecko goat ferret",
    "instrument": "oboe banjo cello drums harp tuba viola",
    "day": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "food": "walnuts plums lentils celery oysters rye mustard figs mango beetroot",
    "thing": "lantern kettle stamp compass teapot globe typewriter anchor violin barometer",
}

COMMON = (*_VALUES["day"].split(), "colleague", "neighbour", "works", "paid", "collects")
"""Words that a large share of the statements hold."""


def fillers(count: int, rng: Random) -> list[str]:
    """Statements about people with invented names; no two alike."""
    found: dict[str, None] = {}
    while len(found) < count:
        values = {key: rng.choice(words.split()) for key, words in _VALUES.items()}
        values |= {
            "name": _name(rng), "place": _name(rng), "year": str(rng.randrange(1950, 2026)),
            "time": f"{rng.randrange(7, 22)}:{rng.randrange(0, 60, 5):02}", "amount": str(rng.randrange(5, 5000)),
        }  # fmt: skip
        found[f"My {rng.choice(_WHO)} {_name(rng)} {rng.choice(_SAID).format(**values)}."] = None
    return list(found)


def _name(rng: Random) -> str:
    return "".join(rng.choice(_SYLLABLES) for _ in range(rng.randrange(2, 4))).capitalize()
