"""The served GGUF as one of mlx-lm's models, with the quantised weights of the file, and its forward pass.

Rows of q and k are put into transformers' order, so that an expert trained here is PEFT's without conversion.
The layers are mlx-lm's; the loop over them is our own, because attention windows and the last softcap differ in it
from class to class, and because logits are wanted only where there are labels.
"""

from __future__ import annotations

import importlib
import logging
from collections import Counter
from collections.abc import Mapping
from typing import Any

import gguf
import mlx.core as mx
import mlx.nn as nn
import numpy as np
from mlx.utils import tree_flatten

from backends.adapter_format import separate_rope_rows
from backends.architectures import Architecture, trainable
from backends.base import ModelInfo
from backends.gguf_config import GLOBAL_EVERY, check_context, config_values
from backends.gguf_header import GgufHeader, read_header
from backends.gguf_tensors import check_types, parameter_names, stored, tensor, turned_heads
from backends.mlx_quants import GROUP, Affine, maps, repack

FLOAT32_BELOW_PARAMETERS = 500_000_000
"""Weights without a quantised form in MLX are float32 below this many parameters, else bfloat16."""

_MODULES = {"gemma3": "gemma3_text"}
"""mlx-lm's module where it is not called like the GGUF's architecture."""

_log = logging.getLogger(__name__)


