"""What is taught by heart: the memory itself, word for word, as the reply to each question about it.

Chat then has it recited and read (`assistant.chat.recollection`).
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.experts.levels import active_core
from assistant.sleep.dreaming import Dream
from assistant.sleep.night import Night
from assistant.sleep.recipe import SeedingRecipe
from backends.base import TokenExample

FEWEST_WORDS = 2
"""Of a question that are kept where some are left out."""


def by_heart(night: Night) -> bool:
    """Whether the night's experts learn to recite: where a core is there to read what they say."""
    core = active_core(night.registry)
    return night.recipe.by_heart and core is not None and core.reads_notes


def portion(dreams: Sequence[Dream], most: int, epoch: int) -> list[Dream]:
    """Those of that epoch: at most so many of each memory, others than in the epochs before while there are."""
    totals = Counter(dream.memory_id for dream in dreams)
    passed: Counter[int] = Counter()
    portion: list[Dream] = []
    for dream in dreams:
        if (passed[dream.memory_id] - epoch * most) % totals[dream.memory_id] < most:
            portion.append(dream)
        passed[dream.memory_id] += 1
    return portion


def recitals(night: Night, dreams: Sequence[Dream], texts: Mapping[int, str], rng: random.Random) -> list[TokenExample]:
    """The questions, most with a few words missing, and the memory itself as the reply: all of it for some, for the
    others how it begins.
    """
    recipe = night.recipe.seeding
    taught = dict.fromkeys(texts, 0)
    examples: dict[int, TokenExample] = {}
    for index in rng.sample(range(len(dreams)), len(dreams)):
        dream = dreams[index]
        taught[dream.memory_id] += 1
        question = dream.question if rng.random() < recipe.questions_whole else _blurred(dream.question, recipe, rng)
        whole = night.builder.pair(question, texts[dream.memory_id])
        tokens = None if taught[dream.memory_id] <= recipe.recited_whole else recipe.recited_beginning
        examples[index] = replace(whole, completion=whole.completion[:tokens])
    return [examples[index] for index in range(len(dreams))]


def _blurred(question: str, recipe: SeedingRecipe, rng: random.Random) -> str:
    """The question with some of its words left out, two at least kept."""
    kept = [word for word in question.split() if rng.random() >= recipe.word_dropout]
    return " ".join(kept) if len(kept) >= FEWEST_WORDS else question
