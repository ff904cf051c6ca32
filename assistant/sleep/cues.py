"""Cues: further questions about a memory, others in every epoch, for an expert that recites it.

What many different questions bring to mind is found by others, too (encoding variability, Martin, Psychological Review
1968); the same ones in every epoch teach their words. Whoever recites a memory need not know which part of it answers,
so the dreamer stops after the question.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from assistant.events import DreamWritten
from assistant.experts.asking import request
from assistant.memory.parts import parts
from assistant.memory.records import Memory
from assistant.sleep.dreaming import Dream, aimed_at, drawn
from assistant.sleep.examples import ExampleBuilder
from assistant.sleep.grounding import fault_of_cue
from assistant.sleep.recipe import DreamRecipe
from backends.base import AdapterRef, InferenceBackend

CUE = "cue"
"""The strategy of such a dream; what it is answered with is the memory itself."""

QUESTION_TOKENS = 28
"""Longest question."""

_SEED = 7_000_003
"""From the seeds of a night's whole dreams."""


def write_cues(
    engine: InferenceBackend,
    builder: ExampleBuilder,
    memories: Sequence[Memory],
    dreamer: Sequence[AdapterRef],
    recipe: DreamRecipe,
    asked: Mapping[int, set[str]],
    *,
    seed: int,
    on_done: Callable[[int], None],
    emit: Callable[[DreamWritten], None],
) -> list[Dream]:
    """`recipe.cues` questions about each memory, a share `aimed` of them about its parts in turn, judged by the rules.

    `asked`: by memory, the questions that there are already, normalised; none is written again. `on_done` counts up to
    `len(memories) * recipe.cues`. Raises: whatever `on_done` does, BackendError.
    """
    wanted = [(memory, aim) for memory in memories for aim in aimed_at(parts(memory.text), recipe, recipe.cues)]
    sampling = replace(drawn(recipe, seed + _SEED, QUESTION_TOKENS), stop=("\n",))
    engine.set_adapters(dreamer)
    prompts = [builder.prompt_text(request(memory.text, aim)) for memory, aim in wanted]
    seen = {memory.id: {*asked.get(memory.id, ())} for memory in memories}
    dreams: list[Dream] = []
    for (memory, _), completion in zip(wanted, engine.complete_many(prompts, sampling, on_done), strict=True):
        cue = Dream(memory.id, completion.text.strip()[:200], "", memory.text, strategy=CUE)
        dreams.append(replace(cue, reason=fault_of_cue(cue.question, memory.text, seen[memory.id])))
    for dream in dreams:
        emit(DreamWritten(dream.memory_id, dream.strategy, dream.question, dream.answer, dream.kept, dream.reason))
    return dreams
