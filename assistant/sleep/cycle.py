"""One night, in reading order: select, dream, ask, seed, evaluate, judge, promote, report.

The database and `active.json` change only at its end; a stop or a kill before that leaves yesterday's state.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.experts.manifest import Expert, ExpertState, Level
from assistant.experts.registry import GGUF
from assistant.memory.records import DreamRow, EvaluationRow, ProbeRow
from assistant.sleep import evaluation, study_plan
from assistant.sleep.anchors import ANCHORS, DRIFT_ANCHORS
from assistant.sleep.dreaming import Dream, write_dreams
from assistant.sleep.evaluation import Question
from assistant.sleep.general import GENERAL
from assistant.sleep.judging import is_right
from assistant.sleep.night import Night
from assistant.sleep.report import night_report
from assistant.sleep.seeding import batches, study
from assistant.sleep.selection import Chosen
from assistant.sleep.verdict import Decision, Scorecard, Verdict, decide
from backends.base import AdapterRef, AdapterSpec

PHASES = ("dream", "ask", "seed", "evaluate", "promote")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a night came to."""

    verdict: Verdict
    expert_id: str | None
    report: dict[str, Any]


def run_night(night: Night, sleep_id: int, chosen: Sequence[Chosen], core: Expert | None) -> Outcome:
    """Learn the chosen memories into a new day expert. Raises: Stopped, BackendError."""
    carried = [AdapterRef(night.registry.folder(core.id) / GGUF)] if core else []
    dreams = _dream(night, chosen, carried)
    probes, studied = study_plan.hold_out(dreams, night.recipe.dreams, random.Random(night.seed))
    exam = _Exam(night, probes, [item.memory.text for item in chosen])
    before, answers_before = exam.sit("ask", carried)

    expert_id = f"day-{sleep_id:05d}"
    folder = night.registry.create(expert_id)
    seeded = _seed(night, folder, chosen, studied, core)

    mounted = [*carried, AdapterRef(folder / GGUF)]
    after, answers_after = exam.sit("evaluate", mounted)
    verdict = decide(before, after, night.recipe.limits)

    with night.phase("promote", 1) as progress:
        accepted = verdict.decision is Decision.ACCEPT
        memory_ids = sorted({dream.memory_id for dream in seeded})
        shape = night.recipe.day
        night.registry.complete(
            Expert(
                id=expert_id,
                level=Level.DAY,
                created=night.clock(),
                base_sha256=night.engine.info.sha256,
                base_name=night.engine.info.name,
                rank=shape.rank,
                alpha=shape.alpha,
                target_modules=shape.target_modules,
                memory_ids=tuple(memory_ids),
                sleep_id=sleep_id,
                parent=core.id if core else None,
                state=ExpertState.ACCEPTED if accepted else ExpertState.REJECTED,
                scores=_scores(after),
            )
        )
        evaluations = _evaluations(sleep_id, probes, answers_before, answers_after)
        with night.store.transaction():
            night.store.add_dreams(
                DreamRow(d.memory_id, sleep_id, d.strategy, d.question, d.answer, d.kept, d.reason) for d in dreams
            )
            night.store.add_probes(ProbeRow(q.memory_id or 0, q.text, q.expected) for q in probes)
            night.store.add_evaluations(evaluations)
            if accepted:
                night.store.link_expert(expert_id, memory_ids)
                _set_keys(night, chosen, studied)
        if accepted:
            night.registry.activate([*night.registry.active().experts, expert_id])
        progress.done(1)
    report = night_report(
        night, sleep_id, verdict, expert_id, chosen, dreams, before, after, evaluations, level=Level.DAY
    )
    return Outcome(verdict, expert_id, report)


