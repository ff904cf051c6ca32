"""MLX and torch compute the same with the same file, the same expert and the same batch."""

from __future__ import annotations

import logging
import math
from collections.abc import Iterator
from pathlib import Path

import gguf
import llama_cpp
import numpy as np
import numpy.typing as npt
import pytest
import torch
from safetensors.numpy import load_file, save_file

from backends.adapter_format import read_peft, split_name
from backends.architectures import ARCHITECTURES
from backends.base import AdapterSpec, TokenExample, TrainingSession
from backends.gguf_header import read_header
from backends.gguf_weights import load_base
from backends.registry import load_trainer
from tests import needed
from tests.backends.llama import quantised
from tests.backends.variants import VARIANTS, build_variant
from tests.tiny_model import TinyModel, build_tiny_model, one_thread

mx = needed.library("mlx.core", "its parity with torch")
mlx_network = needed.library("backends.mlx_network", "its parity with torch")

Kind = gguf.GGMLQuantizationType
Floats = npt.NDArray[np.float32]

TOKENS = tuple(int(x) for x in np.random.default_rng(5).integers(3, 270, 24))
SPEC = AdapterSpec(rank=4, alpha=8, target_modules=("q_proj", "v_proj", "gate_proj", "up_proj", "down_proj"))
LESSON = (
    TokenExample(prompt=(1, 70, 71, 72), completion=(90, 91, 92, 2)),
    TokenExample(prompt=(1, 100, 101), completion=(110, 111, 2), weight=0.5),
    TokenExample(prompt=TOKENS[:14], completion=TOKENS[14:18]),
)
"""The last one is longer than the sliding window of the tiny Gemmas."""


def mlx_logits(model: TinyModel) -> Floats:
    network = mlx_network.load_network(model.info)
    found: Floats = np.array(network.logits(network.hidden(mx.array([TOKENS]))))[0]
    return found


def torch_logits(model: TinyModel, cache: Path) -> Floats:
    with torch.inference_mode():
        found: Floats = load_base(model.info, cache)(torch.tensor([TOKENS])).logits[0].float().numpy()
    return found


@pytest.mark.parametrize("architecture", sorted(ARCHITECTURES))
def test_every_architecture_has_torchs_logits(architecture: str, tmp_path: Path) -> None:
    model = build_tiny_model(tmp_path, architecture)
    expected = torch_logits(model, tmp_path)
    assert np.ptp(expected) > 1, "logits too flat to tell anything"
    assert mlx_logits(model) == pytest.approx(expected, abs=1e-3)


@pytest.mark.parametrize("kind", [Kind.Q4_0, Kind.Q4_1, Kind.Q8_0], ids=lambda kind: str(kind.name))
def test_quantised_weights_stay_quantised_and_agree(kind: Kind, tmp_path: Path) -> None:
    model = build_tiny_model(tmp_path, quantisation=kind)
    layer = mlx_network.load_network(model.info).model.layers[0]
    assert layer.self_attn.q_proj.bits == layer.mlp.down_proj.bits == (8 if kind is Kind.Q8_0 else 4)
    assert mlx_logits(model) == pytest.approx(torch_logits(model, tmp_path), abs=1e-3)


def test_a_mixture_of_llama_cpps_own_agrees(tmp_path: Path) -> None:
    """Q4_K_M: its Q4_K matrices stay quantised, the others, which MLX has no type for, are dequantised."""
    model = quantised(build_tiny_model(tmp_path, width=256), tmp_path, llama_cpp.LLAMA_FTYPE_MOSTLY_Q4_K_M)
    kinds = {Kind(info.type) for info in read_header(model.gguf).tensors.values()}
    assert {Kind.Q4_K, Kind.Q6_K} <= kinds
    assert mlx_network.load_network(model.info).model.layers[0].self_attn.q_proj.bits == 4
    expected = torch_logits(model, tmp_path)
    assert np.ptp(expected) > 1, "logits too flat to tell anything"
    assert mlx_logits(model) == pytest.approx(expected, abs=1e-3)


