"""Tomorrow's routing before it is real: the active set and the lineage as they would be if an expert were promoted."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.errors import ExpertError
from assistant.experts.manifest import Expert
from assistant.experts.registry import ActiveSet, ExpertRegistry
from assistant.experts.routing import Lineage, Router


def preview(registry: ExpertRegistry, lineage: Lineage, candidate: Expert, replaces: Sequence[str] = ()) -> Router:
    """A router over the active experts less `replaces`, and `candidate`, whose folder needs no manifest yet."""
    kept = [expert_id for expert_id in registry.active().experts if expert_id not in replaces]
    return Router(_Tomorrow(registry, [*kept, candidate.id], candidate), lineage)


class _Tomorrow(ExpertRegistry):
    """Reads as the registry would after the promotion; writes nothing."""

    def __init__(self, registry: ExpertRegistry, active: Sequence[str], candidate: Expert) -> None:
        super().__init__(registry.home, registry.base_sha256)
        self._active = tuple(active)
        self._candidate = candidate

    def active(self) -> ActiveSet:
        return ActiveSet(self._active)

    def load(self, expert_id: str) -> Expert:
        return self._candidate if expert_id == self._candidate.id else super().load(expert_id)

    def activate(self, expert_ids: Sequence[str]) -> ActiveSet:
        raise ExpertError("A preview of tomorrow cannot be activated.")
