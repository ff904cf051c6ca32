"""A night in a process of its own, to be killed: everything is real but the engine and the trainer, which are slow.

`python -m tests.soak.sleeper HOME` tells its phases and its end in the words of `reverie sleep`.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

from assistant.cli.progress import SleepNarrator
from assistant.config import Config
from assistant.events import SleepEvent, SleepFinished
from assistant.experts.registry import ExpertRegistry
from assistant.memory.store import MemoryStore
from assistant.paths import Home
from assistant.sleep import checkpoint
from assistant.sleep.worker import Request, serve
from tests.assistant.sleep.fakes import NAMES, Sleeper, World, use_world
from tests.fakes import FakeEngine, FakeTrainer

COMPLETION_SECONDS, STEP_SECONDS = 0.001, 0.01


def sleep(home: Home) -> int:
    """One night, slow enough that a kill may find it anywhere. Exit code 0 unless it failed."""
    engine, trainer = FakeEngine(), FakeTrainer()
    sleeper = Sleeper(engine, tuple(NAMES))

    def complete(prompt: str) -> str:
        time.sleep(COMPLETION_SECONDS)
        return sleeper(prompt)

    engine.complete = complete
    trainer.on_step = lambda number: time.sleep(STEP_SECONDS)
    narrator = SleepNarrator()

    def emit(event: SleepEvent) -> None:
        narrator.tell(event)
        if isinstance(event, SleepFinished):
            sys.stdout.write(f"night {event.report['sleep_id']}, day: {event.verdict} ({event.reason})\n")

    with pytest.MonkeyPatch.context() as patch, MemoryStore.open(home.database) as store:
        use_world(World(home, store, ExpertRegistry(home), engine, sleeper, trainer), patch)
        patch.setattr(checkpoint, "KEEP_SECONDS", 0.05)
        return serve(home, Config(), Request(without=("core",)), emit, lambda: False)


if __name__ == "__main__":
    sys.exit(sleep(Home(Path(sys.argv[1]))))
