"""Finding notes by meaning: which note would make the core expert ask just this question?

Words find most notes at once. Where they find none and the user speaks of themselves ("How high up do I live?" and
"My flat is on the sixth floor."), notes are ranked by query likelihood under a model that was taught to write
questions about a note (Nogueira and Lin, doc2query, arXiv 1904.08375; dos Santos et al., arXiv 2010.03073).
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.chat.prompt import user_turn
from assistant.experts.asking import REFUSAL, request
from assistant.experts.levels import active_core
from assistant.experts.manifest import Expert
from assistant.experts.registry import GGUF, ExpertRegistry
from assistant.memory.questions import asks_about_the_user, is_question, speaks_of_oneself
from assistant.memory.recall import Recall
from assistant.memory.records import Hit, Memory
from assistant.memory.store import MemoryStore
from backends.base import AdapterRef, ChatMessage, InferenceBackend

CANDIDATES = 24
"""Notes that the core is asked about: bounds the wait before a reply."""

SAYS_NOTHING = "I told you something about me."
"""The note against which the others are measured."""

OWN, ADVICE = 4.5, 8.0
"""Nats by which a note must make a question likelier: one about the user's own life, and one that asks for advice."""

OWN_DENIABLE, ADVICE_DENIABLE = 2.0, 2.0
"""The same where the core can deny, each note by itself, that it answers the question."""

WORLD = 6.0
"""The same where the question does not mention the user at all, of a core that can deny."""

DOUBTED = 1.8
"""Nats by which a denial must be unlikelier where the question does not ask about the user's own life."""

SURE = 0.6
"""Score by words from which on meaning is not asked."""

WITHIN = 3.0
"""Further notes count when they come this near to the best, in nats."""


class Association:
    """Finds by words first, then by meaning where there is an active core expert. Holds no state of its own."""

    def __init__(self, store: MemoryStore, engine: InferenceBackend, registry: ExpertRegistry) -> None:
        self._store = store
        self._engine = engine
        self._registry = registry
        self._words = Recall(store)

    def find(self, query: str, limit: int) -> list[Hit]:
        """Active memories that the query is about, best first. Raises: StoreCorrupt, BackendError."""
        hits = self._words.find(query, limit)
        core = active_core(self._registry) if limit > 0 else None
        least = self._least(query, hits, core) if core else None
        if least is None or core is None:
            return hits
        # A question that does not mention the user may be for any note only if one of its words is in it.
        near = self._words.near if speaks_of_oneself(query) else self._words.sharing
        candidates = near(query, CANDIDATES)
        if not candidates:
            return hits
        mounted = AdapterRef(self._registry.folder(core.id) / GGUF)
        likely = self._likeliest(query, hits, candidates, mounted, least)
        return self._undenied(query, likely, core)[:limit] if likely else hits

    def _least(self, query: str, hits: Sequence[Hit], core: Expert) -> float | None:
        """Nats that a note must gain; None where words decide alone."""
        if not is_question(query):
            return None
        own, advice = (OWN, ADVICE) if core.denies_from is None else (OWN_DENIABLE, ADVICE_DENIABLE)
        if asks_about_the_user(query):
            return own if not hits or hits[0].score < SURE else None
        if hits:
            return None
        if speaks_of_oneself(query):
            return advice
        return None if core.denies_from is None else WORLD

    def _undenied(self, query: str, hits: Sequence[Hit], core: Expert) -> list[Hit]:
        """Those beside which the core, reading each alone, does not refuse to answer."""
        if core.denies_from is None:
            return list(hits)
        prompts = [self._engine.render([user_turn(query, [hit.memory])]) for hit in hits]
        mounted = AdapterRef(self._registry.folder(core.id) / GGUF, core.beside_notes)
        refusals = self._engine.likelihoods(prompts, REFUSAL, [mounted])
        limit = core.denies_from - (0.0 if asks_about_the_user(query) else DOUBTED)
        return [hit for hit, refusal in zip(hits, refusals, strict=True) if refusal < limit]

    def _likeliest(
        self, query: str, hits: Sequence[Hit], candidates: Sequence[Memory], core: AdapterRef, least: float
    ) -> list[Hit]:
        """What the question is likely to be about, then what words found and meaning does not deny."""
        notes = [SAYS_NOTHING, *(memory.text for memory in candidates)]
        prompts = [self._engine.render([ChatMessage("user", request(note))]) for note in notes]
        nothing, *likelihoods = self._engine.likelihoods(prompts, query, [core])
        gains = {memory.id: value - nothing for memory, value in zip(candidates, likelihoods, strict=True)}
        near_best = max(gains.values()) - WITHIN
        likely = [memory for memory in candidates if gains[memory.id] >= max(least, near_best)]
        likely.sort(key=lambda memory: -gains[memory.id])
        by_words = {hit.memory.id: hit for hit in hits}
        found = {
            memory.id: Hit(
                memory,
                round(gains[memory.id] / (gains[memory.id] + least), 4),
                by_words[memory.id].matched if memory.id in by_words else (),
            )
            for memory in likely
        }
        for hit in hits:
            if gains.get(hit.memory.id, 0.0) >= max(0.0, near_best):
                found.setdefault(hit.memory.id, hit)
        return list(found.values())
