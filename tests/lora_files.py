"""Random LoRA adapters as GGUF files, fitting a given model."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import gguf
import numpy as np

from backends.gguf_file import read_gguf

MLP = ("ffn_gate", "ffn_up", "ffn_down")


def write_lora(
    path: Path,
    model: Path,
    *,
    seed: int = 0,
    rank: int = 4,
    size: float = 0.02,
    modules: Sequence[str] = MLP,
    base_sha256: str | None = None,
    architecture: str | None = None,
    width_error: int = 0,
) -> Path:
    """Write an adapter for every layer. `size` is the standard deviation of A and B; `width_error` spoils shapes."""
    header = read_gguf(model)
    random = np.random.default_rng(seed)
    writer = gguf.GGUFWriter(str(path), architecture or header.architecture)
    writer.add_type("adapter")
    writer.add_string("adapter.type", "lora")
    writer.add_float32("adapter.lora.alpha", float(rank))
    if base_sha256 is not None:
        writer.add_string("reverie.base_sha256", base_sha256)
    for tensor in header.tensors:
        parts = tensor.name.split(".")
        if len(parts) != 4 or parts[2] not in modules:
            continue
        inputs, outputs = tensor.shape
        writer.add_tensor(
            f"{tensor.name}.lora_a", random.normal(0, size, (rank, inputs + width_error)).astype(np.float32)
        )
        writer.add_tensor(f"{tensor.name}.lora_b", random.normal(0, size, (outputs, rank)).astype(np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path
