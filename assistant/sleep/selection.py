"""Which memories a night learns, each with its reason; the others keep their place in the prompt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.experts.levels import active_experts
from assistant.experts.registry import ExpertRegistry
from assistant.memory.records import Memory, MemoryStatus
from assistant.memory.store import MemoryStore
from assistant.sleep.level_recipe import ReplayRecipe
from assistant.sleep.replay import failed, night_number


@dataclass(frozen=True, slots=True)
class Chosen:
    """One memory of tonight. `again`: an expert holds it, but it failed its probe."""

    memory: Memory
    reason: str
    again: bool = False


def what_to_learn(
    store: MemoryStore, registry: ExpertRegistry, limit: int | None = None, recipe: ReplayRecipe | None = None
) -> list[Chosen]:
    """The memories of the next night, each with its reason; at most `limit`."""
    return select(store, [expert.id for expert in active_experts(registry)], night_number(store), limit, recipe)


def select(
    store: MemoryStore,
    active_experts: Sequence[str],
    number: int,
    limit: int | None = None,
    recipe: ReplayRecipe | None = None,
) -> list[Chosen]:
    """New memories, then those whose probe failed, the longest waiting first; secrets stay out.

    `number` is the night's (see `replay.night_number`). Beside new ones at most `recipe.share` are studied again.
    """
    recipe = recipe or ReplayRecipe()
    active = set(active_experts)
    fresh: list[Chosen] = []
    again: list[Chosen] = []
    for memory in store.memories(MemoryStatus.ACTIVE):
        if memory.secret:
            continue
        holders = store.memory_experts(memory.id)
        if not active & set(holders):
            if _in_vain(store, memory, recipe):
                continue
            fresh.append(Chosen(memory, "new: no expert holds it"))
        elif failed(memory, number) and len(holders) < recipe.attempts:
            again.append(Chosen(memory, "due again: its probe failed on an earlier night", again=True))
    again.sort(key=lambda chosen: chosen.memory.next_replay)
    room = len(fresh) + len(again) if limit is None else limit
    if fresh:
        beside = len(fresh) * recipe.share / (1 - recipe.share)
        again = again[: int(min(beside, room * recipe.share) + 1e-9)]
    fresh = fresh[: room - len(again)]
    return [*fresh, *again][:room]


def _in_vain(store: MemoryStore, memory: Memory, recipe: ReplayRecipe) -> bool:
    """Whether night after night dreamt of it and nothing could be kept: else it would take its time every night."""
    dreams = store.dreams(memory_id=memory.id)
    return len({row.sleep_id for row in dreams}) >= recipe.nights_in_vain and not any(row.kept for row in dreams)
