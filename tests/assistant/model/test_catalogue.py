from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.model.catalogue import CATALOGUE, STARTER, STARTER_SHA256, entry_of, find_entry, licence_of, recommended
from assistant.model.repository import is_model, is_spec
from backends.architectures import ARCHITECTURES
from tests.fakes import FAKE_INFO


def test_names_are_unique_and_found_in_any_case() -> None:
    assert len({entry.name for entry in CATALOGUE}) == len(CATALOGUE)
    assert find_entry("Qwen3-4B") is next(entry for entry in CATALOGUE if entry.name == "qwen3-4b")
    assert find_entry("nothing") is None


def test_every_entry_but_the_starter_can_be_pulled() -> None:
    for entry in CATALOGUE[1:]:
        assert is_spec(f"{entry.repo}:{entry.file}"), entry.name
        assert is_model(entry.file), entry.name
    assert STARTER.sha256 == STARTER_SHA256


def test_the_models_that_learn_are_those_whose_architecture_can_be_trained() -> None:
    for entry in CATALOGUE:
        assert entry.can_sleep == (entry.architecture in ARCHITECTURES), entry.name


@pytest.mark.parametrize(
    ("gigabytes", "name"),
    [(1, "starter"), (2, "starter"), (4, "qwen3-0.6b"), (8, "qwen3-1.7b"), (16, "gemma-3-4b"), (32, "qwen3-8b")],
)
def test_the_recommendation_grows_with_memory_and_can_sleep(gigabytes: int, name: str) -> None:
    entry = recommended(gigabytes * 10**9)
    assert entry.name == name
    assert entry.can_sleep
    assert entry is STARTER or entry.sleep_memory_gb <= 0.8 * gigabytes


def test_a_loaded_model_is_recognised_by_digest_or_file_name() -> None:
    assert entry_of(replace(FAKE_INFO, sha256=STARTER_SHA256)) is STARTER
    assert entry_of(replace(FAKE_INFO, path=Path("/x/Qwen3-0.6B-Q4_0.gguf"))) is find_entry("qwen3-0.6b")
    assert entry_of(FAKE_INFO) is None


def test_a_file_that_names_no_licence_has_that_of_the_entry_with_its_digest() -> None:
    named = replace(FAKE_INFO, license="mit", sha256=STARTER_SHA256)
    assert licence_of(named) == "mit"
    assert licence_of(replace(named, license=None)) == STARTER.license
    called_alike = replace(FAKE_INFO, license=None, path=Path("/x") / STARTER.file)
    assert licence_of(called_alike) is None
