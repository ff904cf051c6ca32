"""`reverie expert export`, `import` and `verify`: adapters out to other runtimes, in from them, and proven there."""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from assistant.cli.compose import open_home, open_registry, open_store, read_config
from assistant.cli.interrupt import StopFlag
from assistant.cli.output import data, data_json, note, table
from assistant.cli.progress import SleepNarrator
from assistant.errors import ExpertError
from assistant.experts.bring import Arrival, bring
from assistant.experts.export import FORMATS, MANIFEST, Order, check, chosen, read_manifest
from assistant.experts.export import export as write_export
from assistant.experts.manifest import Level
from assistant.experts.registry import ExpertRegistry
from assistant.memory.store import MemoryStore
from assistant.model.resolve import resolve_model
from backends.base import AdapterExchange, ModelInfo
from backends.registry import load_exchange

INTERRUPTED = 130


def export(arguments: argparse.Namespace) -> int:
    """Write experts, as one adapter, into a folder that other runtimes load."""
    exchange, model = _base(arguments)
    registry = open_registry(arguments)
    experts = chosen(registry, arguments.ids)
    with open_store(arguments) as store:
        before = {expert.id: _scores_before(store, expert.sleep_id, expert.level) for expert in experts}
    formats = tuple(dict.fromkeys(FORMATS if "all" in arguments.format else arguments.format))
    folder = Path(arguments.out).expanduser().absolute()
    order = Order(experts, formats, folder, before)
    # Before anything that takes minutes.
    check(order, model)

    def write(order: Order) -> list[Path]:
        if "merged" in formats or "ollama" in formats:
            note(f"merging into {model.name}")
        return write_export(order, registry, model, exchange)

    written = _write_without(arguments, order, write) if arguments.without else write(order)
    if written is None:
        note("stopped; nothing was written")
        return INTERRUPTED
    if arguments.json:
        ids = [entry["id"] for entry in read_manifest(folder)["experts"]]
        data_json({"experts": ids, "folder": str(folder), "files": [str(path) for path in written]})
    else:
        data("\n".join(str(path) for path in written))
    note("these files hold personal facts: whoever has them can ask for them (see README.md there)")
    return 0


def _write_without(
    arguments: argparse.Namespace, order: Order, write: Callable[[Order], list[Path]]
) -> list[Path] | None:
    """The same with experts that never saw what is to be left out; None when the user asked to stop."""
    from assistant.sleep.leaving_out import wish_of, without
    from assistant.sleep.seeding import Stopped

    home = open_home(arguments)
    narrator = SleepNarrator()
    try:
        with open_store(arguments) as store, StopFlag() as stop:
            wish = wish_of(arguments.without, store, order.experts)
            parts = home, read_config(home), store, order.experts, wish
            with without(*parts, narrator.tell, stop.is_set, note) as abridged:
                remade = abridged.omission.remade
                before = {new: order.scores_before[each.original] for new, each in remade.items()}
                scores = {**order.scores_before, **before}
                return write(replace(order, experts=abridged.experts, scores_before=scores, omission=abridged.omission))
    except Stopped:
        return None
    finally:
        narrator.close()


def import_adapter(arguments: argparse.Namespace) -> int:
    """Take an adapter from elsewhere as an expert, if it was made for the model in use."""
    exchange, model = _base(arguments)
    registry = ExpertRegistry(open_home(arguments), model.sha256)
    source = Path(arguments.source).expanduser()
    if not source.exists():
        raise ExpertError(f"{source} does not exist. Name a PEFT or MLX folder, or a GGUF adapter.")
    name = arguments.id or f"imported-{time.strftime('%Y%m%d-%H%M%S')}"
    arrival = Arrival(source, name, Level(arguments.level), arguments.memories, arguments.assume_base)
    with open_store(arguments) as store:
        for number in arrival.memory_ids:
            store.memory(number)
        expert = bring(arrival, registry, model, exchange, time.time())
        store.link_expert(expert.id, arrival.memory_ids)
    if arguments.json:
        data_json({"id": expert.id, "folder": str(registry.folder(expert.id))})
    else:
        data(expert.id)
    active = " ".join((*registry.active().experts, expert.id))
    note(f"it is not active yet; to let chat mount it: reverie expert activate {active}")
    if expert.level is not Level.CORE and not expert.memory_ids:
        note("chat mounts it for no question, since it is linked to no memory: import it with --memories or as a core")
    return 0


def verify(arguments: argparse.Namespace) -> int:
    """Check experts (ids) for damage, and exported folders in every runtime; 1 when something is wrong."""
    folders = [name for name in arguments.ids if (Path(name).expanduser() / MANIFEST).is_file()]
    ids = [name for name in arguments.ids if name not in folders]
    results: list[dict[str, Any]] = []
    failed = False
    if ids or not folders:
        failed = _verify_experts(arguments, ids, results)
    for name in folders:
        failed = _verify_folder(arguments, Path(name).expanduser().absolute(), results) or failed
    if arguments.json:
        data_json(results)
    return 1 if failed else 0


def _verify_experts(arguments: argparse.Namespace, ids: list[str], results: list[dict[str, Any]]) -> bool:
    registry = open_registry(arguments)
    faults: dict[str, str | None] = {}
    for expert_id in ids or [expert.id for expert in registry.list()]:
        try:
            registry.verify(expert_id)
            faults[expert_id] = None
        except ExpertError as error:
            faults[expert_id] = str(error)
    results += [{"id": name, "sound": fault is None, "fault": fault} for name, fault in faults.items()]
    if not arguments.json:
        table(("ID", "RESULT"), [(name, fault or "sound") for name, fault in faults.items()], "no experts yet")
    return any(faults.values())


def _verify_folder(arguments: argparse.Namespace, folder: Path, results: list[dict[str, Any]]) -> bool:
    from assistant.bench.exported import verify as ask_everywhere

    home = open_home(arguments)
    with open_store(arguments) as store:
        rows = ask_everywhere(folder, home, read_config(home), store, note)
    results += [row.as_json(folder) for row in rows]
    if not arguments.json:
        table(("FORMAT", "RUNTIME", "RIGHT", "RECALL", "RESULT"), [row.cells() for row in rows], "nothing to verify")
    return any(row.fell_behind for row in rows)


def _base(arguments: argparse.Namespace) -> tuple[AdapterExchange, ModelInfo]:
    home = open_home(arguments)
    exchange = load_exchange()
    return exchange, exchange.describe(resolve_model(home, read_config(home).model))


def _scores_before(store: MemoryStore, sleep_id: int | None, level: Level) -> dict[str, float]:
    """What the report of the expert's night measured before it learned; nothing when the night is not known."""
    row = next((row for row in store.sleeps() if row.id == sleep_id), None)
    report: dict[str, Any] = json.loads(row.report) if row is not None and row.report else {}
    own = report.get("core", report) if level is Level.CORE else report
    pairs = {name: value["before"] for name, value in own.items() if isinstance(value, dict) and "before" in value}
    return {name: float(value) for name, value in pairs.items() if isinstance(value, int | float)}
