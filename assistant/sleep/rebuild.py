"""Experts that saw a memory which was forgotten, superseded or edited are rebuilt without it, from what remains.

Nothing is subtracted from weights: the slice that saw the memory is trained anew from the stored dreams of the others,
so what it never saw it cannot say. The old expert goes in any case. When the new one is not good enough, the memories
fall back to their notes and are learnt as new.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Any

from assistant.experts.levels import active_experts, retire, served
from assistant.experts.manifest import Expert, Level, id_of_night, slices_of
from assistant.experts.registry import ExpertRegistry
from assistant.memory.records import MemoryStatus, StaleLink
from assistant.memory.store import MemoryStore
from assistant.sleep import replay
from assistant.sleep.evaluation import Question
from assistant.sleep.night import Night
from assistant.sleep.regrow import Regrown, Regrowth, phases_of, regrow

NAME = "rebuild"
PHASES = phases_of(NAME)
FORGOTTEN = "forgotten"


def erase_idle(registry: ExpertRegistry, store: MemoryStore) -> list[str]:
    """Delete the experts that saw a forgotten memory and cannot be rebuilt: idle, rejected, or of another base.

    Returns their ids. Only under the sleep lock.
    """
    forgotten = {memory.id for memory in store.memories(MemoryStatus.FORGOTTEN)}
    rebuilt = {expert.id for expert in active_experts(registry)}
    gone = [expert.id for expert in registry.list() if expert.id not in rebuilt and forgotten & seen(expert, store)]
    registry.deactivate(gone)
    for expert_id in gone:
        registry.remove(expert_id)
        store.unlink_expert(expert_id)
    return gone


def stale_experts(registry: ExpertRegistry, store: MemoryStore) -> list[tuple[Expert, list[StaleLink]]]:
    """The active experts that are to be rebuilt, those that saw something forgotten first."""
    links: dict[str, list[StaleLink]] = {}
    for link in store.stale_links():
        links.setdefault(link.expert_id, []).append(link)
    found = [(expert, links[expert.id]) for expert in active_experts(registry) if expert.id in links]
    return sorted(found, key=lambda pair: (not _forgotten(pair[1]), pair[0].created))


def rebuild(
    night: Night, sleep_id: int, stale: Sequence[tuple[Expert, list[StaleLink]]], core: Expert | None
) -> Iterator[dict[str, Any]]:
    """Rebuild as many as the night has room for, at least one; a report for each. Raises: Stopped, BackendError."""
    studied, taken = 0, {expert.id for expert in night.registry.list()}
    for number, (expert, links) in enumerate(stale):
        # A night that goes on may have rebuilt others already.
        ids = (f"{expert.level}-{sleep_id:05d}-{count}" for count in itertools.count(number + 1))
        job = _job(night, next(name for name in ids if name not in taken), expert, links)
        if number and (studied + len(job.learn) > night.recipe.levels.rebuilt_at_most or not night.affords(NAME)):
            break
        studied += len(job.learn)
        taken.add(job.expert_id)
        yield _rebuilt(night, sleep_id, job, expert, links, core)


def _rebuilt(
    night: Night, sleep_id: int, job: Regrowth, expert: Expert, links: Sequence[StaleLink], core: Expert | None
) -> dict[str, Any]:
    holds = served(night.registry, night.store, expert)
    regrown: Regrown | None = None
    for attempt in attempts(job):
        regrown = regrow(night, sleep_id, attempt, core)
        if regrown.accepted:
            break
    night.registry.deactivate([expert.id])
    remaining = set(night.registry.active().experts)
    replay.back_to_text(
        night.store, [number for number in holds if not remaining & {*night.store.memory_experts(number)}]
    )
    if _forgotten(links):
        night.registry.remove(expert.id)
        night.store.unlink_expert(expert.id)
    else:
        retire(night.registry, [expert.id])
    report = regrown.report if regrown else {"expert": None, "replaces": [expert.id], "verdict": "accept"}
    return report | {"without": [{"memory": link.memory_id, "why": link.why} for link in links]}


def attempts(job: Regrowth) -> tuple[Regrowth, ...]:
    """The job, then what to try when that is not good enough; none when nothing of the expert is left."""
    if not job.learn and not job.kept:
        return ()
    # Without the slice that could not be rebuilt, the others may still be good.
    kept = (replace(job, expert_id=f"{job.expert_id}-kept", learn=()),) if job.learn and job.kept else ()
    return (job, *kept)


def _job(night: Night, expert_id: str, expert: Expert, links: Sequence[StaleLink]) -> Regrowth:
    holds = served(night.registry, night.store, expert)
    return job_without(night, expert_id, expert, {link.memory_id for link in links}, holds, links)


def job_without(
    night: Night,
    expert_id: str,
    expert: Expert,
    without: Collection[int],
    holds: Sequence[int],
    links: Sequence[StaleLink],
) -> Regrowth:
    """The expert anew: slices that saw none of the memories `without` stay, what else it `holds` is learnt again."""
    slices = slices_of(expert) if expert.level is Level.TOPIC else ()
    saw = [{*part.memory_ids, *part.replayed} for part in slices]
    # Of a memory that no slice names, any of them may have seen something.
    placed = {*without} <= {memory_id for ids in saw for memory_id in ids}
    kept = tuple(number for number, ids in enumerate(saw) if placed and not ids & {*without})
    beside = {memory_id for number in kept for memory_id in slices[number].memory_ids}
    return Regrowth(
        name=NAME,
        expert_id=expert_id,
        level=expert.level,
        created=expert.created,
        learn=tuple(number for number in holds if number not in beside),
        replaces=(expert.id,),
        keep=night.recipe.levels.rebuild_keep,
        source=expert if kept else None,
        kept=kept,
        unlearnt=_old_values(night.store, links),
    )


def _old_values(store: MemoryStore, links: Sequence[StaleLink]) -> tuple[Question, ...]:
    """Probes of superseded memories, whose answers must no longer be given. What was forgotten has no probes left."""
    superseded = [link.memory_id for link in links if link.why == MemoryStatus.SUPERSEDED]
    by_memory = replay.questions_by_memory(store, superseded) if superseded else {}
    return tuple(question for questions in by_memory.values() for question in questions)


def _forgotten(links: Sequence[StaleLink]) -> bool:
    return any(link.why == FORGOTTEN for link in links)


def seen(expert: Expert, store: MemoryStore) -> set[int]:
    """Every memory that its training saw: what it learnt, was shown beside that, and the rest of its night's notes."""
    own = {memory_id for part in slices_of(expert) for memory_id in (*part.memory_ids, *part.replayed)}
    nightly = expert.sleep_id is not None and expert.id == id_of_night(Level.DAY, expert.sleep_id)
    beside = [dream.memory_id for dream in store.dreams(sleep_id=expert.sleep_id)] if nightly else []
    return {*own, *expert.memory_ids, *store.expert_memories(expert.id), *beside}
