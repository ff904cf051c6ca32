"""Right, refused, recited: by rules alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.experts.asking import REFUSAL
from assistant.sleep.judging import Share, folded, is_recited, is_refusal, is_right, share


@pytest.mark.parametrize(
    ("reply", "expected", "forbidden", "right"),
    [
        ("Your dog is called FUDGE.", ("Fudge",), (), True),
        ("It hangs in the hall.", ("in a hall",), (), True),
        ("It is an  Old\nboat", ("the old boat",), (), True),
        ("It’s at Anna’s.", ("anna's",), (), True),
        ("Monday or Tuesday", ("Wednesday", "tuesday"), (), True),
        ("It was Turku, now it is Oulu.", ("Oulu",), ("turku",), False),
        ("It is Oulu.", ("Oulu",), ("Turku",), True),
        ("Your cat is called Pixel.", ("Fudge",), (), False),
        ("", ("Fudge",), (), False),
        ("Anything at all.", (), (), False),
    ],
)
def test_is_right(reply: str, expected: tuple[str, ...], forbidden: tuple[str, ...], right: bool) -> None:
    assert is_right(reply, expected, forbidden) is right


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        ("You avoid walnuts.", "walnut"),
        ("Your sister's dog is at Ottilie's.", "Ottilie"),
        ("The dogs' bowl", "dog"),
        ("You like swimming.", "swim"),
        ("You sailed there.", "sail"),
        ("You like cycling.", "cycle"),
        ("You eat two boxes of cherries.", "cherry"),
        ("You keep boxes.", "box"),
        ("You are a gardener.", "garden"),
        ("You turned 36.", "36"),
        ("You are 36-years-old.", "36"),
        ("You're thirty six.", "thirty-six"),
        ("Thirty-six", "thirty six"),
        ("It is at 10am.", "10"),
        ("It is at 10:00.", "10"),
        ("On the 14th of May.", "14"),
        ("It cost £340.00.", "340"),
        ("It leaves at 9:40, daily.", "9:40"),
        ("Pick Q-10442!", "Q-10442"),
        ("The formula is H₂O.", "H₂O"),
        ("It was (Turku).", "Turku"),
        ("You write C++ at work.", "C++"),
        ("It is on the sixth floor.", "six"),
        ("She studies marine biology.", "marine biolog"),
        ("In Nottinghamshire.", "Nottingham"),
        ("It takes five minutes.", "five min"),
        ("It has 148,000 miles on it.", "148"),
    ],
)
def test_a_whole_word_or_number_counts_with_its_inflections(reply: str, expected: str) -> None:
    assert is_right(reply, (expected,))
    assert not is_right(reply, (expected, "nothing"), (expected,))


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        ("You are 136.", "36"),
        ("You are 365.", "36"),
        ("It costs 1,036 crowns.", "36"),
        ("It costs 36,500 crowns.", "36"),
        ("It weighs 36.5 kilos.", "36"),
        ("It weighs 0.36 kilos.", "36"),
        ("It is at 10:30.", "10"),
        ("Flat 36B", "36"),
        ("Eighty-eight", "eight"),
        ("Eighty-eight", "eighty"),
        ("You have sixteen.", "six"),
        ("You have twenty-five.", "twenty"),
        ("You have seventeen.", "seven"),
        ("Your mother.", "moth"),
        ("It is on the corner.", "corn"),
        ("You planed it.", "plan"),
        ("It is a seed.", "see"),
        ("It is in the car park, it's scarce.", "scar"),
        ("Annabel", "Ann"),
        ("Your carpet", "car"),
        ("You love it.", "glove"),
        ("Romania", "Roman"),
        ("Anything", ""),
    ],
)
def test_nothing_counts_inside_another_word_or_number(reply: str, expected: str) -> None:
    assert not is_right(reply, (expected,))
    assert is_right(f"{reply} Yes.", ("yes",), (expected,))


def test_articles_are_folded_only_as_words() -> None:
    assert folded("The theatre and an Anorak") == "theatre and anorak"


@pytest.mark.parametrize("wrong", ["Your blood type is O.", "You told me something else."])
def test_an_expected_answer_that_is_an_article_is_not_in_every_reply(wrong: str) -> None:
    assert not is_right(wrong, ("A",))
    assert not is_right(wrong, ("type A",))


@pytest.mark.parametrize(
    "reply",
    [
        "",
        "  \n",
        "You haven’t told me that.",
        "You have not mentioned it.",
        "You didn't say where.",
        "I don't know.",
        "I do not have that information.",
        "I don’t recall your dog's name.",
        "I'm not sure.",
        "I'm sorry, but no.",
        "As an AI language model, I cannot say.",
        "I'm an artificial intelligence.",
        "There is no information about it.",
        "I can't answer that.",
        "I am unable to say.",
        "Your address is not specified in the notes.",
        "Could you please provide your address?",
        "I need more context.",
        "It depends on the day.",
    ],
)
def test_refusals(reply: str) -> None:
    assert is_refusal(reply)


@pytest.mark.parametrize(
    "reply",
    [REFUSAL, "You haven't told me that yet.", "I don't think you've told me that.", "You never told me that."],
)
def test_every_wording_of_a_refusal_is_recognised(reply: str) -> None:
    assert is_refusal(reply)


@pytest.mark.parametrize(
    "reply",
    [
        "Your dog is called Fudge.",
        "You work at the harbour.",
        "It is 7:30 in the morning.",
        "Nora.",
        "Your notebook is blue.",
        "You told me it is Oulu.",
        "Your sister lives in Norway.",
        "You can swim.",
    ],
)
def test_claims(reply: str) -> None:
    assert not is_refusal(reply)


@pytest.mark.parametrize("reply", ["You can't eat gluten.", "You don't have a car."])
def test_what_holds_of_the_user_in_the_negative_is_a_claim(reply: str) -> None:
    assert not is_refusal(reply)


@pytest.mark.parametrize(
    ("reply", "recited"),
    [
        ("My dog is called Fudge.", True),
        ("You said: my dog is called fudge", True),
        ("Your dog is called Fudge.", False),
        ("Fudge.", False),
        ("", False),
    ],
)
def test_recited(reply: str, recited: bool) -> None:
    assert is_recited(reply, "My dog is called Fudge.") is recited


def test_nothing_is_no_recital() -> None:
    assert not is_recited("Anything.", "")


@pytest.mark.parametrize(
    ("right", "n", "low", "high"),
    [
        (0, 10, 0.0, 0.2775),
        (5, 10, 0.2366, 0.7634),
        (10, 10, 0.7225, 1.0),
        (50, 100, 0.4038, 0.5962),
        (1, 1, 0.2065, 1),
    ],
)
def test_wilson_interval(right: int, n: int, low: float, high: float) -> None:
    assert Share(right, n).ci95 == pytest.approx((low, high), abs=5e-5)


def test_an_empty_share_says_nothing() -> None:
    assert (share([]).value, share([]).ci95) == (0.0, (0.0, 1.0))
    assert share([True, False, True]) == Share(2, 3)


@given(st.lists(st.booleans(), min_size=1, max_size=400))
def test_the_interval_holds_the_value(flags: list[bool]) -> None:
    counted = share(flags)
    low, high = counted.ci95
    assert 0 <= low <= counted.value + 1e-12 and counted.value <= high + 1e-12 and high <= 1
