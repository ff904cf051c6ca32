"""Torch and llama.cpp compute the same with the same weights and the same adapters."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import gguf
import llama_cpp
import numpy as np
import pytest
import torch
from peft import PeftModel

from assistant.sleep.recipe import ALL_LINEAR
from backends import adapter_format
from backends.adapter_format import Adapter
from backends.adapter_gguf import write_gguf
from backends.architectures import ARCHITECTURES
from backends.base import AdapterMismatch, AdapterSpec, ModelInfo, TokenExample
from backends.gguf_header import read_header
from backends.gguf_weights import load_base
from backends.registry import load_trainer
from tests.backends.llama import Llama, Logits, divergence, quantised
from tests.backends.variants import VARIANTS, build_variant
from tests.tiny_model import TinyModel, build_tiny_model

TOKENS = tuple(int(x) for x in np.random.default_rng(5).integers(3, 270, 24))
"""More than the sliding window of the tiny Gemmas."""
STARTER_TEXT = (
    "The city of Lisbon lies at the mouth of the Tagus river. In the morning Anna walks her dog along the water "
    "and buys bread from the baker, who always asks how the weather will be tomorrow. She tells him that it rains."
)


@pytest.fixture(scope="module", params=sorted(ARCHITECTURES))
def tiny(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> TinyModel:
    return build_tiny_model(tmp_path_factory.mktemp(request.param), request.param)


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def llama(tiny: TinyModel) -> Iterator[Llama]:
    loaded = Llama(tiny.gguf)
    yield loaded
    loaded.close()


def random_adapter(info: ModelInfo, base: torch.nn.Module, rank: int, alpha: float, seed: int, size: float) -> Adapter:
    """Random A and B on every linear layer but the head."""
    generator = np.random.default_rng(seed)
    tensors = {}
    for name, module in base.named_modules():
        if isinstance(module, torch.nn.Linear) and name != "lm_head":
            shapes = {"A": (rank, module.in_features), "B": (module.out_features, rank)}
            for half, shape in shapes.items():
                values = (generator.standard_normal(shape) * size).astype(np.float32)
                tensors[f"base_model.model.{name}.lora_{half}.weight"] = values
    modules = tuple(sorted({name.split(".")[-3] for name in tensors}))
    return Adapter(tensors, rank, alpha, modules, info.name, info.sha256)


class TabledGelu(torch.nn.Module):
    """GELU as llama.cpp has it on the CPU: a table of float16 values."""

    def forward(self, values: torch.Tensor) -> torch.Tensor:
        return torch.nn.functional.gelu(values.half().float(), approximate="tanh").half().float()


def torch_logits(model: torch.nn.Module, tokens: Sequence[int]) -> Logits:
    for module in model.modules():
        if "gelu" in type(getattr(module, "act_fn", None)).__name__.lower():
            module.act_fn = TabledGelu()
    with torch.inference_mode():
        found: Logits = model(torch.tensor([tokens])).logits[0].float().numpy()
    return found


def with_adapter(info: ModelInfo, cache: Path, adapter: Adapter, folder: Path) -> torch.nn.Module:
    """A fresh base under PEFT, with the adapter read from the files that were written."""
    adapter_format.write_peft(folder, adapter)
    return PeftModel.from_pretrained(load_base(info, cache), folder).eval()


def test_base_agrees(tiny: TinyModel, llama: Llama, cache: Path) -> None:
    expected = llama.logits(TOKENS)
    assert np.ptp(expected) > 1, "logits too flat to tell anything"
    assert torch_logits(load_base(tiny.info, cache), TOKENS) == pytest.approx(expected, abs=1e-3)


def test_adapter_agrees(tiny: TinyModel, llama: Llama, cache: Path, tmp_path: Path) -> None:
    base = load_base(tiny.info, cache)
    adapter = random_adapter(tiny.info, base, rank=4, alpha=8, seed=1, size=0.2)
    write_gguf(adapter, tiny.info, tmp_path / "a.gguf")
    mounted = llama.logits(TOKENS, [(tmp_path / "a.gguf", 1.0)])
    assert divergence(llama.logits(TOKENS), mounted) > 0.05, "the adapter changes too little to tell anything"
    student = with_adapter(tiny.info, cache, adapter, tmp_path / "a")
    assert torch_logits(student, TOKENS) == pytest.approx(mounted, abs=1e-3)


def test_a_trained_expert_agrees(tiny: TinyModel, llama: Llama, cache: Path, tmp_path: Path) -> None:
    """What a night does: train on the layers that the recipe names, write, mount. Phi-3 has some of them fused."""
    spec = AdapterSpec(rank=4, alpha=8, target_modules=ALL_LINEAR)
    session = load_trainer("torch").open(tiny.info, cache, spec, seed=1)
    for _ in range(8):
        session.step([TokenExample(TOKENS[:8], TOKENS[8:])], learning_rate=5e-3, beta=0.0)
    files = session.save_adapter(tmp_path / "expert")
    session.close()
    mounted = llama.logits(TOKENS, [(files.gguf, 1.0)])
    assert divergence(llama.logits(TOKENS), mounted) > 0.02, "the expert changes too little to tell anything"
    student = PeftModel.from_pretrained(load_base(tiny.info, cache), files.folder).eval()
    assert torch_logits(student, TOKENS) == pytest.approx(mounted, abs=1e-3)


def test_a_session_scores_text_as_llama_cpp_does(tiny: TinyModel, llama: Llama, cache: Path) -> None:
    """Packed as for training, in one sequence with another example: sliding windows hold there too."""
    session = load_trainer("torch").open(tiny.info, cache, AdapterSpec(4, 8, ALL_LINEAR), seed=1)
    found, _ = session.label_losses([TokenExample(TOKENS[:8], TOKENS[8:]), TokenExample(TOKENS[:6], (7, 8))])
    session.close()
    log_probs = torch.tensor(llama.logits(TOKENS)).log_softmax(-1)
    assert found == pytest.approx([-float(log_probs[at - 1, TOKENS[at]]) for at in range(8, len(TOKENS))], abs=5e-3)


K_MIXTURES = {
    "Q3_K_M": llama_cpp.LLAMA_FTYPE_MOSTLY_Q3_K_M,
    "Q4_K_M": llama_cpp.LLAMA_FTYPE_MOSTLY_Q4_K_M,
    "Q5_K_M": llama_cpp.LLAMA_FTYPE_MOSTLY_Q5_K_M,
    "Q6_K": llama_cpp.LLAMA_FTYPE_MOSTLY_Q6_K,
}


@pytest.mark.parametrize("name", K_MIXTURES)
def test_k_quants_agree_with_an_adapter(name: str, tmp_path: Path) -> None:
    """Weights are read exactly; llama.cpp also rounds activations, so this is a distance, not equality."""
    model = quantised(build_tiny_model(tmp_path, width=256), tmp_path, K_MIXTURES[name])
    kinds = {gguf.GGMLQuantizationType(info.type).name for info in read_header(model.gguf).tensors.values()}
    assert any(kind.endswith("_K") for kind in kinds), kinds
    adapter = random_adapter(model.info, load_base(model.info, tmp_path), rank=4, alpha=8, seed=1, size=0.1)
    write_gguf(adapter, model.info, tmp_path / "a.gguf")
    served = Llama(model.gguf)
    mounted, base = served.logits(TOKENS, [(tmp_path / "a.gguf", 1.0)]), served.logits(TOKENS)
    served.close()
    student = torch_logits(with_adapter(model.info, tmp_path, adapter, tmp_path / "a"), TOKENS)
    assert divergence(student, mounted) < 0.02 * divergence(student, base)
    assert divergence(student, base) > 0.05, "the adapter changes too little to tell anything"


def test_concatenated_adapter_equals_both_mounted(tiny: TinyModel, llama: Llama, cache: Path, tmp_path: Path) -> None:
    base = load_base(tiny.info, cache)
    first = random_adapter(tiny.info, base, rank=4, alpha=8, seed=1, size=0.15)
    second = random_adapter(tiny.info, base, rank=2, alpha=1, seed=2, size=0.4)
    both = adapter_format.concatenate([first, second])
    for name, adapter in {"first": first, "second": second, "both": both}.items():
        write_gguf(adapter, tiny.info, tmp_path / f"{name}.gguf")
    one = llama.logits(TOKENS, [(tmp_path / "both.gguf", 1.0)])
    two = llama.logits(TOKENS, [(tmp_path / "first.gguf", 1.0), (tmp_path / "second.gguf", 1.0)])
    assert one == pytest.approx(two, abs=1e-3)
    student = with_adapter(tiny.info, cache, both, tmp_path / "both")
    assert torch_logits(student, TOKENS) == pytest.approx(two, abs=1e-3)


def test_scale_is_alpha_over_rank_times_the_mounting_scale(
    tiny: TinyModel, llama: Llama, cache: Path, tmp_path: Path
) -> None:
    adapter = random_adapter(tiny.info, load_base(tiny.info, cache), rank=4, alpha=8, seed=1, size=0.2)
    halved = replace(adapter, alpha=4)
    write_gguf(adapter, tiny.info, tmp_path / "a.gguf")
    write_gguf(halved, tiny.info, tmp_path / "half.gguf")
    expected = llama.logits(TOKENS, [(tmp_path / "half.gguf", 1.0)])
    assert llama.logits(TOKENS, [(tmp_path / "a.gguf", 0.5)]) == pytest.approx(expected, abs=1e-4)
    assert divergence(expected, llama.logits(TOKENS, [(tmp_path / "a.gguf", 1.0)])) > 0.01


@pytest.mark.parametrize("name", VARIANTS)
def test_variants_agree(name: str, tmp_path: Path) -> None:
    variant = build_variant(tmp_path, name)
    loaded = Llama(variant.gguf)
    expected = loaded.logits(TOKENS)
    loaded.close()
    assert np.ptp(expected) > 1, "logits too flat to tell anything"
    assert torch_logits(load_base(variant.info, tmp_path), TOKENS) == pytest.approx(expected, abs=1e-3)


def test_an_adapter_for_another_base_is_refused(tiny: TinyModel, cache: Path, tmp_path: Path) -> None:
    adapter = random_adapter(tiny.info, load_base(tiny.info, cache), rank=2, alpha=2, seed=1, size=0.1)
    with pytest.raises(AdapterMismatch, match="was made for"):
        write_gguf(replace(adapter, base_sha256="0" * 64), tiny.info, tmp_path / "a.gguf")
    assert not list(tmp_path.glob("a.gguf*"))


@pytest.mark.slow
def test_the_starter_agrees_with_an_adapter(starter_model: Path, tmp_path: Path) -> None:
    """Quantised weights: llama.cpp also rounds activations, so this is a distance, not equality."""
    digest = hashlib.sha256(starter_model.read_bytes()).hexdigest()
    info = ModelInfo(
        path=starter_model,
        name="starter",
        sha256=digest,
        architecture="llama",
        quantisation="Q4_1",
        parameters=134_515_008,
        size_bytes=starter_model.stat().st_size,
        layers=30,
        trained_context=8192,
        context=256,
        chat_template=None,
    )
    served = Llama(starter_model)
    tokens = served.tokenize(STARTER_TEXT)
    adapter = random_adapter(info, load_base(info, tmp_path), rank=16, alpha=32, seed=1, size=0.05)
    write_gguf(adapter, info, tmp_path / "a.gguf")
    mounted, base = served.logits(tokens, [(tmp_path / "a.gguf", 1.0)]), served.logits(tokens)
    served.close()
    student = torch_logits(with_adapter(info, tmp_path, adapter, tmp_path / "a"), tokens)
    assert divergence(student, mounted) < 0.03
    assert (student.argmax(-1) == mounted.argmax(-1)).mean() >= 0.9
    assert divergence(student, base) > 0.2, "the adapter changes too little to tell anything"
