"""GGUF blocks as MLX holds them: the same values, and the same arrays that MLX's own reader makes."""

from __future__ import annotations

from pathlib import Path

import gguf
import numpy as np
import pytest

from backends.gguf_header import read_header
from backends.gguf_tensors import stored
from tests import needed
from tests.tiny_model import build_tiny_model

mx = needed.library("mlx.core", "what it makes of quantised arrays")
mlx_quants = needed.library("backends.mlx_quants", "what MLX makes of quantised arrays")

Kind = gguf.GGMLQuantizationType
ROWS, WIDTH = 6, 512


def blocks(kind: Kind) -> np.ndarray:
    """Rows of random blocks with sensible scales, as bytes."""
    values, size = gguf.GGML_QUANT_SIZES[kind]
    generator = np.random.default_rng(3)
    count = ROWS * WIDTH // values
    found = generator.integers(0, 256, (count, size), dtype=np.uint8)
    scales = generator.uniform(0.01, 0.1, (count, 2)).astype(np.float16).view(np.uint8)
    found[:, : 2 if kind in (Kind.Q4_0, Kind.Q8_0) else 4] = scales[:, : 2 if kind in (Kind.Q4_0, Kind.Q8_0) else 4]
    return found.reshape(ROWS, -1)


@pytest.mark.parametrize("kind", [Kind.Q4_0, Kind.Q4_1, Kind.Q8_0, Kind.Q4_K], ids=lambda kind: str(kind.name))
def test_no_value_changes(kind: Kind) -> None:
    assert mlx_quants.maps(kind)
    bytes_of_rows = blocks(kind)
    affine = mlx_quants.repack(bytes_of_rows, kind)
    found = mx.dequantize(
        mx.array(affine.weight), mx.array(affine.scales), mx.array(affine.biases), group_size=32, bits=affine.bits
    )
    expected = gguf.dequantize(bytes_of_rows, kind)
    assert np.ptp(expected) > 0.1
    assert np.array(found) == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize("kind", [Kind.Q4_0, Kind.Q4_1, Kind.Q8_0], ids=lambda kind: str(kind.name))
def test_the_arrays_are_those_of_mlxs_own_reader(kind: Kind, tmp_path: Path) -> None:
    model = build_tiny_model(tmp_path, quantisation=kind)
    name = "blk.1.ffn_up"
    affine = mlx_quants.repack(stored(model.gguf, read_header(model.gguf).tensors[f"{name}.weight"]), kind)
    loaded = mx.load(str(model.gguf))
    assert np.array_equal(affine.weight, np.array(loaded[f"{name}.weight"]))
    assert affine.scales == pytest.approx(np.array(loaded[f"{name}.scales"], np.float32))
    assert affine.biases == pytest.approx(np.array(loaded[f"{name}.biases"], np.float32))


def test_types_without_a_counterpart_are_left_to_dequantising() -> None:
    assert not any(mlx_quants.maps(kind) for kind in (Kind.F32, Kind.F16, Kind.Q6_K, Kind.Q5_0))