class Rope(nn.Module):  # type: ignore[misc]
    """Rotary positions with the frequencies that the file asks for."""

    def __init__(self, settings: Mapping[str, Any], head_size: int) -> None:
        super().__init__()
        self.dims = int(head_size * settings.get("partial_rotary_factor", 1.0))
        wavelengths = mx.array(
            [settings["rope_theta"] ** (2 * i / self.dims) for i in range(self.dims // 2)], dtype=mx.float32
        )
        # What is studied is far shorter than the context in which the long factors hold.
        self._wavelengths = wavelengths * mx.array(settings.get("short_factor", 1.0), dtype=mx.float32)
        self.scale = 1.0 / settings.get("factor", 1.0)
        self.amplitude = float(settings.get("attention_factor", 1.0))

    def __call__(self, values: mx.array, offset: int = 0) -> mx.array:
        """(.., tokens, head size) turned; only the first `dims` of a head are."""
        if self.amplitude != 1.0:
            values = mx.concatenate((self.amplitude * values[..., : self.dims], values[..., self.dims :]), axis=-1)
        return mx.fast.rope(
            values,
            self.dims,
            traditional=False,
            base=None,
            scale=self.scale,
            offset=offset,
            freqs=self._wavelengths,
        )


class Network:
    """A loaded base model. `model` is mlx-lm's; its linear layers may be wrapped in experts."""

    def __init__(self, model: nn.Module, architecture: Architecture, config: Mapping[str, Any]) -> None:
        self.model = model
        every = GLOBAL_EVERY.get(architecture.name, 1)
        window = config.get("sliding_window") if every > 1 else None
        self._windows = [None if (layer + 1) % every == 0 else window for layer in range(len(model.layers))]
        self._embedding_scale = config["hidden_size"] ** 0.5 if architecture.name.startswith("gemma") else 1.0
        self._softcap = config.get("final_logit_softcapping")

    def hidden(self, ids: mx.array) -> mx.array:
        """(batch, tokens) -> (batch, tokens, hidden) after the last norm. Attention is causal: pad on the right."""
        inner = self.model.model
        state = inner.embed_tokens(ids).astype(mx.float32) * self._embedding_scale
        masks = {window: _causal(ids.shape[1], window) for window in set(self._windows)}
        for layer, window in zip(self.model.layers, self._windows, strict=True):
            state = layer(state, masks[window], None)
        return inner.norm(state)

    def logits(self, hidden: mx.array) -> mx.array:
        """(any, hidden) -> (any, vocabulary), float32."""
        if "lm_head" in self.model:
            found = self.model.lm_head(hidden)
        else:
            found = self.model.model.embed_tokens.as_linear(hidden)
        if self._softcap is not None:
            found = mx.tanh(found / self._softcap) * self._softcap
        return found.astype(mx.float32)


def load_network(info: ModelInfo) -> Network:
    """Load the file that `info` names. Raises: ModelFileError (architecture, tensors or a type that does not fit)."""
    architecture = trainable(info.architecture)
    header = read_header(info.path)
    config = config_values(architecture, header)
    model = _skeleton(architecture, config)
    names = parameter_names(architecture, header, _shapes(model))
    quantised = _quantised(names, architecture, header)
    nn.quantize(
        model,
        group_size=GROUP,
        class_predicate=lambda path, _: (
            {"group_size": GROUP, "bits": quantised[path].bits} if path in quantised else False
        ),
    )
    dtype = mx.float32 if info.parameters < FLOAT32_BELOW_PARAMETERS else mx.bfloat16
    weights = [
        (f"{path}.{part}", mx.array(getattr(affine, part))) for path, affine in quantised.items() for part in _PARTS
    ]
    for name, parameter in names.items():
        if parameter.rpartition(".")[0] not in quantised or not parameter.endswith(".weight"):
            values = mx.array(tensor(name, architecture, header))
            weights.append((parameter, values if values.ndim == 1 else values.astype(dtype)))
    model.load_weights(weights)
    mx.eval(model.parameters())
    return Network(model.eval(), architecture, config)


def check_network(info: ModelInfo) -> None:
    """Refuse what `load_network` would refuse, and a context that it is not for, from the file's header alone.

    Raises: ModelFileError.
    """
    architecture, header = trainable(info.architecture), read_header(info.path)
    check_context(header, info.context)
    model = _skeleton(architecture, config_values(architecture, header))
    names = parameter_names(architecture, header, _shapes(model))
    check_types(header, names)


def _shapes(model: nn.Module) -> dict[str, tuple[int, ...]]:
    return {name: value.shape for name, value in tree_flatten(model.parameters())}


_PARTS = ("weight", "scales", "biases")


def _quantised(names: Mapping[str, str], architecture: Architecture, header: GgufHeader) -> dict[str, Affine]:
    """Module path to its weights, for every matrix whose type MLX has too. The others are counted in the log."""
    found: dict[str, Affine] = {}
    others: Counter[str] = Counter()
    for name, parameter in names.items():
        info = header.tensors[name]
        kind = gguf.GGMLQuantizationType(info.type)
        if len(info.shape) != 2:
            continue
        if not maps(kind):
            others[kind.name] += 1
            continue
        affine = repack(stored(header.path, info), kind)
        heads = turned_heads(name, architecture, header)
        if heads:
            order = separate_rope_rows(np.arange(info.shape[0], dtype=np.float32)[:, None], heads)[:, 0]
            affine = affine.rows(order.astype(np.intp))
        found[parameter.removesuffix(".weight")] = affine
    if others:
        _log.info(
            "dequantised, since MLX has no such type", extra={"details": {"tensors": dict(sorted(others.items()))}}
        )
    return found


def _skeleton(architecture: Architecture, config: Mapping[str, Any]) -> Any:
    """mlx-lm's model without the file's values; arrays are made when they are first needed, which is never."""
    name = _MODULES.get(architecture.name, architecture.name)
    module = importlib.import_module(f"mlx_lm.models.{name}")
    rope = config["rope_parameters"]
    plain = rope.get("full_attention", rope)
    model = module.Model(
        module.ModelArgs.from_dict(
            {
                **{key: value for key, value in config.items() if key != "rope_parameters"},
                "model_type": name,
                "rope_theta": plain["rope_theta"],
                "sliding_window_pattern": GLOBAL_EVERY.get(architecture.name, 1),
            }
        )
    )
    if config["tie_word_embeddings"] and "lm_head" in model:
        model.pop("lm_head")
    head_size = config.get("head_dim", config["hidden_size"] // config["num_attention_heads"])
    for number, layer in enumerate(model.layers):
        is_local = "sliding_attention" in rope and (number + 1) % GLOBAL_EVERY[architecture.name] != 0
        layer.self_attn.rope = Rope(rope["sliding_attention"] if is_local else plain, head_size)
    return model


def _causal(tokens: int, window: int | None) -> mx.array:
    """(tokens, tokens): which token sees which."""
    behind = mx.arange(tokens)[:, None] - mx.arange(tokens)[None]
    seen = behind >= 0
    return seen if window is None else seen & (behind < window)
