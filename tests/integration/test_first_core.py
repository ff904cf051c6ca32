"""A model that no core expert ships for learns to read its notes by itself, before it learns anything else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.config import Config
from assistant.events import PhaseStarted, SleepEvent
from assistant.experts.manifest import Level
from assistant.experts.registry import GGUF, MANIFEST, SETTINGS, TENSORS, ExpertRegistry
from assistant.paths import Home
from assistant.sleep import core
from assistant.sleep.bedtime import sleep_once
from assistant.sleep.recipe import LessonRecipe, Recipe
from assistant.sleep.worker import Request

pytestmark = [pytest.mark.long, pytest.mark.slow, pytest.mark.timeout(1800)]

SHORT = replace(Recipe(), lessons=LessonRecipe(bundles=120, exam_read=24, exam_never_told=4), general_questions=4)
"""Far fewer lessons than the product's: enough to read better, too few for the refusals that its exam asks for."""


def test_lessons_on_invented_lives_teach_it_to_read(
    starter_model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Request, "recipe", lambda request: SHORT)
    monkeypatch.setattr("assistant.sleep.bedtime.adopt", lambda registry: None)
    home, events = Home(tmp_path / "home").create(), list[SleepEvent]()
    request = Request(seed=1, level=Level.CORE)
    finished = sleep_once(home, Config(model=str(starter_model)), request, events.append, lambda: False)
    started = [event.phase for event in events if isinstance(event, PhaseStarted)]
    assert tuple(dict.fromkeys(started)) == core.PHASES
    read = finished.report["read"]
    assert read["after"] > read["before"], finished.report
    registry = ExpertRegistry(home)
    expert = registry.verify(finished.report["expert"])
    assert expert.level is Level.CORE
    assert {path.name for path in registry.folder(expert.id).iterdir()} >= {GGUF, TENSORS, SETTINGS, MANIFEST}
    in_force = [finished.report["expert"]] if finished.verdict == "accept" else []
    assert list(registry.active().experts) == in_force, finished.reason
