"""The running chat: one sequence whose prefix stays in memory from turn to turn."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from backends.base import BackendError, GenerationStats, Sampling, StopReason
from backends.llama_cpp_adapters import Mounted
from backends.llama_cpp_context import Aborted, Context, Feed, Logits
from backends.llama_cpp_model import Model
from backends.llama_cpp_sampling import Sampler
from backends.llama_cpp_text import ReplyText
from backends.tokens import common_length

PROMPT_CHUNK = 256
"""Tokens of one decode of the prompt."""

_SEQUENCE = 0


class ChatContext:
    """Streams replies. The memory always holds exactly `_cached`."""

    def __init__(self, model: Model, size: int, threads: int) -> None:
        self._model = model
        self._context = Context(
            model, size=size, sequences=1, threads=threads, batch=min(PROMPT_CHUNK, size), outputs=1
        )
        self._cached: list[int] = []

    def mount(self, mounted: Mounted) -> None:
        """Change the adapters; what was computed under the old ones is forgotten."""
        self._cached = []
        self._context.mount(mounted)

    def stream(
        self,
        tokens: Sequence[int],
        sampling: Sampling,
        stop: Sequence[str],
        should_stop: Callable[[], bool],
        started: float,
    ) -> Iterator[str | GenerationStats]:
        """Deltas, then the stats. `tokens` must be fewer than the context's size."""
        cached = self._rewind(tokens)
        sampler = Sampler(sampling, self._model.vocab_size)
        reply = _Reply(self._model, ReplyText((*sampling.stop, *stop)))
        stats = GenerationStats("stopped", len(tokens), cached, 0, 0.0, 0.0)
        try:
            row = self._prompt(tokens[cached:], should_stop)
            if row is not None:
                stats = replace(stats, first_token_seconds=time.perf_counter() - started)
                budget = min(sampling.max_tokens, self._context.size - len(tokens))
                yield from self._generate(row, sampler, reply, budget, should_stop)
        except BackendError:
            self._forget()
            raise
        finally:
            sampler.close()
        yield replace(
            stats,
            stop_reason=reply.reason,
            completion_tokens=reply.count,
            seconds=time.perf_counter() - started,
        )

    def close(self) -> None:
        self._context.close()

    def _forget(self) -> None:
        self._context.clear()
        self._cached = []

    def _rewind(self, tokens: Sequence[int]) -> int:
        """Keep what the memory has in common with the prompt; its last token is always computed."""
        length = min(common_length(self._cached, tokens), len(tokens) - 1)
        if length < len(self._cached) and not self._context.keep(_SEQUENCE, length):
            length = 0
        del self._cached[length:]
        return length

    def _prompt(self, tokens: Sequence[int], should_stop: Callable[[], bool]) -> Logits | None:
        """The logits after the prompt, None when stopped."""
        row: Logits | None = None
        self._context.abort_when(should_stop)
        try:
            for start in range(0, len(tokens), self._context.batch):
                if should_stop():
                    return None
                last = start + self._context.batch >= len(tokens)
                row = self._feed(tokens[start : start + self._context.batch], output=last)
        except Aborted:
            self._forget()
            return None
        finally:
            self._context.abort_when(None)
        return row

    def _feed(self, tokens: Sequence[int], *, output: bool) -> Logits:
        position = len(self._cached)
        last = len(tokens) - 1
        rows = self._context.decode(
            [Feed(token, position + i, _SEQUENCE, output and i == last) for i, token in enumerate(tokens)]
        )
        self._cached.extend(tokens)
        return rows[-1] if output else rows

    def _generate(
        self, row: Logits, sampler: Sampler, reply: _Reply, budget: int, should_stop: Callable[[], bool]
    ) -> Iterator[str]:
        for count in range(budget):
            if should_stop():
                reply.reason = "stopped"
                break
            token = sampler.choose(self._context, -1, row)
            delta = reply.add(token)
            if delta:
                yield delta
            if reply.ended or count + 1 == budget:
                break
            row = self._feed([token], output=True)
        rest = reply.finish()
        if rest:
            yield rest


class _Reply:
    """The text so far, the count of its tokens and how it ended."""

    def __init__(self, model: Model, text: ReplyText) -> None:
        self._model = model
        self._text = text
        self.count = 0
        self.ended = False
        self.reason: StopReason = "stopped"

    def add(self, token: int) -> str:
        """The text that this token makes final."""
        self.reason = "length"
        if self._model.is_end(token):
            self._end()
            return ""
        self.count += 1
        delta = self._text.add(self._model.piece(token))
        if self._text.stopped:
            self._end()
        return delta

    def finish(self) -> str:
        return self._text.finish()

    def _end(self) -> None:
        self.ended = True
        self.reason = "end"
