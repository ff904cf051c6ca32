"""Questions about time: which days they are about, and which memories are of those days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from assistant.memory.dates import dated
from assistant.memory.periods import asked_time, periods
from assistant.memory.recall import Recall
from assistant.memory.store import MemoryStore
from tests.builders import DATA, json_lines

NOW = datetime(2026, 11, 24, 14, 0)
"""A Tuesday."""


def table(text: str) -> list[tuple[str, ...]]:
    return [tuple(part.strip() for part in line.split("|")) for line in text.strip().splitlines()]


@pytest.mark.parametrize(
    ("question", "first", "last", "phrase"),
    table("""
What did I do last week? | 2026-11-16 | 2026-11-22 | last week
What did I do over the past month? | 2026-10-01 | 2026-10-31 | last month
What happened to me yesterday? | 2026-11-23 | 2026-11-23 | yesterday
Yesterday, what did I do? | 2026-11-23 | 2026-11-23 | Yesterday
When did I see Lena last week? | 2026-11-16 | 2026-11-22 | last week
What am I doing tomorrow? | 2026-11-25 | 2026-11-25 | tomorrow
Where did I go in March? | 2026-03-01 | 2026-03-31 | March
What did I buy in March 2025? | 2025-03-01 | 2025-03-31 | in March 2025
Who did I meet on Friday? | 2026-11-20 | 2026-11-20 | Friday
What is my plan for the next week? | 2026-11-30 | 2026-12-06 | next week
What have I got on next weekend? | 2026-12-05 | 2026-12-06 | next weekend
What did I do two weeks ago? | 2026-11-07 | 2026-11-13 | two weeks ago
Where was I last winter? | 2025-12-01 | 2026-02-28 | last winter
Which car did I drive in 2019? | 2019-01-01 | 2019-12-31 | in 2019
What did I eat on March 3rd, 2026? | 2026-03-03 | 2026-03-03 | on March 3rd, 2026
"""),
)
def test_the_days_a_question_is_about(question: str, first: str, last: str, phrase: str) -> None:
    asked = asked_time(question, NOW)
    assert asked is not None
    assert (asked.period.first.isoformat(), asked.period.last.isoformat()) == (first, last)
    assert asked.phrase == phrase


@pytest.mark.parametrize(
    "question",
    [
        "What is my dog called?",
        "When is my birthday?",
        "What do I do on Mondays?",
        "Do I work every Friday?",
        "",
        "31 June",
    ],
)
def test_questions_without_a_time(question: str) -> None:
    assert asked_time(question, NOW) is None


@pytest.mark.parametrize(
    "told",
    ["I bought a kayak yesterday.", "We flew to Lisbon on Friday.", "I met Lena two days ago.", "My exam is tomorrow."],
)
def test_what_memories_are_dated_with_is_read_again(told: str) -> None:
    (period,) = periods(dated(told, NOW))
    assert period.days == 1
    assert abs((period.first - NOW.date()).days) <= 4


@pytest.mark.parametrize("text", ["on 31 February 2026", "a few weeks before 24 November 2026", "I saw 2019 films."])
def test_what_is_no_time_or_too_vague_is_none(text: str) -> None:
    assert periods(text) == []


TOLD = [
    (datetime(2026, 11, 18, 9), "I bought a kayak."),
    (datetime(2026, 11, 18, 9), "My dog is called Fudge."),
    (datetime(2026, 11, 19, 9), "I usually swim on Mondays."),
    (datetime(2026, 10, 5, 9), "I bought a green tent."),
    (datetime(2026, 10, 6, 9), "We had dinner with Lena on 20 November 2026."),
    (datetime(2026, 11, 23, 9), "I had dinner with Lena in March 2026."),
    (datetime(2026, 11, 23, 9), "My flight to Oslo is on 3 December 2026 at 9."),
]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[MemoryStore]:
    with MemoryStore.open(tmp_path / "reverie.db", clock=NOW.timestamp) as opened:
        for told, text in TOLD:
            opened.add_memory(dated(text, told), valid_from=told.timestamp())
        yield opened


def found(store: MemoryStore, question: str) -> list[str]:
    return [hit.memory.text for hit in Recall(store, clock=lambda: NOW).find(question, 5)]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What did I do last week?", ["I bought a kayak.", "We had dinner with Lena on 20 November 2026."]),
        ("What did I do in March?", ["I had dinner with Lena in March 2026."]),
        ("What am I doing next week?", ["My flight to Oslo is on 3 December 2026 at 9."]),
        ("What did I tell you in October?", [TOLD[4][1], TOLD[3][1]]),
        ("What did I do yesterday?", []),
    ],
)
def test_whatever_there_was(store: MemoryStore, question: str, expected: list[str]) -> None:
    assert found(store, question) == expected


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("What did I buy last week?", "I bought a kayak."),
        ("What did I buy last month?", "I bought a green tent."),
        ("When did I have dinner with Lena in March?", "I had dinner with Lena in March 2026."),
        ("Who did I have dinner with last week?", "We had dinner with Lena on 20 November 2026."),
    ],
)
def test_among_like_memories_the_one_of_that_time_comes_first(store: MemoryStore, question: str, first: str) -> None:
    hits = Recall(store, clock=lambda: NOW).find(question, 5)
    assert hits[0].memory.text == first
    asked = asked_time(question, NOW)
    assert asked is not None
    assert [asked.phrase in hit.matched for hit in hits].index(False) == 1 if len(hits) > 1 else True


def test_without_a_time_or_without_a_clock_nothing_changes(store: MemoryStore) -> None:
    """All questions of the recall sets and the general prompts, of which none gets another answer for the clock."""
    for row in json_lines("recall_facts.jsonl"):
        store.add_memory(row["statement"])
    questions = [question for row in json_lines("recall_facts.jsonl") for question in row["questions"]]
    questions += (DATA / "general_prompts.txt").read_text(encoding="utf-8").splitlines()
    plain, timed = Recall(store), Recall(store, clock=lambda: NOW)
    timeless = [question for question in questions if asked_time(question, NOW) is None]
    assert len(timeless) > 0.9 * len(questions)
    assert [question for question in timeless if plain.find(question, 5) != timed.find(question, 5)] == []
    assert found(store, "What happened in March 1917?") == []
