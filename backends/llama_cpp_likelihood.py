"""How likely one text is after each of many prompts, which stay in memory: a later call pays for the text only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from backends.llama_cpp_adapters import Mounted
from backends.llama_cpp_context import Context, Feed, log_partition
from backends.llama_cpp_model import Model
from backends.tokens import common_length

CELLS = 4096
"""Tokens of memory, for the prompts that are kept and the text in work."""
SEQUENCES = 64
BATCH = 256

_PREFIX = 0

Tokens = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Kept:
    """A prompt but for its last token, which is fed with the text: the text's first token is judged there."""

    sequence: int
    cells: int


class Likelihoods:
    """One context of its own, so that neither chat nor batches lose what they have computed."""

    def __init__(self, model: Model, threads: int) -> None:
        self._model = model
        self._threads = threads
        self._context: Context | None = None
        self.mounted: Mounted = ()
        self._beginning: Tokens = ()
        self._once_shared = 0
        """Cells of what kept prompts begin with in common beyond the beginning that all share now."""
        self._kept: dict[Tokens, _Kept] = {}
        """The longest unused first."""
        self._free: list[int] = []

    def measure(self, prompts: Sequence[Sequence[int]], text: Sequence[int], mounted: Mounted) -> list[float]:
        """Sum of the log-probabilities (nats) of `text` after each prompt. Raises: BackendError."""
        wanted = [tuple(prompt) for prompt in prompts]
        if not wanted or not text:
            return [0.0] * len(wanted)
        context = self._opened(mounted)
        self._settle(context, wanted)
        found: dict[Tokens, float] = {}
        # What does not fit at once is done in turns; each turn may push out what an earlier one kept.
        for turn in self._turns(list(dict.fromkeys(wanted)), len(text)):
            self._keep(context, turn, len(text))
            found.update(self._read(context, turn, text))
        return [found[prompt] for prompt in wanted]

    def close(self) -> None:
        """Free the memory. Calling it twice is allowed."""
        if self._context is not None:
            self._context.close()
            self._context = None

    def _opened(self, mounted: Mounted) -> Context:
        if self._context is None:
            self._context = Context(
                self._model, size=CELLS, sequences=SEQUENCES, threads=self._threads, batch=BATCH, outputs=BATCH
            )
            self._forget(self._context)
        if mounted != self.mounted:
            self._context.mount(mounted)
            self.mounted = mounted
            self._forget(self._context)
        return self._context

    def _forget(self, context: Context) -> None:
        context.clear()
        self._kept.clear()
        self._beginning = ()
        self._once_shared = 0
        self._free = list(range(SEQUENCES - 1, _PREFIX, -1))

    def _settle(self, context: Context, prompts: Sequence[Tokens]) -> None:
        """Agree on the beginning that all prompts share. Prompts of another kind make it shorter, so that both kinds
        are kept; those that share nothing with it forget what was kept.
        """
        first, last = min(prompts), max(prompts)
        shared = min(common_length(first, last), *(len(prompt) - 1 for prompt in prompts))
        common = common_length(first[:shared], self._beginning)
        if common and common == len(self._beginning):
            return
        if common and context.keep(_PREFIX, common):
            self._once_shared += len(self._beginning) - common
            self._beginning = first[:common]
            return
        self._forget(context)
        self._beginning = first[:shared]
        _decode(context, [Feed(token, i, _PREFIX, False) for i, token in enumerate(self._beginning)])

    def _turns(self, prompts: Sequence[Tokens], text: int) -> list[list[Tokens]]:
        room = CELLS - len(self._beginning) - self._once_shared
        turns: list[list[Tokens]] = [[]]
        cells = 0
        for prompt in prompts:
            size = len(prompt) - len(self._beginning) + text
            if turns[-1] and (cells + size > room or len(turns[-1]) == SEQUENCES - 1):
                turns.append([])
                cells = 0
            turns[-1].append(prompt)
            cells += size
        return turns

    def _keep(self, context: Context, prompts: Sequence[Tokens], text: int) -> None:
        """Have every prompt of this turn in memory, with room for the text behind each."""
        start = len(self._beginning)
        fresh = [prompt for prompt in prompts if prompt not in self._kept]
        for prompt in prompts:
            if prompt in self._kept:
                self._kept[prompt] = self._kept.pop(prompt)
        needed = sum(len(prompt) - 1 - start for prompt in fresh) + len(prompts) * (text + 1)
        used = start + self._once_shared + sum(kept.cells for kept in self._kept.values())
        for prompt in tuple(self._kept):
            if used + needed <= CELLS and len(fresh) <= len(self._free):
                break
            if prompt not in prompts:
                used -= self._kept[prompt].cells
                self._drop(context, prompt)
        feeds: list[Feed] = []
        for prompt in fresh:
            sequence = self._free.pop()
            if start:
                context.copy(_PREFIX, sequence, start)
            self._kept[prompt] = _Kept(sequence, len(prompt) - 1 - start)
            feeds += [Feed(prompt[i], i, sequence, False) for i in range(start, len(prompt) - 1)]
        _decode(context, feeds)

    def _drop(self, context: Context, prompt: Tokens) -> None:
        kept = self._kept.pop(prompt)
        context.keep(kept.sequence, 0)
        self._free.append(kept.sequence)

    def _read(self, context: Context, prompts: Sequence[Tokens], text: Sequence[int]) -> dict[Tokens, float]:
        totals = dict.fromkeys(prompts, 0.0)
        feeds: list[Feed] = []
        labels: list[tuple[Tokens, int]] = []
        for prompt in prompts:
            sequence = self._kept[prompt].sequence
            for i, token in enumerate((prompt[-1], *text[:-1])):
                feeds.append(Feed(token, len(prompt) - 1 + i, sequence, True))
                labels.append((prompt, text[i]))
        for start in range(0, len(feeds), BATCH):
            rows = context.decode(feeds[start : start + BATCH])
            part = labels[start : start + BATCH]
            chosen = rows[np.arange(len(part)), [label for _, label in part]]
            for (prompt, _), value in zip(part, chosen - log_partition(rows), strict=True):
                totals[prompt] += float(value)
        for prompt in prompts:
            context.keep(self._kept[prompt].sequence, len(prompt) - 1)
        return totals


def _decode(context: Context, feeds: Sequence[Feed]) -> None:
    for start in range(0, len(feeds), BATCH):
        context.decode(feeds[start : start + BATCH])
