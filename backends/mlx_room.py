"""How much memory MLX takes to train a model: from the sizes in the file's header, no weights are read."""

from __future__ import annotations

import gguf
import mlx.core as mx
import psutil

from backends.architectures import trainable
from backends.base import ModelInfo, TrainingRoom
from backends.gguf_config import config_values
from backends.gguf_header import GgufHeader, TensorInfo, read_header
from backends.mlx_batches import PADDED_TOKENS
from backends.mlx_network import FLOAT32_BELOW_PARAMETERS
from backends.mlx_quants import maps

RESERVE_BYTES = 512 * 1024**2
"""For the libraries, the expert, its optimiser and fragmentation."""
_LABELS_PER_TOKEN = 0.3
"""Of padded study pairs."""


def room(model: ModelInfo) -> TrainingRoom:
    """See `backends.base.TrainingBackend.room`. Apple's GPU has the machine's memory."""
    header = read_header(model.path)
    values = config_values(trainable(model.architecture), header)
    layer = 4 * (12 * values["hidden_size"] + 6 * values["intermediate_size"])
    logits = 16 * _LABELS_PER_TOKEN * values["vocab_size"]
    batch = PADDED_TOKENS * (values["num_hidden_layers"] * layer + logits)
    needed = _weight_bytes(header, model) + RESERVE_BYTES + int(batch)
    free = psutil.virtual_memory().available
    return TrainingRoom("metal" if mx.metal.is_available() else "cpu", needed, free)


def _weight_bytes(header: GgufHeader, model: ModelInfo) -> int:
    """Matrices that MLX has a quantised form of stay about as large as they are; the others are dequantised."""
    plain = 4 if model.parameters < FLOAT32_BELOW_PARAMETERS else 2

    def size(info: TensorInfo) -> int:
        kind = gguf.GGMLQuantizationType(info.type)
        if len(info.shape) != 2 or not maps(kind):
            return info.elements * plain
        values, stored = gguf.GGML_QUANT_SIZES[kind]
        return info.elements * stored // values

    return sum(map(size, header.tensors.values()))
