"""What models of one architecture ship with beside its plain form, as options of the tiny model."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.tiny_model import TinyModel, build_tiny_model

_DIVISORS = (1.0, 1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0)

VARIANTS: Mapping[str, tuple[str, Mapping[str, Any]]] = {
    "an output matrix of its own (Llama 3.1 8B)": ("llama", {"tied": False}),
    "divided frequencies (Llama 3)": ("llama", {"rope": {"rope_freqs": _DIVISORS}}),
    "divided frequencies and a factor": (
        "llama",
        {"rope": {"rope_freqs": _DIVISORS}, "metadata": {"rope.scaling.factor": 2.0}},
    ),
    "linear scaling (Vicuna 16k)": ("llama", {"metadata": {"rope.scaling.type": "linear", "rope.scaling.factor": 4.0}}),
    "linear scaling without its name": ("llama", {"metadata": {"rope.scaling.factor": 4.0}}),
    "no scaling in spite of a factor": (
        "llama",
        {"metadata": {"rope.scaling.type": "none", "rope.scaling.factor": 4.0}},
    ),
    "an output matrix of its own (Qwen2.5 7B)": ("qwen2", {"tied": False}),
    "an output matrix of its own (Qwen3 8B)": ("qwen3", {"tied": False}),
    "linear scaling of the global layers, a base of the local ones (Gemma 3 4B)": (
        "gemma3",
        {"metadata": {"rope.scaling.type": "linear", "rope.scaling.factor": 8.0, "rope.freq_base_swa": 2000.0}},
    ),
    "a softcap (Gemma 3)": ("gemma3", {"metadata": {"final_logit_softcapping": 3.0}}),
    "an output matrix of its own (Phi-3 mini)": ("phi3", {"tied": False}),
    "short and long factors, part of a head turned (Phi-4 mini)": (
        "phi3",
        {
            "rope": {"rope_factors_short": _DIVISORS[:6], "rope_factors_long": _DIVISORS[2:]},
            "metadata": {
                "rope.dimension_count": 12,
                "rope.scaling.type": "longrope",
                "rope.scaling.attn_factor": 1.2,
                "rope.scaling.original_context_length": 256,
            },
        },
    ),
}


def build_variant(folder: Path, name: str) -> TinyModel:
    """Write the tiny model of that variant below `folder`."""
    architecture, options = VARIANTS[name]
    return build_tiny_model(folder, architecture, **options)
