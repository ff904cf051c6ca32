"""How fast PyTorch multiplies matrices here, and how much multiplying a training step takes."""

from __future__ import annotations

import time
from pathlib import Path

import torch

from backends.base import MatmulSpeed, ModelInfo
from backends.gguf_weights import load_base
from backends.torch_device import Widths, placed

SIZES = (512, 1024, 2048)
"""Sides of the square matrices tried; the best one counts."""
SECONDS_EACH = 0.5


def measure(model: ModelInfo, cache: Path) -> MatmulSpeed:
    """Measure matrix products in the dtype and on the device that `TorchTrainer` uses for this model.

    A frozen linear layer of n weights takes 2n FLOP a token forward and 2n back to its input; none for its weights.
    Raises: BackendUnavailable, ModelFileError.
    """
    base = load_base(model, cache)
    place = placed(model, Widths.of(base.config))
    device, dtype = place.device, place.dtype or next(base.parameters()).dtype
    linear = {
        name: module.weight.numel() for name, module in base.named_modules() if isinstance(module, torch.nn.Linear)
    }
    output = sum(count for name, count in linear.items() if name.endswith("lm_head"))
    del base
    return MatmulSpeed(
        device=torch.cuda.get_device_name(device) if device.type == "cuda" else "cpu",
        dtype=str(dtype).removeprefix("torch."),
        flops_per_second=max(matmul_flops(size, device, dtype, SECONDS_EACH) for size in SIZES),
        flops_per_token=4.0 * (sum(linear.values()) - output),
        flops_per_label=4.0 * output,
    )


def matmul_flops(size: int, device: torch.device, dtype: torch.dtype, seconds: float) -> float:
    """FLOP/s of products of two square matrices, repeated for `seconds`; one product is 2 size^3 FLOP."""
    one = torch.randn(size, size, device=device).to(dtype)
    other = torch.randn(size, size, device=device).to(dtype)
    torch.matmul(one, other)
    _wait(device)
    begun, count = time.perf_counter(), 0
    while time.perf_counter() - begun < seconds:
        torch.matmul(one, other)
        _wait(device)
        count += 1
    return 2.0 * size**3 * count / (time.perf_counter() - begun)


def _wait(device: torch.device) -> None:
    if device.type == "cuda":
        torch.cuda.synchronize(device)
