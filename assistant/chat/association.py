"""Finding notes by meaning: which note would make the core expert ask just this question?

Words find most notes at once. Where they find none and the user speaks of themselves ("How high up do I live?" and
"My flat is on the sixth floor."), notes are ranked by query likelihood under a model that was taught to write
questions about a note (Nogueira and Lin, doc2query, arXiv 1904.08375; dos Santos et al., arXiv 2010.03073).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from assistant.chat.prompt import user_turn
from assistant.experts.asking import REFUSAL, request
from assistant.experts.levels import active_core
from assistant.experts.manifest import Expert
from assistant.experts.registry import GGUF, ExpertRegistry
from assistant.memory.questions import (
    asks_about_the_user,
    certain_words,
    is_for_everybody,
    is_question,
    speaks_of_oneself,
)
from assistant.memory.recall import Recall
from assistant.memory.records import Hit, Meaning, Memory
from assistant.memory.store import MemoryStore
from assistant.memory.words import content_words
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


@dataclass(frozen=True, slots=True)
class Search:
    """What was found for a query, and how it was come by."""

    found: list[Hit]
    meaning: Mapping[int, Meaning] = field(default_factory=dict)
    """By the memory's id: what the core made of each memory that it was asked about."""
    words_alone: str = ""
    """Why meaning was not asked, worded for the user; "" where it was."""


class Association:
    """Finds by words first, then by meaning where there is an active core expert. Holds no state of its own."""

    def __init__(
        self,
        store: MemoryStore,
        engine: InferenceBackend,
        registry: ExpertRegistry,
        clock: Callable[[], datetime] | None = None,
    ) -> None:
        """`clock` tells the local time from which "last week" in a question counts; None: its words alone count."""
        self._store = store
        self._engine = engine
        self._registry = registry
        self._words = Recall(store, clock=clock)

    def find(self, query: str, limit: int) -> list[Hit]:
        """Active memories that the query is about, best first. Raises: StoreCorrupt, BackendError."""
        return self.search(query, limit).found

    def search(self, query: str, limit: int) -> Search:
        """The same, with what the core made of each memory it was asked about. Raises: StoreCorrupt, BackendError."""
        hits = self._words.find(query, limit)
        core = active_core(self._registry) if limit > 0 else None
        if core is None:
            return Search(hits, words_alone="no core expert is in force")
        least = self._least(query, hits, core)
        denied: Mapping[int, Meaning] = {}
        if least is None:
            believed = self._undenied(query, hits, core)
            # Where words led astray, what the user means may be said in others.
            own = speaks_of_oneself(query) and not is_for_everybody(query)
            least = self._least(query, [], core) if hits and own else None
            if believed.found or least is None:
                return believed
            hits, denied = [], believed.meaning
        # A question that does not mention the user may be for any note only if one of its words is in it.
        near = self._words.near if speaks_of_oneself(query) else self._words.sharing
        candidates = near(query, CANDIDATES)
        if not candidates:
            return Search(hits, words_alone="no memory shares a telling word with a question that mentions nobody")
        meaning = self._gains(query, candidates, core, least)
        found = self._denials(query, _likeliest(hits, candidates, meaning, least), core)
        meaning |= {hit.memory.id: hit.meaning for hit in found if hit.meaning}
        undenied = [hit for hit in found if not (hit.meaning and hit.meaning.denied)]
        return Search(undenied[:limit] if found else hits, {**meaning, **denied})

    def _undenied(self, query: str, hits: Sequence[Hit], core: Expert) -> Search:
        """What words found; of a question about the world only what the core, reading it, does not deny.

        "What do we call a person who bakes bread?" has words of "My sourdough starter is called Gertrude". A name, or
        what "the" makes a certain thing, is reason enough to believe the words.
        """
        certain = certain_words(query, content_words(query))
        doubted = (
            []
            if asks_about_the_user(query) or not is_question(query)
            else [hit for hit in hits if certain.isdisjoint(hit.matched)]
        )
        judged = {hit.memory.id: hit for hit in self._denials(query, doubted, core)}
        meaning = {number: hit.meaning for number, hit in judged.items() if hit.meaning}
        believed = [hit for hit in hits if not ((found := meaning.get(hit.memory.id)) and found.denied)]
        return Search(believed, meaning, _why_words_alone(query, hits))

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

    def _gains(self, query: str, candidates: Sequence[Memory], core: Expert, least: float) -> dict[int, Meaning]:
        """How much likelier each candidate makes the question."""
        mounted = AdapterRef(self._registry.folder(core.id) / GGUF)
        notes = [SAYS_NOTHING, *(memory.text for memory in candidates)]
        prompts = [self._engine.render([ChatMessage("user", request(note))]) for note in notes]
        nothing, *likelihoods = self._engine.likelihoods(prompts, query, [mounted])
        gains = {memory.id: value - nothing for memory, value in zip(candidates, likelihoods, strict=True)}
        needed = max(least, max(gains.values()) - WITHIN)
        return {memory_id: Meaning(gain, needed) for memory_id, gain in gains.items()}

    def _denials(self, query: str, hits: Sequence[Hit], core: Expert) -> list[Hit]:
        """The same with how likely the core, reading each alone, refuses to answer."""
        if core.denies_from is None or not hits:
            return list(hits)
        prompts = [self._engine.render([user_turn(query, [hit.memory])]) for hit in hits]
        mounted = AdapterRef(self._registry.folder(core.id) / GGUF, core.beside_notes)
        refusals = self._engine.likelihoods(prompts, REFUSAL, [mounted])
        limit = core.denies_from - (0.0 if asks_about_the_user(query) else DOUBTED)
        judged = [hit.meaning or Meaning(0.0, 0.0) for hit in hits]
        return [
            replace(hit, meaning=replace(meaning, denial=refusal, denied_from=limit))
            for hit, meaning, refusal in zip(hits, judged, refusals, strict=True)
        ]


def _likeliest(
    hits: Sequence[Hit], candidates: Sequence[Memory], meaning: Mapping[int, Meaning], least: float
) -> list[Hit]:
    """What the question is likely to be about, then what words found and meaning does not deny."""
    gains = {memory_id: judged.gain for memory_id, judged in meaning.items()}
    near_best = max(gains.values()) - WITHIN
    likely = [memory for memory in candidates if meaning[memory.id].likely]
    likely.sort(key=lambda memory: -gains[memory.id])
    by_words = {hit.memory.id: hit for hit in hits}
    found = {
        memory.id: Hit(
            memory,
            round(gains[memory.id] / (gains[memory.id] + least), 4),
            by_words[memory.id].matched if memory.id in by_words else (),
            meaning[memory.id],
        )
        for memory in likely
    }
    for hit in hits:
        if gains.get(hit.memory.id, 0.0) >= max(0.0, near_best):
            found.setdefault(hit.memory.id, replace(hit, meaning=meaning.get(hit.memory.id)))
    return list(found.values())


def _why_words_alone(query: str, hits: Sequence[Hit]) -> str:
    if not is_question(query):
        return "nothing is asked"
    return "words found enough" if hits else "the question does not mention you"