def _dream(night: Night, chosen: Sequence[Chosen], carried: Sequence[AdapterRef]) -> list[Dream]:
    recipe = night.recipe.dreams
    total = len(chosen) * recipe.written_per_memory
    with night.phase("dream", total) as progress:
        night.engine.set_adapters(carried)
        return write_dreams(
            night.engine,
            night.builder,
            [item.memory for item in chosen],
            per_memory=recipe.written_per_memory,
            temperature=recipe.temperature,
            top_p=recipe.top_p,
            seed=night.seed,
            on_done=progress.done,
            emit=night.emit,
        )


def _seed(
    night: Night, folder: Path, chosen: Sequence[Chosen], studied: Sequence[Dream], core: Expert | None
) -> list[Dream]:
    recipe = night.recipe
    shape = recipe.day
    spec = AdapterSpec(shape.rank, shape.alpha, shape.target_modules, shape.first_layer)
    frozen = [AdapterRef(night.registry.folder(core.id))] if core else []
    rng = random.Random(night.seed)
    session = night.load_trainer().open(night.engine.info, night.home.cache, spec, night.seed, frozen)
    try:
        plan = study_plan.plan(night, session, chosen, studied, ANCHORS, rng)
        steps = recipe.day_optimisation.epochs * len(batches(plan.bundles, recipe.day_optimisation.batch_examples))
        with night.phase("seed", steps) as progress:
            study(
                session,
                plan.bundles,
                recipe.day_optimisation,
                beta=recipe.seeding.beta,
                rng=rng,
                on_step=lambda step, of, loss: progress.done(step, f"step {step} of {of}", loss),
                should_stop=night.should_stop,
            )
            session.save_adapter(folder)
    finally:
        session.close()
    return plan.dreams


class _Exam:
    """The same questions before and after."""

    def __init__(self, night: Night, probes: Sequence[Question], told: Sequence[str]) -> None:
        self._night = night
        self._probes = probes
        rng = random.Random(night.seed + 1)
        self._never_told = [
            Question(text) for text in study_plan.never_told(told, night.recipe.never_told_questions, rng)
        ]
        self._general = GENERAL[: night.recipe.general_questions]
        self._neutral = evaluation.neutral_replies(
            night.engine, night.builder, DRIFT_ANCHORS[: night.recipe.drift_anchors]
        )

    def sit(self, phase: str, mounted: Sequence[AdapterRef]) -> tuple[Scorecard, list[str]]:
        """Scores with these adapters mounted, and the replies to the probes."""
        night = self._night
        questions = [*self._probes, *self._never_told, *self._general]
        with night.phase(phase, len(questions)) as progress:
            night.engine.set_adapters(mounted)
            replies = evaluation.ask(night.engine, night.builder, questions, progress.done)
            probes, never = len(self._probes), len(self._never_told)
            return (
                Scorecard(
                    recall=evaluation.right(self._probes, replies[:probes]),
                    retention=None,
                    drift=evaluation.drift(night.engine, self._neutral, mounted),
                    false_memory=evaluation.claimed(replies[probes : probes + never]),
                    general=evaluation.right(self._general, replies[probes + never :]),
                ),
                replies[:probes],
            )


def _evaluations(
    sleep_id: int, probes: Sequence[Question], before: Sequence[str], after: Sequence[str]
) -> list[EvaluationRow]:
    return [
        EvaluationRow(
            sleep_id,
            probe.memory_id,
            probe.text,
            was,
            now,
            is_right(was, probe.expected),
            is_right(now, probe.expected),
        )
        for probe, was, now in zip(probes, before, after, strict=True)
    ]


def _set_keys(night: Night, chosen: Sequence[Chosen], studied: Sequence[Dream]) -> None:
    """The questions the model asked about a memory lead back to it: retrieval's second kind of key."""
    for item in chosen:
        night.store.set_keys(item.memory.id, [d.question for d in studied if d.memory_id == item.memory.id])


def _scores(card: Scorecard) -> dict[str, float]:
    shares = {
        "recall": card.recall,
        "retention": card.retention,
        "false_memory": card.false_memory,
        "general": card.general,
    }
    scores = {name: score.value for name, score in shares.items() if score is not None}
    return scores if card.drift is None else {**scores, "drift": card.drift}
