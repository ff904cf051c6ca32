"""Where PyTorch trains, in which precision and in how large pieces: decided ahead, from the memory that is free."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import psutil
import torch

from backends.architectures import trainable
from backends.base import BackendError, ModelInfo, TrainingRoom
from backends.gguf_config import config_values
from backends.gguf_header import read_header
from backends.gguf_weights import stored_dtype

CPU_PACKED_TOKENS = 512
"""Longest packed sequence on a CPU: attention is quadratic in it, matrix products gain little beyond."""
CUDA_PACKED_TOKENS = 8192
"""On a GPU, which short sequences leave idle."""
LEAST_PACKED_TOKENS = 256
RESERVE_BYTES = 512 * 1024**2
"""For the CUDA context, the expert, its optimiser and fragmentation."""
BFLOAT16_FROM_PARAMETERS = 50_000_000
"""On a CPU: a smaller model trains fast enough in float32."""
_LABELS_PER_TOKEN = 0.3
"""Of packed study pairs: most of a pack is labels or short questions."""


@dataclass(frozen=True, slots=True)
class Placement:
    """The device of a training session."""

    device: torch.device
    dtype: torch.dtype | None
    """Of the frozen weights; None: as they come."""
    packed_tokens: int
    checkpointing: bool = False
    """Activations are computed anew in the backward pass rather than kept."""


@dataclass(frozen=True, slots=True)
class Widths:
    """The sizes of a model that say how much memory a token takes."""

    layers: int
    hidden: int
    intermediate: int
    vocabulary: int

    @classmethod
    def of(cls, config: Any) -> Widths:
        """From a transformers configuration."""
        return cls(config.num_hidden_layers, config.hidden_size, config.intermediate_size, config.vocab_size)

    @classmethod
    def read(cls, model: ModelInfo) -> Widths:
        """From the header of its file. Raises: ModelFileError."""
        values = config_values(trainable(model.architecture), read_header(model.path))
        names = ("num_hidden_layers", "hidden_size", "intermediate_size", "vocab_size")
        return cls(*(values[name] for name in names))


def available() -> torch.device:
    """The device that is trained on."""
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def placed(model: ModelInfo, widths: Widths) -> Placement:
    """CUDA where there is a device, else the CPU. Raises: BackendError, with the numbers, when memory is too small."""
    device = available()
    if device.type == "cpu":
        return Placement(device, cpu_precision(model.parameters, multiplies_bfloat16()), CPU_PACKED_TOKENS)
    dtype = gpu_precision(torch.cuda.is_bf16_supported(including_emulation=False))
    free, _ = torch.cuda.mem_get_info(device)
    packed, checkpointing = fitting(model, widths, free, torch.cuda.get_device_name(device), dtype)
    return Placement(device, dtype, packed, checkpointing)


def cpu_precision(parameters: int, multiplies_bfloat16: bool) -> torch.dtype | None:
    """Of the frozen weights on a CPU; None: as they come. The expert's are float32 everywhere."""
    return torch.bfloat16 if multiplies_bfloat16 and parameters >= BFLOAT16_FROM_PARAMETERS else None


def gpu_precision(multiplies_bfloat16: bool) -> torch.dtype:
    """Of the frozen weights on a GPU. Never float16: its range is too small for the activations of models that were
    made in bfloat16, and for gradients unless losses are scaled. An older GPU takes twice the memory instead.
    """
    return torch.bfloat16 if multiplies_bfloat16 else torch.float32


def room(model: ModelInfo) -> TrainingRoom:
    """What `placed` would take at least, and what is free; the weights are not read. Raises: ModelFileError."""
    widths, device = Widths.read(model), available()
    if device.type == "cuda":
        free, _ = torch.cuda.mem_get_info(device)
        dtype = gpu_precision(torch.cuda.is_bf16_supported(including_emulation=False))
        return TrainingRoom("cuda", least_bytes(model, widths, dtype), free)
    place = placed(model, widths)
    size = (place.dtype or stored_dtype(model)).itemsize
    pack = pack_bytes(place.packed_tokens, widths, checkpointing=False, size=size)
    return TrainingRoom("cpu", size * model.parameters + RESERVE_BYTES + pack, psutil.virtual_memory().available)


def multiplies_bfloat16() -> bool:
    """Whether the CPU has instructions for it: two to three times as many products as in float32."""
    # Older releases do not tell.
    capabilities: dict[str, object] = getattr(torch.cpu, "get_capabilities", dict)()
    return any(capabilities.get(name, False) for name in ("avx512_bf16", "amx_bf16"))


def fitting(
    model: ModelInfo, widths: Widths, free: int, name: str, dtype: torch.dtype = torch.bfloat16
) -> tuple[int, bool]:
    """The longest pack for so many free bytes, and whether activations must be computed anew for it.

    Raises: BackendError, when not even the shortest one fits.
    """
    left = free - dtype.itemsize * model.parameters - RESERVE_BYTES
    for checkpointing in (False, True):
        packed = CUDA_PACKED_TOKENS
        while packed >= LEAST_PACKED_TOKENS:
            if pack_bytes(packed, widths, checkpointing=checkpointing, size=dtype.itemsize) <= left:
                return packed, checkpointing
            packed //= 2
    needed = least_bytes(model, widths, dtype)
    precision = "" if dtype == torch.bfloat16 else " in float32 (it cannot multiply bfloat16)"
    raise BackendError(
        f"Training {model.name} needs {needed / 1e9:.1f} GB of GPU memory{precision}, "
        f"{free / 1e9:.1f} GB of {name} are free. "
        "Close what else uses the GPU, choose a smaller model, or train on the CPU: CUDA_VISIBLE_DEVICES= reverie sleep"
    )


def least_bytes(model: ModelInfo, widths: Widths, dtype: torch.dtype) -> int:
    """The memory of a GPU with which the model can be trained at all."""
    pack = pack_bytes(LEAST_PACKED_TOKENS, widths, checkpointing=True, size=dtype.itemsize)
    return dtype.itemsize * model.parameters + RESERVE_BYTES + pack


def pack_bytes(tokens: int, widths: Widths, *, checkpointing: bool, size: int = 2) -> int:
    """What a pack of so many tokens takes, values of `size` bytes: activations for the backward pass, masks, logits."""
    layer = size * (12 * widths.hidden + 6 * widths.intermediate)
    kept = widths.layers * size * widths.hidden + layer if checkpointing else widths.layers * layer
    # Four float32 copies of the logits are alive at the worst moment; two masks, with and without a sliding window.
    return int(tokens * (kept + _LABELS_PER_TOKEN * widths.vocabulary * 16) + 2 * size * tokens**2)
