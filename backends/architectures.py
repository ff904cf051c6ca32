"""The model architectures that can be trained, and how their layers are called in GGUF and in transformers.

Standard library only: asking whether a model can be trained loads nothing heavy.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from backends.base import BackendError, ModelFileError

_ATTENTION = {
    "self_attn.q_proj": "attn_q",
    "self_attn.k_proj": "attn_k",
    "self_attn.v_proj": "attn_v",
    "self_attn.o_proj": "attn_output",
}
_FEED_FORWARD = {"mlp.gate_proj": "ffn_gate", "mlp.up_proj": "ffn_up", "mlp.down_proj": "ffn_down"}
_LINEAR = {**_ATTENTION, **_FEED_FORWARD}
_FUSED = {
    "self_attn.qkv_proj": "attn_qkv",
    "self_attn.o_proj": "attn_output",
    "mlp.gate_up_proj": "ffn_up",
    "mlp.down_proj": "ffn_down",
}
_FUSED_INTO = {
    **dict.fromkeys(("q_proj", "k_proj", "v_proj"), "qkv_proj"),
    **dict.fromkeys(("gate_proj", "up_proj"), "gate_up_proj"),
}
_TWO_NORMS = {"input_layernorm": "attn_norm", "post_attention_layernorm": "ffn_norm"}
_QK_NORMS = {"self_attn.q_norm": "attn_q_norm", "self_attn.k_norm": "attn_k_norm"}
_FOUR_NORMS = {
    "input_layernorm": "attn_norm",
    "post_attention_layernorm": "post_attention_norm",
    "pre_feedforward_layernorm": "ffn_norm",
    "post_feedforward_layernorm": "post_ffw_norm",
}


@dataclass(frozen=True, slots=True)
class Architecture:
    """How one GGUF architecture appears in transformers. Layer names are relative to the layer."""

    name: str
    package: str
    """Sub-package of `transformers.models`."""
    class_prefix: str
    config_class: str
    linear: Mapping[str, str]
    norms: Mapping[str, str]
    rope_permuted: bool = False
    """The file's q and k rows are interleaved in pairs, where transformers has two halves."""
    norm_offset: float = 0.0
    """What the file's norm weights have been raised by."""


_KNOWN = (
    Architecture("llama", "llama", "Llama", "LlamaConfig", _LINEAR, _TWO_NORMS, rope_permuted=True),
    Architecture("qwen2", "qwen2", "Qwen2", "Qwen2Config", _LINEAR, _TWO_NORMS),
    Architecture("qwen3", "qwen3", "Qwen3", "Qwen3Config", _LINEAR, {**_TWO_NORMS, **_QK_NORMS}),
    Architecture("gemma2", "gemma2", "Gemma2", "Gemma2Config", _LINEAR, _FOUR_NORMS, norm_offset=1.0),
    Architecture(
        "gemma3", "gemma3", "Gemma3", "Gemma3TextConfig", _LINEAR, {**_FOUR_NORMS, **_QK_NORMS}, norm_offset=1.0
    ),
    Architecture("phi3", "phi3", "Phi3", "Phi3Config", _FUSED, _TWO_NORMS),
)
ARCHITECTURES: Mapping[str, Architecture] = {known.name: known for known in _KNOWN}


def trainable(name: str) -> Architecture:
    """The entry of a GGUF architecture. Raises: ModelFileError when it cannot be trained."""
    if name not in ARCHITECTURES:
        raise ModelFileError(
            f"Models of the architecture {name!r} cannot be trained; these can: {', '.join(ARCHITECTURES)}. "
            "Chat and notes work with this model; to let it learn in its sleep, choose another one."
        )
    return ARCHITECTURES[name]


def fitting_targets(name: str, wanted: Sequence[str]) -> tuple[str, ...]:
    """The layers called `wanted`, under the names that they have in this architecture: Phi-3 fuses some.

    Raises: ModelFileError for an unknown architecture, BackendError naming the layers that it does not have.
    """
    known = {module.rsplit(".", 1)[-1] for module in trainable(name).linear}
    found = tuple(dict.fromkeys(target if target in known else _FUSED_INTO.get(target, target) for target in wanted))
    if missing := sorted(set(found) - known):
        raise BackendError(
            f"Models of the architecture {name!r} have no layers called {', '.join(missing)}; "
            f"an expert can be put on {', '.join(sorted(known))}."
        )
    return found
