"""The child process of a night: takes the sleep lock, runs it, and prints its events as JSON lines.

On standard input `pause` and `resume` make it wait between steps and go on; any other line, or the end (the parent
died), asks it to stop.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import sys
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from assistant import logs
from assistant.config import Config, load_config
from assistant.errors import AssistantError, MachineError
from assistant.events import SleepEvent, SleepFailed, to_line
from assistant.lock import held
from assistant.paths import Home
from assistant.sleep.recipe import Recipe, extended, without
from backends.base import BackendError, BackendUnavailable

MORE_MEMORY = (
    "Close other programs before the next night, choose a smaller model (`reverie model list`), or let fewer memories "
    "be learned at once (`reverie sleep --budget 10m`)."
)
_log = logging.getLogger(__name__)
PAUSE, RESUME = "pause", "resume"


@dataclass(frozen=True, slots=True)
class Request:
    """What a night is asked to do. `budget_seconds` None means no limit."""

    level: str = "day"
    budget_seconds: float | None = None
    seed: int = 0
    without: tuple[str, ...] = ()
    added: tuple[str, ...] = ()

    def recipe(self) -> Recipe:
        """The default recipe less the parts that are left out, with those that are added."""
        return extended(without(Recipe(), self.without), self.added)


class Wishes:
    """What the parent wants: to stop, or to wait."""

    def __init__(self) -> None:
        self._stop = threading.Event()
        self._go = threading.Event()
        self._go.set()

    def listen(self, lines: Iterable[str]) -> None:
        """Take wishes until one of them is to stop, or nobody is there any more."""
        for line in lines:
            if line.strip() == PAUSE:
                self._go.clear()
            elif line.strip() == RESUME:
                self._go.set()
            else:
                break
        self._stop.set()
        self._go.set()

    def should_stop(self) -> bool:
        """Whether to stop; waits first as long as it is wished. Asked between steps."""
        self._go.wait()
        return self._stop.is_set()


def main(home: Home) -> int:
    """Run the night that standard input's first line describes. Exit code 0 unless it failed."""
    logs.start_child(home.logs / "sleep.log")
    with contextlib.suppress(OSError):
        os.nice(10)
    table = json.loads(sys.stdin.readline())
    request = Request(**{**table, **{name: tuple(table.get(name, ())) for name in ("without", "added")}})
    wishes = Wishes()
    threading.Thread(target=wishes.listen, args=(iter(sys.stdin.readline, ""),), daemon=True).start()
    return serve(home, load_config(home.config), request, _print_event, wishes.should_stop)


def serve(
    home: Home,
    config: Config,
    request: Request,
    emit: Callable[[SleepEvent], None],
    should_stop: Callable[[], bool],
) -> int:
    """Run one night under the lock; its last event is SleepFinished or SleepFailed."""
    from assistant.sleep.bedtime import sleep_once

    try:
        with held(home.sleep_lock):
            finished = sleep_once(home, config, request, emit, should_stop)
    except (AssistantError, BackendError) as error:
        emit(SleepFailed(str(error), isinstance(error, MachineError | BackendUnavailable)))
        return 1
    except MemoryError:
        _log.exception("the night ran out of memory")
        emit(SleepFailed(f"The night ran out of memory. Nothing was changed. {MORE_MEMORY}"))
        return 1
    except Exception:
        _log.exception("the night broke off")
        emit(
            SleepFailed(
                f"The night broke off by an error of the program; the details are in {home.logs / 'sleep.log'}."
            )
        )
        return 1
    emit(finished)
    return 0


def _print_event(event: SleepEvent) -> None:
    # When the parent is gone nobody reads; the end of standard input says so too, and stops the night in order.
    with contextlib.suppress(BrokenPipeError):
        sys.stdout.write(to_line(event) + "\n")
        sys.stdout.flush()
