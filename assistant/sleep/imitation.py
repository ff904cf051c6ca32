"""Learning to imitate: the expert completes beginnings of the teacher's answers and is rewarded for what it says.

Paper, section 3.3: after the seeding the weights hold the knowledge, but the student does not yet use it as the teacher
would. A round samples from a snapshot, and its steps follow the policy gradient with each group's mean as the baseline.
"""

from __future__ import annotations

import logging
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, pstdev

from assistant.sleep.dreaming import Dream
from assistant.sleep.judging import is_right
from assistant.sleep.night import Night, Progress
from assistant.sleep.recipe import ImitationRecipe
from assistant.sleep.seeding import Allowed, Saved
from assistant.sleep.student import Student
from backends.base import Completion, TokenExample

_APART = 2_000_003
"""Between the seeds of two rounds; no other phase samples with such a seed."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Beginning:
    """A teacher's answer that is given up to a point."""

    dream: Dream
    prefix: str
    prompt: str
    """The question as chat sends it, without the note, and the prefix."""


def samples(recipe: ImitationRecipe, dreams: Sequence[Dream]) -> int:
    """How many completions all rounds sample."""
    return recipe.rounds * min(recipe.dreams, len(dreams)) * recipe.completions


def imitate(
    student: Student,
    dreams: Sequence[Dream],
    learning_rate: float,
    progress: Progress,
    saved: Saved,
    allowed: Allowed | None,
) -> bool:
    """Practise round after round; whether there was time for all of them. Goes on where `saved` says it was broken off.

    A round depends on the expert as it then stands and on the night's seed alone, so one that was broken off is done
    again alike. Raises: Stopped, BackendError.
    """
    recipe = student.night.recipe.imitation
    done = first = saved.restore(student.session)
    rounds = recipe.rounds
    while done < rounds:
        mean = _practise(student, dreams, done, learning_rate, progress)
        done += 1
        saved.keep(student.session, done, at_once=True)
        progress.done(progress.total // recipe.rounds * done, f"reward {mean:.2f}")
        if allowed is not None:
            rounds = allowed.steps(done - first, done, recipe.rounds)
    return done == recipe.rounds


def _practise(
    student: Student, dreams: Sequence[Dream], number: int, learning_rate: float, progress: Progress
) -> float:
    """One round: sample, reward, step. Returns the mean reward of its samples."""
    night, recipe = student.night, student.night.recipe.imitation
    rng = random.Random(f"{night.seed} imitation {number}")
    begun = beginnings(night, rng.sample(list(dreams), min(recipe.dreams, len(dreams))), recipe.longest_prefix, rng)
    prompts = [beginning.prompt for beginning in begun for _ in range(recipe.completions)]
    longest = max((len(_tokens(night, beginning.dream.answer)) for beginning in begun), default=0)
    before = progress.total // recipe.rounds * number
    written = student.complete(
        prompts, longest, night.seed + _APART * (number + 1), lambda count: progress.done(before + count)
    )
    groups = [
        [sample for sample in written[start : start + recipe.completions] if student.own(sample)]
        for start in range(0, len(written), recipe.completions)
    ]
    rewards = [
        [reward(night, beginning, completion.text, recipe) for completion in group]
        for beginning, group in zip(begun, groups, strict=True)
    ]
    studied = [
        examples
        for beginning, group, own in zip(begun, groups, rewards, strict=True)
        if (examples := weighted(student, beginning, group, advantages(own, recipe.least_spread)))
    ]
    night.make_room()
    for start in range(0, len(studied), recipe.dreams_per_step):
        night.check()
        batch = [example for examples in studied[start : start + recipe.dreams_per_step] for example in examples]
        student.session.step(batch, learning_rate, beta=0.0)
    mean = fmean([value for own in rewards for value in own] or [0.0])
    _log.info(
        "imitation round %d: mean reward %.3f, %d of %d groups differ", number + 1, mean, len(studied), len(begun)
    )
    return mean


def beginnings(night: Night, dreams: Sequence[Dream], longest: float, rng: random.Random) -> list[Beginning]:
    """Each answer cut after a random share of its words, `longest` at most and before it says what it is about.

    An answer that spells a control token is left out: in a prompt it would be one.
    """
    found: list[Beginning] = []
    for dream in dreams:
        ends = [0, *(match.end() for match in re.finditer(r"\S+", dream.answer))]
        told = [end for end in ends if is_right(dream.answer[:end], (dream.span,))]
        most = min(int(longest * (len(ends) - 1)), len(ends) - len(told) - 1)
        prefix = dream.answer[: ends[rng.randint(0, max(0, most))]]
        if night.engine.tokenize(prefix) == _tokens(night, prefix):
            found.append(Beginning(dream, prefix, night.builder.prompt_text(dream.question) + prefix))
    return found


def reward(night: Night, beginning: Beginning, text: str, recipe: ImitationRecipe) -> float:
    """0..1 for a completion: does the whole answer say what the teacher's says, and how near is it to its words."""
    dream, whole = beginning.dream, beginning.prefix + text
    near = closeness(_tokens(night, whole), _tokens(night, dream.answer), recipe.far)
    return recipe.meaning * is_right(whole, (dream.span,)) + (1 - recipe.meaning) * near


def closeness(one: Sequence[int], other: Sequence[int], far: float) -> float:
    """1 for the same tokens, less for each that differs, 0 from `far` of the longer one's on."""
    longest = max(len(one), len(other))
    distance = levenshtein(one, other)
    if not longest:
        return 1.0
    return 1 - distance / longest if distance <= far * longest else 0.0


def levenshtein(one: Sequence[int], other: Sequence[int]) -> int:
    """The fewest tokens to put in, take out or replace that make one into the other."""
    row = list(range(len(other) + 1))
    for number, a in enumerate(one, start=1):
        left, row[0] = row[0], number
        for place, b in enumerate(other, start=1):
            left, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, left + (a != b))
    return row[-1]


def advantages(rewards: Sequence[float], least_spread: float) -> list[float]:
    """Rewards as deviations from their group's mean, in standard deviations, which bounds them by the root of the
    group's size; none where they hardly differ.
    """
    spread = pstdev(rewards) if rewards else 0.0
    if spread <= least_spread:
        return []
    mean = fmean(rewards)
    return [(value - mean) / spread for value in rewards]


def weighted(
    student: Student, beginning: Beginning, group: Sequence[Completion], weights: Sequence[float]
) -> list[TokenExample]:
    """The group's samples as examples of the policy gradient: towards those above the mean, away from those below."""
    prompt = tuple(student.night.engine.tokenize(beginning.prompt))
    pairs = zip(group, weights, strict=True) if weights else ()
    examples = [TokenExample(prompt, student.tokens(written), weight=weight) for written, weight in pairs]
    return [example for example in examples if example.weight and example.completion]


def _tokens(night: Night, text: str) -> list[int]:
    return night.engine.tokenize(text, special=False)
