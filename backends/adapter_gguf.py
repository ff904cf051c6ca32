"""A low-rank adapter as llama.cpp mounts it: `<base tensor>.lora_a` and `.lora_b` in a GGUF of type "adapter".

Only the names differ from PEFT's layout, and on Llama-type models the order of the q and k rows.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import gguf
import numpy as np

from backends.adapter_format import (
    Adapter,
    Array,
    Pair,
    interleave_rope_rows,
    pairs_of,
    raise_faults,
    rope_heads,
    separate_rope_rows,
    tensor_name,
    write_peft,
    write_private,
)
from backends.architectures import Architecture, trainable
from backends.base import AdapterFiles, AdapterMismatch, AdapterSpec, ModelFileError, ModelInfo
from backends.gguf_header import GgufHeader, read_header
from backends.gguf_tensors import dequantise

GGUF_FILE = "adapter.gguf"

_BASE_SHA256 = "reverie.base_sha256"
_BASE_NAME = "reverie.base_name"
_TENSOR = re.compile(r"blk\.(?P<layer>\d{1,6})\.(?P<tensor>\w+)\.weight\.lora_(?P<half>[ab])")


def write_trained(tensors: Mapping[str, Array], spec: AdapterSpec, model: ModelInfo, folder: Path) -> AdapterFiles:
    """Write what a trainer made on `model`. Raises: AdapterMismatch, ModelFileError."""
    adapter = Adapter(
        tensors=tensors,
        rank=spec.rank,
        alpha=spec.alpha,
        target_modules=spec.target_modules,
        base_name=model.name,
        base_sha256=model.sha256,
    )
    return write_layouts(adapter, model, folder)


def write_layouts(adapter: Adapter, model: ModelInfo, folder: Path) -> AdapterFiles:
    """Write the adapter in both layouts that an expert has, PEFT's and llama.cpp's.

    Raises: AdapterMismatch, ModelFileError.
    """
    write_peft(folder, adapter)
    write_gguf(adapter, model, folder / GGUF_FILE)
    return AdapterFiles(folder, folder / GGUF_FILE, adapter.rank, adapter.alpha, adapter.target_modules)


def write_gguf(adapter: Adapter, model: ModelInfo, out: Path, *, half: bool = False) -> None:
    """Write the adapter as llama.cpp mounts it on `model`, float32 or `half` of that, private to the user.

    Raises: AdapterMismatch naming every tensor that does not fit, ModelFileError.
    """
    pairs = file_pairs(adapter, model, read_header(model.path))
    partial = out.with_name(out.name + ".partial")
    write_private(partial, b"")
    dtype = np.float16 if half else np.float32
    writer = gguf.GGUFWriter(partial, model.architecture)
    writer.add_type(gguf.GGUFType.ADAPTER)
    writer.add_name(f"adapter for {model.name}")
    writer.add_string(gguf.Keys.Adapter.TYPE, "lora")
    writer.add_float32(gguf.Keys.Adapter.LORA_ALPHA, adapter.alpha)
    writer.add_string(_BASE_SHA256, model.sha256)
    writer.add_string(_BASE_NAME, model.name)
    for name, a, b in pairs:
        writer.add_tensor(f"{name}.lora_a", np.ascontiguousarray(a, dtype=dtype))
        writer.add_tensor(f"{name}.lora_b", np.ascontiguousarray(b, dtype=dtype))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    partial.replace(out)


def read_gguf_adapter(path: Path, model: ModelInfo) -> Adapter:
    """Read an adapter for `model`'s architecture, whoever wrote it. Raises: AdapterMismatch listing every fault."""
    adapter, faults = examine_gguf_adapter(path, model)
    if faults:
        raise AdapterMismatch(f"{path}: {len(faults)} things do not fit.\n" + "\n".join(faults))
    return adapter


