"""The weights of a GGUF file as a transformers model: dequantised once, mapped from a cache folder afterwards.

The model that is trained is then the very quant that is served. The conversion is our own because the one in
transformers takes seconds for the vocabulary alone, marks the model as quantised, and drops RoPE scaling.
"""

from __future__ import annotations

import importlib
import json
import shutil
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any, cast

import safetensors.torch
import torch

from backends.architectures import Architecture, trainable
from backends.base import BackendError, ModelFileError, ModelInfo
from backends.gguf_config import check_context, config_values
from backends.gguf_header import GgufHeader, read_header
from backends.gguf_tensors import check_types, parameter_names, tensor

FLOAT32_BELOW_PARAMETERS = 500_000_000
COMPLETE_FILE = "complete.json"

_FORMAT = 1
_WEIGHTS_FILE = "model.safetensors"


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


def check_base(model: ModelInfo, cache: Path) -> Any:
    """Refuse what `load_base` would refuse, and a context that it is not for, from the file's header alone.

    Returns the model's configuration.

    Raises: ModelFileError, BackendError (disk full).
    """
    plan, folder = _plan(model), cache / model.sha256[:16]
    check_context(plan.header, model.context)
    if not _is_complete(folder):
        plan.check_space(folder)
    return plan.config


def stored_dtype(model: ModelInfo) -> torch.dtype:
    """Of the dequantised copy."""
    return torch.float32 if model.parameters < FLOAT32_BELOW_PARAMETERS else torch.bfloat16


def _versions() -> dict[str, object]:
    return {"format": _FORMAT, **{name: version(name) for name in ("transformers", "torch", "gguf")}}


def _is_complete(folder: Path) -> bool:
    try:
        return bool(json.loads((folder / COMPLETE_FILE).read_text(encoding="utf-8"))["versions"] == _versions())
    except (OSError, ValueError, KeyError, TypeError):
        return False


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is to become of a file's tensors."""

    header: GgufHeader
    config: Any
    names: dict[str, str]
    """The file's names to transformers'."""
    dtype: torch.dtype

    def check_space(self, folder: Path) -> None:
        _check_space(folder, sum(self.header.tensors[name].elements for name in self.names) * self.dtype.itemsize)


def _plan(model: ModelInfo) -> _Plan:
    """Read from the header. Raises: ModelFileError."""
    architecture, header = trainable(model.architecture), read_header(model.path)
    config = _config_class(architecture)(**config_values(architecture, header))
    shapes = {name: value.shape for name, value in _skeleton(architecture, config).state_dict().items()}
    names = parameter_names(architecture, header, shapes)
    check_types(header, names)
    return _Plan(header, config, names, stored_dtype(model))


def _convert(model: ModelInfo, architecture: Architecture, folder: Path) -> None:
    plan = _plan(model)
    header, config, names, dtype = plan.header, plan.config, plan.names, plan.dtype
    plan.check_space(folder)
    partial = folder.with_name(folder.name + ".partial")
    for stale in (partial, folder):
        shutil.rmtree(stale, ignore_errors=True)
    partial.mkdir(parents=True, mode=0o700)
    tensors = {hf: torch.from_numpy(tensor(name, architecture, header)).to(dtype) for name, hf in names.items()}
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


def _check_space(folder: Path, needed: int) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    free = shutil.disk_usage(folder.parent).free
    if free < needed:
        raise BackendError(
            f"The dequantised weights need {needed / 1e9:.1f} GB in {folder.parent}, {free / 1e9:.1f} GB are free. "
            "Free some space, or choose a smaller model."
        )
