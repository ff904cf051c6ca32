"""The weights of a GGUF file as a transformers model: dequantised once, mapped from a cache folder afterwards.

The model that is trained is then the very quant that is served. The conversion is our own because the one in
transformers takes seconds for the vocabulary alone, marks the model as quantised, and drops RoPE scaling.
"""

from __future__ import annotations

import importlib
import json
import re
import shutil
from importlib.metadata import version
from pathlib import Path
from typing import Any, cast

import gguf
import numpy as np
import safetensors.torch
import torch

from backends.adapter_format import Array, rope_heads, separate_rope_rows
from backends.architectures import Architecture, trainable
from backends.base import BackendError, ModelFileError, ModelInfo
from backends.gguf_header import GgufHeader, TensorInfo, read_header

FLOAT32_BELOW_PARAMETERS = 500_000_000
COMPLETE_FILE = "complete.json"

_FORMAT = 1
_WEIGHTS_FILE = "model.safetensors"
_OUTER = {"token_embd": "model.embed_tokens", "output_norm": "model.norm", "output": "lm_head"}
_ROPE_TENSORS = ("rope_freqs.weight", "rope_factors_short.weight", "rope_factors_long.weight")
_LAYER_TENSOR = re.compile(r"blk\.(\d+)\.(\w+)")
_GEMMA2_27B_LAYERS, _GEMMA3_27B_LAYERS = 46, 62


def load_base(model: ModelInfo, cache: Path) -> torch.nn.Module:
    """The model as a transformers causal LM on the CPU: float32 below 500M parameters, else bfloat16.

    The first call writes `cache/<sha256[:16]>/`, which plain transformers can load too; later ones map it.
    Parameters are private copy-on-write maps of that file. Raises: ModelFileError, BackendError (disk full).
    """
    architecture = trainable(model.architecture)
    folder = cache / model.sha256[:16]
    if not _is_complete(folder):
        _convert(model, architecture, folder)
    return _load(architecture, folder)


def _versions() -> dict[str, object]:
    return {"format": _FORMAT, **{name: version(name) for name in ("transformers", "torch", "gguf")}}


def _is_complete(folder: Path) -> bool:
    try:
        return bool(json.loads((folder / COMPLETE_FILE).read_text(encoding="utf-8"))["versions"] == _versions())
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _convert(model: ModelInfo, architecture: Architecture, folder: Path) -> None:
    header = read_header(model.path)
    config = _config(architecture, header)
    names = _names(architecture, header, set(_skeleton(architecture, config).state_dict()))
    dtype = torch.float32 if model.parameters < FLOAT32_BELOW_PARAMETERS else torch.bfloat16
    _check_space(folder, sum(header.tensors[name].elements for name in names) * dtype.itemsize)
    partial = folder.with_name(folder.name + ".partial")
    for stale in (partial, folder):
        shutil.rmtree(stale, ignore_errors=True)
    partial.mkdir(parents=True, mode=0o700)
    tensors = {hf: _tensor(name, architecture, header).to(dtype) for name, hf in names.items()}
    safetensors.torch.save_file(tensors, partial / _WEIGHTS_FILE, metadata={"format": "pt"})
    config.architectures = [f"{architecture.class_prefix}ForCausalLM"]
    config.dtype = dtype
    config.save_pretrained(partial)
    complete = {"versions": _versions(), "base_sha256": model.sha256, "base_name": model.name}
    (partial / COMPLETE_FILE).write_text(json.dumps(complete, indent=2) + "\n", encoding="utf-8")
    for file in partial.iterdir():
        file.chmod(0o600)
    partial.replace(folder)


def _load(architecture: Architecture, folder: Path) -> torch.nn.Module:
    config = _config_class(architecture).from_json_file(folder / "config.json")
    model = _skeleton(architecture, config)
    model.load_state_dict(safetensors.torch.load_file(folder / _WEIGHTS_FILE), strict=False, assign=True)
    # Buffers that are not saved: the skeleton has them without values.
    model.model.rotary_emb = type(model.model.rotary_emb)(config)
    embedding = model.model.embed_tokens
    if hasattr(embedding, "scalar_embed_scale"):
        embedding.embed_scale = torch.tensor(embedding.scalar_embed_scale)
    model.tie_weights()
    empty = [name for name, value in (*model.named_parameters(), *model.named_buffers()) if value.is_meta]
    if empty:
        raise ModelFileError(f"{folder}: no values for {', '.join(empty)}. Delete that folder; it is made again.")
    return cast(torch.nn.Module, model.eval())


def _config_class(architecture: Architecture) -> Any:
    package = f"transformers.models.{architecture.package}"
    module = importlib.import_module(f"{package}.configuration_{architecture.package}")
    return getattr(module, architecture.config_class)


