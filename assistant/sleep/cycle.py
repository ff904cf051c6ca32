"""One night, in reading order: dream, ask, seed, evaluate, judge, promote, report.

The database and `active.json` change only at its end; a stop or a kill before that leaves yesterday's state. What is
kept `once` is not done again by the night that goes on.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from assistant.experts.levels import active_experts
from assistant.experts.manifest import Expert, ExpertState, Level, RankSlice, id_of_night
from assistant.experts.preview import preview
from assistant.experts.registry import GGUF
from assistant.memory.records import DreamRow, EvaluationRow, MemoryStatus, ProbeRow
from assistant.memory.wording import normalised
from assistant.sleep import replay, study_plan
from assistant.sleep.cues import write_cues
from assistant.sleep.dreaming import Dream, Writers, write_dreams
from assistant.sleep.evaluation import Question
from assistant.sleep.exam import Exam
from assistant.sleep.grounding import leaks
from assistant.sleep.judging import is_right
from assistant.sleep.night import Night
from assistant.sleep.recipe import Recipe
from assistant.sleep.recitation import by_heart
from assistant.sleep.report import night_report
from assistant.sleep.rewrites import rewrites
from assistant.sleep.selection import Chosen
from assistant.sleep.training import RATES, Training, candidate, train
from assistant.sleep.verdict import Decision, Scorecard, Verdict, decide
from backends.base import AdapterRef

PHASES = ("dream", "ask", "choose", "seed", "evaluate", "promote")
IMITATE = "imitate"
"""A phase after the seeding, where the recipe has it."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a night came to."""

    verdict: Verdict
    expert_id: str | None
    report: dict[str, Any]


def phases(recipe: Recipe) -> tuple[str, ...]:
    """What a night of this recipe goes through, in order."""
    before = PHASES.index("evaluate")
    return (*PHASES[:before], IMITATE, *PHASES[before:]) if recipe.imitation.rounds else PHASES


def run_night(
    night: Night, sleep_id: int, chosen: Sequence[Chosen], core: Expert | None, dreamer: Expert | None = None
) -> Outcome:
    """Learn the chosen memories into a new day expert. Raises: Stopped, BackendError.

    `core` is what chat mounts; `dreamer` writes the study questions, which rules judge. None: the core does.
    """
    carried = (AdapterRef(night.registry.folder(core.id) / GGUF, core.without_notes),) if core else ()
    writer = dreamer or core
    writers = _writers(night, writer) if writer else Writers()
    dreams = night.kept.once("dream", lambda: _dream(night, chosen, writers))
    probes, studied = study_plan.hold_out(
        dreams, night.recipe.dreams, [probe.question for probe in night.store.probes()]
    )
    studied += _dreamt_before(night, chosen, studied, probes)
    own, older = night.kept.once(
        "questions", lambda: ([*probes, *_failed_before(night, chosen)], _older(night, sleep_id, chosen))
    )
    exam = Exam(night, own, [item.memory.text for item in chosen], carried, older)
    before, answers_before = night.kept.once("ask", lambda: exam.sit("ask", ()))

    expert_id, learnt = id_of_night(Level.DAY, sleep_id), [item.memory.id for item in chosen]
    expert = candidate(night, sleep_id, expert_id, Level.DAY, learnt)
    tomorrow = preview(night.registry, night.store, expert)
    # What was asked is asked again afterwards.
    reserve = night.seconds.get("ask", 0.0) * night.pace.evaluate_per_ask
    recipe = night.recipe
    training = Training(recipe.day, recipe.day_optimisation, ("choose", "seed"), "day", reserve, imitation=IMITATE)
    plan, tries = None, 0
    for rate in RATES:
        folder, tries = night.registry.create(expert.id), tries + 1
        plan = train(night, folder, training, chosen, studied, rate, plan)
        after, answers_after = exam.sit("evaluate", (AdapterRef(folder / GGUF),), tomorrow, recites=expert.recites)
        verdict = decide(before, after, night.recipe.limits)
        if verdict.decision is not Decision.REJECT or not night.affords("seed", IMITATE, "evaluate"):
            break

    # What was evaluated is kept, late or not.
    with night.phase("promote", 1, late=True) as progress:
        accepted = verdict.decision is Decision.ACCEPT
        memory_ids = sorted({dream.memory_id for dream in plan.dreams}) if plan else []
        state = ExpertState.ACCEPTED if accepted else ExpertState.REJECTED
        shown = plan.shown if plan else ()
        slices = (RankSlice(expert.rank, tuple(memory_ids), shown),) if shown else ()
        expert = replace(expert, memory_ids=tuple(memory_ids), slices=slices)
        night.registry.complete(replace(expert, state=state, scores=scores_of(after)))
        evaluations = _evaluations(sleep_id, [*own, *older], answers_before, answers_after)
        with night.store.transaction():
            # What was forgotten while the night ran leaves no words behind.
            living = {memory.id for memory in night.store.memories(MemoryStatus.ACTIVE)}
            chosen = [item for item in chosen if item.memory.id in living]
            evaluations = [row for row in evaluations if row.memory_id in living]
            night.store.add_dreams(
                DreamRow(d.memory_id, sleep_id, d.strategy, d.question, d.answer, d.kept, d.reason, d.span)
                for d in dreams
                if d.memory_id in living
            )
            night.store.add_probes(
                ProbeRow(q.memory_id or 0, q.text, q.expected) for q in probes if q.memory_id in living
            )
            night.store.add_evaluations(evaluations)
            if accepted:
                night.store.link_expert(expert.id, memory_ids, shown)
                _set_keys(night, chosen, studied)
                passed = replay.passed([*own, *older], answers_after)
            else:
                passed = replay.passed(older, answers_before[len(own) :])
            number = replay.night_number(night.store, sleep_id)
            replay.record(night.store, number, passed, memory_ids if accepted else (), night.recipe.replay)
        if accepted:
            night.registry.activate([*night.registry.active().experts, expert.id])
        progress.over()
    report = night_report(
        night, sleep_id, verdict, expert.id, chosen, dreams, before, after, evaluations, level=Level.DAY, tries=tries
    )
    return Outcome(verdict, expert.id, report)


