"""Arithmetic on token lists that engines and trainers share. Imports no engine."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from backends.base import TokenExample


def common_length(one: Sequence[int], other: Sequence[int]) -> int:
    """How many tokens two lists have in common at the beginning."""
    length = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        length += 1
    return length


def label_spans(examples: Sequence[TokenExample]) -> list[tuple[int, int]]:
    """Start and end of each example's labels among those of all."""
    ends = list(accumulate(len(example.completion) for example in examples))
    return list(zip([0, *ends], ends, strict=False))


def label_weight(examples: Sequence[TokenExample]) -> float:
    """What the labels weigh together; a step's loss is the weighted sum over it (see `backends.base.TokenExample`)."""
    return sum(abs(example.weight) * len(example.completion) for example in examples)
