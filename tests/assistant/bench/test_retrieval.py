from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.bench.arms import Bench
from assistant.bench.lives import lives
from assistant.bench.retrieval import cells, on_lives, searches, wanted
from assistant.bench.retrieval_locomo import as_own, on_locomo, read_locomo
from assistant.bench.retrieval_product import Product, asked_product, fires_product
from assistant.errors import UsageError
from assistant.experts.manifest import Level
from assistant.memory.store import MemoryStore
from tests.assistant.sleep.fakes import build_world
from tests.builders import build_store, write_expert

TALK = {
    "conversation": {
        "speaker_a": "Ana",
        "speaker_b": "Bo",
        "session_1_date_time": "1:00 pm on 1 May, 2023",
        "session_1": [
            {"speaker": "Ana", "dia_id": "D1:1", "text": "I adopted a ferret called Pistachio."},
            {"speaker": "Bo", "dia_id": "D1:2", "text": "I live in Krakow and bake bread."},
        ],
    },
    "qa": [
        {"question": "What is Ana's ferret called?", "answer": "Pistachio", "evidence": ["D1:1"], "category": 4},
        {"question": "Where does Bo live?", "answer": "Krakow", "evidence": ["D1:2"], "category": 4},
        {"question": "Which opera did Ana sing in Milan?", "answer": "none", "evidence": ["D1:2"], "category": 4},
    ],
}


def test_lives_are_told_among_others_and_every_figure_is_there(tmp_path: Path) -> None:
    with MemoryStore.open(tmp_path / "r.db") as store:
        rows = on_lives(store, lives(20, 3), 200, 300, 3)
        assert len(store.memories()) == 220
        four, common = searches(store, lives(20, 3), 300)
    told, floor, general, untold = rows
    assert (floor["asked"], floor["by"], floor["n"]) == ("told", "BM25 alone", 60)
    assert told["n"] == 60 and told["value"] > 0.5
    assert len(told["misses"]) == round((1 - told["value"]) * told["n"])
    assert (general["measure"], untold["measure"]) == ("false fire", "false fire")
    assert (four["n"], four["value"], four["measure"]) == (20, 1.0, "found any")
    assert common["value"] > 0.9 and common["p95_ms"] >= common["p50_ms"] > 0
    assert all(len(line) == len(cells(rows)[0]) for line in cells(rows)) and "recall@5" in cells(rows)[1]


def test_locomo_is_asked_of_both_and_of_each_as_the_user(tmp_path: Path) -> None:
    rows = {(row["source"], row["asked"]): row for row in on_locomo(tmp_path, [TALK], 1)}
    assert rows["locomo, both named", "one turn"]["n"] == 3
    own = rows["locomo, one as user", "one turn"]
    assert own["n"] == 2
    assert [miss["question"] for miss in own["misses"]] == []
    assert "Which opera" in json.dumps(rows["locomo, both named", "one turn"]["misses"])


FLAT, DOG = "My flat is on the sixth floor.", "My dog is called Fudge."


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    """An engine and a core expert; for the engine a question is likelier the more words it shares with a note."""
    world = build_world(tmp_path / "world", ())
    write_expert(world.home, "core-1", Level.CORE, base=world.engine.info.sha256)
    world.registry.activate(["core-1"])
    with world.store:
        yield Bench(world.engine, world.night().builder, world.store, world.registry)


def test_the_product_is_timed_apart_where_it_searches_by_meaning(bench: Bench, tmp_path: Path) -> None:
    with build_store(tmp_path, [FLAT, DOG]) as store:
        flat, dog = (next(m.id for m in store.memories() if m.text == text) for text in (FLAT, DOG))
        product = Product(store, bench)
        fires_product(product, "general", ["How do I clean my wooden table?"])
        questions = [
            ("What is my dog called?", frozenset({dog}), DOG),
            ("Is my home up high?", frozenset({flat}), FLAT),
        ]
        every, meant = asked_product(product, "told", questions)
    assert (every.by, every.hits) == ("product", [True, True])
    assert (meant.by, meant.hits) == ("product, by meaning", [True])
    assert meant.seconds == every.seconds[1:]


def test_the_product_is_asked_what_words_are_asked(bench: Bench, tmp_path: Path) -> None:
    with MemoryStore.open(tmp_path / "r.db") as store:
        rows = on_lives(store, lives(5, 3), 0, 0, 3, lambda own: Product(own, bench))
    some = {row["by"]: row for row in rows if row["asked"] == "some of told"}
    assert some["words"]["n"] == some["product"]["n"] == 15 >= some["product, by meaning"]["n"]
    assert {row["by"] for row in rows if row["asked"] == "never told"} == {*some}
    found = on_locomo(tmp_path, [TALK], 1, lambda own: Product(own, bench))
    assert {(row["source"], row["n"]) for row in found if row["by"] == "product"} == {
        ("locomo, both named", 3),
        ("locomo, one as user", 2),
    }


def test_an_arm_that_retrieval_does_not_have_is_refused() -> None:
    assert wanted(None) == ("words", "product") and wanted(["words"]) == ("words",)
    with pytest.raises(UsageError, match=r"no arm notes\. Arms: words, product"):
        wanted(["words", "notes"])


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("When did Ana go to Rome?", "When did I go to Rome?"),
        ("What is Ana's job?", "What is my job?"),
        ("Where does Ana live?", "Where do I live?"),
        ("Is Ana allergic?", "Is Ana allergic?".replace("Is Ana", "Is I")),
    ],
)
def test_a_question_is_turned_to_the_first_person(question: str, expected: str) -> None:
    assert as_own(question, "Ana") == expected


def test_a_file_that_is_none_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text('[{"talk": 1}]')
    with pytest.raises(UsageError, match="LoCoMo"):
        read_locomo(path)
