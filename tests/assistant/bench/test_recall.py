"""Told, slept over, asked: who holds what on which night, and the row that says how it went."""

from __future__ import annotations

import io
from types import SimpleNamespace
from typing import Any

import pytest

from assistant.bench import arms, finetune, recall
from assistant.bench.arms import Arm, Bench
from assistant.bench.lives import Fact, Probe
from assistant.bench.narration import Narrator
from assistant.bench.recall import exam, holds, row, run, tell
from assistant.config import Config
from assistant.events import PhaseFinished, PhaseStarted, SleepFinished
from assistant.memory.records import MemoryStatus
from assistant.sleep.evaluation import Question
from tests.assistant.sleep.fakes import World, build_world
from tests.fakes import FakeClock

DOG = Fact("My dog is called Fudge.", (Probe("What is my dog's name?", ("Fudge",)),), night=1)
OULU = Fact("I live in Oulu.", (Probe("Which town do I live in?", ("Oulu",)),), night=1, until=1)
TURKU = Fact("I moved, I live in Turku now.", (Probe("Which town do I live in?", ("Turku",), ("Oulu",)),), night=2)
FACTS = [DOG, OULU, TURKU]
KEYS = {
    *("arm", "night", "recall", "recited", "retention", "drift", "false_memory", "general_accuracy"),
    *("seconds", "seconds_per_memory", "replies"),
}


@pytest.fixture
def world(tmp_path: Any) -> World:
    """A home with nothing told yet."""
    return build_world(tmp_path, ())


@pytest.fixture
def bench(world: World) -> Bench:
    return Bench(world.engine, world.night().builder, world.store, world.registry)


def test_tell_says_each_statement_in_a_chat_of_its_own(world: World, bench: Bench) -> None:
    remembered = tell(bench, [DOG, OULU, Fact("Hm.", DOG.probes)])
    assert [memory is not None for memory in remembered.values()] == [True, True, False]
    assert [memory.text for memory in world.store.memories()] == [DOG.statement, OULU.statement]
    assert len(world.store.chats()) == 3


def test_only_statements_are_told_never_probes(world: World, bench: Bench) -> None:
    tell(bench, FACTS)
    said = [message.content for chat in world.store.chats() for message in world.store.messages(chat.id)]
    assert sorted(said) == sorted(fact.statement for fact in FACTS)
    kept = [*world.store.memories(), *world.store.memories(MemoryStatus.SUPERSEDED)]
    assert all("?" not in memory.text for memory in kept)


@pytest.mark.parametrize(
    ("night", "expected"), [(1, [True, True, False]), (2, [True, False, True]), (3, [True, False, True])]
)
def test_holds(night: int, expected: list[bool]) -> None:
    assert [holds(fact, night) for fact in FACTS] == expected


def test_the_exam_asks_what_holds_and_what_was_retained(bench: Bench) -> None:
    first, second = (exam(bench, FACTS, night, ["Where is my van?"]) for night in (1, 2))
    assert [question.expected for question in first.told] == [("Fudge",), ("Oulu",)]
    assert first.retained == []
    assert [(question.expected, question.forbidden) for question in second.told] == [
        (("Fudge",), ()),
        (("Turku",), ("Oulu",)),
    ]
    assert [question.expected for question in second.retained] == [("Fudge",)]
    assert second.statements == [DOG.statement, TURKU.statement]
    assert second.never_told == [Question("Where is my van?")]


def scripted(answers: dict[str, str]) -> Arm:
    return Arm(
        "scripted", lambda asked: [answers.get(q.text, "I don't know.") for q in asked], lambda texts, pairs: 0.5
    )


