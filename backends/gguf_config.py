"""A GGUF's hyper-parameters in the words of transformers' configurations. Loads no trainer's library."""

from __future__ import annotations

from typing import Any

from backends.architectures import Architecture
from backends.base import ModelFileError
from backends.gguf_header import GgufHeader
from backends.gguf_tensors import ROPE_TENSORS, dequantise

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


def _gemma_config(name: str, header: GgufHeader, hidden_share: int, head_size: int) -> dict[str, Any]:
    layers = header.number("block_count")
    is_27b = layers == (_GEMMA2_27B_LAYERS if name == "gemma2" else _GEMMA3_27B_LAYERS)
    values: dict[str, Any] = {
        "query_pre_attn_scalar": hidden_share if is_27b else head_size,
        "sliding_window": int(header.number("attention.sliding_window", 4096)),
    }
    if name == "gemma2":
        values["attn_logit_softcapping"] = header.number("attn_logit_softcapping", 50.0)
        values["final_logit_softcapping"] = header.number("final_logit_softcapping", 30.0)
        return values
    local = {"rope_type": "default", "rope_theta": header.number("rope.freq_base_swa", 10_000.0)}
    values["rope_parameters"] = {"full_attention": _rope(header, head_size), "sliding_attention": local}
    return values


def _rope(header: GgufHeader, head_size: int) -> dict[str, Any]:
    """RoPE as the file has it. Raises: ModelFileError for a scaling that transformers would compute otherwise."""
    rope: dict[str, Any] = {"rope_type": "default", "rope_theta": header.number("rope.freq_base", 10_000.0)}
    turned = int(header.number("rope.dimension_count", head_size))
    if turned != head_size:
        rope["partial_rotary_factor"] = turned / head_size
    scaling = str(header.metadata.get(f"{header.architecture}.rope.scaling.type", "none"))
    if any(name in header.tensors for name in ROPE_TENSORS):
        return rope | _rope_factors(header)
    if scaling == "linear":
        return rope | {"rope_type": "linear", "factor": header.number("rope.scaling.factor")}
    if scaling not in ("none", "longrope"):
        raise ModelFileError(
            f"{header.path.name}: RoPE scaling {scaling!r} cannot be trained on (none and linear can). "
            "Chat works; to let it learn in its sleep, choose another model."
        )
    return rope


def _rope_factors(header: GgufHeader) -> dict[str, Any]:
    """Divisors of each frequency. "longrope" with equal lists is how transformers takes given factors."""
    common, short, long = (header.tensors.get(name) for name in ROPE_TENSORS)
    short, long = short or common, long or common
    if short is None or long is None:
        raise ModelFileError(f"{header.path.name}: only one of the two RoPE factor tensors is there. Fetch it again.")
    context = header.number("context_length")
    return {
        "rope_type": "longrope",
        "short_factor": [float(x) for x in dequantise(header.path, short)],
        "long_factor": [float(x) for x in dequantise(header.path, long)],
        "attention_factor": header.number("rope.scaling.attn_factor", 1.0),
        "original_max_position_embeddings": int(header.number("rope.scaling.original_context_length", context)),
    }
