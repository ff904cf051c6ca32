from __future__ import annotations

import threading

from textual.widgets import OptionList, Static

from assistant.errors import MachineError
from tests.tui.conftest import Until
from tests.tui.fakes import FakeAssistant
from tui.app import AssistantApp
from tui.screens.models import ModelsScreen


def about(app: AssistantApp) -> str:
    return str(app.screen.query_one("#about", Static).content)


def listed(app: AssistantApp) -> bool:
    return isinstance(app.screen, ModelsScreen) and any(one.option_count == 3 for one in app.screen.query(OptionList))


async def test_first_run_says_where_data_lies_and_goes_on_with_the_starter(
    app: AssistantApp, assistant: FakeAssistant, until: Until
) -> None:
    assistant.used = False
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: listed(app))
        shown = " ".join(str(one.content) for one in app.screen.query(Static))
        assert "/home/me/.local/share/reverie" in shown
        assert "not on battery" in shown
        await pilot.press("escape")
        assert app.screen is app.chat_screen
        await until(pilot, lambda: app.engine_ready)
        assert assistant.talk.loaded == [""]


async def test_another_model_is_loaded_and_becomes_the_setting(
    app: AssistantApp, assistant: FakeAssistant, until: Until
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.engine_ready)
        app.chat_screen.prompt.fill("/model")
        app.chat_screen._completions.display = False
        await pilot.press("enter")
        await until(pilot, lambda: listed(app))
        assistant.models.gate = threading.Event()
        await pilot.press("down", "enter")
        await until(pilot, lambda: "24%  600 MB of 2.5 GB" in about(app))
        assistant.models.gate.set()
        await until(pilot, lambda: assistant.talk.loaded == ["", "qwen3-4b"])
        await until(pilot, lambda: app.engine_ready and assistant.models.kept == ["qwen3-4b"])
        assert app.chat_screen.status.model == "qwen3-4b"


async def test_a_download_can_be_stopped_and_a_failure_is_worded(
    app: AssistantApp, assistant: FakeAssistant, until: Until
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.engine_ready)
        app.actions.run_model("")
        await until(pilot, lambda: listed(app))
        assistant.models.gate = threading.Event()
        await pilot.press("down", "enter")
        await until(pilot, lambda: "24%" in about(app))
        await pilot.press("escape")
        await until(pilot, lambda: "was stopped" in about(app))
        assistant.models.gate, assistant.models.error = None, MachineError("offline: check the network")
        await pilot.press("enter")
        await until(pilot, lambda: "offline" in about(app))
        assert assistant.models.kept == []
        await pilot.press("escape")
        assert app.screen is app.chat_screen


async def test_a_model_that_cannot_be_loaded_says_so_and_another_can_be_chosen(
    app: AssistantApp, assistant: FakeAssistant, until: Until
) -> None:
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.engine_ready)
        assistant.talk.start_error = MachineError("There is no model 'x'.")
        app.switch_model("x")
        await until(pilot, lambda: app.chat_screen.status.model == "no model")
        assert assistant.models.kept == []
        assistant.talk.start_error = None
        app.switch_model("starter")
        await until(pilot, lambda: app.engine_ready)
