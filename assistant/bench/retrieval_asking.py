"""Questions put to retrieval, and how they came out."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from assistant.memory.records import Hit
from assistant.memory.store import MemoryStore
from assistant.memory.words import content_words
from assistant.sleep.judging import share

FOUND_AT = 5
WORDS, FLOOR = "words", "BM25 alone"
Clock = Callable[[], float]
Told = tuple[str, frozenset[int], str]
"""A question, the ids of the right memories, and their text."""


@dataclass(slots=True)
class Asked:
    """How a set of questions came out."""

    name: str
    by: str = WORDS
    """What was asked."""
    hits: list[bool] = field(default_factory=list)
    first: list[bool] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    misses: list[dict[str, Any]] = field(default_factory=list)


class Finder(Protocol):
    """Whatever finds memories for a query."""

    def find(self, query: str, limit: int) -> list[Hit]:
        """Memories, best first."""


class WordsOnly:
    """The floor: the index's own ranking (BM25) by the question's content words, with no threshold."""

    def __init__(self, store: MemoryStore) -> None:
        self._store = store

    def find(self, query: str, limit: int) -> list[Hit]:
        """The first `limit` rows of the index."""
        return [Hit(memory, 0.0) for memory, _ in self._store.candidates(content_words(query), limit)]


def ask(
    recall: Finder, name: str, questions: Iterable[Told], clock: Clock = time.perf_counter, *, by: str = WORDS
) -> Asked:
    """Right is any of the right memories among the first five."""
    asked = Asked(name, by)
    for question, right, text in questions:
        begun = clock()
        found = recall.find(question, FOUND_AT)
        asked.seconds.append(clock() - begun)
        ids = [hit.memory.id for hit in found]
        asked.hits.append(bool(right & set(ids)))
        asked.first.append(ids[:1] != [] and ids[0] in right)
        if not asked.hits[-1]:
            got = [{"text": hit.memory.text, "score": hit.score} for hit in found[:3]]
            asked.misses.append({"question": question, "wanted": text, "found": got})
    return asked


def fires(
    recall: Finder, name: str, questions: Sequence[str], clock: Clock = time.perf_counter, *, by: str = WORDS
) -> Asked:
    """Ask what no memory answers: every hit is a false one."""
    asked = Asked(name, by)
    for question in questions:
        begun = clock()
        found = recall.find(question, 1)
        asked.seconds.append(clock() - begun)
        asked.hits.append(bool(found))
        if found:
            asked.misses.append(
                {"question": question, "found": [{"text": found[0].memory.text, "score": found[0].score}]}
            )
    return asked


RECALL, FALSE, FOUND = f"recall@{FOUND_AT}", "false fire", "found any"


def row(source: str, size: str, asked: Asked, measure: str = RECALL) -> dict[str, Any]:
    """One line of the table; `measure` says what a hit means."""
    value = share(asked.hits)
    low, high = value.ci95
    times = sorted(asked.seconds)
    return {
        "source": source,
        "size": size,
        "asked": asked.name,
        "by": asked.by,
        "n": len(asked.hits),
        "measure": measure,
        "value": round(value.value, 4),
        "ci95": [round(low, 4), round(high, 4)],
        "first": round(sum(asked.first) / len(asked.first), 4) if asked.first else None,
        "p50_ms": round(1000 * times[len(times) // 2], 2) if times else None,
        "p95_ms": round(1000 * times[int(len(times) * 0.95)], 2) if times else None,
        "misses": asked.misses,
    }
