"""Reads what a GGUF file says of itself: scalar metadata, and where each tensor lies.

Standard library only. Arrays of strings (a vocabulary has 150 000) are stepped over, so a header takes
milliseconds where a full reader takes seconds.
"""

from __future__ import annotations

import mmap
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from math import prod
from pathlib import Path

from backends.base import ModelFileError

Value = int | float | bool | str | tuple[int, ...] | tuple[float, ...] | tuple[bool, ...]

_SCALARS = {0: "B", 1: "b", 2: "H", 3: "h", 4: "I", 5: "i", 6: "f", 7: "?", 10: "Q", 11: "q", 12: "d"}
_STRING, _ARRAY = 8, 9
_DEFAULT_ALIGNMENT = 32


@dataclass(frozen=True, slots=True)
class TensorInfo:
    """One tensor of the file. `shape` is row-major as numpy has it: a linear layer's is (out, in)."""

    shape: tuple[int, ...]
    type: int
    """ggml type number."""
    offset: int
    """Bytes from the start of the file."""

    @property
    def elements(self) -> int:
        return prod(self.shape)


@dataclass(frozen=True, slots=True)
class GgufHeader:
    """Metadata and tensor table. String arrays appear in `array_lengths` only."""

    path: Path
    metadata: Mapping[str, Value]
    array_lengths: Mapping[str, int]
    tensors: Mapping[str, TensorInfo]
    table_offset: int
    """Bytes from the start of the file to the tensor table; before it stand the counts and all metadata."""

    @property
    def alignment(self) -> int:
        """Each tensor's data begins at a multiple of this from the first tensor's."""
        return int(self.metadata.get("general.alignment", _DEFAULT_ALIGNMENT))  # type: ignore[arg-type]

    @property
    def architecture(self) -> str:
        return str(self.metadata.get("general.architecture", ""))

    def number(self, key: str, default: float | None = None) -> float:
        """The value of `<architecture>.<key>`. Raises: ModelFileError when it is absent without a default."""
        value = self.metadata.get(f"{self.architecture}.{key}", default)
        if isinstance(value, tuple) and len(set(value)) == 1:
            value = value[0]
        if not isinstance(value, int | float):
            raise ModelFileError(
                f"{self.path.name}: {self.architecture}.{key} is {value!r}, expected one number. "
                "This model cannot be trained on; chat works without training."
            )
        return value


def read_header(path: Path) -> GgufHeader:
    """Read the header of a little-endian GGUF, version 2 or 3. Raises: ModelFileError."""
    try:
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as view:
            return _parse(path, view)
    except (OSError, ValueError) as error:
        raise ModelFileError(f"{path}: cannot be read ({error}). Choose a readable GGUF file.") from error
    except (struct.error, IndexError, KeyError, OverflowError, RecursionError) as error:
        raise ModelFileError(f"{path}: the GGUF header is damaged or cut short. Fetch the file again.") from error


def _parse(path: Path, view: mmap.mmap) -> GgufHeader:
    cursor = _Cursor(view)
    magic, version = bytes(view[:4]), cursor.skip(4).scalar(4)
    if magic != b"GGUF" or version not in (2, 3):
        raise ModelFileError(f"{path}: begins with {magic!r}, version {version}; expected GGUF version 2 or 3.")
    tensor_count, key_count = int(cursor.scalar(10)), int(cursor.scalar(10))
    metadata: dict[str, Value] = {}
    lengths: dict[str, int] = {}
    for _ in range(key_count):
        key = cursor.text()
        kind = int(cursor.scalar(4))
        if kind != _ARRAY:
            metadata[key] = cursor.text() if kind == _STRING else cursor.scalar(kind)
            continue
        element, lengths[key] = int(cursor.scalar(4)), int(cursor.scalar(10))
        if element in _SCALARS:
            metadata[key] = cursor.numbers(element, lengths[key])
        else:
            cursor.skip_array(element, lengths[key])
    alignment = metadata.get("general.alignment", _DEFAULT_ALIGNMENT)
    if not isinstance(alignment, int) or alignment < 1:
        raise IndexError(alignment)
    table = cursor.at
    tensors = _tensor_table(cursor, tensor_count)
    start = -(-cursor.at // alignment) * alignment
    placed = {name: TensorInfo(info.shape, info.type, start + info.offset) for name, info in tensors.items()}
    return GgufHeader(path, metadata, lengths, placed, table)


def _tensor_table(cursor: _Cursor, count: int) -> dict[str, TensorInfo]:
    """Offsets count from the first tensor's data."""
    found: dict[str, TensorInfo] = {}
    for _ in range(count):
        name = cursor.text()
        dimensions = int(cursor.scalar(4))
        shape = tuple(int(n) for n in reversed(cursor.numbers(10, dimensions)))
        found[name] = TensorInfo(shape, int(cursor.scalar(4)), int(cursor.scalar(10)))
    return found


class _Cursor:
    """A position in the header that moves forward with each read."""

    def __init__(self, view: mmap.mmap) -> None:
        self._view = view
        self.at = 0

    def skip(self, size: int) -> _Cursor:
        self.at += size
        return self

    def scalar(self, kind: int) -> int | float | bool:
        value: int | float | bool = self.numbers(kind, 1)[0]
        return value

    def numbers(self, kind: int, count: int) -> tuple[int, ...]:
        layout = f"<{count}{_SCALARS[kind]}"
        values = struct.unpack_from(layout, self._view, self.at)
        self.at += struct.calcsize(layout)
        return values

    def text(self) -> str:
        size = int(self.scalar(10))
        self.at += size
        if self.at > len(self._view):
            raise IndexError(self.at)
        return bytes(self._view[self.at - size : self.at]).decode("utf-8", errors="replace")

    def skip_array(self, element: int, count: int) -> None:
        for _ in range(count):
            if element == _STRING:
                self.at += 8 + struct.unpack_from("<Q", self._view, self.at)[0]
            else:
                inner, length = int(self.scalar(4)), int(self.scalar(10))
                self.skip_array(inner, length)
