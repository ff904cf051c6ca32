"""The input box: grows with its text, Enter sends, arrows walk through earlier prompts, `/` completes.

It knows which stretches of its text were pasted. What is typed inside of one belongs to it, at its edge it does not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from assistant.spans import Spans, cleaned, moved, revised
from tui.attachments import is_long
from tui.completion import Offer, offers
from tui.text import clean
from tui.widgets.pasted_text import PastedText

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
            self.add_option(Option(label, id=one.line or None, disabled=not one.line))
        self.highlighted = 0 if found else None

    @property
    def chosen(self) -> str:
        """The line under the cursor; "" for none."""
        return "" if self.highlighted is None else self.get_option_at_index(self.highlighted).id or ""


class PromptInput(PastedText):
    """Where the user writes."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+j,shift+enter,alt+enter", "newline", "New line", show=False),
    ]

    @dataclass
    class Submitted(Message):
        """The user sent this text; `pasted` are the stretches of it that were not typed."""

        text: str
        pasted: Spans = ()

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
        self._pasted_in: dict[str, Spans] = {}
        self._draft: tuple[str, Spans] = ("", ())
        self.themes: list[str] = []

    def fill(self, text: str, pasted: Spans | None = None) -> None:
        """Replace the text and put the cursor behind it. The box draws what it holds: control characters are shown.

        `pasted`: the stretches that were; None: as when this prompt was last written.
        """
        shown = clean(text)
        self.text = shown
        self.take_up(cleaned(self._pasted_in.get(text, ()) if pasted is None else pasted, text, shown))
        self.move_cursor(self.document.end)

    def revise(self, text: str) -> None:
        """Replace the text by what it became outside; what was changed there counts as typed."""
        self.fill(text, revised(self.pasted, self.text, clean(text)))

    def give_back(self, text: str, pasted: Spans = ()) -> None:
        """Return a prompt that got no answer, in front of anything written since."""
        if self.text.strip() and self.text != text:
            whole = f"{text}\n{self.text}"
            self.fill(whole, (*pasted, *moved(self.pasted, len(text) + 1, len(whole))))
        else:
            self.fill(text, pasted)

    def set_history(self, prompts: list[str]) -> None:
        """Earlier prompts, oldest first."""
        self._history = prompts[-HISTORY_KEPT:]
        self._position = len(self._history)

    def know(self, prompts: Sequence[tuple[str, Spans]]) -> None:
        """Put prompts of other days, with what was pasted of them, before those of today."""
        self._pasted_in = dict(prompts) | self._pasted_in
        self.set_history([*(text for text, _ in prompts), *self._history])

    @property
    def earlier(self) -> list[str]:
        """Earlier prompts, oldest first."""
        return list(self._history)

    def recall_chat(self, prompts: list[tuple[str, Spans]]) -> None:
        """Make the prompts of the chat that was opened the last ones."""
        of_chat = dict(prompts)
        self._pasted_in |= of_chat
        self.set_history([*(one for one in self._history if one not in of_chat), *(text for text, _ in prompts)])

    def remember(self, prompt: str, pasted: Spans = ()) -> None:
        """Put a sent prompt at the end of the history."""
        self._pasted_in[prompt] = pasted
        if not self._history or self._history[-1] != prompt:
            self._history.append(prompt)
        self.set_history(self._history)

    def on_text_area_changed(self) -> None:
        # A long text is no command; asking for it would copy all of it at every key.
        self._list.offer(offers(self.text, self.themes) if self.document.line_count == 1 else [])

    def insert_paste(self, text: str) -> None:
        if is_long(text):
            self.post_message(self.LongPaste(text))
        else:
            super().insert_paste(clean(text))

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
        text = self.text.strip()
        if text:
            before = len(self.text) - len(self.text.lstrip())
            self.post_message(self.Submitted(text, moved(self.pasted, -before, len(text))))

    def _walk(self, step: int) -> None:
        if self._position == len(self._history):
            self._draft = (self.text, self.pasted)
        position = min(len(self._history), max(0, self._position + step))
        if position == len(self._history):
            self.fill(*self._draft)
        else:
            self.fill(self._history[position])
        self._position = position

    def action_newline(self) -> None:
        start, end = self.selection
        self._replace_via_keyboard("\n", start, end)
