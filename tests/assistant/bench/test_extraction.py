"""Precision and recall on messages labelled before the rules: both halves, floors as measured less a little."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.bench.extraction import Labelled, count, read_labelled, rows
from assistant.errors import UsageError

DATA = Path(__file__).parents[1] / "memory" / "data" / "extraction_messages.jsonl"


@pytest.fixture(scope="module")
def labelled() -> list[Labelled]:
    return read_labelled(DATA)


@pytest.mark.parametrize(("half", "precision", "recall"), [("development", 0.97, 0.97), ("held-out", 0.92, 0.92)])
def test_precision_and_recall_of_both_halves(
    labelled: list[Labelled], half: str, precision: float, recall: float
) -> None:
    counts = count(row for row in labelled if row.half == half)
    assert counts.messages == 131
    assert counts.precision is not None and counts.precision >= precision, counts.faults
    assert counts.recall is not None and counts.recall >= recall, counts.faults
    assert counts.dates_right >= counts.dates_asked - 1 > 8


def test_what_is_pasted_or_injected_leaves_nothing_in_either_half(labelled: list[Labelled]) -> None:
    borrowed = [row for row in labelled if row.type in ("pasted", "injection", "quote")]
    assert len(borrowed) > 20
    counts = count(borrowed)
    assert (counts.right, counts.wrong) == (0, 0), counts.faults


def test_every_secret_is_marked(labelled: list[Labelled]) -> None:
    from assistant.memory.extraction import extract

    found = [memory for row in labelled if row.type == "secret" for memory in extract(row.message, 0.0)]
    assert len(found) == 6
    assert all(memory.secret for memory in found)


def test_a_wrong_memory_a_missed_one_and_a_wrong_date_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "labels.jsonl"
    labels = [
        ("My dog is called Fudge.", []),
        ("Hello there!", [{"words": ["cat"], "kind": "fact"}]),
        ("I moved to Bern last month.", [{"words": ["Bern"], "kind": "fact", "when": ["2026-10"]}]),
        ("I left Bern last month.", [{"words": ["Bern"], "kind": "fact", "when": ["2020-10"]}]),
    ]
    path.write_text("\n".join(json.dumps({"message": text, "expected": expected}) for text, expected in labels))
    (row, *_) = rows(read_labelled(path))
    assert (row["precision"], row["recall"], row["date_right"]) == (0.667, 0.667, 0.5)
    assert [fault["message"] for fault in row["faults"]] == [
        "My dog is called Fudge.",
        "Hello there!",
        "I left Bern last month.",
    ]


@pytest.mark.parametrize("text", ["no json", '{"message": "x"}', "[1]"])
def test_a_file_without_labels_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "labels.jsonl"
    path.write_text(text)
    with pytest.raises(UsageError, match="labelled messages"):
        read_labelled(path)
