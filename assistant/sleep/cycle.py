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
from assistant.memory.records import Carrier, DreamRow, EvaluationRow, ProbeRow
from assistant.sleep import study_plan
from assistant.sleep.anchors import ANCHORS
from assistant.sleep.dreaming import Dream, write_dreams
from assistant.sleep.evaluation import Question
from assistant.sleep.exam import Exam
from assistant.sleep.judging import is_right
from assistant.sleep.night import Night
from assistant.sleep.report import night_report
from assistant.sleep.seeding import study, timetable
from assistant.sleep.selection import Chosen
from assistant.sleep.verdict import Decision, Scorecard, Verdict, decide
from backends.base import AdapterRef, AdapterSpec

PHASES = ("dream", "ask", "choose", "seed", "evaluate", "promote")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a night came to."""

    verdict: Verdict
    expert_id: str | None
    report: dict[str, Any]


def run_night(
    night: Night, sleep_id: int, chosen: Sequence[Chosen], core: Expert | None, dreamer: Expert | None = None
) -> Outcome:
    """Learn the chosen memories into a new day expert. Raises: Stopped, BackendError.

    `core` is what chat mounts; `dreamer` writes the study questions, which rules judge. None: the core does.
    """
    carried = (AdapterRef(night.registry.folder(core.id) / GGUF),) if core else ()
    writer = dreamer or core
    writers = (AdapterRef(night.registry.folder(writer.id) / GGUF),) if writer else ()
    dreams = night.kept.once("dream", lambda: _dream(night, chosen, writers))
    probes, studied = study_plan.hold_out(
        dreams, night.recipe.dreams, [probe.question for probe in night.store.probes()]
    )
    exam = Exam(night, probes, [item.memory.text for item in chosen], carried)
    before, answers_before = night.kept.once("ask", lambda: exam.sit("ask", ()))

    expert_id = f"day-{sleep_id:05d}"
    folder = night.registry.create(expert_id)
    seeded = _seed(night, folder, chosen, studied)

    after, answers_after = exam.sit("evaluate", (AdapterRef(folder / GGUF),))
    verdict = decide(before, after, night.recipe.limits)

    night.last_call = None  # what was evaluated is kept, late or not
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
                for memory_id in memory_ids:
                    night.store.set_learning(memory_id, carrier=Carrier.BOTH)
        if accepted:
            night.registry.activate([*night.registry.active().experts, expert_id])
        progress.over()
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


def _seed(night: Night, folder: Path, chosen: Sequence[Chosen], studied: Sequence[Dream]) -> list[Dream]:
    recipe = night.recipe
    shape = recipe.day
    spec = AdapterSpec(shape.rank, shape.alpha, shape.target_modules, shape.first_layer)
    rng = random.Random(night.seed)
    with night.phase("choose", len(studied)) as progress:
        session = night.load_trainer().open(night.engine.info, night.home.cache, spec, night.seed)
        try:
            plan, state = night.kept.once(
                "choose",
                lambda: (study_plan.plan(night, session, chosen, studied, ANCHORS, rng), rng.getstate()),
            )
            rng.setstate(state)
        except BaseException:
            session.close()
            raise
        progress.over()
    try:
        todo = timetable(plan.bundles, recipe.day_optimisation, rng)
        # What was asked is asked again afterwards; every example is studied once, or the night goes on another time.
        after = night.seconds.get("ask", 0.0) * night.pace.evaluate_per_ask
        allowed = night.allowed(after, len(todo) // recipe.day_optimisation.epochs)
        with night.phase("seed", len(todo)) as progress:
            study(
                session,
                todo,
                recipe.day_optimisation,
                beta=recipe.seeding.beta,
                on_step=lambda step, loss: progress.done(step, "", loss),
                should_stop=night.should_stop,
                saved=night.kept.study("seed"),
                allowed=allowed,
            )
            night.shortened = allowed is not None and allowed.shortened
            session.save_adapter(folder)
    finally:
        session.close()
    return plan.dreams


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
