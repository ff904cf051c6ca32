"""The random state that a checkpoint keeps. The recipe has no dropout, so nothing but this test would miss it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import torch
from peft import LoraConfig

from backends import torch_training
from backends.adapter_format import read_peft
from backends.base import AdapterSpec, TokenExample, TrainingSession
from backends.registry import load_trainer
from tests.tiny_model import TinyModel, build_tiny_model

SPEC = AdapterSpec(rank=4, alpha=8, target_modules=("up_proj", "down_proj"))
LESSON = (TokenExample(prompt=(1, 70, 71, 72), completion=(90, 91, 92, 2)),)
STEPS, DROPOUT = 3, 0.5

Open = Callable[[int], TrainingSession]


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    """A training session that draws random numbers at every step."""
    tiny: TinyModel = build_tiny_model(tmp_path / "tiny")
    config: Any = LoraConfig

    def with_dropout(**named: Any) -> Any:
        return config(**{**named, "lora_dropout": DROPOUT})

    monkeypatch.setattr(torch_training, "LoraConfig", with_dropout)
    return partial(load_trainer("torch").open, tiny.info, tmp_path / "cache", SPEC)


def study(session: TrainingSession) -> None:
    for _ in range(STEPS):
        session.step(LESSON, 1e-2, 0.0)


def learnt(session: TrainingSession, folder: Path) -> dict[str, list[float]]:
    session.save_adapter(folder)
    session.close()
    return {name: torch.as_tensor(tensor).flatten().tolist() for name, tensor in read_peft(folder).tensors.items()}


def in_one_go(opened: Open, folder: Path) -> dict[str, list[float]]:
    session = opened(1)
    study(session)
    study(session)
    return learnt(session, folder)


def broken_off(opened: Open, folder: Path) -> dict[str, list[float]]:
    first = opened(1)
    study(first)
    first.save_checkpoint(folder / "checkpoint")
    first.close()
    # As in a new process: whatever was drawn since is not what the first session would have drawn.
    second = opened(9)
    second.restore_checkpoint(folder / "checkpoint")
    study(second)
    return learnt(second, folder / "expert")


def test_steps_that_draw_random_numbers_go_on_as_if_never_broken_off(opened: Open, tmp_path: Path) -> None:
    assert broken_off(opened, tmp_path / "broken") == in_one_go(opened, tmp_path / "whole")


def test_without_the_random_state_they_would_not(opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch, "set_rng_state", lambda state: None)
    assert broken_off(opened, tmp_path / "broken") != in_one_go(opened, tmp_path / "whole")
