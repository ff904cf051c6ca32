"""How soon the first screen stands: `python -m tui.startup` prints milliseconds, best of five fresh processes.

Measured from before the interpreter starts to after the first refresh, without a terminal.
"""

from __future__ import annotations

import subprocess
import sys
import time
from typing import Never

from tui.app import AssistantApp

RUNS = 5
HEAVY = ("torch", "transformers", "peft", "mlx", "llama_cpp", "numpy", "sqlite_utils", "apscheduler")
"""Libraries that may not be loaded before the first paint."""


class FirstPaint(AssistantApp):
    """The interface, closed as soon as it has been painted."""

    painted = 0.0

    def _open(self) -> None:
        self.painted = time.time()
        self.exit(0)


def paint_once(started: float) -> tuple[int, list[str]]:
    """Milliseconds since `started` (UTC seconds) and the heavy libraries that were loaded until then."""
    app = FirstPaint(_no_assistant, "reverie")
    app.run(headless=True)
    return round((app.painted - started) * 1000), [name for name in HEAVY if name in sys.modules]


def _no_assistant() -> Never:
    raise AssertionError("nothing is opened before the first paint")


def measure(runs: int = RUNS) -> list[int]:
    """Milliseconds to the first paint of that many fresh processes."""
    times = []
    for _ in range(runs):
        command = [sys.executable, "-m", "tui.startup", "--once", str(time.time())]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        times.append(int(done.stdout.split()[0]))
    return times


def main(arguments: list[str]) -> int:
    """Measure, or with `--once STARTED` be the process that is measured."""
    if arguments[:1] == ["--once"]:
        milliseconds, heavy = paint_once(float(arguments[1]))
        sys.stdout.write(f"{milliseconds} {' '.join(heavy)}\n")
        return 1 if heavy else 0
    times = measure()
    sys.stdout.write(f"first paint after {min(times)} ms, best of {len(times)} ({', '.join(map(str, times))})\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
