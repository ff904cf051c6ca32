"""Holds off the machine's own idle sleep while a night works. A closed lid cannot be held off."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from backends.registry import install_command

DESKTOP = install_command("desktop")
"""Installs what keeps the machine awake and sees its input."""

_log = logging.getLogger(__name__)


@contextmanager
def kept_awake() -> Iterator[bool]:
    """Keep the machine from suspending inside the block. Yields whether a way was found; without one it goes on."""
    try:
        from wakepy import keep
    except ImportError as error:
        _log.info("%s; the machine may suspend during the night. To keep it awake: %s", error, DESKTOP)
        yield False
        return
    with keep.running(on_fail="pass") as mode:
        if not mode.active:
            _log.info("this machine offers no way to keep it awake; it may suspend during the night")
        yield bool(mode.active)
