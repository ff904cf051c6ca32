"""How tokens are drawn: the flag, else the settings, else what the model's makers recommend."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

from assistant.config import ChatSettings
from assistant.model.catalogue import GEMMA, LLAMA3, PHI4, QWEN3, SMOLLM2, CatalogueEntry, entry_of
from backends.base import ModelInfo, Sampling

SMALL = 500_000_000
"""Below this many parameters a model rambles at the usual temperatures: it is treated as SmolLM2."""
_FAMILIES = {
    "qwen2": QWEN3, "qwen3": QWEN3, "qwen35": QWEN3, "gemma2": GEMMA, "gemma3": GEMMA, "gemma4": GEMMA,
    "llama": LLAMA3, "phi3": PHI4,
}  # fmt: skip

_HINTS = {
    "temp": (0.0, 2.0),
    "top_p": (0.01, 1.0),
    "top_k": (0, 1e6),
    "min_p": (0.0, 1.0),
    "penalty_repeat": (1.0, 2.0),
}
"""GGUF's names of what we draw by, and within what a value can be meant."""


@dataclass(frozen=True, slots=True)
class SamplingFlags:
    """What the command line said for this reply; None: nothing. Temperature 0 is greedy and is respected."""

    temperature: float | None = None
    seed: int | None = None


def recommended(
    info: ModelInfo, entry: CatalogueEntry | None, settings: ChatSettings, flags: SamplingFlags | None = None
) -> Sampling:
    """The sampling of a reply. `entry` None: looked up from the loaded model, else its file's own words over what
    fits its family.

    The starter's default is temperature 0.2, top_p 0.9, repeat_penalty 1.1: greedy, it falls into loops.
    """
    flags = flags or SamplingFlags()
    base = _of_model(info, entry or entry_of(info))
    temperature = _first(flags.temperature, settings.temperature, base.temperature)
    return replace(
        base,
        temperature=temperature,
        top_p=_first(settings.top_p, base.top_p),
        repeat_penalty=_first(settings.repeat_penalty, base.repeat_penalty),
        max_tokens=settings.max_tokens,
        seed=flags.seed,
    )


def _of_model(info: ModelInfo, entry: CatalogueEntry | None) -> Sampling:
    if entry is not None:
        return entry.sampling
    family = SMOLLM2 if info.parameters < SMALL else _FAMILIES.get(info.architecture, Sampling())
    return _hinted(family, info.sampling_hints)


def _hinted(base: Sampling, hints: Mapping[str, float]) -> Sampling:
    """With what a model file recommends; a value that cannot be meant is passed over."""
    sound = {name: hints[name] for name, (low, high) in _HINTS.items() if low <= hints.get(name, math.nan) <= high}
    return replace(
        base,
        temperature=sound.get("temp", base.temperature),
        top_p=sound.get("top_p", base.top_p),
        top_k=int(sound.get("top_k", base.top_k)),
        min_p=sound.get("min_p", base.min_p),
        repeat_penalty=sound.get("penalty_repeat", base.repeat_penalty),
    )


def _first(*values: float | None) -> float:
    """The first value that was given; the last one always is."""
    return next(value for value in values if value is not None)
