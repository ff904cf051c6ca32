"""An ablation takes out one part and leaves the rest as it is."""

from __future__ import annotations

import pytest

from assistant.errors import UsageError
from assistant.sleep.recipe import PARTS, Recipe, without
from assistant.sleep.worker import Request


def test_nothing_left_out_is_the_recipe_itself() -> None:
    assert without(Recipe(), ()) == Recipe() == Request().recipe()


def test_without_anchors_there_are_none_in_a_night() -> None:
    assert Request(without=("anchors",)).recipe().seeding.anchors == 0.0


@pytest.mark.parametrize("part", PARTS)
def test_every_part_can_be_left_out_alone_and_with_all_others(part: str) -> None:
    without(Recipe(), [part])
    without(Recipe(), PARTS)


def test_a_part_that_there_is_not_is_refused_by_name() -> None:
    with pytest.raises(UsageError, match=r"'anchor'.*core"):
        without(Recipe(), ["anchor"])
