"""The core expert learns to use notes, to say what it was not told, and to dream: on invented lives, once per base.

A small instruct model reads its own user's notes badly through the chat template, answers never-told questions with
a claim, and cannot write study questions. All three are skills, so they are taught on facts that are nobody's.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from assistant.experts.levels import active_experts
from assistant.experts.manifest import ExpertState, Level, id_of_night
from assistant.experts.registry import GGUF
from assistant.experts.shipped import core_for
from assistant.sleep import evaluation
from assistant.sleep.anchors import ANCHORS, DRIFT_ANCHORS
from assistant.sleep.general import GENERAL
from assistant.sleep.judging import Share, is_refusal, share
from assistant.sleep.lessons import exam, lessons
from assistant.sleep.night import Night, Progress
from assistant.sleep.rate_finder import find_rate
from assistant.sleep.seeding import Bundle, batches, study, timetable
from assistant.sleep.study_plan import anchor_examples
from assistant.sleep.training import candidate
from assistant.sleep.verdict import Decision, Verdict
from backends.base import AdapterRef, AdapterSpec, TrainingSession

PHASES = ("prepare", "lessons", "reading exam")
REFUSALS_LOST_AT_MOST = 0.2
"""The base refuses many questions it could answer from the note; a reader may lose some of that."""
EXAM_SHARE = 0.4
"""Of the time that is left when the lessons begin, kept for the exam, which is sat twice."""
LESSONS_AT_LEAST = 0.5
"""A core that had fewer of its lessons is no core; the lessons go on the next night."""
DRIFT_AT_MOST = 0.2
"""Forced on. Routing mounts the core only for what the user asks about their own life."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How notes are read, on lives that no lesson used."""

    read: Share
    refused: Share
    general: Share
    drift: float


@dataclass(frozen=True, slots=True)
class CoreOutcome:
    """What the lessons came to."""

    verdict: Verdict
    expert_id: str
    report: dict[str, Any]


def learn_to_read(night: Night, sleep_id: int) -> CoreOutcome:
    """Train and judge a core expert; an accepted one replaces the active core. Raises: Stopped, BackendError."""
    expert_id = id_of_night(Level.CORE, sleep_id)
    folder = night.registry.create(expert_id)
    share_of_rate = _study(night, folder)
    before = _sit(night, _mounted_now(night))
    after = _sit(night, [AdapterRef(folder / GGUF)])
    verdict = judge(before, after)
    accepted = verdict.decision is Decision.ACCEPT
    night.registry.complete(
        replace(
            candidate(night, sleep_id, expert_id, Level.CORE),
            rate_share=share_of_rate,
            state=ExpertState.ACCEPTED if accepted else ExpertState.REJECTED,
            scores={
                "read": after.read.value,
                "refused": after.refused.value,
                "general": after.general.value,
                "drift": after.drift,
            },
        )
    )
    if accepted:
        before_it = {expert.id for expert in active_experts(night.registry, Level.CORE)}
        others = [name for name in night.registry.active().experts if name not in before_it]
        night.registry.activate([expert_id, *others])
    report = {
        "sleep_id": sleep_id,
        "verdict": str(verdict.decision),
        "reason": verdict.reason,
        "level": str(Level.CORE),
        "expert": expert_id,
        "read": {"before": before.read.value, "after": after.read.value, "n": after.read.n},
        "refused": {"before": before.refused.value, "after": after.refused.value, "n": after.refused.n},
        "general": {"before": before.general.value, "after": after.general.value},
        "rate_share": share_of_rate,
        "drift": round(after.drift, 5),
        "seconds": {name: round(value, 1) for name, value in night.seconds.items()},
    }
    return CoreOutcome(verdict, expert_id, report)


def _mounted_now(night: Night) -> Sequence[AdapterRef]:
    """The core that a better one would replace; nothing where there is none."""
    cores = active_experts(night.registry, Level.CORE)
    return [AdapterRef(night.registry.folder(core.id) / GGUF) for core in cores[-1:]]


