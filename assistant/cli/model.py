"""`reverie model`: the model that answers."""

from __future__ import annotations

import argparse
import sys
import time
from contextlib import closing
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import psutil

from assistant.chat.opening import start_engine
from assistant.cli.compose import open_home, read_config
from assistant.cli.interrupt import StopFlag
from assistant.cli.output import data, data_json, note, table
from assistant.errors import AssistantError
from assistant.model.catalogue import CATALOGUE, CatalogueEntry, recommended
from assistant.model.pull import pull as fetch
from assistant.model.resolve import installed_models, resolve_model, use_model
from assistant.paths import Home

MEGABYTE = 10**6
INTERRUPTED = 130
CONTEXT_FOR_LOOKING = 512


def list_all(arguments: argparse.Namespace) -> int:
    """The catalogue and the model files on this machine; * marks the one in use, > the one recommended."""
    home = open_home(arguments)
    in_use = _file_of(home, read_config(home).model)
    best = recommended(psutil.virtual_memory().total)
    entries = [_entry(entry, _file_of(home, entry.name), in_use, best) for entry in CATALOGUE]
    known = {entry["path"] for entry in entries}
    others = {path for path in (*installed_models(home), in_use) if path is not None and str(path) not in known}
    entries += [_other(path, in_use) for path in sorted(others)]
    if arguments.json:
        data_json(entries)
        return 0
    rows = [
        (
            "*" if entry["in_use"] else ">" if entry["recommended"] else "",
            entry["name"],
            "yes" if entry["path"] else "",
            f"{entry['size_bytes'] / MEGABYTE:.0f} MB",
            f"{entry['sleep_memory_gb']} GB" if entry["can_sleep"] else "chat only",
            entry["license"],
        )
        for entry in entries
    ]
    table(("", "NAME", "HERE", "FILE", "TO SLEEP", "LICENSE"), rows, "no models")
    note(f"* in use, > recommended for this machine: reverie model pull {best.name}")
    return 0


def _file_of(home: Home, name: str) -> Path | None:
    try:
        return resolve_model(home, name)
    except AssistantError:
        return None


def _entry(entry: CatalogueEntry, path: Path | None, in_use: Path | None, best: CatalogueEntry) -> dict[str, Any]:
    return {
        "name": entry.name,
        "title": entry.title,
        "repo": entry.repo,
        "file": entry.file,
        "size_bytes": entry.size_bytes,
        "license": entry.license,
        "can_sleep": entry.can_sleep,
        "memory_gb": entry.memory_gb,
        "sleep_memory_gb": entry.sleep_memory_gb,
        "path": str(path) if path else None,
        "in_use": path is not None and path == in_use,
        "recommended": entry is best,
    }


def _other(path: Path, in_use: Path | None) -> dict[str, Any]:
    """A file that the catalogue does not know: what it needs, only loading it would tell."""
    return {
        "name": path.stem,
        "title": path.stem,
        "repo": "",
        "file": path.name,
        "size_bytes": path.stat().st_size,
        "license": None,
        "can_sleep": None,
        "memory_gb": None,
        "sleep_memory_gb": None,
        "path": str(path),
        "in_use": path == in_use,
        "recommended": False,
    }


def pull(arguments: argparse.Namespace) -> int:
    """Download a model, resumed where an earlier try broke off."""
    home = open_home(arguments)
    shown = _Download()
    with StopFlag() as stop:
        path = fetch(home, arguments.name, shown.tell, stop.is_set)
    shown.close()
    if stop.is_set():
        return INTERRUPTED
    if arguments.json:
        data_json({"name": arguments.name, "path": str(path), "size_bytes": path.stat().st_size})
    else:
        data(str(path))
        note(f"answer with it from now on: reverie model use {arguments.name}")
    return 0


class _Download:
    """Bytes on stderr: a live line on a terminal, otherwise a line every ten seconds."""

    def __init__(self) -> None:
        self._live = sys.stderr.isatty()
        self._next = 0.0

    def tell(self, done: int, total: int) -> None:
        if time.monotonic() < self._next and done < total:
            return
        self._next = time.monotonic() + (0.2 if self._live else 10.0)
        share = f" ({100 * done // total} %)" if total else ""
        text = f"{done / MEGABYTE:.0f} of {total / MEGABYTE:.0f} MB{share}"
        print(f"\r\033[K{text}" if self._live else text, end="" if self._live else "\n", file=sys.stderr, flush=True)

    def close(self) -> None:
        if self._live:
            print(file=sys.stderr)


def use(arguments: argparse.Namespace) -> int:
    """Answer with this model from now on."""
    path = use_model(open_home(arguments), arguments.name)
    if arguments.json:
        data_json({"name": arguments.name, "path": str(path)})
    else:
        note(f"reverie now answers with {path.name}; experts made for another model rest until it is back")
    return 0


def show(arguments: argparse.Namespace) -> int:
    """What a model file says of itself. Loads it."""
    home = open_home(arguments)
    config = read_config(home)
    path = resolve_model(home, arguments.name or config.model)
    small = replace(config, chat=replace(config.chat, context=CONTEXT_FOR_LOOKING))
    with closing(start_engine(home, small, path)) as engine:
        info = {key: value for key, value in asdict(engine.info).items() if key != "context"}
    info["path"] = str(path)
    if arguments.json:
        data_json(info)
    else:
        template = info.pop("chat_template")
        data("\n".join(f"{name.replace('_', ' '):<16} {value}" for name, value in info.items()))
        data(f"{'chat template':<16} {'yes' if template else 'none'}")
    return 0
