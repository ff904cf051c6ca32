"""The line above the input box: what goes beside the next message."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from tui.widgets.message_view import chip

if TYPE_CHECKING:
    from assistant.memory.records import Attachment


class Attached(Static):
    """The attachments of the next message; hidden while there are none."""

    def __init__(self) -> None:
        super().__init__("", id="attached", markup=False)
        self.files: tuple[Attachment, ...] = ()

    def put(self, files: tuple[Attachment, ...]) -> None:
        """Show these."""
        self.files = files
        self.display = bool(files)
        chips = "   ".join(chip(file) for file in files)
        self.update(
            Content.assemble((chips, "$text-accent"), ("   read, never learned · /detach", "$foreground-muted"))
        )
