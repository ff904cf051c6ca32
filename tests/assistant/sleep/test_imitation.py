"""Practice with rewards: what is given, what is rewarded, what a step sees; and that it helps, on a tiny model."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from itertools import cycle
from pathlib import Path
from statistics import fmean, pstdev

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.sleep import imitation
from assistant.sleep.dreaming import Dream
from assistant.sleep.imitation import Beginning, advantages, beginnings, closeness, imitate, levenshtein, samples
from assistant.sleep.judging import is_right
from assistant.sleep.night import Progress
from assistant.sleep.recipe import ImitationRecipe
from assistant.sleep.seeding import Allowed, Stopped, Unsaved
from assistant.sleep.student import Student
from backends.base import AdapterSpec, InferenceBackend, TrainingSession
from backends.registry import load_inference, load_trainer
from tests.assistant.sleep.fakes import SMALL, World, build_trained_world, dreamt, statement
from tests.fakes import FakeClock
from tests.tiny_model import TinyModel

RECIPE = ImitationRecipe(rounds=2, dreams=6, completions=4, dreams_per_step=4, longest_prefix=0.0)
SPEC = AdapterSpec(4, 8.0, ("gate_proj", "up_proj", "down_proj"))
DREAMS = [Dream(1, *dream) for dream in dreamt("dog")]
RIGHT, WRONG = "Your dog is called Fudge.", "Your dog is called Rex."


def student_of(world: World, tmp_path: Path, recipe: ImitationRecipe = RECIPE) -> Student:
    world.recipe = replace(SMALL, imitation=recipe)
    session = world.trainer.open(world.engine.info, world.home.cache, SPEC, 0)
    return Student(world.night(), session, tmp_path / "expert")


def practise(student: Student, dreams: Sequence[Dream] = DREAMS, allowed: Allowed | None = None) -> bool:
    progress = Progress(student.night, "imitate", samples(student.night.recipe.imitation, dreams))
    return imitate(student, dreams, 1e-4, progress, Unsaved(), allowed)


@given(st.lists(st.integers(0, 4), max_size=8), st.lists(st.integers(0, 4), max_size=8))
def test_the_distance_is_that_of_a_plain_recursion(one: list[int], other: list[int]) -> None:
    def plain(a: tuple[int, ...], b: tuple[int, ...]) -> int:
        if not a or not b:
            return len(a) + len(b)
        if a[0] == b[0]:
            return plain(a[1:], b[1:])
        return 1 + min(plain(a[1:], b), plain(a, b[1:]), plain(a[1:], b[1:]))

    one, other = one[:5], other[:5]
    assert levenshtein(one, other) == plain(tuple(one), tuple(other))


@pytest.mark.parametrize(
    ("one", "other", "near"), [("", "", 1.0), ("abcd", "abcd", 1.0), ("abcd", "abxd", 0.75), ("abcd", "axyz", 0.0)]
)
def test_closeness_is_the_share_that_agrees_and_nothing_beyond_the_bound(one: str, other: str, near: float) -> None:
    assert closeness([*map(ord, one)], [*map(ord, other)], 0.5) == near


def test_the_reward_is_meaning_and_closeness_by_the_recipes_shares(world: World) -> None:
    night, recipe = world.night(), ImitationRecipe(meaning=0.7, far=0.5)
    beginning = Beginning(DREAMS[0], "Your dog", "")

    def rewarded(text: str) -> float:
        return imitation.reward(night, beginning, text, recipe)

    assert rewarded(" is called Fudge.") == pytest.approx(1.0)
    assert rewarded(" is called Rex.") == pytest.approx(0.3 * 0.8)
    assert rewarded(" goes by Fudge to all who know him well") == pytest.approx(0.7)
    assert rewarded(", I believe, has never been mentioned to me at all") == 0.0


@given(st.lists(st.floats(0, 1), min_size=2, max_size=9))
def test_advantages_are_normalised_within_their_group(rewards: list[float]) -> None:
    found = advantages(rewards, 0.05)
    if pstdev(rewards) <= 0.05:
        assert found == []
    else:
        assert fmean(found) == pytest.approx(0.0, abs=1e-9) and pstdev(found) == pytest.approx(1.0)
        order = sorted(range(len(rewards)), key=rewards.__getitem__)
        assert [found[index] for index in order] == sorted(found)


@pytest.mark.parametrize("rewards", [[], [0.3], [1.0] * 4, [0.5, 0.52, 0.5, 0.51]])
def test_a_group_that_hardly_differs_has_none(rewards: list[float]) -> None:
    assert advantages(rewards, 0.05) == []


def test_what_is_given_never_says_what_it_is_about(world: World) -> None:
    dream = Dream(1, "What is my dog called?", "Fudge", "Well, Fudge is the name of your dog, as you told me.")
    found = [beginnings(world.night(), [dream], 0.6, random.Random(seed))[0] for seed in range(30)]
    assert {beginning.prefix for beginning in found} == {"", "Well,"}
    later = replace(dream, answer="Your dog is called Fudge by all of you and by the neighbours.")
    prefixes = {beginnings(world.night(), [later], 0.6, random.Random(seed))[0].prefix for seed in range(60)}
    assert prefixes == {"", "Your", "Your dog", "Your dog is", "Your dog is called"}
    assert not any(is_right(prefix, ("Fudge",)) for prefix in prefixes)
    assert all(
        beginning.prompt == world.night().builder.prompt_text(dream.question) + beginning.prefix for beginning in found
    )


def test_an_answer_that_spells_a_control_token_is_not_put_in_a_prompt(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = type(world.engine).tokenize

    def tokenize(engine: object, text: str, *, special: bool = True) -> list[int]:
        return plain(world.engine, text.replace("<end>", "") if special else text)

    monkeypatch.setattr(type(world.engine), "tokenize", tokenize)
    dreams = [replace(DREAMS[0], answer=f"{word} of the house it is Fudge.") for word in ("<end>", "Dog")]
    for seed in range(20):
        found = beginnings(world.night(), dreams, 0.6, random.Random(seed))
        assert not any("<end>" in beginning.prefix for beginning in found)
        assert any(beginning.dream is dreams[1] for beginning in found)


def test_a_step_goes_towards_what_was_right_and_away_from_what_was_wrong(world: World, tmp_path: Path) -> None:
    said = cycle([RIGHT, WRONG, WRONG, RIGHT])
    world.engine.complete = lambda prompt: next(said)
    assert practise(student_of(world, tmp_path))
    assert [len(batch) for batch in world.trainer.batches] == [16, 8] * 2
    builder = world.night().builder
    for batch in world.trainer.batches:
        for start in range(0, len(batch), 4):
            group = batch[start : start + 4]
            assert [example.weight for example in group] == pytest.approx([1.0, -1.0, -1.0, 1.0])
            assert [example.completion for example in group[:2]] == [builder.reply(RIGHT), builder.reply(WRONG)]
            assert len({example.prompt for example in group}) == 1
    assert all(example.hard == 1.0 and example.soft is None for example in world.trainer.trained)
    assert not any(statement("dog") in text for text in world.prompts_trained())


@pytest.mark.parametrize("said", [RIGHT, WRONG])
def test_groups_of_one_mind_are_not_studied(world: World, tmp_path: Path, said: str) -> None:
    world.engine.complete = lambda prompt: said
    assert practise(student_of(world, tmp_path))
    assert world.trainer.batches == []


def test_samples_whose_text_is_read_as_other_tokens_are_not_studied(world: World, tmp_path: Path) -> None:
    said = cycle([RIGHT, WRONG, RIGHT, WRONG])
    world.engine.complete = lambda prompt: next(said)
    student = student_of(world, tmp_path)
    plain = world.engine.complete_many

    def complete_many(*given: object, **named: object) -> list[object]:
        return [replace(each, tokens=each.tokens + (WRONG in each.text)) for each in plain(*given, **named)]  # type: ignore[arg-type]

    world.engine = student.night.engine = _With(world.engine, complete_many)  # type: ignore[assignment]
    assert practise(student)
    assert world.trainer.batches == [], "what is left of each group agrees"


class _With:
    """An engine with another way to complete."""

    def __init__(self, engine: InferenceBackend, complete_many: Callable[..., object]) -> None:
        self._engine = engine
        self.complete_many = complete_many

    def __getattr__(self, name: str) -> object:
        return getattr(self._engine, name)


def test_each_round_asks_a_snapshot_of_its_own_that_is_gone_afterwards(world: World, tmp_path: Path) -> None:
    said = cycle([RIGHT, WRONG])
    there: list[bool] = []

    def complete(prompt: str) -> str:
        there.append(all(adapter.path.is_file() for adapter in world.engine.mounted))
        return next(said)

    world.engine.complete = complete
    student = student_of(world, tmp_path)
    practise(student)
    first, second = world.engine.asked_of[0], world.engine.asked_of[-1]
    assert len(first) == len(second) == 1 and first != second
    assert len(there) == 2 * 6 * 4 and all(there)
    assert world.engine.mounted == () and list(student.folder.iterdir()) == []


def test_the_total_is_true(world: World, tmp_path: Path) -> None:
    student = student_of(world, tmp_path, replace(RECIPE, dreams=99))
    practise(student)
    seen = [event.done for event in world.events if getattr(event, "phase", "") == "imitate"]  # type: ignore[union-attr]
    assert seen == sorted(seen) and seen[-1] == samples(student.night.recipe.imitation, DREAMS) == 2 * 8 * 4


@pytest.mark.parametrize("after", [1, 25])
def test_a_stop_is_honoured_while_it_samples(world: World, tmp_path: Path, after: int) -> None:
    student = student_of(world, tmp_path)
    student.night.should_stop = lambda: len(world.engine.prompts) >= after
    with pytest.raises(Stopped):
        practise(student)
    assert len(world.engine.prompts) == after


def test_rounds_that_do_not_fit_are_left_out(world: World, tmp_path: Path) -> None:
    clock = FakeClock(0.0)

    def complete(prompt: str) -> str:
        clock.advance(1.0)
        return RIGHT

    world.engine.complete = complete
    student = student_of(world, tmp_path, replace(RECIPE, rounds=9))
    assert not practise(student, allowed=Allowed(60.0, 0, clock))
    assert len(world.engine.prompts) == 2 * 24, "a round takes 24 seconds"


# ------------------------------------------------------------------------------------ a tiny model that really learns

KNOWN = (("dog?", "Bo", "It is Bo."), ("cat?", "Mia", "It is Mia."), ("town?", "Rome", "In Rome."))
TINY = ImitationRecipe(rounds=8, dreams=3, completions=16, dreams_per_step=3)
TAUGHT = [Dream(number, *dream) for number, dream in enumerate(KNOWN, start=1)]
_RATE = 1e-3


@pytest.fixture(scope="module")
def served(tiny: TinyModel) -> Iterator[InferenceBackend]:
    with closing(load_inference(tiny.gguf, context=256, threads=1)) as engine:
        yield engine


@pytest.fixture
def undecided(tmp_path: Path, tiny: TinyModel, served: InferenceBackend) -> Iterator[Callable[[], Student]]:
    """Makes a student that says the right answer about as often as another one, always the same student."""
    world = build_trained_world(tmp_path, tiny, ())
    world.recipe = replace(SMALL, imitation=TINY)
    world.engine = served  # type: ignore[assignment]
    opened: list[TrainingSession] = []

    def make() -> Student:
        night = world.night()
        session = load_trainer("torch").open(tiny.info, tmp_path / "cache", SPEC, 1)
        opened.append(session)
        answers = [(d.question, text) for d in TAUGHT for text in (d.answer, d.answer.replace(d.span, "Xyz"))]
        for _ in range(40):
            session.step([night.builder.pair(*each) for each in answers], 1e-2, 0.0)
        return Student(night, session, tmp_path / f"expert-{len(opened)}")

    yield make
    for session in opened:
        session.close()
    world.store.close()


def mean_reward(student: Student) -> float:
    night = student.night
    prompts = [night.builder.prompt_text(dream.question) for dream in TAUGHT for _ in range(40)]
    said = student.complete(prompts, 12, 4711, lambda count: None)
    whole = [Beginning(dream, "", "") for dream in TAUGHT for _ in range(40)]
    return fmean(imitation.reward(night, b, s.text, TINY) for b, s in zip(whole, said, strict=True))


def learn(student: Student) -> None:
    imitate(student, TAUGHT, _RATE, Progress(student.night, "imitate", samples(TINY, TAUGHT)), Unsaved(), None)


def test_practice_raises_the_mean_reward(undecided: Callable[[], Student]) -> None:
    student = undecided()
    before = mean_reward(student)
    learn(student)
    assert mean_reward(student) > before + 0.1


def test_practice_against_the_reward_lowers_it(
    undecided: Callable[[], Student], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The gain is the reward's, not that of more steps on the same words."""
    student = undecided()
    before = mean_reward(student)
    right = imitation.advantages
    monkeypatch.setattr(imitation, "advantages", lambda rewards, least: [-each for each in right(rewards, least)])
    learn(student)
    assert mean_reward(student) < before - 0.1


def test_the_same_seed_is_the_same_practice(undecided: Callable[[], Student]) -> None:
    found = []
    for seed in (0, 0, 1):
        student = undecided()
        student.night.seed = seed
        learn(student)
        found.append(student.session.label_losses([student.night.builder.pair(d.question, d.answer) for d in TAUGHT]))
    assert found[0] == found[1] != found[2]
