"""The copy of a model that is faster in batches: the same weights, and nothing lost where it cannot be had."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

import backends.llama_cpp_unpacked as under_test
from backends.base import Sampling
from backends.gguf_file import read_gguf
from backends.llama_cpp_inference import LlamaCppInference, load

GREEDY = Sampling(temperature=0.0, max_tokens=8, seed=0)
QUESTION = "The capital of France is"


def opened(model: Path, copies: Path | None = None) -> LlamaCppInference:
    return load(model, context=128, threads=1, copies=copies)


def copies_in(folder: Path) -> list[Path]:
    return sorted(folder.iterdir())


def test_copy_has_the_weights_and_the_identity_of_the_model(starter_model: Path, tmp_path: Path) -> None:
    pair = [(QUESTION, " Paris, and the capital of Japan is Tokyo")]
    plain = opened(starter_model)
    own = plain.score_many(pair)[0]
    plain.close()
    copied = opened(starter_model, tmp_path)
    score = copied.score_many(pair)[0]
    # The quantised product rounds what comes in to 8 bits; the weights are the same.
    assert score.logprob == pytest.approx(own.logprob, abs=0.5)
    assert copied.complete_many([QUESTION], GREEDY)[0].text.startswith(" Paris")
    assert (copied.info.path, copied.info.sha256) == (starter_model, plain.info.sha256)
    [copy] = copies_in(tmp_path)
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert read_gguf(copy).quantisation == "F16"
    copied.close()


def test_copy_is_made_once_and_replaces_that_of_another_model(starter_model: Path, tmp_path: Path) -> None:
    (tmp_path / "0123456789abcdef.f16.gguf").write_bytes(b"of a model used before")
    (tmp_path / "0123456789abcdef.f16.gguf.part").write_bytes(b"broken off")
    opened(starter_model, tmp_path).close()
    [copy] = copies_in(tmp_path)
    made = copy.stat().st_mtime_ns
    opened(starter_model, tmp_path).close()
    assert copy.stat().st_mtime_ns == made


def test_broken_copy_is_thrown_away(starter_model: Path, tmp_path: Path) -> None:
    opened(starter_model, tmp_path).close()
    [copy] = copies_in(tmp_path)
    copy.write_bytes(copy.read_bytes()[:1000])
    engine = opened(starter_model, tmp_path)
    assert engine.complete_many([QUESTION], GREEDY)[0].text
    assert copies_in(tmp_path) == []
    engine.close()


def test_model_serves_itself_where_no_copy_can_be_kept(
    starter_model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = opened(starter_model, tmp_path / "a folder that is not there")
    assert engine.complete_many([QUESTION], GREEDY)[0].text
    engine.close()
    monkeypatch.setattr(under_test, "UNPACKED_AT_MOST", 1000)
    opened(starter_model, tmp_path).close()
    assert copies_in(tmp_path) == []


def test_types_that_batches_are_fast_with_stay_as_they_are(starter_model: Path, tmp_path: Path) -> None:
    copy = under_test.unpacked(read_gguf(starter_model), "0" * 64, tmp_path)
    assert copy is not None
    assert not under_test.worth_unpacking(read_gguf(copy))
