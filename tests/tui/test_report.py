from __future__ import annotations

from textual.widgets import Static

from tests.tui.conftest import Until
from tests.tui.fake_nights import night_report
from tests.tui.fakes import FakeAssistant
from tui.app import AssistantApp
from tui.screens.dialogs import Confirm
from tui.screens.report import ReportScreen


def text_of(app: AssistantApp) -> str:
    return "\n".join(str(one.content) for one in app.screen.query(Static))


async def test_first_open_after_a_night_shows_the_report_once(
    app: AssistantApp, assistant: FakeAssistant, until: Until
) -> None:
    assistant.nights.last = night_report()
    async with app.run_test(size=(100, 40)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, ReportScreen))
        await until(pilot, lambda: "Your dog is called Fudge." in text_of(app))
        text = text_of(app)
        assert "✓ accepted" in text
        assert "12% → 71% of 17 questions" in text
        assert "✓ My dog is called Fudge.  3 of 3 right" in text
        assert "· I take the 8:14 train to work.  1 of 3 right" in text
        assert "✗ The [fast] one." in text
        assert "✓ Your dog is called Fudge." in text
        await until(pilot, lambda: assistant.nights.seen == 7)
        await pilot.press("escape")
        app.look_for_report()
        await pilot.pause(0.2)
        assert app.screen is app.chat_screen


async def test_before_and_after_stand_side_by_side(app: AssistantApp, assistant: FakeAssistant, until: Until) -> None:
    assistant.nights.last = night_report()
    async with app.run_test(size=(100, 40)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, ReportScreen))
        await until(pilot, lambda: len(app.screen.query(".comparison .cell")) == 4)
        await pilot.pause()
        before, after = list(app.screen.query(".comparison .cell"))[:2]
        assert before.region.y == after.region.y
        assert before.region.right <= after.region.x


async def test_one_key_rolls_the_night_back(app: AssistantApp, assistant: FakeAssistant, until: Until) -> None:
    assistant.nights.last = night_report()
    async with app.run_test() as pilot:
        await until(pilot, lambda: isinstance(app.screen, ReportScreen))
        await pilot.press("r")
        await until(pilot, lambda: isinstance(app.screen, Confirm))
        await pilot.press("y")
        await until(pilot, lambda: assistant.experts.rolled_back == 1)
        await until(pilot, lambda: app.screen is app.chat_screen)


async def test_nothing_to_roll_back_after_a_rejected_night(
    app: AssistantApp, assistant: FakeAssistant, until: Until
) -> None:
    assistant.nights.last = night_report(verdict="reject", reason="general questions got worse", in_force=False)
    async with app.run_test() as pilot:
        await until(pilot, lambda: isinstance(app.screen, ReportScreen))
        await until(pilot, lambda: "✗ rejected  general questions got worse" in text_of(app))
        await pilot.press("r")
        await pilot.pause()
        assert isinstance(app.screen, ReportScreen)
        assert assistant.experts.rolled_back == 0


async def test_report_does_not_interrupt_typing(app: AssistantApp, assistant: FakeAssistant, until: Until) -> None:
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.engine_ready)
        await pilot.press(*"half a sen")
        assistant.nights.last = night_report()
        app.look_for_report()
        await until(pilot, lambda: bool(app._notifications))
        assert app.screen is app.chat_screen
        await pilot.press("f6")
        await until(pilot, lambda: isinstance(app.screen, ReportScreen))


async def test_report_of_a_night_without_scores(app: AssistantApp, assistant: FakeAssistant, until: Until) -> None:
    assistant.nights.last = night_report(
        verdict="failed", reason="[out of memory]", recall_before=None, recall_after=None, retention=None,
        drift=None, false_memory=None, dreams_written=0, dreams_kept=0, lessons=(), comparisons=(), in_force=False,
    )  # fmt: skip
    async with app.run_test() as pilot:
        await until(pilot, lambda: isinstance(app.screen, ReportScreen))
        await until(pilot, lambda: "✗ failed  [out of memory]" in text_of(app))
