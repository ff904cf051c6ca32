"""The weights of a GGUF as a transformers model: the same numbers, made once, refused before any work."""

from __future__ import annotations

import shutil
from collections import namedtuple
from dataclasses import replace
from pathlib import Path

import gguf
import pytest
import torch
from transformers import AutoModelForCausalLM

from backends.architectures import ARCHITECTURES
from backends.base import BackendError, ModelFileError
from backends.gguf_config import config_values
from backends.gguf_header import read_header
from backends.gguf_weights import COMPLETE_FILE, check_base, load_base
from tests.tiny_model import TinyModel, build_tiny_model

TOKENS = torch.tensor([[5, 60, 7, 250, 99, 42, 8, 8, 130]])


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> TinyModel:
    return build_tiny_model(tmp_path_factory.mktemp("tiny"))


def logits(model: torch.nn.Module) -> torch.Tensor:
    with torch.inference_mode():
        found: torch.Tensor = model(TOKENS).logits
    return found


@pytest.mark.parametrize("architecture", ["llama", "qwen2", "qwen3", "gemma2", "gemma3", "phi3"])
def test_weights_are_those_the_file_was_made_of(architecture: str, tmp_path: Path) -> None:
    tiny = build_tiny_model(tmp_path, architecture)
    found = load_base(tiny.info, tmp_path / "cache").state_dict()
    expected = AutoModelForCausalLM.from_pretrained(tiny.hf_folder).state_dict()
    assert found.keys() == expected.keys()
    # Gemma's norms travel as 1 + w, which costs the last bit.
    assert all(torch.allclose(found[name], expected[name], rtol=0, atol=1e-6) for name in expected)


def test_it_agrees_with_the_loader_of_transformers(tiny: TinyModel, tmp_path: Path) -> None:
    theirs = AutoModelForCausalLM.from_pretrained(tiny.gguf.parent, gguf_file=tiny.gguf.name, dtype=torch.float32)
    assert torch.allclose(logits(load_base(tiny.info, tmp_path)), logits(theirs), atol=1e-4)


def test_the_cache_is_a_plain_transformers_folder(tiny: TinyModel, tmp_path: Path) -> None:
    ours = load_base(tiny.info, tmp_path)
    plain = AutoModelForCausalLM.from_pretrained(tmp_path / tiny.info.sha256[:16])
    assert not getattr(plain, "is_quantized", False)
    assert torch.allclose(logits(ours), logits(plain), atol=1e-5)


def test_a_quantised_file_gives_its_dequantised_values(tmp_path: Path) -> None:
    tiny = build_tiny_model(tmp_path, quantisation=gguf.GGMLQuantizationType.Q8_0)
    found = load_base(tiny.info, tmp_path / "cache").state_dict()["model.layers.1.mlp.down_proj.weight"]
    stored = next(t for t in gguf.GGUFReader(tiny.gguf).tensors if t.name == "blk.1.ffn_down.weight")
    assert torch.equal(found, torch.from_numpy(gguf.dequantize(stored.data, stored.tensor_type)))


def test_the_second_load_reads_only_the_cache(tmp_path: Path) -> None:
    tiny = build_tiny_model(tmp_path)
    first = logits(load_base(tiny.info, tmp_path / "cache"))
    tiny.gguf.unlink()
    assert torch.equal(logits(load_base(tiny.info, tmp_path / "cache")), first)


@pytest.mark.parametrize("content", [None, "{}", '{"versions": {"format": 0}}', "half a li"])
def test_an_unfinished_or_older_cache_is_made_again(content: str | None, tiny: TinyModel, tmp_path: Path) -> None:
    expected = logits(load_base(tiny.info, tmp_path))
    folder = tmp_path / tiny.info.sha256[:16]
    (folder / "model.safetensors").write_bytes(b"cut short")
    (folder / COMPLETE_FILE).unlink()
    if content is not None:
        (folder / COMPLETE_FILE).write_text(content)
    (tmp_path / f"{folder.name}.partial").mkdir()
    assert torch.equal(logits(load_base(tiny.info, tmp_path)), expected)
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(folder.name)] == [folder.name]


def test_changing_weights_in_memory_leaves_the_cache_alone(tiny: TinyModel, tmp_path: Path) -> None:
    first = load_base(tiny.info, tmp_path)
    expected = logits(first)
    with torch.no_grad():
        for parameter in first.parameters():
            parameter.zero_()
    assert torch.equal(logits(load_base(tiny.info, tmp_path)), expected)


@pytest.mark.parametrize("tied", [True, False])
def test_the_head_is_the_embedding_only_where_the_file_has_none(tied: bool, tmp_path: Path) -> None:
    model = load_base(build_tiny_model(tmp_path, tied=tied).info, tmp_path / "cache")
    head, embedding = model.get_submodule("lm_head"), model.get_submodule("model.embed_tokens")
    assert (head.weight is embedding.weight) == tied


