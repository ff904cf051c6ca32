"""The inputs that fuzzing kept, `broke-…` those that once broke their reader, read again."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fuzz.guided import CORPUS, keep, lines_passed
from tests.fuzz.readers import READERS

MOST_BYTES = 300_000


@pytest.mark.parametrize("name", READERS)
def test_what_was_kept_is_answered_with_a_value_or_in_words(name: str, tmp_path: Path) -> None:
    read, kept = READERS[name](tmp_path), sorted((CORPUS / name).iterdir())
    assert kept
    for path in kept:
        try:
            read(path.read_bytes())
        except Exception as error:
            raise AssertionError(f"{path}: {type(error).__name__}") from error


def test_the_corpus_is_small_and_of_readers_that_there_are() -> None:
    assert {path.name for path in CORPUS.iterdir()} == {*READERS}
    assert sum(path.stat().st_size for path in CORPUS.rglob("*") if path.is_file()) < MOST_BYTES


def test_only_inputs_that_pass_new_lines_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    corpus, found, home = tmp_path / "corpus", tmp_path / "found", tmp_path / "home"
    for folder in (corpus / "settings", found, home):
        folder.mkdir(parents=True)
    monkeypatch.setattr("tests.fuzz.guided.CORPUS", corpus)
    (corpus / "settings" / "broke-x").write_bytes(b"[")
    for number, text in enumerate(("x = 1", "y = 2", "model = 1", "")):
        (found / f"{number:040x}").write_text(text)
    assert keep("settings", found) == 3
    assert {path.name for path in (corpus / "settings").iterdir()} == {"000", "001", "002", "broke-x"}
    read = READERS["settings"](home)
    assert lines_passed(read, b"x = 1") - lines_passed(read, b""), "a fault takes other lines than an empty file"
