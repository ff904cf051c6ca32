from __future__ import annotations

import threading
import time

from textual.widgets import Markdown, Static

from assistant.errors import StoreCorrupt
from assistant.memory.records import Hit
from backends.base import EngineDied, ModelFileError
from tests.tui.conftest import Until
from tests.tui.fake_store import memory
from tests.tui.fakes import FakeAssistant
from tui.app import AssistantApp
from tui.widgets.message_view import FLUSH_SECONDS, FLUSH_SECONDS_AT_MOST, Reply, UserMessage, pause_after


def served(app: AssistantApp) -> str:
    """The line under the last reply."""
    return str(app.chat_screen.query(Reply).last().query_one(".served", Static).content)


async def test_reply_streams_and_is_laid_out_as_markdown(
    app: AssistantApp, assistant: FakeAssistant, until: Until
) -> None:
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.engine_ready)
        await pilot.press(*"hello", "enter")
        await until(pilot, lambda: app.chat_screen.turn is None)
        reply = app.chat_screen.query_one(Reply)
        assert reply.query_one(Markdown).source == "Your dog is called **Fudge**."
        assert app.chat_screen.query_one(UserMessage).text == "hello"
        assert assistant.talk.prompts == ["hello"]
        assert app.chat_screen.prompt.text == ""


async def test_text_is_on_the_screen_before_the_reply_is_over(
    app: AssistantApp, assistant: FakeAssistant, until: Until
) -> None:
    assistant.talk.gate = threading.Event()
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.engine_ready)
        await app.chat_screen.send("hello")
        await until(pilot, lambda: "Fudge" in app.chat_screen.query_one(Markdown).source)
        assert app.chat_screen.turn is not None
        assistant.talk.gate.set()
        await until(pilot, lambda: app.chat_screen.turn is None)


async def test_earlier_messages_are_not_laid_out_again(app: AssistantApp, until: Until) -> None:
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.engine_ready)
        await app.chat_screen.send("one")
        await until(pilot, lambda: app.chat_screen.turn is None)
        blocks = list(app.chat_screen.query(Reply).first().query_one(Markdown).children)
        await app.chat_screen.send("two")
        await until(pilot, lambda: app.chat_screen.turn is None)
        assert list(app.chat_screen.query(Reply).first().query_one(Markdown).children) == blocks


async def test_escape_stops_within_200_ms(app: AssistantApp, assistant: FakeAssistant, until: Until) -> None:
    assistant.talk.gate = threading.Event()
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.engine_ready)
        await app.chat_screen.send("hello")
        await until(pilot, lambda: "Fudge" in app.chat_screen.query_one(Markdown).source)
        turn = app.chat_screen.turn
        assert turn is not None
        pressed = time.perf_counter()
        await pilot.press("escape")
        assert turn.stop.is_set()
        assert served(app) == "stopped"
        assert time.perf_counter() - pressed < 0.2
        turn.reply.feed("late words")
        await until(pilot, lambda: assistant.talk.stops == 1)
        assistant.talk.gate.set()
        await until(pilot, lambda: app.chat_screen.turn is None)
        assert "late words" not in app.chat_screen.query_one(Markdown).source
        assert served(app).endswith("stopped")


async def test_failure_puts_the_prompt_back(app: AssistantApp, assistant: FakeAssistant, until: Until) -> None:
    assistant.talk.reply_error = EngineDied("The engine process ended. Send the message again.")
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.engine_ready)
        await app.chat_screen.send("a long question")
        await until(pilot, lambda: app.chat_screen.prompt.text == "a long question")
        assert not app.chat_screen.query(Reply)
        assert app.chat_screen.turn is None
        assert app.chat_screen.chat is None
        assert [one.message for one in app._notifications] == ["The engine process ended. Send the message again."]


async def test_a_bug_is_shown_and_the_app_stays_open(app: AssistantApp, assistant: FakeAssistant, until: Until) -> None:
    assistant.talk.reply_error = KeyError("[oops]")
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.engine_ready)
        await app.chat_screen.send("hello")
        await until(pilot, lambda: app.chat_screen.prompt.text == "hello")
        assert "KeyError" in next(iter(app._notifications)).message
        assert app.is_running


async def test_reply_that_was_not_saved_warns(app: AssistantApp, assistant: FakeAssistant, until: Until) -> None:
    assistant.talk.saved, assistant.talk.warning = False, "not saved: the disk is full"
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.engine_ready)
        await app.chat_screen.send("hello")
        await until(pilot, lambda: app.chat_screen.turn is None)
        assert "not saved: the disk is full" in served(app)
        assert [one.severity for one in app._notifications] == ["warning"]


