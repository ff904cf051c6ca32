"""What the engine's client and its process say to each other: one JSON object a line.

To the process: `{"id", "call", ...arguments}`, or `{"stop": id}`. From it, for each id: any number of
`{"id", "delta" | "done" | "progress"}`, then one `{"id", "result"}` or `{"id", "error", "text"}`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from backends.base import (
    AdapterMismatch,
    AdapterRef,
    BackendError,
    BackendUnavailable,
    ChatMessage,
    ContextOverflow,
    ModelFileError,
    ModelInfo,
    Sampling,
)

Message = dict[str, Any]

_ERRORS: dict[str, type[BackendError]] = {
    kind.__name__: kind for kind in (BackendError, BackendUnavailable, ModelFileError, ContextOverflow, AdapterMismatch)
}


def to_line(message: Mapping[str, Any]) -> bytes:
    """One line with its newline, plain ASCII."""
    return json.dumps(message).encode("ascii") + b"\n"


def from_line(line: bytes) -> Message:
    """Raises: ValueError for anything that `to_line` did not make."""
    message = json.loads(line)
    if not isinstance(message, dict):
        raise ValueError(f"not a message: {line[:80]!r}")
    return message


def pack_error(error: Exception) -> Message:
    """An engine's failure goes over by name; anything else becomes a plain BackendError."""
    if isinstance(error, BackendError):
        return {"error": type(error).__name__, "text": str(error)}
    return {
        "error": "BackendError",
        "text": f"The engine failed: {type(error).__name__}: {error}. Try again; its log has the details",
    }


def unpack_error(message: Message) -> BackendError:
    """The exception that `pack_error` packed."""
    return _ERRORS.get(message["error"], BackendError)(message["text"])


def pack_adapters(adapters: tuple[AdapterRef, ...]) -> list[list[Any]]:
    return [[str(adapter.path), adapter.scale] for adapter in adapters]


def unpack_adapters(rows: list[list[Any]]) -> list[AdapterRef]:
    return [AdapterRef(Path(path), scale) for path, scale in rows]


def unpack_messages(rows: list[list[Any]]) -> list[ChatMessage]:
    return [ChatMessage(role, content) for role, content in rows]


def unpack_sampling(row: Message) -> Sampling:
    return Sampling(**{**row, "stop": tuple(row["stop"])})


def pack_info(info: ModelInfo) -> Message:
    return {**asdict(info), "path": str(info.path)}


def unpack_info(row: Message) -> ModelInfo:
    return ModelInfo(**{**row, "path": Path(row["path"])})
