"""Dreaming: the model writes study questions about each memory, and their answers (paper, section 3.4; SEAL).

The core expert has learnt on invented lives how to ask about a note; here it is asked about the user's own.
A reply has three lines: a question, the span of the note that answers it, an answer in a sentence. Where only the
answer is at fault, the question is put to the core with the note before it: what it then reads is judged in its place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import cycle, islice, repeat

from assistant.events import DreamWritten
from assistant.experts.asking import request
from assistant.memory.parts import parts
from assistant.memory.records import Memory
from assistant.memory.wording import content_stems, names, words
from assistant.sleep.evaluation import GREEDY
from assistant.sleep.examples import ExampleBuilder
from assistant.sleep.grounding import ANSWER_AT_FAULT, fault, settled_span, span_of
from assistant.sleep.recipe import DreamRecipe
from backends.base import AdapterRef, Completion, InferenceBackend, Sampling

CANDIDATES = 64
"""Tokens to draw from: sorting a whole vocabulary at each one takes as long as the model."""

DREAM_TOKENS = 72
"""Longest question, span and answer."""

ANSWER_TOKENS = 32
"""Longest answer that is read from a note."""

_ROUND = 100_003
"""Between the seeds of two rounds; a round has fewer prompts than this."""


@dataclass(frozen=True, slots=True)
class Writers:
    """What is mounted to write questions, and to read the note for an answer; nobody reads where there are none."""

    dreamer: tuple[AdapterRef, ...] = ()
    reader: tuple[AdapterRef, ...] = ()


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
    writers: Writers,
    recipe: DreamRecipe,
    *,
    seed: int,
    on_done: Callable[[int], None],
    emit: Callable[[DreamWritten], None],
) -> list[Dream]:
    """Write dreams about each memory as the recipe has it, and judge each by the rules.

    A memory with fewer than `enough` that may be studied is dreamt of again, in up to `rounds` rounds, and so is one of
    which a name, a number or the end was hardly asked for. A share `aimed` of the dreams is asked for about the parts
    of the statement in turn. `on_done` counts up to `len(memories) * written_per_memory * rounds`, of which rounds that
    were not needed are a part. Raises: whatever `on_done` does, BackendError.
    """
    seen: dict[int, set[str]] = {}
    dreams: list[Dream] = []
    done = 0
    wanted = {memory.id: aimed_at(parts(memory.text), recipe, recipe.written_per_memory) for memory in memories}
    for number in range(recipe.rounds):
        asked = [memory for memory in memories for _ in wanted[memory.id]]
        aims = [aim for memory in memories for aim in wanted[memory.id]]
        prompts = [builder.prompt_text(request(memory.text, aim)) for memory, aim in zip(asked, aims, strict=True)]
        sampling = drawn(recipe, seed + number * _ROUND, DREAM_TOKENS)
        engine.set_adapters(writers.dreamer)
        written = engine.complete_many(prompts, sampling, partial(_counted, on_done, done))
        judged = [
            _judged(memory, completion, seen.setdefault(memory.id, set()))
            for memory, completion in zip(asked, written, strict=True)
        ]
        if writers.reader:
            engine.set_adapters(writers.reader)
            texts = {memory.id: memory.text for memory in memories}
            # Reading moves no count, but a stop is asked for by telling one.
            judged = _read_again(engine, builder, texts, judged, seen, partial(_again, on_done, done + len(asked)))
        for dream in judged:
            emit(DreamWritten(dream.memory_id, dream.strategy, dream.question, dream.answer, dream.kept, dream.reason))
        dreams += judged
        done += len(memories) * recipe.written_per_memory
        for memory in memories:
            kept = [dream for dream in dreams if dream.kept and dream.memory_id == memory.id]
            wanted[memory.id] = _wanted(memory.text, kept, recipe)
        if not any(wanted.values()):
            break
    return dreams


def _wanted(statement: str, kept: Sequence[Dream], recipe: DreamRecipe) -> list[str]:
    """What the next round asks about this statement, of which these dreams could be used; nothing if they will do."""
    lacking = _hardly_asked_for(statement, kept, recipe.fewest_of_a_part)
    if len(kept) < recipe.enough:
        return aimed_at(lacking or parts(statement), recipe, recipe.written_per_memory)
    return [part for part in lacking for _ in range(recipe.aimed_again)][: recipe.written_per_memory]


def _hardly_asked_for(statement: str, kept: Sequence[Dream], fewest: int) -> list[str]:
    """Names, numbers and the end of the statement that are the answer of fewer than `fewest` dreams."""
    named, found = names(statement), parts(statement)
    told = [part for part in found if part == found[0] or words(part)[0] in named]
    spans = [set(content_stems(dream.span)) for dream in kept]
    return [part for part in told if sum(bool(span & set(content_stems(part))) for span in spans) < fewest]


def _read_again(
    engine: InferenceBackend,
    builder: ExampleBuilder,
    texts: Mapping[int, str],
    dreams: Sequence[Dream],
    seen: Mapping[int, set[str]],
    on_done: Callable[[int], None],
) -> list[Dream]:
    """The same dreams; those of which the answer was at fault with what the mounted reader finds in the note."""
    wanting = [index for index, dream in enumerate(dreams) if dream.reason in ANSWER_AT_FAULT]
    prompts = [builder.prompt_text(dreams[index].question, (texts[dreams[index].memory_id],)) for index in wanting]
    read = engine.complete_many(prompts, replace(GREEDY, max_tokens=ANSWER_TOKENS), on_done)
    found = list(dreams)
    for index, completion in zip(wanting, read, strict=True):
        dream, answer = dreams[index], completion.text.strip()
        text = texts[dream.memory_id]
        span = span_of(dream.question, answer, text)
        if not fault(dream.question, span, answer, text, seen[dream.memory_id]):
            found[index] = replace(dream, span=span, answer=answer, reason="", strategy="read again")
    return found


def _again(on_done: Callable[[int], None], count: int, read: int) -> None:
    on_done(count)


def _counted(on_done: Callable[[int], None], before: int, count: int) -> None:
    on_done(before + count)


def drawn(recipe: DreamRecipe, seed: int, max_tokens: int) -> Sampling:
    """How a dreamer's words are drawn."""
    return Sampling(
        recipe.temperature, top_p=recipe.top_p, top_k=CANDIDATES, min_p=0.02, max_tokens=max_tokens, seed=seed
    )


def aimed_at(found: Sequence[str], recipe: DreamRecipe, count: int) -> list[str]:
    """What each of so many questions is about, these parts in turn; "" leaves it to the dreamer."""
    aimed = round(recipe.aimed * count) if found else 0
    return [*islice(cycle(found), aimed), *repeat("", count - aimed)]


def _judged(memory: Memory, completion: Completion, seen: set[str]) -> Dream:
    lines = [line.strip() for line in completion.text.strip().split("\n") if line.strip()]
    if len(lines) != 3:
        return Dream(memory.id, completion.text.strip()[:200], "", "", "not a question, its span and its answer")
    question, span, answer = lines
    span = settled_span(question, span, answer, memory.text)
    return Dream(memory.id, question, span, answer, fault(question, span, answer, memory.text, seen))
