"""The likeliest completions of a prompt, best first: greedy ones, each begun where another might have gone otherwise.

Samples of a model that is sure of itself are all the same, and where they differ they are often the beginning of one
text and the end of another. A text that is as unlikely to be begun as that, but is sure once it is begun, is found by
following the likeliest turnings that were not taken (best-first search, as in Meister et al., TACL 2020).
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from backends.base import Completion, StopReason
from backends.llama_cpp_batch import Job
from backends.llama_cpp_context import Context, Logits, log_partition
from backends.llama_cpp_model import Model
from backends.llama_cpp_text import ReplyText

BRANCHES = 4
"""Tokens that are looked at beside the likeliest one, at each place."""
AT_ONCE = 3
"""Turnings of a prompt that are followed before others are compared with those found on the way."""

Run = Callable[[Sequence[Job]], None]
Branch = tuple[float, tuple[int, ...]]
"""Minus the log-probability of these tokens, nats, and the tokens."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """What is to be completed, with at most `budget` tokens."""

    tokens: Sequence[int]
    budget: int
    thinking: bool = False
    """Whether it leaves a block of thinking open."""


def n_best(model: Model, prompts: Sequence[Prompt], count: int, run: Run) -> list[list[Completion]]:
    """At most `count` completions of each prompt, its greedy one first, the others by falling likelihood.

    `run` runs jobs. Raises: whatever `run` does.
    """
    found: list[list[_Greedy]] = [[] for _ in prompts]
    untaken: list[list[Branch]] = [[(0.0, ())] for _ in prompts]
    while begun := [
        (index, _Greedy(model, prompt, *heapq.heappop(untaken[index])))
        for index, prompt in enumerate(prompts)
        for _ in range(min(AT_ONCE, count - len(found[index]), len(untaken[index])))
    ]:
        run([job for _, job in begun])
        for index, job in begun:
            found[index].append(job)
            for branch in job.branches:
                heapq.heappush(untaken[index], branch)
    ranked = [[*jobs[:1], *sorted(jobs[1:], key=lambda job: job.logprob, reverse=True)] for jobs in found]
    return [[job.completion for job in jobs] for jobs in ranked]


class _Greedy:
    """The greedy completion of a prompt from the end of a branch, and where it might have gone otherwise."""

    def __init__(self, model: Model, prompt: Prompt, cost: float, begun: Sequence[int]) -> None:
        self.tokens: Sequence[int] = [*prompt.tokens, *begun]
        self.first_output = len(self.tokens) - 1
        self.budget = prompt.budget - len(begun)
        self.logprob = -cost
        self.branches: list[Branch] = []
        self._model = model
        self._prompt = prompt
        self._said = list(begun)
        self._reason: StopReason = "length"

    @property
    def completion(self) -> Completion:
        text = ReplyText(thinking=self._prompt.thinking)
        for token in self._said:
            text.add(self._model.piece(token))
        text.finish()
        return Completion(text.text, len(self._said), self._reason, self.logprob)

    def advance(self, context: Context, batch_index: int, rows: Logits) -> int | None:
        """See `Job`."""
        if len(self._said) == self._prompt.budget:
            return None
        row = rows[-1]
        rest = float(log_partition(rows[-1:])[0])
        best = int(row.argmax())
        for token in map(int, np.argpartition(row, -BRANCHES - 1)[-BRANCHES - 1 :]):
            if token != best and not self._model.is_end(token):
                self.branches.append((rest - float(row[token]) - self.logprob, (*self._said, token)))
        self.logprob += float(row[best]) - rest
        if self._model.is_end(best):
            self._reason = "end"
            return None
        self._said.append(best)
        return best if len(self._said) < self._prompt.budget else None
