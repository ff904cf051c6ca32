"""A night that is killed while its expert is put in force."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import closing
from typing import Any

import pytest

import assistant.chat.opening
from assistant.cli import main
from assistant.config import Config
from assistant.experts.registry import ExpertRegistry
from assistant.lock import held
from assistant.memory.records import SleepRow
from assistant.sleep.repair import COMPLETED, GOES_ON, settle, settle_at_opening
from tests.assistant.sleep.breaking import Breaking, Killed, dreamt_anew, never, sleep
from tests.assistant.sleep.fakes import World, use_world
from tui.local import LocalAssistant


@pytest.fixture(autouse=True)
def _without_models(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    use_world(world, monkeypatch)


def killed_at(world: World, monkeypatch: pytest.MonkeyPatch, target: Any, name: str, *, after: bool) -> None:
    """A night that is killed before or after that call."""
    real = getattr(target, name)

    def killing(*given: Any, **named: Any) -> Any:
        if after:
            real(*given, **named)
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(target, name, killing)
        with pytest.raises(Killed):
            sleep(world, Breaking(never))


def settled(world: World) -> SleepRow:
    """The only night, once the next start has repaired what was left of it."""
    settle(world.store, world.registry)
    (row,) = world.store.sleeps()
    return row


def test_a_kill_between_the_database_and_the_active_set_is_made_good(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed_at(world, monkeypatch, ExpertRegistry, "activate", after=False)
    (row,) = world.store.sleeps()
    expert = f"day-{row.id:05d}"
    assert world.store.expert_memories(expert) and world.registry.active().experts == ()
    row = settled(world)
    assert world.registry.active().experts == (expert,)
    assert (row.verdict, row.reason, row.expert_id) == ("accept", COMPLETED, expert)
    assert json.loads(row.report)["expert"] == expert
    assert sleep(world, Breaking(never)).verdict == "skipped", "all is learnt"


def test_a_kill_after_the_active_set_closes_the_row_as_what_it_was(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed_at(world, monkeypatch, ExpertRegistry, "activate", after=True)
    row = settled(world)
    assert (row.verdict, row.reason) == ("accept", COMPLETED)


def test_a_kill_before_the_database_undoes_the_expert_and_the_night_goes_on(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed_at(world, monkeypatch, ExpertRegistry, "complete", after=True)
    row = settled(world)
    assert (row.verdict, row.reason) == ("stopped", GOES_ON)
    assert world.registry.list() == []
    assert not dreamt_anew(world)


def test_a_rollback_after_a_finished_night_is_not_undone(world: World) -> None:
    sleep(world, Breaking(never))
    world.registry.rollback()
    settle(world.store, world.registry)
    assert world.registry.active().experts == ()


def ask(world: World) -> None:
    assert main(["--home", str(world.home.root), "ask", "What is my dog called?"]) == 0


def open_interface(world: World) -> None:
    with closing(LocalAssistant(world.home, Config())) as local:
        local.open()


@pytest.mark.parametrize("opened", [ask, open_interface])
def test_whoever_opens_the_home_to_talk_finishes_a_promotion(
    world: World, monkeypatch: pytest.MonkeyPatch, opened: Callable[[World], None]
) -> None:
    monkeypatch.setattr(assistant.chat.opening, "start_engine", lambda home, config, model: world.engine)
    monkeypatch.setattr("assistant.model.resolve.resolve_model", lambda home, name: world.engine.info.path)
    killed_at(world, monkeypatch, ExpertRegistry, "activate", after=False)
    with held(world.home.sleep_lock):
        opened(world)
        assert world.registry.active().experts == (), "a night that holds its lock is not dead"
    opened(world)
    (row,) = world.store.sleeps()
    assert world.registry.active().experts == (row.expert_id,)
    assert (row.verdict, row.reason) == ("accept", COMPLETED)


def test_a_repair_that_is_refused_keeps_nobody_from_talking(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    killed_at(world, monkeypatch, ExpertRegistry, "activate", after=False)
    world.home.active.write_text("not a list")
    settle_at_opening(world.home, world.store)
    assert "could not be put right" in caplog.text
    world.home.active.unlink()
    settle_at_opening(world.home, world.store)
    assert world.registry.active().experts
