"""An exported adapter in every layout computes the same, and is taken back only by the model it was made for."""

from __future__ import annotations

import json
import stat
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import cast

import gguf
import llama_cpp
import numpy as np
import pytest
from safetensors.numpy import load_file, save_file

from backends.adapter_exchange import AdapterExchange
from backends.adapter_format import BASE_KEY, Adapter, read_peft, tensor_name, write_peft
from backends.adapter_gguf import write_gguf
from backends.architectures import ARCHITECTURES
from backends.base import AdapterFiles, AdapterMismatch
from backends.gguf_header import read_header
from backends.gguf_tensors import stored
from backends.llama_cpp_quantise import file_type
from tests import needed
from tests.backends.llama import Llama, divergence, quantised
from tests.tiny_model import FEED_FORWARD, HEADS, HIDDEN, KV_HEADS, TinyModel, build_tiny_model

TOKENS = tuple(int(x) for x in np.random.default_rng(5).integers(3, 270, 24))
Kind = gguf.GGMLQuantizationType
KV = HIDDEN * KV_HEADS // HEADS
SHAPES = {
    "self_attn.q_proj": (HIDDEN, HIDDEN),
    "self_attn.k_proj": (KV, HIDDEN),
    "mlp.up_proj": (FEED_FORWARD, HIDDEN),
    "mlp.down_proj": (HIDDEN, FEED_FORWARD),
}
ALL = ("peft", "gguf", "mlx", "merged")


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> TinyModel:
    return build_tiny_model(tmp_path_factory.mktemp("tiny"), quantisation=Kind.Q8_0)


def make(
    tiny: TinyModel,
    rank: int = 4,
    alpha: float = 8,
    seed: int = 0,
    shapes: Mapping[str, tuple[int, int]] = SHAPES,
) -> Adapter:
    generator = np.random.default_rng(seed)
    tensors = {}
    for layer in (1, 2):
        for module, (outputs, inputs) in shapes.items():
            for half, shape in {"A": (rank, inputs), "B": (outputs, rank)}.items():
                tensors[tensor_name(layer, module, half)] = (0.2 * generator.standard_normal(shape)).astype(np.float32)
    modules = tuple(sorted(module.rsplit(".", 1)[-1] for module in SHAPES))
    return Adapter(tensors, rank, alpha, modules, tiny.info.name, tiny.info.sha256)


def write_expert(folder: Path, adapter: Adapter) -> Path:
    write_peft(folder, adapter)
    return folder


@pytest.fixture
def exported(tiny: TinyModel, tmp_path: Path) -> AdapterFiles:
    expert = write_expert(tmp_path / "expert", make(tiny))
    return AdapterExchange().export([expert], tiny.info, ALL, tmp_path / "out")


# ------------------------------------------------------------------------------------------------- export


@pytest.mark.parametrize(("kind", "share"), [("Q8_0", 0.002), ("Q4_1", 0.002), ("Q4_K_M", 0.002)])
def test_the_merged_model_computes_what_the_mounted_adapter_does(kind: str, share: float, tmp_path: Path) -> None:
    """Within `share` of what the adapter changes, KL per token, and half of what that type has cost the base.

    What it changed is in 8 bits: a night's expert on a base in 4 bits answers nothing after 4 bits of rounding.
    """
    mixed = kind.endswith("_M")
    full = build_tiny_model(tmp_path / "full", width=256 if mixed else None)
    if mixed:
        model = quantised(full, tmp_path, llama_cpp.LLAMA_FTYPE_MOSTLY_Q4_K_M)
        model = replace(model, info=replace(model.info, quantisation=kind))
    else:
        model = build_tiny_model(tmp_path / "model", quantisation=gguf.GGMLQuantizationType[kind])
    tensors = read_header(model.gguf).tensors
    llama = ARCHITECTURES["llama"].linear
    shapes = {module: tensors[f"blk.1.{llama[module]}.weight"].shape for module in SHAPES}
    expert = write_expert(tmp_path / "expert", make(model, shapes=cast("Mapping[str, tuple[int, int]]", shapes)))
    files = AdapterExchange().export([expert], model.info, ("gguf", "merged"), tmp_path / "out")
    out = files.folder / "merged-Q8_0.gguf"
    unrounded, unmerged, merged = Llama(full.gguf), Llama(model.gguf), Llama(out)
    float_base, base, found = (each.logits(TOKENS) for each in (unrounded, unmerged, merged))
    mounted = unmerged.logits(TOKENS, [(files.gguf, 1.0)])
    for each in (unrounded, unmerged, merged):
        each.close()
    assert divergence(base, mounted) > 0.05, "the adapter changes too little to tell anything"
    assert divergence(mounted, found) < share * divergence(base, mounted)
    assert divergence(mounted, found) < 0.5 * divergence(float_base, base)
    types = {name: info.type for name, info in tensors.items()}
    changed = {f"blk.{layer}.{llama[module]}.weight" for layer in (1, 2) for module in SHAPES}
    expected = {name: int(Kind.Q8_0) if name in changed else kind for name, kind in types.items()}
    assert {name: info.type for name, info in read_header(out).tensors.items()} == expected
    assert read_header(out).metadata["general.file_type"] == int(gguf.LlamaFileType.MOSTLY_Q8_0)
    assert len({Kind(kind).name for kind in types.values()} - {"F32"}) == (3 if mixed else 1)


