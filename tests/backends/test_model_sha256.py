"""Digests of model files and the cache that spares reading them."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path

import pytest

from backends.model_sha256 import file_sha256


@pytest.fixture
def model(tmp_path: Path) -> Path:
    path = tmp_path / "model.gguf"
    path.write_bytes(b"weights")
    return path


def test_digest(model: Path) -> None:
    assert file_sha256(model) == hashlib.sha256(b"weights").hexdigest()


def test_an_unchanged_file_is_taken_from_the_cache(model: Path, tmp_path: Path) -> None:
    cache = tmp_path / "sha256.json"
    file_sha256(model, cache)
    cache.write_text(json.dumps(dict.fromkeys(json.loads(cache.read_text()), "known")))
    assert file_sha256(model, cache) == "known"


def test_a_changed_file_is_read_again(model: Path, tmp_path: Path) -> None:
    cache = tmp_path / "sha256.json"
    file_sha256(model, cache)
    model.write_bytes(b"WEIGHTS")
    os.utime(model, ns=(1, 1))
    assert file_sha256(model, cache) == hashlib.sha256(b"WEIGHTS").hexdigest()


@pytest.mark.parametrize("content", ["", "[]", '{"a": 1}', "\x00"])
def test_a_spoiled_cache_is_ignored(model: Path, tmp_path: Path, content: str) -> None:
    cache = tmp_path / "sha256.json"
    cache.write_text(content)
    assert file_sha256(model, cache) == hashlib.sha256(b"weights").hexdigest()


def test_a_cache_that_cannot_be_written_does_not_matter(model: Path, tmp_path: Path) -> None:
    assert file_sha256(model, tmp_path / "absent" / "sha256.json") == hashlib.sha256(b"weights").hexdigest()