def test_a_row_counts_and_keeps_every_reply(bench: Bench) -> None:
    sheet = exam(bench, FACTS, 2, ["Where is my van?", "Who is my vet?"])
    answers = {
        "What is my dog's name?": DOG.statement,
        "Which town do I live in?": "Oulu",
        "Who is my vet?": "Dr Berg.",
    }
    line = row(scripted(answers), 2, sheet, 12.34, 3)
    assert line.keys() == KEYS
    assert line["recall"] == {"value": 0.5, "n": 2, "ci95": [0.0945, 0.9055]}
    assert (line["recited"], line["retention"], line["false_memory"]) == (0.5, 1.0, 0.5)
    assert (line["drift"], line["seconds"], line["seconds_per_memory"]) == (0.5, 12.3, 4.11)
    assert [(reply["reply"], reply["right"]) for reply in line["replies"]] == [(DOG.statement, True), ("Oulu", False)]


def test_before_there_is_anything_to_retain_it_is_null(bench: Bench) -> None:
    line = row(scripted({}), 1, exam(bench, FACTS, 1, []), 0.0, 0)
    assert line["retention"] is None and line["seconds_per_memory"] is None


def test_a_run_tells_sleeps_and_asks_every_arm_every_night(
    world: World, bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[dict[str, Any]] = []

    def run_sleep(home: object, config: object, **given: Any) -> SleepFinished:
        asked.append({"known": len(world.store.memories()), **given})
        clock.advance(7.5)
        return SleepFinished("reject", "because", {"seconds": {"dream": 2.0, "seed": 4.0}})

    clock = FakeClock()
    monkeypatch.setattr(recall, "time", SimpleNamespace(monotonic=clock))
    monkeypatch.setattr(recall, "run_sleep", run_sleep)
    stream = io.StringIO()
    rows = run(
        bench,
        world.home,
        Config(),
        FACTS,
        nights=2,
        chosen=["base", "context", "notes", "expert", "forced", "product"],
        never_told=["Where is my van?"],
        seed=7,
        without=("anchors",),
        narrator=Narrator(stream),
    )
    names = ["base", "context", "notes", "expert", "forced", "product"]
    assert [(line["night"], line["arm"]) for line in rows] == [(night, name) for night in (1, 2) for name in names]
    assert [(given["seed"], given["without"]) for given in asked] == [(8, ("anchors",)), (9, ("anchors",))]
    assert asked[0]["known"] == 2
    assert {line["arm"]: line["seconds"] for line in rows[:6]} == {
        "base": 0.0, "context": 0.0, "notes": 0.0, "expert": 7.5, "forced": 7.5, "product": 7.5
    }  # fmt: skip
    assert "night 1: told 2 statements" in stream.getvalue()


def test_arms_that_need_no_night_have_none(world: World, bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recall, "run_sleep", lambda *given, **named: pytest.fail("a night was run"))
    monkeypatch.setattr(finetune.Finetuned, "study", lambda *given: pytest.fail("something was trained"))
    rows = run(
        bench,
        world.home,
        Config(),
        [DOG],
        nights=1,
        chosen=["base"],
        never_told=[],
        seed=0,
        without=(),
        narrator=Narrator(io.StringIO()),
    )
    assert [line["arm"] for line in rows] == ["base"]


def test_every_arm_that_is_named_can_be_run(world: World, bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recall, "run_sleep", lambda *given, **named: SleepFinished("skipped", "", {"seconds": {}}))
    monkeypatch.setattr(finetune, "load_trainer", lambda: world.trainer)
    rows = run(
        bench,
        world.home,
        Config(),
        [DOG],
        nights=1,
        chosen=arms.ARMS,
        never_told=[],
        seed=0,
        without=(),
        narrator=Narrator(io.StringIO()),
    )
    assert [line["arm"] for line in rows] == list(arms.ARMS)


def test_narration_is_one_line_a_phase() -> None:
    stream = io.StringIO()
    narrator = Narrator(stream)
    narrator.event(PhaseStarted("seed", 4))
    narrator.event(PhaseFinished("seed", 2.4))
    assert stream.getvalue() == "  seed (4) ... 2 s\n"
