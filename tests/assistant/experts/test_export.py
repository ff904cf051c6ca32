"""What an exported folder says of its base and of what wrote it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from assistant.experts.export import Order, export
from assistant.experts.registry import ExpertRegistry
from assistant.model.catalogue import STARTER, STARTER_SHA256
from assistant.paths import Home
from backends.base import AdapterFiles, ModelInfo
from tests import needed
from tests.builders import write_expert
from tests.fakes import FAKE_INFO


@dataclass(frozen=True, slots=True)
class Exchange:
    """An `AdapterExchange` that writes a placeholder."""

    def describe(self, model: Path) -> ModelInfo:
        raise NotImplementedError

    def export(self, experts: Sequence[Path], model: ModelInfo, formats: Sequence[str], folder: Path) -> AdapterFiles:
        (folder / "adapter.gguf").write_bytes(b"GGUF")
        return AdapterFiles(folder, folder / "adapter.gguf", 8, 16.0, ("up_proj",))

    def bring(self, source: Path, model: ModelInfo, folder: Path, assume_base: bool = False) -> AdapterFiles:
        raise NotImplementedError


def exported(home: Home, model: ModelInfo, folder: Path) -> tuple[dict[str, Any], str]:
    """The manifest and the page of an export for this model."""
    expert = write_expert(home, "day-1", base=model.sha256)
    export(Order((expert,), ("gguf",), folder), ExpertRegistry(home), model, Exchange())
    return json.loads((folder / "manifest.json").read_text()), (folder / "README.md").read_text()


def test_a_base_that_names_no_licence_has_that_of_the_catalogue(home: Home, tmp_path: Path) -> None:
    starter = replace(FAKE_INFO, sha256=STARTER_SHA256, license=None)
    manifest, page = exported(home, starter, tmp_path / "out")
    assert manifest["base"]["license"] == STARTER.license
    assert f"The base's licence is {STARTER.license}." in page


def test_a_base_that_nobody_knows_has_none(home: Home, tmp_path: Path) -> None:
    manifest, page = exported(home, FAKE_INFO, tmp_path / "out")
    assert manifest["base"]["license"] is None
    assert "The base names no licence." in page


def test_the_versions_name_mlx_beside_mlx_lm(home: Home, tmp_path: Path) -> None:
    core = needed.library("mlx.core", "that its version is named")
    versions = exported(home, FAKE_INFO, tmp_path / "out")[0]["versions"]
    assert versions["mlx"] == core.__version__
    assert {"mlx-lm", "reverie"} <= versions.keys()
