"""The demo without a model: what it tells can be learned, what it shows is true, and how it ends."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from io import StringIO
from pathlib import Path

import pytest

from assistant import demo
from assistant.errors import MachineError
from assistant.events import PhaseFinished, PhaseProgress, PhaseStarted, SleepEvent, SleepFinished
from assistant.memory.extraction import extract
from assistant.sleep.judging import is_right
from tests.fakes import FakeEngine

COUNT = len(demo.TOLD)
RIGHT = [f"That is {expected}." for _, _, expected in demo.TOLD]
WRONG = ["I don't know."] * COUNT


def test_it_tells_enough_and_each_statement_is_taken_as_one_memory() -> None:
    assert COUNT >= 8
    for statement, _, _ in demo.TOLD:
        assert [found.text for found in extract(statement, 0.0)] == [statement]


def test_a_question_does_not_give_its_answer_away() -> None:
    for statement, question, expected in demo.TOLD:
        assert is_right(statement, (expected,))
        assert not is_right(question, (expected,))


def test_columns_stand_under_each_other_and_long_cells_are_cut() -> None:
    line = demo._columns("a", "b" * demo.WIDTH, "c" * (demo.WIDTH + 1))
    first, second, third = line[: demo.WIDTH], line[demo.WIDTH + 2 : 2 * demo.WIDTH + 2], line[2 * demo.WIDTH + 4 :]
    assert first.rstrip() == "a"
    assert second == "b" * demo.WIDTH
    assert third == "c" * (demo.WIDTH - 1) + "…"
    assert demo._columns("a", "b") == "a".ljust(demo.WIDTH) + "  b"


def test_right_answers_are_counted_one_by_one() -> None:
    assert demo._right(RIGHT) == COUNT
    assert demo._right(WRONG) == 0
    assert demo._right([RIGHT[0], *WRONG[1:]]) == 1
    assert demo._right([RIGHT[1], RIGHT[0], *WRONG[2:]]) == 0


def test_side_by_side_marks_each_answer() -> None:
    out = StringIO()
    demo._side_by_side(out, WRONG, [RIGHT[0], *WRONG[1:]])
    head, rule, first, second, *rest = out.getvalue().splitlines()
    assert head.split() == ["asked", "in", "a", "fresh", "chat", "before", "after", "the", "night"]
    assert set(rule) == {"-", " "}
    assert first.startswith(demo.TOLD[0][1])
    assert "- I don't know." in first
    assert f"+ {RIGHT[0]}" in first
    assert second.count("- I don't know.") == 2
    assert len(rest) == COUNT - 2


def test_a_phase_is_one_line() -> None:
    out = StringIO()
    for event in (PhaseStarted("dream", 160), PhaseProgress("dream", 8, 160), PhaseFinished("dream", 27.4)):
        demo._narrate(event, out)
    assert out.getvalue() == "  dream (160) ... 27 s\n"


@pytest.fixture
def engines(monkeypatch: pytest.MonkeyPatch) -> list[FakeEngine]:
    """The engines of a day: before, telling, after. The last is asked twice: with notes and without."""
    made = [FakeEngine(list(WRONG)), FakeEngine(), FakeEngine([*RIGHT, *WRONG])]
    waiting = iter(made)
    monkeypatch.setattr(demo, "_engine", lambda home, config, model: closing(next(waiting)))
    monkeypatch.setattr(demo, "resolve_model", lambda home, name: Path("starter.gguf"))
    return made


def night(verdict: str) -> Callable[..., SleepFinished]:
    """A night that ends with this verdict at once."""

    def sleep(home: object, config: object, *, on_event: Callable[[SleepEvent], None]) -> SleepFinished:
        on_event(PhaseStarted("seed", 1))
        return SleepFinished(verdict, "because", {})

    return sleep


def test_a_day_and_a_night(engines: list[FakeEngine], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo, "run_sleep", night("accept"))
    out = StringIO()
    assert demo.main(out) == 0
    said = out.getvalue()
    assert f"Right before: 0 of {COUNT}. Right after: {COUNT} of {COUNT}." in said
    assert f"from the weights alone: 0 of {COUNT}." in said
    before, telling, after = engines
    assert [call.messages[-1].content for call in before.chats] == [question for _, question, _ in demo.TOLD]
    assert [call.messages[-1].content for call in telling.chats] == [statement for statement, _, _ in demo.TOLD]
    with_notes, alone = after.chats[:COUNT], after.chats[COUNT:]
    assert "My dog is called Fudge." in with_notes[0].messages[-1].content
    assert [call.messages[-1].content for call in alone] == [question for _, question, _ in demo.TOLD]
    assert all(engine.closed for engine in engines)


@pytest.mark.usefixtures("engines")
def test_a_rejected_night_is_no_success(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo, "run_sleep", night("reject"))
    assert demo.main(StringIO()) == 1


def test_too_few_right_answers_are_no_success(engines: list[FakeEngine], monkeypatch: pytest.MonkeyPatch) -> None:
    few = demo.ENOUGH - 1
    engines[2].replies = [*RIGHT[:few], *WRONG[few:], *WRONG]
    monkeypatch.setattr(demo, "run_sleep", night("accept"))
    assert demo.main(StringIO()) == 1


def test_a_missing_model_is_told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def missing(home: object, name: str) -> Path:
        raise MachineError("The starter is not on this machine yet.")

    monkeypatch.setattr(demo, "resolve_model", missing)
    assert demo.main(StringIO()) == 1
    assert capsys.readouterr().err == "The starter is not on this machine yet.\n"
