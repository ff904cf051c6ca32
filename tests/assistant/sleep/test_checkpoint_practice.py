"""A night that lets its student speak and is broken off meanwhile reaches the very same adapter."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest

from assistant.events import PhaseStarted, SleepFinished, SleepStarted
from assistant.sleep import checkpoint, cycle
from assistant.sleep.recipe import ImitationRecipe, SeedingRecipe
from backends.base import Completion, Sampling
from tests.assistant.sleep.breaking import RECIPE, Breaking, begin, begin_of, broken, never, result, sleep, step
from tests.assistant.sleep.fakes import Sleeper, SmallVocabulary, World

PRACTISING = replace(
    RECIPE,
    seeding=SeedingRecipe(on_policy=0.4),
    imitation=ImitationRecipe(rounds=3, dreams=8, completions=4, dreams_per_step=4),
)
A_ROUND = 8 * 4


class Undecided(SmallVocabulary):
    """Whose snapshots finish an answer rightly or not, by the seed alone."""

    def complete_many(
        self, prompts: Sequence[str], sampling: Sampling, on_done: Callable[[int], None] | None = None
    ) -> list[Completion]:
        if not any("snapshot-" in str(ref.path) for ref in self.mounted):
            return super().complete_many(prompts, sampling, on_done)
        said = []
        for number, prompt in enumerate(prompts):
            text = self._said(prompt, random.Random((sampling.seed or 0) + number))
            said.append(Completion(text, len(text.split()), "end", -1.0))
            if on_done is not None:
                on_done(number + 1)
        return said

    def _said(self, prompt: str, rng: random.Random) -> str:
        assert isinstance(self.complete, Sleeper)
        answers = self.complete._answers
        answer = next(text for question, text in answers.items() if prompt.startswith(question))
        begun = len(prompt) - len(next(question for question in answers if prompt.startswith(question)))
        return rng.choice((answer[begun:], "nothing that was told", answer[begun:].split()[-1]))


@pytest.fixture
def practising(worlds: Callable[[str], World]) -> Callable[[str], World]:
    def build(name: str) -> World:
        world = worlds(name)
        engine = Undecided(info=world.engine.info)
        world.sleeper.engine = world.engine = engine
        engine.complete = engine.otherwise = world.sleeper
        world.recipe = PRACTISING
        return world

    return build


@pytest.fixture
def whole(practising: Callable[[str], World]) -> tuple[bytes, dict[str, Any], list[str]]:
    world = practising("whole")
    return result(world, sleep(world, Breaking(never)))


POINTS = {
    "before the student speaks": step(3),
    "after it spoke": step(9),
    "before it practises": begin("imitate"),
    "in the first round": step(A_ROUND // 2, "imitate"),
    "after the first round": step(A_ROUND, "imitate"),
    "in the second round": step(A_ROUND + 3, "imitate"),
    "before it evaluates": begin("evaluate"),
}


@pytest.mark.parametrize("kills", [False, True], ids=["stopped", "killed"])
@pytest.mark.parametrize(
    ("trainer", "point"), [*(("torch", point) for point in POINTS), ("mlx", "in the second round")]
)
def test_a_night_that_is_broken_off_reaches_the_same_adapter(
    practising: Callable[[str], World],
    whole: tuple[bytes, dict[str, Any], list[str]],
    monkeypatch: pytest.MonkeyPatch,
    point: str,
    kills: bool,
) -> None:
    monkeypatch.setattr(checkpoint, "KEEP_SECONDS", 0.0)
    world = practising("broken")
    broken(world, Breaking(POINTS[point], kills))
    again = Breaking(never)
    finished = sleep(world, again)
    assert result(world, finished) == whole
    assert finished.report["resumed"] and not begin_of(again, "dream")
    assert list(world.home.sleeps.iterdir()) == []
    assert not [path for path in world.home.root.rglob("*") if "snapshot" in path.name]


def test_what_the_student_said_and_practised_changes_the_adapter(
    practising: Callable[[str], World], whole: tuple[bytes, dict[str, Any], list[str]]
) -> None:
    found = {whole[0]}
    for name in ("imitation", "seeding"):
        world = practising(name)
        world.recipe = replace(PRACTISING, **{name: getattr(RECIPE, name)})
        found.add(result(world, sleep(world, Breaking(never)))[0])
    assert len(found) == 3


def test_the_same_seed_is_the_same_night(
    practising: Callable[[str], World], whole: tuple[bytes, dict[str, Any], list[str]]
) -> None:
    world = practising("again")
    assert result(world, sleep(world, Breaking(never))) == whole


def test_practice_is_a_phase_that_was_foreseen(practising: Callable[[str], World]) -> None:
    world, breaking = practising("whole"), Breaking(never)
    finished: SleepFinished = sleep(world, breaking)
    (started,) = [event for event in breaking.events if isinstance(event, SleepStarted)]
    assert started.phases == cycle.phases(PRACTISING)
    assert started.phases == tuple(event.phase for event in breaking.events if isinstance(event, PhaseStarted))
    assert started.phases.index("imitate") == started.phases.index("seed") + 1
    assert finished.report["seconds"].keys() == {*started.phases}
