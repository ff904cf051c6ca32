"""From what was measured to figures beside their limits, and to an exit code."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

import pytest

from assistant.chat.turn import ReplyEvent
from assistant.events import PhaseStarted, SleepStarted
from assistant.memory.recall import Recall
from assistant.memory.records import Chat
from assistant.memory.store import MemoryStore
from assistant.paths import Home
from tests.tui.fake_nights import FakeNights
from tests.tui.fake_talk import FakeTalk
from tests.tui.fakes import FakeAssistant
from tui import bench_chat
from tui.bench_chat import BY_MEANING, FACTS, question, tell
from tui.bench_chat_figures import Figure, Measures, Turn, figures, quantile
from tui.views import Draft

SLOW_START = Turn(9.0, 1.0, 1.0, 50.0)
KEYS = [0.01] * 19 + [0.2]


def measured(count: int = 10) -> Measures:
    """Turns that get longer: product and plain alike, but that product has 0.98 of the speed."""
    turns = [SLOW_START, SLOW_START]
    turns += [Turn(0.1 * number, 0.1 * number, 49.0, 50.0) for number in range(1, count + 1)]
    searched = [Turn(1.5, 0.2, 49.0, 50.0), Turn(2.5, 0.4, 49.0, 50.0)]
    return Measures(turns, searched, [Turn(0.5, 0.3, 49.0, 50.0)], [*KEYS], [*KEYS], ["dreaming"])


def named(measures: Measures) -> dict[str, Figure]:
    return {figure.name: figure for figure in figures(measures)}


def test_speed_and_first_token_are_medians_after_the_warm_up() -> None:
    found = named(measured())
    assert found["tokens a second"].value == pytest.approx(0.98)
    assert found["first token"].value == pytest.approx(1.0)
    assert "last 5 turns: product 0.800, plain 0.800" in found["first token"].detail
    assert all(figure.met for figure in found.values())


def test_a_turn_with_typing_counts_for_neither() -> None:
    measures = measured()
    at = len(measures.turns) - 3
    measures.turns[at] = Turn(7.0, 0.001, 10.0, 50.0, typing=True)
    found = named(measures)
    assert found["tokens a second"].value == pytest.approx(0.98)
    # The turns 5, 6, 7, 9 and 10 of both are left.
    assert "product 0.700, plain 0.700" in found["first token"].detail
    measures.turns[at] = replace(measures.turns[at], typing=False)
    assert named(measures)["first token"].value == pytest.approx(0.9 / 0.7)


@pytest.mark.parametrize(
    ("slower", "name"),
    [
        (lambda turn: replace(turn, product_speed=48.0), "tokens a second"),
        (lambda turn: replace(turn, product_first_token=2.0), "first token"),
    ],
)
def test_what_is_slower_than_its_limit_is_not_met(slower: Callable[[Turn], Turn], name: str) -> None:
    measures = measured()
    measures.turns = [*measures.turns[:2], *map(slower, measures.turns[2:])]
    found = named(measures)
    assert [figure.name for figure in found.values() if not figure.met] == [name]
    assert found[name].line().count("not met") == 1


def test_keys_are_judged_by_their_95th_percentile() -> None:
    assert quantile([float(number) for number in range(1, 101)], 0.95) == 95.0
    assert quantile([3.0], 0.95) == 3.0
    measures = measured()
    assert "worst 0.200, during dreaming" in named(measures)["key while asleep"].detail
    measures.keys_asleep = [*KEYS, 0.2, 0.2]
    assert [figure.name for figure in figures(measures) if not figure.met] == ["key while asleep"]
    measures.keys_asleep = KEYS[:5]
    assert named(measures)["key while asleep"].value is None
    assert "not measured" in named(measures)["key while asleep"].line()


def test_questions_by_meaning_are_told_apart_and_have_no_limit() -> None:
    figure = named(measured())["first token, by meaning"]
    assert figure.value == pytest.approx(2.0) and figure.met
    assert "worst 2.500, plain 0.300" in figure.line() and "no limit" in figure.line()
    assert named(measured())["first token, the turn after"].value == 0.5


def test_nothing_measured_is_nothing_met() -> None:
    assert [figure.met for figure in figures(Measures())] == [False] * 4 + [True] * 2


def test_words_find_nothing_for_the_questions_by_meaning(tmp_path: Path) -> None:
    home = Home(tmp_path / "home").create()
    searched = tell(home)
    assert len(searched) == BY_MEANING
    with MemoryStore.open(home.database) as store:
        assert len(store.memories()) == FACTS
        assert [Recall(store).find(text, 1) for text in (*searched, question(3))] == [[]] * (BY_MEANING + 1)


@pytest.mark.parametrize(("seconds", "code"), [(0.01, 0), (0.3, 1)])
def test_the_exit_code_says_whether_all_limits_are_met(
    seconds: float, code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async def measure(*given: object, **named: object) -> Measures:
        return replace(measured(), keys_asleep=[seconds] * 30)

    monkeypatch.setattr(bench_chat, "measure", measure)
    monkeypatch.setattr("assistant.model.starter.find_starter", lambda home: Path("/models/fake.gguf"))
    written = tmp_path / "figures.json"
    assert bench_chat.main(["--json", str(written)]) == code
    lines = capsys.readouterr().out.splitlines()
    assert [("not met" in line) for line in lines] == [False, False, False, code == 1, False, False]
    assert [figure["met"] for figure in json.loads(written.read_text())["figures"]] == [
        "not met" not in line for line in lines
    ]


class SlowTalk(FakeTalk):
    """Leaves time for keys between its pieces."""

    def reply(self, chat: Chat, draft: Draft, should_stop: Callable[[], bool]) -> Iterator[ReplyEvent]:
        for event in super().reply(chat, draft, should_stop):
            yield event
            time.sleep(0.03)


class Yardstick:
    """What `Plain` is to the bench."""

    heard: ClassVar[list[list[str]]] = []

    def __init__(self, model: Path, threads: int) -> None:
        self.heard.append([])

    def answer(self, text: str) -> tuple[float, float]:
        self.heard[-1].append(text)
        return 0.25, 50.0

    def close(self) -> None:
        """Nothing runs."""


async def test_both_answer_the_same_turns_and_keys_are_typed_awake_and_asleep(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assistant = FakeAssistant()
    talk = assistant.talk = SlowTalk(["One ", "two ", "three."], store=assistant.store)
    nights = assistant.nights = FakeNights(
        [SleepStarted(1, ("dreaming",), 3), PhaseStarted("dreaming", 5)], wake=threading.Event()
    )
    monkeypatch.setattr("tui.local.LocalAssistant", lambda home, config: assistant)
    monkeypatch.setattr(bench_chat, "Plain", Yardstick)
    monkeypatch.setattr(Yardstick, "heard", [])
    for name, value in (("KEY_SECONDS", 0.01), ("ASLEEP_KEY_SECONDS", 0.01), ("NIGHT_SECONDS", 0.5)):
        monkeypatch.setattr(bench_chat, name, value)
    found = await bench_chat.measure(Path("/models/fake.gguf"), tmp_path / "home", 6, 1, night=True)
    assert [turn.typing for turn in found.turns] == [False] * 4 + [True, False]
    assert len(found.by_meaning) == len(found.after_meaning) == BY_MEANING
    assert not any(turn.typing for turn in (*found.by_meaning, *found.after_meaning))
    assert [talk.prompts] == Yardstick.heard and len(talk.prompts) == len({*talk.prompts}) == 6 + 2 * BY_MEANING
    assert all(0 < turn.product_first_token < 5 and turn.plain_first_token == 0.25 for turn in found.turns)
    assert found.keys_streaming and found.keys_asleep and max(found.keys_asleep) < 2
    assert found.phases == ["dreaming"] and nights.levels == ["day"]