def test_large_models_are_kept_in_half_the_space(tiny: TinyModel, tmp_path: Path) -> None:
    assert {p.dtype for p in load_base(tiny.info, tmp_path / "small").parameters()} == {torch.float32}
    large = load_base(replace(tiny.info, parameters=600_000_000), tmp_path / "large")
    assert {p.dtype for p in large.parameters()} == {torch.bfloat16}
    assert large.get_buffer("model.rotary_emb.inv_freq").dtype == torch.float32


def test_an_unknown_architecture_is_refused_before_any_work(tiny: TinyModel, tmp_path: Path) -> None:
    with pytest.raises(ModelFileError, match="mamba"):
        load_base(replace(tiny.info, architecture="mamba"), tmp_path / "cache")
    assert not (tmp_path / "cache").exists()


def test_tensors_of_another_kind_of_model_are_all_named(tiny: TinyModel, tmp_path: Path) -> None:
    other = tmp_path / "other.gguf"
    other.write_bytes(tiny.gguf.read_bytes().replace(b".ffn_up.weight", b".ffn_xx.weight"))
    with pytest.raises(ModelFileError) as caught:
        load_base(replace(tiny.info, path=other), tmp_path / "cache")
    message = str(caught.value)
    assert "6 tensors do not fit" in message
    assert all(f"blk.{layer}.ffn_xx.weight: not part of a plain llama model" in message for layer in range(3))
    assert all(f"model.layers.{layer}.mlp.up_proj.weight: missing" in message for layer in range(3))


def test_tensors_of_another_shape_are_all_named_before_any_work(tmp_path: Path) -> None:
    """A head whose values are narrower than its keys, say: the header tells, the tensors decide."""
    tiny = build_tiny_model(tmp_path, metadata={"feed_forward_length": 128})
    with pytest.raises(ModelFileError) as caught:
        check_base(tiny.info, tmp_path / "cache")
    message = str(caught.value)
    assert "9 tensors do not fit" in message
    assert all(f"blk.{layer}.ffn_up.weight: of shape (96, 64), expected (128, 64)" in message for layer in range(3))


@pytest.mark.parametrize("rope", [{}, {"rope_freqs": (1.0,) * 4 + (3.0,) * 4}])
def test_a_scaling_that_would_differ_is_refused(rope: dict[str, tuple[float, ...]], tmp_path: Path) -> None:
    tiny = build_tiny_model(tmp_path, rope=rope, metadata={"rope.scaling.type": "yarn"})
    with pytest.raises(ModelFileError, match="'yarn' cannot be trained on"):
        load_base(tiny.info, tmp_path / "cache")


@pytest.mark.parametrize("architecture", ["gemma2", "gemma3"])
def test_windows_on_other_layers_are_refused(architecture: str, tmp_path: Path) -> None:
    header = read_header(build_tiny_model(tmp_path, architecture).gguf)
    known, key = ARCHITECTURES[architecture], f"{architecture}.attention.sliding_window_pattern"
    usual = config_values(known, header)
    every = 2 if architecture == "gemma2" else 6
    layers = tuple((layer + 1) % every != 0 for layer in range(int(header.number("block_count"))))
    for said in (every, layers):
        assert config_values(known, replace(header, metadata={**header.metadata, key: said})) == usual
    for said in (4, (True,) * len(layers)):
        with pytest.raises(ModelFileError, match="sliding_window_pattern is"):
            config_values(known, replace(header, metadata={**header.metadata, key: said}))


def test_a_gemma_3_without_windows_is_refused(tmp_path: Path) -> None:
    header = read_header(build_tiny_model(tmp_path, "gemma3").gguf)
    without = {key: value for key, value in header.metadata.items() if not key.endswith("sliding_window")}
    with pytest.raises(ModelFileError, match=r"gemma3\.attention\.sliding_window is None"):
        config_values(ARCHITECTURES["gemma3"], replace(header, metadata=without))


def test_a_mixture_of_experts_is_refused_by_its_number(tiny: TinyModel) -> None:
    header = read_header(tiny.gguf)
    mixture = replace(header, metadata={**header.metadata, "llama.expert_count": 8})
    with pytest.raises(ModelFileError, match="a mixture of 8 experts cannot be trained"):
        config_values(ARCHITECTURES["llama"], mixture)


def test_a_full_disk_is_said_without_converting(
    tiny: TinyModel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    check_base(tiny.info, tmp_path / "cache")
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage(10, 9, 1))
    with pytest.raises(BackendError, match="are free"):
        check_base(tiny.info, tmp_path / "cache")


@pytest.mark.parametrize("kept", [2, 300, -1000])
def test_a_cut_file_is_reported_and_leaves_no_cache(kept: int, tiny: TinyModel, tmp_path: Path) -> None:
    cut = tmp_path / "cut.gguf"
    cut.write_bytes(tiny.gguf.read_bytes()[:kept])
    with pytest.raises(ModelFileError, match=r"cut\.gguf"):
        load_base(replace(tiny.info, path=cut), tmp_path / "cache")
    assert not list(tmp_path.glob("cache/*/complete.json"))


def test_a_full_disk_is_said_before_writing(tiny: TinyModel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage(10, 9, 1))
    with pytest.raises(BackendError, match="are free"):
        load_base(tiny.info, tmp_path / "cache")
    assert not list((tmp_path / "cache").iterdir())
