"""Commands and keys, written from the table of commands."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.commands import COMMANDS

if TYPE_CHECKING:
    from tui.app import AssistantApp

NARROW = 88
KEYS = (
    ("enter", "send"),
    ("ctrl+j", "new line; shift+enter too, in most terminals"),
    ("esc", "stop the reply; close a screen"),
    ("up, down", "earlier prompts; choose a command"),
    ("tab", "complete a command; go from reply to reply"),
    ("pgup, pgdn", "scroll the chat"),
    ("ctrl+p", "palette: all commands"),
    ("mouse", "select text and copy it with ctrl+c; a click on a link copies it"),
    ("keys.toml", "in the data folder, gives commands other keys: /keys"),
)


class HelpScreen(ModalScreen[None]):
    """The help page."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,f1", "dismiss", "Close")]

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="dialog wide"):
            yield Static("Commands", classes="dialog-title")
            yield Static(id="commands")
            yield Static("Keys", classes="dialog-title later")
            yield Static(id="keys")
            yield Static("esc closes", classes="hint")

    def on_mount(self) -> None:
        self._draw()

    def on_resize(self) -> None:
        self._draw()

    def _draw(self) -> None:
        keys, narrow = cast("AssistantApp", self.app).keys.by_name, self.app.size.width < NARROW
        rows = [(command.usage, _shown(keys[command.name]), command.summary) for command in COMMANDS]
        self.query_one("#commands", Static).update(_table(rows, narrow))
        self.query_one("#keys", Static).update(_table([(key, "", what) for key, what in KEYS], narrow))


def _shown(keys: str) -> str:
    return keys.replace("escape", "esc").replace(",", " ")


def _table(rows: list[tuple[str, str, str]], narrow: bool) -> Content:
    """Three columns; where they find no room, what it does goes below the name and its key."""
    first_cells, second_cells = (max(len(row[column]) for row in rows) + 2 for column in (0, 1))
    lines = [
        Content.assemble(
            (first.ljust(first_cells), "$text-accent"),
            (second if narrow else second.ljust(second_cells), "$foreground-muted"),
            f"\n  {last}" if narrow else last,
        )
        for first, second, last in rows
    ]
    return Content("\n").join(lines)
