"""A GGUF's hyper-parameters in the words of transformers' configurations. Loads no trainer's library."""

from __future__ import annotations

from typing import Any

from backends.architectures import Architecture
from backends.base import ModelFileError
from backends.gguf_header import GgufHeader
from backends.gguf_tensors import ROPE_TENSORS, dequantise

GLOBAL_EVERY = {"gemma2": 2, "gemma3": 6}
"""Every so many layers one attends to all tokens; the others to a window."""

_GEMMA2_27B_LAYERS, _GEMMA3_27B_LAYERS = 46, 62


def config_values(architecture: Architecture, header: GgufHeader) -> dict[str, Any]:
    """What the configuration class is made with. Raises: ModelFileError for what a trainer would compute otherwise."""
    if experts := header.number("expert_count", 0):
        raise ModelFileError(
            f"{header.path.name}: a mixture of {experts:.0f} experts cannot be trained, a dense model is expected. "
            "Chat works; to let it learn in its sleep, choose another model."
        )
    heads = int(header.number("attention.head_count"))
    hidden = int(header.number("embedding_length"))
    head_size = int(header.number("attention.key_length", hidden // heads))
    values: dict[str, Any] = {
        "vocab_size": header.tensors["token_embd.weight"].shape[0],
        "hidden_size": hidden,
        "intermediate_size": int(header.number("feed_forward_length")),
        "num_hidden_layers": int(header.number("block_count")),
        "num_attention_heads": heads,
        "num_key_value_heads": int(header.number("attention.head_count_kv", heads)),
        "max_position_embeddings": int(header.number("context_length")),
        "rms_norm_eps": header.number("attention.layer_norm_rms_epsilon"),
        "tie_word_embeddings": "output.weight" not in header.tensors,
        "rope_parameters": _rope(header, head_size),
        "pad_token_id": None,
        "bos_token_id": header.metadata.get("tokenizer.ggml.bos_token_id"),
        "eos_token_id": header.metadata.get("tokenizer.ggml.eos_token_id"),
    }
    if architecture.name != "phi3":
        values["head_dim"] = head_size
    if architecture.name == "llama":
        values["attention_bias"] = "blk.0.attn_q.bias" in header.tensors
    if architecture.name.startswith("gemma"):
        values |= _gemma_config(architecture.name, header, hidden // heads, head_size)
    return values


def check_context(header: GgufHeader, context: int) -> None:
    """Refuse a `context` (tokens) that llama.cpp serves with other RoPE factors than short texts are studied with.

    Raises: ModelFileError.
    """
    _, short, long = (header.tensors.get(name) for name in ROPE_TENSORS)
    original = _original_context(header)
    if short is None or long is None or context <= original:
        return
    if (dequantise(header.path, short) != dequantise(header.path, long)).any():
        raise ModelFileError(
            f"{header.path.name}: with a context of {context} tokens chat uses its long RoPE factors, and it is "
            f"studied with the short ones. Set chat.context to {original} or less to let it learn in its sleep."
        )


def _original_context(header: GgufHeader) -> int:
    """The longest context, in tokens, in which the short factors hold."""
    return int(header.number("rope.scaling.original_context_length", header.number("context_length")))


def _gemma_config(name: str, header: GgufHeader, hidden_share: int, head_size: int) -> dict[str, Any]:
    _check_windows(name, header)
    layers = header.number("block_count")
    is_27b = layers == (_GEMMA2_27B_LAYERS if name == "gemma2" else _GEMMA3_27B_LAYERS)
    values: dict[str, Any] = {
        "query_pre_attn_scalar": hidden_share if is_27b else head_size,
        "sliding_window": int(header.number("attention.sliding_window", 4096 if name == "gemma2" else None)),
    }
    if name == "gemma2":
        values["attn_logit_softcapping"] = header.number("attn_logit_softcapping", 50.0)
        values["final_logit_softcapping"] = header.number("final_logit_softcapping", 30.0)
        return values
    values["final_logit_softcapping"] = header.number("final_logit_softcapping", 0.0) or None
    local = {"rope_type": "default", "rope_theta": header.number("rope.freq_base_swa", 10_000.0)}
    values["rope_parameters"] = {"full_attention": _rope(header, head_size), "sliding_attention": local}
    return values


def _check_windows(name: str, header: GgufHeader) -> None:
    """Refuse layers with a window elsewhere than trainers have them. Raises: ModelFileError."""
    key, every = f"{name}.attention.sliding_window_pattern", GLOBAL_EVERY[name]
    usual = tuple((layer + 1) % every != 0 for layer in range(int(header.number("block_count"))))
    if (found := header.metadata.get(key, every)) not in (every, usual):
        raise ModelFileError(
            f"{header.path.name}: {key} is {found}; models with a window on all layers but every {every}th can be "
            "trained. Chat works; to let it learn in its sleep, choose another model."
        )


def _rope(header: GgufHeader, head_size: int) -> dict[str, Any]:
    """RoPE as llama.cpp has it. Raises: ModelFileError for a scaling that transformers would compute otherwise."""
    rope: dict[str, Any] = {"rope_type": "default", "rope_theta": header.number("rope.freq_base", 10_000.0)}
    turned = int(header.number("rope.dimension_count", head_size))
    if turned != head_size:
        rope["partial_rotary_factor"] = turned / head_size
    scaling = str(header.metadata.get(f"{header.architecture}.rope.scaling.type", "linear"))
    if scaling not in ("none", "linear", "longrope"):
        raise ModelFileError(
            f"{header.path.name}: RoPE scaling {scaling!r} cannot be trained on (none, linear and longrope can). "
            "Chat works; to let it learn in its sleep, choose another model."
        )
    # As llama.cpp reads it: 0 and no factor stand for 1.
    factor = 1.0 if scaling == "none" else header.number("rope.scaling.factor", 0.0) or 1.0
    if any(name in header.tensors for name in ROPE_TENSORS):
        return rope | _rope_factors(header, factor)
    return rope | {"rope_type": "linear", "factor": factor} if factor != 1.0 else rope


def _rope_factors(header: GgufHeader, factor: float) -> dict[str, Any]:
    """Divisors of each frequency. "longrope" with equal lists is how transformers takes given factors."""
    common, short, long = (header.tensors.get(name) for name in ROPE_TENSORS)
    short, long = short or common, long or common
    if short is None or long is None:
        raise ModelFileError(f"{header.path.name}: only one of the two RoPE factor tensors is there. Fetch it again.")
    return {
        "rope_type": "longrope",
        "short_factor": [factor * float(x) for x in dequantise(header.path, short)],
        "long_factor": [factor * float(x) for x in dequantise(header.path, long)],
        "attention_factor": header.number("rope.scaling.attn_factor", 1.0),
        "original_max_position_embeddings": _original_context(header),
    }
