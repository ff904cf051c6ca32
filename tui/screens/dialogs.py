"""Small dialogs: a yes-or-no question, one line of text, a table of facts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Button, Input, Static

from tui.text import clean, meter, one_line

if TYPE_CHECKING:
    from assistant.chat.window import ContextUse


class Confirm(ModalScreen[bool]):
    """Asks before something that cannot be undone. Escape and `n` mean no."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,n", "answer(False)", "No"),
        Binding("y", "answer(True)", "Yes"),
    ]

    def __init__(self, question: str, detail: str, yes: str, no: str = "Keep") -> None:
        super().__init__()
        self._question, self._detail, self._yes, self._no = question, detail, yes, no

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(self._question, markup=False, classes="dialog-title")
            yield Static(clean(self._detail), markup=False)
            with Horizontal(classes="buttons"):
                yield Button(f"{self._yes} (y)", id="yes", variant="error")
                yield Button(f"{self._no} (n)", id="no")

    def on_mount(self) -> None:
        self.query_one("#no").focus()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        self.dismiss(event.button.id == "yes")

    def action_answer(self, yes: bool) -> None:
        self.dismiss(yes)


class AskText(ModalScreen[str | None]):
    """Asks for one line; None when it was cancelled or left as it was. An empty line is refused in words."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "Cancel")]

    def __init__(
        self,
        title: str,
        text: str,
        *,
        empty: bool = False,
        same: bool = False,
        refusal: str = "Nothing is written here.",
        enter: str = "saves",
    ) -> None:
        """With `empty` an empty line is an answer too, with `same` the text as it was; else `refusal` is shown."""
        super().__init__()
        self._refusal, self._enter = refusal, enter
        self._title, self._text, self._empty, self._same = title, one_line(text, 10_000), empty, same

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(self._title, markup=False, classes="dialog-title")
            yield Input(self._text, select_on_focus=False)
            yield Static("", markup=False, id="refusal")
            yield Static(f"enter {self._enter}  ·  esc cancels", classes="hint", markup=False)

    def on_mount(self) -> None:
        self.query_one("#refusal").display = False

    def on_input_changed(self) -> None:
        self.query_one("#refusal").display = False

    def on_input_submitted(self, event: Input.Submitted) -> None:
        text = event.value.strip()
        if not text and not self._empty:
            refusal = self.query_one("#refusal", Static)
            refusal.update(Content.styled(self._refusal, "$text-warning"))
            refusal.display = True
        else:
            self.dismiss(text if self._same or text != self._text else None)


class Facts(ModalScreen[None]):
    """A titled table of names and values."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,enter,q", "dismiss", "Close")]

    def __init__(self, title: str, rows: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._title, self._rows = title, rows

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(self._title, markup=False, classes="dialog-title")
            with VerticalScroll(classes="facts"):
                yield from fact_rows(self._rows)
            yield Static("esc closes", classes="hint")


def fact_rows(rows: Sequence[tuple[str, str]]) -> Iterator[Widget]:
    """Names and values, the values below each other however long they are."""
    for name, value in rows:
        yield Horizontal(
            Static(name, markup=False, classes="fact-name"),
            Static(Content(clean(value)), classes="fact-value"),
            classes="fact",
        )


def context_facts(use: ContextUse) -> list[tuple[str, str]]:
    """Where the context's tokens are, as rows."""
    rows = [
        ("instructions", use.system, ""),
        ("summary", use.summary, f"({use.summarised} turns)" if use.summarised else ""),
        ("recent turns", use.turns, f"({use.recent})"),
        ("kept for reply", use.reserve, ""),
        ("free", use.free, ""),
    ]
    lines = [
        (name, f"{meter(tokens / use.context, 16)} {tokens:6,} tokens  {about}".rstrip())
        for name, tokens, about in rows
    ]
    note = "When it is full, the oldest turns are summarised, and quoted when you ask about them."
    return [*lines, ("in all", f"{use.context:,} tokens"), ("", note)]
