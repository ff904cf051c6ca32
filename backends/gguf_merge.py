"""An adapter added into a model's own weights: a whole GGUF for runtimes that mount no adapters.

Everything but the changed matrices is copied byte by byte, vocabulary and chat template included. A changed matrix is
dequantised, `alpha / rank * B @ A` is added, and it is written as float32; llama.cpp's quantiser then brings it back to
the type it had.
"""

from __future__ import annotations

import os
import shutil
import struct
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import gguf
import numpy as np

from backends.adapter_format import Adapter
from backends.adapter_gguf import file_pairs
from backends.base import BackendError, ModelInfo
from backends.gguf_header import GgufHeader, TensorInfo, read_header
from backends.gguf_tensors import dequantise, stored
from backends.llama_cpp_quantise import quantise

_FLOAT32 = int(gguf.GGMLQuantizationType.F32)
Bytes = Callable[[], bytes]


def write_merged(adapter: Adapter, model: ModelInfo, out: Path) -> None:
    """Write `model` with the adapter merged in, each tensor of the type that it has in `model`.

    Private to the user. Needs free space for twice the result. Raises: AdapterMismatch, ModelFileError, BackendError.
    """
    header = read_header(model.path)
    deltas = {
        name: (np.float32(adapter.alpha / adapter.rank) * b, a) for name, a, b in file_pairs(adapter, model, header)
    }
    _check_space(out, header, sum(header.tensors[name].elements * 4 for name in deltas))
    draft = out.with_name(f"{out.name}.float32")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            _write(
                file,
                header,
                {
                    name: TensorInfo(info.shape, _FLOAT32 if name in deltas else info.type, 0)
                    for name, info in header.tensors.items()
                },
                {name: _content(header, name, deltas) for name in header.tensors},
            )
        quantise(draft, out, header)
    finally:
        draft.unlink(missing_ok=True)


def _content(header: GgufHeader, name: str, deltas: dict[str, tuple[np.ndarray, np.ndarray]]) -> Bytes:
    """What makes one tensor's bytes, called when it is written: one matrix at a time is held."""
    info = header.tensors[name]
    if name not in deltas:
        return lambda: stored(header.path, info).tobytes()
    b, a = deltas[name]
    return lambda: (dequantise(header.path, info) + b @ a).astype("<f4").tobytes()


def _write(file: BinaryIO, header: GgufHeader, tensors: dict[str, TensorInfo], content: dict[str, Bytes]) -> None:
    with header.path.open("rb") as source:
        file.write(source.read(header.table_offset))
    offset = 0
    for name, info in tensors.items():
        raw = name.encode()
        file.write(struct.pack("<Q", len(raw)) + raw + struct.pack("<I", len(info.shape)))
        file.write(struct.pack(f"<{len(info.shape)}Q", *reversed(info.shape)))
        file.write(struct.pack("<IQ", info.type, offset))
        offset += _padded(_size(info), header.alignment)
    file.write(bytes(_padded(file.tell(), header.alignment) - file.tell()))
    for name, info in tensors.items():
        file.write(content[name]())
        file.write(bytes(_padded(_size(info), header.alignment) - _size(info)))


def _size(info: TensorInfo) -> int:
    block, size = gguf.GGML_QUANT_SIZES[gguf.GGMLQuantizationType(info.type)]
    return info.elements // block * size


def _padded(size: int, alignment: int) -> int:
    return -(-size // alignment) * alignment


def _check_space(out: Path, header: GgufHeader, float_bytes: int) -> None:
    needed = 2 * header.path.stat().st_size + float_bytes
    free = shutil.disk_usage(out.parent).free
    if free < needed:
        raise BackendError(
            f"Merging needs {needed / 1e9:.1f} GB in {out.parent}, {free / 1e9:.1f} GB are free. "
            "Free some space, or export without the merged model."
        )
