"""Which memories a night learns, each with its reason; the others keep their place in the prompt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.memory.records import Memory, MemoryStatus
from assistant.memory.store import MemoryStore


@dataclass(frozen=True, slots=True)
class Chosen:
    """One memory of tonight."""

    memory: Memory
    reason: str


def select(store: MemoryStore, active_experts: Sequence[str], now: float, limit: int | None = None) -> list[Chosen]:
    """New memories first, then those whose replay is due, oldest date first; secrets stay out."""
    active = set(active_experts)
    fresh: list[Chosen] = []
    due: list[Chosen] = []
    for memory in store.memories(MemoryStatus.ACTIVE):
        if memory.secret:
            continue
        if not active & set(store.memory_experts(memory.id)):
            fresh.append(Chosen(memory, "new: no expert holds it"))
        elif memory.next_replay and memory.next_replay <= now:
            due.append(Chosen(memory, "due for replay"))
    due.sort(key=lambda chosen: chosen.memory.next_replay)
    chosen = fresh + due if fresh else []
    return chosen[:limit] if limit is not None else chosen
