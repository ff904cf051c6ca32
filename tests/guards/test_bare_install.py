"""A plain `pip install reverie`, without any trainer: it chats, and says how to let it learn in its sleep."""

from __future__ import annotations

import json
import os
import subprocess
import venv
from collections.abc import Iterator
from importlib.metadata import Distribution, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from tests.guards.test_packaging import PROJECT

ROOT = Path(__file__).parents[2]
TRAINERS = ("torch", "transformers", "peft", "mlx", "mlx_lm", "gguf", "safetensors")


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
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An interpreter that sees the core requirements and this checkout, and no other library."""
    if os.name != "posix":
        pytest.skip("links packages into an environment as POSIX lays it out")
    folder = tmp_path_factory.mktemp("bare")
    venv.create(folder, symlinks=True, with_pip=False)
    (site,) = folder.glob("lib/python*/site-packages")
    for installed in needed(PROJECT["project"]["dependencies"]).values():
        for top in {file.parts[0] for file in installed.files or () if ".." not in file.parts}:
            if not (site / top).exists():
                (site / top).symlink_to(Path(str(installed.locate_file(top))))
    (site / "checkout.pth").write_text(f"{ROOT}\n", encoding="utf-8")
    return folder / "bin" / "python"


@pytest.fixture
def home(tmp_path: Path, starter_model: Path) -> Iterator[Path]:
    home = tmp_path / "home"
    home.mkdir()
    (home / "config.toml").write_text(f"model = {json.dumps(str(starter_model))}\n", encoding="utf-8")
    yield home


def reverie(python: Path, home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    return subprocess.run(
        [str(python), "-m", "assistant", "--home", str(home), *arguments],
        cwd=home,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_it_chats_and_says_how_to_enable_sleep(python: Path, home: Path) -> None:
    seen = subprocess.run(
        [str(python), "-c", f"import importlib.util as u; print([n for n in {TRAINERS!r} if u.find_spec(n)])"],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
        env={key: value for key, value in os.environ.items() if key != "PYTHONPATH"},
    )
    assert seen.stdout.strip() == "[]", "the environment is not bare"
    told = reverie(python, home, "ask", "My dog is called Fudge.", "--temperature", "0")
    assert told.returncode == 0, told.stderr
    assert told.stdout.strip()
    assert "Fudge" in reverie(python, home, "memory", "list").stdout
    checks = json.loads(reverie(python, home, "doctor", "--json").stdout)
    trainer = next(check for check in checks["checks"] if check["name"] == "trainer") if "checks" in checks else None
    assert trainer is not None and "pip install 'reverie[" in trainer["text"]
    night = reverie(python, home, "sleep", "--now")
    assert night.returncode in (1, 3)
    assert "chat and notes work without" in night.stderr
    assert "pip install 'reverie[" in night.stderr
