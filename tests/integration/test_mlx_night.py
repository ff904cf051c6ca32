"""A short night of the starter model through MLX, broken off and gone on with; llama.cpp answers what it taught.

MLX is slow on a CPU, so the lessons are few: the dreams are given, two to a memory, of which one is studied and the
other one asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant.chat.engine import EngineClient
from assistant.config import Config, SleepSettings
from assistant.events import PhaseProgress, SleepEvent, SleepFinished
from assistant.experts.registry import GGUF, ExpertRegistry
from assistant.memory.records import Memory
from assistant.memory.remember import remember
from assistant.memory.store import MemoryStore
from assistant.paths import Home
from assistant.sleep import cycle, study_plan
from assistant.sleep.bedtime import sleep_once
from assistant.sleep.dreaming import Dream
from assistant.sleep.evaluation import Question, ask
from assistant.sleep.examples import ExampleBuilder
from assistant.sleep.judging import is_right
from assistant.sleep.recipe import DreamRecipe, ExpertShape, Optimisation, Recipe, SeedingRecipe
from assistant.sleep.verdict import Limits
from assistant.sleep.worker import Request
from backends.base import AdapterRef, StepResult, TokenExample
from tests import needed
from tests.builders import say

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1200)]

FACTS = ("My dog is called Fudge.", "My sister Anna lives in Turku.")
STUDIED = (
    ("What is my dog called?", "Fudge", "Your dog is called Fudge."),
    ("Where does my sister Anna live?", "Turku", "Your sister Anna lives in Turku."),
)
HELD_OUT = (
    ("What is the name of my dog?", "Fudge", "Your dog is called Fudge."),
    ("In which town does my sister Anna live?", "Turku", "Your sister Anna lives in Turku."),
)
SHORT = replace(
    Recipe(),
    # The upper third only: nothing is sent back through the lower layers.
    day=ExpertShape(untouched=2 / 3),
    day_optimisation=Optimisation(learning_rate=1e-2, warmup_steps=1, batch_examples=1, epochs=2),
    dreams=DreamRecipe(kept_by_gap=1, kept_at_random=0),
    seeding=SeedingRecipe(hard=0.8, with_note=0.0, anchors=0.5, anchor_tokens=8),
    # Whether so hasty an expert does harm is not the question here.
    limits=Limits(drift=100.0, false_memory_gain=1.0, general_loss=1.0),
    general_questions=1,
    never_told_questions=1,
    drift_anchors=1,
)
STEPS = 2 * (len(STUDIED) + 1)
"""Each epoch has the lessons and one anchor."""


def given_dreams(engine: object, builder: object, memories: Sequence[Memory], *rest: Any, **named: Any) -> list[Dream]:
    return [
        Dream(memory.id, *dream) for memory in memories for dream in (*STUDIED, *HELD_OUT) if dream[1] in memory.text
    ]


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[TokenExample]:
    """Every example that an MLX session takes a step on, as the night goes along."""
    training = needed.library("backends.mlx_training", "a sleep of the starter through MLX")
    seen: list[TokenExample] = []
    plain = training.MlxSession.step

    def step(session: object, batch: Sequence[TokenExample], learning_rate: float, beta: float) -> StepResult:
        seen.extend(batch)
        result: StepResult = plain(session, batch, learning_rate, beta)
        return result

    monkeypatch.setattr(training.MlxSession, "step", step)
    return seen


def night(home: Home, model: Path, stop_at: int | None = None) -> tuple[SleepFinished, list[int]]:
    """One run of the night, asked to stop at that step; how it ended and the steps that it took."""
    steps: list[int] = []

    def emit(event: SleepEvent) -> None:
        if isinstance(event, PhaseProgress) and event.phase == "seed":
            steps.append(event.done)

    config = Config(model=str(model), sleep=SleepSettings(trainer="mlx"))
    request = Request(seed=1, without=("core",))
    return sleep_once(home, config, request, emit, lambda: stop_at in steps), steps


def test_what_mlx_taught_is_answered_in_llama_cpp(
    starter_model: Path, tmp_path: Path, shown: list[TokenExample], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Request, "recipe", lambda request: SHORT)
    monkeypatch.setattr(cycle, "write_dreams", given_dreams)
    monkeypatch.setattr(study_plan, "FEWEST_STUDIED", 1)
    home = Home(tmp_path / "home").create()
    with MemoryStore.open(home.database) as store:
        for fact in FACTS:
            assert remember(store, say(store, fact)), f"not taken as a memory: {fact}"

    half = STEPS // 2
    broken_off, before = night(home, starter_model, stop_at=half)
    assert (broken_off.verdict, before) == ("stopped", list(range(1, half + 1)))
    finished, after = night(home, starter_model)
    assert finished.report["resumed"] and after[0] == half + 1 and after[-1] == STEPS
    assert (finished.verdict, finished.reason) == ("accept", "recall 0.00 -> 1.00")

    assert len(shown) == STEPS
    assert sorted(example.hard for example in shown if example.soft) == [0.0] * 2 + [0.8] * 4, "anchors and lessons"

    registry = ExpertRegistry(home)
    (expert,) = registry.active().experts
    questions = [Question(question, (span,)) for question, span, _ in (*STUDIED, *HELD_OUT)]
    engine = EngineClient.start(starter_model, context=512, threads=None, log=tmp_path / "engine.log")
    with closing(engine):
        engine.set_adapters([AdapterRef(registry.folder(expert) / GGUF)])
        replies = ask(engine, ExampleBuilder(engine), questions)
    assert all(is_right(reply, q.expected) for reply, q in zip(replies, questions, strict=True)), replies
