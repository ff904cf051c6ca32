"""The rival arm: the transcript as it is, night on night, nothing that protects."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.bench import finetune
from assistant.bench.arms import Bench
from assistant.bench.finetune import OPTIMISATION, Finetuned
from assistant.bench.lives import Fact, Probe
from backends.base import AdapterRef
from tests.assistant.sleep.fakes import World, build_world, statement

DOG = Fact(statement("dog"), (Probe("What is my dog's name?", ("Fudge",)),))
CAT = Fact(statement("cat"), (Probe("What is my cat's name?", ("Pixel",)),))


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    world = build_world(tmp_path)
    monkeypatch.setattr(finetune, "load_trainer", lambda: world.trainer)
    return world


def test_it_trains_on_the_chat_as_it_was_every_token_a_label(world: World, bench: Bench) -> None:
    Finetuned(world.home, 1).study(bench, [DOG])
    assert len(world.trainer.trained) == OPTIMISATION.epochs
    (text,) = set(world.texts_trained())
    assert text.startswith("<user>") and DOG.statement in text and text.endswith("I do not know.")
    assert all(len(e.prompt) == 1 and e.soft is None for e in world.trainer.trained)
    assert world.trainer.taught == []


def test_no_probe_is_trained_on(world: World, bench: Bench) -> None:
    Finetuned(world.home, 1).study(bench, [DOG, CAT])
    assert not any("name?" in text for text in world.texts_trained())


def test_every_night_is_trained_on_top_of_the_earlier_ones(world: World, bench: Bench) -> None:
    tuned = Finetuned(world.home, 1)
    tuned.study(bench, [DOG])
    tuned.study(bench, [CAT])
    first, second = tuned.adapters
    assert first != second and first.path.is_file() and second.path.is_file()
    assert world.trainer.frozen == [(), (AdapterRef(first.path.parent),)]
    assert world.trainer.open_sessions == 0


def test_the_replies_are_those_of_the_bare_model(world: World, bench: Bench) -> None:
    world.engine.set_adapters([AdapterRef(Path("/other/adapter.gguf"))])
    Finetuned(world.home, 1).study(bench, [DOG])
    assert world.engine.mounted == ()
