"""Rank slices of adapters put together, exactly: the ranks of a sum of adapters stand side by side.

`B1 @ A1 + B2 @ A2` equals `[B1 B2] @ [A1; A2]`, so an expert grows by a slice that was trained while the others were
frozen, and loses one without a change to the rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from backends.adapter_format import Adapter, concatenate, read_peft
from backends.adapter_gguf import write_layouts
from backends.base import AdapterFiles, AdapterMismatch, AdapterPart, ModelInfo


def take_ranks(adapter: Adapter, ranks: Sequence[tuple[int, int]]) -> Adapter:
    """The part of an adapter that these ranges of its ranks (start, end) add, at its own scale.

    Raises: AdapterMismatch for a range that it does not have, or for none.
    """
    if not ranks or any(not 0 <= start < end <= adapter.rank for start, end in ranks):
        raise AdapterMismatch(f"The adapter has ranks 0 to {adapter.rank}, asked for {list(ranks)}. Train it again.")
    kept = np.concatenate([np.arange(start, end) for start, end in ranks])
    tensors = {
        name: np.ascontiguousarray(array[kept] if ".lora_A." in name else array[:, kept])
        for name, array in adapter.tensors.items()
    }
    rank = len(kept)
    return replace(adapter, tensors=tensors, rank=rank, alpha=adapter.alpha / adapter.rank * rank)


def join(parts: Sequence[AdapterPart], model: ModelInfo, folder: Path) -> AdapterFiles:
    """Write the adapter that adds what all `parts` add, in both layouts. Raises: AdapterMismatch, ModelFileError."""
    read = [(read_peft(part.folder), part.ranks) for part in parts]
    taken = [adapter if ranks is None else take_ranks(adapter, ranks) for adapter, ranks in read]
    joined = taken[0] if len(taken) == 1 else concatenate(taken)
    return write_layouts(joined, model, folder)
