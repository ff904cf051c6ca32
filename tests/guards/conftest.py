"""What a release consists of, built from the checkout as it stands."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hatchling import build

ROOT = Path(__file__).parents[2]


def built(source: Path, folder: Path, kind: str) -> Path:
    """The `wheel` or `sdist` that hatchling makes of a source folder; it builds the one it stands in."""
    before = Path.cwd()
    os.chdir(source)
    try:
        return folder / (build.build_wheel if kind == "wheel" else build.build_sdist)(str(folder))
    finally:
        os.chdir(before)


@pytest.fixture(scope="session")
def wheel_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(ROOT, tmp_path_factory.mktemp("wheel"), "wheel")


@pytest.fixture(scope="session")
def sdist_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(ROOT, tmp_path_factory.mktemp("sdist"), "sdist")
