"""Texts beside a message: files that the user names, and pastes too long for the input box."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.memory.records import Attachment

BYTES_AT_MOST = 1_000_000
PASTE_CHARACTERS, PASTE_LINES = 4000, 80
"""A paste of more than this is attached instead of typed."""


def read_attachment(path_text: str) -> Attachment:
    """The text of a file. Raises: UsageError for what is no readable text of at most a megabyte."""
    # Loaded when first used: the input box is there before the first paint, the store is not.
    from assistant.errors import UsageError
    from assistant.memory.records import Attachment

    path = Path(path_text.strip().strip("\"'"))
    try:
        path = path.expanduser()
        with path.open("rb") as file:
            raw = file.read(BYTES_AT_MOST + 1)
    except (OSError, ValueError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or error
        raise UsageError(f"{path} cannot be attached: {reason}. Name a text file.") from error
    if len(raw) > BYTES_AT_MOST:
        raise UsageError(f"{path.name} is larger than 1 MB, more than a model can read. Attach the part that matters.")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(f"{path.name} is no UTF-8 text (byte {error.start}). Attach a text file.") from error
    if "\0" in text:
        raise UsageError(f"{path.name} is binary (it holds zero bytes). Attach a text file.")
    if not text.strip():
        raise UsageError(f"{path.name} is empty. There is nothing to attach.")
    return Attachment(path.name, text)


def is_long(paste: str) -> bool:
    """Whether a paste is better attached than put into the input box."""
    return len(paste) > PASTE_CHARACTERS or paste.count("\n") > PASTE_LINES


def as_attachment(text: str, number: int) -> Attachment:
    """A paste as an attachment."""
    from assistant.memory.records import Attachment

    return Attachment(f"paste {number}", text.replace("\r\n", "\n").replace("\r", "\n"))
