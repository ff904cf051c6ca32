"""The measured peak and the arithmetic of a training step, on a tiny model whose weights are known."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
import torch

from backends.registry import measure_matmul
from tests.tiny_model import build_tiny_model


def test_the_linear_layers_are_counted_and_the_output_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from backends import torch_speed
    from backends.gguf_weights import load_base

    monkeypatch.setattr(torch_speed, "SIZES", (64,))
    monkeypatch.setattr(torch_speed, "SECONDS_EACH", 0.01)
    tiny = build_tiny_model(tmp_path)
    speed = measure_matmul(tiny.info, tmp_path / "cache")
    weights = dict(load_base(tiny.info, tmp_path / "cache").named_parameters())
    layers = sum(w.numel() for name, w in weights.items() if "_proj" in name)
    assert speed.flops_per_token == 4 * layers > 0
    assert speed.flops_per_label == 4 * weights["model.embed_tokens.weight"].numel()
    assert speed.dtype == "float32" and speed.flops_per_second > 0


def test_products_are_counted_by_their_arithmetic(monkeypatch: pytest.MonkeyPatch) -> None:
    from backends import torch_speed

    readings = iter([0.0, 1.0, 2.0, 5.0, 5.0])
    monkeypatch.setattr("backends.torch_speed.time", SimpleNamespace(perf_counter=lambda: next(readings)))
    assert torch_speed.matmul_flops(8, torch.device("cpu"), torch.float32, 4.0) == pytest.approx(2 * 8**3 * 2 / 5)
