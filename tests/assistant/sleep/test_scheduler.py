from __future__ import annotations

import threading
import time

from assistant.sleep.scheduler import Metronome


def test_it_ticks_again_and_again_and_one_tick_at_a_time() -> None:
    at_once, most, ticks = 0, 0, threading.Semaphore(0)

    def tick() -> None:
        nonlocal at_once, most
        at_once += 1
        most = max(most, at_once)
        time.sleep(0.05)
        at_once -= 1
        ticks.release()

    metronome = Metronome(tick, seconds=0.02)
    metronome.start()
    assert all(ticks.acquire(timeout=5) for _ in range(3))
    metronome.stop()
    metronome.stop()
    assert most == 1


def test_a_tick_that_fails_does_not_end_it() -> None:
    ticks = threading.Semaphore(0)

    def tick() -> None:
        ticks.release()
        raise RuntimeError("once is never")

    metronome = Metronome(tick, seconds=0.02)
    metronome.start()
    assert all(ticks.acquire(timeout=5) for _ in range(3))
    metronome.stop()
