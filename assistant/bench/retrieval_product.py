"""Finding as chat does it: by words, then by meaning through the core expert, which costs a model's time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random
from typing import cast

from assistant.bench.arms import Bench
from assistant.bench.retrieval_asking import Asked, Told, ask, fires
from assistant.chat.association import Association
from assistant.memory.records import Hit
from assistant.memory.store import MemoryStore
from backends.base import AdapterRef, ChatMessage, InferenceBackend

PRODUCT, MEANING = "product", "product, by meaning"
"""All questions, and those of them for which the engine was asked about notes."""
SAMPLE = 100
"""Questions of a set that the product is asked; each may take seconds."""


class _Watched:
    """An engine that counts how often it was asked about notes."""

    def __init__(self, engine: InferenceBackend) -> None:
        self._engine = engine
        self.asked = 0

    def render(self, messages: Sequence[ChatMessage]) -> str:
        return self._engine.render(messages)

    def likelihoods(self, prompts: Sequence[str], text: str, adapters: Sequence[AdapterRef]) -> list[float]:
        self.asked += 1
        return self._engine.likelihoods(prompts, text, adapters)


class Product:
    """A `Finder` that writes down for which queries meaning was searched."""

    def __init__(self, store: MemoryStore, bench: Bench) -> None:
        """The memories are those of `store`, engine and core expert those of `bench`."""
        self._engine = _Watched(bench.engine)
        self._finder = Association(store, cast(InferenceBackend, self._engine), bench.registry)
        self.meant: list[bool] = []

    def find(self, query: str, limit: int) -> list[Hit]:
        """Memories, best first. Raises: StoreCorrupt, BackendError."""
        before = self._engine.asked
        found = self._finder.find(query, limit)
        self.meant.append(self._engine.asked > before)
        return found


Open = Callable[[MemoryStore], Product]
"""The product's finder for a store."""


def asked_product(product: Product, name: str, questions: Sequence[Told]) -> list[Asked]:
    """Told questions put to the product: all of them, and those searched by meaning where there are any."""
    return _both(product, ask(product, name, questions, by=PRODUCT))


def fires_product(product: Product, name: str, questions: Sequence[str]) -> list[Asked]:
    """The same for questions that no memory answers."""
    return _both(product, fires(product, name, questions, by=PRODUCT))


def sample(questions: Sequence[Told], rng: Random, most: int = SAMPLE) -> list[Told]:
    """At most `most` of them, in their order."""
    return [questions[at] for at in sorted(rng.sample(range(len(questions)), min(most, len(questions))))]


def _both(product: Product, asked: Asked) -> list[Asked]:
    meant = product.meant[len(product.meant) - len(asked.hits) :]
    chosen = [at for at, was in enumerate(meant) if was]
    if not chosen:
        return [asked]
    part = Asked(
        asked.name,
        MEANING,
        [asked.hits[at] for at in chosen],
        [asked.first[at] for at in chosen] if asked.first else [],
        [asked.seconds[at] for at in chosen],
    )
    return [asked, part]
