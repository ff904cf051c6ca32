"""A night that was broken off goes on: the results of its stages in the database, the expert in training in a folder.

A resumed night reaches the same adapter as one that was never broken off (same seed, CPU): stages are not made again,
and the trainer restores expert, optimiser and random state.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol, TypeVar

from assistant.memory.store import MemoryStore
from assistant.paths import PRIVATE_FOLDER
from assistant.sleep.seeding import Saved, Unsaved
from assistant.sleep.stage_codec import pack, unpack
from backends.base import TrainingSession

T = TypeVar("T")

KEEP_SECONDS = 20.0
"""How much of the optimiser's work a kill may cost."""
IDENTITY = "identity"
"""The stage that says what the night depends on."""
SECONDS = "seconds"
"""The stage that holds how long the phases took so far."""


class Kept(Protocol):
    """Where a night keeps what it has done."""

    def once(self, stage: str, make: Callable[[], T]) -> T:
        """The result of a stage: as it was kept, else made now and kept. It must be what `stage_codec` packs."""

    def study(self, stage: str) -> Saved:
        """Where an optimiser loop keeps its progress."""


class Unkept:
    """A night that starts from its beginning each time."""

    def once(self, stage: str, make: Callable[[], T]) -> T:
        return make()

    def study(self, stage: str) -> Saved:
        return Unsaved()


class Checkpoint:
    """The stages of one night, filled from what an earlier run kept."""

    def __init__(
        self, store: MemoryStore, folder: Path, sleep_id: int, stopwatch: Callable[[], float] = time.monotonic
    ) -> None:
        self._store = store
        self._folder = folder
        self._sleep_id = sleep_id
        self._stopwatch = stopwatch
        self._stages = {name: unpack(state) for name, state in store.checkpoints.stages(sleep_id).items()}
        self.resumed = bool(self._stages)
        """Whether an earlier run of this night kept anything."""
        self.seconds: dict[str, float] = dict(self._stages.get(SECONDS, {}))
        """How long the phases took so far; the night goes on counting in it."""

    def get(self, stage: str) -> Any:
        """What was kept of a stage; None when nothing was."""
        return self._stages.get(stage)

    def put(self, stage: str, value: Any) -> None:
        """Keep a result, and the time that was spent so far."""
        self._stages[stage] = value
        with self._store.transaction():
            self._store.checkpoints.save(self._sleep_id, stage, pack(value))
            self._store.checkpoints.save(self._sleep_id, SECONDS, pack(self.seconds))

    def once(self, stage: str, make: Callable[[], T]) -> T:
        if stage not in self._stages:
            self.put(stage, make())
        kept: T = self._stages[stage]
        return kept

    def study(self, stage: str) -> Saved:
        return _Study(self, stage, self._folder / stage.replace(" ", "-"), self._stopwatch)

    def begin(self, identity: str) -> None:
        """Go on with what was kept if it belongs to this very night; else it is dropped and the night begins anew."""
        if self._stages.get(IDENTITY) != identity:
            self.drop()
            self.put(IDENTITY, identity)

    def restart(self, *stages: str) -> None:
        """Forget every result but those of these stages, and not which night this is."""
        kept = {stage: self._stages[stage] for stage in (IDENTITY, *stages) if stage in self._stages}
        self.drop()
        for stage, value in kept.items():
            self.put(stage, value)

    def drop(self) -> None:
        """Remove all of it: the night is over, or not the same any more."""
        self.seconds.clear()
        self._stages.clear()
        self._store.checkpoints.drop(self._sleep_id)
        shutil.rmtree(self._folder, ignore_errors=True)


class _Study:
    """One optimiser loop. The row names the folder that belongs to it, so a kill between the two loses nothing."""

    def __init__(self, checkpoint: Checkpoint, stage: str, folder: Path, stopwatch: Callable[[], float]) -> None:
        self._checkpoint = checkpoint
        self._stage = stage
        self._folder = folder
        self._stopwatch = stopwatch
        self._kept_at = stopwatch()

    def restore(self, session: TrainingSession) -> int:
        """Bring the session to where it was; the steps that were taken by then."""
        kept = self._checkpoint.get(self._stage)
        if not kept or not self._of(kept["steps"]).is_dir():
            return 0
        session.restore_checkpoint(self._of(kept["steps"]))
        return int(kept["steps"])

    def keep(self, session: TrainingSession, steps: int, *, at_once: bool) -> None:
        """Keep the progress now, or if it was kept long enough ago."""
        kept = self._checkpoint.get(self._stage)
        old = kept["steps"] if kept else None
        if steps in (0, old) or not (at_once or self._stopwatch() - self._kept_at >= KEEP_SECONDS):
            return
        self._folder.mkdir(parents=True, exist_ok=True, mode=PRIVATE_FOLDER)
        session.save_checkpoint(self._of(steps))
        self._checkpoint.put(self._stage, {"steps": steps})
        for folder in self._folder.iterdir():
            if folder != self._of(steps):
                shutil.rmtree(folder, ignore_errors=True)
        self._kept_at = self._stopwatch()

    def _of(self, steps: int) -> Path:
        return self._folder / f"step-{steps:06}"


def folder_of(sleeps: Path, sleep_id: int) -> Path:
    """Where the tensors of a night lie."""
    return sleeps / f"{sleep_id:05d}"


def sweep(store: MemoryStore, sleeps: Path) -> None:
    """Remove tensors whose night is over or was forgotten from. Only under the sleep lock."""
    newest = store.checkpoints.newest()
    for folder in sleeps.iterdir() if sleeps.is_dir() else ():
        if folder.is_dir() and folder.name.isdigit() and (newest is None or folder != folder_of(sleeps, newest)):
            shutil.rmtree(folder, ignore_errors=True)


def unfinished(store: MemoryStore) -> int | None:
    """The night that was broken off and can go on."""
    newest = store.checkpoints.newest()
    known = next((row for row in store.sleeps() if row.id == newest), None)
    return known.id if known is not None and known.verdict == "stopped" else None
