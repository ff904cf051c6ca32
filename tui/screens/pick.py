"""A list to choose from, narrowed by typing: earlier prompts, themes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from tui.text import one_line

SHOWN_AT_MOST = 100
_MOVES = {"up": "cursor_up", "down": "cursor_down", "pageup": "page_up", "pagedown": "page_down"}


class Pick(ModalScreen[str | None]):
    """Gives back what was chosen. Every word typed must be in it; arrows move meanwhile."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "Close")]

    def __init__(self, title: str, choices: Sequence[str], words: str = "", nothing: str = "Nothing found.") -> None:
        super().__init__()
        self._title, self._choices, self._words, self._nothing = title, choices, words, nothing
        self._found: list[str] = []

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog wide"):
            yield Static(self._title, classes="dialog-title", markup=False)
            yield Input(self._words, placeholder="Type to search", select_on_focus=False)
            yield OptionList(markup=False)
            yield Static("enter choose  ·  ↑ ↓ move  ·  esc close", classes="hint")

    def on_mount(self) -> None:
        self._narrow()

    def on_key(self, event: events.Key) -> None:
        if event.key in _MOVES and isinstance(self.focused, Input):
            getattr(self.query_one(OptionList), f"action_{_MOVES[event.key]}")()
            event.stop()

    @on(Input.Changed)
    def _narrow(self) -> None:
        words = self.query_one(Input).value.casefold().split()
        fitting = [choice for choice in self._choices if all(word in choice.casefold() for word in words)]
        self._found = fitting[:SHOWN_AT_MOST]
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options(Option(one_line(choice, 400)) for choice in self._found)
        options.highlighted = 0 if self._found else None
        if not self._found:
            options.add_option(Option(self._nothing, disabled=True))
        elif len(fitting) > SHOWN_AT_MOST:
            more = f"and {len(fitting) - SHOWN_AT_MOST} more: type to find them"
            options.add_option(Option(more, disabled=True))

    @on(Input.Submitted)
    @on(OptionList.OptionSelected)
    def _choose(self) -> None:
        at = self.query_one(OptionList).highlighted
        if self._found and at is not None:
            self.dismiss(self._found[at])
