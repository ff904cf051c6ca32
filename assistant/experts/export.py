"""Experts as a folder that other runtimes load, with a manifest that says what they are and a page that says how."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from assistant import __version__
from assistant.atomic_file import write_atomically
from assistant.digest import file_sha256
from assistant.errors import ExpertError
from assistant.experts.manifest import Expert, Level, parse_object
from assistant.experts.pages import MERGED_MODELFILE, MODELFILE, omission_text, readme
from assistant.experts.registry import ExpertRegistry
from assistant.model.catalogue import licence_of
from assistant.paths import PRIVATE_FOLDER
from backends.base import AdapterExchange, AdapterFiles, ModelInfo

FORMATS = ("peft", "gguf", "mlx", "merged", "ollama")
MANIFEST = "manifest.json"
ACTIVE = "active"

_NEEDED = {"ollama": ("gguf", "merged")}
"""Formats that are written for another one."""
_LIBRARIES = ("gguf", "llama-cpp-python", "mlx", "mlx-lm", "peft", "torch", "transformers")


@dataclass(frozen=True, slots=True)
class Remade:
    """An expert that was made for an export alone: no home has it."""

    original: str
    """The id of the expert for which it stands."""
    right: int
    asked: int
    """Of so many held-out questions it answered so many right, in chat's engine."""


@dataclass(frozen=True, slots=True)
class Omission:
    """What was left out of an export."""

    kinds: tuple[str, ...]
    memory_ids: tuple[int, ...]
    """The memories, those of the kinds included, that one of the experts had seen."""
    memories_before: int
    remade: Mapping[str, Remade] = field(default_factory=dict)
    """By the id of the expert that is exported."""
    asked: int = 0
    still_said: int = 0
    """Of so many questions after what was left out, so many are answered: another memory may say the same."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be exported."""

    experts: tuple[Expert, ...]
    formats: tuple[str, ...]
    folder: Path
    scores_before: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    """Expert id to the scores of the night before it learned."""
    omission: Omission | None = None


def chosen(registry: ExpertRegistry, names: Sequence[str]) -> tuple[Expert, ...]:
    """The experts of these ids, undamaged. `active` stands for the active ones that hold memories.

    The core holds none; it teaches to read notes, which other runtimes do not hand over, so `active` means the core
    only when it is all there is. Raises: ExpertError.
    """
    ids: list[str] = []
    for name in names:
        if name != ACTIVE:
            ids.append(name)
            continue
        active = [registry.load(expert) for expert in registry.active().experts]
        if not active:
            raise ExpertError("No expert is active. Name one of: reverie expert list")
        ids += [expert.id for expert in active if expert.level is not Level.CORE] or [active[-1].id]
    return tuple(registry.verify(expert) for expert in dict.fromkeys(ids))


def export(order: Order, registry: ExpertRegistry, model: ModelInfo, exchange: AdapterExchange) -> list[Path]:
    """Write the folder, whole or not at all, private to the user; the files in it.

    Raises: ExpertError (the folder is in use, another base), BackendError, OSError.
    """
    folder = order.folder
    check(order, model)
    formats = tuple(dict.fromkeys(part for name in order.formats for part in (*_NEEDED.get(name, ()), name)))
    partial = folder.with_name(f".{folder.name}.partial")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True, mode=PRIVATE_FOLDER)
    try:
        sources = [registry.folder(expert.id) for expert in order.experts]
        files = exchange.export(sources, model, [name for name in formats if name != "ollama"], partial)
        _write_pages(partial, formats, _manifest(order, model, files))
        partial.replace(folder)
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise
    return sorted(path for path in folder.rglob("*") if path.is_file())


