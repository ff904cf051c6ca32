"""From the command line to a suite, and from its rows to a table and a JSON file."""

from __future__ import annotations

import argparse
import json
import platform
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import psutil

from assistant.bench import extraction, recall, retrieval
from assistant.bench.arms import ARMS, Bench
from assistant.bench.lives import Fact, lives, never_told, plan, read_facts
from assistant.bench.narration import Narrator
from assistant.chat.engine import EngineClient
from assistant.config import Config, load_config
from assistant.errors import MachineError, UsageError
from assistant.experts.manifest import Level
from assistant.experts.registry import ExpertRegistry
from assistant.memory.store import MemoryStore
from assistant.model.resolve import resolve_model
from assistant.paths import Home
from assistant.sleep.examples import ExampleBuilder
from assistant.sleep.supervisor import run_sleep

NEVER_TOLD = 40
CONTEXT = 4096
LIGHT = {"extraction": extraction.main, "retrieval": retrieval.main}
"""Suites that load no model."""

SUITES = ("recall", *LIGHT)
LATER = ("reading", "ablation", "speed", "knowledge", "continual", "fewshot", "longcontext", "locomo")


def run_suite(suite: str, options: argparse.Namespace, home: Home) -> int:
    """Run it, print its table and write its JSON. Raises: UsageError, MachineError."""
    if suite in LIGHT:
        return LIGHT[suite](options, home)
    if suite in LATER:
        raise MachineError(f"The suite {suite} is not built yet. Built: {', '.join(SUITES)}.")
    narrator = Narrator(sys.stderr)
    facts = _facts(options)
    nights = max([options.nights, *(fact.night or 1 for fact in facts)])
    arms = _arms(options.arms)
    config = load_config(home.config)
    with tempfile.TemporaryDirectory(prefix="reverie-bench-") as folder:
        own = Home(Path(folder)).create()
        _borrow(home, own, config)
        config = replace(config, model=str(resolve_model(home, config.model)))
        if {"expert", "forced", "product"} & set(arms):
            _prepare_core(home, own, config, narrator)
        with _open(own, config) as bench:
            rows = recall.run(
                bench,
                own,
                config,
                facts,
                nights=nights,
                chosen=arms,
                never_told=never_told(NEVER_TOLD, options.seed, facts),
                seed=options.seed,
                without=(options.without,) if options.without else (),
                narrator=narrator,
            )
            result = {
                "suite": suite,
                "model": {"name": bench.engine.info.name, "sha256": bench.engine.info.sha256},
                "machine": _machine(),
                "seed": options.seed,
                "rows": rows,
            }
    _write(result, options.json)
    return 0


def _facts(options: argparse.Namespace) -> list[Fact]:
    if options.facts:
        return read_facts(Path(options.facts))
    if options.nights > 1:
        return plan(options.nights, options.memories or 15, 0, 0, options.seed)
    return lives(options.memories or 20, options.seed)


def _arms(wanted: Sequence[str] | None) -> list[str]:
    unknown = [name for name in wanted or () if name not in ARMS]
    if unknown:
        raise UsageError(f"there is no arm {', '.join(unknown)}. Arms: {', '.join(ARMS)}")
    return [name for name in ARMS if name in (wanted or ARMS)]


def _borrow(home: Home, own: Home, config: Config) -> None:
    """The bench's home shares what can be made again: dequantised weights."""
    home.cache.mkdir(parents=True, exist_ok=True, mode=0o700)
    own.cache.rmdir()
    own.cache.symlink_to(home.cache, target_is_directory=True)


def _prepare_core(home: Home, own: Home, config: Config, narrator: Narrator) -> None:
    """The core expert is of the base model, not of a life: it is learnt once a home, in the first idle minutes."""
    home.create()
    registry = ExpertRegistry(home)
    if not _cores(registry):
        narrator("this home has no core expert yet; it learns to read notes first (once per base model)")
        finished = run_sleep(home, config, level=Level.CORE, on_event=narrator.event)
        narrator(f"core expert: {finished.verdict} ({finished.reason}), {finished.report.get('seconds')}")
    cores = _cores(registry)
    for expert_id in cores:
        (own.experts / expert_id).symlink_to(home.experts / expert_id, target_is_directory=True)
    if cores:
        ExpertRegistry(own).activate(cores)


def _cores(registry: ExpertRegistry) -> list[str]:
    return [e for e in registry.active().experts if registry.load(e).level is Level.CORE]


@contextmanager
def _open(home: Home, config: Config) -> Iterator[Bench]:
    engine = EngineClient.start(
        Path(config.model), context=CONTEXT, threads=config.chat.threads, log=home.logs / "engine.log"
    )
    with closing(engine), MemoryStore.open(home.database) as store:
        yield Bench(engine, ExampleBuilder(engine), store, ExpertRegistry(home, engine.info.sha256))


def _machine() -> dict[str, Any]:
    return {
        "system": platform.platform(),
        "processor": platform.processor() or platform.machine(),
        "cores": psutil.cpu_count(logical=False),
        "memory_gb": round(psutil.virtual_memory().total / 1e9, 1),
        "python": platform.python_version(),
    }


def _write(result: dict[str, Any], path: str | None) -> None:
    text = json.dumps(result, ensure_ascii=False, indent=2)
    if path == "-":
        sys.stdout.write(text + "\n")
        return
    sys.stdout.write(table(result["rows"]) + "\n")
    if path:
        Path(path).write_text(text + "\n", encoding="utf-8")


def table(rows: Sequence[dict[str, Any]]) -> str:
    """The rows as a text table, one line an arm and night."""
    heads = ("arm", "night", "recall", "95 %", "n", "recited", "retained", "drift", "false", "general", "s", "s/memory")
    lines = [heads, *(_cells(row) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(heads))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in lines)


def _cells(row: dict[str, Any]) -> tuple[str, ...]:
    low, high = row["recall"]["ci95"]
    return (
        row["arm"],
        str(row["night"]),
        f"{row['recall']['value']:.2f}",
        f"{low:.2f}-{high:.2f}",
        str(row["recall"]["n"]),
        f"{row['recited']:.2f}",
        "-" if row["retention"] is None else f"{row['retention']:.2f}",
        f"{row['drift']:.4f}",
        f"{row['false_memory']:.2f}",
        f"{row['general_accuracy']:.2f}",
        f"{row['seconds']:.0f}",
        "-" if row["seconds_per_memory"] is None else f"{row['seconds_per_memory']:.1f}",
    )
