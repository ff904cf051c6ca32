"""What is remembered: list, search, the source of each memory, edit, forget."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Footer, Input, OptionList, Static
from textual.widgets.option_list import Option

from assistant.memory.records import Carrier, Memory, MemoryKind
from tui.memory_text import explanation_rows, filter_lines, memory_details, memory_line
from tui.screens.dialogs import AskText, Confirm, Facts
from tui.text import one_line
from tui.views import Dossier, Explanation, MemoryFilter
from tui.widgets.detail import Detail

if TYPE_CHECKING:
    from tui.app import AssistantApp


class MemoryScreen(Screen[None]):
    """All memories and the details of the one under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back"),
        Binding("tab", "read", "Details"),
        Binding("slash", "search", "Search", show=False),
        Binding("e", "edit", "Edit"),
        Binding("f", "forget", "Forget"),
        Binding("s", "source", "Chat"),
        Binding("w", "why", "Why"),
        Binding("m", "mark", "Secret", show=False),
        Binding("t", "keep_this", "True", show=False),
        Binding("k", "turn('kind')", "Kind", show=False),
        Binding("c", "turn('carrier')", "Carrier", show=False),
        Binding("g", "turn('stage')", "Stage", show=False),
        Binding("n", "turn('night')", "Night", show=False),
        Binding("o", "turn('old')", "Old", show=False),
        Binding("a", "turn('at_odds')", "At odds", show=False),
        Binding("x", "clear", "All", show=False),
    ]

    def __init__(self, words: str = "") -> None:
        super().__init__()
        self._words = words
        self._filter = MemoryFilter()
        self._nights: tuple[int, ...] = ()
        self._memories: dict[str, Memory] = {}
        self._dossier: Dossier | None = None
        self._at_odds: frozenset[int] = frozenset()

    @property
    def assistant_app(self) -> AssistantApp:
        return cast("AssistantApp", self.app)

    def compose(self) -> ComposeResult:
        yield Static("Memory", classes="screen-title")
        yield Input(self._words, placeholder="/ to search", id="search", select_on_focus=False)
        yield Static(id="filters", markup=False)
        with Container(classes="list-and-detail"):
            yield OptionList(id="memories", classes="list", markup=False)
            yield Detail()
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        self.query_one(OptionList).focus()
        self.assistant_app.job(self, self.assistant_app.assistant.memories.nights, self._know_nights)
        self._load()

    def _know_nights(self, nights: Sequence[int]) -> None:
        self._nights = tuple(nights)
        self._show_filters()

    # ------------------------------------------------------------------ list

    @on(Input.Changed)
    def _load(self) -> None:
        words, which = self.query_one(Input).value.strip(), self._filter
        memories = self.assistant_app.assistant.memories
        self._show_filters()

        def look_up() -> tuple[Sequence[Memory], frozenset[int]]:
            return memories.known(words, which), frozenset(memories.at_odds())

        self.assistant_app.job(self, look_up, partial(self._show, words))

    def _show_filters(self) -> None:
        shown = self.query_one("#filters", Static)
        shown.update(filter_lines(self._filter, len(self._at_odds), shown.size.width or self.size.width))

    def on_resize(self) -> None:
        self.call_after_refresh(self._show_filters)

    def _show(self, words: str, looked_up: tuple[Sequence[Memory], frozenset[int]]) -> None:
        if words != self.query_one(Input).value.strip():
            return
        found, self._at_odds = looked_up
        self._show_filters()
        options = self.query_one(OptionList)
        kept = options.highlighted or 0
        self._memories = {str(memory.id): memory for memory in found}
        options.clear_options()
        options.add_options(
            Option(memory_line(memory, at_odds=memory.id in self._at_odds), id=str(memory.id)) for memory in found
        )
        options.highlighted = min(kept, len(found) - 1) if found else None
        self.query_one(".screen-title", Static).update(Content(f"Memory  ·  {len(found)}"))
        if not found:
            narrowed = words or self._filter != MemoryFilter()
            hint = "Nothing found." if narrowed else "Nothing yet. Tell me something in the chat, or use /remember."
            self.query_one(Detail).show(Content(hint))

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
        self._dossier = None
        if memory is not None:
            dossier = self.assistant_app.assistant.memories.dossier
            self.assistant_app.job(self, lambda: dossier(memory), partial(self._describe, memory))

    def _describe(self, memory: Memory, dossier: Dossier) -> None:
        if memory == self._chosen:
            self._dossier = dossier
            self.query_one(Detail).show(memory_details(memory, dossier))

    @on(OptionList.OptionSelected)
    def action_source(self) -> None:
        if self._chosen is None or self._dossier is None or self._dossier.origin.chat is None:
            self.app.notify("This memory was noted without a chat, or its chat was deleted.", markup=False)
            return
        self.assistant_app.show_chat()
        self.assistant_app.actions.resume(self._dossier.origin.chat)

    def action_why(self) -> None:
        memory = self._chosen
        if memory is not None:
            last = self.assistant_app.chat_screen.prompt.earlier[-1:]
            ask = AskText("For which question?", last[0] if last else "", same=True, enter="asks")
            self.app.push_screen(ask, partial(self._explain, memory))

    def _explain(self, memory: Memory, question: str | None) -> None:
        if question:
            explain = self.assistant_app.assistant.memories.explain
            self.assistant_app.job(self, lambda: explain(memory, question), partial(self._explained, memory, question))

    def _explained(self, memory: Memory, question: str, found: Explanation) -> None:
        self.app.push_screen(Facts("Recalled or not", explanation_rows(memory, question, found)))

    # ------------------------------------------------------------------ changes

    def action_back(self) -> None:
        if isinstance(self.focused, (Input, Detail)):
            self.query_one(OptionList).focus()
        else:
            self.dismiss()

    def action_read(self) -> None:
        self.query_one(Detail).swap(self.query_one(OptionList))

    def action_search(self) -> None:
        self.query_one(Input).focus()

    @on(Input.Submitted)
    def _to_list(self) -> None:
        self.query_one(OptionList).focus()

    def action_turn(self, name: str) -> None:
        """Go to the next value of one filter."""
        values: dict[str, tuple[object, ...]] = {
            "kind": (None, *MemoryKind),
            "carrier": (None, *Carrier),
            "stage": (None, 0, 1, 2, 3),
            "night": (None, *self._nights),
            "old": (False, True),
            "at_odds": (False, True),
        }
        now = getattr(self._filter, name)
        at = values[name].index(now) if now in values[name] else 0
        following = values[name][(at + 1) % len(values[name])]
        self._filter = replace(self._filter, **{name: following})  # type: ignore[arg-type]
        self._load()

    def action_clear(self) -> None:
        self._filter = MemoryFilter()
        self._load()

    def action_edit(self) -> None:
        memory = self._chosen
        if memory is not None:
            refusal = "Nothing would be left of it. Write what is right, or esc and f to forget it."
            ask = AskText("What is right", memory.text, refusal=refusal)
            self.app.push_screen(ask, partial(self._edit, memory))

    def _edit(self, memory: Memory, text: str | None) -> None:
        if text:
            edit = partial(self.assistant_app.assistant.memories.edit, memory.id, text)
            self.assistant_app.job(self, edit, lambda _: self._load())

    def action_keep_this(self) -> None:
        """Say that this one is true and what is at odds with it is not."""
        memory, dossier = self._chosen, self._dossier
        if memory is None or memory.id not in self._at_odds or dossier is None or not dossier.at_odds:
            self.app.notify("Nothing is at odds with this memory.", markup=False)
            return
        others = "; ".join(f"“{one_line(other.text, 80)}”" for other in dossier.at_odds)
        detail = f"{others} no longer holds then; it stays as history."
        question = Confirm("Is this one true?", detail, "It is true", "Leave both")
        self.app.push_screen(question, partial(self._keep_this, memory))

    def _keep_this(self, memory: Memory, yes: bool | None) -> None:
        if yes:
            keep = partial(self.assistant_app.assistant.memories.keep_this, memory.id)
            self.assistant_app.job(self, keep, lambda _: self._load())

    def action_mark(self) -> None:
        """Mark it as a secret, or lift that mark."""
        memory = self._chosen
        if memory is not None:
            mark = partial(self.assistant_app.assistant.memories.set_secret, memory.id, not memory.secret)
            self.assistant_app.job(self, mark, lambda _: self._marked(not memory.secret))

    def _marked(self, secret: bool) -> None:
        text = "A secret: never trained on." if secret else "No secret: it may be learned at night."
        self.app.notify(f"{text} m undoes it.", markup=False)
        self._load()

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
