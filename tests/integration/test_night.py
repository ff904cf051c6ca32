"""A real night on the starter model: told by day, learnt by night, answered without a note, undone by a rollback."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from assistant.chat.engine import EngineClient
from assistant.config import Config
from assistant.events import PhaseStarted, SleepEvent, SleepFinished
from assistant.experts.manifest import Level
from assistant.experts.registry import GGUF, MANIFEST, SETTINGS, TENSORS, ExpertRegistry
from assistant.experts.routing import Router
from assistant.memory.recall import Recall
from assistant.memory.records import Carrier, ProbeRow, SleepRow
from assistant.memory.remember import remember
from assistant.memory.store import MemoryStore
from assistant.paths import Home
from assistant.sleep import cycle
from assistant.sleep.bedtime import sleep_once
from assistant.sleep.evaluation import Question, ask
from assistant.sleep.examples import ExampleBuilder
from assistant.sleep.judging import is_right
from assistant.sleep.recipe import Recipe
from assistant.sleep.selection import what_to_learn
from assistant.sleep.worker import Request
from backends.base import AdapterRef
from tests.builders import say

pytestmark = [pytest.mark.slow, pytest.mark.timeout(3600)]

FACTS = (
    "My dog is called Fudge.",
    "My sister Anna lives in Turku.",
    "I work as a nurse at the harbour clinic.",
    "My car is a green Volvo.",
    "My dentist is Dr Lindqvist.",
    "I keep the spare key under the blue flowerpot.",
)
ANSWERS = ("Fudge", "Turku", "nurse", "Volvo", "Lindqvist", "flowerpot")
OTHER = tuple(
    Question(text)
    for text in ("What is the capital of France?", "Write a haiku about snow.", "What is my dog called?", "Who am I?")
)
CONTEXT = 2048
SMALL = replace(Recipe(), general_questions=10, never_told_questions=10)
"""Shorter exams than the product's, so that the night fits a test; all else is the product's."""


@dataclass(frozen=True, slots=True)
class Slept:
    """What there is in the morning."""

    home: Home
    model: Path
    finished: SleepFinished
    row: SleepRow
    probes: list[ProbeRow]
    events: list[SleepEvent]
    base_before: list[str]
    """The bare model's replies to `OTHER` before the night."""


@contextmanager
def engine_of(home: Home, model: Path) -> Iterator[tuple[EngineClient, ExampleBuilder]]:
    log = home.logs / "engine.log"
    with closing(EngineClient.start(model, context=CONTEXT, threads=None, log=log)) as engine:
        yield engine, ExampleBuilder(engine)


def day_expert(home: Home) -> list[AdapterRef]:
    """The active day expert, alone, as chat mounts it for what it was told."""
    registry = ExpertRegistry(home)
    active = [registry.load(expert) for expert in registry.active().experts]
    return [AdapterRef(registry.folder(expert.id) / GGUF) for expert in active if expert.level is Level.DAY]


def ask_as_chat(home: Home, engine: EngineClient, builder: ExampleBuilder, questions: Sequence[Question]) -> list[str]:
    """Replies without a note, each with the experts that routing mounts for its question."""
    replies: list[str] = []
    with MemoryStore.open(home.database) as store:
        recall, router = Recall(store), Router(ExpertRegistry(home, engine.info.sha256), store)
        for question in questions:
            engine.set_adapters(router.route(recall.find(question.text, 5), question.text).adapters)
            replies += ask(engine, builder, [question])
    return replies


@pytest.fixture(scope="module")
def slept(starter_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Slept:
    """One night in a home of its own, with the core expert that ships."""
    home = Home(tmp_path_factory.mktemp("night") / "home").create()
    with MemoryStore.open(home.database) as store:
        for fact in FACTS:
            assert remember(store, say(store, fact)), f"not taken as a memory: {fact}"
    with engine_of(home, starter_model) as (engine, builder):
        base_before = ask(engine, builder, OTHER)
    events: list[SleepEvent] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Request, "recipe", lambda request: SMALL)
        finished = sleep_once(home, Config(model=str(starter_model)), Request(seed=1), events.append, lambda: False)
    with MemoryStore.open(home.database) as store:
        row, probes = store.sleeps()[0], store.probes()
    return Slept(home, starter_model, finished, row, probes, events, base_before)


@pytest.fixture
def active_again(slept: Slept) -> Iterator[None]:
    """Put the night's active set back after a test that changed it."""
    saved = slept.home.active.read_bytes()
    yield
    slept.home.active.write_bytes(saved)


