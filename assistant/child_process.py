"""What the engine and the sleep worker have in common as processes."""

from __future__ import annotations

import os


def environment() -> dict[str, str]:
    """The environment of a child process that computes with OpenMP threads; the user's own settings win.

    Threads that wait busily starve one another where other programs run: a night beside one was ten times slower. Ones
    that sleep at once wake up too late for the next of thousands of small products: chat at 49 instead of 126 tokens
    a second on two cores. So they spin for a moment, and sleep then.
    """
    return {"OMP_WAIT_POLICY": "passive", "GOMP_SPINCOUNT": "1000", **os.environ}
