"""Some steps of the seeding study the student's own answers, labelled by a teacher that has the note."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.sleep.dreaming import Dream
from assistant.sleep.on_policy import steps_on_policy
from assistant.sleep.recipe import Optimisation
from assistant.sleep.seeding import Stopped
from assistant.sleep.training import Training, train
from backends.base import TokenExample
from tests.assistant.sleep.fakes import NAMES, SMALL, World, dreamt, statement

OPTIMISATION = Optimisation(batch_examples=8, epochs=3)
SAID = "It may be Rex."


@pytest.fixture
def own(world: World) -> World:
    """Whose student says the same of everything."""
    world.recipe = replace(SMALL, seeding=replace(SMALL.seeding, on_policy=0.3))
    world.engine.complete = lambda prompt: SAID if world.engine.mounted else "Base."
    return world


def trained(world: World, folder: Path) -> list[list[TokenExample]]:
    studied = [
        Dream(memory.id, *dream)
        for memory, noun in zip(world.store.memories(), NAMES, strict=True)
        for dream in dreamt(noun)
    ]
    training = Training(SMALL.day, OPTIMISATION, ("choose", "seed"), "day")
    train(world.night(), folder, training, world.chosen(), studied)
    return world.trainer.batches


def is_own(world: World, example: TokenExample) -> bool:
    return example.completion == world.night().builder.reply(SAID)


@given(st.integers(0, 300), st.integers(1, 6), st.floats(0, 1))
def test_steps_on_policy_are_spread_over_those_after_the_first_epoch(steps: int, epochs: int, share: float) -> None:
    found = steps_on_policy(steps, epochs, share)
    first = steps // max(epochs, 2)
    assert found == sorted(set(found)) and all(first <= step < steps for step in found)
    assert len(found) == (min(round(share * steps), steps - first) if first else 0)
    if len(found) > 1:
        gaps = [b - a for a, b in pairwise(found)]
        assert max(gaps) - min(gaps) <= 1


def test_none_is_asked_where_the_recipe_has_no_share(own: World, tmp_path: Path) -> None:
    own.recipe = SMALL
    batches = trained(own, tmp_path / "expert")
    assert not any(is_own(own, example) for batch in batches for example in batch)
    assert not any("snapshot" in str(ref.path) for mounted in own.engine.asked_of for ref in mounted)


def test_the_share_of_steps_studies_what_the_student_said(own: World, tmp_path: Path) -> None:
    batches = trained(own, tmp_path / "expert")
    own_steps = [number for number, batch in enumerate(batches) if any(is_own(own, example) for example in batch)]
    assert own_steps == steps_on_policy(len(batches), OPTIMISATION.epochs, 0.3) and len(own_steps) >= 5


def test_what_it_said_has_the_teachers_label_alone_and_the_prompt_has_no_note(own: World, tmp_path: Path) -> None:
    said = [example for batch in trained(own, tmp_path / "expert") for example in batch if is_own(own, example)]
    assert {(example.hard, example.weight) for example in said} == {(0.0, 1.0)}
    assert all(example.soft and len(example.soft.ids) == len(example.completion) for example in said)
    prompts = [own.engine.words_of(example.prompt) for example in said]
    assert not any(statement(noun) in prompt for prompt in prompts for noun in NAMES)
    taught = [own.engine.words_of(example.prompt) for example in own.trainer.taught if is_own(own, example)]
    assert len(taught) == len(said) and all(any(f"- {statement(noun)}" in text for noun in NAMES) for text in taught)


def test_anchors_and_notes_keep_their_place_in_such_a_step(own: World, tmp_path: Path) -> None:
    """The same prompts in the same steps as without: only the dreams' completions are others."""
    changed = [[example.prompt for example in batch] for batch in trained(own, tmp_path / "one")]
    kinds = Counter(is_own(own, example) for batch in own.trainer.batches for example in batch)
    own.recipe, own.trainer.batches = SMALL, []
    assert changed == [[example.prompt for example in batch] for batch in trained(own, tmp_path / "other")]
    assert kinds[True] and kinds[False]


def test_there_is_a_snapshot_for_each_epoch_after_the_first(own: World, tmp_path: Path) -> None:
    trained(own, tmp_path / "expert")
    snapshots = dict.fromkeys(mounted for mounted in own.engine.asked_of if mounted)
    assert len(snapshots) == 2
    assert list((tmp_path / "expert").glob("snapshot-*")) == []


def test_a_stop_is_honoured_while_the_student_writes(own: World, tmp_path: Path) -> None:
    asked: list[str] = []

    def complete(prompt: str) -> str:
        own.stop = bool(own.engine.mounted)
        asked.append(prompt)
        return SAID

    own.engine.complete = complete
    with pytest.raises(Stopped):
        trained(own, tmp_path / "expert")
    assert own.stop and 0 < len(own.trainer.batches) < 20
