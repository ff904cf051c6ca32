"""A trainer's checkpoint on disk: whole or not at all, private to the user, there after a power cut."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from backends.base import NotWritten


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A new file that takes the place of `path` when the block ends; its folder is made if need be.

    Raises: NotWritten where the disk refuses, which torch and MLX tell as a RuntimeError. The old file then stays.
    """
    partial = path.with_name(f"{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with open(partial, "wb", opener=_private) as file:
            yield file
            file.flush()
            # A power cut after the rename must not leave an empty file in place of the last checkpoint.
            os.fsync(file.fileno())
        partial.replace(path)
    except (OSError, RuntimeError) as error:
        partial.unlink(missing_ok=True)
        raise NotWritten(
            f"The checkpoint could not be written to {path.parent}: {error}. Free some disk space and try again."
        ) from error


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
