"""What a model file says of itself, without loading its weights."""

from __future__ import annotations

from pathlib import Path

from backends.base import ModelInfo
from backends.gguf_file import GgufFile, read_gguf
from backends.model_sha256 import file_sha256


def describe(path: Path) -> ModelInfo:
    """Read header and digest. Raises: ModelFileError, OSError."""
    header = read_gguf(path)
    return info_of(header, header.trained_context, file_sha256(path))


def info_of(header: GgufFile, context: int, sha256: str) -> ModelInfo:
    """The header's own words; `context` in tokens."""
    return ModelInfo(
        path=header.path,
        name=header.name,
        sha256=sha256,
        architecture=header.architecture,
        quantisation=header.quantisation,
        parameters=header.parameters,
        size_bytes=header.size_bytes,
        layers=header.layers,
        trained_context=header.trained_context,
        context=context,
        chat_template=header.chat_template,
        license=header.license,
        sampling_hints=header.sampling_hints,
    )