async def test_input_works_while_the_model_loads(app: AssistantApp, assistant: FakeAssistant, until: Until) -> None:
    assistant.talk.loading = threading.Event()
    async with app.run_test() as pilot:
        await pilot.press(*"hi", "enter")
        await until(pilot, lambda: "50%" in app.chat_screen.status.model)
        assert served(app) == "waiting for the model …"
        assert assistant.talk.prompts == []
        assistant.talk.loading.set()
        await until(pilot, lambda: assistant.talk.prompts == ["hi"])
        await until(pilot, lambda: app.chat_screen.turn is None)
        assert app.chat_screen.status.model == "SmolLM2-135M"


async def test_model_that_cannot_be_loaded_gives_the_prompt_back(
    app: AssistantApp, assistant: FakeAssistant, until: Until
) -> None:
    assistant.talk.start_error = ModelFileError("12 bytes, expected a GGUF. Get one: reverie model pull starter")
    async with app.run_test() as pilot:
        await pilot.press(*"hi", "enter")
        await until(pilot, lambda: app.chat_screen.prompt.text == "hi")
        assert app.chat_screen.status.model == "no model"
        assistant.talk.start_error = None
        await pilot.press("enter")
        await until(pilot, lambda: assistant.talk.prompts == ["hi"])


async def test_escape_while_waiting_takes_the_turn_back(
    app: AssistantApp, assistant: FakeAssistant, until: Until
) -> None:
    assistant.talk.loading = threading.Event()
    async with app.run_test() as pilot:
        await pilot.press(*"hi", "enter", "escape")
        await until(pilot, lambda: app.chat_screen.prompt.text == "hi")
        assistant.talk.loading.set()
        await until(pilot, lambda: app.engine_ready)
        assert assistant.talk.prompts == []


async def test_second_prompt_waits_for_the_first_reply(
    app: AssistantApp, assistant: FakeAssistant, until: Until
) -> None:
    assistant.talk.gate = threading.Event()
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.engine_ready)
        await app.chat_screen.send("one")
        await pilot.press(*"two", "enter")
        assert app.chat_screen.prompt.text == "two"
        assistant.talk.gate.set()
        await until(pilot, lambda: app.chat_screen.turn is None)
        assert assistant.talk.prompts == ["one"]


async def test_markup_and_control_characters_are_plain_text(
    app: AssistantApp, assistant: FakeAssistant, until: Until
) -> None:
    assistant.talk.pieces = ["[bold]not bold[/] [/oops] ", "\x1b[31mred\x1b[0m", " \x07bell 🐕 שלום"]
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.engine_ready)
        await app.chat_screen.send("[red]me[/red] \x1b]0;title\x07")
        await until(pilot, lambda: app.chat_screen.turn is None)
        assert app.chat_screen.query_one(UserMessage).text == "[red]me[/red] ␛]0;title␇"
        assert app.chat_screen.query_one(Markdown).source == "[bold]not bold[/] [/oops] ␛[31mred␛[0m ␇bell 🐕 שלום"


async def test_line_under_the_reply_names_notes_experts_and_what_was_noted(
    app: AssistantApp, assistant: FakeAssistant, until: Until
) -> None:
    fudge = memory(1, "My dog is called Fudge.")
    assistant.talk.hits, assistant.talk.experts = (Hit(fudge, 0.8, ("dog",)),), ("core-0001",)
    assistant.talk.learned = (memory(2, "I like tea."),)
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.engine_ready)
        await app.chat_screen.send("what is my dog called?")
        await until(pilot, lambda: app.chat_screen.turn is None)
        assert served(app) == "1 note · core-0001 · 38 tok/s · noted 1 new memory"
        assert app.chat_screen.status.experts == ("core-0001",)
        assert app.chat_screen.status.used == 339


async def test_what_a_message_puts_in_question_stands_under_the_reply(
    app: AssistantApp, assistant: FakeAssistant, until: Until
) -> None:
    rex, fudge, tea = memory(1, "My dog is called Rex."), memory(2, "My dog is called Fudge."), memory(3, "I hate tea.")
    assistant.talk.learned, assistant.talk.replaced, assistant.talk.conflicts = (fudge,), (rex,), ((fudge, tea),)
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.engine_ready)
        await app.chat_screen.send("My dog is called Fudge.")
        await until(pilot, lambda: app.chat_screen.turn is None)
        lines = served(app).split("\n")
    assert lines[:2] == ["▲ at odds with: I hate tea. — which is true? (f3)", "no longer holds: My dog is called Rex."]
    assert "noted 1 new memory" in lines[2]


