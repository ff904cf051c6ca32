from __future__ import annotations

from assistant.chat.compaction import Summary, is_grounded, split, summarise
from assistant.chat.prompt import SentTurn
from backends.base import ChatMessage
from tests.fakes import FakeEngine

DINNER = "I plan a dinner for six on Friday."


def turn(said: str, reply: str = "Good.", last_id: int = 2) -> SentTurn:
    return SentTurn(ChatMessage("user", said), ChatMessage("assistant", reply), said, last_id)


def test_a_note_that_says_what_was_said_is_kept() -> None:
    engine = FakeEngine(complete=lambda prompt: " The user plans a dinner for six on Friday. Elephants were invited.")
    summary = summarise(engine, Summary(), [turn(DINNER, last_id=8)], 4000)
    assert summary == Summary(("The user plans a dinner for six on Friday.",), 8)
    assert engine.prompts[0].endswith(f"User: {DINNER}\nAssistant: Good.\nNotes:")


def test_a_note_that_was_made_up_gives_way_to_the_users_own_words() -> None:
    engine = FakeEngine(complete=lambda prompt: " The user flew to Mars with nine friends.")
    assert summarise(engine, Summary(), [turn(DINNER)], 4000).lines == (f"The user said: “{DINNER}”",)


def test_numbers_must_be_in_the_source() -> None:
    assert is_grounded("The train leaves at 8:14.", "My train leaves at 8:14")
    assert not is_grounded("The train leaves at 9:14.", "My train leaves at 8:14")
    assert not is_grounded("The user and the assistant.", "anything")


def test_the_summary_runs_on_and_stays_within_its_share() -> None:
    engine = FakeEngine(complete=lambda prompt: "")
    summary = Summary()
    for number in range(40):
        summary = summarise(engine, summary, [turn(f"Item {number} costs {number} euros", last_id=number)], 1000)
    assert summary.covers == 39
    assert "Item 39" in summary.lines[-1]
    assert 3 < len(summary.lines) < 40
    assert sum(len(engine.tokenize(engine.render([ChatMessage("user", line)]))) for line in summary.lines) <= 200


def test_long_messages_are_clipped_in_the_middle() -> None:
    engine = FakeEngine()
    summarise(engine, Summary(), [turn("begin " + "x" * 5000 + " end")], 4000)
    assert len(engine.prompts[0]) < 3000
    assert "begin" in engine.prompts[0]
    assert " end\nAssistant" in engine.prompts[0]


def test_split_takes_the_oldest_until_the_rest_fits() -> None:
    turns = [turn(str(number)) for number in range(10)]
    gone, kept = split(turns, lambda rest: len(rest) * 100, 450)
    assert [one.said for one in gone] == ["0", "1", "2", "3", "4", "5"]
    assert len(kept) == 4
    assert split(turns, lambda rest: 9999, 450) == (turns, [])
