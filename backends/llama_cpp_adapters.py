"""Adapter files that were read once and wait to be mounted."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import llama_cpp.llama_cpp as lib

from backends.base import AdapterMismatch, AdapterRef, ModelFileError
from backends.gguf_file import GgufFile, read_gguf
from backends.llama_cpp_model import Model, last_errors

BASE_SHA256 = "reverie.base_sha256"
"""Metadata key of an adapter: the sha256 of the GGUF it was trained on."""

KEPT = 8
"""Adapters that stay in memory although they are not mounted."""

Handle = Any
"""An opaque ctypes pointer."""

Mounted = tuple[tuple[Handle, float], ...]
"""llama.cpp handles with their scales."""


class AdapterShelf:
    """Loads each adapter file once; a file that was replaced is loaded anew."""

    def __init__(self, model: Model, header: GgufFile, base_sha256: str) -> None:
        self._model = model
        self._header = header
        self._base_sha256 = base_sha256
        self._handles: dict[tuple[str, int, int], Handle] = {}

    def fetch(self, adapters: Sequence[AdapterRef]) -> Mounted:
        """Handles of these adapters. Raises: AdapterMismatch."""
        return tuple((self._fetch(adapter.path), adapter.scale) for adapter in adapters)

    def prune(self, mounted: Mounted) -> None:
        """Free the oldest that are not mounted, beyond the number that is kept."""
        used = {id(handle) for handle, _ in mounted}
        unused = [key for key, handle in self._handles.items() if id(handle) not in used]
        for key in unused[: max(0, len(unused) - KEPT)]:
            lib.llama_adapter_lora_free(self._handles.pop(key))

    def close(self) -> None:
        """Free all. Contexts that mount them must be closed before."""
        for handle in self._handles.values():
            lib.llama_adapter_lora_free(handle)
        self._handles.clear()

    def _fetch(self, path: Path) -> Handle:
        try:
            status = path.stat()
        except OSError as error:
            raise AdapterMismatch(
                f"The adapter {path} cannot be read: {error.strerror}. Check it with: reverie expert verify"
            ) from error
        key = (str(path.absolute()), status.st_mtime_ns, status.st_size)
        if key not in self._handles:
            self._check(path)
            self._handles[key] = self._load(path)
        return self._handles[key]

    def _check(self, path: Path) -> None:
        try:
            adapter = read_gguf(path)
        except ModelFileError as error:
            raise AdapterMismatch(f"The adapter {path} cannot be used: {error}") from error
        if not adapter.is_adapter:
            raise AdapterMismatch(f"{path} is a {adapter.text('general.type') or 'model'}, expected an adapter")
        found = adapter.text(BASE_SHA256)
        if found is not None and found != self._base_sha256:
            raise AdapterMismatch(
                f"The adapter {path} was made for the model with sha256 {found[:12]}.., "
                f"the loaded model is {self._base_sha256[:12]}... Load that model, or let this one learn anew"
            )
        if adapter.architecture != self._header.architecture:
            raise AdapterMismatch(
                f"The adapter {path} is for the architecture {adapter.architecture!r}, "
                f"the loaded model is {self._header.architecture!r}. Load the model it was made for"
            )

    def _load(self, path: Path) -> Handle:
        last_errors(clear=True)
        handle = lib.llama_adapter_lora_init(self._model.handle, str(path).encode())
        if not handle:
            raise AdapterMismatch(
                f"The adapter {path} does not fit the model {self._header.path.name}: "
                f"{last_errors() or 'no reason given'}. Load the model it was made for"
            )
        return handle
