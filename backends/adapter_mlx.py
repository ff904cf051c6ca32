"""A low-rank adapter as mlx-lm loads it: `adapters.safetensors` with transposed halves, and a direct scale.

mlx-lm adds `scale * (x @ lora_a) @ lora_b` with lora_a (in, rank) and lora_b (rank, out); its scale is PEFT's
alpha / rank, and it wraps the last `num_layers` layers.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import safetensors
import safetensors.numpy

from backends.adapter_format import BASE_KEY, Adapter, split_name, tensor_name, write_private
from backends.base import AdapterMismatch

WEIGHTS_FILE = "adapters.safetensors"
CONFIG_FILE = "adapter_config.json"

_KEY = re.compile(r"model\.layers\.(?P<layer>\d{1,6})\.(?P<module>[\w.]+)\.lora_(?P<half>[ab])")


def write_mlx(folder: Path, adapter: Adapter, layers: int) -> None:
    """Write both files for a model of `layers` layers, private to the user."""
    named = {name: split_name(name) for name in adapter.tensors}
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    tensors = {
        f"model.layers.{layer}.{module}.lora_{half.lower()}": np.ascontiguousarray(adapter.tensors[name].T, np.float32)
        for name, (layer, module, half) in named.items()
    }
    metadata = {"format": "mlx", BASE_KEY: adapter.base_sha256}
    write_private(folder / WEIGHTS_FILE, safetensors.numpy.save(tensors, metadata))
    config = {
        "fine_tune_type": "lora",
        "num_layers": layers - min(layer for layer, _, _ in named.values()),
        "lora_parameters": {
            "rank": adapter.rank,
            "scale": adapter.alpha / adapter.rank,
            "dropout": 0.0,
            "keys": sorted({module for _, module, _ in named.values()}),
        },
        "model": adapter.base_name,
    }
    write_private(folder / CONFIG_FILE, (json.dumps(config, indent=2) + "\n").encode())


def examine_mlx(folder: Path) -> tuple[Adapter, list[str]]:
    """What of a folder that `write_mlx` or mlx-lm wrote is an adapter, and every fault beside that.

    Raises: AdapterMismatch when it cannot be read at all.
    """
    try:
        config = json.loads((folder / CONFIG_FILE).read_text(encoding="utf-8"))
        if not isinstance(config, dict):
            raise ValueError(f"{CONFIG_FILE} holds a {type(config).__name__}, expected an object")
        with safetensors.safe_open(folder / WEIGHTS_FILE, framework="numpy") as stored:
            metadata = stored.metadata() or {}
            arrays = {name: stored.get_tensor(name).astype(np.float32) for name in stored.keys()}  # noqa: SIM118
        kind = str(config.get("fine_tune_type", "lora"))
        rank, scale = int(config["lora_parameters"]["rank"]), float(config["lora_parameters"]["scale"])
    except (
        OSError,
        ValueError,
        KeyError,
        TypeError,
        OverflowError,
        RecursionError,
        safetensors.SafetensorError,
    ) as error:
        raise AdapterMismatch(
            f"{folder}: not a readable MLX adapter ({error}); expected {CONFIG_FILE} and {WEIGHTS_FILE}."
        ) from error
    faults = [f"{name}: not the lora_a or lora_b of a linear layer" for name in arrays if not _KEY.fullmatch(name)]
    if kind != "lora":
        faults.append(f"fine_tune_type is {kind!r}, only lora can be taken")
    tensors = {
        tensor_name(int(match["layer"]), match["module"], match["half"].upper()): np.ascontiguousarray(array.T)
        for name, array in arrays.items()
        if (match := _KEY.fullmatch(name))
    }
    modules = tuple(sorted({split_name(name)[1].rsplit(".", 1)[-1] for name in tensors}))
    base = str(config.get("model", "")), metadata.get(BASE_KEY, "")
    return Adapter(tensors, rank, scale * rank, modules, *base), faults
