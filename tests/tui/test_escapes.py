"""Control characters in whatever was said, imported or named are shown, never executed: none reaches the terminal."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot

from assistant.memory.exchange import ReplayClock, import_chats
from assistant.memory.records import Attachment, EvaluationRow, Hit
from tests.builders import build_store
from tests.tui.conftest import Until
from tests.tui.fake_nights import night_report
from tests.tui.fake_store import memory
from tests.tui.fakes import FakeAssistant
from tui.app import AssistantApp
from tui.views import Comparison, ExpertView, Lesson

EVIL = "\x1b]0;owned\x07\x1b[2J\x1b[31m\x9b6n \u202eexe.txt\x7f"
SEEN = "␛]0;owned␇␛[2J␛[31m⟨U+009B⟩6n"


def drawn(app: AssistantApp) -> str:
    """All text of the screens, as it goes to the terminal."""
    return "\n".join(
        "".join(segment.text for segment in strip)
        for screen in app.screen_stack
        for strip in screen._compositor.render_strips()
    )


def check(app: AssistantApp, shown: str = "␛]0;owned␇") -> None:
    text = drawn(app)
    assert shown in text
    for one in text:
        assert one == "\n" or unicodedata.category(one) not in ("Cc", "Cf"), f"U+{ord(one):04X} was drawn"


async def settle(app: AssistantApp, pilot: Pilot[int]) -> None:
    await app.workers.wait_for_complete()
    await pilot.pause(0.3)


async def test_imported_chats(app: AssistantApp, assistant: FakeAssistant, until: Until, tmp_path: Path) -> None:
    entry = {
        "title": EVIL,
        "mapping": {
            "a": {"message": {"author": {"role": "user"}, "content": {"parts": [EVIL]}}, "parent": None},
            "b": {
                "message": {"author": {"role": "assistant"}, "content": {"parts": [f"```\n{EVIL}\n```"]}},
                "parent": "a",
            },
        },
        "current_node": "b",
    }
    with build_store(tmp_path) as store:
        (chat,) = import_chats(store, [json.dumps([entry])], ReplayClock(0.0)).chats
        assistant.store.chats[1], assistant.store.said[1] = chat, store.messages(chat.id)
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: app.engine_ready)
        await pilot.press("ctrl+o")
        await settle(app, pilot)
        check(app)
        await pilot.press("enter")
        await until(pilot, lambda: app.chat_screen.chat is not None)
        await settle(app, pilot)
        check(app, SEEN)
        assert drawn(app).count("␛[2J") >= 2


async def test_messages_replies_and_attachments(app: AssistantApp, assistant: FakeAssistant, until: Until) -> None:
    assistant.talk.pieces = [*EVIL, "\n\n", f"# {EVIL}\n\n[{EVIL}](http://x)"]
    assistant.talk.warning = EVIL
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: app.engine_ready)
        app.chat_screen.attach(Attachment(EVIL, EVIL))
        await app.chat_screen.send(EVIL)
        await until(pilot, lambda: app.chat_screen.turn is None)
        app.chat_screen.attach(Attachment(EVIL, EVIL))
        app.chat_screen.prompt.fill(EVIL)
        await settle(app, pilot)
        check(app)


@pytest.mark.parametrize("key", ["f3", "f4", "f6", "ctrl+t", "ctrl+r"])
async def test_records(app: AssistantApp, assistant: FakeAssistant, until: Until, key: str) -> None:
    told = memory(1, EVIL)
    assistant.store.add_chat(EVIL, [(EVIL, EVIL)])
    assistant.store.memories = {1: told}
    assistant.store.versions = {1: (replace(told, id=2), told)}
    assistant.store.evaluations = {1: (EvaluationRow(7, 1, EVIL, EVIL, EVIL, False, True),)}
    assistant.talk.hits = (Hit(told, 0.8, (EVIL,)),)
    assistant.experts.experts = [ExpertView("day-1", "day", "accepted", 0.0, True, (EVIL,), fault=EVIL)]
    assistant.nights.last = night_report(
        reason=EVIL,
        lessons=(Lesson(EVIL, True, EVIL),),
        comparisons=(Comparison(EVIL, EVIL, EVIL, False, True),),
    )
    assistant.nights.seen = 7
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: app.engine_ready)
        await app.chat_screen.send("hello")
        await until(pilot, lambda: app.chat_screen.turn is None)
        await pilot.press(key)
        await settle(app, pilot)
        assert app.screen is not app.chat_screen
        check(app)
