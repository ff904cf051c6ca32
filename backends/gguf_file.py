"""The header of a GGUF file: what the model says of itself, and whether the file is whole.

The file is untrusted: every length is bounded by the file's size before it is used. Weights are not read.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from typing import BinaryIO

from backends.base import ModelFileError

MAGIC = b"GGUF"
VERSIONS = (2, 3)
MAX_METADATA = 1 << 16
MAX_TENSORS = 1 << 18
MAX_NAME = 1 << 12
MAX_KEPT_ARRAY = 1 << 10
"""Longer arrays (vocabularies, merges) are walked over and kept as their length only."""

Value = int | float | bool | str | tuple[int | float | bool, ...]

_SCALARS = {0: "<B", 1: "<b", 2: "<H", 3: "<h", 4: "<I", 5: "<i", 6: "<f", 7: "<?", 10: "<Q", 11: "<q", 12: "<d"}
_STRING, _ARRAY = 8, 9

# Tensor type -> (values in a block, bytes of a block), as in ggml.
_BLOCKS = {
    0: (1, 4), 1: (1, 2), 2: (32, 18), 3: (32, 20), 6: (32, 22), 7: (32, 24), 8: (32, 34), 9: (32, 40),
    10: (256, 84), 11: (256, 110), 12: (256, 144), 13: (256, 176), 14: (256, 210), 15: (256, 292),
    16: (256, 66), 17: (256, 74), 18: (256, 98), 19: (256, 50), 20: (32, 18), 21: (256, 110), 22: (256, 82),
    23: (256, 136), 24: (1, 1), 25: (1, 2), 26: (1, 4), 27: (1, 8), 28: (1, 8), 29: (256, 56), 30: (1, 2),
    34: (256, 54), 35: (256, 66), 39: (32, 17), 40: (64, 36), 41: (128, 18),
}  # fmt: skip

# general.file_type -> the name people know the quantisation by.
_FILE_TYPES = {
    0: "F32", 1: "F16", 2: "Q4_0", 3: "Q4_1", 7: "Q8_0", 8: "Q5_0", 9: "Q5_1", 10: "Q2_K", 11: "Q3_K_S",
    12: "Q3_K_M", 13: "Q3_K_L", 14: "Q4_K_S", 15: "Q4_K_M", 16: "Q5_K_S", 17: "Q5_K_M", 18: "Q6_K",
    19: "IQ2_XXS", 20: "IQ2_XS", 21: "Q2_K_S", 22: "IQ3_XS", 23: "IQ3_XXS", 24: "IQ1_S", 25: "IQ4_NL",
    26: "IQ3_S", 27: "IQ3_M", 28: "IQ2_S", 29: "IQ2_M", 30: "IQ4_XS", 31: "IQ1_M", 32: "BF16", 36: "TQ1_0",
    37: "TQ2_0", 38: "MXFP4", 39: "NVFP4", 40: "Q1_0", 41: "Q2_0",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class TensorEntry:
    """One tensor's place. `shape` is in ggml order (fastest first); `offset` counts from the data section."""

    name: str
    shape: tuple[int, ...]
    type: int
    offset: int

    @property
    def size_bytes(self) -> int | None:
        """None for a tensor type that this reader does not know."""
        if self.type not in _BLOCKS:
            return None
        values, block = _BLOCKS[self.type]
        return -(-self.parameters // values) * block

    @property
    def parameters(self) -> int:
        count = 1
        for dimension in self.shape:
            count *= dimension
        return count


@dataclass(frozen=True, slots=True)
class GgufFile:
    """A GGUF header. Long arrays are in `array_lengths` only."""

    path: Path
    size_bytes: int
    metadata: Mapping[str, Value]
    array_lengths: Mapping[str, int]
    tensors: tuple[TensorEntry, ...]

    @property
    def architecture(self) -> str:
        return self.text("general.architecture") or ""

    @property
    def name(self) -> str:
        """The model's own name, else the file's."""
        return self.text("general.name") or self.path.stem

    @property
    def license(self) -> str | None:
        return self.text("general.license")

    @property
    def chat_template(self) -> str | None:
        return self.text("tokenizer.chat_template")

    @property
    def parameters(self) -> int:
        return sum(tensor.parameters for tensor in self.tensors)

    @property
    def quantisation(self) -> str:
        """The name of `general.file_type`, "unknown" without one."""
        return _FILE_TYPES.get(self.number("general.file_type", -1), "unknown")

    @property
    def layers(self) -> int:
        return self.number(f"{self.architecture}.block_count")

    @property
    def trained_context(self) -> int:
        """Tokens; 0 when the file does not say."""
        return self.number(f"{self.architecture}.context_length")

    @property
    def kv_bytes_per_token(self) -> int:
        """Bytes that one token takes in a 16-bit key/value memory; an estimate, at least 1."""
        prefix = f"{self.architecture}.attention."
        heads = self.number(f"{prefix}head_count", 1)
        width = self.number(f"{self.architecture}.embedding_length") // max(1, heads)
        keys = self.number(f"{prefix}key_length", width)
        values = self.number(f"{prefix}value_length", width)
        return max(1, 2 * self.layers * self.number(f"{prefix}head_count_kv", heads) * (keys + values))

    @property
    def sampling_hints(self) -> dict[str, float]:
        """What the model's makers recommend: `general.sampling.*` without the prefix (temp, top_p, top_k, ..)."""
        prefix = "general.sampling."
        return {
            key.removeprefix(prefix): float(value)
            for key, value in self.metadata.items()
            if key.startswith(prefix) and isinstance(value, int | float)
        }

    @property
    def is_adapter(self) -> bool:
        return self.text("general.type") == "adapter"

    def text(self, key: str) -> str | None:
        """A string value, None where it is absent or of another type."""
        value = self.metadata.get(key)
        return value if isinstance(value, str) else None

    def number(self, key: str, default: int = 0) -> int:
        """An integer value; of a per-layer array the largest. What is no number of anything counts as absent."""
        value = self.metadata.get(key)
        if isinstance(value, tuple):
            value = max(value, default=default)
        return int(value) if isinstance(value, int | float) and isfinite(value) else default


def read_gguf(path: Path) -> GgufFile:
    """Read and check a header. Raises: ModelFileError (missing, not a GGUF, damaged, truncated, no architecture)."""
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            header = _read(_Cursor(stream, path, size))
    except FileNotFoundError as error:
        raise ModelFileError(
            f"{path} does not exist. Give the path of a GGUF file, or fetch one: reverie model pull"
        ) from error
    except OSError as error:
        raise ModelFileError(
            f"{path} cannot be read: {error.strerror or error}. A readable GGUF file is needed"
        ) from error
    return header


class _Cursor:
    """Reads forward and refuses every length that reaches past the end of the file."""

    def __init__(self, stream: BinaryIO, path: Path, size: int) -> None:
        self._stream = stream
        self.path = path
        self.size = size
        self.position = 0

    def take(self, count: int) -> bytes:
        if count > self.size - self.position:
            raise self.truncated(self.position + count)
        self.position += count
        return self._stream.read(count)

    def scalar(self, layout: str) -> int | float | bool:
        value: int | float | bool = struct.unpack(layout, self.take(struct.calcsize(layout)))[0]
        return value

    def count(self, limit: int, what: str, layout: str = "<Q") -> int:
        value = int(self.scalar(layout))
        if value > limit:
            raise self.damaged(f"{what} is {value}, at most {limit} is possible")
        return value

    def string(self, limit: int | None = None) -> str:
        length = self.count(self.size if limit is None else limit, "the length of a string")
        return self.take(length).decode("utf-8", "replace")

    def damaged(self, found: str) -> ModelFileError:
        return ModelFileError(f"{self.path} is a damaged GGUF file: {found}. Fetch the file again")

    def truncated(self, needed: int) -> ModelFileError:
        return ModelFileError(
            f"{self.path} is cut short: it has {self.size:,} bytes, its header asks for at least {needed:,}. "
            "Fetch the file again (an interrupted download looks like this)"
        )


def _read(cursor: _Cursor) -> GgufFile:
    _check_version(cursor)
    tensor_count = cursor.count(MAX_TENSORS, "the number of tensors")
    metadata_count = cursor.count(MAX_METADATA, "the number of metadata entries")
    metadata: dict[str, Value] = {}
    lengths: dict[str, int] = {}
    for _ in range(metadata_count):
        key = cursor.string(MAX_NAME)
        value = _value(cursor, cursor.count(12, "a metadata type", "<I"))
        if isinstance(value, _ArrayLength):
            lengths[key] = value.length
        else:
            metadata[key] = value
    tensors = tuple(_tensor(cursor) for _ in range(tensor_count))
    header = GgufFile(cursor.path, cursor.size, metadata, lengths, tensors)
    if not header.architecture:
        raise cursor.damaged("it does not name its architecture (general.architecture)")
    _check_tensors(cursor, header)
    return header


def _check_version(cursor: _Cursor) -> None:
    found = cursor.take(min(4, cursor.size))
    if found != MAGIC:
        raise ModelFileError(
            f"{cursor.path} is not a GGUF file: it starts with {found!r}, expected {MAGIC!r}. "
            "Choose a file whose name ends in .gguf; safetensors and PyTorch files do not work"
        )
    version = int(cursor.scalar("<I"))
    if version not in VERSIONS:
        raise ModelFileError(
            f"{cursor.path} has GGUF version {version}, expected {VERSIONS[0]} or {VERSIONS[1]} (little-endian). "
            "Choose a file made by a current converter"
        )


@dataclass(frozen=True, slots=True)
class _ArrayLength:
    length: int


def _value(cursor: _Cursor, kind: int) -> Value | _ArrayLength:
    if kind == _STRING:
        return cursor.string()
    if kind == _ARRAY:
        return _array(cursor)
    return cursor.scalar(_SCALARS[kind])


def _array(cursor: _Cursor) -> Value | _ArrayLength:
    kind = cursor.count(12, "an array's type", "<I")
    length = cursor.count(cursor.size, "an array's length")
    if kind == _ARRAY:
        raise cursor.damaged("it nests arrays")
    if kind == _STRING:
        for _ in range(length):
            cursor.take(cursor.count(cursor.size, "the length of a string"))
        return _ArrayLength(length)
    layout = _SCALARS[kind]
    if length > MAX_KEPT_ARRAY:
        cursor.take(length * struct.calcsize(layout))
        return _ArrayLength(length)
    return tuple(cursor.scalar(layout) for _ in range(length))


def _tensor(cursor: _Cursor) -> TensorEntry:
    name = cursor.string(MAX_NAME)
    dimensions = cursor.count(4, f"the number of dimensions of {name}", "<I")
    shape = tuple(cursor.count(1 << 40, f"a dimension of {name}") for _ in range(dimensions))
    return TensorEntry(name, shape, int(cursor.scalar("<I")), int(cursor.scalar("<Q")))


def _check_tensors(cursor: _Cursor, header: GgufFile) -> None:
    """The data section starts at the next multiple of the alignment; each tensor must end inside the file."""
    alignment = header.number("general.alignment", 32)
    if not 0 < alignment <= 1 << 20:
        raise cursor.damaged(f"its alignment is {alignment}")
    start = -(-cursor.position // alignment) * alignment
    ends = [start + tensor.offset + (tensor.size_bytes or 0) for tensor in header.tensors]
    if ends and max(ends) > cursor.size:
        raise cursor.truncated(max(ends))
