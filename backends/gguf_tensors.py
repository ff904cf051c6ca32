"""The tensors of a GGUF file as numpy arrays, under the names and in the layout that transformers has for them."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import cast

import gguf
import numpy as np
import numpy.typing as npt

from backends.adapter_format import Array, rope_heads, separate_rope_rows
from backends.architectures import Architecture
from backends.base import ModelFileError
from backends.gguf_header import GgufHeader, TensorInfo

ROPE_TENSORS = ("rope_freqs.weight", "rope_factors_short.weight", "rope_factors_long.weight")
"""Divisors of the frequencies: common ones, or short and long ones."""

_OUTER = {"token_embd": "model.embed_tokens", "output_norm": "model.norm", "output": "lm_head"}
_LAYER_TENSOR = re.compile(r"blk\.(\d+)\.(\w+)")


def parameter_names(
    architecture: Architecture, header: GgufHeader, wanted: Mapping[str, Sequence[int]]
) -> dict[str, str]:
    """File names to parameter names, one to one. `wanted` are the trainer's parameters with their shapes.

    Raises: ModelFileError listing every tensor that is left over or has another shape.
    """
    in_layer = {file: hf for hf, file in (*architecture.linear.items(), *architecture.norms.items())}
    names: dict[str, str] = {}
    faults: list[str] = []
    for name in header.tensors.keys() - set(ROPE_TENSORS):
        stem, _, kind = name.rpartition(".")
        if stem in _OUTER:
            names[name] = f"{_OUTER[stem]}.{kind}"
        elif (match := _LAYER_TENSOR.fullmatch(stem)) and match[2] in in_layer:
            names[name] = f"model.layers.{match[1]}.{in_layer[match[2]]}.{kind}"
        if names.get(name) not in wanted:
            faults.append(f"{name}: not part of a plain {architecture.name} model")
        elif (shape := header.tensors[name].shape) != (expected := tuple(wanted[names[name]])):
            faults.append(f"{name}: of shape {shape}, expected {expected}")
    tied = set() if "output.weight" in header.tensors else {"lm_head.weight"}
    faults += [f"{missing}: missing in the file" for missing in sorted(set(wanted) - set(names.values()) - tied)]
    if faults:
        raise ModelFileError(
            f"{header.path.name}: {len(faults)} tensors do not fit, so this model cannot be trained; chat works.\n"
            + "\n".join(sorted(faults))
        )
    return names


def check_types(header: GgufHeader, names: Collection[str]) -> None:
    """Refuse types that `dequantise` has no decoder for; no tensor is read. Raises: ModelFileError with all of them."""
    numbers = {header.tensors[name].type for name in names}
    if refused := sorted(_type_name(number) for number in numbers if not _decodes(number)):
        raise _undecodable(header.path, refused)


def _decodes(number: int) -> bool:
    try:
        kind = gguf.GGMLQuantizationType(number)
        gguf.dequantize(np.zeros((1, gguf.GGML_QUANT_SIZES[kind][1]), np.uint8), kind)
    except (ValueError, NotImplementedError):
        return False
    return True


def _type_name(number: int) -> str:
    known = {kind.value: kind.name for kind in gguf.GGMLQuantizationType}
    return known.get(number, f"number {number}")


def _undecodable(path: Path, types: Sequence[str]) -> ModelFileError:
    return ModelFileError(
        f"{path.name}: tensors of type {', '.join(types)} cannot be trained on. Use a quant such as Q4_K_M or Q8_0."
    )


def tensor(name: str, architecture: Architecture, header: GgufHeader) -> Array:
    """One dequantised tensor, float32, in transformers' layout. Raises: ModelFileError."""
    values = dequantise(header.path, header.tensors[name])
    stem = name.split(".")[-2]
    if stem in architecture.norms.values() or stem == "output_norm":
        values = values - np.float32(architecture.norm_offset)
    heads = turned_heads(name, architecture, header)
    if heads:
        values = separate_rope_rows(values.reshape(len(values), -1), heads).reshape(values.shape)
    return np.array(values, np.float32)


def turned_heads(name: str, architecture: Architecture, header: GgufHeader) -> int:
    """How many heads the rows of a file's tensor must be put in order for; 0 when they are in order."""
    stem = name.split(".")[-2]
    module = next((hf for hf, file in architecture.linear.items() if file == stem), "")
    return rope_heads(module, header) if architecture.rope_permuted else 0


def stored(path: Path, info: TensorInfo) -> npt.NDArray[np.uint8]:
    """The bytes of a tensor as the file has them, mapped: (.., bytes of a row). Raises: ModelFileError."""
    block, size = gguf.GGML_QUANT_SIZES[_known_type(path, info)]
    try:
        return np.memmap(path, np.uint8, "r", info.offset, (*info.shape[:-1], info.shape[-1] // block * size))
    except (ValueError, OverflowError) as error:
        raise ModelFileError(f"{path}: ends before its tensors do. Fetch the file again.") from error


def dequantise(path: Path, info: TensorInfo) -> Array:
    """A tensor's values, float32, in the file's own order. Raises: ModelFileError, also without a decoder."""
    kind = _known_type(path, info)
    try:
        return cast(Array, gguf.dequantize(stored(path, info), kind).reshape(info.shape))
    except NotImplementedError as error:
        raise _undecodable(path, [kind.name]) from error
    except ValueError as error:
        raise ModelFileError(
            f"{path}: a tensor of shape {info.shape} cannot be {kind.name}. Fetch it again."
        ) from error


def _known_type(path: Path, info: TensorInfo) -> gguf.GGMLQuantizationType:
    try:
        return gguf.GGMLQuantizationType(info.type)
    except ValueError as error:
        raise _undecodable(path, [_type_name(info.type)]) from error
