"""A low-rank adapter, and the PEFT layout on disk, which is canonical. Other layouts are converted from it.

An adapter adds `alpha / rank * B @ A` to a linear layer; A is (rank, in) and B is (out, rank) in both layouts.
Only the names differ, and on Llama-type models the order of the q and k rows.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import safetensors
import safetensors.numpy

from backends.base import AdapterMismatch
from backends.gguf_header import GgufHeader

if TYPE_CHECKING:
    import torch

Array = npt.NDArray[np.float32]

WEIGHTS_FILE = "adapter_model.safetensors"
CONFIG_FILE = "adapter_config.json"

BASE_KEY = "reverie_base_sha256"
"""In the metadata of safetensors files: the digest of the GGUF that the adapter fits."""
_FLOAT32_MOST = float(np.finfo(np.float32).max)
_PREFIX = "base_model.model."
_KEY = re.compile(
    r"base_model\.model\.model\.layers\.(?P<layer>\d{1,6})\.(?P<module>[\w.]+)\.lora_(?P<half>[AB])\.weight"
)


@dataclass(frozen=True, slots=True)
class Adapter:
    """Float32 tensors under PEFT's names, `base_model.model.model.layers.N.<module>.lora_A.weight` and `lora_B`."""

    tensors: Mapping[str, Array]
    rank: int
    alpha: float
    target_modules: tuple[str, ...]
    base_name: str
    base_sha256: str


@dataclass(frozen=True, slots=True)
class Pair:
    """The two halves that change one linear layer: A (rank, in), B (out, rank)."""

    layer: int
    module: str
    a: Array
    b: Array


def from_torch(tensors: Mapping[str, torch.Tensor]) -> dict[str, Array]:
    """Detached float32 copies on the CPU. PEFT's `.default` (the adapter's name) is dropped from the names."""
    return {
        name.replace(".default.weight", ".weight"): tensor.detach().float().cpu().contiguous().numpy()
        for name, tensor in tensors.items()
    }


def write_peft(folder: Path, adapter: Adapter) -> None:
    """Write `adapter_model.safetensors` and `adapter_config.json`, private to the user.

    Raises: AdapterMismatch when the tensors are not a whole adapter; nothing is written then.
    """
    pairs = pairs_of(adapter)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    tensors = {name: np.ascontiguousarray(array, np.float32) for name, array in adapter.tensors.items()}
    write_private(folder / WEIGHTS_FILE, safetensors.numpy.save(tensors, _metadata(adapter)))
    config = {
        "peft_type": "LORA",
        "task_type": "CAUSAL_LM",
        "base_model_name_or_path": adapter.base_name,
        "r": adapter.rank,
        "lora_alpha": adapter.alpha,
        "target_modules": sorted(adapter.target_modules),
        "layers_to_transform": sorted({pair.layer for pair in pairs}),
        "layers_pattern": "layers",
        "lora_dropout": 0.0,
        "bias": "none",
        "fan_in_fan_out": False,
        "inference_mode": True,
    }
    write_private(folder / CONFIG_FILE, (json.dumps(config, indent=2) + "\n").encode())


def read_peft(folder: Path, check: bool = True) -> Adapter:
    """Read an adapter that `write_peft` or PEFT wrote; `check` refuses one whose tensors are not a whole adapter.

    Raises: AdapterMismatch.
    """
    try:
        config = json.loads((folder / CONFIG_FILE).read_text(encoding="utf-8"))
        with safetensors.safe_open(folder / WEIGHTS_FILE, framework="numpy") as stored:
            metadata = stored.metadata() or {}
            names = stored.keys()
            tensors = {name: stored.get_tensor(name).astype(np.float32, copy=False) for name in names}
        adapter = Adapter(
            tensors=tensors,
            rank=int(config["r"]),
            alpha=float(config["lora_alpha"]),
            target_modules=_modules(config["target_modules"], tensors),
            base_name=str(config.get("base_model_name_or_path", "")),
            base_sha256=metadata.get(BASE_KEY, ""),
        )
    except (
        OSError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        OverflowError,
        RecursionError,
        safetensors.SafetensorError,
    ) as error:
        raise AdapterMismatch(
            f"{folder}: not a readable PEFT adapter ({error}); expected {CONFIG_FILE} and {WEIGHTS_FILE}. "
            "Roll back to an earlier expert."
        ) from error
    if check:
        pairs_of(adapter)
    return adapter


def _modules(named: object, tensors: Iterable[str]) -> tuple[str, ...]:
    """The names that a configuration lists; where it has a pattern for them, the tensors'. Raises: TypeError."""
    if isinstance(named, str):
        found = (match["module"].rsplit(".", 1)[-1] for name in tensors if (match := _KEY.fullmatch(name)))
        return tuple(sorted({*found}))
    if not isinstance(named, list) or not all(isinstance(name, str) for name in named):
        raise TypeError(f"target_modules is {named!r}, expected names")
    return tuple(named)


