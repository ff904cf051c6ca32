"""llama.cpp's own quantiser: every tensor of a draft back to the type that it has in the original."""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from pathlib import Path

import gguf
import llama_cpp.llama_cpp as lib

from backends.base import BackendError
from backends.gguf_header import GgufHeader
from backends.llama_cpp_model import convert, last_errors


def quantise(draft: Path, out: Path, like: GgufHeader) -> None:
    """Write `draft` to `out` with the tensor types of `like`; tensors that have theirs already are copied.

    Raises: BackendError when llama.cpp cannot make a type (some need an importance matrix).
    """
    types = {name: info.type for name, info in like.tensors.items()}
    patterns = (lib.llama_model_tensor_override * (len(types) + 1))()
    for place, (name, kind) in enumerate(types.items()):
        patterns[place].pattern = f"^{re.escape(name)}$".encode()
        patterns[place].type = kind
    params = lib.llama_model_quantize_default_params()
    params.ftype = file_type(like)
    params.tt_overrides = ctypes.cast(patterns, type(params.tt_overrides))
    if not convert(draft, out, params):
        raise BackendError(
            f"llama.cpp cannot make the tensor types of {like.path.name}: {last_errors() or 'no reason given'}. "
            "Export the adapter without the merged model; llama.cpp mounts it on the base."
        )


def file_type(header: GgufHeader) -> int:
    """llama.cpp's number for a file of these tensors. Where the file's own word is "not quantised", they decide:
    llama.cpp asks for each tensor's type only when it quantises at all.
    """
    sizes: Counter[str] = Counter()
    for info in header.tensors.values():
        if len(info.shape) > 1:
            sizes[gguf.GGMLQuantizationType(info.type).name] += info.elements
    kind = sizes.most_common(1)[0][0]
    if kind in _PLAIN:
        return _PLAIN[kind]
    declared = header.metadata.get("general.file_type")
    if isinstance(declared, int) and declared not in _PLAIN.values():
        return declared
    names = (f"LLAMA_FTYPE_MOSTLY_{kind}", f"LLAMA_FTYPE_MOSTLY_{kind}_M")
    found = next((getattr(lib, name) for name in names if hasattr(lib, name)), None)
    if found is None:
        raise BackendError(f"llama.cpp makes no files of the type {kind}. Export without the merged model.")
    return int(found)


_PLAIN = {"F32": 0, "F16": 1, "BF16": 32}
