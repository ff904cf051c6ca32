"""`reverie model`: what is listed, used and told of a model file."""

from __future__ import annotations

from pathlib import Path

import pytest

import assistant.cli.model
from assistant.cli.model import _Download
from assistant.model.catalogue import CATALOGUE
from assistant.paths import Home
from tests.command_line import Run
from tests.fakes import FakeEngine


@pytest.fixture
def own_model(home: Home) -> Path:
    path = home.models / "mine.gguf"
    path.write_bytes(b"GGUF and more")
    return path


def test_the_list_recommends_one_and_marks_the_one_in_use(run: Run, own_model: Path) -> None:
    assert run("model", "use", "mine").code == 0
    entries = run("model", "list", "--json").json
    assert [entry["name"] for entry in entries] == [*(entry.name for entry in CATALOGUE), "mine"]
    assert sum(entry["recommended"] for entry in entries) == 1
    assert [entry["name"] for entry in entries if entry["in_use"]] == ["mine"]
    assert run("model", "list").out.splitlines()[-1].startswith("*  mine")


def test_use_of_a_model_that_is_not_here_says_how_to_get_it(run: Run, home: Home) -> None:
    outcome = run("model", "use", "qwen3-8b")
    assert outcome.code == 3
    assert "reverie model pull qwen3-8b" in outcome.err
    assert not home.config.exists()


def test_info_comes_from_the_engine(run: Run, own_model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = FakeEngine()
    monkeypatch.setattr(assistant.cli.model, "start_engine", lambda home, config, model: engine)
    info = run("model", "info", "mine", "--json").json
    assert (info["architecture"], info["quantisation"], info["path"]) == ("llama", "Q4_1", str(own_model))
    assert engine.closed


def test_pull_prints_the_path(run: Run, own_model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assistant.cli.model, "fetch", lambda home, name, tell, stop: own_model)
    outcome = run("model", "pull", "mine")
    assert outcome.out.strip() == str(own_model)
    assert "reverie model use mine" in outcome.err


def test_progress_without_a_terminal_is_a_line_now_and_then(capsys: pytest.CaptureFixture[str]) -> None:
    shown = _Download()
    for done in range(0, 100_000_001, 1_000_000):
        shown.tell(done, 100_000_000)
    assert capsys.readouterr().err.splitlines() == ["0 of 100 MB (0 %)", "100 of 100 MB (100 %)"]
