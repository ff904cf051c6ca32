"""One part at a time, the whole beside it; routing needs no night of its own."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import pytest

from assistant.bench.ablation import additions, run, wanted
from assistant.bench.narration import Narrator
from assistant.errors import UsageError
from assistant.sleep.recipe import Recipe, SeedingRecipe


def test_all_parts_of_the_recipe_but_the_core_are_left_out_in_turn() -> None:
    assert wanted((), Recipe(seeding=SeedingRecipe(hard=0.5))) == [
        "seeding",
        "dreaming",
        "recitation",
        "cues",
        "word-dropout",
        "anchors",
        "replay",
        "routing",
    ]
    assert "seeding" not in wanted((), Recipe(seeding=SeedingRecipe(hard=1.0)))
    assert wanted(("core", "routing", "core"), Recipe()) == ["core", "routing"]


def test_a_part_that_the_recipe_does_not_have_is_refused_by_name() -> None:
    with pytest.raises(UsageError, match=r"no imitation to leave out.*anchors"):
        wanted(("imitation", "anchors", "replay"), Recipe())


def test_rows_say_what_was_left_out() -> None:
    asked: list[tuple[tuple[str, ...], list[str]]] = []

    def study(left_out: tuple[str, ...], added: tuple[str, ...], arms: Sequence[str]) -> list[dict[str, Any]]:
        assert added == ()
        asked.append((left_out, list(arms)))
        return [{"arm": arm, "recall": len(asked)} for arm in arms]

    stream = io.StringIO()
    rows = run(study, ["anchors", "routing"], Narrator(stream))
    assert asked == [((), ["expert", "forced", "product", "unrouted"]), (("anchors",), ["expert", "forced", "product"])]
    assert [(row["without"], row["arm"], row["recall"]) for row in rows] == [
        ("nothing", "expert", 1),
        ("nothing", "forced", 1),
        ("nothing", "product", 1),
        ("routing", "expert", 1),
        ("routing", "product", 1),
        ("anchors", "expert", 2),
        ("anchors", "forced", 2),
        ("anchors", "product", 2),
    ]
    assert stream.getvalue() == "without nothing\nwithout anchors\n"


def test_routing_is_shown_left_out_only_if_it_was_asked_for() -> None:
    rows = run(lambda left_out, added, arms: [{"arm": arm} for arm in arms], ["anchors"], Narrator(io.StringIO()))
    assert {row["without"] for row in rows} == {"nothing", "anchors"}
    assert "unrouted" not in {row["arm"] for row in rows}


def test_fewer_arms_are_asked_where_fewer_were_wanted() -> None:
    asked: list[list[str]] = []

    def study(left_out: tuple[str, ...], added: tuple[str, ...], arms: Sequence[str]) -> list[dict[str, Any]]:
        asked.append(list(arms))
        return [{"arm": arm} for arm in arms]

    rows = run(study, ["anchors", "routing"], Narrator(io.StringIO()), arms=("expert",))
    assert asked == [["expert", "forced"], ["expert"]]
    assert [(row["without"], row["arm"]) for row in rows] == [
        ("nothing", "expert"),
        ("routing", "expert"),
        ("anchors", "expert"),
    ]


def test_what_is_added_is_added_one_after_another_and_nothing_is_left_out_unasked() -> None:
    asked: list[tuple[tuple[str, ...], tuple[str, ...]]] = []

    def study(left_out: tuple[str, ...], added: tuple[str, ...], arms: Sequence[str]) -> list[dict[str, Any]]:
        asked.append((left_out, added))
        return [{"arm": arm} for arm in arms]

    names = ("imitation", "epoch+epoch", "imitation")
    assert wanted((), Recipe(), names) == [] and wanted(("anchors",), Recipe(), names) == ["anchors"]
    stream = io.StringIO()
    rows = run(study, ["anchors"], Narrator(stream), additions(names, Recipe()))
    assert asked == [((), ()), (("anchors",), ()), ((), ("imitation",)), ((), ("epoch", "epoch"))]
    assert [(row["without"], row.get("with")) for row in rows if row["arm"] == "expert"] == [
        ("nothing", None),
        ("anchors", None),
        ("nothing", "imitation"),
        ("nothing", "epoch+epoch"),
    ]
    assert stream.getvalue().endswith("with imitation\nwith epoch+epoch\n")
