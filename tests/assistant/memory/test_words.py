from __future__ import annotations

import sqlite3

import pytest

from assistant.memory.stemming import porter
from assistant.memory.words import content_words, is_light, match_all, match_any, related, stem, words

WORD_LIST = """
caresses ponies ties caress cats feed agreed plastered bled motoring sing conflated troubled sized hopping
tanned falling hissing fizzed failing filing happy sky relational conditional rational valenci hesitanci
digitizer conformabli radicalli differentli vileli analogousli vietnamization predication operator feudalism
decisiveness hopefulness callousness formaliti sensitiviti sensibiliti triplicate formative formalize
electriciti electrical hopeful goodness revival allowance inference airliner gyroscopic adjustable defensible
irritant replacement adjustment dependent adoption homologou communism activate angulariti homologous
effective bowdlerize probate rate cease controll roll dying lying news innings generously universities
passports drawers yellowish beekeeping marathons allergic allergies vegetarian y by ion syzygy oxen a i
geology apologise wrists
"""
WORDS = WORD_LIST.split()


def test_stems_are_those_of_the_full_text_index() -> None:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE t USING fts5(x, tokenize='porter unicode61 remove_diacritics 2')")
    connection.execute("CREATE VIRTUAL TABLE v USING fts5vocab(t, instance)")
    connection.executemany("INSERT INTO t(rowid, x) VALUES (?, ?)", list(enumerate(WORDS)))
    stems = {WORDS[row]: term for term, row in connection.execute("SELECT term, doc FROM v")}
    connection.close()
    assert {word: porter(word) for word in WORDS} == stems


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("My dog's name is Zoë!", ["my", "dog", "name", "is", "zoe"]),
        ("I can't, I'm at 9:40 (1.5 km)", ["i", "can", "not", "i", "at", "9:40", "1.5", "km"]),
        ("Wi-Fi or e-mail?", ["wifi", "or", "email"]),
        ("She bakes for a living.", ["she", "bakes", "job"]),
        ("", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    "query",
    [
        "What's my dog's name?",
        "Do you remember what my dog's name is?",
        "Can you tell me my dog's name please",
        "Remind me: my dog's name",
    ],
)
def test_carrier_phrases_say_nothing(query: str) -> None:
    assert content_words(query) == ["dog", "name"]


def test_british_and_american_spellings_are_one() -> None:
    for british, american in (("favourite", "favorite"), ("colours", "colors"), ("organised", "organized")):
        assert stem(british) == stem(american)
    assert stem("four") != stem("for")


def test_relations_go_both_ways() -> None:
    assert "mother" in related("mum")
    assert "mum" in related("mothers")
    assert related("zanzibar") == frozenset()


def test_light_words_in_any_form() -> None:
    assert is_light("looks")
    assert not is_light("kayak")


def test_search_expressions_quote_what_was_typed() -> None:
    assert match_any(['a"b', "OR", "?"]) == '"a""b" OR "OR"'
    assert match_all('dog NOT "cat') == '"dog" AND "not" AND "cat"*'
    assert match_all("?!") == ""
