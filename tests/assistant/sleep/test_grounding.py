"""Every reason for which a dream is dropped, one by one."""

from __future__ import annotations

import pytest

from assistant.sleep.grounding import fault, leaks, settled_span

TOLD = "My sister Anna works at the harbour in Turku since 2019."


def why(question: str, span: str, answer: str, told: str = TOLD) -> str:
    return fault(question, span, answer, told, set())


@pytest.mark.parametrize(
    ("question", "span", "answer"),
    [
        ("Where does my sister work?", "at the harbour", "Your sister works at the harbour."),
        ("Which town does Anna work in?", "Turku", "Anna works in Turku."),
        ("Since when has Anna worked there?", "2019", "Since 2019."),
        ("Do you remember where my sister works?", "Turku", "She works in Turku."),
        ("Remind me of my sister's name.", "anna", "Your sister's name is Anna."),
        ("Where did I tell you that Anna works?", "the harbour", "She works at the harbour."),
    ],
)
def test_grounded_dreams_are_kept(question: str, span: str, answer: str) -> None:
    assert why(question, span, answer) == ""


@pytest.mark.parametrize(
    ("question", "span", "answer", "reason"),
    [
        ("Where?", "Turku", "In Turku.", "not a question"),
        ("Where does she work", "Turku", "In Turku.", "not a question"),
        ("word " * 25 + "?", "Turku", "In Turku.", "not a question"),
        ("Where does she work?", "Turku", "In Turku", "not an answer"),
        ("Where does she work?", "Turku", ".", "not an answer"),
        ("Where does she work?", "Turku", "word " * 25 + ".", "not an answer"),
        ("Where does she work?", "Turku", "You haven't told me about Turku.", "answers that it does not know"),
        ("Where do you work in Turku?", "harbour", "At the harbour.", "asks about the assistant"),
        ("What is your sister called?", "Anna", "She is Anna.", "asks about the assistant"),
        ("Where does she work?", "Turku", "My sister works in Turku.", "answers as the user"),
        ("Where does she work?", "Oulu", "She works in Oulu.", "its span is not in the note"),
        ("Where does she work?", "", "She works in Turku.", "its span is not in the note"),
        ("Where does she work?", "Turku", "At the harbour.", "the answer lacks its span"),
        ("Does Anna work in Turku?", "Turku", "She works in Turku.", "the question gives the answer away"),
        ("Where does she work?", "in", "She works in Turku.", "its span says nothing"),
        ("Where does she work?", "Turku", "She works as a nurse in Turku.", "says more than was told"),
        ("Where does Anna Berg work?", "Turku", "She works in Turku.", "names what was not told"),
        ("Where did she work in 2020?", "Turku", "She works in Turku.", "names what was not told"),
    ],
)
def test_each_fault_has_its_reason(question: str, span: str, answer: str, reason: str) -> None:
    assert why(question, span, answer) == reason


@pytest.mark.parametrize(
    ("statement", "question", "span", "answer", "settled"),
    [
        ("I'm allergic to nuts.", "What must I not eat?", "nuts", "You must not eat nuts.", "nuts"),
        ("I'm allergic to nuts.", "What must I not eat?", "shrimp", "You're allergic to nuts.", "nuts"),
        ("My cat is called Biscuit.", "What's my cat's name?", "cat", "Your cat's name is Biscuit.", "Biscuit"),
        ("My son Oscar is nine.", "Who is nine?", "9", "Your son Oscar is nine.", "Oscar"),
        # Neither what the question says already nor a word that is no news becomes the answer.
        ("I support Leeds Utd.", "What is Leeds Utd?", "a", "You support Leeds Utd.", "a"),
        ("My cat is called Biscuit.", "Where is my cat?", "home", "Your cat is at home.", "home"),
    ],
)
def test_a_wrong_span_is_settled_by_the_answer(
    statement: str, question: str, span: str, answer: str, settled: str
) -> None:
    assert settled_span(question, span, answer, statement) == settled


def test_a_question_is_studied_once() -> None:
    seen: set[str] = set()
    dream = ("Where does Anna work?", "Turku", "She works in Turku.", TOLD)
    assert fault(*dream, seen) == ""
    assert fault("Where does ANNA work ?", *dream[1:], seen) == "asked already"


def test_a_dropped_dream_does_not_block_a_good_one() -> None:
    seen: set[str] = set()
    assert fault("Where does Anna work?", "Oulu", "She works in Oulu.", TOLD, seen)
    assert fault("Where does Anna work?", "Turku", "She works in Turku.", TOLD, seen) == ""


@pytest.mark.parametrize(
    ("told", "answer"),
    [("I can't eat gluten.", "You can't eat gluten."), ("I don't have a car.", "You don't have a car.")],
)
def test_what_the_user_cannot_or_has_not_may_be_studied(told: str, answer: str) -> None:
    assert why("What did I say about that?", told.split()[-1].rstrip("."), answer, told) == ""


@pytest.mark.parametrize("told", ["My birthday is on 14 May.", "My birthday is on May 14."])
def test_half_of_a_date_is_no_answer(told: str) -> None:
    date = told.split(" on ")[1].rstrip(".")
    assert why("When was I born?", "14", "You were born on the 14.", told) == "gives half of a date"
    assert why("When was I born?", "14", f"You were born on {date}.", told) == ""
    assert why("When was I born?", date, f"You were born on {date}.", told) == ""


def test_a_number_that_is_no_day_of_a_month_may_stand_alone() -> None:
    assert why("Which locker is mine?", "14", "Your locker is 14.", "My locker is 14, maybe.") == ""
    assert why("In what year?", "1988", "It was in 1988.", "I was born on 3 March 1988.") == ""


def test_typographic_apostrophes_ground_as_plain_ones() -> None:
    told = "My doctor is Mary O’Brien."
    assert why("What is my doctor called?", "Mary O’Brien", "Your doctor is Mary O’Brien.", told) == ""


def test_a_probes_wording_leaks_also_with_a_word_changed() -> None:
    probes = ["What is the name of my old dog?"]
    assert leaks("What is the name of my old dog", probes)
    assert leaks("what was the name of my old dog?", ["what was the name of my dog?"])
    assert not leaks("Where does my sister work?", probes)
    assert not leaks("What is the name of my old dog?", [])
