"""A list that ends early says how much is missing and how to come to it."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import OptionList, Static

from assistant.events import DreamWritten
from tests.tui.conftest import Until
from tests.tui.fake_nights import night_report
from tests.tui.fakes import FakeAssistant
from tui.app import AssistantApp
from tui.completion import SHOWN_AT_MOST, offers
from tui.night import NightState
from tui.screens.experts import NIGHTS_SHOWN, _details
from tui.screens.pick import Pick
from tui.screens.report import COMPARISONS_SHOWN, ReportScreen
from tui.text import excerpt
from tui.views import Comparison, ExpertView
from tui.widgets.prompt_input import HISTORY_KEPT
from tui.widgets.sleep_progress import DreamLog


def said(app: AssistantApp) -> str:
    """The text of all labels of the screen on top."""
    return "\n".join(str(one.content) for one in app.screen.query(Static))


async def test_earlier_prompts(app: AssistantApp, until: Until) -> None:
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.engine_ready)
        app.chat_screen.prompt.set_history([f"prompt number {number}" for number in range(HISTORY_KEPT)])
        await pilot.press("ctrl+r")
        await until(pilot, lambda: isinstance(app.screen, Pick))
        last = app.screen.query_one(OptionList).options[-1]
        assert (str(last.prompt), last.disabled) == ("and 400 more: type to find them", True)
        assert f"the last {HISTORY_KEPT}" in said(app)
        await pilot.press(*"number 37")
        options = [str(option.prompt) for option in app.screen.query_one(OptionList).options]
        assert options[-1] == "prompt number 37"


async def test_questions_of_a_night(app: AssistantApp, assistant: FakeAssistant, until: Until) -> None:
    asked = [Comparison(f"Question {number}?", "no", "yes", False, True) for number in range(COMPARISONS_SHOWN + 7)]
    assistant.nights.last = night_report(comparisons=tuple(asked))
    async with app.run_test() as pilot:
        await until(pilot, lambda: isinstance(app.screen, ReportScreen))
        assert "and 7 more; each memory on F3 shows its own" in said(app)


async def test_dreams(app: AssistantApp, until: Until) -> None:
    night = NightState(running=True)
    for number in range(DreamLog.SHOWN + 5):
        night.apply(DreamWritten(1, "questions", f"Question {number}?", "Fudge.", False, f"reason {number % 4}"))
    log = DreamLog()
    async with app.run_test():
        await app.chat_screen.mount(log)
        log.show(night)
        assert str(log.query_one(Static).content).startswith("5 earlier ones\n")
        assert log.border_title is not None
        assert log.border_title.endswith("dropped: 12 reason 0, 11 reason 1, 22 more")


def test_files(tmp_path: Path) -> None:
    for number in range(SHOWN_AT_MOST + 2):
        (tmp_path / f"{number:03}.txt").touch()
    *files, last = offers(f"/attach {tmp_path}/")
    assert len(files) == SHOWN_AT_MOST
    assert (last.line, last.label) == ("", "and 2 more: type on to find them")


async def test_what_is_only_said_is_not_chosen(app: AssistantApp, until: Until, tmp_path: Path) -> None:
    for number in range(SHOWN_AT_MOST + 2):
        (tmp_path / f"{number:03}.txt").touch()
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.engine_ready)
        app.chat_screen.prompt.fill(f"/attach {tmp_path}/")
        await pilot.press("up")
        assert app.chat_screen._completions.chosen.endswith(f"{SHOWN_AT_MOST - 1:03}.txt")


@pytest.mark.parametrize(("nights", "told"), [(5, "all 5"), (NIGHTS_SHOWN + 1, f"the last {NIGHTS_SHOWN}")])
def test_scores_over_the_nights(nights: int, told: str) -> None:
    alike = [ExpertView(f"day-{one}", "day", "accepted", one, False, (), {"recall": 0.5}, 16) for one in range(nights)]
    assert f"{told} of this level" in str(_details(alike[0], alike))


def test_an_excerpt_shows_what_was_searched_for() -> None:
    text = "First " + "there is much else, " * 20 + "and then the Ship\nof state sails."
    assert excerpt(text, "ship") == "…else, and then the Ship of state sails."
    assert excerpt("The ship sails.", "ship") == "The ship sails."
    assert excerpt("No such word here.", "zebra") == "No such word here."
