"""Days, topics and forgetting with the real engine and trainer: what one slice learnt, what another never saw."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from assistant.chat.engine import EngineClient
from assistant.experts.manifest import Expert, Level, slices_of
from assistant.experts.registry import GGUF, ExpertRegistry
from assistant.experts.routing import Router
from assistant.memory.recall import Recall
from assistant.memory.records import DreamRow, ProbeRow
from assistant.memory.store import MemoryStore
from assistant.paths import Home
from assistant.sleep import levels, rebuild
from assistant.sleep.evaluation import Question, ask
from assistant.sleep.examples import ExampleBuilder
from assistant.sleep.night import Night
from assistant.sleep.recipe import Recipe
from assistant.sleep.regrow import Regrowth, regrow
from backends.base import AdapterRef
from backends.registry import join_adapters, load_trainer
from tests.assistant.sleep.fakes import NAMES, dreamt, statement

pytestmark = [pytest.mark.slow, pytest.mark.long, pytest.mark.timeout(1800)]

WEEKS = ("dog", "cat", "boat"), ("horse", "parrot", "sister")
"""Two weeks of one day each."""
FORGOTTEN = "horse"


@dataclass(frozen=True, slots=True)
class Life:
    """What there is after two weeks, and after something was forgotten."""

    night: Night
    week: tuple[Expert, ...]
    """Active after the first week, as they were then: what held a forgotten memory is deleted later."""
    two_weeks: tuple[Expert, ...]
    known: dict[str, bool]
    """By noun, whether chat answered without a note after two weeks."""
    after_forgetting: tuple[str, ...]
    still: dict[str, bool]
    forced: str
    """The reply about the forgotten horse with the rebuilt expert forced on."""


def night_of(home: Home, store: MemoryStore, engine: EngineClient) -> Night:
    return Night(
        home=home,
        store=store,
        registry=ExpertRegistry(home, engine.info.sha256),
        engine=engine,
        builder=ExampleBuilder(engine),
        load_trainer=lambda: load_trainer("torch"),
        recipe=replace(Recipe(), general_questions=6, never_told_questions=4, drift_anchors=2),
        seed=1,
        emit=lambda event: None,
        should_stop=lambda: False,
        join_adapters=join_adapters,
    )


def tell(store: MemoryStore, nouns: Sequence[str], sleep_id: int) -> list[int]:
    """Memories with the dreams and the probe that a night would have left of them."""
    ids = []
    for noun in nouns:
        memory = store.add_memory(statement(noun))
        held, *studied = dreamt(noun)
        store.add_dreams(DreamRow(memory.id, sleep_id, "question", q, a, True, "") for q, _, a in studied)
        store.add_probes([ProbeRow(memory.id, held[0], (held[1],))])
        store.set_keys(memory.id, [question for question, _, _ in studied])
        ids.append(memory.id)
    return ids


def day(night: Night, nouns: Sequence[str]) -> None:
    """A day expert from stored dreams: what the dreamer would have written is not the matter here."""
    sleep_id = night.store.start_sleep("day")
    ids = tell(night.store, nouns, sleep_id)
    job = Regrowth("seed", f"day-{sleep_id:05d}", Level.DAY, time.time(), tuple(ids), (), keep=0.0)
    assert regrow(night, sleep_id, job, None).accepted


def known(night: Night, nouns: Sequence[str]) -> dict[str, bool]:
    router, recall = Router(night.registry, night.store), Recall(night.store)
    found = {}
    for noun in nouns:
        text = dreamt(noun)[0][0]
        night.engine.set_adapters(router.route(recall.find(text, 5), text).adapters)
        found[noun] = NAMES[noun] in ask(night.engine, night.builder, [Question(text)])[0]
    return found


@pytest.fixture(scope="module")
def life(starter_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Life]:
    home = Home(tmp_path_factory.mktemp("levels") / "home").create()
    engine = EngineClient.start(starter_model, context=2048, threads=None, log=home.logs / "engine.log")
    with closing(engine), MemoryStore.open(home.database) as store:
        night = night_of(home, store, engine)
        actives = []
        for week in WEEKS:
            day(night, week)
            sleep_id = store.start_sleep("topic")
            regrown = levels.consolidate(night, sleep_id, levels.days_due(night, 1), None)
            assert regrown.accepted, regrown.verdict.reason
            actives.append(tuple(map(night.registry.load, night.registry.active().experts)))
        answers = known(night, list(NAMES))
        gone = next(memory for memory in store.memories() if memory.text == statement(FORGOTTEN))
        store.forget(gone.id)
        sleep_id = store.start_sleep("day")
        (report,) = rebuild.rebuild(night, sleep_id, rebuild.stale_experts(night.registry, store), None)
        assert report["verdict"] == "accept", report
        (new,) = night.registry.active().experts
        engine.set_adapters([AdapterRef(night.registry.folder(new) / GGUF)])
        (forced,) = ask(engine, night.builder, [Question(dreamt(FORGOTTEN)[0][0])])
        still = known(night, [noun for noun in NAMES if noun != FORGOTTEN])
        yield Life(night, actives[0], actives[1], answers, (new,), still, forced)


def test_each_week_leaves_one_topic_expert_with_a_slice_more(life: Life) -> None:
    (first,), (second,) = life.week, life.two_weeks
    assert (len(slices_of(first)), len(slices_of(second))) == (1, 2)
    assert second.rank == 2 * first.rank


def test_both_weeks_are_still_known(life: Life) -> None:
    assert sum(life.known.values()) >= 5, life.known


def test_the_forgotten_name_is_not_said_even_with_the_expert_forced_on(life: Life) -> None:
    assert NAMES[FORGOTTEN] not in life.forced
    assert not life.night.registry.folder(life.two_weeks[0].id).exists()


def test_its_neighbours_are_kept(life: Life) -> None:
    assert sum(life.still.values()) >= sum(life.known.values()) - 2, (life.known, life.still)


def test_the_slice_of_the_week_before_is_untouched(life: Life) -> None:
    (rebuilt,) = (life.night.registry.load(name) for name in life.after_forgetting)
    assert slices_of(rebuilt)[0] == slices_of(life.week[0])[0]
