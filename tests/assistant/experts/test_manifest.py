from __future__ import annotations

import json
from dataclasses import replace

import pytest

from assistant.errors import ExpertError
from assistant.experts.manifest import Expert, ExpertState, Level, RankSlice, check_id, from_json, to_json

EXPERT = Expert(
    id="day-0007",
    level=Level.DAY,
    created=1_700_000_000.5,
    base_sha256="a" * 64,
    base_name="SmolLM2 135M Instruct",
    rank=16,
    alpha=32.0,
    target_modules=("gate_proj", "up_proj"),
    memory_ids=(3, 5),
    sleep_id=7,
    parent="day-0006",
    slices=(RankSlice(12, (3,)), RankSlice(4, (5,), replayed=(3,))),
    state=ExpertState.ACCEPTED,
    scores={"recall": 0.75},
    files={"adapter.gguf": "b" * 64},
)


def test_round_trip_keeps_every_field() -> None:
    assert from_json(to_json(EXPERT), "expert.json") == EXPERT


def test_round_trip_of_an_expert_without_parent_and_sleep() -> None:
    plain = replace(EXPERT, sleep_id=None, parent=None, scores={}, files={})
    assert from_json(to_json(plain), "expert.json") == plain


def test_an_expert_of_an_older_version_is_one_slice() -> None:
    table = json.loads(to_json(EXPERT))
    del table["slices"]
    assert from_json(json.dumps(table), "expert.json") == replace(EXPERT, slices=())


def test_a_damaged_slice_is_a_damaged_manifest() -> None:
    table = {**json.loads(to_json(EXPERT)), "slices": [{"rank": 4}]}
    with pytest.raises(ExpertError, match="value of the wrong kind"):
        from_json(json.dumps(table), "expert.json")


def test_fields_of_a_newer_version_are_left_out() -> None:
    table = {**json.loads(to_json(EXPERT)), "version": 9, "mood": "rested"}
    assert from_json(json.dumps(table), "expert.json") == EXPERT


def test_all_missing_fields_are_named_at_once() -> None:
    table = json.loads(to_json(EXPERT))
    del table["rank"], table["base_sha256"]
    with pytest.raises(ExpertError, match=r"x/expert\.json lacks base_sha256, rank\."):
        from_json(json.dumps(table), "x/expert.json")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"rank": "wide"}, "wrong kind"),
        ({"level": "hourly"}, "hourly"),
        ({"memory_ids": None}, "wrong kind"),
        ({"id": "../home"}, "no expert id"),
        ({"scores": [1]}, "wrong kind"),
        ({"rank": float("inf")}, "wrong kind"),
        ({"created": 1e300}, "wrong kind"),
    ],
)
def test_wrong_values_are_an_expert_error(change: dict[str, object], said: str) -> None:
    table = {**json.loads(to_json(EXPERT)), **change}
    with pytest.raises(ExpertError, match=said):
        from_json(json.dumps(table), "expert.json")


@pytest.mark.parametrize("text", ["", "{", "[]", "null"])
def test_text_that_is_no_object_is_an_expert_error(text: str) -> None:
    with pytest.raises(ExpertError, match=r"expert\.json"):
        from_json(text, "expert.json")


@pytest.mark.parametrize("name", ["", "..", "a/b", "UPPER", ".hidden", "x" * 65, "a\0"])
def test_ids_that_cannot_name_a_folder_are_refused(name: str) -> None:
    with pytest.raises(ExpertError, match="no expert id"):
        check_id(name)
