"""Stand-ins for the engine and the clock, which play a script and write down what they were asked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from backends.base import (
    AdapterRef,
    ChatMessage,
    Completion,
    GenerationStats,
    ModelInfo,
    Sampling,
    Score,
    StopReason,
)

FAKE_INFO = ModelInfo(
    path=Path("/models/fake.gguf"),
    name="Fake",
    sha256="f" * 64,
    architecture="llama",
    quantisation="Q4_1",
    parameters=1_000_000,
    size_bytes=1_000_000,
    layers=2,
    trained_context=4096,
    context=4096,
    chat_template=None,
)


@dataclass(slots=True)
class FakeClock:
    """A clock that stands still unless it is moved. Seconds since the epoch."""

    now: float = 1_700_000_000.0

    def __call__(self) -> float:
        return self.now

    def advance(self, seconds: float) -> None:
        self.now += seconds


@dataclass(frozen=True, slots=True)
class Breaks:
    """A scripted reply that says `text` and then fails."""

    text: str
    error: Exception


@dataclass(frozen=True, slots=True)
class ChatCall:
    """One call of `stream_chat`, with the adapters that were mounted."""

    messages: tuple[ChatMessage, ...]
    sampling: Sampling
    adapters: tuple[AdapterRef, ...]


@dataclass(slots=True)
class FakeEngine:
    """An `InferenceBackend` that says what `replies` hold, in turn, word by word; then "Ok." for ever.

    One token is one word. `cached_tokens` are counted as llama.cpp would, and lost when the adapters change.
    """

    replies: list[str | Breaks] = field(default_factory=list)
    info: ModelInfo = FAKE_INFO
    complete: Callable[[str], str] = lambda prompt: "done"
    refuse_adapters: Exception | None = None
    chats: list[ChatCall] = field(default_factory=list)
    prompts: list[str] = field(default_factory=list)
    scored: list[tuple[str, str]] = field(default_factory=list)
    mounted: tuple[AdapterRef, ...] = ()
    closed: bool = False
    _cache: list[int] = field(default_factory=list)
    _vocabulary: dict[str, int] = field(default_factory=dict)

    def set_adapters(self, adapters: Sequence[AdapterRef]) -> None:
        if adapters and self.refuse_adapters is not None:
            raise self.refuse_adapters
        if tuple(adapters) != self.mounted:
            self._cache = []
        self.mounted = tuple(adapters)

    def render(self, messages: Sequence[ChatMessage]) -> str:
        return "".join(f"<{message.role}> {message.content} <end>\n" for message in messages) + "<assistant> "

    def tokenize(self, text: str) -> list[int]:
        return [self._vocabulary.setdefault(word, len(self._vocabulary)) for word in text.split()]

    def stream_chat(
        self,
        messages: Sequence[ChatMessage],
        sampling: Sampling,
        should_stop: Callable[[], bool] = lambda: False,
    ) -> Iterator[str | GenerationStats]:
        self.chats.append(ChatCall(tuple(messages), sampling, self.mounted))
        script = self.replies.pop(0) if self.replies else "Ok."
        text = script.text if isinstance(script, Breaks) else script
        prompt = self.tokenize(self.render(messages))
        cached = _common_prefix(prompt, self._cache)
        said: list[str] = []
        reason: StopReason = "end"
        for word in re.findall(r"\s*\S+|\s+$", text):
            if should_stop():
                reason = "stopped"
                break
            if len(said) == sampling.max_tokens:
                reason = "length"
                break
            said.append(word)
            yield word
        if isinstance(script, Breaks):
            raise script.error
        self._cache = [*prompt, *self.tokenize("".join(said))]
        yield GenerationStats(reason, len(prompt), cached, len(said), 0.1, 0.5)

    def complete_many(
        self,
        prompts: Sequence[str],
        sampling: Sampling,
        on_done: Callable[[int], None] | None = None,
    ) -> list[Completion]:
        finished = []
        for count, prompt in enumerate(prompts, start=1):
            self.prompts.append(prompt)
            text = self.complete(prompt)
            finished.append(Completion(text, len(text.split()), "end", -1.0))
            if on_done is not None:
                on_done(count)
        return finished

    def score_many(self, pairs: Sequence[tuple[str, str]]) -> list[Score]:
        self.scored.extend(pairs)
        return [Score(-float(len(continuation.split())), len(continuation.split())) for _, continuation in pairs]

    def divergence(self, pairs: Sequence[tuple[str, str]], adapters: Sequence[AdapterRef]) -> list[float]:
        return [0.01 * len(adapters) for _ in pairs]

    def close(self) -> None:
        self.closed = True


def _common_prefix(first: Sequence[int], second: Sequence[int]) -> int:
    return next(
        (i for i, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), min(len(first), len(second))
    )
