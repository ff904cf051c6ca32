"""The rival arm: plain LoRA on the transcript, night after night on top of the earlier ones.

What most tools of this kind do: next-token loss on what was said, no teacher, no dreams, no anchors. Each night's
adapter is trained with the earlier ones frozen in place and all stay mounted, which equals merging them.
"""

from __future__ import annotations

import random
import time
from collections.abc import Sequence

from assistant.bench.arms import Bench
from assistant.bench.lives import Fact
from assistant.paths import Home
from assistant.sleep.recipe import ExpertShape, Optimisation
from assistant.sleep.seeding import study, timetable
from backends.base import AdapterRef, AdapterSpec, ChatMessage, Sampling, TokenExample
from backends.registry import load_trainer

OPTIMISATION = Optimisation(learning_rate=1e-3, epochs=8, batch_examples=8)
"""The learning rate and epochs that the design's prototype used for hand-written pairs."""


class Finetuned:
    """The adapters of the nights so far."""

    def __init__(self, home: Home, seed: int) -> None:
        self._home = home
        self._seed = seed
        self.adapters: list[AdapterRef] = []
        self.seconds = 0.0
        """Of the last night, training alone."""

    def study(self, bench: Bench, facts: Sequence[Fact]) -> None:
        """Train on the chats in which these facts were told, the model's own replies included."""
        begun = time.monotonic()
        shape = ExpertShape()
        folder = self._home.root / f"finetune-{len(self.adapters) + 1}"
        session = load_trainer().open(
            bench.engine.info,
            self._home.cache,
            AdapterSpec(shape.rank, shape.alpha, shape.target_modules),
            self._seed,
            [AdapterRef(ref.path.parent) for ref in self.adapters],
        )
        try:
            study(
                session,
                timetable(
                    [[[example] for example in _transcript(bench, facts)]] * OPTIMISATION.epochs,
                    OPTIMISATION.batch_examples,
                    random.Random(self._seed),
                ),
                OPTIMISATION,
                beta=0.0,
                on_step=lambda step, loss: None,
                should_stop=lambda: False,
            )
            files = session.save_adapter(folder)
        finally:
            session.close()
        self.adapters.append(AdapterRef(files.gguf))
        self.seconds = time.monotonic() - begun


def _transcript(bench: Bench, facts: Sequence[Fact]) -> list[TokenExample]:
    """Each chat as one text, every token a label but the first."""
    bench.engine.set_adapters(())
    prompts = [bench.engine.render([ChatMessage("user", fact.statement)]) for fact in facts]
    replies = bench.engine.complete_many(prompts, Sampling(temperature=0.0, max_tokens=40, seed=0))
    texts = [prompt + reply.text for prompt, reply in zip(prompts, replies, strict=True)]
    tokens = [bench.engine.tokenize(text) for text in texts]
    return [TokenExample(tuple(line[:1]), tuple(line[1:])) for line in tokens]
