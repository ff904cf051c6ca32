"""An ablation takes out one part and leaves the rest as it is."""

from __future__ import annotations

import pytest

from assistant.errors import UsageError
from assistant.sleep.recipe import PARTS, ImitationRecipe, Recipe, SeedingRecipe, extended, parts, without
from assistant.sleep.worker import Request


def test_nothing_left_out_is_the_recipe_itself() -> None:
    assert without(Recipe(), ()) == Recipe() == Request().recipe()


def test_without_anchors_there_are_none_in_a_night() -> None:
    assert Request(without=("anchors",)).recipe().seeding.anchors == 0.0


DISTILLING = Recipe(seeding=SeedingRecipe(hard=0.5, on_policy=0.2), imitation=ImitationRecipe(rounds=1))


@pytest.mark.parametrize("part", PARTS)
def test_every_part_can_be_left_out_alone_and_with_all_others(part: str) -> None:
    assert parts(DISTILLING) == PARTS
    assert part == "core" or without(DISTILLING, [part]) != DISTILLING
    without(DISTILLING, PARTS)


def test_what_a_recipe_does_without_cannot_be_left_out() -> None:
    plain = without(DISTILLING, ["seeding"])
    assert plain.seeding.hard == 1.0 and "seeding" not in parts(plain)
    with pytest.raises(UsageError, match="does without seeding already"):
        without(plain, ["seeding"])


def test_without_dreaming_the_model_writes_nothing() -> None:
    assert not without(Recipe(), ["dreaming"]).dreams.by_model


def test_a_part_that_there_is_not_is_refused_by_name() -> None:
    with pytest.raises(UsageError, match=r"'anchor'.*core"):
        without(Recipe(), ["anchor"])


def test_neither_imitation_nor_distillation_on_policy_is_part_of_a_night_until_it_is_added() -> None:
    assert not {"imitation", "on-policy"} & {*parts(Recipe())}
    both = Request(added=("imitation", "on-policy")).recipe()
    assert both.imitation.rounds > 0 < both.seeding.on_policy
    assert {"imitation", "on-policy"} <= {*parts(both)}
    assert without(both, ["imitation", "on-policy"]) == Recipe()


def test_added_seeding_gives_the_teacher_a_say_in_answers_that_are_not_recited() -> None:
    assert "seeding" not in parts(Recipe())
    soft = Request(added=("seeding",)).recipe()
    assert 0 < soft.seeding.hard < 1 and not soft.by_heart
    assert "seeding" in parts(soft)


def test_an_added_epoch_is_one_more_of_study_each_time() -> None:
    more = extended(Recipe(), ["epoch", "epoch"])
    assert more.day_optimisation.epochs == Recipe().day_optimisation.epochs + 2
    assert more.topic_optimisation.epochs == Recipe().topic_optimisation.epochs + 2
    assert parts(more) == parts(Recipe())


@pytest.mark.parametrize(
    ("added", "message"),
    [(["imitations"], r"no 'imitations' to add.*epoch"), (["imitation"] * 2, "has imitation already")],
)
def test_what_cannot_be_added_is_refused(added: list[str], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        extended(Recipe(), added)
