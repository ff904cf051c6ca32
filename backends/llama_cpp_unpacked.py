"""A copy of a model in half precision, for work in batches.

llama.cpp multiplies a batch by Q4_1, Q5_0 or Q5_1 weights row by row, as if it were single tokens. By the same weights
in half precision it does so in blocks, on a CPU at about twice the speed. Single tokens are slower: not for chat.
"""

from __future__ import annotations

import logging
import os
import shutil
from pathlib import Path

import llama_cpp.llama_cpp as lib

from backends.gguf_file import GgufFile
from backends.llama_cpp_model import convert, last_errors

UNPACKED_AT_MOST = 1 << 30
"""Bytes of a copy. Larger models keep to what they are: memory is dearer than time."""

_SLOW = {lib.GGML_TYPE_Q4_1, lib.GGML_TYPE_Q5_0, lib.GGML_TYPE_Q5_1}
_HALF = 1
"""llama.cpp's number for a file of F16 tensors."""

_log = logging.getLogger(__name__)


def unpacked(header: GgufFile, sha256: str, folder: Path) -> Path | None:
    """The copy of this model in `folder`, made if it is not there; it replaces that of any other model.

    None where batches gain nothing by it (a GPU, other types), it would be large, or the disk is full.
    """
    if not worth_unpacking(header) or lib.llama_supports_gpu_offload():
        return None
    copy = folder / f"{sha256[:16]}.f16.gguf"
    if copy.is_file():
        return copy
    size = 2 * header.parameters
    try:
        for old in folder.glob("*.f16.gguf*"):
            old.unlink()
        if shutil.disk_usage(folder).free < 2 * size:
            return None
        # Homes may share a cache: two nights never write the same draft.
        draft = copy.with_name(f"{copy.name}.{os.getpid()}.part")
        params = lib.llama_model_quantize_default_params()
        params.ftype = _HALF
        params.pure = True
        if not convert(header.path, draft, params):
            _log.warning("llama.cpp made no copy of the model for batches: %s", last_errors() or "no reason given")
            return None
        draft.replace(copy)
    except OSError as error:
        _log.warning("no copy of the model for batches could be kept", exc_info=error)
        return None
    return copy


def worth_unpacking(header: GgufFile) -> bool:
    """Whether most of the weights are of a type that batches are slow with, and a copy would not be large."""
    slow = sum(tensor.parameters for tensor in header.tensors if tensor.type in _SLOW)
    return 2 * slow > header.parameters and 2 * header.parameters <= UNPACKED_AT_MOST
