from __future__ import annotations

import threading

import pytest
from textual.widgets import OptionList, Static

from assistant.errors import ExpertError
from assistant.experts.export import FORMATS
from tests.tui.conftest import Until
from tests.tui.fake_store import NOW
from tests.tui.fakes import FakeAssistant
from tui.app import AssistantApp
from tui.screens.dialogs import AskText, Confirm
from tui.screens.experts import LAYOUTS, ExpertsScreen, as_tree
from tui.screens.pick import Pick
from tui.views import ExpertView


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
        lambda: isinstance(app.screen, ExpertsScreen) and app.screen.query_one(OptionList).option_count == 3,
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
        await until(pilot, lambda: isinstance(app.screen, Confirm))
        await pilot.press("n")
        await until(pilot, lambda: isinstance(app.screen, ExpertsScreen))
        assert assistant.experts.active() == ("day-0007",)
        await pilot.press("a")
        await until(pilot, lambda: isinstance(app.screen, Confirm))
        await pilot.press("y")
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
        await until(pilot, lambda: isinstance(app.screen, Confirm))
        await pilot.press("y")
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


async def test_export_asks_what_and_where_to_and_says_what_is_written(
    app: AssistantApp, assistant: FakeAssistant, until: Until
) -> None:
    assistant.experts.export_gate = threading.Event()

    def title() -> str:
        return str(app.screen.query_one("#title", Static).content)

    async with app.run_test() as pilot:
        await opened(app, pilot, until)
        await pilot.press("e")
        await until(pilot, lambda: isinstance(app.screen, Pick))
        assert [str(o.prompt).split()[0] for o in app.screen.query_one(OptionList).options] == [*LAYOUTS]
        await pilot.press(*"merge", "enter")
        await until(pilot, lambda: isinstance(app.screen, AskText))
        await pilot.press("enter")
        await until(pilot, lambda: "merging into SmolLM2" in title())
        assert title().startswith("Experts  ·  writing day-0007 as merged …")
        await pilot.press("e")
        await until(pilot, lambda: any("at a time" in each.message for each in app._notifications))
        assistant.experts.export_gate.set()
        await until(pilot, lambda: assistant.experts.exported == [("day-0007", "day-0007", "merged")])
        await until(pilot, lambda: title() == "Experts")
        assert any("Written: /home/me/day-0007 (merged)" in each.message for each in app._notifications)


async def test_an_export_that_fails_says_why_and_another_may_follow(
    app: AssistantApp, assistant: FakeAssistant, until: Until
) -> None:
    assistant.experts.error = ExpertError("day-0007 exists and is not an empty folder.")
    async with app.run_test() as pilot:
        await opened(app, pilot, until)
        for _ in range(2):
            app.clear_notifications()
            await pilot.press("e")
            await until(pilot, lambda: isinstance(app.screen, Pick))
            await pilot.press("enter")
            await until(pilot, lambda: isinstance(app.screen, AskText))
            await pilot.press("enter")
            await until(pilot, lambda: any("not an empty folder" in each.message for each in app._notifications))
            assert str(app.screen.query_one("#title", Static).content) == "Experts"


def test_the_choice_is_the_commands() -> None:
    assert {*LAYOUTS} == {*FORMATS, "all"}


def test_tree_goes_by_level_and_lineage() -> None:
    def expert(name: str, level: str, parent: str = "") -> ExpertView:
        return ExpertView(name, level, "accepted", NOW, False, parent=parent)

    rows = as_tree(
        [
            expert("day-2", "day"),
            expert("topic-2", "topic", "topic-1"),
            expert("topic-1", "topic"),
            expert("day-1", "day"),
            expert("core-1", "core"),
        ]
    )
    shown = [branch + (row if isinstance(row, str) else row.id) for branch, row in rows]
    assert shown == [
        "core  (every month or so)",
        "└ core-1",
        "topic  (every week or so)",
        "└ topic-1",
        "  └ topic-2",
        "day  (every night)",
        "├ day-2",
        "└ day-1",
    ]


async def test_scores_of_a_level_are_shown_over_the_nights(
    app: AssistantApp, assistant: FakeAssistant, until: Until
) -> None:
    assistant.experts.experts = [
        ExpertView(
            f"day-{number}", "day", "accepted", NOW + number, False, scores={"recall": 0.1 * number}, night=number
        )
        for number in range(9, 0, -1)
    ]
    async with app.run_test(size=(140, 40)) as pilot:
        await until(pilot, lambda: app.store_ready)
        await pilot.press("f4")
        await until(pilot, lambda: isinstance(app.screen, ExpertsScreen))
        await until(pilot, lambda: "night 9" in str(app.screen.query_one("#detail", Static).content))
        assert "90%         ▁▁▂▃▄▅▆▇█  10% to 90%" in str(app.screen.query_one("#detail", Static).content)
