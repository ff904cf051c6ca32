from __future__ import annotations

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, OptionList, Static

from assistant.memory.records import Carrier, Hit, Meaning, MemoryKind, MemoryStatus
from tests.tui.conftest import Until, shown
from tests.tui.fake_store import memory
from tests.tui.fakes import FakeAssistant
from tui.app import AssistantApp
from tui.memory_text import filter_lines
from tui.screens.dialogs import AskText, Confirm
from tui.screens.memory import MemoryScreen
from tui.screens.sources import SourcesScreen
from tui.views import MemoryFilter
from tui.widgets.detail import Detail
from tui.widgets.message_view import Served


@pytest.fixture(autouse=True)
def three_memories(assistant: FakeAssistant) -> None:
    assistant.store.add_chat("About dogs", [("My dog is called Fudge.", "Noted.")])
    assistant.store.memories = {
        1: memory(1, "My dog is called Fudge.", Carrier.BOTH),
        2: memory(2, "I like [green] tea."),
        3: memory(3, "I live in Leeds.", status=MemoryStatus.SUPERSEDED, superseded_by=2),
    }
    assistant.store.held_by = {1: ("day-0007",)}


def detail(app: AssistantApp) -> str:
    return str(app.screen.query_one("#detail", Static).content)


async def open_memories(app: AssistantApp, pilot: Pilot[int], until: Until) -> None:
    await pilot.press("f3")
    await until(pilot, lambda: isinstance(app.screen, MemoryScreen) and shown(app) == ["1", "2"])


async def test_details_tell_carrier_source_and_experts(app: AssistantApp, until: Until) -> None:
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.store_ready)
        await pilot.press("f3")
        await until(pilot, lambda: isinstance(app.screen, MemoryScreen) and "day-0007" in detail(app))
        assert shown(app) == ["1", "2"]
        assert "About dogs" in detail(app)
        assert "learned, and still given as a note" in detail(app)


async def test_tab_goes_to_the_details_and_back_and_arrows_scroll_them(
    app: AssistantApp, assistant: FakeAssistant, until: Until
) -> None:
    assistant.store.memories[1] = memory(1, "My dog is called Fudge. " * 40)
    async with app.run_test(size=(60, 20)) as pilot:
        await until(pilot, lambda: app.store_ready)
        await open_memories(app, pilot, until)
        pane = app.screen.query_one(Detail)
        low = pane.size.height
        await pilot.press("tab", "down", "down")
        await until(pilot, lambda: pane.scroll_y > 0)
        assert pane.size.height > low
        await pilot.press("tab", "down")
        await until(pilot, lambda: "green" in detail(app))
        assert (pane.scroll_y, app.screen.query_one(OptionList).has_focus) == (0, True)
        await pilot.press("tab", "escape")
        assert app.screen.query_one(OptionList).has_focus
        await pilot.press("escape")
        assert app.screen is app.chat_screen


@pytest.mark.parametrize("width", [34, 52, 76, 150])
def test_a_filter_is_never_torn_from_its_key(width: int) -> None:
    lines = str(filter_lines(MemoryFilter(kind=MemoryKind.PREFERENCE, at_odds=True), 2, width)).split("\n")
    assert all(len(line) <= width for line in lines)
    pieces = [piece for line in lines for piece in line.split("   ")]
    assert pieces == [
        "k kind preference",
        "c carrier any",
        "g stage any",
        "n night any",
        "o old no",
        "a at odds only 2",
        "x all ",
    ]


async def test_search_and_old_values(app: AssistantApp, until: Until) -> None:
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.store_ready)
        app.chat_screen.prompt.fill("/memory tea")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, MemoryScreen) and shown(app) == ["2"])
        app.screen.query_one(Input).value = ""
        await until(pilot, lambda: shown(app) == ["1", "2"])
        await pilot.press("o")
        await until(pilot, lambda: shown(app) == ["1", "2", "3"])
        await pilot.press("end")
        await until(pilot, lambda: "superseded" in detail(app))


async def test_edit(app: AssistantApp, assistant: FakeAssistant, until: Until) -> None:
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.store_ready)
        await open_memories(app, pilot, until)
        await pilot.press("e")
        await until(pilot, lambda: isinstance(app.screen, AskText))
        app.screen.query_one(Input).value = "My dog is called Toffee."
        await pilot.press("enter")
        await until(pilot, lambda: assistant.store.memories[1].text == "My dog is called Toffee.")


async def test_an_edit_that_leaves_nothing_is_refused_in_the_dialog(
    app: AssistantApp, assistant: FakeAssistant, until: Until
) -> None:
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.store_ready)
        await open_memories(app, pilot, until)
        await pilot.press("e")
        await until(pilot, lambda: isinstance(app.screen, AskText))
        app.screen.query_one(Input).value = "  "
        await pilot.press("enter")
        refusal = app.screen.query_one("#refusal", Static)
        await until(pilot, lambda: refusal.display)
        assert "Nothing would be left" in str(refusal.content)
        app.screen.query_one(Input).value = "My dog is called Toffee."
        await until(pilot, lambda: not refusal.display)
        await pilot.press("enter")
        await until(pilot, lambda: assistant.store.memories[1].text == "My dog is called Toffee.")


