"""When memories are learnt by heart."""

from __future__ import annotations

from dataclasses import replace

from assistant.experts.manifest import Level
from assistant.sleep.recitation import by_heart
from tests.assistant.sleep.fakes import SMALL, World
from tests.builders import write_expert


def test_practice_needs_answers_not_notes(world: World) -> None:
    reader = write_expert(world.home, "core-9", Level.CORE, base=world.engine.info.sha256, denies_from=-1.4)
    world.registry.activate([reader.id])
    assert by_heart(world.night())
    for practice in (
        replace(SMALL, imitation=replace(SMALL.imitation, rounds=1)),
        replace(SMALL, seeding=replace(SMALL.seeding, on_policy=0.3)),
    ):
        world.recipe = practice
        assert not by_heart(world.night())