def check(order: Order, model: ModelInfo) -> None:
    """Whether that can be written at all. Raises: ExpertError (the folder is in use, another base)."""
    folder = order.folder
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ExpertError(f"{folder} exists and is not an empty folder. Name a new one.")
    for expert in order.experts:
        if expert.base_sha256 != model.sha256:
            raise ExpertError(
                f"The expert {expert.id} was made for {expert.base_name} ({expert.base_sha256[:12]}), the model in use "
                f"is {model.name} ({model.sha256[:12]}). Choose that model first: reverie model use"
            )


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of an exported folder. Raises: ExpertError."""
    try:
        text = (folder / MANIFEST).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ExpertError(f"{folder} is not an exported expert: {MANIFEST} cannot be read ({error}).") from error
    manifest = parse_object(text, str(folder / MANIFEST))
    missing = [name for name in ("base", "experts", "adapter") if name not in manifest]
    if missing:
        raise ExpertError(f"{folder / MANIFEST} lacks {', '.join(missing)}. Export the expert again.")
    return manifest


def _manifest(order: Order, model: ModelInfo, files: AdapterFiles) -> dict[str, Any]:
    template = model.chat_template
    return {
        "format": 1,
        "name": "+".join(_original(order, expert) for expert in order.experts),
        "contains_personal_facts": True,
        "base": {
            "name": model.name,
            "sha256": model.sha256,
            "license": licence_of(model),
            "architecture": model.architecture,
            "quantisation": model.quantisation,
            "chat_template_sha256": hashlib.sha256(template.encode()).hexdigest() if template else None,
        },
        "adapter": {
            "rank": files.rank,
            "alpha": files.alpha,
            "scale": files.alpha / files.rank,
            "target_modules": list(files.target_modules),
        },
        "memories": len({number for expert in order.experts for number in expert.memory_ids}),
        **_without(order),
        "experts": [
            {
                "id": _original(order, expert),
                **_remade(order, expert),
                "level": expert.level,
                "created": expert.created,
                "rank": expert.rank,
                "alpha": expert.alpha,
                "memories": len(expert.memory_ids),
                "scores": {"before": dict(order.scores_before.get(expert.id, {})), "after": dict(expert.scores)},
            }
            for expert in order.experts
        ],
        "versions": {"reverie": __version__, **{name: found for name in _LIBRARIES if (found := _version(name))}},
    }


def _original(order: Order, expert: Expert) -> str:
    remade = order.omission.remade.get(expert.id) if order.omission else None
    return remade.original if remade else expert.id


def _remade(order: Order, expert: Expert) -> dict[str, Any]:
    """What tells an expert that no home has: whose probes it can be asked, and how many it answered in chat."""
    remade = order.omission.remade.get(expert.id) if order.omission else None
    if remade is None:
        return {}
    return {
        "rebuilt": True,
        "memory_ids": list(expert.memory_ids),
        "chat": {"right": remade.right, "n": remade.asked},
    }


def _without(order: Order) -> dict[str, Any]:
    omission = order.omission
    if omission is None:
        return {}
    return {
        "without": {
            "kinds": list(omission.kinds),
            "memory_ids": list(omission.memory_ids),
            "memories_before": omission.memories_before,
            "asked": omission.asked,
            "still_said": omission.still_said,
        }
    }


def _write_pages(folder: Path, formats: Sequence[str], manifest: dict[str, Any]) -> None:
    base, adapter = manifest["base"], manifest["adapter"]
    values = {
        **adapter,
        "name": manifest["name"],
        "targets": ", ".join(adapter["target_modules"]),
        "base_name": base["name"],
        "base_sha256": base["sha256"],
        "quantisation": base["quantisation"],
        "licence": f"The base's licence is {base['license']}." if base["license"] else "The base names no licence.",
        "merged": next((path.name for path in folder.glob("merged-*.gguf")), ""),
        "omission": omission_text(manifest),
    }
    if "ollama" in formats:
        write_atomically(folder / "Modelfile", MODELFILE.format(**values))
        write_atomically(folder / "Modelfile.merged", MERGED_MODELFILE.format(**values))
    write_atomically(folder / "README.md", readme(formats, values))
    written = sorted(path for path in folder.rglob("*") if path.is_file())
    digests = {path.relative_to(folder).as_posix(): file_sha256(path) for path in written}
    write_atomically(folder / MANIFEST, json.dumps({**manifest, "files": digests}, ensure_ascii=False, indent=2) + "\n")


def _version(library: str) -> str | None:
    try:
        return version(library)
    except PackageNotFoundError:
        return None
