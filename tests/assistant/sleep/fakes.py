"""A whole night without models: memories, an engine that knows them once an expert is mounted, a fake trainer."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from typing import Any, cast

import pytest

from assistant.chat.engine import EngineClient
from assistant.events import SleepEvent
from assistant.experts import asking
from assistant.experts.registry import ExpertRegistry
from assistant.memory.store import MemoryStore
from assistant.paths import Home
from assistant.sleep import bedtime
from assistant.sleep.examples import ExampleBuilder
from assistant.sleep.general import GENERAL
from assistant.sleep.night import Night
from assistant.sleep.recipe import DreamRecipe, LessonRecipe, Recipe
from assistant.sleep.selection import Chosen
from assistant.sleep.worker import Request
from backends.registry import load_trainer
from tests.builders import build_store
from tests.fakes import FakeEngine, FakeTrainer, fake_slices, join_fakes
from tests.tiny_model import TinyModel

NAMES = {"dog": "Fudge", "cat": "Pixel", "boat": "Marlin", "horse": "Comet", "parrot": "Mango", "sister": "Ottilie"}
UNKNOWN = "I do not know."
SMALL = Recipe(
    dreams=DreamRecipe(written_per_memory=8, enough=0, aimed=0.0, kept_by_gap=5, kept_at_random=2, cues=0),
    lessons=LessonRecipe(bundles=6),
    general_questions=6,
    never_told_questions=6,
    drift_anchors=3,
)


def statement(noun: str) -> str:
    return f"My {noun} is called {NAMES[noun]}."


def dreamt(noun: str) -> list[tuple[str, str, str]]:
    """Eight questions about one memory, each with its span and answer; all of them may be studied."""
    questions = (
        f"What is my {noun} called?",
        f"What is the name of my {noun}?",
        f"Can you tell me how my {noun} is called?",
        f"Which name did I give to my {noun}?",
        f"Remind me what my {noun} is called.",
        f"My {noun} goes by which name?",
        f"Do you remember the name that my {noun} has?",
        f"If somebody meets my {noun}, which name should they use?",
    )
    return [(question, NAMES[noun], f"Your {noun} is called {NAMES[noun]}.") for question in questions]


@dataclass(slots=True)
class Sleeper:
    """Completes prompts as a model would that can dream, and knows its memories while a day expert is mounted."""

    engine: FakeEngine
    nouns: Sequence[str]
    learns: bool = True
    """Whether a mounted expert of what was told makes it answer."""
    by_training: bool = False
    """Whether it answers only with words that were trained into the experts that are mounted."""
    dream: Callable[[str, str, str], str] = asking.reply
    """How a dream is written down."""
    neutral: str = UNKNOWN
    unmounted: str = UNKNOWN
    _dreams: dict[str, Iterator[tuple[str, str, str]]] = field(init=False)
    _answers: dict[str, str] = field(init=False)
    _general: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        builder = ExampleBuilder(self.engine)
        self._dreams = {builder.prompt_text(asking.request(statement(n))): cycle(dreamt(n)) for n in self.nouns}
        self._answers = {builder.prompt_text(q): a for n in self.nouns for q, _, a in dreamt(n)}
        self._general = {builder.prompt_text(question.text): question.expected[0] for question in GENERAL}

    def __call__(self, prompt: str) -> str:
        mounted = {adapter.path.parent.name.split("-")[0] for adapter in self.engine.mounted}
        if prompt in self._dreams:
            return self.dream(*next(self._dreams[prompt]))
        if prompt in self._general:
            return self._general[prompt]
        if prompt in self._answers and mounted & {"day", "topic"} and self.learns and self._taught(prompt):
            return self._answers[prompt]
        notes = [line[2:] for line in prompt.split("\n") if line.startswith("- ")]
        if "core" in mounted and notes:
            return " ".join(notes)
        if "day" in mounted:
            return self.neutral
        return UNKNOWN if mounted else self.unmounted

    def _taught(self, prompt: str) -> bool:
        """Only the last word tells the answers apart: the name."""
        name = self.engine.tokenize(self._answers[prompt])[-1]
        held = (labels for adapter in self.engine.mounted for _, labels in fake_slices(adapter.path))
        return not self.by_training or any(name in labels for labels in held)


@dataclass(slots=True)
class World:
    """One home, and everything a night in it works with."""

    home: Home
    store: MemoryStore
    registry: ExpertRegistry
    engine: FakeEngine
    sleeper: Sleeper
    trainer: FakeTrainer
    stop: bool = False
    recipe: Recipe = SMALL
    events: list[SleepEvent] = field(default_factory=list)

    def night(self, seed: int = 0) -> Night:
        return Night(
            home=self.home,
            store=self.store,
            registry=self.registry,
            engine=self.engine,
            builder=ExampleBuilder(self.engine),
            load_trainer=lambda: self.trainer,
            recipe=self.recipe,
            seed=seed,
            emit=self.events.append,
            should_stop=lambda: self.stop,
            join_adapters=join_fakes,
            rest_engine=lambda: self.engine.rest(),
        )

    def chosen(self) -> list[Chosen]:
        return [Chosen(memory, "new") for memory in self.store.memories()]

    def active_bytes(self) -> bytes:
        return self.home.active.read_bytes() if self.home.active.exists() else b""

    def prompts_trained(self) -> list[str]:
        """The words of every prompt that a step or the teacher saw."""
        return [self.engine.words_of(e.prompt) for e in (*self.trainer.trained, *self.trainer.taught)]

    def texts_trained(self) -> list[str]:
        """The words of every example, prompt and completion."""
        seen = (*self.trainer.trained, *self.trainer.taught)
        return [self.engine.words_of((*example.prompt, *example.completion)) for example in seen]


def build_world(folder: Path, nouns: Sequence[str] = tuple(NAMES)) -> World:
    """A home with one memory for each noun."""
    home = Home(folder / "home").create()
    engine = FakeEngine()
    sleeper = Sleeper(engine, nouns)
    engine.complete = engine.otherwise = sleeper
    store = build_store(home.root, map(statement, nouns))
    return World(home, store, ExpertRegistry(home, engine.info.sha256), engine, sleeper, FakeTrainer())


class SmallVocabulary(FakeEngine):
    """A `FakeEngine` whose tokens a tiny model has rows for."""

    def tokenize(self, text: str, *, special: bool = True) -> list[int]:
        return [3 + zlib.crc32(word.encode()) % 300 for word in text.split()]


def build_trained_world(
    folder: Path, tiny: TinyModel, nouns: Sequence[str] = tuple(NAMES), trainer: str = "torch"
) -> World:
    """As `build_world`, but a real trainer trains a tiny model of its own."""
    world = build_world(folder, nouns)
    world.engine = SmallVocabulary(info=tiny.info)
    world.sleeper = world.engine.complete = world.engine.otherwise = Sleeper(world.engine, nouns)
    world.registry = ExpertRegistry(world.home, tiny.info.sha256)
    world.trainer = cast(Any, load_trainer(trainer))
    return world


def use_world(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let `sleep_once` find this world's engine, trainer and recipe instead of the real ones."""
    monkeypatch.setattr(bedtime, "resolve_model", lambda home, name: world.engine.info.path)
    monkeypatch.setattr(EngineClient, "start", lambda *given, **named: world.engine)
    monkeypatch.setattr(bedtime, "load_trainer", lambda name: world.trainer)
    monkeypatch.setattr(bedtime, "join_adapters", join_fakes)
    monkeypatch.setattr(Request, "recipe", lambda request: world.recipe)