def _skeleton(architecture: Architecture, config: Any) -> Any:
    """The model without values (meta device)."""
    package = f"transformers.models.{architecture.package}"
    module = importlib.import_module(f"{package}.modeling_{architecture.package}")
    # Soft-capped attention scores exist in the plain implementation only.
    config._attn_implementation = "eager" if architecture.name == "gemma2" else "sdpa"
    with torch.device("meta"):
        return getattr(module, f"{architecture.class_prefix}ForCausalLM")(config)


def _names(architecture: Architecture, header: GgufHeader, wanted: set[str]) -> dict[str, str]:
    """File names to parameter names, one to one. Raises: ModelFileError listing every tensor left over."""
    in_layer = {file: hf for hf, file in (*architecture.linear.items(), *architecture.norms.items())}
    names: dict[str, str] = {}
    faults: list[str] = []
    for name in header.tensors.keys() - set(_ROPE_TENSORS):
        stem, _, kind = name.rpartition(".")
        if stem in _OUTER:
            names[name] = f"{_OUTER[stem]}.{kind}"
        elif (match := _LAYER_TENSOR.fullmatch(stem)) and match[2] in in_layer:
            names[name] = f"model.layers.{match[1]}.{in_layer[match[2]]}.{kind}"
        if names.get(name) not in wanted:
            faults.append(f"{name}: not part of a plain {architecture.name} model")
    tied = set() if "output.weight" in header.tensors else {"lm_head.weight"}
    faults += [f"{missing}: missing in the file" for missing in sorted(wanted - set(names.values()) - tied)]
    if faults:
        raise ModelFileError(
            f"{header.path.name}: {len(faults)} tensors do not fit, so this model cannot be trained; chat works.\n"
            + "\n".join(sorted(faults))
        )
    return names


def _tensor(name: str, architecture: Architecture, header: GgufHeader) -> torch.Tensor:
    """One dequantised tensor, float32, in transformers' layout."""
    values = _dequantise(header.path, header.tensors[name])
    stem = name.split(".")[-2]
    if stem in architecture.norms.values() or stem == "output_norm":
        values = values - np.float32(architecture.norm_offset)
    module = next((hf for hf, file in architecture.linear.items() if file == stem), "")
    heads = rope_heads(module, header) if architecture.rope_permuted else 0
    if heads:
        values = separate_rope_rows(values.reshape(len(values), -1), heads).reshape(values.shape)
    return torch.from_numpy(np.array(values, np.float32))


def _dequantise(path: Path, info: TensorInfo) -> Array:
    kind = gguf.GGMLQuantizationType(info.type)
    block, size = gguf.GGML_QUANT_SIZES[kind]
    row_bytes = info.shape[-1] // block * size
    try:
        stored = np.memmap(path, np.uint8, "r", info.offset, (*info.shape[:-1], row_bytes))
    except ValueError as error:
        raise ModelFileError(f"{path}: ends before its tensors do. Fetch the file again.") from error
    try:
        return cast(Array, gguf.dequantize(stored, kind).reshape(info.shape))
    except NotImplementedError as error:
        raise ModelFileError(
            f"{path.name}: tensors of type {kind.name} cannot be trained on. Use a quant such as Q4_K_M or Q8_0."
        ) from error


def _check_space(folder: Path, needed: int) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    free = shutil.disk_usage(folder.parent).free
    if free < needed:
        raise BackendError(
            f"The dequantised weights need {needed / 1e9:.1f} GB in {folder.parent}, {free / 1e9:.1f} GB are free. "
            "Free some space, or choose a smaller model."
        )


def _config(architecture: Architecture, header: GgufHeader) -> Any:
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
    return _config_class(architecture)(**values)


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
    if any(name in header.tensors for name in _ROPE_TENSORS):
        return rope | _rope_factors(header)
    if scaling == "linear":
        return rope | {"rope_type": "linear", "factor": header.number("rope.scaling.factor")}
    if scaling not in ("none", "longrope"):
        raise ModelFileError(
            f"{header.path.name}: RoPE scaling {scaling!r} cannot be trained on (none and linear can). Chat works."
        )
    return rope


def _rope_factors(header: GgufHeader) -> dict[str, Any]:
    """Divisors of each frequency. "longrope" with equal lists is how transformers takes given factors."""
    common, short, long = (header.tensors.get(name) for name in _ROPE_TENSORS)
    short, long = short or common, long or common
    if short is None or long is None:
        raise ModelFileError(f"{header.path.name}: only one of the two RoPE factor tensors is there. Fetch it again.")
    context = header.number("context_length")
    return {
        "rope_type": "longrope",
        "short_factor": [float(x) for x in _dequantise(header.path, short)],
        "long_factor": [float(x) for x in _dequantise(header.path, long)],
        "attention_factor": header.number("rope.scaling.attn_factor", 1.0),
        "original_max_position_embeddings": int(header.number("rope.scaling.original_context_length", context)),
    }