def concatenate(adapters: Sequence[Adapter]) -> Adapter:
    """One adapter that adds exactly what all of `adapters` add: ranks are summed, alpha equals rank.

    Each scale alpha / rank is folded into B. A layer that some adapter leaves alone is filled with zeros.
    Raises: AdapterMismatch when they were made for different base models.
    """
    if len({adapter.base_sha256 for adapter in adapters}) != 1:
        bases = ", ".join(sorted({adapter.base_name or "unknown" for adapter in adapters}))
        raise AdapterMismatch(f"Adapters of one base model are expected, found: {bases}. Mount them one at a time.")
    by_adapter = [{(pair.layer, pair.module): pair for pair in pairs_of(adapter)} for adapter in adapters]
    shapes = {module: (p.b.shape[0], p.a.shape[1]) for pairs in by_adapter for (_, module), p in pairs.items()}
    layers = sorted({layer for pairs in by_adapter for layer, _ in pairs})
    tensors: dict[str, Array] = {}
    for layer in layers:
        for module, (outputs, inputs) in shapes.items():
            a, b = [], []
            for adapter, pairs in zip(adapters, by_adapter, strict=True):
                pair = pairs.get((layer, module))
                a.append(pair.a if pair else np.zeros((adapter.rank, inputs), np.float32))
                scale = np.float32(adapter.alpha / adapter.rank)
                b.append(pair.b * scale if pair else np.zeros((outputs, adapter.rank), np.float32))
            tensors[tensor_name(layer, module, "A")] = np.concatenate(a, axis=0)
            tensors[tensor_name(layer, module, "B")] = np.concatenate(b, axis=1)
    rank = sum(adapter.rank for adapter in adapters)
    modules = tuple(sorted({module.rsplit(".", 1)[-1] for module in shapes}))
    return replace(adapters[0], tensors=tensors, rank=rank, alpha=float(rank), target_modules=modules)


def tensor_name(layer: int, module: str, half: str) -> str:
    """PEFT's name of half "A" or "B" of the adapter on `module` ("mlp.up_proj")."""
    return f"{_PREFIX}model.layers.{layer}.{module}.lora_{half}.weight"


def split_name(name: str) -> tuple[int, str, str]:
    """The layer, module and half that `tensor_name` named. Raises: AdapterMismatch for another name."""
    if not (match := _KEY.fullmatch(name)):
        raise AdapterMismatch(f"{name}: not the lora_A or lora_B of a linear layer")
    return int(match["layer"]), match["module"], match["half"]


def interleave_rope_rows(rows: Array, heads: int) -> Array:
    """Reorder each head's rows from two halves (transformers) to pairs (Llama-type files). Shape (out, any)."""
    return rows.reshape(heads, 2, -1, rows.shape[1]).swapaxes(1, 2).reshape(rows.shape)


def separate_rope_rows(rows: Array, heads: int) -> Array:
    """The inverse of `interleave_rope_rows`."""
    return rows.reshape(heads, -1, 2, rows.shape[1]).swapaxes(1, 2).reshape(rows.shape)


def rope_heads(module: str, header: GgufHeader) -> int:
    """How many heads the rows of `module` are split in: 0 when rope does not turn them."""
    if module == "self_attn.q_proj":
        return int(header.number("attention.head_count"))
    if module == "self_attn.k_proj":
        return int(header.number("attention.head_count_kv", header.number("attention.head_count")))
    return 0


def pairs_of(adapter: Adapter) -> list[Pair]:
    """The adapter's halves matched, in order of layers. Raises: AdapterMismatch listing all faults."""
    raise_faults(structure_faults(adapter))
    return whole_pairs(adapter)


def whole_pairs(adapter: Adapter) -> list[Pair]:
    """The halves that fit together, in order of layers; `structure_faults` names the others."""
    found = sorted(_halves(adapter).items())
    return [
        Pair(layer, module, half["A"], half["B"])
        for (layer, module), half in found
        if not [*_shape_faults(layer, module, half, adapter.rank)]
    ]


def structure_faults(adapter: Adapter) -> list[str]:
    """All that keeps the tensors from being a whole adapter."""
    strange = [
        f"{name}: not the lora_A or lora_B of a linear layer" for name in adapter.tensors if not _KEY.fullmatch(name)
    ]
    if adapter.rank < 1 or not abs(adapter.alpha) <= _FLOAT32_MOST:
        strange.append(f"rank {adapter.rank} and alpha {adapter.alpha}: expected one rank at least, and a finite alpha")
    return [*strange, *_half_faults(_halves(adapter), adapter.rank)]


def raise_faults(faults: Sequence[str]) -> None:
    """Raises: AdapterMismatch with every fault, if there is one."""
    if faults:
        raise AdapterMismatch(
            f"{len(faults)} tensors of the adapter do not fit. Train it again on this model.\n" + "\n".join(faults)
        )


def _halves(adapter: Adapter) -> dict[tuple[int, str], dict[str, Array]]:
    found: dict[tuple[int, str], dict[str, Array]] = {}
    for name, array in adapter.tensors.items():
        if match := _KEY.fullmatch(name):
            found.setdefault((int(match["layer"]), match["module"]), {})[match["half"]] = array
    return found


def _half_faults(halves: Mapping[tuple[int, str], Mapping[str, Array]], rank: int) -> Iterator[str]:
    if not halves:
        yield "the adapter has no tensors"
    for layer, module in ((n, m) for n in {k[0] for k in halves} for m in {k[1] for k in halves}):
        if (layer, module) not in halves:
            yield f"{tensor_name(layer, module, 'A')}: missing, though other layers have it"
    for (layer, module), half in halves.items():
        yield from _shape_faults(layer, module, half, rank)


def _shape_faults(layer: int, module: str, half: Mapping[str, Array], rank: int) -> Iterator[str]:
    for side, axis in (("A", 0), ("B", 1)):
        name = tensor_name(layer, module, side)
        if side not in half:
            yield f"{name}: missing"
        elif half[side].ndim != 2 or half[side].shape[axis] != rank:
            yield f"{name}: shape {half[side].shape}, expected {rank} on axis {axis}"
        elif strange := int((~np.isfinite(half[side])).sum()):
            yield f"{name}: {strange} of its {half[side].size} values are not finite numbers"


def _metadata(adapter: Adapter) -> dict[str, str]:
    # PEFT warns of keys it does not know in its configuration; safetensors has a place for them.
    return {"format": "pt", BASE_KEY: adapter.base_sha256}


def write_private(path: Path, content: bytes) -> None:
    """Write a file that only its owner can read."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
