"""A llama.cpp context that only remembers what it was fed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from backends.llama_cpp_context import Feed, Logits


@dataclass
class Memory:
    """A context whose logits are (number of tokens, sum of tokens) of the sequence they belong to."""

    size: int = 1000
    sequences: int = 5
    batch: int = 16
    outputs: int = 8
    held: dict[int, list[int]] = field(default_factory=dict)
    calls: list[list[Feed]] = field(default_factory=list)
    copied: int = 0
    peak: int = 0

    def used(self) -> int:
        """The cells in use at least: different beginnings need different cells."""
        return len({tuple(tokens[: n + 1]) for tokens in self.held.values() for n in range(len(tokens))})

    def clear(self) -> None:
        self.held.clear()

    def copy(self, source: int, target: int, length: int) -> None:
        assert not self.held.get(target)
        assert len(self.held[source]) >= length
        self.held[target] = self.held[source][:length]
        self.copied += length

    def keep(self, sequence: int, length: int) -> bool:
        del self.held[sequence][length:]
        return True

    def decode(self, feeds: Sequence[Feed]) -> Logits:
        assert 0 < len(feeds) <= self.batch
        assert sum(feed.output for feed in feeds) <= self.outputs
        self.calls.append(list(feeds))
        rows = []
        for feed in feeds:
            tokens = self.held.setdefault(feed.sequence, [])
            assert feed.position == len(tokens)
            tokens.append(feed.token)
            self.peak = max(self.peak, self.used())
            if feed.output:
                rows.append([float(len(tokens)), float(sum(tokens))])
        return np.array(rows, np.float32).reshape(-1, 2)

    def mount(self, adapters: Sequence[object]) -> None:
        self.held.clear()

    def close(self) -> None:
        self.held.clear()
