from __future__ import annotations

import stat
from pathlib import Path

import pytest

from assistant.config import load_config
from assistant.errors import ConfigError, MachineError
from assistant.model.catalogue import STARTER
from assistant.model.resolve import installed_models, resolve_model, use_model
from assistant.paths import Home


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home").create()


def put(home: Home, *parts: str) -> Path:
    path = home.models.joinpath(*parts)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    return path


def test_the_starter_by_its_variable(home: Home, tmp_path: Path) -> None:
    (tmp_path / "s.gguf").touch()
    environment = {"REVERIE_STARTER": str(tmp_path / "s.gguf")}
    assert resolve_model(home, "starter", environment) == tmp_path / "s.gguf"


def test_an_absent_starter_says_what_to_run(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.model.resolve.find_starter", lambda home, environment: None)
    with pytest.raises(MachineError, match="reverie model pull starter"):
        resolve_model(home, "starter")


def test_a_catalogue_name_means_its_file(home: Home) -> None:
    with pytest.raises(MachineError, match=r"Qwen3 0\.6B is not on this machine.*reverie model pull qwen3-0\.6b"):
        resolve_model(home, "qwen3-0.6b")
    path = put(home, "ggml-org", "Qwen3-0.6B-GGUF", "Qwen3-0.6B-Q4_0.gguf")
    assert resolve_model(home, "qwen3-0.6b") == path


def test_a_repository_means_its_pulled_file(home: Home) -> None:
    with pytest.raises(MachineError, match="reverie model pull owner/Some-GGUF:Q8_0"):
        resolve_model(home, "owner/Some-GGUF:Q8_0")
    small = put(home, "owner", "Some-GGUF", "some-Q2_K.gguf")
    assert resolve_model(home, "owner/Some-GGUF") == small
    usual = put(home, "owner", "Some-GGUF", "some-Q4_K_M.gguf")
    assert resolve_model(home, "owner/Some-GGUF") == usual
    assert resolve_model(home, "owner/Some-GGUF:q2_k") == small
    assert resolve_model(home, "owner/Some-GGUF:some-Q2_K.gguf") == small


def test_a_file_by_path_or_by_its_name_in_the_models_folder(home: Home, tmp_path: Path) -> None:
    outside = tmp_path / "mine.gguf"
    outside.touch()
    inside = put(home, "hand-made.gguf")
    assert resolve_model(home, str(outside)) == outside
    assert resolve_model(home, "hand-made") == inside
    assert resolve_model(home, "hand-made.gguf") == inside
    assert installed_models(home) == [inside]


@pytest.mark.parametrize("name", ["no-such", "/no/such.gguf", "", "../../etc/passwd"])
def test_anything_else_says_where_to_look(home: Home, name: str) -> None:
    with pytest.raises(MachineError, match=r"reverie model (list|pull)"):
        resolve_model(home, name)


CONFIG = """\
# My settings.

model = "starter"  # the small one

[chat]
# model = "not this"
temperature = 0.5
"""


def test_use_changes_one_line_and_keeps_the_comments(home: Home) -> None:
    put(home, "big.gguf")
    home.config.write_text(CONFIG)
    use_model(home, "big")
    assert home.config.read_text() == CONFIG.replace('"starter"', '"big"')
    assert stat.S_IMODE(home.config.stat().st_mode) == 0o600
    assert load_config(home.config).model == "big"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", 'model = "big"\n'),
        ("# Mine.\n[chat]\ncontext = 1024\n", '# Mine.\nmodel = "big"\n[chat]\ncontext = 1024\n'),
        ("[chat]\nmax_tokens = 9", 'model = "big"\n[chat]\nmax_tokens = 9\n'),
        ("model = 'old'\n", 'model = "big"\n'),
    ],
)
def test_use_adds_the_line_where_toml_wants_it(home: Home, before: str, after: str) -> None:
    put(home, "big.gguf")
    home.config.write_text(before)
    use_model(home, "big")
    assert home.config.read_text() == after


def test_use_writes_a_first_file(home: Home, tmp_path: Path) -> None:
    odd = tmp_path / 'with "quotes" and ä.gguf'
    odd.touch()
    assert use_model(home, str(odd)) == odd
    assert load_config(home.config).model == str(odd)


def test_use_of_an_absent_model_writes_nothing(home: Home) -> None:
    with pytest.raises(MachineError):
        use_model(home, "qwen3-8b")
    assert not home.config.exists()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('model = """\nstarter"""\n', "by hand"),
        ("model = [", "not valid TOML"),
        ('"model" = "x"\n', "by hand"),
    ],
)
def test_use_refuses_a_file_it_cannot_edit_safely(home: Home, text: str, said: str) -> None:
    put(home, "big.gguf")
    home.config.write_text(text)
    with pytest.raises(ConfigError, match=said):
        use_model(home, "big")
    assert home.config.read_text() == text


def test_the_starters_name_is_reserved(home: Home) -> None:
    assert STARTER.name == "starter"
    assert resolve_model(home, "Starter", {"REVERIE_STARTER": str(put(home, "x.gguf"))}).name == "x.gguf"
