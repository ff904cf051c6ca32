"""From the command line to a suite, and from its rows to a table, a JSON file, a page of results and a picture."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from assistant.bench import ablation, extraction, longcontext, provenance, reading, recall, retrieval, speed
from assistant.bench.aggregate import aggregated
from assistant.bench.arms import ARMS, ON_REQUEST, Bench
from assistant.bench.lives import Fact, alike, lives, never_told, plan, read_facts
from assistant.bench.narration import Narrator
from assistant.bench.plot import picture
from assistant.bench.report import cells
from assistant.bench.writing import write
from assistant.chat.engine import EngineClient
from assistant.config import Config, load_config
from assistant.errors import MachineError, UsageError
from assistant.experts.manifest import Level
from assistant.experts.registry import ExpertRegistry
from assistant.experts.shipped import adopt
from assistant.memory.store import MemoryStore
from assistant.model.resolve import resolve_model
from assistant.paths import Home
from assistant.sleep.examples import ExampleBuilder
from assistant.sleep.recipe import Recipe, extended, without
from assistant.sleep.supervisor import run_sleep
from backends.registry import load_exchange

NEVER_TOLD = 40
CONTEXT = 4096
MADE_UP = 20
"""Statements made up where no number is given."""
SUITES = ("recall", "reading", "ablation", "speed", "longcontext", "extraction", "retrieval")
LATER = ("knowledge", "continual", "fewshot", "locomo")


@dataclass(frozen=True, slots=True)
class Task:
    """One suite with one seed: the options, the user's home, which lends model and core expert, and the voice."""

    options: argparse.Namespace
    home: Home
    config: Config
    seed: int
    narrator: Narrator

    @contextmanager
    def opened(self, core: bool = True, context: int = CONTEXT) -> Iterator[tuple[Bench, Home, Config]]:
        """A fresh home with its engine; with the core expert in use if there is one and `core`. `context`: tokens."""
        with tempfile.TemporaryDirectory(prefix="reverie-bench-") as folder:
            own = Home(Path(folder)).create()
            _borrow(self.home, own)
            if core:
                _prepare_core(self.home, own, self.config, self.narrator)
            with _open(own, self.config, context) as bench:
                yield bench, own, self.config

    def facts(self) -> list[Fact]:
        """Those of the file, or as many made-up ones as were asked for."""
        return _facts(self.options, self.seed)

    def alike(self) -> dict[str, list[str]]:
        """Distractors that say the same sort of thing of someone else; only made-up statements have them."""
        options = self.options
        if options.facts or options.nights > 1:
            return {}
        return alike(_count(options) or MADE_UP, self.seed, options.distractors)

    def never_told(self, facts: Sequence[Fact]) -> list[str]:
        """The questions of the file, or made-up ones."""
        if self.options.never_told:
            return provenance.lines(Path(self.options.never_told))
        return never_told(NEVER_TOLD, self.seed, facts)


def run_suite(suite: str, options: argparse.Namespace, home: Home) -> int:
    """Run it, print its table and write what was asked for. Raises: UsageError, MachineError."""
    if suite in LATER:
        raise MachineError(f"The suite {suite} is not built yet. Built: {', '.join(SUITES)}.")
    _check(suite, options)
    if suite == "extraction":
        return extraction.main(options, home)
    narrator = Narrator(sys.stderr)
    if suite == "retrieval":
        return _retrieval(options, home, narrator)
    config = load_config(home.config)
    config = replace(config, model=str(resolve_model(home, config.model)))
    seeds = options.seeds or (options.seed,)
    runs = []
    with Task(options, home, config, seeds[0], narrator).opened(core=False) as (bench, _, _):
        model = {"name": bench.engine.info.name, "sha256": bench.engine.info.sha256}
    for seed in seeds:
        if len(seeds) > 1:
            narrator(f"seed {seed}")
        runs.append(_SUITES[suite](Task(options, home, config, seed, narrator)))
    result: dict[str, Any] = {
        **provenance.stamp(suite, options, time.time()),
        "model": model,
        "seed": seeds[0] if len(seeds) == 1 else list(seeds),
        "rows": aggregated(runs, same_questions=bool(options.facts)),
    }
    if len(seeds) > 1:
        result["runs"] = [{"seed": seed, "rows": rows} for seed, rows in zip(seeds, runs, strict=True)]
    write(result, cells(result["rows"]), options)
    if options.plot:
        Path(options.plot).write_text(picture(result["rows"]), encoding="utf-8")
    return 0


def _check(suite: str, options: argparse.Namespace) -> None:
    """Refuse what cannot be meant before anything is begun. Raises: UsageError."""
    left_out, added = options.without or (), options.added or ()
    if suite == "ablation":
        ablation.wanted(left_out, Recipe(), added)
        ablation.additions(added, Recipe())
    else:
        extended(without(Recipe(), left_out), added)
    if added and suite not in ("recall", "ablation"):
        raise UsageError(
            "--with changes the nights of `bench recall` and `bench ablation`; the others have none of it."
        )
    if suite in ("recall", "ablation"):
        _arms(options.arms)
        _nights(options, _facts(options, options.seed))
    elif options.exams:
        raise UsageError("--exams names nights of `bench recall` and `bench ablation`; the others have none.")
    if suite == "longcontext":
        longcontext.contexts(options.tokens)
    if suite != "speed" and len(options.memories or ()) > 1:
        raise UsageError("several numbers of memories are for `bench speed`; give one number to --memories.")
    if options.plot and suite != "recall":
        raise UsageError("--plot draws recall over nights; it goes with `bench recall`.")


