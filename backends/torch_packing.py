"""Many short examples in one sequence: no padding, and whatever they begin with in common is computed once.

The examples form a trie of tokens. Each node stands once in the packed sequence, at the position of its depth, and
sees its ancestors only, so the result equals that of the examples one by one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch

from backends.base import TokenExample
from backends.tokens import common_length


@dataclass(frozen=True, slots=True)
class Pack:
    """One packed sequence of n tokens with its labels."""

    ids: torch.Tensor
    """(1, n) token ids."""
    positions: torch.Tensor
    """(1, n) depth of each token in its example."""
    mask: torch.Tensor
    """(1, 1, n, n) additive attention mask."""
    windowed: torch.Tensor | None
    """The same for layers that attend to a sliding window; None where there are none."""
    predictors: torch.Tensor
    """(labels,) index of the token whose output predicts each label."""
    labels: torch.Tensor
    """(labels,) token ids to predict, example by example in the order given."""


def split(examples: Sequence[TokenExample], tokens_at_most: int) -> list[list[int]]:
    """Indices of the examples in groups whose packed length stays within the limit, alike ones side by side.

    An example that is longer by itself is a group of its own.
    """
    order = sorted(range(len(examples)), key=lambda index: _tokens(examples[index]))
    groups: list[list[int]] = []
    packed = 0
    previous: tuple[int, ...] = ()
    for index in order:
        tokens = _tokens(examples[index])
        added = len(tokens) - common_length(tokens, previous)
        if not groups or packed + added > tokens_at_most:
            groups.append([])
            packed, added = 0, len(tokens)
        groups[-1].append(index)
        packed += added
        previous = tokens
    return groups


def pack(examples: Sequence[TokenExample], device: torch.device, dtype: torch.dtype, window: int | None = None) -> Pack:
    """Pack the examples of one group; it is shortest when those that begin alike are neighbours.

    `window` is how many tokens, itself among them, a token sees in the layers with a sliding window, if there are any.
    """
    ids: list[int] = []
    positions: list[int] = []
    ends: list[int] = []
    predictors: list[int] = []
    labels: list[int] = []
    path: list[int] = []
    previous: tuple[int, ...] = ()
    for example in examples:
        tokens = _tokens(example)
        shared = common_length(tokens, previous)
        for left in path[shared:]:
            ends[left] = len(ids)
        path = path[:shared]
        for depth in range(shared, len(tokens)):
            path.append(len(ids))
            ids.append(tokens[depth])
            positions.append(depth)
            ends.append(0)
        # The last token of a completion predicts nothing that is asked for.
        predictors.extend(path[len(example.prompt) - 1 : len(tokens) - 1])
        labels.extend(example.completion)
        previous = tokens
    for left in path:
        ends[left] = len(ids)
    depths = torch.tensor(positions, device=device)
    hidden = _hidden(torch.tensor(ends, device=device))
    return Pack(
        ids=torch.tensor([ids], device=device),
        positions=depths[None],
        mask=_additive(hidden, dtype),
        windowed=None if window is None else _additive(hidden | (depths[:, None] - depths[None] >= window), dtype),
        predictors=torch.tensor(predictors, device=device),
        labels=torch.tensor(labels, device=device),
    )


def _hidden(ends: torch.Tensor) -> torch.Tensor:
    """A token sees its ancestors and itself: those before it whose descendants, which end at `ends`, it is among."""
    row = torch.arange(len(ends), device=ends.device)
    return (row[None] > row[:, None]) | (row[:, None] >= ends[None])


def _additive(hidden: torch.Tensor, dtype: torch.dtype) -> torch.Tensor:
    mask = torch.zeros(hidden.shape, dtype=dtype, device=hidden.device)
    return mask.masked_fill_(hidden, torch.finfo(dtype).min)[None, None]


def _tokens(example: TokenExample) -> tuple[int, ...]:
    return example.prompt + example.completion
