"""An adapter from elsewhere as an expert of this home."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.experts.manifest import Expert, ExpertState, Level
from assistant.experts.registry import ExpertRegistry
from backends.base import AdapterExchange, ModelInfo


@dataclass(frozen=True, slots=True)
class Arrival:
    """What is to be taken in, and as what. `memory_ids` lead questions to a day or topic expert."""

    source: Path
    expert_id: str
    level: Level = Level.DAY
    memory_ids: Sequence[int] = ()
    assume_base: bool = False


def bring(
    arrival: Arrival, registry: ExpertRegistry, model: ModelInfo, exchange: AdapterExchange, now: float
) -> Expert:
    """Write the expert; it is complete and not active. `now` is UTC seconds.

    Raises: AdapterMismatch with everything that is wrong, ExpertError (the id is taken), OSError. Nothing is left then.
    """
    folder = registry.create(arrival.expert_id)
    try:
        files = exchange.bring(arrival.source, model, folder, arrival.assume_base)
        return registry.complete(
            Expert(
                id=arrival.expert_id,
                level=arrival.level,
                created=now,
                base_sha256=model.sha256,
                base_name=model.name,
                rank=files.rank,
                alpha=files.alpha,
                target_modules=files.target_modules,
                memory_ids=tuple(arrival.memory_ids),
                state=ExpertState.CANDIDATE,
            )
        )
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