def judge(before: Reading, after: Reading) -> Verdict:
    """ACCEPT if reading rose, and refusals and the rest stayed within their limits."""
    faults: list[str] = []
    if after.read.value <= before.read.value:
        faults.append(f"reads no better: {before.read.value:.2f} -> {after.read.value:.2f}")
    if after.refused.value < before.refused.value - REFUSALS_LOST_AT_MOST:
        faults.append(f"refuses less: {before.refused.value:.2f} -> {after.refused.value:.2f}")
    if not after.drift <= DRIFT_AT_MOST:
        faults.append(f"drift {after.drift:.3f} nats per token, at most {DRIFT_AT_MOST}")
    if after.general.value < before.general.value - 0.15:
        faults.append(f"general questions {before.general.value:.2f} -> {after.general.value:.2f}")
    if faults:
        return Verdict(Decision.REJECT, tuple(faults))
    return Verdict(Decision.ACCEPT, (f"reads notes {before.read.value:.2f} -> {after.read.value:.2f}",))


def _study(night: Night, folder: Path) -> float:
    """Find the share of the recipe's learning rates that suits the model, then teach the core at it."""
    shape, optimisation = night.recipe.core, night.recipe.core_optimisation
    rng = random.Random(night.seed)
    spec = shape.spec(night.engine.info.layers)
    # The recipe's rates were settled on the models that a core ships with.
    known = core_for(night.engine.info.sha256) is not None
    with night.phase("prepare", 1 if known else 1 + night.recipe.rates.steps) as progress:
        bundles, state = night.kept.once("prepare", lambda: _prepared(night, spec, rng))
        rng.setstate(state)
        share = 1.0 if known else night.kept.once("rate", lambda: _rate_share(night, spec, bundles, progress))
        progress.over()
    optimisation = replace(optimisation, learning_rate=optimisation.learning_rate * share)
    session = night.open_session(spec)
    try:
        todo = timetable([bundles] * optimisation.epochs, optimisation.batch_examples, rng)
        left = night.time_left()
        allowed = None if left is None else night.allowed(left * EXAM_SHARE, round(len(todo) * LESSONS_AT_LEAST))
        with night.phase("lessons", len(todo)) as progress:
            night.make_room()
            study(
                session,
                todo,
                optimisation,
                beta=0.0,
                on_step=lambda step, loss: progress.done(step, "", loss),
                should_stop=night.should_stop,
                saved=night.kept.study("lessons"),
                allowed=allowed,
            )
            session.save_adapter(folder)
    finally:
        session.close()
    return share


def _prepared(night: Night, spec: AdapterSpec, rng: random.Random) -> tuple[list[Bundle], tuple[Any, ...]]:
    """The lessons, and the state of the generator after them."""
    session = night.open_session(spec)
    try:
        return _bundles(night, session, rng), rng.getstate()
    finally:
        session.close()


def _rate_share(night: Night, spec: AdapterSpec, bundles: Sequence[Bundle], progress: Progress) -> float:
    optimisation = night.recipe.core_optimisation
    session = night.open_session(spec)
    try:
        return find_rate(
            session,
            batches(bundles, optimisation.batch_examples),
            optimisation.learning_rate,
            night.recipe.rates,
            lambda step: progress.done(1 + step),
            night.kept,
        )
    finally:
        session.close()


def _bundles(night: Night, session: TrainingSession, rng: random.Random) -> list[Bundle]:
    recipe = night.recipe.lessons
    bundles: list[Bundle] = [
        [night.builder.pair(lesson.prompt, lesson.reply, lesson.notes) for lesson in bundle]
        for bundle in lessons(rng, recipe.bundles)
    ]
    count = round(recipe.anchors * sum(map(len, bundles)))
    anchored = anchor_examples(night, session, ANCHORS, count, recipe.anchor_weight, rng)
    return [*bundles, *([example] for example in anchored)]


def _sit(night: Night, mounted: Sequence[AdapterRef]) -> Reading:
    rng = random.Random(night.seed + 7919)
    read, never = exam(rng, night.recipe.lessons.exam_read, night.recipe.lessons.exam_never_told)
    general = GENERAL[: night.recipe.general_questions]
    neutral = evaluation.neutral_replies(night.engine, night.builder, DRIFT_ANCHORS[: night.recipe.drift_anchors])
    questions = [*read, *never, *general]
    with night.phase("reading exam", len(questions)) as progress:
        night.engine.set_adapters(mounted)
        replies = evaluation.ask(night.engine, night.builder, questions, progress.done)
    first, second = len(read), len(read) + len(never)
    return Reading(
        read=evaluation.right(read, replies[:first]),
        refused=share([is_refusal(reply) for reply in replies[first:second]]),
        general=evaluation.right(general, replies[second:]),
        drift=evaluation.drift(night.engine, neutral, mounted) if mounted else 0.0,
    )
