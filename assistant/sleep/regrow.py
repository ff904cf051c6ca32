"""An expert made from stored dreams in place of others: trained anew or by one more slice, judged against them.

Topics and rebuilt experts are made alike. The memories' own dreams are studied by the day's recipe; slices of an older
expert that are kept stay frozen beneath the new one, some dreams of what they hold are replayed, and the two are joined
exactly.
"""

from __future__ import annotations

import hashlib
import random
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from assistant.experts.manifest import Expert, ExpertState, Level, RankSlice, rank_ranges, slices_of
from assistant.experts.preview import preview
from assistant.experts.registry import GGUF
from assistant.memory.records import EvaluationRow, MemoryStatus
from assistant.sleep import evaluation, replay
from assistant.sleep.dreaming import Dream
from assistant.sleep.evaluation import Question
from assistant.sleep.exam import Exam
from assistant.sleep.judging import is_right
from assistant.sleep.night import Night
from assistant.sleep.report import short_report, value
from assistant.sleep.selection import Chosen
from assistant.sleep.study_plan import StudyPlan
from assistant.sleep.training import RATES, Training, candidate, train
from assistant.sleep.verdict import Decision, Scorecard, Verdict, decide_replacement
from backends.base import AdapterFiles, AdapterPart, AdapterRef


def phases_of(name: str) -> tuple[str, str, str]:
    """Choose, train, evaluate."""
    return f"{name}: choose", name, f"{name}: exam"


@dataclass(frozen=True, slots=True)
class Regrowth:
    """What is to be made, and what it replaces. `name` names its phases."""

    name: str
    expert_id: str
    level: Level
    created: float
    """Its place among the experts: of two that learnt a memory the newer answers. UTC seconds."""
    learn: tuple[int, ...]
    """Memories of the new slice; none: only slices are dropped."""
    replaces: tuple[str, ...]
    keep: float
    """Share of the replaced experts' right answers that must remain."""
    source: Expert | None = None
    kept: tuple[int, ...] = ()
    """Numbers of the slices of `source` that stay."""
    unlearnt: tuple[Question, ...] = ()
    """Questions with values that no longer hold: it must not say them unless the bare base does."""

    @property
    def phases(self) -> tuple[str, str, str]:
        """Choose, train, evaluate."""
        return phases_of(self.name)


@dataclass(frozen=True, slots=True)
class Grown:
    """An expert that was trained and judged. No manifest seals its folder: nobody sees it until it is completed."""

    expert: Expert
    verdict: Verdict
    learnt: tuple[int, ...]
    """The memories that were studied anew."""
    questions: tuple[Question, ...]
    """Probes of all its memories, with the replies before and after."""
    answers: tuple[list[str], list[str]]
    cards: tuple[Scorecard, Scorecard]
    """Before and after."""

    @property
    def accepted(self) -> bool:
        return self.verdict.decision is Decision.ACCEPT


@dataclass(frozen=True, slots=True)
class Regrown:
    """What came of it. An accepted expert is active already; the replaced ones are not, but still on disk."""

    verdict: Verdict
    report: dict[str, Any]

    @property
    def accepted(self) -> bool:
        return self.verdict.decision is Decision.ACCEPT


def regrow(night: Night, sleep_id: int, job: Regrowth, core: Expert | None) -> Regrown:
    """Make, judge and, if it is good enough, promote an expert. Raises: Stopped, BackendError."""
    grown = grow(night, sleep_id, job, core)
    night.registry.complete(grown.expert)
    if grown.accepted:
        rows = zip(grown.questions, *grown.answers, strict=True)
        _promote(night, job, grown.expert, [_evaluation(sleep_id, *row) for row in rows])
        replay.record(
            night.store,
            replay.night_number(night.store, sleep_id),
            replay.passed(grown.questions, grown.answers[1]),
            (),
            night.recipe.replay,
        )
    return Regrown(grown.verdict, _report(night, sleep_id, job, grown))