async def test_retry_replaces_the_last_reply(app: AssistantApp, assistant: FakeAssistant, until: Until) -> None:
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.engine_ready)
        await app.chat_screen.send("hello")
        await until(pilot, lambda: app.chat_screen.turn is None)
        assistant.talk.pieces = ["Another answer."]
        await pilot.press("f7")
        await until(pilot, lambda: assistant.talk.prompts == ["hello", "hello"])
        await until(pilot, lambda: app.chat_screen.turn is None)
        assert [one.text for one in app.chat_screen.query(Reply)] == ["Another answer."]
        assert [one.content for one in assistant.store.said[1]] == ["hello", "Another answer."]


async def test_edit_puts_the_last_question_into_the_box(
    app: AssistantApp, assistant: FakeAssistant, until: Until
) -> None:
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.engine_ready)
        await app.chat_screen.send("helo")
        await until(pilot, lambda: app.chat_screen.turn is None)
        await pilot.press("f2")
        await until(pilot, lambda: app.chat_screen.prompt.text == "helo")
        await pilot.press("left", "l", "enter")
        await until(pilot, lambda: assistant.talk.prompts == ["helo", "hello"])
        await until(pilot, lambda: app.chat_screen.turn is None)
        assert [one.text for one in app.chat_screen.query(UserMessage)] == ["hello"]


async def test_copy_takes_the_reply_or_its_code(app: AssistantApp, assistant: FakeAssistant, until: Until) -> None:
    assistant.talk.pieces = ["Look:\n\n```python\nprint('hi')\n```\n"]
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.engine_ready)
        await app.chat_screen.send("code please")
        await until(pilot, lambda: app.chat_screen.turn is None)
        await pilot.press("ctrl+y")
        assert app.clipboard == "Look:\n\n```python\nprint('hi')\n```\n"
        app.chat_screen.prompt.fill("/copy code")
        await pilot.press("enter")
        assert app.clipboard == "print('hi')\n"


async def test_closing_closes_the_assistant(app: AssistantApp, assistant: FakeAssistant, until: Until) -> None:
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.engine_ready)
        await pilot.press("ctrl+q")
    assert assistant.closed
    assert app.return_code == 0


async def test_stopping_while_earlier_turns_are_summarised_gives_the_prompt_back_in_silence(
    app: AssistantApp, assistant: FakeAssistant, until: Until
) -> None:
    assistant.talk.compacting, assistant.talk.pieces = 6, []
    assistant.talk.gate, assistant.talk.reply_error = threading.Event(), EngineDied("The batch was stopped.")
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.engine_ready)
        await app.chat_screen.send("go on")
        await until(pilot, lambda: bool(assistant.talk.prompts))
        await pilot.press("escape")
        assistant.talk.gate.set()
        await until(pilot, lambda: app.chat_screen.prompt.text == "go on")
        assert not app._notifications
        assert not app.chat_screen.query(Reply)


async def test_a_store_that_cannot_be_opened_gives_the_prompt_back_and_is_tried_again(
    app: AssistantApp, assistant: FakeAssistant, until: Until
) -> None:
    assistant.open_error = StoreCorrupt("reverie.db is damaged.")
    async with app.run_test() as pilot:
        await until(pilot, lambda: app._notifications and app.model is not None)
        await app.chat_screen.send("hello")
        await until(pilot, lambda: app.chat_screen.prompt.text == "hello")
        assert app.chat_screen.turn is None
        app.clear_notifications()
        await pilot.press("f3")
        await until(pilot, lambda: any("damaged" in one.message for one in app._notifications))
        assistant.open_error = None
        await app.chat_screen.send("hello")
        await until(pilot, lambda: app.chat_screen.turn is None and app.chat_screen.query(Reply))
        assert assistant.talk.prompts == ["hello"]


def test_redraws_come_less_often_where_they_are_slow() -> None:
    assert pause_after(0.0) == pause_after(0.004) == FLUSH_SECONDS
    assert FLUSH_SECONDS < pause_after(0.01) < pause_after(0.015) < FLUSH_SECONDS_AT_MOST
    assert pause_after(5.0) == FLUSH_SECONDS_AT_MOST
