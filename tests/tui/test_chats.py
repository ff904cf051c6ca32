from __future__ import annotations

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from tests.tui.conftest import Until, shown
from tests.tui.fakes import FakeAssistant
from tui.app import AssistantApp
from tui.screens.chats import ChatsScreen
from tui.screens.dialogs import AskText
from tui.widgets.message_view import UserMessage


@pytest.fixture(autouse=True)
def two_chats(assistant: FakeAssistant) -> None:
    assistant.store.add_chat("Dogs", [("my dog is Fudge", "noted")])
    assistant.store.add_chat("Trains [fast]", [("I take the 8:14", "noted")])


async def open_chats(app: AssistantApp, pilot: Pilot[int], until: Until) -> None:
    await pilot.press("ctrl+o")
    await until(pilot, lambda: isinstance(app.screen, ChatsScreen) and shown(app) == ["1", "2"])


async def test_resume_shows_the_chat(app: AssistantApp, until: Until) -> None:
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.engine_ready)
        await open_chats(app, pilot, until)
        await pilot.press("down", "enter")
        await until(pilot, lambda: len(app.chat_screen.query(UserMessage)) == 1)
        assert app.chat_screen.query_one(UserMessage).text == "I take the 8:14"
        assert app.chat_screen.chat is not None
        assert app.chat_screen.chat.id == 2
        assert app.chat_screen.query_one("#prompt-box").border_title == r"Trains \[fast]"


async def test_search_looks_at_what_was_said(app: AssistantApp, until: Until) -> None:
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.store_ready)
        app.chat_screen.prompt.fill("/chats fudge")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ChatsScreen) and shown(app) == ["1"])
        app.screen.query_one(Input).value = "nothing like it"
        await until(pilot, lambda: shown(app) == [None])
        await pilot.press("enter")
        assert isinstance(app.screen, ChatsScreen)
        await pilot.press("escape")
        assert app.screen_stack == [app.chat_screen]


async def test_rename(app: AssistantApp, assistant: FakeAssistant, until: Until) -> None:
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.store_ready)
        await open_chats(app, pilot, until)
        await pilot.press("ctrl+e")
        await until(pilot, lambda: isinstance(app.screen, AskText))
        app.screen.query_one(Input).value = "Fudge"
        await pilot.press("enter")
        await until(pilot, lambda: assistant.store.chats[1].title == "Fudge")


async def test_deleted_chat_can_be_brought_back_and_the_open_one_is_left(
    app: AssistantApp, assistant: FakeAssistant, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.deletions.UNDO_SECONDS", 0.6)
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.engine_ready)
        await app.chat_screen.open_chat(assistant.store.chats[1], assistant.chats.messages(1))
        await open_chats(app, pilot, until)
        await pilot.press("ctrl+d")
        await until(pilot, lambda: shown(app) == ["2"])
        await pilot.press("ctrl+z")
        await until(pilot, lambda: shown(app) == ["1", "2"])
        assert set(assistant.store.chats) == {1, 2}
        await pilot.press("home", "ctrl+d")
        await until(pilot, lambda: set(assistant.store.chats) == {2})
        assert app.chat_screen.chat is None
        assert not app.chat_screen.query(UserMessage)


async def test_a_chat_deleted_just_before_leaving_is_gone(
    app: AssistantApp, assistant: FakeAssistant, until: Until
) -> None:
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.engine_ready)
        await open_chats(app, pilot, until)
        await pilot.press("ctrl+d")
        await until(pilot, lambda: shown(app) == ["2"])
    assert set(assistant.store.chats) == {2}
