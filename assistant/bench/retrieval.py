"""The retrieval suite: is the right memory among the first five, does an unrelated question find one; how fast.

Lives: told facts among thousands of memories of other people, asked in wordings that hold no rule. LoCoMo: the turns
of long conversations between two people as memories, scored by the answer key's evidence.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from assistant.bench.arms import Bench
from assistant.bench.fillers import COMMON, fillers
from assistant.bench.lives import Fact, lives, never_told
from assistant.bench.narration import Narrator
from assistant.bench.retrieval_asking import FALSE, FLOOR, FOUND, Asked, WordsOnly, ask, fires, row
from assistant.bench.retrieval_locomo import on_locomo, read_locomo
from assistant.bench.retrieval_product import Open, Product, asked_product, fires_product, sample
from assistant.errors import UsageError
from assistant.memory.recall import Recall
from assistant.memory.store import MemoryStore
from assistant.sleep.anchors import ANCHORS, DRIFT_ANCHORS
from assistant.sleep.general import GENERAL

FACTS, FILLERS, MESSAGES_A_MEMORY, UNTOLD = 300, 20_000, 5, 100
FEW = 40
"""Facts of a home without other memories, where the product is asked too."""
ARMS = ("words", "product")
_BATCH = 2000


def on_lives(
    store: MemoryStore, facts: Sequence[Fact], others: int, messages: int, seed: int, product: Open | None = None
) -> list[dict[str, Any]]:
    """Tell the facts among `others` memories and `messages` messages of other people, then ask every probe.

    `product`, where given, is asked a sample of the questions, and words the same.
    """
    ids = _fill(store, facts, others, messages, seed)
    recall = Recall(store)
    questions = [
        (probe.question, frozenset({ids[fact.statement]}), fact.statement) for fact in facts for probe in fact.probes
    ]
    general = [*ANCHORS, *DRIFT_ANCHORS, *(question.text for question in GENERAL)]
    untold = never_told(UNTOLD, seed, facts)
    size = f"{len(facts) + others} memories"
    rows = [
        row("lives", size, ask(recall, "told", questions)),
        row("lives", size, ask(WordsOnly(store), "told", questions, by=FLOOR)),
        row("lives", size, fires(recall, "general", general), FALSE),
        row("lives", size, fires(recall, "never told", untold), FALSE),
    ]
    if product:
        finder, rng = product(store), Random(seed)
        some = sample(questions, rng)
        told = [ask(recall, "some of told", some), *asked_product(finder, "some of told", some)]
        rows += [row("lives", size, asked) for asked in told]
        for name, unanswered in (("general", general), ("never told", untold)):
            rows += [row("lives", size, asked, FALSE) for asked in fires_product(finder, name, unanswered)]
    return rows


def searches(store: MemoryStore, facts: Sequence[Fact], messages: int) -> list[dict[str, Any]]:
    """How long a full-text search through messages takes: with four words of a statement, and with its commonest."""
    texts = [" ".join(fact.statement.split()[:4]) for fact in facts]
    size = f"{messages} messages"
    return [
        row("lives", size, _searched(store, "four words", texts), FOUND),
        row("lives", size, _searched(store, "a common word", COMMON), FOUND),
    ]


def _searched(store: MemoryStore, name: str, texts: Sequence[str]) -> Asked:
    asked = Asked(name, "message search")
    for text in texts:
        begun = time.perf_counter()
        found = store.search_messages(text)
        asked.seconds.append(time.perf_counter() - begun)
        asked.hits.append(bool(found))
    return asked


def _fill(store: MemoryStore, facts: Sequence[Fact], others: int, messages: int, seed: int) -> dict[str, int]:
    rng = Random(seed)
    lines = [*(fact.statement for fact in facts), *fillers(others, rng)]
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


def wanted(chosen: Sequence[str] | None) -> tuple[str, ...]:
    """The arms asked for, all if none was. Raises: UsageError."""
    unknown = [name for name in chosen or () if name not in ARMS]
    if unknown:
        raise UsageError(f"retrieval has no arm {', '.join(unknown)}. Arms: {', '.join(ARMS)}")
    return tuple(chosen or ARMS)


def run(options: argparse.Namespace, bench: Bench | None, narrator: Narrator) -> list[dict[str, Any]]:
    """`reverie bench retrieval [--memories N] [--seed S] [--data LOCOMO.json] [--arms words,product]`.

    With `bench` the product is asked as well. Raises: UsageError, BackendError.
    """
    seed, product = options.seed, partial(Product, bench=bench) if bench else None
    memories = options.memories[0] if options.memories else FILLERS
    talks = read_locomo(Path(options.data)) if options.data else []
    facts, messages = lives(FACTS, seed), memories * MESSAGES_A_MEMORY
    found: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory(prefix="reverie-bench-") as name:
        folder = Path(name)
        narrator(f"filling a store with {memories} memories and {messages} messages")
        with MemoryStore.open(folder / "lives.db") as store:
            found += on_lives(store, facts, max(memories - FACTS, 0), messages, seed, product)
            found += searches(store, facts, messages)
        if product:
            narrator(f"a home of {FEW} memories")
            with MemoryStore.open(folder / "few.db") as store:
                found += on_lives(store, lives(FEW, seed), 0, 0, seed, product)
        if talks:
            narrator(f"{len(talks)} conversations")
            found += on_locomo(folder, talks, seed, product)
    return found


def cells(found: Sequence[dict[str, Any]]) -> list[list[str]]:
    """The rows as heads and cells."""
    heads = ("source", "size", "asked", "by", "n", "measure", "value", "95 %", "first", "p50 ms", "p95 ms")
    body = [
        [
            row["source"], row["size"], row["asked"], row["by"], str(row["n"]), row["measure"], f"{row['value']:.3f}",
            f"{row['ci95'][0]:.3f}-{row['ci95'][1]:.3f}", "-" if row["first"] is None else f"{row['first']:.3f}",
            *("-" if row[key] is None else str(row[key]) for key in ("p50_ms", "p95_ms")),
        ]
        for row in found
    ]  # fmt: skip
    return [[*heads], *body]
