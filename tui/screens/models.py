"""Which model answers: what is on this machine, what could be fetched, and what the machine has the memory for.

It is also the first screen of a new home, which says where everything lies and when it may sleep.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tui.screens.dialogs import fact_rows
from tui.text import clean, meter, size
from tui.views import ModelChoice

if TYPE_CHECKING:
    from tui.app import AssistantApp

BAR_CELLS = 30


class ModelsScreen(ModalScreen[str | None]):
    """Gives back the name of the chosen model, which is on this machine by then."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "Close")]

    def __init__(self, *, first: bool = False) -> None:
        super().__init__()
        self._first = first
        self._choices: dict[str, ModelChoice] = {}
        self._pulling = ""
        self._stop = threading.Event()

    @property
    def assistant_app(self) -> AssistantApp:
        return cast("AssistantApp", self.app)

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog wide"):
            yield Static("Welcome to Reverie" if self._first else "Model", classes="dialog-title")
            if self._first:
                with Vertical(id="rules"):
                    yield from fact_rows(self.assistant_app.assistant.house_rules())
                yield Static("Which model shall answer?", classes="section")
            yield OptionList(id="models", markup=False)
            yield Static("", id="about", classes="caption", markup=False)
            yield Static(
                "enter choose  ·  esc " + ("go on with the starter" if self._first else "close"), classes="hint"
            )

    def on_mount(self) -> None:
        self.assistant_app.job(self, self.assistant_app.assistant.models.choices, self._show)

    def on_unmount(self) -> None:
        # Leaving the program waits for its threads.
        self._stop.set()

    def _show(self, choices: Sequence[ModelChoice]) -> None:
        self._choices = {choice.name: choice for choice in choices}
        options = self.query_one(OptionList)
        width = max((len(choice.title) for choice in choices), default=0) + 2
        options.clear_options()
        options.add_options(Option(_line(choice, width), id=choice.name) for choice in choices)
        options.highlighted = 0 if choices else None
        options.focus()

    @property
    def _chosen(self) -> ModelChoice | None:
        options = self.query_one(OptionList)
        if options.highlighted is None:
            return None
        return self._choices.get(options.get_option_at_index(options.highlighted).id or "")

    @on(OptionList.OptionHighlighted)
    def _describe(self) -> None:
        if self._chosen is not None and not self._pulling:
            self._say(_about(self._chosen))

    def _say(self, text: str) -> None:
        self.query_one("#about", Static).update(Content(clean(text)))

    @on(OptionList.OptionSelected)
    def _choose(self) -> None:
        choice = self._chosen
        if choice is None or self._pulling:
            return
        if choice.here:
            self.dismiss(choice.name)
            return
        self._pulling = choice.name
        self._stop.clear()
        self._say(f"Fetching {choice.title} …")
        models = self.assistant_app.assistant.models
        app, text = self.app, choice.title

        def show(done: int, total: int) -> None:
            share = done / total if total else 0.0
            bar = f"{text}  {meter(share, BAR_CELLS)} {share:.0%}  {size(done)} of {size(total)}  ·  esc stops"
            app.call_from_thread(self._say_if_here, bar)

        self.assistant_app.job(
            self,
            lambda: models.pull(choice.name, show, self._stop.is_set),
            lambda _: self._pulled(choice.name),
            self._not_pulled,
        )

    def _say_if_here(self, text: str) -> None:
        if self.is_attached:
            self._say(text)

    def _pulled(self, name: str) -> None:
        # What `dismiss` returns must not be awaited from here.
        self.dismiss(name)

    def _not_pulled(self, error: Exception) -> None:
        self._pulling = ""
        self._say(f"{error}")

    def action_leave(self) -> None:
        if self._pulling:
            self._stop.set()
            self._say("Stopping; what was fetched so far is kept …")
        else:
            self.dismiss(None)


def _line(choice: ModelChoice, width: int) -> Content:
    where = ("here     ", "$text-success") if choice.here else (f"{choice.gigabytes:4.1f} GB  ", "$foreground-muted")
    notes = [word for word, holds in (("recommended", choice.recommended), ("too large", not choice.fits)) if holds]
    style = "" if choice.fits else "$foreground-muted"
    return Content.assemble(where, (choice.title.ljust(width), style), (", ".join(notes), "$text-accent"))


def _about(choice: ModelChoice) -> str:
    sleeps = "learns at night" if choice.can_sleep else "chats, but cannot learn at night yet"
    kept = "" if choice.here else "; will be fetched over the network"
    license_name = f", {choice.license}" if choice.license else ""
    return f"{choice.name}: needs about {choice.memory_gb:.1f} GB of memory, {sleeps}{license_name}{kept}"
