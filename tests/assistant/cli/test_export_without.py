"""`reverie expert export --without`, with an expert that PyTorch trained on a tiny model."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.experts.registry import TENSORS
from assistant.lock import held
from backends.base import ModelFileError, ModelInfo
from tests.assistant.cli.conftest import runner
from tests.assistant.sleep.breaking import RECIPE, Breaking, never, sleep, tensors_of
from tests.assistant.sleep.fakes import World, build_trained_world, use_world
from tests.assistant.sleep.test_rebuild import memory_of
from tests.command_line import Run
from tests.tiny_model import build_tiny_model

NOUNS = ("dog", "cat", "boat")


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A home whose one expert learned three names last night."""
    folder = tmp_path_factory.mktemp("world")
    tiny = build_tiny_model(folder / "tiny")
    world = build_trained_world(folder, tiny, NOUNS)
    world.recipe = RECIPE
    world.home.config.write_text(f"model = {json.dumps(str(tiny.gguf))}\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as monkeypatch, world.store:
        use_world(world, monkeypatch)
        assert sleep(world, Breaking(never)).verdict == "accept"
        yield world


@pytest.fixture
def run(world: World, capsys: pytest.CaptureFixture[str]) -> Run:
    return runner(world.home, capsys)


def test_what_is_written_is_trained_anew_and_the_home_stays_as_it_is(run: Run, world: World, tmp_path: Path) -> None:
    (old,) = world.registry.active().experts
    dog, out = memory_of(world, "dog").id, tmp_path / "out"
    before = world.active_bytes(), sorted(world.home.experts.rglob("*"))
    outcome = run(
        *("expert", "export", "active", "--format", "peft,gguf", "--out", str(out)),
        *("--without", str(dog), "--without", "procedure", "--json"),
    )
    assert outcome.code == 0, outcome.err
    assert outcome.json["experts"] == [old]
    assert (world.active_bytes(), sorted(world.home.experts.rglob("*"))) == before
    assert "rebuilding day-00001 with 2 of its 3 memories" in outcome.err and "rebuild: exam" in outcome.err
    assert tensors_of(out / "peft" / TENSORS) != tensors_of(world.registry.folder(old) / TENSORS)

    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert (manifest["name"], manifest["memories"]) == (old, 2)
    assert manifest["without"] == {
        "kinds": ["procedure"],
        "memory_ids": [dog],
        "memories_before": 3,
        "asked": 1,
        "still_said": 1,
    }, "this engine knows every answer while anything is mounted"
    (entry,) = manifest["experts"]
    assert (entry["id"], entry["rebuilt"], entry["memories"]) == (old, True, 2)
    assert entry["memory_ids"] == [memory_of(world, "cat").id, memory_of(world, "boat").id]
    assert (entry["chat"], entry["scores"]["before"]) == ({"right": 2, "n": 2}, {"recall": 0.0, "general": 1.0})
    page = (out / "README.md").read_text(encoding="utf-8")
    assert f"Trained anew without the kind procedure (memory {dog}): it holds 2 of 3 memories." in page


def test_refusals_have_their_exit_codes_and_write_nothing(run: Run, world: World, tmp_path: Path) -> None:
    words = ("expert", "export", "active", "--format", "peft", "--out", str(tmp_path / "out"), "--without")
    unknown = run(*words, "colour")
    assert (unknown.code, "fact, preference, procedure, correction" in unknown.err) == (2, True)
    nothing = run(*words, "fact")
    assert (nothing.code, "Nothing is left to export" in nothing.err) == (1, True)
    with held(world.home.sleep_lock):
        running = run(*words, str(memory_of(world, "dog").id))
    assert (running.code, "another night is already running" in running.err) == (1, True)
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "mine").touch()
    taken = run(*words[:-2], str(tmp_path / "taken"), "--without", str(memory_of(world, "dog").id))
    assert (taken.code, "not an empty folder" in taken.err, "rebuilding" in taken.err) == (1, True, False)
    assert not (tmp_path / "out").exists() and not [*tmp_path.glob(".*.partial")]


def test_what_the_trainer_refuses_is_said_before_anything_is_asked(
    run: Run, world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(model: ModelInfo, cache: Path) -> None:
        raise ModelFileError("RoPE scaling 'yarn' cannot be trained on.")

    monkeypatch.setattr(world.trainer, "check", refuse)
    out, dog = tmp_path / "out", memory_of(world, "dog").id
    asked = len(world.engine.prompts)
    refused = run("expert", "export", "active", "--format", "peft", "--out", str(out), "--without", str(dog))
    assert (refused.code, "yarn" in refused.err) == (1, True)
    assert len(world.engine.prompts) == asked and not out.exists()
