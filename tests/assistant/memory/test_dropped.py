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
