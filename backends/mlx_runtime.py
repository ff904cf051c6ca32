"""An exported MLX folder in mlx-lm: its own adapter loader and its own generator, on the base's quantised weights."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

import mlx.core as mx
from mlx_lm.generate import generate_step
from mlx_lm.tuner.utils import load_adapters

from backends.base import ModelInfo
from backends.llama_cpp_vocabulary import Vocabulary
from backends.mlx_network import load_network


def replies(
    adapter: Path,
    model: ModelInfo,
    prompts: Sequence[str],
    max_tokens: int,
    cache: Path,
    on_done: Callable[[int], None],
) -> list[str]:
    """See `backends.registry.Replies`. Nothing is cached: the file's own arrays are used."""
    student = load_adapters(load_network(model).model, str(adapter)).eval()
    texts: list[str] = []
    with closing(Vocabulary(model.path)) as vocabulary:
        for prompt in prompts:
            reply: list[int] = []
            for token, _ in generate_step(mx.array(vocabulary.tokens(prompt)), student, max_tokens=max_tokens):
                if token in vocabulary.ends:
                    break
                reply.append(token)
            texts.append(vocabulary.text(reply))
            on_done(len(texts))
    return texts