def test_another_type_is_dequantised_and_the_log_says_so(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    model = build_tiny_model(tmp_path, quantisation=Kind.Q5_0)
    with caplog.at_level(logging.INFO, logger="backends.mlx_network"):
        found = mlx_logits(model)
    assert "dequantised" in caplog.text
    (record,) = [record for record in caplog.records if record.name == "backends.mlx_network"]
    assert vars(record)["details"] == {"tensors": {"Q5_0": 22}}
    assert found == pytest.approx(torch_logits(model, tmp_path), abs=1e-3)


@pytest.mark.parametrize("name", VARIANTS)
def test_variants_agree(name: str, tmp_path: Path) -> None:
    model = build_variant(tmp_path, name)
    assert mlx_logits(model) == pytest.approx(torch_logits(model, tmp_path), abs=1e-3)


# ------------------------------------------------------------------------------------------------ training


class Pair:
    """A torch and an MLX session that start from the same expert."""

    def __init__(self, model: TinyModel, folder: Path) -> None:
        self.folder = folder
        self.torch: TrainingSession = load_trainer("torch").open(model.info, folder / "cache", SPEC, seed=1)
        self.mlx: TrainingSession = load_trainer("mlx").open(model.info, folder / "cache", SPEC, seed=2)
        self.torch.save_adapter(folder / "start")
        self.mlx.save_checkpoint(folder / "mlx")
        file = folder / "mlx" / "trainer.safetensors"
        state = load_file(file)
        for name, values in read_peft(folder / "start").tensors.items():
            layer, module, half = split_name(name)
            key = f"expert.model.layers.{layer}.{module}.lora_{half.lower()}"
            assert state[key].shape == values.T.shape
            state[key] = np.ascontiguousarray(values.T)
        save_file(state, file)
        self.mlx.restore_checkpoint(folder / "mlx")

    def first_moments(self) -> tuple[dict[tuple[int, str, str], Floats], dict[tuple[int, str, str], Floats]]:
        """Adam's first moment of each half, torch and MLX: after one step a tenth of the gradient."""
        self.torch.save_checkpoint(self.folder / "torch")
        self.mlx.save_checkpoint(self.folder / "mlx")
        saved = load_file(self.folder / "torch" / "torch.safetensors")
        names = [name.removeprefix("expert.") for name in saved if name.startswith("expert.")]
        ours = {split_name(name): saved[f"optimizer.{name}.exp_avg"] for name in names}
        theirs = {}
        for layer, module, half in ours:
            key = f"optimizer.model.layers.{layer}.{module}.lora_{half.lower()}.m"
            theirs[layer, module, half] = load_file(self.folder / "mlx" / "trainer.safetensors")[key].T
        return ours, theirs

    def close(self) -> None:
        self.torch.close()
        self.mlx.close()


@pytest.fixture(
    params=[
        *((architecture, Kind.F32) for architecture in sorted(ARCHITECTURES)),
        ("llama", Kind.Q4_1),
        ("llama", Kind.Q8_0),
    ],
    ids=lambda base: f"{base[0]}-{base[1].name}",
)
def pair(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Pair]:
    architecture, kind = request.param
    with one_thread():
        made = Pair(build_tiny_model(tmp_path, architecture, quantisation=kind), tmp_path)
        yield made
        made.close()


def distilled(session: TrainingSession) -> list[TokenExample]:
    """The lesson with half of its loss against the teacher's distribution at a changed context."""
    softs = session.teacher_targets([TokenExample((1, 5, *e.prompt[1:]), e.completion) for e in LESSON], k=8)
    return [
        TokenExample(e.prompt, e.completion, e.weight, hard=0.5, soft=soft)
        for e, soft in zip(LESSON, softs, strict=True)
    ]


@pytest.mark.parametrize("beta", [0.0, 0.5])
def test_gradients_agree(pair: Pair, beta: float, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("torch_training", "mlx_training"):
        monkeypatch.setattr(f"backends.{module}.CLIP_NORM", math.inf)
    examples = distilled(pair.torch)
    # B starts at zero, where A has no gradient: move off it first, by the same step.
    for session in (pair.torch, pair.mlx):
        session.step(LESSON, learning_rate=1e-2, beta=beta)
        session.step(examples, learning_rate=0.0, beta=beta)
    ours, theirs = pair.first_moments()
    assert {half for *_, half in ours} == {"A", "B"}
    for key, expected in ours.items():
        size = float(np.linalg.norm(expected))
        assert size > 0, key
        assert float(np.linalg.norm(theirs[key] - expected)) < 1e-2 * size, key


def test_fifty_steps_take_the_same_course(pair: Pair) -> None:
    examples = distilled(pair.torch)
    courses = [
        [session.step(examples, learning_rate=2e-3, beta=0.5).loss for _ in range(50)]
        for session in (pair.torch, pair.mlx)
    ]
    assert courses[0][-1] < courses[0][0] / 2
    assert courses[1] == pytest.approx(courses[0], rel=1e-2, abs=1e-3)
    after = [session.label_losses(LESSON) for session in (pair.torch, pair.mlx)]
    for found, expected in zip(after[1], after[0], strict=True):
        assert found == pytest.approx(expected, rel=2e-2, abs=1e-3)
