"""What an expert in training writes: by its own distribution, from files that do not stay."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.sleep.seeding import Stopped
from assistant.sleep.student import SPARE_TOKENS, Student
from backends.base import AdapterRef, AdapterSpec, Completion, Sampling
from tests.assistant.sleep.fakes import World


@pytest.fixture
def student(world: World, tmp_path: Path) -> Student:
    spec = AdapterSpec(4, 8.0, ("up_proj",))
    session = world.trainer.open(world.engine.info, world.home.cache, spec, 0)
    return Student(world.night(), session, tmp_path / "expert", (AdapterRef(tmp_path / "older", 0.5),))


def test_the_frozen_experts_and_the_snapshot_are_mounted_while_it_writes(student: Student, world: World) -> None:
    world.engine.set_adapters([AdapterRef(Path("another.gguf"))])
    student.complete(["a", "b"], 5, 3, lambda count: None)
    older, own = world.engine.asked_of[0]
    assert older == AdapterRef(student.folder.parent / "older" / "adapter.gguf", 0.5)
    assert own.path.parent.parent == student.folder and own.scale == 1.0
    assert world.engine.asked_of == [(older, own)] * 2
    assert world.engine.mounted == () and not own.path.exists()


def test_it_writes_by_its_own_distribution(student: Student, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Sampling] = []

    def complete_many(engine: object, prompts: object, sampling: Sampling, on_done: object) -> list[Completion]:
        asked.append(sampling)
        return []

    monkeypatch.setattr(type(world.engine), "complete_many", complete_many)
    student.complete(["a"], 5, 3, lambda count: None)
    (sampling,) = asked
    assert (sampling.temperature, sampling.top_p, sampling.min_p, sampling.seed) == (1.0, 1.0, 0.0, 3)
    assert sampling.max_tokens == 5 + SPARE_TOKENS


def test_a_stop_leaves_no_snapshot(student: Student) -> None:
    def stop(count: int) -> None:
        raise Stopped("enough")

    with pytest.raises(Stopped):
        student.complete(["a"], 5, 3, stop)
    assert list(student.folder.iterdir()) == []


def test_a_sample_ends_its_turn_unless_it_was_cut_off(student: Student, world: World) -> None:
    said = world.night().builder.reply("Your dog.")
    assert student.tokens(Completion("Your dog.", 2, "end", -1.0)) == said
    assert student.tokens(Completion("Your dog.", 2, "length", -1.0)) == said[:-1]


@pytest.mark.parametrize(("drawn", "own"), [(2, True), (3, False), (1, False)])
def test_a_text_that_is_read_as_other_tokens_is_not_its_own(student: Student, drawn: int, own: bool) -> None:
    assert student.own(Completion("Your dog.", drawn, "end", -1.0)) is own
