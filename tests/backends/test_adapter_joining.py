"""Rank slices put together and taken apart: what the parts add is what the whole adds, to the bit where it can be."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from backends.adapter_format import Adapter, read_peft, write_peft
from backends.adapter_gguf import GGUF_FILE
from backends.adapter_joining import join, take_ranks
from backends.base import AdapterMismatch, AdapterPart
from backends.registry import join_adapters
from tests.backends.test_adapter_format import SHAPES, change, make
from tests.tiny_model import TinyModel, build_tiny_model


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> TinyModel:
    return build_tiny_model(tmp_path_factory.mktemp("tiny"))


def written(folder: Path, adapter: Adapter) -> Path:
    write_peft(folder, adapter)
    return folder


def changes(adapter: Adapter) -> dict[tuple[int, str], np.ndarray]:
    return {(layer, module): change(adapter, layer, module) for layer in range(3) for module in SHAPES}


def same(one: dict[tuple[int, str], np.ndarray], other: dict[tuple[int, str], np.ndarray]) -> bool:
    return one.keys() == other.keys() and all(np.allclose(one[key], other[key], atol=1e-5) for key in one)


def test_the_whole_adds_what_its_parts_add(tiny: TinyModel, tmp_path: Path) -> None:
    old, new = make(tiny.info.sha256, rank=4, alpha=8), make(tiny.info.sha256, rank=2, alpha=6, seed=1)
    parts = [AdapterPart(written(tmp_path / "old", old)), AdapterPart(written(tmp_path / "new", new))]
    files = join_adapters(parts, tiny.info, tmp_path / "both")
    found = read_peft(tmp_path / "both")
    assert (files.rank, found.rank, files.gguf) == (6, 6, tmp_path / "both" / GGUF_FILE)
    assert files.gguf.read_bytes()[:4] == b"GGUF"
    sums = {key: value + changes(new)[key] for key, value in changes(old).items()}
    assert same(changes(found), sums)


def test_a_slice_taken_out_again_is_what_was_put_in(tiny: TinyModel, tmp_path: Path) -> None:
    adapters = [make(tiny.info.sha256, rank=rank, alpha=8, seed=rank) for rank in (4, 2, 3)]
    parts = [AdapterPart(written(tmp_path / str(adapter.rank), adapter)) for adapter in adapters]
    join(parts, tiny.info, tmp_path / "all")
    whole = read_peft(tmp_path / "all")
    for adapter, ranks in zip(adapters, [(0, 4), (4, 6), (6, 9)], strict=True):
        assert same(changes(take_ranks(whole, [ranks])), changes(adapter))
    join([AdapterPart(tmp_path / "all", ((0, 4), (6, 9)))], tiny.info, tmp_path / "less")
    outer = {key: value + changes(adapters[2])[key] for key, value in changes(adapters[0]).items()}
    assert same(changes(read_peft(tmp_path / "less")), outer)


def test_ranks_of_an_adapter_with_a_scale_keep_it(tiny: TinyModel) -> None:
    adapter = make(tiny.info.sha256, rank=4, alpha=8)
    halves = [changes(take_ranks(adapter, [ranks])) for ranks in ((0, 2), (2, 4))]
    assert same({key: value + halves[1][key] for key, value in halves[0].items()}, changes(adapter))


@pytest.mark.parametrize("ranks", [[], [(0, 5)], [(-1, 2)], [(2, 2)]])
def test_ranks_that_there_are_not_are_refused(tiny: TinyModel, ranks: list[tuple[int, int]]) -> None:
    with pytest.raises(AdapterMismatch, match="ranks 0 to 4"):
        take_ranks(make(tiny.info.sha256), ranks)


def test_parts_of_two_base_models_are_refused(tiny: TinyModel, tmp_path: Path) -> None:
    one, other = make(tiny.info.sha256), replace(make("0" * 64), base_name="other")
    parts = [AdapterPart(written(tmp_path / "one", one)), AdapterPart(written(tmp_path / "other", other))]
    with pytest.raises(AdapterMismatch, match="one base model"):
        join(parts, tiny.info, tmp_path / "both")
    assert not (tmp_path / "both").exists()
