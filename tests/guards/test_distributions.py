"""The wheel and the source distribution: what they hold, and that one makes the other."""

from __future__ import annotations

import tarfile
import zipfile
from pathlib import Path

import pytest

import assistant
from assistant.model.catalogue import STARTER_SHA256
from tests.guards.conftest import ROOT, built

PACKAGES = ("assistant", "backends", "tui")
SHIPPED = f"assistant/experts/shipped/{STARTER_SHA256[:12]}/adapter.gguf"
RELEASE = f"reverie-{assistant.__version__}"


@pytest.fixture(scope="module")
def wheel(wheel_file: Path) -> zipfile.ZipFile:
    return zipfile.ZipFile(wheel_file)


@pytest.fixture(scope="module")
def unpacked(sdist_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the source distribution unpacks to."""
    folder = tmp_path_factory.mktemp("unpacked")
    with tarfile.open(sdist_file) as archive:
        archive.extractall(folder, filter="data")
    assert [path.name for path in folder.iterdir()] == [RELEASE]
    return folder / RELEASE


def sources() -> set[str]:
    """Every source, style and type marker of the three packages, as its path in the repository."""
    return {
        path.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for pattern in ("*.py", "*.tcss", "*.txt", "py.typed")
        for path in (ROOT / package).rglob(pattern)
    }


def test_the_wheel_holds_exactly_three_packages(wheel: zipfile.ZipFile) -> None:
    names = wheel.namelist()
    top = {name.split("/")[0] for name in names}
    assert {name for name in top if not name.endswith(".dist-info")} == set(PACKAGES)
    assert not [name for name in names if "__pycache__" in name]
    assert [name for name in names if name.endswith(".gguf")] == [SHIPPED]


def test_the_wheel_holds_every_source_style_and_type_marker(wheel: zipfile.ZipFile) -> None:
    assert sources() <= set(wheel.namelist())
    assert {f"{package}/py.typed" for package in PACKAGES} <= set(wheel.namelist())


def test_the_wheel_says_its_name_version_and_command(wheel: zipfile.ZipFile) -> None:
    info = f"{RELEASE}.dist-info"
    assert f"Version: {assistant.__version__}" in wheel.read(f"{info}/METADATA").decode()
    assert "reverie = assistant.cli:main" in wheel.read(f"{info}/entry_points.txt").decode()
    assert f"{info}/licenses/LICENSE" in wheel.namelist()


def test_the_source_distribution_holds_what_a_checkout_does(unpacked: Path) -> None:
    held = {path.relative_to(unpacked).as_posix() for path in unpacked.rglob("*") if path.is_file()}
    assert sources() <= held
    assert {SHIPPED, "README.md", "LICENSE", "CHANGELOG.md", "CONTRIBUTING.md", "Makefile", "pyproject.toml"} <= held
    assert {"packaging/setup.sh", "packaging/constraints.txt", "tests/conftest.py", "docs/install.md"} <= held
    assert not [name for name in held if "__pycache__" in name or name.startswith((".venv", ".starter"))]
    assert (unpacked / SHIPPED).read_bytes() == (ROOT / SHIPPED).read_bytes()


def test_a_wheel_of_the_source_distribution_is_the_wheel(
    unpacked: Path, wheel: zipfile.ZipFile, tmp_path: Path
) -> None:
    again = zipfile.ZipFile(built(unpacked, tmp_path, "wheel"))
    assert {entry.filename: entry.CRC for entry in again.infolist()} == {
        entry.filename: entry.CRC for entry in wheel.infolist()
    }