def test_the_merged_model_keeps_types_vocabulary_and_what_was_not_changed(
    tiny: TinyModel, exported: AdapterFiles
) -> None:
    merged = exported.folder / "merged-Q8_0.gguf"
    before, after = read_header(tiny.gguf), read_header(merged)
    assert {n: (i.type, i.shape) for n, i in after.tensors.items()} == {
        n: (i.type, i.shape) for n, i in before.tensors.items()
    }
    changed = {
        name
        for name, info in before.tensors.items()
        if not np.array_equal(stored(tiny.gguf, info), stored(merged, after.tensors[name]))
    }
    assert changed == {f"blk.{n}.{t}.weight" for n in (1, 2) for t in ("attn_q", "attn_k", "ffn_up", "ffn_down")}
    assert after.array_lengths == before.array_lengths
    assert after.metadata["tokenizer.chat_template"] == before.metadata["tokenizer.chat_template"]
    assert not list(exported.folder.glob("*.float32"))
    assert stat.S_IMODE(merged.stat().st_mode) == 0o600


@pytest.mark.parametrize(("said", "expected"), [(0, 7), (7, 7), (15, 15), (None, 7)])
def test_a_file_that_calls_itself_unquantised_is_judged_by_its_tensors(
    said: int | None, expected: int, tiny: TinyModel
) -> None:
    header = read_header(tiny.gguf)
    metadata = {key: value for key, value in header.metadata.items() if key != "general.file_type"}
    if said is not None:
        metadata["general.file_type"] = said
    assert file_type(replace(header, metadata=metadata)) == expected


def test_several_experts_are_exported_as_their_exact_sum(tiny: TinyModel, tmp_path: Path) -> None:
    parts = [make(tiny, rank=4, alpha=8, seed=1), make(tiny, rank=2, alpha=1, seed=2)]
    folders = [write_expert(tmp_path / str(number), part) for number, part in enumerate(parts)]
    for folder, part in zip(folders, parts, strict=True):
        write_gguf(part, tiny.info, folder / "adapter.gguf")
    files = AdapterExchange().export(folders, tiny.info, ("gguf",), tmp_path / "out")
    assert (files.rank, files.alpha) == (6, 6.0)
    llama = Llama(tiny.gguf)
    one = llama.logits(TOKENS, [(files.gguf, 1.0)])
    both = llama.logits(TOKENS, [(folder / "adapter.gguf", 1.0) for folder in folders])
    llama.close()
    assert one == pytest.approx(both, abs=1e-3)


def test_mlx_lm_loads_its_folder_and_computes_the_same(tiny: TinyModel, exported: AdapterFiles) -> None:
    mx = needed.library("mlx.core", "its loading of the exported folder")
    load_adapters = needed.library("mlx_lm.tuner.utils", "its loading of the exported folder").load_adapters

    from backends.mlx_experts import add_frozen
    from backends.mlx_network import load_network

    network, plain = load_network(tiny.info), load_network(tiny.info)
    load_adapters(network.model, str(exported.folder / "mlx"))
    add_frozen(plain.model, read_peft(exported.folder / "peft"))
    ids = mx.array([TOKENS])
    expected = np.array(plain.logits(plain.hidden(ids)))
    assert np.array(network.logits(network.hidden(ids))) == pytest.approx(expected, abs=1e-4)
    assert divergence(np.array(network.logits(load_network(tiny.info).hidden(ids)))[0], expected[0]) > 0.05


# ------------------------------------------------------------------------------------------------- import


