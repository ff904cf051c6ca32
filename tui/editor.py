"""The user's own editor on a private file, while the interface stands aside."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path


def edit_text(text: str, environment: Mapping[str, str] = os.environ) -> str | None:
    """What the user made of the text in $VISUAL or $EDITOR; None when the editor failed.

    Raises: UsageError, when the editor cannot be started.
    """
    # mkstemp makes a file of mode 0600.
    handle, name = tempfile.mkstemp(prefix="reverie-", suffix=".md")
    path = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        if not edit_file(path, environment):
            return None
        return path.read_text(encoding="utf-8", errors="replace").rstrip("\n")
    finally:
        path.unlink(missing_ok=True)


def edit_file(path: Path, environment: Mapping[str, str] = os.environ) -> bool:
    """Open a file in the editor; whether that ended well. Raises: UsageError, when it cannot be started."""
    from assistant.errors import UsageError

    fallback = "notepad" if sys.platform == "win32" else "vi"
    editor = environment.get("VISUAL") or environment.get("EDITOR") or fallback
    try:
        return subprocess.run([*shlex.split(editor), str(path)], check=False).returncode == 0
    except (OSError, ValueError) as error:
        raise UsageError(f"The editor {editor!r} cannot be started: {error}. Set VISUAL or EDITOR to one.") from error
