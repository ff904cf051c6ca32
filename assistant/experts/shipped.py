"""Core experts that ship with models of the catalogue: they read notes, and refuse what was never told, from the start.

Each was taught by `packaging/core_expert.py` on invented lives, far longer than an idle machine's first minutes allow.
A model without one is taught in its first night (`assistant.sleep.core`).
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from assistant.experts.manifest import Expert, Level, from_json
from assistant.experts.registry import GGUF, MANIFEST, ExpertRegistry
from assistant.paths import PRIVATE_FILE, PRIVATE_FOLDER

FOLDER = Path(__file__).parent / "shipped"


def core_for(base_sha256: str, folder: Path = FOLDER) -> Expert | None:
    """What ships for this model file; None for nothing."""
    manifest = folder / base_sha256[:12] / MANIFEST
    if not manifest.is_file():
        return None
    core = from_json(manifest.read_text(encoding="utf-8"), str(manifest))
    return core if core.base_sha256 == base_sha256 else None


def adopt(registry: ExpertRegistry, folder: Path = FOLDER) -> Expert | None:
    """Put the core that ships with the loaded model in force, unless this home has one of its own or had this one.

    It takes the place of one that shipped before it. Returns it when that happened.
    Raises: ExpertError (a damaged installation), OSError.
    """
    base = registry.base_sha256
    core = core_for(base, folder) if base is not None else None
    if base is None or core is None:
        return None
    cores = [own for own in registry.list() if own.level is Level.CORE and own.base_sha256 == base]
    if any(own.id == core.id or own.sleep_id is not None for own in cores):
        return None
    target = registry.folder(core.id)
    target.parent.mkdir(parents=True, exist_ok=True, mode=PRIVATE_FOLDER)
    # Whole or not at all: a night's sweep removes folders without a manifest.
    with tempfile.TemporaryDirectory(prefix=".shipped-", dir=target.parent) as name:
        part = Path(name) / core.id
        part.mkdir(mode=PRIVATE_FOLDER)
        for file in (GGUF, MANIFEST):
            shutil.copyfile(folder / base[:12] / file, part / file)
            (part / file).chmod(PRIVATE_FILE)
        try:
            part.rename(target)
        except OSError:
            if not (target / MANIFEST).is_file():
                raise
            return None  # another instance was faster
    before = {own.id for own in cores}
    registry.activate([core.id, *(name for name in registry.active().experts if name not in before)])
    return core
