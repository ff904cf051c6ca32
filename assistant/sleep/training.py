"""One expert in training: its study plan, the optimiser's steps, its files. Days, topics and rebuilt experts alike."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.experts.levels import newest_core
from assistant.experts.manifest import Expert, Level
from assistant.sleep import study_plan
from assistant.sleep.anchors import ANCHORS
from assistant.sleep.dreaming import Dream
from assistant.sleep.imitation import imitate, samples
from assistant.sleep.night import Night
from assistant.sleep.on_policy import corrected
from assistant.sleep.recipe import ExpertShape, Optimisation
from assistant.sleep.recitation import by_heart
from assistant.sleep.seeding import Saved, enough_epochs, study, timetable
from assistant.sleep.selection import Chosen
from assistant.sleep.student import Student
from assistant.sleep.study_plan import StudyPlan
from backends.base import AdapterRef, TrainingSession

RATES = (1.0, 0.5)
"""Shares of the learning rate: a rejected expert is trained once more at half of it."""


@dataclass(frozen=True, slots=True)
class Training:
    """What is trained, how, and under which names its two phases are reported, and a third for practice."""

    shape: ExpertShape
    optimisation: Optimisation
    phases: tuple[str, str]
    stage: str
    """Names its plan and its progress in the night's checkpoint."""
    reserve: float = 0.0
    """Seconds of the exam that follows."""
    frozen: tuple[AdapterRef, ...] = ()
    """PEFT folders beneath it."""
    imitation: str = ""
    """The phase in which it learns to imitate, where the recipe has that; empty: it does not."""


def candidate(
    night: Night, sleep_id: int | None, expert_id: str, level: Level, memory_ids: Iterable[int] = ()
) -> Expert:
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
        recites=level is not Level.CORE and by_heart(night),
    )


def train(
    night: Night,
    folder: Path,
    training: Training,
    chosen: Sequence[Chosen],
    studied: Sequence[Dream],
    share: float = 1.0,
    plan: StudyPlan | None = None,
) -> StudyPlan:
    """Train an expert into `folder` at this share of its learning rate, or of what the base model takes of that, and
    return its plan, which a retry passes in.

    Where the night has not the time for all of it, every example is studied once at least, or the night goes on another
    time; practice gets what is left. Raises: Stopped, BackendError.
    """
    shape = training.shape
    spec = shape.spec(night.engine.info.layers)
    core = newest_core(night.registry)
    rate = training.optimisation.learning_rate * share * (core.rate_share if core else 1.0)
    optimisation = replace(training.optimisation, learning_rate=rate)
    rng = random.Random(night.seed)
    choose = training.phases[0]

    def opened() -> TrainingSession:
        return night.open_session(spec, training.frozen)

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
    optimisation = enough_epochs(plan.bundles, optimisation)
    try:
        student = Student(night, session, folder, training.frozen)
        texts = {item.memory.id: item.memory.text for item in chosen}
        _seed(student, training, plan, texts, optimisation, rng, f"{training.stage} at {share}")
        _imitate(student, training, plan, optimisation, f"{training.stage} at {share}")
    finally:
        session.close()
    return plan


def _seed(
    student: Student,
    training: Training,
    plan: StudyPlan,
    texts: Mapping[int, str],
    optimisation: Optimisation,
    rng: random.Random,
    stage: str,
) -> None:
    """Knowledge Seeding, and the expert's files as it leaves them."""
    night, recipe = student.night, student.night.recipe.seeding
    epochs = study_plan.epochs(night, plan, texts, optimisation.epochs, rng)
    todo = timetable(epochs, optimisation.batch_examples, rng)
    allowed = night.allowed(training.reserve, len(todo) // optimisation.epochs)
    with night.phase(training.phases[1], len(todo)) as progress:
        if not _practice(night, stage).restore(student.session):
            night.make_room()
            study(
                student.session,
                todo,
                optimisation,
                beta=recipe.beta,
                on_step=lambda step, loss: progress.done(step, "", loss),
                should_stop=night.should_stop,
                saved=night.kept.study(stage),
                allowed=allowed,
                batch_at=corrected(student, plan, texts, todo, optimisation.epochs, stage)
                if recipe.on_policy
                else None,
            )
        night.shortened = allowed is not None and allowed.shortened
        student.session.save_adapter(student.folder)


def _imitate(student: Student, training: Training, plan: StudyPlan, optimisation: Optimisation, stage: str) -> None:
    """Practice after the seeding, where the recipe has it and the night the time: the seeded expert is complete."""
    night, recipe = student.night, student.night.recipe.imitation
    total = samples(recipe, plan.dreams)
    if not training.imitation or not total:
        return
    left = night.time_left()
    # Nobody knows yet what a round takes; it is less than an epoch of the seeding.
    if left is not None and left - training.reserve < night.seconds[training.phases[1]] / optimisation.epochs:
        night.shortened = True
        return
    allowed = night.allowed(training.reserve, 0)
    with night.phase(training.imitation, total) as progress:
        rate = optimisation.learning_rate * recipe.learning_rate
        whole = imitate(student, plan.dreams, rate, progress, _practice(night, stage), allowed)
        night.shortened = night.shortened or not whole
        student.session.save_adapter(student.folder)


def _practice(night: Night, stage: str) -> Saved:
    """Where the rounds of imitation are kept; whoever has begun them has seeded."""
    return night.kept.study(f"{stage} imitate")
