from __future__ import annotations

import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.memory.recall import Recall
from assistant.memory.store import MemoryStore
from tests.builders import DATA, build_store, json_lines

SETS = [
    # The second set was written after the rules: its floors are what was measured, less a little.
    ("recall_facts.jsonl", "general_prompts.txt", False, 0.95, 0.97),
    ("recall_facts.jsonl", "general_prompts.txt", True, 0.95, 0.97),
    ("recall_facts_held_out.jsonl", "general_prompts_held_out.txt", False, 0.82, 0.9),
    ("recall_facts_held_out.jsonl", "general_prompts_held_out.txt", True, 0.85, 0.93),
]


def filled(folder: Path, facts: str, with_keys: bool) -> MemoryStore:
    store = build_store(folder)
    with store.transaction():
        for row in json_lines(facts):
            memory = store.add_memory(row["statement"])
            if with_keys:
                store.set_keys(memory.id, row["keys"])
    return store


@pytest.mark.parametrize(("facts", "prompts", "with_keys", "first", "among_five"), SETS)
def test_personal_questions_find_their_memory_and_general_ones_find_none(
    tmp_path: Path,
    record_property: Callable[[str, object], None],
    facts: str,
    prompts: str,
    with_keys: bool,
    first: float,
    among_five: float,
) -> None:
    with filled(tmp_path, facts, with_keys) as store:
        assert len(store.memories()) > 60
        recall = Recall(store)
        ranks = []
        for row in json_lines(facts):
            for question in row["questions"]:
                found = [hit.memory.text for hit in recall.find(question, 5)]
                ranks.append(found.index(row["statement"]) if row["statement"] in found else None)
        general = (DATA / prompts).read_text(encoding="utf-8").splitlines()
        fired = [prompt for prompt in general if recall.find(prompt, 1)]
    assert len(ranks) >= 60
    assert len(general) >= 100
    at_one = ranks.count(0) / len(ranks)
    at_five = sum(rank is not None for rank in ranks) / len(ranks)
    record_property("recall", {"at_1": at_one, "at_5": at_five, "false_fire": len(fired) / len(general)})
    assert at_one >= first
    assert at_five >= among_five
    assert len(fired) / len(general) <= 0.02, fired


def test_held_out_questions_share_no_fact_with_the_tuned_ones() -> None:
    tuned, held_out = ({row["statement"] for row in json_lines(name)} for name in (SETS[0][0], SETS[2][0]))
    assert not tuned & held_out


def test_the_answer_to_why_is_the_words_that_matched(tmp_path: Path) -> None:
    with build_store(tmp_path, ["My mother lives in Leeds.", "My dog is called Fudge."]) as store:
        (hit,) = Recall(store).find("Do you remember where my mum lives?", 5)
    assert hit.memory.text == "My mother lives in Leeds."
    assert hit.matched == ("mum", "lives")
    assert 0.8 <= hit.score <= 1.0


def test_only_what_holds_now_is_found(tmp_path: Path) -> None:
    with build_store(tmp_path, ["My code is 4417.", "My code is 5521.", "My code word is kayak."]) as store:
        old, new, gone = store.memories()
        store.supersede(old.id, new.id)
        store.forget(gone.id)
        assert [hit.memory.id for hit in Recall(store).find("What is my code?", 5)] == [new.id]


def test_generated_questions_bridge_words_the_memory_lacks(tmp_path: Path) -> None:
    with build_store(tmp_path, ["I always fast until noon."]) as store:
        assert Recall(store).find("When is my first meal?", 5) == []
        store.set_keys(store.memories()[0].id, ["At what hour is my first meal of the day?"])
        assert len(Recall(store).find("When is my first meal?", 5)) == 1


