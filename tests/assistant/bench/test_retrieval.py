from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.bench.lives import lives
from assistant.bench.retrieval import cells, on_lives
from assistant.bench.retrieval_locomo import as_own, on_locomo, read_locomo
from assistant.errors import UsageError
from assistant.memory.store import MemoryStore

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
    told, floor, general, untold, searched = rows
    assert (floor["asked"], floor["n"]) == ("told, BM25 alone", 60)
    assert told["n"] == 60 and told["value"] > 0.5
    assert len(told["misses"]) == round((1 - told["value"]) * told["n"])
    assert (general["measure"], untold["measure"]) == ("false fire", "false fire")
    assert searched["value"] == 1.0
    assert all(len(line) == len(cells(rows)[0]) for line in cells(rows)) and "recall@5" in cells(rows)[1]


def test_locomo_is_asked_of_both_and_of_each_as_the_user(tmp_path: Path) -> None:
    rows = {(row["source"], row["asked"]): row for row in on_locomo(tmp_path, [TALK])}
    assert rows["locomo, both named", "one turn"]["n"] == 3
    own = rows["locomo, one as user", "one turn"]
    assert own["n"] == 2
    assert [miss["question"] for miss in own["misses"]] == []
    assert "Which opera" in json.dumps(rows["locomo, both named", "one turn"]["misses"])


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
