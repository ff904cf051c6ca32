"""Which notes stand beside a question, in which order, for which arm; and what a reply counts as."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.bench.arms import Bench
from assistant.bench.lives import Fact, Probe, alike, lives, never_told
from assistant.bench.narration import Narrator
from assistant.bench.reading import Told, run, sheets
from assistant.experts.manifest import BESIDE_NOTES, Level
from assistant.experts.registry import GGUF
from assistant.sleep.core import learn_to_read
from assistant.sleep.evaluation import Question
from assistant.sleep.judging import is_right
from backends.base import AdapterRef
from tests.assistant.sleep.fakes import World, build_world

FACTS = [
    Fact("My dog is called Fudge.", (Probe("What is my dog's name?", ("Fudge",)),)),
    Fact("My dentist is Dr Berg.", (Probe("Who is my dentist?", ("Berg",)),)),
    Fact("I live in Oulu.", (Probe("Which town do I live in?", ("Oulu",)),), until=1),
    Fact("I play the cello.", (Probe("Which instrument do I play?", ("cello",)),)),
]
NEVER = ["Where is my van?", "Who is my tailor?"]


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """Nothing told yet; a core expert that repeats its notes is in use."""
    world = build_world(tmp_path, ())
    learn_to_read(world.night(), world.store.start_sleep("core"))
    core = next(expert for expert in world.registry.list() if expert.level is Level.CORE)
    world.registry.activate([core.id])
    with world.store:
        yield world


def told_of(facts: list[Fact]) -> list[Told]:
    return [
        Told(Question(probe.question, probe.expected), fact.statement, fact.statement)
        for fact in facts
        for probe in fact.probes
    ]


def ran(bench: Bench, **given: Any) -> list[dict[str, Any]]:
    plain: dict[str, Any] = {"distractors": 2, "never_told": NEVER, "seed": 1, "narrator": Narrator(io.StringIO())}
    return run(bench, FACTS, **{**plain, **given})


def test_the_right_note_comes_alone_then_first_then_anywhere_among_others() -> None:
    facts = lives(20, 3)
    told = told_of(facts)
    none, alone, first, among = sheets(told, never_told(40, 3, facts), 4, 3, {})
    assert [sheet.notes for sheet in (none, alone, first, among)] == ["none", "alone", "first of 5", "among 5"]
    assert all(question.notes == () for question in (*none.told, *none.never_told))
    for item, single, near, mixed in zip(told, alone.told, first.told, among.told, strict=True):
        assert single.notes == (item.note,) and near.notes[0] == item.note
        assert len(set(near.notes)) == 5 and set(mixed.notes) == set(near.notes)
    places = {question.notes.index(item.note) for item, question in zip(told, among.told, strict=True)}
    assert places == {0, 1, 2, 3, 4}


def test_no_note_answers_a_never_told_question_and_a_stranger_shares_no_word_with_it() -> None:
    facts = FACTS[:1]
    _, alone, first, _ = sheets(told_of(facts), NEVER, 4, 1, {})
    assert [len(question.notes) for question in (*alone.never_told, *first.never_told)] == [1, 1, 5, 5]
    assert [len(question.notes) for question in first.told] == [5]
    assert not any("dog" in note for note in first.told[0].notes[1:])


def test_the_same_seed_hands_over_the_same_notes() -> None:
    told = told_of(lives(12, 3))
    assert sheets(told, NEVER, 4, 1, {}) == sheets(told, NEVER, 4, 1, {})
    assert sheets(told, NEVER, 4, 1, {}) != sheets(told, NEVER, 4, 2, {})


def test_the_right_note_stands_among_others_of_its_sort() -> None:
    facts = lives(20, 3)
    told, others = told_of(facts), alike(20, 3, 4)
    sheet = sheets(told, [], 4, 3, others)[-1]
    assert sheet.notes == "alike 5" and len(sheet.told) == 3 * len(others) < len(told)
    for question, statement in zip(sheet.told, sheet.statements, strict=True):
        assert set(question.notes) == {statement, *others[statement]}
        answering = [note for note in question.notes if is_right(note, question.expected)]
        assert answering == [statement]


def test_too_few_of_a_sort_are_filled_up() -> None:
    one = {FACTS[0].statement: ["My cat is called Pixel."]}
    sheet = sheets(told_of(FACTS), NEVER, 2, 1, one)[-1]
    (question,) = sheet.told
    assert len(question.notes) == 3 and {FACTS[0].statement, "My cat is called Pixel."} < set(question.notes)


def test_without_distractors_there_is_nothing_to_be_among() -> None:
    assert [
        sheet.notes for sheet in sheets(told_of(FACTS), NEVER, 0, 1, {FACTS[0].statement: ["My cat is called Pixel."]})
    ] == ["none", "alone"]


def test_every_way_is_asked_of_the_base_and_of_the_core(world: World, bench: Bench) -> None:
    rows = ran(bench)
    ways = ["none", "alone", "first of 3", "among 3"]
    expected = [(way, arm) for way in ways for arm in ("base", "core")]
    assert [(row["notes"], row["arm"]) for row in rows] == [*expected, ("retrieved", "base"), ("retrieved", "product")]
    by_way = {(row["notes"], row["arm"]): row for row in rows}
    assert by_way["alone", "base"]["recall"]["value"] == 0.0  # the fake base says that it does not know
    assert by_way["alone", "base"]["told_refused"]["value"] == 1.0
    assert by_way["none", "core"]["recall"]["value"] == 0.0
    for way in ways[1:]:
        core = by_way[way, "core"]
        assert (core["recall"]["value"], core["recall"]["n"]) == (1.0, 3)
        assert core["told_refused"]["value"] == 0.0 and core["night"] == 0
    assert by_way["alone", "core"]["recited"] == 1.0
    assert by_way["alone", "core"]["never_told_refused"]["value"] == 0.0  # it repeats the foreign note
    assert by_way["none", "core"]["never_told_refused"] == {"value": 1.0, "n": 2, "ci95": [0.3424, 1.0]}
    assert by_way["none", "core"]["false_memory"] == 0.0
    assert by_way["among 3", "core"]["never_told_refused"] is None


def test_what_ended_is_neither_told_nor_asked(world: World, bench: Bench) -> None:
    ran(bench)
    assert [memory.text for memory in world.store.memories()] == [fact.statement for fact in FACTS if not fact.until]
    assert not any("Which town do I live in?" in prompt for prompt in world.engine.prompts)


def test_a_user_gets_what_retrieval_finds_with_the_core_and_the_base_gets_the_notes_alone(
    world: World, bench: Bench
) -> None:
    rows = ran(bench)
    core = AdapterRef(world.registry.folder(world.registry.active().experts[0]) / GGUF, BESIDE_NOTES)
    asked = 3 + len(NEVER)
    base, product = world.engine.chats[:asked], world.engine.chats[asked:]
    assert {call.adapters for call in base} == {()}
    assert [call.adapters for call in product[:3]] == [(core,)] * 3
    held = [fact.statement for fact in FACTS if not fact.until]
    assert all(said in call.messages[-1].content for said, call in zip(held, base, strict=False))
    assert rows[-1]["found"] == {"value": 1.0, "n": 3, "ci95": [0.4385, 1.0]}


def test_a_right_answer_in_the_negative_is_no_refusal(world: World, bench: Bench) -> None:
    world.engine.complete = lambda prompt: "I'm not sure, but: Fudge, Berg, cello"
    told = [row for row in ran(bench) if row["notes"] == "alone"]
    assert all(row["told_refused"]["value"] == 0.0 and row["recall"]["value"] == 1.0 for row in told)


def test_without_a_core_its_rows_are_left_out(tmp_path: Path) -> None:
    world = build_world(tmp_path, ())
    stream = io.StringIO()
    bench = Bench(world.engine, world.night().builder, world.store, world.registry)
    assert {row["arm"] for row in ran(bench, narrator=Narrator(stream))} == {"base", "product"}
    assert "no core expert" in stream.getvalue()


def test_every_told_question_is_answered_by_its_note() -> None:
    for item in told_of(lives(40, 9)):
        assert is_right(item.note, item.question.expected)
