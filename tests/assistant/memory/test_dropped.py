"""Subjects left out are put back, and nothing else gets one."""

from __future__ import annotations

import pytest

from assistant.memory.dropped import completed
from assistant.memory.extraction import extract

TOLD = [
    ("I've", "Been driving school buses for 17 years now."),
    ("I", "Just put down a $350 deposit on a second-hand kayak."),
    ("I", "Got a new puppy on Saturday, she's called Biscuit."),
    ("I", "Moved to Leeds in 2019."),
    ("I", "Booked the ferry to Gotland for 12 July."),
    ("I'm", "Learning the bandoneon with a teacher called Osvaldo."),
    ("I'm", "Training for a half marathon in May."),
    ("I'm", "Saving up for a sewing machine."),
    ("I'm", "Allergic to penicillin."),
    ("I", "Can't stand the smell of lavender."),
    ("My", "Daughter number two, Philippa, is a glaciologist."),
    ("My", "Wife's birthday is 4 June."),
    ("My", "Mother-in-law moved in with us in March."),
    ("My", "Youngest son plays the trombone in the school band."),
]
NOT_TOLD = [
    "Been there, done that.",
    "Got it, thanks.",
    "Got any ideas for dinner?",
    "Working on a function that sorts a list.",
    "Learning French takes a long time.",
    "Learning how to sort a list in Python.",
    "Moved the function to another file and it still fails.",
    "Met Gala outfits are wild.",
    "Paid leave is regulated by law.",
    "Ordered lists use numbers in HTML.",
    "Sister Act is a great movie.",
    "Started a new chat because the other one was too long.",
    "Lost in translation again.",
    "Used to be that phones had buttons.",
    "Went well, thank you.",
]


@pytest.mark.parametrize(("subject", "text"), TOLD)
def test_what_was_left_out_is_put_back_for_judging_and_not_kept(subject: str, text: str) -> None:
    assert completed(text) == f"{subject} {text[0].lower()}{text[1:]}"
    [found] = extract(text, 0.0)
    assert found.text in text and text.startswith(found.text)


@pytest.mark.parametrize("text", NOT_TOLD)
def test_what_has_no_dropped_subject_stays_as_it_is(text: str) -> None:
    assert completed(text) == text
    assert extract(text, 0.0) == []


def test_a_noun_that_is_also_an_order_is_a_subject() -> None:
    [found] = extract("Book club is at my place on the 22nd.", 0.0)
    assert found.text == "Book club is at my place on the 22nd."
    assert extract("Book a table at the club on the 22nd.", 0.0) == []


@pytest.mark.parametrize(
    "text",
    [
        "There's a spare key under the blue flowerpot for when the carer comes.",
        "Study permit expires on August 31 next year.",
        "Mart day is Saturday, so there's no use planning anything.",
        "Silage contractor comes on Tuesdays.",
        "You won't catch me on the ring road after five, I take the metro.",
        "It was in Kanazawa that I was born, although most people assume Kyoto.",
        "What I love most is film cameras, I have eleven.",
        "I swear our minivan has 190,000 miles on it.",
        "Never wool please, it gives me a rash on the neck.",
        "No peanuts for the kids, because my youngest is allergic.",
        "Cleaning up a noisy track goes like this for me: first a high-pass, then the de-esser.",
    ],
)
def test_statements_that_begin_unlike_one_are_taken(text: str) -> None:
    assert [found.text for found in extract(text, 0.0)]


@pytest.mark.parametrize(
    "text",
    [
        "There's a key difference between the two in the second paragraph.",
        "Halloween ends on the first of November.",
        "What is your favourite film?",
        "What I mean is this?",
        "It's the second one that I meant.",
        "I swear this makes no sense.",
        "Never mind, it makes no sense to me.",
        "Quit apologising and give me the answer.",
        "Mum's the word!",
        "Bro you just repeated yourself",
        "My code throws a KeyError on line 42.",
    ],
)
def test_what_only_begins_like_one_is_not(text: str) -> None:
    assert extract(text, 0.0) == []
