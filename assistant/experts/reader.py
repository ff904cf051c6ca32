"""The core expert as a reader of notes: how it is mounted to write about one, to answer beside it, and to deny it."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.experts.manifest import Expert
from assistant.experts.registry import GGUF, ExpertRegistry
from backends.base import AdapterRef


@dataclass(frozen=True, slots=True)
class Reader:
    """A core that was taught long enough to be trusted with notes."""

    expert_id: str
    asking: AdapterRef
    """As it writes a question, the words of the note that answer it, and the answer."""
    reading: AdapterRef
    """As it answers with notes before the question."""
    denies_from: float
    """Log-probability of its refusal from which on a note does not answer the question, nats."""


def reader_of(registry: ExpertRegistry, core: Expert | None) -> Reader | None:
    """None where there is no core, or one that refuses too much of what notes say to be asked."""
    if core is None or core.denies_from is None:
        return None
    adapter = registry.folder(core.id) / GGUF
    return Reader(core.id, AdapterRef(adapter), AdapterRef(adapter, core.beside_notes), core.denies_from)
