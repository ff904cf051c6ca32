"""The child process of a night: takes the sleep lock, runs it, and prints its events as JSON lines.

A line on standard input, or its end (the parent died), asks it to stop.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass

from assistant import logs
from assistant.config import Config, load_config
from assistant.errors import AssistantError
from assistant.events import SleepEvent, SleepFailed, to_line
from assistant.lock import held
from assistant.paths import Home
from assistant.sleep.recipe import Recipe, without
from backends.base import BackendError

MORE_MEMORY = (
    "Close other programs before the next night, choose a smaller model (`reverie model list`), or let fewer memories "
    "be learned at once (`reverie sleep --budget 10m`)."
)
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Request:
    """What a night is asked to do. `budget_seconds` None means no limit."""

    level: str = "day"
    budget_seconds: float | None = None
    seed: int = 0
    without: tuple[str, ...] = ()

    def recipe(self) -> Recipe:
        """The default recipe less the parts that are left out."""
        return without(Recipe(), self.without)


def main(home: Home) -> int:
    """Run the night that standard input's first line describes. Exit code 0 unless it failed."""
    logs.start(home.logs / "sleep.log")
    with contextlib.suppress(OSError):
        os.nice(10)
    table = json.loads(sys.stdin.readline())
    request = Request(**{**table, "without": tuple(table.get("without", ()))})
    asked_to_stop = threading.Event()
    threading.Thread(target=_listen, args=(asked_to_stop,), daemon=True).start()
    return serve(home, load_config(home.config), request, _print_event, asked_to_stop.is_set)


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
        emit(SleepFailed(str(error)))
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


def _listen(asked_to_stop: threading.Event) -> None:
    sys.stdin.readline()
    asked_to_stop.set()
