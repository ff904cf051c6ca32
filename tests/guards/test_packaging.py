"""Pins and release files, and that the folder `packaging/` does not stand in the way of the library of that name."""

from __future__ import annotations

import os
import re
import shutil
import stat
import subprocess
import sys
import tomllib
from pathlib import Path

import packaging
import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.guards.conftest import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def constraints() -> dict[str, str]:
    """Name to exact version, of every line that is no comment."""
    lines = (ROOT / "packaging" / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line.split("==") for line in lines if line and not line.startswith("#")]
    return {str(canonicalize_name(name)): version for name, version in pins}


def direct_requirements() -> list[Requirement]:
    groups = PROJECT["dependency-groups"]
    listed = [*PROJECT["project"]["dependencies"]]
    listed += [line for lines in PROJECT["project"]["optional-dependencies"].values() for line in lines]
    listed += [line for lines in groups.values() for line in lines if isinstance(line, str)]
    return [requirement for line in listed if (requirement := Requirement(line)).name != "reverie"]


def test_packaging_is_the_library() -> None:
    assert not list((ROOT / "packaging").rglob("__init__.py"))
    assert ROOT / "packaging" not in Path(str(packaging.__file__)).parents


def test_every_direct_requirement_is_pinned_within_its_range() -> None:
    pins = constraints()
    for requirement in direct_requirements():
        pin = pins[canonicalize_name(requirement.name)]
        assert requirement.specifier.contains(Version(pin)), f"{requirement} is pinned to {pin}"
    assert pins["torch"] == "2.13.0"


def test_no_registry_host_or_machine_path_is_named() -> None:
    hosts = re.compile(r"(pypi\.org|pythonhosted|--index-url|--find-links|/root/|/home/\w)")
    shipped = [path for path in (ROOT / "packaging").rglob("*") if path.is_file() and path.suffix != ".pyc"]
    for path in (ROOT / "pyproject.toml", ROOT / "Makefile", ROOT / ".ci" / "run", *shipped):
        assert not hosts.search(path.read_text(encoding="utf-8")), path


@pytest.mark.skipif(os.name != "posix", reason="POSIX file modes and bash")
@pytest.mark.parametrize("script", [".ci/run", "packaging/setup.sh", "packaging/walkthrough.sh", "packaging/bundle.sh"])
def test_scripts_are_executable_and_parse(script: str) -> None:
    path = ROOT / script
    assert path.stat().st_mode & stat.S_IXUSR
    subprocess.run(["bash", "-n", str(path)], check=True, timeout=10)


@pytest.mark.skipif(os.name != "posix", reason="runs the set-up script")
@pytest.mark.parametrize(
    ("tools", "asks_for"),
    [([], "Python 3.11"), (["python3"], "C++ compiler")],
)
def test_set_up_says_what_is_missing_and_changes_nothing(tmp_path: Path, tools: list[str], asks_for: str) -> None:
    checkout, commands = tmp_path / "checkout", tmp_path / "bin"
    (checkout / "packaging").mkdir(parents=True)
    commands.mkdir()
    script = checkout / "packaging" / "setup.sh"
    script.write_bytes((ROOT / "packaging" / "setup.sh").read_bytes())
    (commands / "dirname").symlink_to(str(shutil.which("dirname")))
    for name in tools:
        (commands / name).symlink_to(Path(sys.executable).resolve())
    done = subprocess.run(
        [str(shutil.which("bash")), str(script)],
        env={"PATH": str(commands)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 3, done.stderr
    assert asks_for in done.stderr
    assert not (checkout / ".venv").exists()
