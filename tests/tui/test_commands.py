from __future__ import annotations

import pytest
from textual.command import CommandPalette
from textual.widgets import Input

from tests.tui.conftest import Until
from tests.tui.fakes import FakeAssistant
from tui.actions import Actions
from tui.app import AssistantApp
from tui.commands import COMMANDS, completions, is_command, parse
from tui.screens.experts import ExpertsScreen
from tui.screens.help import HelpScreen
from tui.screens.memory import MemoryScreen
from tui.writing import Writing


def test_every_command_has_an_action_and_its_own_name_and_key() -> None:
    names = [command.name for command in COMMANDS]
    keys = [command.key for command in COMMANDS if command.key]
    assert len(set(names)) == len(names)
    assert len(set(keys)) == len(keys)
    actions = [
        name.removeprefix("run_") for kind in (Actions, Writing) for name in vars(kind) if name.startswith("run_")
    ]
    assert sorted(actions) == sorted(names)


@pytest.mark.parametrize(
    ("line", "expected"),
    [("/help", True), ("/remember tea", True), ("/usr/bin is a folder", False), ("/", False), ("no", False)],
)
def test_a_command_is_a_slash_and_a_word(line: str, expected: bool) -> None:
    assert is_command(line) is expected


def test_parse_and_completions() -> None:
    command, argument = parse("/Remember  I like [tea] ")
    assert command is not None
    assert (command.name, argument) == ("remember", "I like [tea]")
    assert parse("/nonsense")[0] is None
    assert [one.name for one in completions("/re")] == ["remember", "report", "retry"]
    assert completions("/remember x") == []
    assert completions("hello") == []


async def test_keys_work_on_every_screen_and_stay_with_a_dialog(app: AssistantApp, until: Until) -> None:
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.engine_ready)
        await pilot.press("f3")
        await until(pilot, lambda: isinstance(app.screen, MemoryScreen))
        await pilot.press("f4")
        await until(pilot, lambda: isinstance(app.screen, ExpertsScreen))
        await pilot.press("f1")
        await until(pilot, lambda: isinstance(app.screen, HelpScreen))
        await pilot.press("f3")
        assert isinstance(app.screen, HelpScreen)
        await pilot.press("escape")
        assert app.screen_stack == [app.chat_screen]


async def test_unknown_command_stays_in_the_box(app: AssistantApp, assistant: FakeAssistant, until: Until) -> None:
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.engine_ready)
        app.chat_screen.prompt.fill("/nonsense")
        await pilot.press("enter")
        assert app.chat_screen.prompt.text == "/nonsense"
        assert assistant.talk.prompts == []
        assert "/nonsense" in next(iter(app._notifications)).message


async def test_remember_notes_without_the_model(app: AssistantApp, assistant: FakeAssistant, until: Until) -> None:
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.store_ready)
        app.chat_screen.prompt.fill("/remember I like [tea]")
        await pilot.press("enter")
        await until(pilot, lambda: bool(assistant.store.memories))
        assert assistant.store.memories[1].text == "I like [tea]"
        assert assistant.talk.prompts == []


async def test_command_that_needs_words_asks_for_them(app: AssistantApp, until: Until) -> None:
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.store_ready)
        app.chat_screen.prompt.fill("/remember")
        await pilot.press("enter")
        assert app.chat_screen.prompt.text == "/remember "


async def test_palette_runs_the_same_table(app: AssistantApp, until: Until) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: app.store_ready)
        await pilot.press("ctrl+p")
        await until(pilot, lambda: isinstance(app.screen, CommandPalette))
        await pilot.press(*"see, search, edit")
        await pilot.pause(0.5)
        await pilot.press("enter", "enter")
        await until(pilot, lambda: isinstance(app.screen, MemoryScreen))


async def test_help_names_every_command(app: AssistantApp) -> None:
    async with app.run_test(size=(100, 50)) as pilot:
        await pilot.press("f1")
        await pilot.pause()
        assert isinstance(app.screen, HelpScreen)
        shown = " ".join(str(getattr(one, "content", "")) for one in app.screen.query("Static"))
        assert all(command.usage in shown for command in COMMANDS)
        await pilot.press("escape")
        assert app.screen_stack == [app.chat_screen]


async def test_private_chat_is_marked_and_stored_as_private(
    app: AssistantApp, assistant: FakeAssistant, until: Until
) -> None:
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.engine_ready)
        app.chat_screen.prompt.fill("/private")
        await pilot.press("enter")
        await until(pilot, lambda: app.chat_screen.status.private)
        await app.chat_screen.send("a secret")
        await until(pilot, lambda: app.chat_screen.turn is None)
        assert assistant.store.chats[1].private
        await pilot.press("ctrl+n")
        await until(pilot, lambda: not app.chat_screen.status.private)


async def test_system_starts_a_chat_with_instructions(
    app: AssistantApp, assistant: FakeAssistant, until: Until
) -> None:
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.engine_ready)
        app.chat_screen.prompt.fill("/system Answer in rhyme")
        await pilot.press("enter")
        await pilot.pause()
        await app.chat_screen.send("hello")
        await until(pilot, lambda: app.chat_screen.turn is None)
        assert assistant.store.chats[1].system_prompt == "Answer in rhyme"


async def test_palette_search_box_is_there(app: AssistantApp) -> None:
    async with app.run_test() as pilot:
        await pilot.press("ctrl+p")
        await pilot.pause()
        assert app.screen.query_one(Input).has_focus
