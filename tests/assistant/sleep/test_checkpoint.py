"""A night that is broken off goes on, to the very adapter that it would have made; a tiny model is trained."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assistant.events import PhaseProgress, SleepEvent, SleepFinished
from assistant.sleep import checkpoint
from assistant.sleep.checkpoint import Checkpoint
from assistant.sleep.seeding import Saved
from backends.base import AdapterSpec
from backends.registry import TRAINING
from tests.assistant.sleep.breaking import Breaking, begin, begin_of, broken, never, result, sleep, step
from tests.assistant.sleep.fakes import World, build_world


@pytest.fixture
def whole(worlds: Callable[[str], World]) -> tuple[bytes, dict[str, Any], list[str]]:
    """What a night comes to that nobody disturbs."""
    world = worlds("whole")
    return result(world, sleep(world, Breaking(never)))


POINTS = {
    "while it asks": begin("ask"),
    "while it chooses": begin("choose"),
    "at step 1": step(1),
    "at step 5": step(5),
    "before it evaluates": begin("evaluate"),
}


@pytest.mark.parametrize("kills", [False, True], ids=["stopped", "killed"])
@pytest.mark.parametrize(("trainer", "point"), [*(("torch", point) for point in POINTS), ("mlx", "at step 5")])
def test_a_night_that_is_broken_off_reaches_the_same_adapter(
    worlds: Callable[[str], World],
    whole: tuple[bytes, dict[str, Any], list[str]],
    monkeypatch: pytest.MonkeyPatch,
    point: str,
    kills: bool,
) -> None:
    monkeypatch.setattr(checkpoint, "KEEP_SECONDS", 0.0)
    world = worlds("broken")
    broken(world, Breaking(POINTS[point], kills))
    again = Breaking(never)
    finished = sleep(world, again)
    assert result(world, finished) == whole
    assert finished.report["resumed"]
    (row,) = world.store.sleeps()
    assert row.verdict == "accept", "one night, one row"
    assert not begin_of(again, "dream"), "what was dreamt is not dreamt again"
    assert world.store.checkpoints.newest() is None
    assert list(world.home.sleeps.iterdir()) == []


@pytest.mark.parametrize("trainer", sorted(TRAINING))
def test_a_night_may_be_broken_off_at_every_step(
    worlds: Callable[[str], World], whole: tuple[bytes, dict[str, Any], list[str]]
) -> None:
    """The user comes back after every single step."""
    world, nights, finished = worlds("broken"), 0, SleepFinished("stopped", "", {})
    while finished.verdict == "stopped":
        steps: list[int] = []

        def at(event: SleepEvent, steps: list[int] = steps) -> bool:
            if isinstance(event, PhaseProgress) and event.phase == "seed":
                steps.append(event.done)
            return len(steps) == 1

        finished, nights = sleep(world, Breaking(at)), nights + 1
    assert nights > 5
    assert result(world, finished) == whole


def test_a_kill_costs_at_most_what_was_done_since_the_last_save(tmp_path: Path) -> None:
    world, now = build_world(tmp_path), [0.0]
    session = world.trainer.open(world.engine.info, tmp_path, AdapterSpec(1, 1.0, ()), 0)
    night = world.store.start_sleep("day")

    def study() -> Saved:
        return Checkpoint(world.store, tmp_path / "tensors", night, lambda: now[0]).study("seed")

    saved = study()
    for steps in range(1, 9):
        now[0] += 7.0
        saved.keep(session, steps, at_once=False)
    assert study().restore(session) == 6, "kept after 21 and 42 seconds"
    saved.keep(session, 8, at_once=True)
    assert study().restore(session) == 8
    assert [path.name for path in (tmp_path / "tensors" / "seed").iterdir()] == ["step-000008"]
    world.store.close()


@pytest.mark.parametrize("trainer", sorted(TRAINING))
def test_all_that_is_kept_is_private(worlds: Callable[[str], World]) -> None:
    world = worlds("broken")
    sleep(world, Breaking(step(3)))
    found = [path for path in world.home.root.rglob("*") if path.is_file()]
    assert [path for path in found if path.name in ("torch.safetensors", "trainer.safetensors")]
    assert {str(path): oct(path.stat().st_mode & 0o077) for path in found if path.stat().st_mode & 0o077} == {}
