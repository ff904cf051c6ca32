from __future__ import annotations

import threading

from tests.tui.conftest import Until
from tests.tui.fakes import FakeAssistant
from tui.app import AssistantApp
from tui.widgets.prompt_input import Completions


async def test_ctrl_j_makes_a_new_line_and_the_box_grows(
    app: AssistantApp, assistant: FakeAssistant, until: Until
) -> None:
    async with app.run_test() as pilot:
        prompt = app.chat_screen.prompt
        height = prompt.size.height
        await pilot.press("a", "ctrl+j", "b", "shift+enter", "c")
        await pilot.pause()
        assert prompt.text == "a\nb\nc"
        assert prompt.size.height == height + 2
        await pilot.press(*["ctrl+j"] * 20)
        await pilot.pause()
        assert prompt.size.height == 8
        prompt.fill("a\nb")
        await until(pilot, lambda: app.engine_ready)
        await pilot.press("enter")
        await until(pilot, lambda: assistant.talk.prompts == ["a\nb"])


async def test_empty_prompt_is_not_sent(app: AssistantApp, assistant: FakeAssistant, until: Until) -> None:
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.engine_ready)
        await pilot.press("space", "enter")
        await pilot.pause()
        assert app.chat_screen.turn is None
        assert assistant.talk.prompts == []


async def test_arrows_walk_through_earlier_prompts_and_keep_the_draft(app: AssistantApp) -> None:
    async with app.run_test() as pilot:
        prompt = app.chat_screen.prompt
        prompt.set_history(["first", "second"])
        await pilot.press(*"draft", "up")
        assert prompt.text == "second"
        await pilot.press("up", "up")
        assert prompt.text == "first"
        await pilot.press("down", "down")
        assert prompt.text == "draft"


async def test_up_in_a_long_prompt_moves_the_cursor_first(app: AssistantApp) -> None:
    async with app.run_test() as pilot:
        prompt = app.chat_screen.prompt
        prompt.set_history(["earlier"])
        prompt.fill("one\ntwo")
        await pilot.press("up")
        assert prompt.text == "one\ntwo"
        await pilot.press("up")
        assert prompt.text == "earlier"


async def test_slash_offers_commands_and_tab_completes(app: AssistantApp) -> None:
    async with app.run_test() as pilot:
        offers = app.chat_screen.query_one(Completions)
        assert not offers.display
        await pilot.press("/", "m")
        await pilot.pause()
        assert [option.id for option in offers.options] == ["/memory ", "/model "]
        await pilot.press("down", "tab")
        await pilot.pause()
        assert app.chat_screen.prompt.text == "/model "
        assert not offers.display


async def test_escape_closes_the_offer_before_it_stops_a_reply(
    app: AssistantApp, assistant: FakeAssistant, until: Until
) -> None:
    assistant.talk.gate = threading.Event()
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.engine_ready)
        await app.chat_screen.send("hello")
        await pilot.press("/", "escape")
        turn = app.chat_screen.turn
        assert turn is not None
        assert not turn.stop.is_set()
        assert not app.chat_screen.query_one(Completions).display
        assistant.talk.gate.set()
        await until(pilot, lambda: app.chat_screen.turn is None)


async def test_give_back_keeps_what_was_written_meanwhile(app: AssistantApp) -> None:
    async with app.run_test():
        prompt = app.chat_screen.prompt
        prompt.fill("new words")
        prompt.give_back("failed prompt")
        assert prompt.text == "failed prompt\nnew words"
