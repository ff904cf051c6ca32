"""Drawing the next token: greedy in numpy, everything else through llama.cpp's sampler chain."""

from __future__ import annotations

from typing import Any

import llama_cpp.llama_cpp as lib

from backends.base import Sampling
from backends.llama_cpp_context import Context, Logits

PENALTY_WINDOW = 64
"""Tokens of the reply that `repeat_penalty` looks back on. The prompt is not penalised: notes must stay quotable."""

_ANY_SEED = 0xFFFFFFFF


class Sampler:
    """The state of one text's sampling. `seed_offset` sets texts of one batch apart."""

    def __init__(self, sampling: Sampling, vocab_size: int, seed_offset: int = 0) -> None:
        self._chain: Any = None
        if sampling.temperature <= 0 and sampling.repeat_penalty == 1.0:
            return
        self._chain = lib.llama_sampler_chain_init(lib.llama_sampler_chain_default_params())
        for sampler in _links(sampling, vocab_size, seed_offset):
            lib.llama_sampler_chain_add(self._chain, sampler)

    def choose(self, context: Context, batch_index: int, row: Logits) -> int:
        """The next token after the batch's token `batch_index`, whose logits are `row`, shape (vocabulary,)."""
        if self._chain is None:
            return int(row.argmax())
        return int(lib.llama_sampler_sample(self._chain, context.handle, batch_index))

    def close(self) -> None:
        """Free it. Calling it twice is allowed."""
        if self._chain is not None:
            lib.llama_sampler_free(self._chain)
            self._chain = None


def _links(sampling: Sampling, vocab_size: int, seed_offset: int) -> list[Any]:
    links = []
    if sampling.repeat_penalty != 1.0:
        links.append(lib.llama_sampler_init_penalties(vocab_size, PENALTY_WINDOW, sampling.repeat_penalty, 0.0, 0.0))
    if sampling.temperature <= 0:
        return [*links, lib.llama_sampler_init_greedy()]
    seed = _ANY_SEED if sampling.seed is None else (sampling.seed + seed_offset) % _ANY_SEED
    return [
        *links,
        lib.llama_sampler_init_top_k(sampling.top_k),
        lib.llama_sampler_init_top_p(sampling.top_p, 1),
        lib.llama_sampler_init_min_p(sampling.min_p, 1),
        lib.llama_sampler_init_temp(sampling.temperature),
        lib.llama_sampler_init_dist(seed),
    ]
