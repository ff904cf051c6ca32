"""The retrieval suite: is the right memory among the first five, does an unrelated question find one; how fast.

Lives: told facts among thousands of memories of other people, asked in wordings that hold no rule. LoCoMo: the turns
of long conversations between two people as memories, scored by the answer key's evidence.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any

from assistant.bench import provenance
from assistant.bench.lives import Fact, lives, never_told
from assistant.bench.retrieval_asking import Asked, WordsOnly, ask, fires, row
from assistant.bench.retrieval_locomo import on_locomo, read_locomo
from assistant.bench.writing import write
from assistant.memory.recall import Recall
from assistant.memory.store import MemoryStore
from assistant.paths import Home
from assistant.sleep.anchors import ANCHORS, DRIFT_ANCHORS
from assistant.sleep.general import GENERAL

FACTS, FILLERS, MESSAGES_A_MEMORY, UNTOLD = 300, 20_000, 5, 100
_BATCH = 2000


def on_lives(store: MemoryStore, facts: Sequence[Fact], fillers: int, messages: int, seed: int) -> list[dict[str, Any]]:
    """Tell the facts among `fillers` memories and `messages` messages of other people, then ask every probe."""
    ids = _fill(store, facts, fillers, messages, seed)
    recall = Recall(store)
    questions = [
        (probe.question, frozenset({ids[fact.statement]}), fact.statement) for fact in facts for probe in fact.probes
    ]
    general = [*ANCHORS, *DRIFT_ANCHORS, *(question.text for question in GENERAL)]
    untold = never_told(UNTOLD, seed, facts)
    size = f"{len(facts) + fillers} memories"
    return [
        row("lives", size, ask(recall, "told", questions)),
        row("lives", size, ask(WordsOnly(store), "told, BM25 alone", questions)),
        row("lives", size, fires(recall, "general", general), fire=True),
        row("lives", size, fires(recall, "never told", untold), fire=True),
        row("lives", f"{messages} messages", _searched(store, questions)),
    ]


def _searched(store: MemoryStore, questions: Sequence[tuple[str, frozenset[int], str]]) -> Asked:
    """Only the time of a full-text search through messages, with the words of a statement."""
    asked = Asked("message search")
    for _, _, statement in questions:
        begun = time.perf_counter()
        found = store.search_messages(" ".join(statement.split()[:4]), 5)
        asked.seconds.append(time.perf_counter() - begun)
        asked.hits.append(bool(found))
    return asked


def _fill(store: MemoryStore, facts: Sequence[Fact], fillers: int, messages: int, seed: int) -> dict[str, int]:
    rng = Random(seed)
    lines = [*(fact.statement for fact in facts), *_fillers(fillers, rng)]
    rng.shuffle(lines)
    told = {fact.statement for fact in facts}
    ids: dict[str, int] = {}
    chat = store.create_chat(title="filled")
    for start in range(0, max(len(lines), messages), _BATCH):
        with store.transaction():
            for line in lines[start : start + _BATCH]:
                memory = store.add_memory(line)
                if line in told:
                    ids[line] = memory.id
            for number in range(start, min(start + _BATCH, messages)):
                text = lines[number] if number < len(lines) else rng.choice(lines)
                store.add_message(chat.id, "user" if number % 2 else "assistant", f"{text} ({number})", learn=False)
    return ids


_SYLLABLES = ("ka", "ro", "mi", "ten", "lu", "sa", "vor", "eli", "dan", "pe", "ri", "on", "tha", "wen", "ja", "kul")
_WHO = ("colleague", "neighbour", "friend", "cousin", "classmate", "flatmate", "tenant", "client", "trainer", "pen pal")
_SAID = (
    "lives in {place}", "works in {place} as a {job}", "has a {pet} called {name}", "plays the {instrument} on {day}s",
    "moved to {place} in {year}", "is allergic to {food}", "prefers {food} for lunch", "keeps a {thing} in {place}",
    "meets me on {day}s at {time}", "paid {amount} euros for a {thing}", "studied in {place} until {year}",
    "collects {thing}s from {place}", "was born in {year}", "drives to {place} every {day}",
)  # fmt: skip
_VALUES = {
    "job": "welder nurse baker pilot tailor farmer clerk judge plumber editor chemist potter",
    "pet": "hamster parrot rabbit spaniel kitten gecko goat ferret",
    "instrument": "oboe banjo cello drums harp tuba viola",
    "day": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "food": "walnuts plums lentils celery oysters rye mustard figs mango beetroot",
    "thing": "lantern kettle stamp compass teapot globe typewriter anchor violin barometer",
}


def _fillers(count: int, rng: Random) -> list[str]:
    """Statements about people with invented names; no two alike."""
    found: dict[str, None] = {}
    while len(found) < count:
        values = {key: rng.choice(words.split()) for key, words in _VALUES.items()}
        values |= {
            "name": _name(rng), "place": _name(rng), "year": str(rng.randrange(1950, 2026)),
            "time": f"{rng.randrange(7, 22)}:{rng.randrange(0, 60, 5):02}", "amount": str(rng.randrange(5, 5000)),
        }  # fmt: skip
        found[f"My {rng.choice(_WHO)} {_name(rng)} {rng.choice(_SAID).format(**values)}."] = None
    return list(found)


def _name(rng: Random) -> str:
    return "".join(rng.choice(_SYLLABLES) for _ in range(rng.randrange(2, 4))).capitalize()


def main(options: argparse.Namespace, home: Home) -> int:
    """`reverie bench retrieval [--memories N] [--seed S] [--data LOCOMO.json]`. Raises: UsageError."""
    fillers = options.memories[0] if options.memories else FILLERS
    with tempfile.TemporaryDirectory(prefix="reverie-bench-") as name:
        folder = Path(name)
        found: list[dict[str, Any]] = []
        if options.data:
            found += on_locomo(folder, read_locomo(Path(options.data)))
        sys.stderr.write(f"filling a store with {fillers} memories and {fillers * MESSAGES_A_MEMORY} messages\n")
        with MemoryStore.open(folder / "lives.db") as store:
            facts = lives(FACTS, options.seed)
            found += on_lives(store, facts, max(fillers - FACTS, 0), fillers * MESSAGES_A_MEMORY, options.seed)
    result = {**provenance.stamp("retrieval", options, time.time()), "seed": options.seed, "rows": found}
    write(result, cells(found), options)
    return 0


def cells(found: Sequence[dict[str, Any]]) -> list[list[str]]:
    """The rows as heads and cells."""
    heads = ("source", "size", "asked", "n", "measure", "value", "95 %", "first", "p50 ms", "p95 ms")
    body = [
        [
            row["source"], row["size"], row["asked"], str(row["n"]), row["measure"], f"{row['value']:.3f}",
            f"{row['ci95'][0]:.3f}-{row['ci95'][1]:.3f}", "-" if row["first"] is None else f"{row['first']:.3f}",
            str(row["p50_ms"]), str(row["p95_ms"]),
        ]
        for row in found
    ]  # fmt: skip
    return [[*heads], *body]