@pytest.mark.parametrize("place", ["peft", "mlx", "adapter.gguf", "."])
def test_every_layout_comes_back_unchanged(place: str, tiny: TinyModel, exported: AdapterFiles, tmp_path: Path) -> None:
    files = AdapterExchange().bring(exported.folder / place, tiny.info, tmp_path / "new")
    found, expected = read_peft(files.folder), make(tiny)
    assert (found.rank, found.alpha, found.target_modules) == (4, 8.0, expected.target_modules)
    assert found.tensors.keys() == expected.tensors.keys()
    assert all(found.tensors[name] == pytest.approx(expected.tensors[name], abs=1e-6) for name in found.tensors)
    assert files.gguf.is_file()


@pytest.mark.parametrize("place", ["peft", "mlx", "adapter.gguf"])
def test_another_base_is_refused_with_both_names(
    place: str, tiny: TinyModel, exported: AdapterFiles, tmp_path: Path
) -> None:
    other = replace(tiny.info, name="giant", sha256="f" * 64)
    with pytest.raises(AdapterMismatch, match=rf"made for tiny \({tiny.info.sha256[:12]}\).*giant \(ffffffffffff\)"):
        AdapterExchange().bring(exported.folder / place, other, tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_everything_that_is_wrong_is_said_at_once(tiny: TinyModel, exported: AdapterFiles, tmp_path: Path) -> None:
    folder = exported.folder / "peft"
    config = json.loads((folder / "adapter_config.json").read_text())
    (folder / "adapter_config.json").write_text(json.dumps(config | {"use_rslora": True, "modules_to_save": ["norm"]}))
    tensors = load_file(folder / "adapter_model.safetensors")
    tensors["base_model.model.lm_head.lora_A.weight"] = np.zeros((4, 4), np.float32)
    tensors[tensor_name(1, "mlp.up_proj", "B")] = np.zeros((FEED_FORWARD, 3), np.float32)
    del tensors[tensor_name(2, "self_attn.q_proj", "A")]
    save_file(tensors, folder / "adapter_model.safetensors", {BASE_KEY: "0" * 64})
    with pytest.raises(AdapterMismatch) as refused:
        AdapterExchange().bring(folder, tiny.info, tmp_path / "new")
    for text in ("6 reasons", "use_rslora", "modules_to_save", "lm_head", "(96, 3)", "q_proj.lora_A", "000000000000"):
        assert text in str(refused.value), text


@pytest.mark.parametrize("place", ["peft", "mlx", "adapter.gguf"])
def test_an_adapter_of_another_architecture_is_refused_with_both_names_and_every_misfit(
    place: str, tiny: TinyModel, exported: AdapterFiles, tmp_path: Path
) -> None:
    phi = build_tiny_model(tmp_path / "phi", "phi3").info
    phi = replace(phi, name="phi")
    with pytest.raises(AdapterMismatch) as refused:
        AdapterExchange().bring(exported.folder / place, phi, tmp_path / "new")
    said = str(refused.value)
    assert f"made for tiny ({tiny.info.sha256[:12]}), this model is phi ({phi.sha256[:12]})" in said
    # Phi-3 fuses q, k and v, and gate and up: of each layer only `down` has a place.
    place_less = ("q_proj", "k_proj", "up_proj") if place != "adapter.gguf" else ("attn_q", "attn_k")
    lines = said.splitlines()[1:]
    assert all(sum(name in line for line in lines) >= 2 for name in place_less), said
    assert ("general.architecture is 'llama', expected 'phi3'" in said) == (place == "adapter.gguf")
    assert said.splitlines()[0].endswith(f"{len(lines)} reasons:")
    assert not (tmp_path / "new").exists()


def test_everything_that_is_wrong_with_a_gguf_adapter_is_said_at_once(
    tiny: TinyModel, exported: AdapterFiles, tmp_path: Path
) -> None:
    path = tmp_path / "wrong.gguf"
    writer = gguf.GGUFWriter(path, "qwen2")
    writer.add_type("adapter")
    writer.add_string("adapter.type", "dora")
    writer.add_string("adapter.lora.alpha", "much")
    writer.add_string("reverie.base_sha256", "0" * 64)
    writer.add_string("reverie.base_name", "giant")
    shapes = {"blk.1.ffn_up.weight": (4, HIDDEN), "blk.1.ffn_down.weight": (4, FEED_FORWARD), "output.weight": (4, 4)}
    shapes["blk.2.ffn_up.weight"] = (2, HIDDEN)
    for name, shape in shapes.items():
        writer.add_tensor(f"{name}.lora_a", np.zeros(shape, np.float32))
        outputs = HIDDEN + 1 if "down" in name else FEED_FORWARD
        writer.add_tensor(f"{name}.lora_b", np.zeros((outputs, shape[0]), np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    with pytest.raises(AdapterMismatch) as refused:
        AdapterExchange().bring(path, tiny.info, tmp_path / "new")
    for text in (
        "made for giant (000000000000), this model is tiny",
        "adapter.type is 'dora'",
        "general.architecture is 'qwen2'",
        "adapter.lora.alpha is 'much'",
        "output.weight.lora_a: not an adapter",
        "different ranks: 2, 4",
        "layers.2.mlp.up_proj.lora_A.weight: shape (2, 64)",
        "changes a layer of shape (65, 96), the model's is (64, 96)",
        "layers.2.mlp.down_proj.lora_A.weight: missing",
    ):
        assert text in str(refused.value), text


def test_everything_that_is_wrong_with_an_mlx_adapter_is_said_at_once(
    tiny: TinyModel, exported: AdapterFiles, tmp_path: Path
) -> None:
    folder = exported.folder / "mlx"
    config = json.loads((folder / "adapter_config.json").read_text())
    (folder / "adapter_config.json").write_text(json.dumps(config | {"fine_tune_type": "dora", "model": "giant"}))
    tensors = load_file(folder / "adapters.safetensors")
    tensors["model.layers.1.mlp.up_proj.m"] = np.zeros(4, np.float32)
    tensors["model.layers.1.mlp.up_proj.lora_a"] = np.zeros((HIDDEN + 1, 4), np.float32)
    del tensors["model.layers.2.self_attn.q_proj.lora_b"]
    save_file(tensors, folder / "adapters.safetensors", {BASE_KEY: "0" * 64})
    with pytest.raises(AdapterMismatch) as refused:
        AdapterExchange().bring(folder, tiny.info, tmp_path / "new")
    for text in (
        "5 reasons",
        "made for giant (000000000000), this model is tiny",
        "fine_tune_type is 'dora'",
        "up_proj.m: not the lora_a",
        "q_proj.lora_B.weight: missing",
        "changes a layer of shape (96, 65)",
    ):
        assert text in str(refused.value), text


@pytest.mark.parametrize("config", ["[]", "3", '{"lora_parameters": []}', "{"])
@pytest.mark.parametrize("place", ["mlx", "peft"])
def test_settings_that_are_none_are_refused_in_words(
    place: str, config: str, tiny: TinyModel, exported: AdapterFiles, tmp_path: Path
) -> None:
    (exported.folder / place / "adapter_config.json").write_text(config)
    with pytest.raises(AdapterMismatch, match="not a readable"):
        AdapterExchange().bring(exported.folder / place, tiny.info, tmp_path / "new")


def test_an_adapter_that_names_no_base_needs_the_users_word(
    tiny: TinyModel, exported: AdapterFiles, tmp_path: Path
) -> None:
    folder = exported.folder / "mlx"
    save_file(load_file(folder / "adapters.safetensors"), folder / "adapters.safetensors")
    with pytest.raises(AdapterMismatch, match="--assume-base"):
        AdapterExchange().bring(folder, tiny.info, tmp_path / "new")
    AdapterExchange().bring(folder, tiny.info, tmp_path / "new", assume_base=True)
    assert read_peft(tmp_path / "new").base_sha256 == tiny.info.sha256


def test_layers_of_another_shape_are_refused(tiny: TinyModel, exported: AdapterFiles, tmp_path: Path) -> None:
    folder = exported.folder / "peft"
    tensors = load_file(folder / "adapter_model.safetensors")
    for layer in (1, 2):
        tensors[tensor_name(layer, "mlp.up_proj", "A")] = np.zeros((4, HIDDEN + 1), np.float32)
    save_file(tensors, folder / "adapter_model.safetensors", {BASE_KEY: tiny.info.sha256})
    with pytest.raises(AdapterMismatch, match=r"2 reasons[^$]*changes a layer of shape \(96, 65\)"):
        AdapterExchange().bring(folder, tiny.info, tmp_path / "new")


def test_a_folder_without_an_adapter_is_refused(tiny: TinyModel, tmp_path: Path) -> None:
    with pytest.raises(AdapterMismatch, match="no adapter found"):
        AdapterExchange().bring(tmp_path, tiny.info, tmp_path / "new")