def _writers(night: Night, core: Expert) -> Writers:
    path = night.registry.folder(core.id) / GGUF
    return Writers((AdapterRef(path),), (AdapterRef(path, core.beside_notes),))


def _dream(night: Night, chosen: Sequence[Chosen], writers: Writers) -> list[Dream]:
    recipe = night.recipe.dreams
    if not recipe.by_model:
        with night.phase("dream", len(chosen)) as progress:
            dreams = rewrites([item.memory for item in chosen], night.emit)
            progress.over()
        return dreams
    memories = [item.memory for item in chosen]
    cues = recipe.cues if by_heart(night) else 0
    if cues:
        recipe = recipe.beside_cues()
    whole = len(memories) * recipe.written_per_memory * recipe.rounds
    with night.phase("dream", whole + len(memories) * cues) as progress:
        dreams = write_dreams(
            night.engine,
            night.builder,
            memories,
            writers,
            recipe,
            seed=night.seed,
            on_done=progress.done,
            emit=night.emit,
        )
        if cues:
            dreams += write_cues(
                night.engine,
                night.builder,
                memories,
                writers.dreamer,
                recipe,
                {
                    memory.id: {normalised(d.question) for d in dreams if d.memory_id == memory.id}
                    for memory in memories
                },
                seed=night.seed,
                on_done=lambda count: progress.done(whole + count),
                emit=night.emit,
            )
        progress.over()
    return dreams


def _dreamt_before(
    night: Night, chosen: Sequence[Chosen], studied: Sequence[Dream], probes: Sequence[Question]
) -> list[Dream]:
    """What earlier nights dreamt of the memories that are studied again."""
    asked = {dream.question for dream in studied}
    held = [probe.text for probe in probes]
    again = [item.memory.id for item in chosen if item.again]
    stored = replay.stored_dreams(night.store, again, None, random.Random(night.seed))
    return [dream for dream in stored if dream.question not in asked and not leaks(dream.question, held)]


def _failed_before(night: Night, chosen: Sequence[Chosen]) -> list[Question]:
    """The probes that a memory which is studied again failed: they judge it again."""
    again = [item.memory.id for item in chosen if item.again]
    by_memory = replay.questions_by_memory(night.store, again) if again else {}
    return [question for questions in by_memory.values() for question in questions]


def _older(night: Night, sleep_id: int, chosen: Sequence[Chosen]) -> list[Question]:
    """Probes of memories that tonight does not study."""
    return replay.older_questions(
        night.store,
        [expert.id for expert in active_experts(night.registry)],
        replay.night_number(night.store, sleep_id),
        {item.memory.id for item in chosen},
        night.recipe.replay.questions,
        random.Random(night.seed + 2),
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


def scores_of(card: Scorecard) -> dict[str, float]:
    shares = {
        "recall": card.recall,
        "retention": card.retention,
        "false_memory": card.false_memory,
        "general": card.general,
    }
    scores = {name: score.value for name, score in shares.items() if score is not None}
    return scores if card.drift is None else {**scores, "drift": card.drift}
