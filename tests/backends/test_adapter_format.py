"""An adapter's two layouts on disk, and what is refused before anything is written."""

from __future__ import annotations

import json
import stat
import time
from dataclasses import replace
from pathlib import Path

import gguf
import numpy as np
import pytest

from backends.adapter_format import (
    CONFIG_FILE,
    WEIGHTS_FILE,
    Adapter,
    concatenate,
    interleave_rope_rows,
    read_peft,
    separate_rope_rows,
    tensor_name,
    write_peft,
)
from backends.adapter_gguf import write_gguf
from backends.base import AdapterMismatch, ModelFileError
from tests.tiny_model import FEED_FORWARD, HEADS, HIDDEN, KV_HEADS, TinyModel, build_tiny_model

SHAPES = {"mlp.up_proj": (FEED_FORWARD, HIDDEN), "self_attn.k_proj": (HIDDEN * KV_HEADS // HEADS, HIDDEN)}


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> TinyModel:
    return build_tiny_model(tmp_path_factory.mktemp("tiny"))


def make(sha256: str, rank: int = 4, alpha: float = 8, layers: tuple[int, ...] = (0, 1, 2), seed: int = 0) -> Adapter:
    generator = np.random.default_rng(seed)
    tensors = {}
    for layer in layers:
        for module, (outputs, inputs) in SHAPES.items():
            tensors[tensor_name(layer, module, "A")] = generator.standard_normal((rank, inputs)).astype(np.float32)
            tensors[tensor_name(layer, module, "B")] = generator.standard_normal((outputs, rank)).astype(np.float32)
    return Adapter(tensors, rank, alpha, ("k_proj", "up_proj"), "tiny", sha256)


def change(adapter: Adapter, layer: int, module: str) -> np.ndarray:
    """What the adapter adds to a layer's weight, (out, in)."""
    a, b = (adapter.tensors[tensor_name(layer, module, half)] for half in "AB")
    return adapter.alpha / adapter.rank * b @ a


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    written = make("ab" * 32)
    write_peft(tmp_path / "expert", written)
    found = read_peft(tmp_path / "expert")
    assert replace(found, tensors={}) == replace(written, tensors={})
    assert found.tensors.keys() == written.tensors.keys()
    assert all(np.array_equal(found.tensors[name], written.tensors[name]) for name in written.tensors)


def test_files_are_private(tiny: TinyModel, tmp_path: Path) -> None:
    folder = tmp_path / "expert"
    adapter = make(tiny.info.sha256)
    write_peft(folder, adapter)
    write_gguf(adapter, tiny.info, folder / "adapter.gguf")
    assert mode(folder) == 0o700
    assert {path.name: mode(path) for path in folder.iterdir()} == {
        WEIGHTS_FILE: 0o600,
        CONFIG_FILE: 0o600,
        "adapter.gguf": 0o600,
    }


def test_gguf_says_what_llama_cpp_needs(tiny: TinyModel, tmp_path: Path) -> None:
    write_gguf(make(tiny.info.sha256, rank=4, alpha=8), tiny.info, tmp_path / "adapter.gguf")
    reader = gguf.GGUFReader(tmp_path / "adapter.gguf")
    expected = {
        "general.type": "adapter",
        "general.architecture": "llama",
        "adapter.type": "lora",
        "adapter.lora.alpha": 8.0,
        "reverie.base_sha256": tiny.info.sha256,
    }
    assert {key: reader.fields[key].contents() for key in expected} == expected
    shapes = {tensor.name: tuple(tensor.data.shape) for tensor in reader.tensors}
    assert len(shapes) == 3 * len(SHAPES) * 2
    assert shapes["blk.2.ffn_up.weight.lora_a"] == (4, HIDDEN)
    assert shapes["blk.2.ffn_up.weight.lora_b"] == (FEED_FORWARD, 4)


def test_only_rows_that_rope_turns_are_reordered(tiny: TinyModel, tmp_path: Path) -> None:
    adapter = make(tiny.info.sha256)
    write_gguf(adapter, tiny.info, tmp_path / "adapter.gguf")
    stored = {tensor.name: tensor.data for tensor in gguf.GGUFReader(tmp_path / "adapter.gguf").tensors}
    up, key = (adapter.tensors[tensor_name(0, module, "B")] for module in SHAPES)
    assert np.array_equal(stored["blk.0.ffn_up.weight.lora_b"], up)
    half = HIDDEN // HEADS // 2
    rows = [head * 2 * half + pair + side * half for head in range(KV_HEADS) for pair in range(half) for side in (0, 1)]
    assert np.array_equal(stored["blk.0.attn_k.weight.lora_b"], key[rows])


def test_separating_undoes_interleaving() -> None:
    rows = np.arange(48, dtype=np.float32).reshape(24, 2)
    turned = interleave_rope_rows(rows, heads=3)
    assert not np.array_equal(turned, rows)
    assert np.array_equal(separate_rope_rows(turned, heads=3), rows)


def test_concatenation_adds_the_changes() -> None:
    first, second = make("ab" * 32, rank=4, alpha=8), make("ab" * 32, rank=3, alpha=2, seed=1)
    both = concatenate([first, second])
    assert (both.rank, both.alpha) == (7, 7.0)
    for module in SHAPES:
        expected = change(first, 1, module) + change(second, 1, module)
        assert change(both, 1, module) == pytest.approx(expected, abs=1e-5)


def test_concatenation_fills_layers_that_one_adapter_leaves_alone(tmp_path: Path) -> None:
    every, last = make("ab" * 32), make("ab" * 32, rank=2, alpha=2, layers=(2,), seed=1)
    both = concatenate([every, last])
    assert change(both, 0, "mlp.up_proj") == pytest.approx(change(every, 0, "mlp.up_proj"), abs=1e-6)
    assert {tensor.shape[0] for name, tensor in both.tensors.items() if "lora_A" in name} == {6}
    write_peft(tmp_path, both)
    assert json.loads((tmp_path / CONFIG_FILE).read_text())["layers_to_transform"] == [0, 1, 2]


def test_adapters_of_different_bases_are_not_concatenated() -> None:
    with pytest.raises(AdapterMismatch, match="one base model"):
        concatenate([make("ab" * 32), make("cd" * 32)])
    with pytest.raises(AdapterMismatch):
        concatenate([])


def test_all_faults_are_listed_and_nothing_is_written(tmp_path: Path) -> None:
    adapter = make("ab" * 32)
    tensors = dict(adapter.tensors)
    tensors["model.embed_tokens.weight"] = np.zeros((2, 2), np.float32)
    del tensors[tensor_name(0, "mlp.up_proj", "B")]
    tensors[tensor_name(1, "mlp.up_proj", "A")] = np.zeros((5, HIDDEN), np.float32)
    broken = tensor_name(0, "mlp.up_proj", "A")
    tensors[broken] = tensors[broken].copy()
    tensors[broken][0, :3] = np.nan, np.inf, -np.inf
    with pytest.raises(AdapterMismatch) as caught:
        write_peft(tmp_path / "expert", replace(adapter, tensors=tensors))
    message = str(caught.value)
    assert message.startswith("4 tensors")
    assert f"{broken}: 3 of its {4 * HIDDEN} values are not finite numbers" in message
    assert "model.embed_tokens.weight: not the lora_A or lora_B" in message
    assert "layers.0.mlp.up_proj.lora_B.weight: missing" in message
    assert "layers.1.mlp.up_proj.lora_A.weight: shape (5, 64), expected 4 on axis 0" in message
    assert not (tmp_path / "expert").exists()


def test_tensors_that_do_not_fit_the_model_are_all_named(tiny: TinyModel, tmp_path: Path) -> None:
    adapter = make(tiny.info.sha256, layers=(0, 9))
    tensors = {**adapter.tensors, tensor_name(0, "mlp.up_proj", "A"): np.zeros((4, HIDDEN + 1), np.float32)}
    with pytest.raises(AdapterMismatch) as caught:
        write_gguf(replace(adapter, tensors=tensors), tiny.info, tmp_path / "adapter.gguf")
    message = str(caught.value)
    assert "layers.9.mlp.up_proj" in message
    assert "layers.9.self_attn.k_proj" in message
    assert f"shape ({FEED_FORWARD}, {HIDDEN + 1}), the model's is ({FEED_FORWARD}, {HIDDEN})" in message
    assert not list(tmp_path.glob("adapter*"))


def test_an_architecture_without_a_mapping_is_refused(tiny: TinyModel, tmp_path: Path) -> None:
    with pytest.raises(ModelFileError, match="mamba"):
        write_gguf(make(tiny.info.sha256), replace(tiny.info, architecture="mamba"), tmp_path / "adapter.gguf")


@pytest.mark.parametrize("name", [WEIGHTS_FILE, CONFIG_FILE])
def test_a_cut_file_is_reported_with_its_folder(name: str, tmp_path: Path) -> None:
    write_peft(tmp_path, make("ab" * 32))
    path = tmp_path / name
    path.write_bytes(path.read_bytes()[:100])
    with pytest.raises(AdapterMismatch, match="not a readable PEFT adapter"):
        read_peft(tmp_path)


def test_an_absent_adapter_is_reported(tmp_path: Path) -> None:
    with pytest.raises(AdapterMismatch, match="not a readable PEFT adapter"):
        read_peft(tmp_path / "nowhere")


def test_a_rank_16_adapter_is_written_quickly(tiny: TinyModel, tmp_path: Path) -> None:
    adapter = make(tiny.info.sha256, rank=16)
    started = time.process_time()
    write_peft(tmp_path, adapter)
    write_gguf(adapter, tiny.info, tmp_path / "adapter.gguf")
    assert time.process_time() - started < 0.3
