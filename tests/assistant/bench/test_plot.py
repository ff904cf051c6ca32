"""The picture: well-formed, every arm in every panel it has values for, labels apart, values where they belong."""

from __future__ import annotations

from itertools import pairwise
from typing import Any
from xml.etree import ElementTree

import pytest

from assistant.bench.plot import LABEL_HEIGHT, _round_up, _spread, picture

SVG = "{http://www.w3.org/2000/svg}"


def row(arm: str, night: int, recall: float, drift: float) -> dict[str, Any]:
    share = {"value": recall, "n": 20, "ci95": [max(0.0, recall - 0.1), min(1.0, recall + 0.1)]}
    return {"arm": arm, "night": night, "recall": share, "retention": recall if night > 1 else None, "drift": drift}


def texts(svg: str) -> list[str]:
    return [element.text or "" for element in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def test_several_nights_are_curves_in_three_panels() -> None:
    svg = picture([row(arm, night, 0.5, 0.03) for arm in ("base", "product") for night in (1, 2, 3)])
    root = ElementTree.fromstring(svg)
    lines = list(root.iter(f"{SVG}polyline"))
    assert len(lines) == 6
    assert [len((line.get("points") or "").split()) for line in lines] == [3, 3, 2, 2, 3, 3]
    assert {"Recall", "Retention", "Drift", "product 0.50", "product 0.03", "1", "2", "3"} <= set(texts(svg))


def test_one_night_is_points_with_intervals_side_by_side() -> None:
    root = ElementTree.fromstring(picture([row("base", 1, 0.2, 0.0), row("product", 1, 0.9, 0.0)]))
    assert not list(root.iter(f"{SVG}polyline"))
    across = [circle.get("cx") for circle in root.iter(f"{SVG}circle")]
    assert len(across) == 4 and len(set(across[:2])) == 2
    assert "Retention" not in texts(ElementTree.tostring(root, encoding="unicode"))


def test_higher_values_stand_higher() -> None:
    root = ElementTree.fromstring(picture([row("base", 1, 0.2, 0.0), row("product", 1, 0.9, 0.0)]))
    heights = {circle.get("fill"): float(circle.get("cy") or 0) for circle in list(root.iter(f"{SVG}circle"))[:2]}
    assert heights["#0072b2"] < heights["#7f7f7f"]


def test_an_arm_that_nobody_drew_a_colour_for_is_drawn_and_escaped() -> None:
    assert any(text.startswith("a<b") for text in texts(picture([row("a<b", 1, 0.5, 0.1)])))


@pytest.mark.parametrize(("value", "top"), [(0.0, 0.01), (0.004, 0.005), (0.05, 0.05), (0.3, 0.5), (0.7, 1.0)])
def test_an_axis_ends_at_a_round_number(value: float, top: float) -> None:
    assert _round_up(value) == pytest.approx(top)


def test_labels_never_touch_and_stay_inside() -> None:
    placed = list(_spread(dict.fromkeys("abcdefg", 250.0), 46, 260).values())
    assert max(placed) <= 260
    assert all(after - before >= LABEL_HEIGHT for before, after in pairwise(placed))
