from __future__ import annotations

from tests.tui.conftest import Until
from tests.tui.fakes import FakeAssistant
from tui.app import AssistantApp
from tui.widgets.message_view import Reply, UserMessage
from tui.widgets.transcript import MOUNTED_AT_MOST, PAGE, WINDOW


async def resume_long_chat(app: AssistantApp, assistant: FakeAssistant, turns: int) -> None:
    chat = assistant.store.add_chat("long", [(f"q{number}", f"a{number}") for number in range(turns)])
    await app.chat_screen.open_chat(chat, assistant.chats.messages(chat.id))


async def test_long_chat_shows_its_end_and_loads_earlier_turns_on_top(
    app: AssistantApp, assistant: FakeAssistant, until: Until
) -> None:
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.engine_ready)
        await resume_long_chat(app, assistant, 100)
        transcript = app.chat_screen.transcript
        assert len(transcript.query(Reply)) == WINDOW // 2
        assert transcript.query(Reply).last().text == "a99"
        await pilot.pause()
        assert transcript.scroll_y == transcript.max_scroll_y
        while len(transcript.query(UserMessage)) == WINDOW // 2:
            await pilot.press("pageup")
            await pilot.pause()
        assert len(transcript.query(UserMessage)) == (WINDOW + PAGE) // 2
        assert transcript.query(UserMessage).first().text == f"q{100 - (WINDOW + PAGE) // 2}"
        await pilot.pause()
        assert transcript.scroll_y > 0


async def test_growing_chat_keeps_few_widgets(app: AssistantApp, assistant: FakeAssistant, until: Until) -> None:
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.engine_ready)
        transcript = app.chat_screen.transcript
        for number in range(MOUNTED_AT_MOST // 2 + 1):
            await transcript.add(UserMessage(f"q{number}"), Reply(f"a{number}"))
        assert len(transcript.query(Reply)) + len(transcript.query(UserMessage)) == WINDOW
        assert str(transcript.query_one("#earlier").content) == f"↑ {MOUNTED_AT_MOST + 2 - WINDOW} earlier messages"  # type: ignore[attr-defined]
        await transcript.load_earlier()
        await pilot.pause()
        assert transcript.query(UserMessage).last().text == f"q{MOUNTED_AT_MOST // 2}"


async def test_scrolling_up_is_not_undone_by_new_text(
    app: AssistantApp, assistant: FakeAssistant, until: Until
) -> None:
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.engine_ready)
        await resume_long_chat(app, assistant, 30)
        await pilot.pause()
        transcript = app.chat_screen.transcript
        await pilot.press("pageup")
        await pilot.pause()
        place = transcript.scroll_y
        assert place < transcript.max_scroll_y
        await transcript.mount(Reply("more"))
        await pilot.pause()
        assert transcript.scroll_y == place


async def test_prompts_of_a_resumed_chat_are_in_the_history(
    app: AssistantApp, assistant: FakeAssistant, until: Until
) -> None:
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.engine_ready)
        await resume_long_chat(app, assistant, 3)
        await pilot.press("up")
        assert app.chat_screen.prompt.text == "q2"
