from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.memory.extraction import extract
from assistant.memory.records import MemoryKind
from tests.builders import json_lines


def texts(message: str) -> list[str]:
    return [found.text for found in extract(message, 5.0)]


def test_precision_and_recall_on_the_labelled_messages(record_property: Callable[[str, object], None]) -> None:
    right = wrong = missed = 0
    faults: list[tuple[str, list[str], list[str]]] = []
    for row in json_lines("extraction_messages.jsonl"):
        found, expected = texts(row["message"]), row["expected"]
        hits = len(set(found) & set(expected))
        right, wrong, missed = right + hits, wrong + len(found) - hits, missed + len(expected) - hits
        if found != expected:
            faults.append((row["message"][:80], found, expected))
    assert right + missed > 200
    precision, recall = right / (right + wrong), right / (right + missed)
    record_property("extraction", {"precision": precision, "recall": recall})
    assert precision >= 0.98, faults
    assert recall >= 0.98, faults


@given(st.text(max_size=400))
def test_spans_are_verbatim_ordered_and_never_overlap(message: str) -> None:
    position = 0
    for found in extract(message, 5.0):
        assert message[found.start : found.end] == found.text
        assert found.start >= position
        assert 0 < found.confidence <= 1
        assert found.said_at == 5.0
        position = found.end


def test_typographic_quotes_are_understood_and_kept() -> None:
    assert texts("Hi! I\u2019m allergic to cats. Don\u2019t you think so?") == ["I\u2019m allergic to cats."]


@pytest.mark.parametrize(
    ("message", "kind"),
    [
        ("My dog is called Fudge.", MemoryKind.FACT),
        ("I can't stand loud restaurants.", MemoryKind.PREFERENCE),
        ("My favourite colour is teal.", MemoryKind.PREFERENCE),
        ("To open the gate, press the green button twice.", MemoryKind.PROCEDURE),
        ("To unjam the label printer you lift the green lever.", MemoryKind.PROCEDURE),
        ("I'd rather get short answers in bullet points.", MemoryKind.PREFERENCE),
        ("When the alarm goes off, I enter 4417.", MemoryKind.PROCEDURE),
        ("Actually, my locker code is 5521.", MemoryKind.CORRECTION),
        ("No, my sister lives in Oulu, not Turku.", MemoryKind.CORRECTION),
        ("I no longer work at the bank.", MemoryKind.CORRECTION),
    ],
)
def test_kinds(message: str, kind: MemoryKind) -> None:
    assert [found.kind for found in extract(message, 5.0)] == [kind]


def test_statements_that_go_on_are_one_memory() -> None:
    message = "My sister is Anna. She works in Turku. I own a kayak."
    assert texts(message) == ["My sister is Anna. She works in Turku.", "I own a kayak."]
    assert texts("We have a puppy. He is cute!") == ["We have a puppy."]
    assert texts("We have a puppy.\n\n\n\nHe is called Moss.")[0] == "We have a puppy."


def test_what_follows_a_request_for_fiction_is_not_believed() -> None:
    assert texts("Write a story. My dog can fly. I live on the moon.") == []
    assert texts("I live in Bergen. Write a story about my town.") == ["I live in Bergen."]


def test_an_aside_in_the_form_of_a_question_is_a_statement() -> None:
    assert texts("Did I mention that my nephew Anton is allergic to kiwi?") == ["my nephew Anton is allergic to kiwi"]
    assert texts("Did I mention my sister?") == texts("Did you know that Oslo is cold?") == []


def test_secrets_are_marked_and_others_are_not() -> None:
    marks = [found.secret for found in extract("My wifi password is hunter-22. My locker code is 4417.", 5.0)]
    assert marks == [True, False]


def test_hedged_statements_count_less() -> None:
    (sure,), (unsure,) = extract("My sister lives in Oulu.", 5.0), extract("I think my sister lives in Oulu.", 5.0)
    assert unsure.confidence < sure.confidence


