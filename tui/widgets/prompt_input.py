"""The input box: grows with its text, Enter sends, arrows walk through earlier prompts, `/` completes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, TextArea
from textual.widgets.option_list import Option

from tui.attachments import is_long
from tui.completion import Offer, offers
from tui.text import clean

HISTORY_KEPT = 500


class Completions(OptionList, can_focus=False):
    """The commands that match what was typed; keys reach it through the input box."""

    def offer(self, found: list[Offer]) -> None:
        """Show these, or hide when there are none."""
        self.display = bool(found)
        self.clear_options()
        width = max((len(one.label) for one in found), default=0)
        for one in found:
            label = Content.assemble((one.label.ljust(width + 2), "bold"), (one.about, "$foreground-muted"))
            self.add_option(Option(label, id=one.line))
        self.highlighted = 0 if found else None

    @property
    def chosen(self) -> str:
        """The line under the cursor; "" for none."""
        return "" if self.highlighted is None else self.get_option_at_index(self.highlighted).id or ""


class PromptInput(TextArea):
    """Where the user writes."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+j,shift+enter,alt+enter", "newline", "New line", show=False),
    ]

    @dataclass
    class Submitted(Message):
        """The user sent this text."""

        text: str

    @dataclass
    class LongPaste(Message):
        """So much was pasted that it is better attached."""

        text: str

    def __init__(self, completions_list: Completions) -> None:
        super().__init__(
            placeholder=Content("Say something, or / for commands"),
            highlight_cursor_line=False,
            compact=True,
            id="prompt",
        )
        self._list = completions_list
        self._history: list[str] = []
        self._position = 0
        self._draft = ""
        self.themes: list[str] = []

    def fill(self, text: str) -> None:
        """Replace the text and put the cursor behind it. The box draws what it holds: control characters are shown."""
        self.text = clean(text)
        self.move_cursor(self.document.end)

    def give_back(self, text: str) -> None:
        """Return a prompt that got no answer, in front of anything written since."""
        self.fill(f"{text}\n{self.text}" if self.text.strip() and self.text != text else text)

    def set_history(self, prompts: list[str]) -> None:
        """Earlier prompts, oldest first."""
        self._history = prompts[-HISTORY_KEPT:]
        self._position = len(self._history)

    def know(self, prompts: Sequence[str]) -> None:
        """Put prompts of other days before those of today."""
        self.set_history([*prompts, *self._history])

    @property
    def earlier(self) -> list[str]:
        """Earlier prompts, oldest first."""
        return list(self._history)

    def recall_chat(self, prompts: list[str]) -> None:
        """Make the prompts of the chat that was opened the last ones."""
        self.set_history([*(one for one in self._history if one not in set(prompts)), *prompts])

    def remember(self, prompt: str) -> None:
        """Put a sent prompt at the end of the history."""
        if not self._history or self._history[-1] != prompt:
            self._history.append(prompt)
        self.set_history(self._history)

    def on_text_area_changed(self) -> None:
        # A long text is no command; asking for it would copy all of it at every key.
        self._list.offer(offers(self.text, self.themes) if self.document.line_count == 1 else [])

    async def _on_paste(self, event: events.Paste) -> None:
        if is_long(event.text):
            event.stop()
            event.prevent_default()
            self.post_message(self.LongPaste(event.text))
        else:
            event.text = clean(event.text)

    async def _on_key(self, event: events.Key) -> None:
        if self._handled(event.key):
            event.stop()
            event.prevent_default()
            return
        await super()._on_key(event)

    def _handled(self, key: str) -> bool:
        if self._list.display and self._in_completions(key):
            return True
        if key == "enter":
            self._submit()
        elif key == "up" and self.cursor_at_first_line and self._history:
            self._walk(-1)
        elif key == "down" and self.cursor_at_last_line and self._position < len(self._history):
            self._walk(1)
        else:
            return False
        return True

    def _in_completions(self, key: str) -> bool:
        if key == "up":
            self._list.action_cursor_up()
        elif key == "down":
            self._list.action_cursor_down()
        elif key == "tab" or (key == "enter" and self._list.chosen.strip() != self.text.strip()):
            self.fill(self._list.chosen)
        elif key == "escape":
            self._list.display = False
        else:
            return False
        return True

    def _submit(self) -> None:
        if self.text.strip():
            self.post_message(self.Submitted(self.text.strip()))

    def _walk(self, step: int) -> None:
        if self._position == len(self._history):
            self._draft = self.text
        position = min(len(self._history), max(0, self._position + step))
        self.fill(self._draft if position == len(self._history) else self._history[position])
        self._position = position

    def action_newline(self) -> None:
        start, end = self.selection
        self._replace_via_keyboard("\n", start, end)
