"""The running chat: a sequence whose prefix stays in memory from turn to turn, one for each set of adapters."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from backends.base import BackendError, GenerationStats, Sampling, StopReason
from backends.llama_cpp_adapters import Mounted
from backends.llama_cpp_context import Aborted, Context, Feed, Logits
from backends.llama_cpp_model import Model
from backends.llama_cpp_sampling import Sampler
from backends.llama_cpp_text import ReplyText
from backends.tokens import common_length

PROMPT_CHUNK = 256
"""Tokens of one decode of the prompt."""

SEQUENCES = 2
"""Sets of adapters of which the memory is kept: most chats go to and fro between the base and the core."""


class ChatContext:
    """Streams replies. The memory holds exactly the tokens of `_kept`; all sequences share the cells of one context."""

    def __init__(self, model: Model, size: int, threads: int) -> None:
        self._model = model
        self._context = Context(
            model, size=size, sequences=SEQUENCES, threads=threads, batch=min(PROMPT_CHUNK, size), outputs=SEQUENCES
        )
        self._kept = [_Kept(0)]
        """The longest unused first; the last one runs."""

    @property
    def mounted(self) -> Mounted:
        """The adapters under which the next reply is streamed."""
        return self._running.mounted

    @property
    def _running(self) -> _Kept:
        return self._kept[-1]

    def mount(self, mounted: Mounted) -> None:
        """Change the adapters, and go on with what was computed under these, if it is still there."""
        if mounted == self.mounted:
            return
        self._context.mount(mounted, forget=False)
        kept = next((kept for kept in self._kept if kept.mounted == mounted), None)
        if kept is not None:
            self._kept.remove(kept)
        elif len(self._kept) < SEQUENCES:
            kept = _Kept(len(self._kept), mounted)
        else:
            kept = self._kept.pop(0)
            self._drop(kept)
            kept.mounted = mounted
        self._kept.append(kept)

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
        for kept in self._kept:
            kept.tokens.clear()

    def _drop(self, kept: _Kept) -> None:
        self._context.keep(kept.sequence, 0)
        kept.tokens.clear()

    def _make_room(self, count: int) -> None:
        """Other sequences give way when the running one grows by `count` tokens beyond the memory."""
        if sum(len(kept.tokens) for kept in self._kept) + count > self._context.size:
            for kept in self._kept[:-1]:
                self._drop(kept)

    def _rewind(self, tokens: Sequence[int]) -> int:
        """Keep what the memory has in common with the prompt; its last token is always computed."""
        cached = self._running.tokens
        length = min(common_length(cached, tokens), len(tokens) - 1)
        if length < len(cached) and not self._context.keep(self._running.sequence, length):
            length = 0
        del cached[length:]
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
        self._make_room(len(tokens))
        sequence, cached = self._running.sequence, self._running.tokens
        last = len(tokens) - 1
        rows = self._context.decode(
            [Feed(token, len(cached) + i, sequence, output and i == last) for i, token in enumerate(tokens)]
        )
        cached.extend(tokens)
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


@dataclass(slots=True, eq=False)
class _Kept:
    """A sequence of the memory, the adapters under which it was computed, and the tokens in it."""

    sequence: int
    mounted: Mounted = ()
    tokens: list[int] = field(default_factory=list)


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
