"""An adapter from elsewhere, PEFT's, llama.cpp's or mlx-lm's, checked against the base model it shall be mounted on."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from backends.adapter_format import CONFIG_FILE, WEIGHTS_FILE, Adapter, read_peft, structure_faults, whole_pairs
from backends.adapter_gguf import GGUF_FILE, base_fault, examine_gguf_adapter, fit_faults
from backends.adapter_mlx import WEIGHTS_FILE as MLX_WEIGHTS_FILE
from backends.adapter_mlx import examine_mlx
from backends.architectures import trainable
from backends.base import AdapterMismatch, ModelInfo
from backends.gguf_header import read_header

_REFUSED = {
    "use_rslora": "rank-stabilised LoRA scales by alpha / sqrt(rank)",
    "use_dora": "DoRA also has magnitudes",
    "modules_to_save": "it replaces whole layers",
    "rank_pattern": "its layers have different ranks",
    "alpha_pattern": "its layers have different scales",
}
"""PEFT's settings that a plain low-rank adapter does not have."""


def read_any(source: Path, model: ModelInfo, assume_base: bool = False) -> Adapter:
    """Read an adapter of any of the three layouts. `assume_base` takes one that does not say what it was made for.

    Raises: AdapterMismatch with everything that is wrong, the names of both bases included.
    """
    place = _place(source)
    if place.suffix == ".gguf":
        adapter, faults = examine_gguf_adapter(place, model)
    elif (place / MLX_WEIGHTS_FILE).is_file():
        adapter, faults = examine_mlx(place)
    else:
        adapter, faults = read_peft(place, check=False), _settings_faults(place)
    if not adapter.base_sha256 and assume_base:
        adapter = replace(adapter, base_sha256=model.sha256, base_name=model.name)
    if not adapter.base_sha256:
        unsaid = (
            f"it does not say by a digest which model it was made for (it names {adapter.base_name or 'none'}); "
            f"if you know that it is {model.name}, import it with --assume-base"
        )
        faults.insert(0, unsaid)
    elif base := base_fault(adapter, model):
        faults.insert(0, base)
    if adapter.tensors or not faults:
        faults += structure_faults(adapter)
    faults += fit_faults(whole_pairs(adapter), trainable(model.architecture), read_header(model.path))
    if faults:
        raise AdapterMismatch(f"{source} cannot be used, {len(faults)} reasons:\n" + "\n".join(faults))
    return adapter


def _place(source: Path) -> Path:
    """The adapter's GGUF file or folder below or beside `source`. Raises: AdapterMismatch."""
    if source.is_file():
        return source if source.suffix == ".gguf" else source.parent
    for folder in (source, source / "peft", source / "mlx"):
        if (folder / WEIGHTS_FILE).is_file() or (folder / MLX_WEIGHTS_FILE).is_file():
            return folder
    if (source / GGUF_FILE).is_file():
        return source / GGUF_FILE
    raise AdapterMismatch(
        f"{source}: no adapter found. Expected a GGUF adapter, or a folder with {WEIGHTS_FILE} (PEFT) "
        f"or {MLX_WEIGHTS_FILE} (MLX)."
    )


def _settings_faults(folder: Path) -> list[str]:
    config = json.loads((folder / CONFIG_FILE).read_text(encoding="utf-8"))
    faults = [f"{key} is set: {why}" for key, why in _REFUSED.items() if config.get(key)]
    if config.get("peft_type", "LORA") != "LORA":
        faults.append(f"peft_type is {config['peft_type']}, expected LORA")
    if config.get("bias", "none") != "none":
        faults.append(f"bias is {config['bias']!r}: it also changes biases")
    return faults