def test_questions_without_my_need_something_definite(tmp_path: Path) -> None:
    with build_store(
        tmp_path,
        ["My sister is Anna. She works in Turku.", "My brother lives in Tokyo.", "The wifi password is otter."],
    ) as store:
        recall = Recall(store)
        for query in ("Where does Anna work?", "where does anna work", "What is the wifi password?"):
            assert len(recall.find(query, 5)) == 1, query
        for query in ("What is Tokyo?", "Where is Tokyo?", "what time is it in tokyo", "What is a password?"):
            assert recall.find(query, 5) == [], query


def test_never_told_things_are_not_answered_with_others(tmp_path: Path) -> None:
    with build_store(
        tmp_path, ["My sister's name is Anna.", "My locker code is 4417.", "My dog is called Fudge."]
    ) as store:
        for query in (
            "What is my brother's name?",
            "What is my blood type?",
            "When is my wedding?",
            "What is my salary?",
        ):
            assert Recall(store).find(query, 5) == [], query


@pytest.mark.parametrize("query", ["", "   ", "?", "the", "😀", '"', "\x00", "what is my", "日本"])
def test_empty_and_odd_queries_find_nothing(tmp_path: Path, query: str) -> None:
    with build_store(tmp_path, ["My dog is called Fudge."]) as store:
        assert Recall(store).find(query, 5) == []


def test_the_limit_is_kept_and_newer_comes_first_among_equals(tmp_path: Path) -> None:
    with build_store(tmp_path, [f"I own kayak number {number}." for number in range(20)]) as store:
        hits = Recall(store).find("Which kayak do I own?", 3)
        assert [hit.memory.text for hit in hits] == [f"I own kayak number {number}." for number in (19, 18, 17)]
        assert Recall(store).find("Which kayak do I own?", 0) == []


def test_a_lower_threshold_finds_more(tmp_path: Path) -> None:
    with build_store(tmp_path, ["I visited France twice."]) as store:
        assert Recall(store).find("What is the capital of France?", 5) == []
        assert len(Recall(store, threshold=0.0).find("What is the capital of France?", 5)) == 1


def test_twenty_thousand_memories_are_searched_in_time(tmp_path: Path) -> None:
    chance = random.Random(7)
    rows = list(json_lines("recall_facts.jsonl"))
    vocabulary = [word for row in rows for word in row["statement"].split()] + [f"word{n}" for n in range(3000)]
    with build_store(tmp_path) as store:
        with store.transaction():
            for number in range(20_000):
                statement = chance.choice(rows)["statement"] + " " + " ".join(chance.choices(vocabulary, k=6))
                memory = store.add_memory(statement)
                if number % 4 == 0:
                    store.set_keys(memory.id, ["What is " + " ".join(chance.choices(vocabulary, k=5)) + "?"])
        recall = Recall(store)
        seconds = []
        for query in [question for row in rows for question in row["questions"]]:
            started = time.process_time()
            recall.find(query, 5)
            seconds.append(time.process_time() - started)
    # Processor time, so that a busy machine does not fail this; 0.011 where it was measured.
    assert sorted(seconds)[int(len(seconds) * 0.95)] < 0.03


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("Which season follows spring?", []),
        ("How much water does a tomato need?", ["Doreen waters the tomatoes."]),
        ("How much water is in a cloud?", []),
        ("What is the best food for a parrot?", []),
        ("What should a visitor avoid near the parrot?", ["Our parrot is terrified of umbrellas."]),
        ("Does Doreen know?", ["Doreen waters the tomatoes."]),
        ("does doreen know?", []),
        ("Is Grandma still sailing?", ["My grandmother grew up in Zanzibar."]),
        ("What is a present that a grandmother likes?", []),
    ],
)
def test_a_question_that_mentions_nobody_shares_a_certain_word_with_a_memory_or_two(
    tmp_path: Path, question: str, found: list[str]
) -> None:
    texts = [
        "My next exam is in the spring of 2027.",
        "Doreen waters the tomatoes.",
        "Our parrot is terrified of umbrellas.",
        "My grandmother grew up in Zanzibar.",
    ]
    with build_store(tmp_path, texts) as store:
        assert [memory.text for memory in Recall(store).sharing(question, 5)] == found