def _retrieval(options: argparse.Namespace, home: Home, narrator: Narrator) -> int:
    """Words alone need no model."""
    chosen = retrieval.wanted(options.arms)
    result: dict[str, Any] = {**provenance.stamp("retrieval", options, time.time()), "seed": options.seed}
    with ExitStack() as stack:
        bench = None
        if "product" in chosen:
            config = load_config(home.config)
            config = replace(config, model=str(resolve_model(home, config.model)))
            bench, _, _ = stack.enter_context(Task(options, home, config, options.seed, narrator).opened())
            result["model"] = {"name": bench.engine.info.name, "sha256": bench.engine.info.sha256}
        result["rows"] = retrieval.run(options, bench, narrator)
    write(result, retrieval.cells(result["rows"]), options)
    return 0


def _recall(task: Task) -> list[dict[str, Any]]:
    left_out, chosen, facts = tuple(task.options.without or ()), _arms(task.options.arms), task.facts()
    with task.opened(core=bool(recall.SLEPT & set(chosen)) and "core" not in left_out) as (bench, own, config):
        return _slept(task, bench, own, config, facts, chosen, left_out, tuple(task.options.added or ()))


def _slept(
    task: Task,
    bench: Bench,
    own: Home,
    config: Config,
    facts: Sequence[Fact],
    chosen: Sequence[str],
    left_out: Sequence[str],
    added: Sequence[str],
) -> list[dict[str, Any]]:
    return recall.run(
        bench,
        own,
        config,
        facts,
        nights=_nights(task.options, facts),
        chosen=chosen,
        never_told=task.never_told(facts),
        seed=task.seed,
        without=tuple(left_out),
        added=tuple(added),
        narrator=task.narrator,
        exams=task.options.exams or (),
    )


def _reading(task: Task) -> list[dict[str, Any]]:
    facts = task.facts()
    with task.opened() as (bench, _, _):
        return reading.run(
            bench,
            facts,
            distractors=task.options.distractors,
            never_told=task.never_told(facts),
            seed=task.seed,
            narrator=task.narrator,
            alike=task.alike(),
        )


def _ablation(task: Task) -> list[dict[str, Any]]:
    facts, added = task.facts(), task.options.added or ()

    def study(left_out: tuple[str, ...], extra: tuple[str, ...], chosen: Sequence[str]) -> list[dict[str, Any]]:
        with task.opened(core="core" not in left_out) as (bench, own, config):
            return _slept(task, bench, own, config, facts, chosen, left_out, extra)

    left_out = ablation.wanted(task.options.without or (), Recipe(), added)
    chosen = _arms(task.options.arms) if task.options.arms else ablation.ARMS
    return ablation.run(study, left_out, task.narrator, ablation.additions(added, Recipe()), chosen)


def _speed(task: Task) -> list[dict[str, Any]]:
    return speed.run(task.opened, task.options.memories or speed.MEMORIES, task.seed, task.narrator)


def _longcontext(task: Task) -> list[dict[str, Any]]:
    rows = []
    for context in longcontext.contexts(task.options.tokens):
        with task.opened(context=context) as (bench, _, _):
            rows += longcontext.run(bench, task.seed, task.narrator)
    return rows


_SUITES = {
    "recall": _recall, "reading": _reading, "ablation": _ablation, "speed": _speed, "longcontext": _longcontext,
}  # fmt: skip


def _facts(options: argparse.Namespace, seed: int) -> list[Fact]:
    if options.facts:
        return read_facts(Path(options.facts))
    count = _count(options)
    if options.nights > 1:
        per_night = count or 15
        told = options.nights * per_night
        updates = told // 10 if options.updates is None else options.updates
        forgets = told // 20 if options.forgets is None else options.forgets
        return plan(options.nights, per_night, updates, forgets, seed)
    return lives(count or MADE_UP, seed)


def _nights(options: argparse.Namespace, facts: Sequence[Fact]) -> int:
    """As many as were asked for, and as the facts take to tell. Raises: UsageError for an exam after them."""
    nights: int = max([options.nights, *(fact.night or 1 for fact in facts)])
    late = [night for night in options.exams or () if night > nights]
    if late:
        raise UsageError(
            f"there is no night {late[0]} to ask after: {nights} are slept. Give --nights or other --exams."
        )
    return nights


def _count(options: argparse.Namespace) -> int | None:
    return options.memories[0] if options.memories else None


def _arms(wanted: Sequence[str] | None) -> list[str]:
    unknown = [name for name in wanted or () if name not in (*ARMS, *ON_REQUEST)]
    if unknown:
        raise UsageError(f"there is no arm {', '.join(unknown)}. Arms: {', '.join((*ARMS, *ON_REQUEST))}")
    return [name for name in (*ARMS, *ON_REQUEST) if name in (wanted or ARMS)]


def _borrow(home: Home, own: Home) -> None:
    """The bench's home shares what can be made again: dequantised weights."""
    home.cache.mkdir(parents=True, exist_ok=True, mode=0o700)
    own.cache.rmdir()
    own.cache.symlink_to(home.cache, target_is_directory=True)


def _prepare_core(home: Home, own: Home, config: Config, narrator: Narrator) -> None:
    """The core expert is of the base model, not of a life: it is learnt once a home, in the first idle minutes."""
    home.create()
    registry = ExpertRegistry(home, load_exchange().describe(Path(config.model)).sha256)
    adopt(registry)
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
def _open(home: Home, config: Config, context: int) -> Iterator[Bench]:
    engine = EngineClient.start(
        Path(config.model), context=context, threads=config.chat.threads, log=home.logs / "engine.log"
    )
    with closing(engine), MemoryStore.open(home.database) as store:
        yield Bench(engine, ExampleBuilder(engine), store, ExpertRegistry(home, engine.info.sha256))
