"""What is done with logits: sample a completion, score a given one, or compare two models on it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from backends.base import Completion, Sampling, Score, StopReason
from backends.llama_cpp_context import Context, Logits, log_partition
from backends.llama_cpp_model import Model
from backends.llama_cpp_sampling import Sampler
from backends.llama_cpp_text import ReplyText

LogProbs = NDArray[np.float32]


class Completing:
    """Samples a text after a prompt."""

    def __init__(
        self,
        model: Model,
        tokens: Sequence[int],
        sampling: Sampling,
        seed_offset: int,
        budget: int,
        *,
        thinking: bool = False,
    ) -> None:
        """`thinking`: the prompt leaves a block of thinking open."""
        self.tokens: Sequence[int] = tokens
        self.first_output = len(tokens) - 1
        self.budget = budget
        self._model = model
        self._sampler = Sampler(sampling, model.vocab_size, seed_offset)
        self._text = ReplyText(sampling.stop, thinking=thinking)
        self._count = 0
        self._logprob = 0.0
        self._reason: StopReason = "length"

    @property
    def completion(self) -> Completion:
        return Completion(self._text.text, self._count, self._reason, self._logprob)

    def advance(self, context: Context, batch_index: int, rows: Logits) -> int | None:
        """See `Job`."""
        row = rows[-1]
        token = self._sampler.choose(context, batch_index, row) if self._count < self.budget else None
        if token is None:
            self._finish("length")
            return None
        if self._model.is_end(token):
            self._finish("end")
            return None
        self._count += 1
        self._logprob += float(row[token]) - float(log_partition(rows[-1:])[0])
        self._text.add(self._model.piece(token))
        if self._text.stopped:
            self._finish("end")
            return None
        if self._count == self.budget:
            self._finish("length")
            return None
        return token

    def close(self) -> None:
        self._sampler.close()

    def _finish(self, reason: StopReason) -> None:
        self._reason = reason
        self._text.finish()
        self._sampler.close()


class _Labelled:
    """Reads the distributions before each token of a given continuation."""

    budget = 0

    def __init__(self, prompt: Sequence[int], continuation: Sequence[int]) -> None:
        self.tokens: Sequence[int] = [*prompt, *continuation[:-1]]
        self.first_output = len(prompt) - 1
        self.labels = np.asarray(continuation)
        self._seen = 0

    def advance(self, context: Context, batch_index: int, rows: Logits) -> int | None:
        """See `Job`."""
        self.read(rows - log_partition(rows)[:, None].astype(np.float32), slice(self._seen, self._seen + len(rows)))
        self._seen += len(rows)
        return None

    def read(self, logprobs: LogProbs, labels: slice) -> None:
        """Log-probabilities of the whole vocabulary at these labels, shape (labels, vocabulary)."""
        raise NotImplementedError


class Scoring(_Labelled):
    """Sums the log-probability of the continuation."""

    logprob = 0.0

    def read(self, logprobs: LogProbs, labels: slice) -> None:
        self.logprob += float(logprobs[np.arange(len(logprobs)), self.labels[labels]].sum(dtype=np.float64))

    @property
    def score(self) -> Score:
        return Score(self.logprob, len(self.labels))


class Recording(_Labelled):
    """Keeps the distributions, shape (labels, vocabulary)."""

    def __init__(self, prompt: Sequence[int], continuation: Sequence[int], vocab_size: int) -> None:
        super().__init__(prompt, continuation)
        self.logprobs: LogProbs = np.empty((len(continuation), vocab_size), np.float32)

    def read(self, logprobs: LogProbs, labels: slice) -> None:
        self.logprobs[labels] = logprobs


class Diverging(_Labelled):
    """Sums KL(reference || this model) over the labels."""

    def __init__(self, prompt: Sequence[int], continuation: Sequence[int], reference: LogProbs) -> None:
        super().__init__(prompt, continuation)
        self._reference = reference
        self.total = 0.0

    def read(self, logprobs: LogProbs, labels: slice) -> None:
        reference = self._reference[labels]
        self.total += float((np.exp(reference) * (reference - logprobs)).sum(dtype=np.float64))
