"""One expert in training: its study plan, the optimiser's steps, its files. Days, topics and rebuilt experts alike."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.experts.manifest import Expert, Level
from assistant.sleep import study_plan
from assistant.sleep.anchors import ANCHORS
from assistant.sleep.dreaming import Dream
from assistant.sleep.night import Night
from assistant.sleep.recipe import ExpertShape, Optimisation
from assistant.sleep.seeding import study, timetable
from assistant.sleep.selection import Chosen
from assistant.sleep.study_plan import StudyPlan
from backends.base import AdapterRef, TrainingSession

RATES = (1.0, 0.5)
"""Shares of the learning rate: a rejected expert is trained once more at half of it."""


@dataclass(frozen=True, slots=True)
class Training:
    """What is trained, how, and under which names its two phases are reported."""

    shape: ExpertShape
    optimisation: Optimisation
    phases: tuple[str, str]
    stage: str
    """Names its plan and its progress in the night's checkpoint."""
    reserve: float = 0.0
    """Seconds of the exam that follows."""
    frozen: tuple[AdapterRef, ...] = ()
    """PEFT folders beneath it."""


def candidate(night: Night, sleep_id: int, expert_id: str, level: Level, memory_ids: Iterable[int] = ()) -> Expert:
    """An expert of the night's recipe and model, made now; what it scores is not known yet."""
    shape, info = night.recipe.shape(level), night.engine.info
    return Expert(
        id=expert_id,
        level=level,
        created=night.clock(),
        base_sha256=info.sha256,
        base_name=info.name,
        rank=shape.rank,
        alpha=shape.alpha,
        target_modules=shape.target_modules,
        memory_ids=tuple(sorted(memory_ids)),
        sleep_id=sleep_id,
    )


def train(
    night: Night,
    folder: Path,
    training: Training,
    chosen: Sequence[Chosen],
    studied: Sequence[Dream],
    rate: float = 1.0,
    plan: StudyPlan | None = None,
) -> StudyPlan:
    """Train an expert into `folder` at this share of its learning rate and return its plan, which a retry passes in.

    Where the night has not the time for all of it, every example is studied once at least, or the night goes on another
    time. Raises: Stopped, BackendError.
    """
    shape = training.shape
    spec = shape.spec(night.engine.info.layers)
    optimisation = replace(training.optimisation, learning_rate=training.optimisation.learning_rate * rate)
    rng = random.Random(night.seed)
    choose, seed = training.phases

    def opened() -> TrainingSession:
        return night.load_trainer().open(night.engine.info, night.home.cache, spec, night.seed, training.frozen)

    if plan is None:
        with night.phase(choose, len(studied)) as progress:
            session = opened()
            try:
                plan, state = night.kept.once(
                    f"{training.stage} plan",
                    lambda: (study_plan.plan(night, session, chosen, studied, ANCHORS, rng), rng.getstate()),
                )
                rng.setstate(state)
            except BaseException:
                session.close()
                raise
            progress.over()
    else:
        session = opened()
    try:
        todo = timetable(plan.bundles, optimisation, rng)
        allowed = night.allowed(training.reserve, len(todo) // optimisation.epochs)
        with night.phase(seed, len(todo)) as progress:
            study(
                session,
                todo,
                optimisation,
                beta=night.recipe.seeding.beta,
                on_step=lambda step, loss: progress.done(step, "", loss),
                should_stop=night.should_stop,
                saved=night.kept.study(f"{training.stage} at {rate}"),
                allowed=allowed,
            )
            night.shortened = allowed is not None and allowed.shortened
            session.save_adapter(folder)
    finally:
        session.close()
    return plan
