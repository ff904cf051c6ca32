from __future__ import annotations

import pytest
from textual.widgets import OptionList, Static

from assistant.errors import ExpertError
from tests.tui.conftest import Until
from tests.tui.fakes import NOW, FakeAssistant
from tui.app import AssistantApp
from tui.bridge import ExpertView
from tui.screens.dialogs import Confirm
from tui.screens.experts import ExpertsScreen


@pytest.fixture(autouse=True)
def two_experts(assistant: FakeAssistant) -> None:
    assistant.experts.experts = [
        ExpertView(
            "day-0007", "day", "accepted", NOW, True, ("My dog is [Fudge].",), {"recall": 0.71, "drift": 0.02}, 16
        ),
        ExpertView("day-0006", "day", "rejected", NOW, False, (), {}, 16, "made for another model: Qwen3"),
    ]


async def opened(app: AssistantApp, pilot: object, until: Until) -> None:
    await until(pilot, lambda: app.store_ready)  # type: ignore[arg-type]
    await pilot.press("f4")  # type: ignore[attr-defined]
    await until(
        pilot,  # type: ignore[arg-type]
        lambda: isinstance(app.screen, ExpertsScreen) and app.screen.query_one(OptionList).option_count == 2,
    )


async def test_details_show_scores_and_memories(app: AssistantApp, until: Until) -> None:
    async with app.run_test() as pilot:
        await opened(app, pilot, until)
        await until(pilot, lambda: "71%" in str(app.screen.query_one("#detail", Static).content))
        text = str(app.screen.query_one("#detail", Static).content)
        assert "0.020 nats" in text
        assert "My dog is [Fudge]." in text
        await pilot.press("down")
        await until(pilot, lambda: "another model" in str(app.screen.query_one("#detail", Static).content))


async def test_mount_and_take_out(app: AssistantApp, assistant: FakeAssistant, until: Until) -> None:
    async with app.run_test() as pilot:
        await opened(app, pilot, until)
        await pilot.press("down", "a")
        await until(pilot, lambda: assistant.experts.active() == ("day-0007", "day-0006"))
        await until(pilot, lambda: app.chat_screen.status.experts == ("day-0007", "day-0006"))
        await pilot.press("up", "enter")
        await until(pilot, lambda: assistant.experts.active() == ("day-0006",))


async def test_expert_that_does_not_fit_is_refused_in_words(
    app: AssistantApp, assistant: FakeAssistant, until: Until
) -> None:
    assistant.experts.error = ExpertError("The expert day-0006 cannot be used: it was made for Qwen3.")
    async with app.run_test() as pilot:
        await opened(app, pilot, until)
        await pilot.press("down", "a")
        await until(pilot, lambda: bool(app._notifications))
        assert "made for Qwen3" in next(iter(app._notifications)).message
        assert assistant.experts.active() == ("day-0007",)


async def test_roll_back_asks_first(app: AssistantApp, assistant: FakeAssistant, until: Until) -> None:
    async with app.run_test() as pilot:
        await opened(app, pilot, until)
        await pilot.press("r")
        await until(pilot, lambda: isinstance(app.screen, Confirm))
        await pilot.press("y")
        await until(pilot, lambda: assistant.experts.rolled_back == 1)
        await until(pilot, lambda: app.chat_screen.status.experts == ())
