from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.chat.sampling import SamplingFlags, recommended
from assistant.config import ChatSettings
from assistant.model.catalogue import GEMMA, LLAMA3, QWEN3, SMOLLM2, STARTER, STARTER_SHA256
from backends.base import ModelInfo, Sampling
from tests.fakes import FAKE_INFO

STARTER_INFO = replace(FAKE_INFO, sha256=STARTER_SHA256, parameters=134_515_008)


def big(architecture: str) -> ModelInfo:
    return replace(FAKE_INFO, architecture=architecture, parameters=4_000_000_000)


def test_the_starter_gets_its_makers_values_and_a_mild_penalty() -> None:
    sampling = recommended(STARTER_INFO, None, ChatSettings())
    assert (sampling.temperature, sampling.top_p, sampling.repeat_penalty) == (0.2, 0.9, 1.1)
    assert (sampling.max_tokens, sampling.seed) == (512, None)


def test_the_entry_wins_over_the_family() -> None:
    assert recommended(big("qwen3"), STARTER, ChatSettings()) == SMOLLM2


@pytest.mark.parametrize(
    ("info", "expected"),
    [(big("qwen3"), QWEN3), (big("gemma3"), GEMMA), (big("llama"), LLAMA3), (FAKE_INFO, SMOLLM2)],
)
def test_a_model_outside_the_catalogue_is_treated_like_its_family(info: ModelInfo, expected: Sampling) -> None:
    assert recommended(info, None, ChatSettings()) == expected


def test_an_unknown_family_gets_the_plain_defaults() -> None:
    assert recommended(big("mamba"), None, ChatSettings()) == Sampling()


def test_a_file_outside_the_catalogue_is_taken_at_its_word() -> None:
    hints = {"temp": 0.6, "top_k": 20.0, "penalty_repeat": 1.05, "top_p": float("nan"), "min_p": 7.0, "mirostat": 2.0}
    expected = replace(LLAMA3, temperature=0.6, top_k=20, repeat_penalty=1.05)
    assert recommended(replace(big("llama"), sampling_hints=hints), None, ChatSettings()) == expected
    assert recommended(replace(STARTER_INFO, sampling_hints=hints), None, ChatSettings()) == SMOLLM2


def test_a_catalogue_file_is_known_by_its_name() -> None:
    info = replace(big("mystery"), path=Path("/m/Qwen3-8B-Q4_K_M.gguf"))
    assert recommended(info, None, ChatSettings()) == QWEN3


def test_settings_win_over_the_model_and_flags_over_settings() -> None:
    settings = ChatSettings(temperature=0.5, top_p=0.7, repeat_penalty=1.0, max_tokens=64)
    sampling = recommended(STARTER_INFO, None, settings)
    assert (sampling.temperature, sampling.top_p, sampling.repeat_penalty, sampling.max_tokens) == (0.5, 0.7, 1.0, 64)
    flagged = recommended(STARTER_INFO, None, settings, SamplingFlags(temperature=1.5, seed=7))
    assert (flagged.temperature, flagged.seed) == (1.5, 7)


def test_temperature_zero_is_respected_everywhere() -> None:
    assert recommended(STARTER_INFO, None, ChatSettings(), SamplingFlags(temperature=0.0)).temperature == 0.0
    assert recommended(STARTER_INFO, None, ChatSettings(temperature=0.0)).temperature == 0.0