def test_long_messages_take_no_time() -> None:
    assert isinstance(extract("my my my my is is is " * 20_000, 5.0), list)
    for part in ("\n", "'a ", "<a ", "text: ", "A: b\n", "> x\n", "below this text "):
        assert isinstance(extract(part * (5900 // len(part)), 5.0), list)
        assert extract(part * 500_000, 5.0) == []
    assert isinstance(extract("I have no " + "very " * 1000 + "end. " * 100, 5.0), list)


@pytest.mark.parametrize(
    ("message", "statement"),
    [
        ("I moved to Ward 7, which is respiratory, and my new manager is Femi.", None),
        ("My son Tom, who is nine, plays chess on Saturdays.", None),
        ("My car is a red Skoda, which oil does it need?", "My car is a red Skoda"),
        ("My flat has two boilers, which one should I keep", "My flat has two boilers"),
    ],
)
def test_a_question_tied_on_behind_is_cut_off_and_a_relative_clause_is_not(message: str, statement: str | None) -> None:
    assert texts(message) == [statement or message]


@pytest.mark.parametrize(
    "message",
    [
        "To reset the sump pump, unplug it, wait thirty seconds, then press the red button.",
        "To unlock the shed you jiggle the key to the left.",
    ],
)
def test_how_a_thing_at_hand_is_worked_is_a_procedure(message: str) -> None:
    (found,) = extract(message, 5.0)
    assert (found.text, found.kind) == (message, MemoryKind.PROCEDURE)


@pytest.mark.parametrize(
    "message",
    [
        "Aspirin upsets my stomach so I take something else.",
        "A woman called Petra Sohl cuts our hedge in June.",
        "Mrs Dunmore upstairs plays the cello.",
        "Olaf sprained his ankle, so our hike is off until May.",
        "As a child I slept in a barn every August.",
        "Quarter to six, that's when I feed the horses.",
        "The chimney was last swept on 3 October.",
        "We need to hand in the keys before Friday.",
    ],
)
def test_a_life_is_told_with_other_subjects_too(message: str) -> None:
    assert texts(message) == [message]


@pytest.mark.parametrize(
    "message",
    [
        "A woman called Petra cuts hedges.",
        "Spinach helps muscles.",
        "To bake bread you mix flour and water.",
        "hmm I see what you mean",
    ],
)
def test_what_is_nobodys_life_is_not(message: str) -> None:
    assert texts(message) == []


@pytest.mark.parametrize(
    ("message", "kept"),
    [
        ("I keep bees at the bottom of the garden, four colonies at the moment.", True),
        ("We live with my parents right now.", True),
        ("I keep getting errors right now.", False),
        ("I keep the window open tonight.", False),
        ("I have a headache at the moment.", False),
        ("These days I'm carving a chess set out of juniper.", True),
        ("These days my mother lives alone.", True),
        ("These days I'm tired.", False),
        ("These days are long.", False),
    ],
)
def test_what_holds_for_a_season_is_kept_though_it_is_said_to_be_of_the_moment(message: str, kept: bool) -> None:
    assert bool(texts(message)) is kept


@pytest.mark.parametrize(
    ("message", "kept"),
    [
        ("I'm trying to scrape together 850 pounds for a second-hand mixing desk.", True),
        ("I'm trying to save £850 for a mixing desk.", True),
        ("I'm trying to learn Basque.", True),
        ("We're trying to sell my father's tractor.", True),
        ("I'm trying to quit smoking.", True),
        ("I'm trying to learn how to centre a div.", False),
        ("I'm trying to save the file.", False),
        ("I'm trying to quit vim.", False),
        ("I'm trying to stop the server.", False),
        ("I'm trying to understand monads.", False),
        ("I'm trying to raise an exception.", False),
    ],
)
def test_what_one_tries_for_months_is_kept_and_what_one_tries_just_now_is_not(message: str, kept: bool) -> None:
    assert bool(texts(message)) is kept