async def test_the_mark_of_a_secret_is_lifted_and_set_by_a_key(
    app: AssistantApp, assistant: FakeAssistant, until: Until
) -> None:
    assistant.memories.set_secret(1, True)
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.store_ready)
        await open_memories(app, pilot, until)
        await until(pilot, lambda: "m if it is none" in detail(app))
        await pilot.press("m")
        await until(pilot, lambda: not assistant.store.memories[1].secret)
        await until(pilot, lambda: "never trained on" not in detail(app))
        await pilot.press("m")
        await until(pilot, lambda: assistant.store.memories[1].secret)


async def test_what_is_at_odds_stands_out_is_filtered_and_settled(
    app: AssistantApp, assistant: FakeAssistant, until: Until
) -> None:
    assistant.store.at_odds = {1: (2,), 2: (1,)}
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.store_ready)
        await open_memories(app, pilot, until)
        await until(pilot, lambda: "At odds with" in detail(app))
        assert "at odds" in str(app.screen.query_one(OptionList).get_option_at_index(0).prompt)
        await pilot.press("a")
        await until(pilot, lambda: "only 2" in str(app.screen.query_one("#filters", Static).content))
        await until(pilot, lambda: set(shown(app)) == {"1", "2"} and "At odds with" in detail(app))
        kept = int(shown(app)[0] or 0)
        await pilot.press("t")
        await until(pilot, lambda: isinstance(app.screen, Confirm))
        await pilot.press("y")
        await until(pilot, lambda: assistant.store.at_odds == {})
        other = assistant.store.memories[3 - kept]
        assert (other.status, other.superseded_by) == (MemoryStatus.SUPERSEDED, kept)


async def test_forget_asks_and_says_that_an_expert_still_holds_it(
    app: AssistantApp, assistant: FakeAssistant, until: Until
) -> None:
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.store_ready)
        await open_memories(app, pilot, until)
        await pilot.press("f")
        await until(pilot, lambda: isinstance(app.screen, Confirm))
        await pilot.press("escape")
        assert 1 in assistant.store.memories
        await pilot.press("f", "y")
        await until(pilot, lambda: 1 not in assistant.store.memories)
        await until(pilot, lambda: shown(app) == ["2"])
        assert "Still in an expert (day-0007)" in [one.message for one in app._notifications][-1]


async def test_source_opens_the_chat(app: AssistantApp, until: Until) -> None:
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.engine_ready)
        await pilot.press("f3")
        await until(pilot, lambda: isinstance(app.screen, MemoryScreen) and "About dogs" in detail(app))
        await pilot.press("s")
        await until(pilot, lambda: app.chat_screen.chat is not None)
        assert app.screen is app.chat_screen


async def test_why_shows_note_score_words_and_source(app: AssistantApp, assistant: FakeAssistant, until: Until) -> None:
    served = Served(hits=(Hit(assistant.store.memories[1], 0.82, ("dog", "called")),), experts=("core-0001",))
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.store_ready)
        app.push_screen(SourcesScreen(served))
        await until(pilot, lambda: len(app.screen.query(".source")) == 2)
        text = "\n".join(str(one.content) for one in app.screen.query(".source").results(Static))
        assert "My dog is called Fudge." in text
        assert "score 0.82" in text
        assert "dog, called" in text
        assert "“About dogs”" in text
        assert "core-0001" in text


async def test_a_note_found_by_meaning_says_so(app: AssistantApp, assistant: FakeAssistant, until: Until) -> None:
    hit = Hit(assistant.store.memories[1], 0.6, (), Meaning(6.2, 4.5, -7.0, -1.5))
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.store_ready)
        app.push_screen(SourcesScreen(Served(hits=(hit,))))
        await until(pilot, lambda: len(app.screen.query(".source")) == 2)
        text = "\n".join(str(one.content) for one in app.screen.query(".source").results(Static))
        assert "found by meaning" in text
        assert "matched words" not in text
        assert "6.2 nats likelier; 4.5 are needed" in text
        assert "-7.0; it counts from -1.5" in text


async def test_why_of_a_reply_from_an_earlier_day_finds_its_notes_by_id(app: AssistantApp, until: Until) -> None:
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.store_ready)
        app.push_screen(SourcesScreen(Served(memory_ids=(1, 99))))
        await until(pilot, lambda: len(app.screen.query(".source")) == 2)
        experts, note = [str(one.content) for one in app.screen.query(".source").results(Static)]
        assert "the base model answered" in experts
        assert "My dog is called Fudge." in note
        assert "score" not in note
