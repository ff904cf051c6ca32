"""What is remembered: list, search, the source of each memory, edit, forget."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Footer, Input, OptionList, Static
from textual.widgets.option_list import Option

from assistant.memory.records import Carrier, Memory, MemoryStatus
from tui.bridge import Origin
from tui.screens.dialogs import AskText, Confirm
from tui.text import ago, clean, one_line

if TYPE_CHECKING:
    from tui.app import AssistantApp

CARRIERS = {
    Carrier.TEXT: "as a note in the prompt",
    Carrier.WEIGHTS: "learned: answered from an expert's weights",
    Carrier.BOTH: "learned, and still given as a note",
}
MARKS = {Carrier.TEXT: "note", Carrier.WEIGHTS: "learned", Carrier.BOTH: "both"}


class MemoryScreen(Screen[None]):
    """All memories and the details of the one under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back"),
        Binding("slash", "search", "Search"),
        Binding("e", "edit", "Edit"),
        Binding("f", "forget", "Forget"),
        Binding("s", "source", "Chat"),
        Binding("o", "old", "Old"),
    ]

    def __init__(self, words: str = "") -> None:
        super().__init__()
        self._words = words
        self._old = False
        self._memories: dict[str, Memory] = {}
        self._origin: Origin | None = None

    @property
    def assistant_app(self) -> AssistantApp:
        return cast("AssistantApp", self.app)

    def compose(self) -> ComposeResult:
        yield Static("Memory", classes="screen-title")
        yield Input(self._words, placeholder="/ to search", id="search", select_on_focus=False)
        with Container(classes="list-and-detail"):
            yield OptionList(id="memories", classes="list", markup=False)
            with VerticalScroll(classes="detail", can_focus=False):
                yield Static(id="detail", markup=False)
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        self.query_one(OptionList).focus()
        self._load()

    # ------------------------------------------------------------------ list

    @on(Input.Changed)
    def _load(self) -> None:
        words, old = self.query_one(Input).value.strip(), self._old
        memories = self.assistant_app.assistant.memories
        self.assistant_app.job(self, lambda: memories.known(words, old=old), partial(self._show, words))

    def _show(self, words: str, found: Sequence[Memory]) -> None:
        if words != self.query_one(Input).value.strip():
            return
        options = self.query_one(OptionList)
        kept = options.highlighted or 0
        self._memories = {str(memory.id): memory for memory in found}
        options.clear_options()
        options.add_options(Option(_line(memory), id=str(memory.id)) for memory in found)
        options.highlighted = min(kept, len(found) - 1) if found else None
        self.query_one(".screen-title", Static).update(Content(f"Memory  ·  {len(found)}"))
        if not found:
            hint = "Nothing found." if words else "Nothing yet. Tell me something in the chat, or use /remember."
            self.query_one("#detail", Static).update(Content(hint))

    @property
    def _chosen(self) -> Memory | None:
        options = self.query_one(OptionList)
        if options.highlighted is None:
            return None
        return self._memories.get(options.get_option_at_index(options.highlighted).id or "")

    # ------------------------------------------------------------------ details

    @on(OptionList.OptionHighlighted)
    def _look_up(self) -> None:
        memory = self._chosen
        if memory is not None:
            origin = self.assistant_app.assistant.memories.origin
            self.assistant_app.job(self, lambda: origin(memory), partial(self._describe, memory))

    def _describe(self, memory: Memory, origin: Origin) -> None:
        if memory == self._chosen:
            self._origin = origin
            self.query_one("#detail", Static).update(_details(memory, origin))

    @on(OptionList.OptionSelected)
    def action_source(self) -> None:
        if self._chosen is None or self._origin is None or self._origin.chat is None:
            self.app.notify("This memory was noted without a chat.", markup=False)
            return
        self.assistant_app.show_chat()
        self.assistant_app.actions.resume(self._origin.chat)

    # ------------------------------------------------------------------ changes

    def action_back(self) -> None:
        if isinstance(self.focused, Input):
            self.query_one(OptionList).focus()
        else:
            self.dismiss()

    def action_search(self) -> None:
        self.query_one(Input).focus()

    @on(Input.Submitted)
    def _to_list(self) -> None:
        self.query_one(OptionList).focus()

    def action_old(self) -> None:
        self._old = not self._old
        self._load()

    def action_edit(self) -> None:
        memory = self._chosen
        if memory is not None:
            self.app.push_screen(AskText("What is right", memory.text), partial(self._edit, memory))

    def _edit(self, memory: Memory, text: str | None) -> None:
        if text:
            edit = partial(self.assistant_app.assistant.memories.edit, memory.id, text)
            self.assistant_app.job(self, edit, lambda _: self._load())

    def action_forget(self) -> None:
        memory = self._chosen
        if memory is not None:
            detail = f"“{one_line(memory.text, 160)}” is erased at once, everywhere in the store."
            self.app.push_screen(Confirm("Forget this?", detail, "Forget"), partial(self._forget, memory))

    def _forget(self, memory: Memory, yes: bool | None) -> None:
        if yes:
            forget = self.assistant_app.assistant.memories.forget
            self.assistant_app.job(self, lambda: forget(memory.id), self._forgotten)

    def _forgotten(self, experts: tuple[str, ...]) -> None:
        if experts:
            text = f"Erased. Still in an expert ({', '.join(experts)}) until you roll that expert back."
            self.app.notify(text, timeout=10, markup=False)
        else:
            self.app.notify("Erased.", markup=False)
        self._load()


def _line(memory: Memory) -> Content:
    old = memory.status is not MemoryStatus.ACTIVE
    mark = "old" if old else MARKS[memory.carrier]
    style = "$foreground-muted" if old else "$text-success" if memory.carrier is not Carrier.TEXT else "$text-accent"
    return Content.assemble((mark.ljust(9), style), (one_line(memory.text), "$foreground-muted" if old else ""))


def _details(memory: Memory, origin: Origin) -> Content:
    rows = [("kind", memory.kind.value), ("said", ago(memory.created)), ("used", CARRIERS[memory.carrier])]
    if memory.status is not MemoryStatus.ACTIVE:
        rows.append(("status", f"{memory.status.value}; a later statement took its place"))
    if memory.secret:
        rows.append(("secret", "looks like one; never trained on"))
    if origin.chat is not None:
        rows.append(("chat", one_line(origin.chat.title, 60)))
    if origin.message is not None:
        rows.append(("source", f"“{one_line(origin.message.content, 300)}”"))
    rows.append(("experts", ", ".join(origin.experts) or "none was trained on it yet"))
    if memory.stage:
        rows.append(("nights", f"{memory.stage} in a row answered without the note"))
    lines = [Content.assemble((name.ljust(9), "$foreground-muted"), value) for name, value in rows]
    return Content("\n").join([Content(clean(memory.text)).stylize("bold"), Content(""), *lines])
