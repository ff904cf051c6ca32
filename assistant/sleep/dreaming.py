"""Dreaming: the model writes study questions about each memory, and their answers (paper, section 3.4; SEAL).

The core expert has learnt on invented lives how to ask about a note; here it is asked about the user's own.
A reply has three lines: a question, the span of the note that answers it, an answer in a sentence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import cycle, islice, repeat

from assistant.events import DreamWritten
from assistant.experts.asking import request
from assistant.memory.records import Memory
from assistant.sleep.examples import ExampleBuilder
from assistant.sleep.grounding import fault, settled_span
from assistant.sleep.spans import parts
from backends.base import Completion, InferenceBackend, Sampling

_CANDIDATES = 64
"""Tokens to draw from: sorting a whole vocabulary at each one takes as long as the model."""

_ROUND = 100_003
"""Between the seeds of two rounds; a round has fewer prompts than this."""


@dataclass(frozen=True, slots=True)
class Dream:
    """One study question about a memory. `reason` says why it was dropped; empty when it was kept."""

    memory_id: int
    question: str
    span: str
    answer: str
    reason: str = ""
    strategy: str = "question"

    @property
    def kept(self) -> bool:
        return not self.reason


def write_dreams(
    engine: InferenceBackend,
    builder: ExampleBuilder,
    memories: Sequence[Memory],
    *,
    per_memory: int,
    enough: int = 0,
    rounds: int = 1,
    aimed: float,
    temperature: float,
    top_p: float,
    seed: int,
    on_done: Callable[[int], None],
    emit: Callable[[DreamWritten], None],
) -> list[Dream]:
    """Write `per_memory` dreams about each memory with the mounted experts, and judge each by the rules.

    A memory with fewer than `enough` that may be studied is dreamt of again, in up to `rounds` rounds. A share
    `aimed` of the dreams is asked for about the parts of the statement in turn. `on_done` counts up to
    `len(memories) * per_memory * rounds`, of which rounds that were not needed are a part.
    """
    seen: dict[int, set[str]] = {}
    dreams: list[Dream] = []
    wanting, done = list(memories), 0
    for number in range(rounds):
        asked = [memory for memory in wanting for _ in range(per_memory)]
        aims = [aim for memory in wanting for aim in _aims(memory.text, per_memory, aimed)]
        prompts = [builder.prompt_text(request(memory.text, aim)) for memory, aim in zip(asked, aims, strict=True)]
        sampling = Sampling(
            temperature, top_p=top_p, top_k=_CANDIDATES, min_p=0.02, max_tokens=72, seed=seed + number * _ROUND
        )
        written = engine.complete_many(prompts, sampling, partial(_counted, on_done, done))
        for memory, completion in zip(asked, written, strict=True):
            dream = _judged(memory, completion, seen.setdefault(memory.id, set()))
            emit(DreamWritten(memory.id, dream.strategy, dream.question, dream.answer, dream.kept, dream.reason))
            dreams.append(dream)
        done += len(memories) * per_memory
        kept = Counter(dream.memory_id for dream in dreams if dream.kept)
        wanting = [memory for memory in wanting if kept[memory.id] < enough]
        if not wanting:
            break
    return dreams


def _counted(on_done: Callable[[int], None], before: int, count: int) -> None:
    on_done(before + count)


def _aims(statement: str, count: int, share: float) -> list[str]:
    """What each of `count` dreams is about; "" leaves it to the dreamer."""
    found = parts(statement)
    aimed = round(share * count) if found else 0
    return [*islice(cycle(found), aimed), *repeat("", count - aimed)]


def _judged(memory: Memory, completion: Completion, seen: set[str]) -> Dream:
    lines = [line.strip() for line in completion.text.strip().split("\n") if line.strip()]
    if len(lines) != 3:
        return Dream(memory.id, completion.text.strip()[:200], "", "", "not a question, its span and its answer")
    question, span, answer = lines
    span = settled_span(question, span, answer, memory.text)
    return Dream(memory.id, question, span, answer, fault(question, span, answer, memory.text, seen))
