"""Earlier chats: search, resume, rename, delete."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from assistant.memory.records import Chat
from tui.screens.dialogs import AskText
from tui.text import ago, one_line

if TYPE_CHECKING:
    from tui.app import AssistantApp

Found = Sequence[tuple[Chat, str]]


class ChatsScreen(ModalScreen[Chat | None]):
    """Gives back the chat to resume. Typing searches; arrows move through the list meanwhile."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Close"),
        Binding("ctrl+e", "rename", "Rename", priority=True),
        Binding("ctrl+d", "delete", "Delete", priority=True),
        Binding("ctrl+z", "undo", "Undo", priority=True),
    ]

    def __init__(self, words: str) -> None:
        super().__init__()
        self._words = words
        self._chats: dict[str, Chat] = {}

    @property
    def assistant_app(self) -> AssistantApp:
        return cast("AssistantApp", self.app)

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog wide"):
            yield Static("Chats", classes="dialog-title")
            yield Input(self._words, placeholder="Search what was said", select_on_focus=False)
            yield OptionList(id="chats", markup=False)
            yield Static(
                "enter resume  ·  ctrl+e rename  ·  ctrl+d delete  ·  ctrl+z undo  ·  esc close", classes="hint"
            )

    def on_mount(self) -> None:
        self._load()

    def on_key(self, event: events.Key) -> None:
        if event.key in ("up", "down", "pageup", "pagedown") and isinstance(self.focused, Input):
            moves = {"up": "cursor_up", "down": "cursor_down", "pageup": "page_up", "pagedown": "page_down"}
            getattr(self.query_one(OptionList), f"action_{moves[event.key]}")()
            event.stop()

    @on(Input.Changed)
    def _load(self) -> None:
        words = self.query_one(Input).value.strip()
        self.assistant_app.job(
            self, lambda: self.assistant_app.assistant.chats.recent(words), partial(self._show, words)
        )

    def _show(self, words: str, found: Found) -> None:
        if words != self.query_one(Input).value.strip():
            return
        options = self.query_one(OptionList)
        kept = options.highlighted or 0
        found = [(chat, matched) for chat, matched in found if chat.id not in self.assistant_app.deletions]
        self._chats = {str(chat.id): chat for chat, _ in found}
        options.clear_options()
        options.add_options(Option(_line(chat, matched), id=str(chat.id)) for chat, matched in found)
        options.highlighted = min(kept, len(found) - 1) if found else None
        if not found:
            options.add_option(Option("Nothing found." if words else "No chats yet.", disabled=True))

    @property
    def _chosen(self) -> Chat | None:
        options = self.query_one(OptionList)
        if options.highlighted is None:
            return None
        return self._chats.get(options.get_option_at_index(options.highlighted).id or "")

    @on(Input.Submitted)
    @on(OptionList.OptionSelected)
    def _resume(self) -> None:
        if self._chosen is not None:
            self.dismiss(self._chosen)

    def action_rename(self) -> None:
        chat = self._chosen
        if chat is not None:
            self.app.push_screen(AskText("New title", chat.title), partial(self._rename, chat))

    def _rename(self, chat: Chat, title: str | None) -> None:
        if title:
            self._change(partial(self.assistant_app.assistant.chats.rename, chat.id, title))

    def action_delete(self) -> None:
        chat = self._chosen
        if chat is not None:
            self.assistant_app.deletions.begin(chat)
            self._load()

    def action_undo(self) -> None:
        self.assistant_app.deletions.undo()
        self._load()

    def _change(self, change: partial[None]) -> None:
        self.assistant_app.job(self, change, lambda _: self._load())


def _line(chat: Chat, matched: str) -> Content:
    marks = "  private" if chat.private else ""
    line = Content.assemble(
        (one_line(chat.title, 50) or "untitled", "bold"),
        (f"  {ago(chat.updated)}", "$foreground-muted"),
        (marks, "$text-warning"),
    )
    return Content.assemble(line, ("\n  " + one_line(matched, 70), "$foreground-muted")) if matched else line
