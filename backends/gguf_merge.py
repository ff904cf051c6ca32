"""An adapter added into a model's own weights: a whole GGUF for runtimes that mount no adapters.

Everything but the changed matrices is copied byte by byte, vocabulary and chat template included. A changed matrix is
dequantised, `alpha / rank * B @ A` is added, and it is written as float32; llama.cpp's quantiser then brings it back to
the type it had, or to 8 bits where that is coarser: what an expert adds is less than the steps of 4 bits.
"""

from __future__ import annotations

import os
import shutil
import struct
from collections.abc import Callable, Collection
from dataclasses import replace
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

_FLOAT32, _Q8 = int(gguf.GGMLQuantizationType.F32), int(gguf.GGMLQuantizationType.Q8_0)
Bytes = Callable[[], bytes]


def write_merged(adapter: Adapter, model: ModelInfo, folder: Path) -> Path:
    """Write `merged-<type>.gguf`: `model` with the adapter merged in, changed tensors in 8 bits at least.

    Private to the user. Needs free space for twice the result. Raises: AdapterMismatch, ModelFileError, BackendError.
    """
    header = read_header(model.path)
    deltas = {
        name: (np.float32(adapter.alpha / adapter.rank) * b, a) for name, a, b in file_pairs(adapter, model, header)
    }
    like = _fine_enough(header, deltas)
    out = folder / f"merged-{model.quantisation if like is header else 'Q8_0'}.gguf"
    # In the draft 4 bytes each, in the result one.
    _check_space(out, header, sum(header.tensors[name].elements * 5 for name in deltas))
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
        quantise(draft, out, like)
    finally:
        draft.unlink(missing_ok=True)
    return out


def _fine_enough(header: GgufHeader, changed: Collection[str]) -> GgufHeader:
    """The types that the merged file is to have; `header` itself where they are fine enough already."""
    coarse = {name for name in changed if _bits(header.tensors[name].type) < _bits(_Q8)}
    if not coarse:
        return header
    tensors = {name: replace(info, type=_Q8) if name in coarse else info for name, info in header.tensors.items()}
    file_type = {"general.file_type": int(gguf.LlamaFileType.MOSTLY_Q8_0)}
    return replace(header, tensors=tensors, metadata={**header.metadata, **file_type})


def _bits(kind: int) -> float:
    block, size = gguf.GGML_QUANT_SIZES[gguf.GGMLQuantizationType(kind)]
    return 8 * size / block


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


def _check_space(out: Path, header: GgufHeader, more_bytes: int) -> None:
    needed = 2 * header.path.stat().st_size + more_bytes
    free = shutil.disk_usage(out.parent).free
    if free < needed:
        raise BackendError(
            f"Merging needs {needed / 1e9:.1f} GB in {out.parent}, {free / 1e9:.1f} GB are free. "
            "Free some space, or export without the merged model."
        )
