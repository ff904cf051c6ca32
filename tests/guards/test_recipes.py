"""The recipes for Docker and Homebrew agree with what they install. Neither is built here; their text is read."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from packaging.specifiers import SpecifierSet
from packaging.version import Version

import assistant
from tests.guards.conftest import ROOT, built
from tests.guards.test_packaging import PROJECT

RECIPES = ROOT / "packaging"
DOCKERFILE = (RECIPES / "Dockerfile").read_text(encoding="utf-8")
FORMULA = (RECIPES / "homebrew" / "reverie.rb").read_text(encoding="utf-8")
NAME = PROJECT["project"]["name"]


@pytest.mark.parametrize("text", [DOCKERFILE, FORMULA], ids=["Docker", "Homebrew"])
def test_the_python_is_one_that_the_project_runs_on(text: str) -> None:
    versions = re.findall(r"python[:@]?(3\.\d+)", text)
    assert versions and len(set(versions)) == 1
    assert Version(versions[0]) in SpecifierSet(PROJECT["project"]["requires-python"])
    assert "packaging/constraints.txt" in text


def test_the_image_runs_the_command_as_a_user_without_rights_on_a_volume() -> None:
    final = DOCKERFILE.split("\nFROM ")[-1].splitlines()
    assert f'ENTRYPOINT ["{NAME}"]' in final and NAME in PROJECT["project"]["scripts"]
    home = re.search(r"REVERIE_HOME=(\S+)", DOCKERFILE)
    assert home and f"VOLUME {home[1]}" in final
    (user,) = [line.split()[1] for line in final if line.startswith("USER ")]
    assert user != "root" and f"useradd --create-home --uid 1000 {user}" in DOCKERFILE
    assert f"--owner={user} --group={user} --mode=0700 {home[1]}" in DOCKERFILE
    assert final.index(f"USER {user}") > max(n for n, line in enumerate(final) if line.startswith(("RUN", "COPY")))
    assert re.findall(r"'\.\[(.+)\]'", DOCKERFILE) == ["torch"]


def test_what_the_image_copies_is_let_in_and_makes_the_wheel(tmp_path: Path, wheel_file: Path) -> None:
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE, re.MULTILINE)
    paths = sorted(path for line in copied for path in line.split())
    let_in = (RECIPES / "Dockerfile.dockerignore").read_text(encoding="utf-8").splitlines()
    assert sorted(line[1:] for line in let_in if line.startswith("!")) == paths
    for path in paths:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).symlink_to(ROOT / path)
    (tmp_path / "out").mkdir()
    again = built(tmp_path, tmp_path / "out", "wheel")
    assert sorted(zipfile.ZipFile(again).namelist()) == sorted(zipfile.ZipFile(wheel_file).namelist())


def test_the_formula_names_this_release() -> None:
    assert f"class {NAME.capitalize()} < Formula" in FORMULA
    sdist = f"{NAME}-{assistant.__version__}.tar.gz"
    assert f'url "FOLDER/{sdist}"' in FORMULA and f"dist/{sdist}" in FORMULA
    assert f'license "{PROJECT["project"]["license"]}"' in FORMULA
    assert f'bin.install_symlink libexec/"bin/{NAME}"' in FORMULA and NAME in PROJECT["project"]["scripts"]
    (trainers,) = re.findall(r'\? "(\w+)" : "(\w+)"', FORMULA)
    assert {*trainers, "desktop"} <= PROJECT["project"]["optional-dependencies"].keys()