def test_the_row_says_what_the_night_came_to(slept: Slept) -> None:
    assert (slept.row.verdict, slept.row.reason) == (slept.finished.verdict, slept.finished.reason)
    assert slept.row.verdict == "accept", slept.finished.report
    assert slept.row.expert_id == slept.finished.report["expert"]
    assert slept.row.finished is not None and slept.row.finished > slept.row.started
    assert slept.finished.report["dreams"]["kept"] > 0 and slept.finished.report["recall"]["n"] == len(slept.probes) > 0


def test_both_experts_are_complete_and_active_and_know_their_base(slept: Slept) -> None:
    registry = ExpertRegistry(slept.home)
    experts = [registry.verify(expert) for expert in registry.active().experts]
    assert [expert.level for expert in experts] == [Level.CORE, Level.DAY]
    assert experts[1].id == slept.row.expert_id
    assert [expert.parent for expert in experts] == [None, None], "the day expert stands on the base alone"
    for expert in experts:
        assert (registry.folder(expert.id) / GGUF).read_bytes()[:4] == b"GGUF"
        assert expert.base_sha256 == experts[0].base_sha256
    learnt = {path.name for path in registry.folder(experts[1].id).iterdir()}
    assert learnt >= {GGUF, TENSORS, SETTINGS, MANIFEST}


def test_lineage_leads_from_each_learnt_memory_to_the_expert(slept: Slept) -> None:
    with MemoryStore.open(slept.home.database) as store:
        held = store.expert_memories(str(slept.row.expert_id))
        assert len(held) >= len(FACTS) / 2
        assert all(store.keys(memory_id) for memory_id in held)
        carriers = {memory.id: memory.carrier for memory in store.memories()}
    assert {carriers[memory_id] for memory_id in held} == {Carrier.BOTH}
    assert {carrier for memory_id, carrier in carriers.items() if memory_id not in held} <= {Carrier.TEXT}


def test_the_phases_come_in_order(slept: Slept) -> None:
    started = [event.phase for event in slept.events if isinstance(event, PhaseStarted)]
    assert tuple(dict.fromkeys(started)) == cycle.PHASES
    assert set(slept.finished.report["seconds"]) == set(started)


def test_the_mounted_adapter_answers_the_share_of_probes_that_the_verdict_asked_for(slept: Slept) -> None:
    questions = [Question(probe.question, probe.expected) for probe in slept.probes]
    with engine_of(slept.home, slept.model) as (engine, builder):
        engine.set_adapters(day_expert(slept.home))
        replies = ask(engine, builder, questions)
    right = [is_right(reply, q.expected) for reply, q in zip(replies, questions, strict=True)]
    assert sum(right) >= SMALL.limits.recall_gain * len(right), list(
        zip([q.text for q in questions], replies, strict=True)
    )


def test_wordings_of_this_test_are_answered_without_a_note_too(slept: Slept) -> None:
    asked = (
        "What is my dog called?",
        "Where does my sister Anna live?",
        "What do I work as?",
        "Which car do I have?",
        "Who is my dentist?",
        "Where do I keep the spare key?",
    )
    questions = [Question(text, (answer,)) for text, answer in zip(asked, ANSWERS, strict=True)]
    with engine_of(slept.home, slept.model) as (engine, builder):
        bare = ask(engine, builder, questions)
        after = ask_as_chat(slept.home, engine, builder, questions)
    scores = [
        sum(is_right(r, q.expected) for r, q in zip(replies, questions, strict=True)) for replies in (bare, after)
    ]
    assert scores[1] > scores[0], list(zip(asked, bare, after, strict=True))


def test_a_rollback_gives_the_base_models_replies_to_the_letter(slept: Slept, active_again: None) -> None:
    registry = ExpertRegistry(slept.home)
    with engine_of(slept.home, slept.model) as (engine, builder):
        with_experts = ask_as_chat(slept.home, engine, builder, OTHER)
        registry.rollback()
        assert slept.row.expert_id not in registry.active().experts
        while registry.active().experts:
            registry.rollback()
        assert ask_as_chat(slept.home, engine, builder, OTHER) == slept.base_before
    assert with_experts[:2] == slept.base_before[:2], "the world and a task run on the unchanged base"
    assert with_experts[2] != slept.base_before[2], "what was told meets the day expert"


def test_the_night_after_has_nothing_to_learn(slept: Slept) -> None:
    with MemoryStore.open(slept.home.database) as store:
        left = what_to_learn(store, ExpertRegistry(slept.home))
        if left:
            pytest.skip(f"the night could not dream of, or failed the probes of {[item.memory.text for item in left]}")
    finished = sleep_once(
        slept.home, Config(model=str(slept.model)), Request(seed=2), lambda event: None, lambda: False
    )
    assert finished.verdict == "skipped"