def grow(night: Night, sleep_id: int | None, job: Regrowth, core: Expert | None) -> Grown:
    """Train an expert and judge it; neither the database nor any expert is changed. Raises: Stopped, BackendError."""
    living = {memory.id: memory for memory in night.store.memories(MemoryStatus.ACTIVE) if not memory.secret}
    parts = [slices_of(job.source)[number] for number in job.kept] if job.source else []
    learn = [memory_id for memory_id in job.learn if memory_id in living]
    held = sorted({memory_id for part in parts for memory_id in part.memory_ids} & {*living} - {*learn})
    rng = random.Random(night.seed)
    studied = replay.stored_dreams(night.store, learn, night.recipe.levels.dreams_per_memory, rng)
    studied += _replayed(night, held, len(studied), rng)
    questions = _questions(night, learn, held, rng)
    carried = (AdapterRef(night.registry.folder(core.id) / GGUF, core.without_notes),) if core else ()
    exam = Exam(night, (), [living[memory_id].text for memory_id in [*learn, *held]], carried, questions)
    stage = _stage(job, studied, questions)
    begun = night.stopwatch()
    before, answers_before = night.kept.once(f"{stage} exam", lambda: exam.sit(job.phases[2], ()))
    reserve = (night.stopwatch() - begun) * night.pace.evaluate_per_ask

    expert = replace(
        candidate(night, sleep_id, job.expert_id, job.level, [*learn, *held]),
        created=job.created,
        parent=job.source.id if job.source and job.kept else None,
    )
    if job.source and job.kept:
        expert = replace(expert, recites=expert.recites and job.source.recites)
    tomorrow = preview(night.registry, night.store, expert, job.replaces)
    plan: StudyPlan | None = None
    for rate in RATES if studied else RATES[:1]:
        folder = night.registry.create(expert.id)
        chosen = [Chosen(living[memory_id], job.name) for memory_id in dict.fromkeys(d.memory_id for d in studied)]
        training = _training(night, job, stage, reserve)
        files, plan = _grow(night, folder, job, training, chosen, studied, rate, plan)
        new = (AdapterRef(folder / GGUF),)
        after, answers_after = exam.sit(job.phases[2], new, tomorrow, recites=expert.recites)
        verdict = _still_said(night, job, new) or decide_replacement(before, after, job.keep, night.recipe.limits)
        if verdict.decision is not Decision.REJECT or not night.affords(*job.phases[1:]):
            break

    dreamt, shown = ({dream.memory_id for dream in plan.dreams}, {*plan.shown}) if plan else (set(), set())
    seen = dreamt | shown
    learnt, beside = sorted(dreamt & {*learn}), sorted((dreamt - {*learn}) | shown)
    new_slice = RankSlice(night.recipe.shape(job.level).rank, tuple(learnt), tuple(beside))
    slices = [*parts, *([new_slice] if seen else [])]
    expert = replace(
        expert,
        rank=files.rank,
        alpha=files.alpha,
        memory_ids=tuple(sorted({*learnt, *held})),
        slices=tuple(slices),
        state=ExpertState.ACCEPTED if verdict.decision is Decision.ACCEPT else ExpertState.REJECTED,
        scores=_scores(after),
    )
    return Grown(
        expert=expert,
        verdict=verdict,
        learnt=tuple(learnt),
        questions=tuple(questions),
        answers=(answers_before, answers_after),
        cards=(before, after),
    )


def _replayed(night: Night, held: Sequence[int], new: int, rng: random.Random) -> list[Dream]:
    """One dream each of as many memories of the kept slices as the share allows beside `new` dreams."""
    share = night.recipe.levels.replayed
    room = int(new * share / (1 - share) + 1e-9)
    return replay.stored_dreams(night.store, rng.sample(held, min(room, len(held))), 1, rng) if room else []


def _questions(night: Night, learn: Sequence[int], held: Sequence[int], rng: random.Random) -> list[Question]:
    """Probes of what is learnt anew first, then, by chance, of what the kept slices hold."""
    by_memory = replay.questions_by_memory(night.store, [*learn, *held])
    ordered = [*rng.sample(learn, len(learn)), *rng.sample(held, len(held))]
    found = [question for memory_id in ordered for question in by_memory.get(memory_id, ())]
    return found[: night.recipe.levels.questions]


