"""Which experts answer a turn: who reads the notes that were found, who holds them, or the core if none was found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from assistant.errors import ExpertError
from assistant.experts.manifest import Expert, Level
from assistant.experts.reader import Reader, reader_of
from assistant.experts.registry import GGUF, ExpertRegistry
from assistant.memory.questions import asks_about_the_user, asks_something
from assistant.memory.records import Carrier, Hit
from backends.base import AdapterRef

AT_MOST_MOUNTED = 2


class Lineage(Protocol):
    """Who was trained on what, as the database knows it."""

    def memory_experts(self, memory_id: int) -> list[str]:
        """Ids of the experts that were trained on that memory as it now is."""

    def stale_experts(self, memory_id: int) -> list[str]:
        """Ids of the experts that saw it before it was forgotten, superseded or edited."""


@dataclass(frozen=True, slots=True)
class Route:
    """The experts of one turn."""

    adapters: tuple[AdapterRef, ...] = ()
    expert_ids: tuple[str, ...] = ()
    """In the order of `adapters`."""
    memory_ids: frozenset[int] = frozenset()
    """The found memories that one of these experts holds in its weights."""
    unusable: tuple[str, ...] = ()
    """Active experts that were passed over, each with its reason."""
    reader: Reader | None = None
    """A core that reads well, where it is to answer: from a note in the prompt, from one that is recited, or, where
    there is neither, from what was said in the chat."""
    recites: bool = False
    """Whether the experts are to recite the note to the reader."""

    def with_notes(self) -> Route:
        """The same turn with the notes in the prompt instead of recited: the reader answers it in chat."""
        if self.reader is None or not self.recites:
            return self
        return Route((self.reader.reading,), (self.reader.expert_id,), unusable=self.unusable)


class Router:
    """Chooses experts by lineage. Reads the active set anew each turn: a night's result counts at once."""

    def __init__(self, registry: ExpertRegistry, lineage: Lineage | None = None) -> None:
        self._registry = registry
        self._lineage = lineage

    def route(self, hits: Sequence[Hit], text: str, *, notes: bool = False) -> Route:
        """The experts for a turn of this text in which retrieval found `hits`; `notes`: they may stand in the prompt.

        The core answers where notes were found that no expert holds, and says what it was not told; a core that reads
        well answers wherever there are notes to read, so that the weights answer where there are none. All that is
        not about the user, and what the user tells, runs on the unchanged base.
        A broken expert is passed over, never raised.
        """
        if not asks_something(text) or not (hits or asks_about_the_user(text)):
            return Route()
        experts, unusable = self._usable()
        core = [expert for expert in reversed(experts) if expert.level is Level.CORE][:1]
        if core and core[0].reads_notes and notes and hits and hits[0].memory.carrier is not Carrier.WEIGHTS:
            return replace(self._mounted(core, hits, {}, unusable), reader=reader_of(self._registry, core[0]))
        held = self._held([expert for expert in experts if expert.level is not Level.CORE], hits)
        beside = sorted(
            (expert for expert in experts if held.get(expert.id)),
            key=lambda expert: (max(held[expert.id].values()), len(held[expert.id]), expert.created),
            reverse=True,
        )[:AT_MOST_MOUNTED]
        # One that holds the memory was trained to read and to answer by itself; the core would make it refuse.
        route = self._mounted(beside or core, hits, held, unusable)
        reader = reader_of(self._registry, core[0] if core else None)
        if reader is None or not all(expert.recites for expert in beside):
            return route
        return replace(route, reader=reader, recites=bool(beside))

    def _mounted(
        self,
        experts: Sequence[Expert],
        hits: Sequence[Hit],
        held: Mapping[str, Mapping[int, float]],
        unusable: Sequence[str],
    ) -> Route:
        """These experts; they answer for what they hold."""
        return Route(
            adapters=tuple(
                AdapterRef(self._registry.folder(expert.id) / GGUF, _scale(expert, hits)) for expert in experts
            ),
            expert_ids=tuple(expert.id for expert in experts),
            memory_ids=frozenset(memory_id for expert in experts for memory_id in held.get(expert.id, ())),
            unusable=tuple(unusable),
        )

    def _usable(self) -> tuple[list[Expert], list[str]]:
        try:
            active = self._registry.active().experts
        except ExpertError as error:
            return [], [str(error)]
        experts: list[Expert] = []
        unusable: list[str] = []
        for expert_id in active:
            try:
                expert = self._registry.load(expert_id)
            except ExpertError as error:
                unusable.append(str(error))
                continue
            if not self._registry.fits_base(expert):
                unusable.append(f"The expert {expert_id} was made for {expert.base_name}, not for the loaded model.")
            elif not (self._registry.folder(expert_id) / GGUF).is_file():
                unusable.append(f"The expert {expert_id} has lost its {GGUF}.")
            else:
                experts.append(expert)
        return experts, unusable

    def _held(self, experts: Sequence[Expert], hits: Sequence[Hit]) -> dict[str, dict[int, float]]:
        """Scores of the found memories by expert and memory id. The newest that learnt a memory answers for it alone:
        it was taught by itself, and an older one was found wanting or is about to go.
        """
        held: dict[str, dict[int, float]] = {expert.id: {} for expert in experts}
        for hit in hits:
            if holders := self._holders(experts, hit.memory.id):
                newest = max(holders, key=lambda expert: (expert.created, expert.id))
                held[newest.id][hit.memory.id] = hit.score
        return held

    def _holders(self, experts: Sequence[Expert], memory_id: int) -> list[Expert]:
        linked = self._lineage.memory_experts(memory_id) if self._lineage else []
        stale = self._lineage.stale_experts(memory_id) if self._lineage else []
        return [
            expert
            for expert in experts
            if expert.id not in stale and (memory_id in expert.memory_ids or expert.id in linked)
        ]


def _scale(expert: Expert, hits: Sequence[Hit]) -> float:
    if expert.level is not Level.CORE:
        return 1.0
    return expert.beside_notes if hits else expert.without_notes
