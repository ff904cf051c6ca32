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
from assistant.bench.recall import exam, forget, holds, row, run, tell
from assistant.config import Config
from assistant.events import PhaseFinished, PhaseStarted, SleepFinished
from assistant.memory.records import MemoryStatus
from assistant.sleep.evaluation import Question
from tests.assistant.sleep.fakes import World, build_world
from tests.fakes import FakeClock

DOG = Fact("My dog is called Fudge.", (Probe("What is my dog's name?", ("Fudge",)),), night=1)
OULU = Fact("I live in Oulu.", (Probe("Which town do I live in?", ("Oulu",)),), night=1, until=1)
BERG = Fact("My dentist is Dr Berg.", (Probe("Who is my dentist?", ("Berg",)),), night=1, until=2)
TURKU = Fact("I live in Turku now.", (Probe("Which town do I live in?", ("Turku",), ("Oulu",)),), night=2)
FACTS = [DOG, OULU, TURKU]
KEYS = {
    *("arm", "night", "recall", "recited", "retention", "drift", "false_memory", "general_accuracy"),
    *("superseded", "forgotten", "seconds", "seconds_per_memory", "verdict", "replies"),
}


@pytest.fixture
def world(tmp_path: Any) -> World:
    """A home with nothing told yet."""
    return build_world(tmp_path, ())


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


def test_what_was_forgotten_is_asked_apart_and_what_was_replaced_is_marked(bench: Bench) -> None:
    facts = [*FACTS, BERG]
    second, third = (exam(bench, facts, night, []) for night in (2, 3))
    assert [question.text for question in second.superseded] == ["Which town do I live in?"]
    assert second.forgotten == []
    assert third.forgotten == [Question("Who is my dentist?", ("Berg",))]
    assert "Who is my dentist?" not in [question.text for question in third.told]


def test_what_ended_and_is_replaced_only_later_is_not_asked_about(bench: Bench) -> None:
    late = Fact(TURKU.statement, TURKU.probes, night=3)
    sheet = exam(bench, [DOG, OULU, late], 2, [])
    assert [question.text for question in sheet.told] == ["What is my dog's name?"]
    assert sheet.superseded == [] and sheet.forgotten == []


def test_forget_erases_what_ended_and_only_on_its_day(world: World, bench: Bench) -> None:
    facts = [*FACTS, BERG]
    tell(bench, [DOG, OULU, BERG])
    assert [forget(bench, facts, night) for night in (1, 2)] == [0, 0]
    assert forget(bench, facts, 3) == 1
    assert [memory.text for memory in world.store.memories()] == [DOG.statement, OULU.statement]
    assert forget(bench, facts, 4) == 0


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


def test_a_row_says_how_much_of_the_old_is_still_said(bench: Bench) -> None:
    sheet = exam(bench, [*FACTS, BERG], 3, [])
    old = row(scripted({"Which town do I live in?": "Oulu", "Who is my dentist?": "It is Dr Berg."}), 3, sheet, 0.0, 0)
    new = row(scripted({"Which town do I live in?": "Turku"}), 3, sheet, 0.0, 0, "accept")
    assert (old["superseded"]["value"], old["forgotten"]["value"], old["forgotten"]["n"]) == (0.0, 1.0, 1)
    assert (new["superseded"]["value"], new["forgotten"]["value"], new["verdict"]) == (1.0, 0.0, "accept")


def test_before_there_is_anything_to_retain_it_is_null(bench: Bench) -> None:
    line = row(scripted({}), 1, exam(bench, FACTS, 1, []), 0.0, 0)
    assert line["superseded"] is None and line["forgotten"] is None and line["verdict"] is None
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
    assert {line["arm"]: line["verdict"] for line in rows[6:]} == {
        "base": None, "context": None, "notes": None, "expert": "reject", "forced": "reject", "product": "reject"
    }  # fmt: skip
    assert "night 1: forgot 0 memories, told 2 statements" in stream.getvalue()


def test_each_arm_meets_what_changed_as_its_name_says(
    world: World, bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    known: list[list[str]] = []

    def run_sleep(home: object, config: object, **given: Any) -> SleepFinished:
        known.append([memory.text for memory in world.store.memories()])
        return SleepFinished("reject", "", {"seconds": {}})

    monkeypatch.setattr(recall, "run_sleep", run_sleep)
    monkeypatch.setattr(finetune, "load_trainer", lambda: world.trainer)
    facts = [DOG, BERG, OULU, TURKU]
    world.engine.complete = lambda prompt: " ".join(part for part in prompt.split("\n") if part.startswith("- "))
    names = ["base", "context", "notes", "finetune", "expert", "product"]
    rows = run(
        bench,
        world.home,
        Config(),
        facts,
        nights=3,
        chosen=names,
        never_told=[],
        seed=0,
        without=(),
        narrator=Narrator(io.StringIO()),
    )
    # The product's nights: the old town gave way on the second, the dentist was forgotten before the third.
    assert known == [
        [DOG.statement, BERG.statement, OULU.statement],
        [DOG.statement, BERG.statement, TURKU.statement],
        [DOG.statement, TURKU.statement],
    ]
    last = {line["arm"]: line for line in rows if line["night"] == 3}
    assert all(line["forgotten"]["n"] == 1 and line["superseded"]["n"] == 1 for line in last.values())
    # Notes and context hold what holds: the new town, and no dentist.
    for name in ("notes", "context"):
        assert (last[name]["superseded"]["value"], last[name]["forgotten"]["value"]) == (1.0, 0.0)
        assert last[name]["retention"] == 1.0
    assert (last["base"]["superseded"]["value"], last["base"]["retention"]) == (0.0, 0.0)
    assert len(world.trainer.specs) == 3  # the rival trains every night and forgets nothing


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
