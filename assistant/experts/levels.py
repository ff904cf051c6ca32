"""Levels of experts: which are active, what each of them answers for, and what stays on disk.

Bounds. A turn mounts the core alone or at most `AT_MOST_MOUNTED` day and topic experts, so never more than 3 adapters.
A topic expert has at most `slices_at_most` slices of one rank; the parameters active at once are those of
`AT_MOST_MOUNTED * slices_at_most * rank` ranks at most, however many nights there were. Active are one core, at most
twice the configured number of days, and one topic expert for every `slices_at_most` consolidations.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.errors import ExpertError
from assistant.experts.manifest import Expert, ExpertState, Level, slices_of
from assistant.experts.registry import ExpertRegistry
from assistant.experts.routing import Lineage


def active_experts(registry: ExpertRegistry, level: Level | None = None) -> list[Expert]:
    """The sound active experts of the loaded base, oldest first; of one level, or of all."""
    found: list[Expert] = []
    for expert_id in registry.active().experts:
        try:
            expert = registry.load(expert_id)
        except ExpertError:
            continue
        if registry.fits_base(expert) and level in (None, expert.level):
            found.append(expert)
    return sorted(found, key=lambda expert: (expert.created, expert.id))


def active_core(registry: ExpertRegistry) -> Expert | None:
    """The core expert that chat mounts, if there is one for this base model."""
    return next(reversed(active_experts(registry, Level.CORE)), None)


def newest_core(registry: ExpertRegistry) -> Expert | None:
    """The newest sound core of this base, also one that was rejected: it still writes good questions."""
    for expert in reversed(registry.list()):
        if expert.level is Level.CORE and registry.fits_base(expert):
            try:
                return registry.verify(expert.id)
            except ExpertError:
                continue
    return None


def take_out_broken(registry: ExpertRegistry) -> list[str]:
    """Take experts that lost files, or whose files were changed, out of the active set; what is wrong with each.

    Those of another base stay as they are while their manifest can be read: they are in nobody's way.
    """
    faults: dict[str, str] = {}
    for expert_id in registry.active().experts:
        try:
            if registry.fits_base(registry.load(expert_id)):
                registry.verify(expert_id)
        except ExpertError as error:
            faults[expert_id] = str(error)
    if faults:
        registry.deactivate([*faults])
    return [*faults.values()]


def served(registry: ExpertRegistry, lineage: Lineage, expert: Expert) -> list[int]:
    """Ids of the memories for which this expert answers: as they now are, and no newer active expert learnt them."""
    newer = {other.id for other in active_experts(registry) if (other.created, other.id) > (expert.created, expert.id)}
    ids = sorted({memory_id for part in slices_of(expert) for memory_id in part.memory_ids})
    holders = {memory_id: lineage.memory_experts(memory_id) for memory_id in ids}
    return [memory_id for memory_id in ids if expert.id in holders[memory_id] and not newer & {*holders[memory_id]}]


def growing_topic(registry: ExpertRegistry, slices_at_most: int) -> Expert | None:
    """The newest active topic expert, if it has room for another slice."""
    topics = active_experts(registry, Level.TOPIC)
    return topics[-1] if topics and len(slices_of(topics[-1])) < slices_at_most else None


def retire(registry: ExpertRegistry, expert_ids: Sequence[str]) -> None:
    """Record that these were replaced; they stay on disk for a rollback. A damaged one is left as it is."""
    for expert_id in expert_ids:
        try:
            registry.complete(replace(registry.verify(expert_id), state=ExpertState.RETIRED))
        except ExpertError:
            continue


def prune(registry: ExpertRegistry, rollback_sets: int) -> list[str]:
    """Delete the experts that no active set of the last `rollback_sets` names, and return their ids.

    The newest core stays, for it writes dreams, and of each level the newest rejected expert, to be looked at.
    """
    active = registry.active()
    named = {*active.experts, *(name for past in active.history[::-1][:rollback_sets] for name in past)}
    experts = registry.list()
    cores = [expert.id for expert in experts if expert.level is Level.CORE]
    rejected = {expert.level: expert.id for expert in experts if expert.state is ExpertState.REJECTED}
    kept = named | {*cores[-1:], *rejected.values()}
    gone = [expert.id for expert in experts if expert.id not in kept]
    for expert_id in gone:
        registry.remove(expert_id)
    return gone
