"""How tokens are drawn: the flag, else the settings, else what the model's makers recommend."""

from __future__ import annotations

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


@dataclass(frozen=True, slots=True)
class SamplingFlags:
    """What the command line said for this reply; None: nothing. Temperature 0 is greedy and is respected."""

    temperature: float | None = None
    seed: int | None = None


def recommended(
    info: ModelInfo, entry: CatalogueEntry | None, settings: ChatSettings, flags: SamplingFlags | None = None
) -> Sampling:
    """The sampling of a reply. `entry` None: looked up from the loaded model, else taken from its family.

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
    if info.parameters < SMALL:
        return SMOLLM2
    return _FAMILIES.get(info.architecture, Sampling())


def _first(*values: float | None) -> float:
    """The first value that was given; the last one always is."""
    return next(value for value in values if value is not None)
