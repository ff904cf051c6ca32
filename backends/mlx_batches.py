"""Study examples as padded batches: alike lengths side by side, padding on the right, where no label sees it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import mlx.core as mx

from backends.base import TokenExample
from backends.tokens import label_spans

PADDED_TOKENS = 2048
"""Largest batch, padding counted."""


@dataclass(frozen=True, slots=True)
class Padded:
    """A batch of n examples, the longest of t tokens, with all their labels."""

    ids: mx.array
    """(n, t)."""
    predictors: mx.array
    """(labels,) index into n * t of the token whose output predicts each label."""
    labels: mx.array
    """(labels,) token ids, example by example in the order given."""
    spans: tuple[tuple[int, int], ...]
    """Start and end of each example's labels among all."""
    tokens: int
    """Without padding."""


def split(examples: Sequence[TokenExample], tokens_at_most: int = PADDED_TOKENS) -> list[list[int]]:
    """Indices of the examples in groups whose padded size stays within the limit, alike lengths side by side.

    An example that is longer by itself is a group of its own.
    """
    groups: list[list[int]] = []
    for index in sorted(range(len(examples)), key=lambda index: _length(examples[index])):
        if not groups or (len(groups[-1]) + 1) * _length(examples[index]) > tokens_at_most:
            groups.append([])
        groups[-1].append(index)
    return groups


def pad(examples: Sequence[TokenExample]) -> Padded:
    """The examples of one group as a batch. A completion's last token predicts nothing, so it is left out."""
    width = max(_length(example) for example in examples)
    rows = [(*example.prompt, *example.completion[:-1]) for example in examples]
    predictors: list[int] = []
    for number, example in enumerate(examples):
        start = number * width + len(example.prompt) - 1
        predictors.extend(range(start, start + len(example.completion)))
    return Padded(
        ids=mx.array([[*row, *[0] * (width - len(row))] for row in rows]),
        predictors=mx.array(predictors),
        labels=mx.array([token for example in examples for token in example.completion]),
        spans=tuple(label_spans(examples)),
        tokens=sum(map(len, rows)),
    )


def _length(example: TokenExample) -> int:
    return len(example.prompt) + len(example.completion) - 1
