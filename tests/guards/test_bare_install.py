"""A plain `pip install reverie`, without any trainer: it chats, and says how to let it learn in its sleep."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
from collections.abc import Iterator
from importlib.metadata import Distribution, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from tests.guards.test_packaging import PROJECT

EXTRAS = ("torch", "transformers", "peft", "mlx", "mlx_lm", "gguf", "safetensors", "dbus_idle", "wakepy")


def needed(lines: list[str]) -> dict[str, Distribution]:
    """The installed distributions that these requirements bring, and theirs in turn; no extras."""
    found: dict[str, Distribution] = {}
    waiting = [Requirement(line) for line in lines]
    while waiting:
        requirement = waiting.pop()
        wanted = requirement.marker is None or any(
            requirement.marker.evaluate({"extra": extra}) for extra in ("", *requirement.extras)
        )
        key = requirement.name.lower().replace("_", "-")
        if not wanted or key in found:
            continue
        found[key] = distribution(requirement.name)
        waiting += [Requirement(line) for line in found[key].requires or ()]
    return found


@pytest.fixture(scope="module")
def commands(tmp_path_factory: pytest.TempPathFactory, wheel_file: Path) -> Path:
    """The `bin` of an environment that has the wheel and its core requirements, and no other library."""
    if os.name != "posix":
        pytest.skip("links packages into an environment as POSIX lays it out")
    folder = tmp_path_factory.mktemp("bare")
    venv.create(folder, symlinks=True, with_pip=False)
    (site,) = folder.glob("lib/python*/site-packages")
    for installed in needed(PROJECT["project"]["dependencies"]).values():
        for top in {file.parts[0] for file in installed.files or () if ".." not in file.parts}:
            if not (site / top).exists():
                (site / top).symlink_to(Path(str(installed.locate_file(top))))
    install = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        str(folder),
        "install",
        "--no-deps",
        "--no-index",
        "--no-compile",
    ]
    subprocess.run([*install, "--quiet", str(wheel_file)], check=True, timeout=120)
    return folder / "bin"


@pytest.fixture
def home(tmp_path: Path, starter_model: Path) -> Iterator[Path]:
    home = tmp_path / "home"
    home.mkdir()
    (home / "config.toml").write_text(f"model = {json.dumps(str(starter_model))}\n", encoding="utf-8")
    yield home


def environment() -> dict[str, str]:
    return {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}


def reverie(commands: Path, home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(commands / "reverie"), "--home", str(home), *arguments],
        cwd=home,
        env=environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_it_chats_and_says_how_to_enable_sleep(commands: Path, home: Path) -> None:
    look = (
        f"import importlib.util as u, assistant; print([n for n in {EXTRAS!r} if u.find_spec(n)], assistant.__file__)"
    )
    seen = subprocess.run(
        [str(commands / "python"), "-c", look],
        cwd=home,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert seen.stdout.startswith("[] "), "the environment is not bare"
    assert str(commands.parent) in seen.stdout, "the wheel is not what runs"
    told = reverie(commands, home, "ask", "My dog is called Fudge.", "--temperature", "0")
    assert told.returncode == 0, told.stderr
    assert told.stdout.strip()
    assert "Fudge" in reverie(commands, home, "memory", "list").stdout
    checks = json.loads(reverie(commands, home, "doctor", "--json").stdout)["checks"]
    said = {check["name"]: check["text"] for check in checks}
    assert "pip install 'reverie[" in said["trainer"]
    assert "pip install 'reverie[desktop]'" in said["desktop"]
    night = reverie(commands, home, "sleep", "--now")
    assert night.returncode == 3
    assert "chat and notes work without" in night.stderr
    assert "pip install 'reverie[" in night.stderr
