from __future__ import annotations

import pytest
from textual.app import App, ComposeResult

from tui.widgets.status_bar import StatusBar


class Bar(App[None]):
    def compose(self) -> ComposeResult:
        yield StatusBar()


@pytest.mark.parametrize(
    ("width", "present", "absent"),
    [
        (150, ["SmolLM2-135M", "core-0001, day-0007", "38 tok/s", "context", "25%", "asleep: seed 40%"], []),
        (60, ["SmolLM2-135M", "2 experts", "25%", "asleep: seed 40%"], ["core-0001"]),
        (34, ["SmolLM2-135M", "asleep: seed 40%"], ["tok/s"]),
        (20, ["SmolLM2-135M"], ["tok/s"]),
    ],
)
async def test_shows_what_fits(width: int, present: list[str], absent: list[str]) -> None:
    app = Bar()
    async with app.run_test(size=(width, 3)) as pilot:
        bar = app.query_one(StatusBar)
        bar.model, bar.ready = "SmolLM2-135M", True
        bar.experts, bar.tokens_per_second = ("core-0001", "day-0007"), 38.2
        bar.used, bar.context, bar.sleep = 1024, 4096, "asleep: seed 40%"
        await pilot.pause()
        text = str(bar.render())
        assert len(text) <= width
        assert [one for one in present if one not in text] == []
        assert [one for one in absent if one in text] == []


@pytest.mark.parametrize(
    ("width", "sleep", "shown", "absent"),
    [
        (110, "awake", "core-0001, day-0007", "nothing else"),
        (90, "awake", "awake: next night after 14:20", "core-0001"),
        (80, "awake", "core-0001, day-0007", "14:20"),
        (100, "asleep: seed 40%", "asleep: seed 40%", "14:20"),
    ],
)
async def test_the_reason_why_it_is_awake_is_shown_where_it_fits(
    width: int, sleep: str, shown: str, absent: str
) -> None:
    app = Bar()
    async with app.run_test(size=(width, 3)) as pilot:
        bar = app.query_one(StatusBar)
        bar.model, bar.ready = "SmolLM2-135M", True
        bar.experts, bar.tokens_per_second = ("core-0001", "day-0007"), 38.2
        bar.used, bar.context, bar.sleep = 1024, 4096, sleep
        bar.reason = "next night after 14:20"
        await pilot.pause()
        text = str(bar.render())
        assert len(text) <= width
        assert shown in text and absent not in text and "38 tok/s" in text and "25%" in text


async def test_the_reason_goes_when_there_is_none() -> None:
    app = Bar()
    async with app.run_test(size=(80, 3)) as pilot:
        bar = app.query_one(StatusBar)
        bar.reason = "nothing new to learn"
        assert str(bar.render()).endswith("awake: nothing new to learn")
        bar.reason = ""
        await pilot.pause()
        assert str(bar.render()).endswith("awake")
