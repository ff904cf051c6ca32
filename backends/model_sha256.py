"""The sha256 of a model file, remembered by path, size and time of change."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path


def file_sha256(path: Path, cache: Path | None = None) -> str:
    """Hex digest. With `cache` (a JSON file, written when possible) an unchanged file is read only once.

    Raises: OSError.
    """
    status = path.stat()
    key = f"{path.absolute()}|{status.st_size}|{status.st_mtime_ns}"
    known = _load(cache)
    if key not in known:
        with path.open("rb") as stream:
            known[key] = hashlib.file_digest(stream, "sha256").hexdigest()
        _save(cache, known)
    return known[key]


def _load(cache: Path | None) -> dict[str, str]:
    try:
        found = json.loads(cache.read_text()) if cache is not None else {}
    except (OSError, ValueError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {key: value for key, value in found.items() if isinstance(value, str)}


def _save(cache: Path | None, known: dict[str, str]) -> None:
    if cache is None:
        return
    draft = cache.with_suffix(".tmp")
    try:
        draft.write_text(json.dumps(known, indent=1))
        draft.replace(cache)
    except OSError:
        return
