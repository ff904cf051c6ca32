"""The speed suite: tokens a second of each kind of work, the share of the machine's peak, and whole nights."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Any

from assistant.bench.arms import Bench
from assistant.bench.lives import Fact, lives
from assistant.bench.narration import Narrator
from assistant.bench.recall import tell
from assistant.config import Config
from assistant.experts.asking import request
from assistant.paths import Home
from assistant.sleep.recipe import Recipe
from assistant.sleep.supervisor import run_sleep
from backends.base import ChatMessage, GenerationStats, Sampling
from backends.registry import load_trainer, measure_matmul

MEMORIES = (10, 20, 40)
WARM_UP_STEPS = 2
STEPS = 10
SAMPLED = 64
PROMPTS = 8
PROMPT_WORDS = 500
REPLY_TOKENS = 64

Opened = Callable[[], AbstractContextManager[tuple[Bench, Home, Config]]]
"""A fresh home with its engine."""


def run(opened: Opened, memories: Sequence[int], seed: int, narrator: Narrator) -> list[dict[str, Any]]:
    """Rows of single kinds of work, then one of a night for each number of memories."""
    with opened() as (bench, home, _):
        rows = [*_training(bench, home, seed), *_serving(bench, seed)]
        for row in rows:
            figure = (
                f"{row['tokens_per_second']:.0f} tokens/s"
                if "tokens_per_second" in row
                else f"{row['gflops']:.0f} GFLOP/s"
            )
            narrator(f"  {row['arm']}: {figure}")
    for count in memories:
        with opened() as (bench, home, config):
            rows.append(_night(bench, home, config, count, seed, narrator))
            narrator(f"  {count} memories: {rows[-1]['seconds']:.0f} s")
    return rows


def _training(bench: Bench, home: Home, seed: int) -> list[dict[str, Any]]:
    """Optimiser steps on study pairs, against the best matrix product that the same library does here."""
    peak = measure_matmul(bench.engine.info, home.cache)
    recipe = Recipe()
    shape, optimisation = recipe.day, recipe.day_optimisation
    facts = lives(optimisation.batch_examples * (WARM_UP_STEPS + STEPS), seed)
    examples = [bench.builder.pair(fact.probes[0].question, fact.statement) for fact in facts]
    session = load_trainer().open(
        bench.engine.info,
        home.cache,
        shape.spec(bench.engine.info.layers),
        seed,
    )
    try:
        batches = [examples[at :: WARM_UP_STEPS + STEPS] for at in range(WARM_UP_STEPS + STEPS)]
        for batch in batches[:WARM_UP_STEPS]:
            session.step(batch, optimisation.learning_rate, recipe.seeding.beta)
        begun = time.perf_counter()
        tokens = sum(
            session.step(batch, optimisation.learning_rate, recipe.seeding.beta).tokens
            for batch in batches[WARM_UP_STEPS:]
        )
        seconds = time.perf_counter() - begun
    finally:
        session.close()
    labels = sum(len(example.completion) for batch in batches[WARM_UP_STEPS:] for example in batch)
    done = (tokens * peak.flops_per_token + labels * peak.flops_per_label) / seconds
    return [
        {"arm": f"matmul, {peak.dtype}, {peak.device}", "gflops": round(peak.flops_per_second / 1e9, 1)},
        {
            "arm": "training",
            "tokens_per_second": round(tokens / seconds, 1),
            "gflops": round(done / 1e9, 1),
            "share_of_peak": round(done / peak.flops_per_second, 4),
            "seconds": round(seconds, 2),
        },
    ]


def _serving(bench: Bench, seed: int) -> list[dict[str, Any]]:
    """Dreams many at once, long prompts, and one reply as a chat streams it; the bare model."""
    engine = bench.engine
    engine.set_adapters(())
    facts = lives(SAMPLED, seed)
    sampling = Sampling(temperature=0.8, top_p=0.95, top_k=0, min_p=0.02, max_tokens=REPLY_TOKENS, seed=seed)
    requests = [bench.builder.prompt_text(request(fact.statement)) for fact in facts]
    begun = time.perf_counter()
    written = sum(done.tokens for done in engine.complete_many(requests, sampling))
    sampled = time.perf_counter() - begun
    prompts = [_long_prompt(bench, facts[at:]) for at in range(PROMPTS)]
    begun = time.perf_counter()
    engine.complete_many(prompts, replace(sampling, max_tokens=1))
    read = time.perf_counter() - begun
    length = sum(len(engine.tokenize(prompt)) for prompt in prompts)
    stats = [
        piece
        for piece in engine.stream_chat([ChatMessage("user", "Tell me a long story about the sea.")], sampling)
        if isinstance(piece, GenerationStats)
    ][-1]
    return [
        {
            "arm": "sampling, many at once",
            "tokens_per_second": round(written / sampled, 1),
            "seconds": round(sampled, 2),
        },
        {"arm": "reading prompts", "tokens_per_second": round(length / read, 1), "seconds": round(read, 2)},
        {
            "arm": "chat, one reply",
            "tokens_per_second": round(stats.tokens_per_second, 1),
            "seconds": round(stats.seconds, 2),
        },
    ]


def _long_prompt(bench: Bench, facts: Sequence[Fact]) -> str:
    """A prompt of about `PROMPT_WORDS` words that begins like no other."""
    words = " ".join(fact.statement for fact in facts).split()
    return bench.builder.prompt_text(" ".join(words[:PROMPT_WORDS]))


def _night(bench: Bench, home: Home, config: Config, count: int, seed: int, narrator: Narrator) -> dict[str, Any]:
    tell(bench, lives(count, seed))
    begun = time.perf_counter()
    finished = run_sleep(home, config, seed=seed + 1, on_event=narrator.event)
    seconds = time.perf_counter() - begun
    return {
        "arm": "night",
        "memories": count,
        "verdict": finished.verdict,
        "seconds": round(seconds, 1),
        "seconds_per_memory": round(seconds / count, 2),
        "phases": finished.report.get("seconds", {}),
    }
