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