def _grow(
    night: Night,
    folder: Path,
    job: Regrowth,
    training: Training,
    chosen: Sequence[Chosen],
    studied: Sequence[Dream],
    rate: float,
    plan: StudyPlan | None,
) -> tuple[AdapterFiles, StudyPlan | None]:
    """Write the expert's files: the kept slices, a new one, or both joined."""
    info, shape = night.engine.info, training.shape
    if job.source is None or not job.kept:
        plan = train(night, folder, training, chosen, studied, rate, plan)
        return AdapterFiles(folder, folder / GGUF, shape.rank, shape.alpha, shape.target_modules), plan
    kept = AdapterPart(night.registry.folder(job.source.id), rank_ranges(job.source, job.kept))
    if not studied:
        return night.join_adapters([kept], info, folder), plan
    frozen, new = folder / "frozen", folder / "slice"
    try:
        night.join_adapters([kept], info, frozen)
        training = replace(training, frozen=(AdapterRef(frozen),))
        plan = train(night, new, training, chosen, studied, rate, plan)
        return night.join_adapters([AdapterPart(frozen), AdapterPart(new)], info, folder), plan
    finally:
        for part in (frozen, new):
            shutil.rmtree(part, ignore_errors=True)


def _training(night: Night, job: Regrowth, stage: str, reserve: float) -> Training:
    recipe = night.recipe
    optimisation = recipe.topic_optimisation if job.level is Level.TOPIC else recipe.day_optimisation
    return Training(recipe.shape(job.level), optimisation, job.phases[:2], stage, reserve)


def _stage(job: Regrowth, studied: Sequence[Dream], questions: Sequence[Question]) -> str:
    """The name of its results in the night's checkpoint, which holds all that they depend on: in a night that goes on
    other experts may be stale than were when it began.
    """
    parts = (job.learn, job.replaces, job.kept, studied, questions)
    return f"{job.name} {hashlib.sha256(repr(parts).encode()).hexdigest()[:16]}"


def still_said(night: Night, questions: Sequence[Question], mounted: tuple[AdapterRef, ...]) -> int:
    """How many of these questions it answers that the bare base does not."""
    said: list[set[int]] = []
    for adapters in (mounted, ()) if questions else ():
        night.engine.set_adapters(adapters)
        replies = evaluation.ask(night.engine, night.builder, questions)
        pairs = enumerate(zip(questions, replies, strict=True))
        said.append({number for number, (question, reply) in pairs if is_right(reply, question.expected)})
    return len(said[0] - said[1]) if said else 0


def _still_said(night: Night, job: Regrowth, mounted: tuple[AdapterRef, ...]) -> Verdict | None:
    """A rejection when it says a value that no longer holds and that the bare base does not say."""
    count = still_said(night, job.unlearnt, mounted)
    if not count:
        return None
    return Verdict(Decision.REJECT, (f"still says {count} of {len(job.unlearnt)} values that no longer hold",))


def _promote(night: Night, job: Regrowth, expert: Expert, rows: Sequence[EvaluationRow]) -> None:
    """Lineage and scores first, the active set last: a kill between them leaves yesterday's experts in charge."""
    with night.store.transaction():
        living = {memory.id for memory in night.store.memories(MemoryStatus.ACTIVE)}
        saw = [memory_id for part in slices_of(expert) for memory_id in (*part.memory_ids, *part.replayed)]
        night.store.link_expert(expert.id, expert.memory_ids, saw)
        night.store.add_evaluations(row for row in rows if row.memory_id in living)
    kept = [name for name in night.registry.active().experts if name not in job.replaces]
    night.registry.activate([*kept, expert.id])


def _evaluation(sleep_id: int, question: Question, before: str, after: str) -> EvaluationRow:
    right = [is_right(reply, question.expected, question.forbidden) for reply in (before, after)]
    return EvaluationRow(sleep_id, question.memory_id, question.text, before, after, *right)


def _scores(card: Scorecard) -> dict[str, float]:
    shares = {"recall": card.retention, "false_memory": card.false_memory, "general": card.general}
    scores = {name: share.value for name, share in shares.items() if share is not None}
    return scores if card.drift is None else {**scores, "drift": card.drift}


def _report(night: Night, sleep_id: int, job: Regrowth, grown: Grown) -> dict[str, Any]:
    before, after = grown.cards
    recall = {
        "before": value(before.retention),
        "after": value(after.retention),
        "n": after.retention.n if after.retention else 0,
    }
    return {
        **short_report(sleep_id, str(grown.verdict.decision), grown.verdict.reason, str(job.level)),
        "expert": grown.expert.id,
        "replaces": list(job.replaces),
        "rank": grown.expert.rank,
        "memories": len(grown.learnt),
        "recall": recall,
        "drift": None if after.drift is None else round(after.drift, 5),
        "false_memory": value(after.false_memory),
        "general": {"before": value(before.general), "after": value(after.general)},
        "seconds": {name: round(night.seconds[name], 1) for name in job.phases if name in night.seconds},
    }
