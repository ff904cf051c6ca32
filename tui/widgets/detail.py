"""The pane beside a list, with everything about the line under the cursor."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static


class Detail(VerticalScroll, can_focus=True):
    """Arrows scroll it while it has the focus; on a low screen it then takes most of the room."""

    def __init__(self) -> None:
        super().__init__(classes="detail")

    def compose(self) -> ComposeResult:
        yield Static(id="detail", markup=False)

    def show(self, text: Content) -> None:
        """Show this, from its beginning."""
        self.query_one(Static).update(text)
        self.scroll_home(animate=False)

    def swap(self, listing: Widget) -> None:
        """Give the focus to the pane, or from it back to the list."""
        (listing if self.has_focus else self).focus()