def examine_gguf_adapter(path: Path, model: ModelInfo) -> tuple[Adapter, list[str]]:
    """What of the file can be read, and every fault beside that. Raises: AdapterMismatch when it is no GGUF."""
    architecture = trainable(model.architecture)
    try:
        header = read_header(path)
    except ModelFileError as error:
        raise AdapterMismatch(str(error)) from error
    said = header.metadata
    expected = {"general.type": "adapter", "adapter.type": "lora", "general.architecture": architecture.name}
    faults = [
        f"{key} is {said.get(key)!r}, expected {value!r}" for key, value in expected.items() if said.get(key) != value
    ]
    modules = {tensor: module for module, tensor in architecture.linear.items()}
    tensors: dict[str, Array] = {}
    base = read_header(model.path)
    for name, info in header.tensors.items():
        match = _TENSOR.fullmatch(name)
        if match is None or match["tensor"] not in modules or len(info.shape) != 2:
            faults.append(f"{name}: not an adapter of a linear layer of this model")
            continue
        module = modules[match["tensor"]]
        try:
            values = dequantise(path, info)
        except ModelFileError as error:
            faults.append(f"{name}: {error}")
            continue
        heads = rope_heads(module, base) if architecture.rope_permuted and match["half"] == "b" else 0
        if heads and values.size and len(values) % (2 * heads) == 0:
            values = separate_rope_rows(values, heads)
        tensors[tensor_name(int(match["layer"]), module, match["half"].upper())] = np.ascontiguousarray(values)
    ranks = Counter(array.shape[0] for name, array in tensors.items() if ".lora_A." in name)
    if len(ranks) > 1:
        faults.append(f"its layers have different ranks: {', '.join(map(str, sorted(ranks)))}")
    # The commonest: what then does not fit is named layer by layer.
    rank = ranks.most_common(1)[0][0] if ranks else 0
    alpha = said.get("adapter.lora.alpha") or rank
    if not isinstance(alpha, int | float):
        faults.append(f"adapter.lora.alpha is {alpha!r}, expected a number")
    adapter = Adapter(
        tensors=tensors,
        rank=rank,
        # llama.cpp adds B @ A unscaled where a file gives no alpha.
        alpha=float(alpha) if isinstance(alpha, int | float) else float(rank),
        target_modules=tuple(sorted({name.rsplit(".", 3)[-3] for name in tensors})),
        base_name=str(said.get(_BASE_NAME, "")),
        base_sha256=str(said.get(_BASE_SHA256, "")),
    )
    return adapter, faults


def file_pairs(adapter: Adapter, model: ModelInfo, header: GgufHeader) -> list[tuple[str, Array, Array]]:
    """The model's tensors that the adapter changes, each with A (rank, in) and B (out, rank) in the file's order.

    Raises: AdapterMismatch naming every tensor that does not fit, ModelFileError.
    """
    architecture = trainable(model.architecture)
    if base := base_fault(adapter, model):
        raise AdapterMismatch(f"{base}. Open the model that it was made for.")
    pairs = pairs_of(adapter)
    raise_faults(fit_faults(pairs, architecture, header))
    return [
        (f"blk.{pair.layer}.{architecture.linear[pair.module]}.weight", pair.a, _file_rows(pair, architecture, header))
        for pair in pairs
    ]


def base_fault(adapter: Adapter, model: ModelInfo) -> str | None:
    """Why the adapter is not this model's; None when it is."""
    if adapter.base_sha256 == model.sha256:
        return None
    return (
        f"The adapter was made for {adapter.base_name or 'an unnamed model'} ({adapter.base_sha256[:12]}), "
        f"this model is {model.name} ({model.sha256[:12]})"
    )


def fit_faults(pairs: list[Pair], architecture: Architecture, header: GgufHeader) -> list[str]:
    """Every pair that the model has no place for."""
    faults = []
    for pair in pairs:
        name = tensor_name(pair.layer, pair.module, "A")
        in_file = architecture.linear.get(pair.module)
        base = header.tensors.get(f"blk.{pair.layer}.{in_file}.weight")
        shape = (pair.b.shape[0], pair.a.shape[1])
        if base is None:
            faults.append(f"{name}: the model has no such layer")
        elif base.shape != shape:
            faults.append(f"{name}: changes a layer of shape {shape}, the model's is {base.shape}")
    return faults


def _file_rows(pair: Pair, architecture: Architecture, header: GgufHeader) -> Array:
    heads = rope_heads(pair.module, header) if architecture.rope_permuted else 0
    return interleave_rope_rows(pair.b, heads) if heads else pair.b
