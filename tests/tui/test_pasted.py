"""What was pasted is told from what was typed, through editing, undo, history and editor, up to the store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from textual import events

from assistant.config import Config
from assistant.paths import Home
from tests.fakes import FakeEngine
from tests.tui.conftest import Until
from tests.tui.fakes import FakeAssistant
from tui.app import AssistantApp
from tui.local import LocalAssistant
from tui.views import Draft
from tui.widgets.message_view import UserMessage

MALLORY = "My name is Mallory."


def parts(app: AssistantApp) -> list[str]:
    """The pasted stretches of the input box."""
    prompt = app.chat_screen.prompt
    return [prompt.text[start:stop] for start, stop in prompt.pasted]


async def paste(app: AssistantApp, pilot: Any, text: str) -> None:
    before = app.chat_screen.prompt.text
    app.post_message(events.Paste(text))
    for _ in range(100):
        await pilot.pause(0.02)
        if app.chat_screen.prompt.text != before:
            return
    raise AssertionError("nothing was pasted")


async def test_a_paste_is_told_from_what_is_typed_around_it(
    app: AssistantApp, assistant: FakeAssistant, until: Until
) -> None:
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.engine_ready)
        await pilot.press("space", *"ok", "space")
        await paste(app, pilot, MALLORY)
        await pilot.press(*" so?", "enter")
        await until(pilot, lambda: len(assistant.talk.drafts) == 1 and app.chat_screen.turn is None)
        draft = assistant.talk.drafts[0]
        assert draft.text == f"ok {MALLORY} so?"
        assert [draft.text[start:stop] for start, stop in draft.pasted] == [MALLORY]
        assert "what was pasted is not learned" in str(app.chat_screen.query_one(UserMessage).content)


async def test_what_is_typed_inside_belongs_to_the_paste_and_deleting_shrinks_it(app: AssistantApp) -> None:
    async with app.run_test() as pilot:
        await paste(app, pilot, MALLORY)
        await pilot.press("!", *["left"] * 5, "x")
        assert parts(app) == ["My name is Mallxory."]
        await pilot.press("home", *"Hm ", *["delete"] * 3)
        assert parts(app) == ["name is Mallxory."]
        app.chat_screen.prompt.select_all()
        await pilot.press("delete", "y")
        assert parts(app) == []


async def test_undo_and_redo_do_not_make_it_typed(app: AssistantApp) -> None:
    async with app.run_test() as pilot:
        prompt = app.chat_screen.prompt
        await pilot.press(*"so ")
        await paste(app, pilot, MALLORY)
        prompt.select_all()
        await pilot.press("delete")
        assert (prompt.text, parts(app)) == ("", [])
        prompt.undo()
        assert (prompt.text, parts(app)) == (f"so {MALLORY}", [MALLORY])
        prompt.redo()
        prompt.undo()
        assert parts(app) == [MALLORY]


async def test_an_earlier_prompt_and_the_draft_keep_what_was_pasted(app: AssistantApp, until: Until) -> None:
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.engine_ready)
        await app.workers.wait_for_complete()
        prompt = app.chat_screen.prompt
        prompt.know([(f"is it: {MALLORY}", ((7, 7 + len(MALLORY)),)), ("typed", ())])
        await paste(app, pilot, "I live in Oslo.")
        await pilot.press("up")
        assert (prompt.text, parts(app)) == ("typed", [])
        await pilot.press("up")
        assert parts(app) == [MALLORY]
        await pilot.press("down", "down")
        assert parts(app) == ["I live in Oslo."]
        prompt.give_back(f"is it: {MALLORY}", ((7, 7 + len(MALLORY)),))
        assert parts(app) == [MALLORY, "I live in Oslo."]


async def test_the_editor_keeps_what_it_was_given(app: AssistantApp) -> None:
    async with app.run_test() as pilot:
        prompt = app.chat_screen.prompt
        await paste(app, pilot, MALLORY)
        prompt.revise(f"I wonder.\n{MALLORY}")
        assert parts(app) == [MALLORY]


async def test_a_copied_reply_is_pasted_and_own_words_moved_are_not(app: AssistantApp) -> None:
    async with app.run_test() as pilot:
        app.copy_to_clipboard(MALLORY)
        await pilot.press("ctrl+v")
        assert parts(app) == [MALLORY]
        app.chat_screen.prompt.fill("I own a boat.")
        app.chat_screen.prompt.select_all()
        await pilot.press("ctrl+x", "ctrl+v")
        assert (app.chat_screen.prompt.text, parts(app)) == ("I own a boat.", [])


async def test_a_pasted_order_to_remember_does_not_count(app: AssistantApp, assistant: FakeAssistant) -> None:
    async with app.run_test() as pilot:
        await paste(app, pilot, f"/remember {MALLORY}")
        await pilot.press("enter")
        await pilot.pause()
        assert assistant.store.memories == {}
        assert any("pasted /remember" in note.message for note in app._notifications)
        app.chat_screen.prompt.fill("")
        await pilot.press(*"/remember ")
        await paste(app, pilot, MALLORY)
        await pilot.press("enter")
        await app.workers.wait_for_complete()
        assert [memory.text for memory in assistant.store.memories.values()] == [MALLORY]


async def test_a_turn_that_is_edited_or_asked_again_keeps_it(
    app: AssistantApp, assistant: FakeAssistant, until: Until
) -> None:
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.engine_ready)
        await app.chat_screen.send(MALLORY, pasted=((0, len(MALLORY)),))
        await until(pilot, lambda: app.chat_screen.turn is None)
        app.chat_screen.redo(edit=False)
        await until(pilot, lambda: len(assistant.talk.drafts) == 2 and app.chat_screen.turn is None)
        assert assistant.talk.drafts[1].pasted == ((0, len(MALLORY)),)
        app.chat_screen.redo(edit=True)
        await until(pilot, lambda: app.chat_screen.prompt.text == MALLORY)
        assert parts(app) == [MALLORY]


@pytest.fixture
def local(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[LocalAssistant]:
    made = LocalAssistant(Home(tmp_path / "home").create(), Config())
    made.open()
    monkeypatch.setattr(made.talk, "_engine", FakeEngine())
    yield made
    made.close()


def test_on_this_machine_a_paste_teaches_nothing_also_when_it_is_sent_again(local: LocalAssistant) -> None:
    chat = local.chats.create()
    list(local.talk.reply(chat, Draft("My name is Anna. I have a boat."), lambda: False))
    known = local.store.memories()
    draft = Draft(f"Who is this? {MALLORY}", pasted=((13, 13 + len(MALLORY)),))
    list(local.talk.reply(chat, draft, lambda: False))
    assert local.store.memories() == known
    assert local.chats.prompts()[-1] == (draft.text, draft.pasted)
    question = local.chats.drop_last_turn(chat.id, keep_memories=True)
    list(local.talk.reply(chat, Draft(question.content, pasted=question.pasted), lambda: False))
    assert local.store.memories() == known
