"""Everything around the input box: attachments, pastes, what is not learned from, history, editor, keys, themes."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import Input, Static

from assistant.memory.records import Attachment
from tests.tui.conftest import Until
from tests.tui.fakes import FakeAssistant
from tui.app import AssistantApp
from tui.attachments import read_attachment
from tui.completion import offers
from tui.editor import edit_text
from tui.keys import read_keys, template
from tui.screens.dialogs import AskText, Facts
from tui.screens.pick import Pick
from tui.widgets.message_view import UserMessage


async def command(app: AssistantApp, pilot: Pilot[int], line: str) -> None:
    app.chat_screen.prompt.fill(line)
    app.chat_screen._completions.display = False
    await pilot.press("enter")
    await pilot.pause()


def told(app: AssistantApp) -> str:
    return [one.message for one in app._notifications][-1]


def text_of(message: UserMessage) -> str:
    return str(message.content)


# ---------------------------------------------------------------------------------------------- attachments


async def test_a_file_goes_with_the_next_message_and_only_with_that(
    app: AssistantApp, assistant: FakeAssistant, until: Until, tmp_path: Path
) -> None:
    (tmp_path / "notes.txt").write_text("I live in Oulu.")
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.engine_ready)
        await command(app, pilot, f"/attach {tmp_path / 'notes.txt'}")
        await until(pilot, lambda: app.chat_screen.attached.display)
        await app.chat_screen.send("Summarise this")
        await until(pilot, lambda: app.chat_screen.turn is None)
        assert assistant.talk.drafts[0].attachments == (Attachment("notes.txt", "I live in Oulu."),)
        assert text_of(app.chat_screen.query_one(UserMessage)) == "⊞ notes.txt (15 B)\nSummarise this"
        assert not app.chat_screen.attached.display
        await app.chat_screen.send("and now")
        await until(pilot, lambda: len(assistant.talk.drafts) == 2)
        assert assistant.talk.drafts[1].attachments == ()


async def test_detach_takes_it_away_and_a_failed_turn_gives_it_back(
    app: AssistantApp, assistant: FakeAssistant, until: Until
) -> None:
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.engine_ready)
        app.chat_screen.attach(Attachment("a.txt", "x"))
        assistant.talk.reply_error = KeyError("oops")
        await app.chat_screen.send("read")
        await until(pilot, lambda: app.chat_screen.prompt.text == "read")
        assert [file.name for file in app.chat_screen.attached.files] == ["a.txt"]
        await command(app, pilot, "/detach")
        assert app.chat_screen.attached.files == ()


@pytest.mark.parametrize(
    ("content", "fault"),
    [(b"a\0b", "binary"), (b"\xff\xfe\xfa", "no UTF-8"), (b"  ", "is empty"), (b"x" * 1_000_001, "larger than 1 MB")],
)
def test_what_is_no_text_is_refused(tmp_path: Path, content: bytes, fault: str) -> None:
    (tmp_path / "file").write_bytes(content)
    with pytest.raises(Exception, match=fault):
        read_attachment(str(tmp_path / "file"))


@pytest.mark.parametrize("path", ["/no/such/file", "/", "~nobody-here/x", "a" * 5000, "\0"])
def test_a_path_that_is_no_file_is_refused_in_words(path: str) -> None:
    with pytest.raises(Exception, match="cannot be attached"):
        read_attachment(path)


async def test_a_megabyte_of_paste_is_attached_and_does_not_fill_the_box(
    app: AssistantApp, assistant: FakeAssistant, until: Until
) -> None:
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.engine_ready)
        app.post_message(events.Paste("word \x1b[2J" * 100_000))
        await until(pilot, lambda: app.chat_screen.attached.display)
        assert app.chat_screen.prompt.text == ""
        assert "paste 1 (900 KB)" in str(app.chat_screen.attached.content)
        app.post_message(events.Paste("sh\x1b[2Jort"))
        await until(pilot, lambda: app.chat_screen.prompt.text == "sh␛[2Jort")


async def test_a_very_long_message_is_shown_in_part_and_says_so(app: AssistantApp, until: Until) -> None:
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.engine_ready)
        await app.chat_screen.send("x" * 50_000)
        await until(pilot, lambda: app.chat_screen.turn is None)
        assert "30,000 more characters were sent" in text_of(app.chat_screen.query_one(UserMessage))


# ---------------------------------------------------------------------------------------------- not learned from


async def test_a_message_can_be_sent_without_being_learned_from(
    app: AssistantApp, assistant: FakeAssistant, until: Until
) -> None:
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.engine_ready)
        await command(app, pilot, "/nolearn I live in Oulu.")
        await until(pilot, lambda: len(assistant.talk.drafts) == 1 and app.chat_screen.turn is None)
        assert not assistant.talk.drafts[0].learn
        assert "not learned from" in text_of(app.chat_screen.query_one(UserMessage))


async def test_the_last_message_can_be_unlearned(app: AssistantApp, assistant: FakeAssistant, until: Until) -> None:
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.engine_ready)
        await app.chat_screen.send("I live in Oulu.")
        await until(pilot, lambda: app.chat_screen.turn is None)
        await command(app, pilot, "/nolearn")
        await until(pilot, lambda: "not learned from" in text_of(app.chat_screen.query_one(UserMessage)))
        assert "1 memory taken back" in told(app)
        assert not assistant.store.said[1][0].learn


async def test_retry_keeps_what_was_learned_and_edit_takes_it_back(
    app: AssistantApp, assistant: FakeAssistant, until: Until
) -> None:
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.engine_ready)
        app.chat_screen.attach(Attachment("a.txt", "x"))
        await app.chat_screen.send("I live in Oulu.", learn=False)
        await until(pilot, lambda: app.chat_screen.turn is None)
        await pilot.press("f7")
        await until(pilot, lambda: len(assistant.talk.drafts) == 2 and app.chat_screen.turn is None)
        assert assistant.talk.drafts[1] == assistant.talk.drafts[0]
        await pilot.press("f2")
        await until(pilot, lambda: app.chat_screen.prompt.text == "I live in Oulu.")
        assert [file.name for file in app.chat_screen.attached.files] == ["a.txt"]
        assert assistant.store.kept_memories == [True, False]


# ---------------------------------------------------------------------------------------------- history and editor


async def test_history_of_all_chats_is_searched(app: AssistantApp, assistant: FakeAssistant, until: Until) -> None:
    assistant.store.add_chat("Dogs", [("What is my dog called?", "Fudge"), ("And the cat?", "Tom")])
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.engine_ready)
        await until(pilot, lambda: len(app.chat_screen.prompt.earlier) == 2)
        await pilot.press("ctrl+r")
        await until(pilot, lambda: isinstance(app.screen, Pick))
        await pilot.press(*"dog", "enter")
        await until(pilot, lambda: app.chat_screen.prompt.text == "What is my dog called?")


def test_editor_changes_the_text_in_a_private_file(tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    script = tmp_path / "editor.sh"
    script.write_text(f'#!/bin/sh\nls -l "$1" > {seen}\nprintf \'more\\n\' >> "$1"\n')
    script.chmod(0o700)
    assert edit_text("draft\n", {"EDITOR": str(script)}) == "draft\nmore"
    assert seen.read_text().startswith("-rw-------")
    assert edit_text("draft", {"VISUAL": "false"}) is None
    assert not Path(seen.read_text().split()[-1]).exists()
    with pytest.raises(Exception, match="cannot be started"):
        edit_text("draft", {"EDITOR": "/no/such/editor"})


# ---------------------------------------------------------------------------------------------- chats


async def test_instructions_of_a_chat_can_be_changed_later(
    app: AssistantApp, assistant: FakeAssistant, until: Until
) -> None:
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.engine_ready)
        await app.chat_screen.send("hello")
        await until(pilot, lambda: app.chat_screen.turn is None)
        await command(app, pilot, "/system Answer in rhyme")
        await until(pilot, lambda: assistant.store.chats[1].system_prompt == "Answer in rhyme")
        await command(app, pilot, "/system")
        await until(pilot, lambda: isinstance(app.screen, AskText))
        assert app.screen.query_one(Input).value == "Answer in rhyme"
        app.screen.query_one(Input).value = ""
        await pilot.press("enter")
        await until(pilot, lambda: assistant.store.chats[1].system_prompt is None)


async def test_export_says_where_it_wrote(app: AssistantApp, assistant: FakeAssistant, until: Until) -> None:
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.engine_ready)
        await command(app, pilot, "/export")
        assert "nothing to export" in told(app)
        await app.chat_screen.send("hello")
        await until(pilot, lambda: app.chat_screen.turn is None)
        await command(app, pilot, "/export dogs.json")
        await until(pilot, lambda: told(app) == "Written: /home/me/dogs.json")
        await command(app, pilot, "/export taken.md")
        await until(pilot, lambda: "exists already" in told(app))


async def test_context_is_shown_and_the_meter_tells_what_is_summarised(
    app: AssistantApp, assistant: FakeAssistant, until: Until
) -> None:
    assistant.talk.compacting = 9
    async with app.run_test(size=(120, 30)) as pilot:
        await until(pilot, lambda: app.engine_ready)
        await app.chat_screen.send("hello")
        await until(pilot, lambda: app.chat_screen.turn is None)
        assert app.chat_screen.status.summarised == 9
        assert "+9 summarised" in app.chat_screen.status.render().plain
        await command(app, pilot, "/context")
        await until(pilot, lambda: isinstance(app.screen, Facts))
        shown = " ".join(str(one.content) for one in app.screen.query(Static))
        assert "1,600 tokens  (12)" in shown
        assert "(9 turns)" in shown


async def test_copy_takes_the_code_block_that_was_asked_for(
    app: AssistantApp, assistant: FakeAssistant, until: Until
) -> None:
    assistant.talk.pieces = ["```\none\n```\n\n```\ntwo\n```\n"]
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.engine_ready)
        await app.chat_screen.send("code")
        await until(pilot, lambda: app.chat_screen.turn is None)
        await command(app, pilot, "/copy code 1")
        assert app.clipboard == "one\n"
        await command(app, pilot, "/copy code")
        assert app.clipboard == "two\n"
        await command(app, pilot, "/copy question")
        assert app.clipboard == "code"
        await command(app, pilot, "/copy code 7")
        assert told(app) == "There is no code block 7 in this reply: it has 2 blocks."


# ---------------------------------------------------------------------------------------------- keys, themes


def test_keys_file_changes_keys_and_names_every_fault(tmp_path: Path) -> None:
    path = tmp_path / "keys.toml"
    assert read_keys(path).by_name["quit"] == "ctrl+q"
    path.write_text('quit = "F10, ctrl+q"\nwhy = ""\nmemori = "f8"\nnew = 3\nretry = "f10"\n')
    keys = read_keys(path)
    assert (keys.by_name["quit"], keys.by_name["why"], keys.by_name["new"]) == ("f10,ctrl+q", "", "ctrl+n")
    assert len(keys.faults) == 3
    assert "did you mean memory" in keys.faults[0]
    assert "f10 is given to quit" in keys.faults[2]
    path.write_text("quit = ")
    assert "cannot be read" in read_keys(path).faults[0]
    path.write_text(template())
    assert read_keys(path) == read_keys(tmp_path / "absent")


async def test_keys_of_the_file_work_and_the_old_ones_do_not(
    assistant: FakeAssistant, until: Until, tmp_path: Path
) -> None:
    (tmp_path / "keys.toml").write_text('help = "f9"\nhistory = "f1"\n')
    app = AssistantApp(lambda: assistant, "reverie", tmp_path / "keys.toml")
    async with app.run_test(size=(100, 50)) as pilot:
        await until(pilot, lambda: app.engine_ready)
        await pilot.press("f1")
        await until(pilot, lambda: isinstance(app.screen, Pick))
        await pilot.press("escape", "f9")
        await pilot.pause()
        shown = " ".join(str(getattr(one, "content", "")) for one in app.screen.query("Static"))
        assert "f9" in shown


async def test_theme_is_chosen_and_kept(assistant: FakeAssistant, until: Until) -> None:
    kept: list[str] = []
    app = AssistantApp(lambda: assistant, "reverie", keep_theme=kept.append)
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.engine_ready)
        await command(app, pilot, "/theme nord")
        assert app.theme == "nord"
        await until(pilot, lambda: kept == ["nord"])
        await command(app, pilot, "/theme plaid")
        assert "no theme 'plaid'" in told(app)


def test_completion_offers_files_and_themes(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    for name in ("b.txt", "a.txt", ".hidden"):
        (tmp_path / name).write_text("x")
    lines = [offer.line for offer in offers(f"/attach {tmp_path}/")]
    assert lines == [f"/attach {tmp_path}/{name}" for name in ("folder/", "a.txt", "b.txt")]
    assert [offer.label for offer in offers(f"/attach {tmp_path}/.h")] == [".hidden"]
    assert [offer.line for offer in offers("/theme no", ["nord", "dracula"])] == ["/theme nord"]
    assert offers("/remember a") == offers("/attach /no/such/") == offers("hello /a") == []
