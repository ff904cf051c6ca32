"""A file lock that the operating system releases when its holder dies, however it dies."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from assistant.errors import SleepLocked
from assistant.paths import PRIVATE_FILE

if sys.platform == "win32":  # pragma: no cover
    import msvcrt

    # Windows locks bytes for readers as well: one far past the holder's id leaves that readable.
    _LOCKED_BYTE = 1 << 20

    def _take(descriptor: int) -> None:
        os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        os.lseek(descriptor, 0, os.SEEK_SET)

else:
    import fcntl

    def _take(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _take_soon(descriptor: int, tries: int = 5, pause_seconds: float = 0.02) -> None:
    """Take the lock; a `holder` question that is being asked just now is waited for. Raises: OSError."""
    for _ in range(tries - 1):
        with suppress(OSError):
            return _take(descriptor)
        time.sleep(pause_seconds)
    return _take(descriptor)


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Hold the lock of one night while the block runs; the file names the holder's process id.

    Raises: SleepLocked at once when another process (or another `held` in this one) holds it.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, PRIVATE_FILE)
    try:
        try:
            _take_soon(descriptor)
        except OSError as error:
            raise SleepLocked(
                f"another night is already running (process {_written(path) or 'unknown'}). "
                "Wait for it, or stop it and try again."
            ) from error
        os.truncate(descriptor, 0)
        os.write(descriptor, str(os.getpid()).encode())
        yield
    finally:
        # The file stays: removing it would let two processes lock two files of one name.
        os.close(descriptor)


def holder(path: Path) -> int | None:
    """The process id that holds the lock now; None when it is free. 0 when the holder gave none."""
    if not path.exists():
        return None
    descriptor = os.open(path, os.O_RDWR)
    try:
        _take(descriptor)
    except OSError:
        return _written(path) or 0
    finally:
        os.close(descriptor)
    return None


def _written(path: Path) -> int | None:
    try:
        return int(path.read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None
