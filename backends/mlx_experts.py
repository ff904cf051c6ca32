"""Low-rank experts on an mlx-lm model, and their way to and from PEFT's layout.

MLX keeps A as (in, rank) and B as (rank, out), the transposes of PEFT's, and one factor `scale`, which is alpha / rank.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import mlx.core as mx
import mlx.nn as nn
import numpy as np
from mlx.utils import tree_unflatten
from mlx_lm.tuner.lora import LoRALinear

from backends.adapter_format import Adapter, split_name, tensor_name
from backends.base import AdapterMismatch, AdapterSpec

Experts = Mapping[tuple[int, str], LoRALinear]
"""The layer that an expert wraps, by (layer, module): (3, "mlp.up_proj")."""


def add_expert(model: Any, spec: AdapterSpec, seed: int) -> Experts:
    """Wrap the target layers in a new expert: A uniform as PEFT draws it, B zero."""
    chosen = [
        (number, name)
        for number, layer in enumerate(model.layers)
        if number >= spec.first_layer
        for name, module in sorted(layer.named_modules())
        if name.rsplit(".", 1)[-1] in spec.target_modules
        and isinstance(module, nn.Linear | nn.QuantizedLinear | LoRALinear)
    ]
    experts = {}
    for (number, name), key in zip(chosen, mx.random.split(mx.random.key(seed), len(chosen)), strict=True):
        wrapped = _wrap(model.layers[number], name, spec.rank, spec.alpha / spec.rank)
        bound = 1 / math.sqrt(wrapped.lora_a.shape[0])
        wrapped.lora_a = mx.random.uniform(-bound, bound, wrapped.lora_a.shape, key=key)
        experts[number, name] = wrapped
    return experts


def add_frozen(model: Any, adapter: Adapter, scale: float = 1.0) -> Experts:
    """Wrap what `adapter` changes in a finished expert. Raises: AdapterMismatch for layers that do not fit."""
    keys = sorted({split_name(name)[:2] for name in adapter.tensors})
    known = [dict(layer.named_modules()) for layer in model.layers]
    faults = [f"{number}.{name}" for number, name in keys if number >= len(known) or name not in known[number]]
    if faults:
        raise AdapterMismatch(f"The model has no layers {', '.join(faults)}. Train the expert again on this model.")
    factor = scale * adapter.alpha / adapter.rank
    experts = {(number, name): _wrap(model.layers[number], name, adapter.rank, factor) for number, name in keys}
    set_tensors(experts, adapter.tensors)
    return experts


def set_tensors(experts: Experts, tensors: Mapping[str, Any]) -> None:
    """Put PEFT's tensors into the experts."""
    for (number, name), wrapped in experts.items():
        wrapped.lora_a = mx.array(tensors[tensor_name(number, name, "A")].T)
        wrapped.lora_b = mx.array(tensors[tensor_name(number, name, "B")].T)


def get_tensors(experts: Experts) -> dict[str, Any]:
    """The experts' values under PEFT's names, numpy float32."""
    found = {}
    for (number, name), wrapped in experts.items():
        found[tensor_name(number, name, "A")] = np.ascontiguousarray(np.array(wrapped.lora_a).T)
        found[tensor_name(number, name, "B")] = np.ascontiguousarray(np.array(wrapped.lora_b).T)
    return found


def _wrap(layer: nn.Module, name: str, rank: int, scale: float) -> LoRALinear:
    inner = dict(layer.named_modules())[name]
    outputs, inputs = _shape(inner)
    wrapped = LoRALinear(inputs, outputs, rank, 0.0, scale)
    wrapped.linear = inner
    layer.update_modules(tree_unflatten([(name, wrapped)]))
    return wrapped


def _shape(linear: Any) -> tuple[int, int]:
    """(out, in) of a layer: plain, quantised, or wrapped already."""
    if isinstance(linear, LoRALinear):
        return linear.lora_b.shape[1], linear.lora_a.shape[0]
    if isinstance(linear, nn.QuantizedLinear):
        return linear.weight.shape[0], linear.weight.shape[1] * 32 // linear.bits
    outputs, inputs = linear.weight.shape
    return outputs, inputs
