"""GGUF blocks as MLX's affine quantisation: the same integers, one scale and one bias for each 32 values.

A value is `scale * q + bias` in MLX. ggml has it as `d * (q - 8)` (Q4_0), `d * q + m` (Q4_1), `d * q` with a signed q
(Q8_0) and `(d * s) * q - (dmin * m)` (Q4_K). The integers are repacked bit by bit; nothing is rounded.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import gguf
import numpy as np
import numpy.typing as npt

GROUP = 32
"""Values that share a scale, along the input."""

Bytes = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float32]
Kind = gguf.GGMLQuantizationType


@dataclass(frozen=True, slots=True)
class Affine:
    """A quantised matrix (out, in) as MLX's quantised layers hold it."""

    weight: npt.NDArray[np.uint32]
    """(out, in * bits / 32), the first value in the lowest bits."""
    scales: Floats
    """(out, in / 32)."""
    biases: Floats
    """(out, in / 32)."""
    bits: int

    def rows(self, order: npt.NDArray[np.intp]) -> Affine:
        """The same matrix with its rows in another order."""
        return Affine(self.weight[order], self.scales[order], self.biases[order], self.bits)


def maps(kind: Kind) -> bool:
    """Whether tensors of this type are taken as they are."""
    return kind in _REPACK


def repack(stored: Bytes, kind: Kind) -> Affine:
    """`stored` (out, bytes of a row) of a type that `maps`."""
    _, size = gguf.GGML_QUANT_SIZES[kind]
    values, scales, biases = _REPACK[kind](np.asarray(stored).reshape(-1, size))
    bits = 8 if kind == Kind.Q8_0 else 4
    out = len(stored)
    packed = values if bits == 8 else values[:, 0::2] | (values[:, 1::2] << 4)
    return Affine(
        weight=np.ascontiguousarray(packed).view(np.uint32).reshape(out, -1),
        scales=np.ascontiguousarray(scales, np.float32).reshape(out, -1),
        biases=np.ascontiguousarray(biases, np.float32).reshape(out, -1),
        bits=bits,
    )


def _half(column: Bytes) -> Floats:
    """Little-endian float16 in two byte columns, (blocks, 1)."""
    return np.ascontiguousarray(column).view("<f2").astype(np.float32)


def _nibbles(packed: Bytes) -> Bytes:
    """(blocks, 16) -> (blocks, 32): the low halves are the first 16 values."""
    return np.concatenate((packed & 0x0F, packed >> 4), axis=-1)


def _q4_0(blocks: Bytes) -> tuple[Bytes, Floats, Floats]:
    scale = _half(blocks[:, :2])
    return _nibbles(blocks[:, 2:]), scale, -8 * scale


def _q4_1(blocks: Bytes) -> tuple[Bytes, Floats, Floats]:
    return _nibbles(blocks[:, 4:]), _half(blocks[:, :2]), _half(blocks[:, 2:4])


def _q8_0(blocks: Bytes) -> tuple[Bytes, Floats, Floats]:
    scale = _half(blocks[:, :2])
    return blocks[:, 2:] ^ np.uint8(0x80), scale, -128 * scale


def _q4_k(blocks: Bytes) -> tuple[Bytes, Floats, Floats]:
    """Blocks of 256 values in eight groups, each with a 6-bit scale and minimum."""
    scale, minimum = gguf.quants.Q4_K.get_scale_min(np.ascontiguousarray(blocks[:, 4:16]))
    pairs = blocks[:, 16:].reshape(len(blocks), 4, GROUP)
    values = np.stack((pairs & 0x0F, pairs >> 4), axis=2).reshape(-1, GROUP)
    return values, _half(blocks[:, :2]) * scale, -_half(blocks[:, 2:4]) * minimum


_REPACK: dict[Kind, Callable[[Bytes], tuple[Bytes, Floats, Floats]]] = {
    Kind.Q4_0: _q4_0,
    Kind.Q4_1: _q4_1,
    Kind.Q8_0: _q8_0,
    Kind.Q4_K: _q4_k,
}
