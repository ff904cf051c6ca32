"""The conversation: only its end is on the screen as widgets, earlier turns come when one scrolls up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from assistant.spans import Spans
from tui.text import count
from tui.widgets.message_view import Reply, Served, UserMessage

if TYPE_CHECKING:
    from assistant.memory.records import Attachment, Message

WINDOW = 24
PAGE = 20
MOUNTED_AT_MOST = 64
WELCOME = Content.assemble(
    ("Reverie\n", "bold $text-accent"),
    "Tell me things. I keep what you say on this machine,\n",
    "and while I sleep I learn it.\n\n",
    ("/help", "bold"),
    ("  commands and keys\n", "$foreground-muted"),
    ("ctrl+o", "bold"),
    (" earlier chats\n", "$foreground-muted"),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A message that is not on the screen at the moment."""

    text: str
    served: Served | None
    attachments: tuple[Attachment, ...] = ()
    learn: bool = True
    pasted: Spans = ()

    @classmethod
    def stored(cls, message: Message, private: bool = False) -> Entry:
        """The entry of a stored message."""
        if message.role == "user":
            pasted = () if private else message.pasted
            return cls(message.content, None, message.attachments, message.learn or private, pasted)
        served = Served(
            memory_ids=message.memory_ids,
            experts=message.expert_ids,
            tokens_per_second=message.tokens / message.seconds if message.seconds else 0.0,
            stopped=not message.complete,
        )
        return cls(message.content, served)

    @classmethod
    def shown(cls, view: Widget) -> Entry | None:
        """The entry of a view that leaves the screen."""
        if isinstance(view, Reply):
            return cls(view.text, view.served)
        if not isinstance(view, UserMessage):
            return None
        return cls(view.text, None, view.attachments, view.learn, view.pasted)

    def view(self) -> Widget:
        if self.served is None:
            return UserMessage(self.text, self.attachments, learn=self.learn, pasted=self.pasted)
        return Reply(self.text or " ", self.served)


class Transcript(VerticalScroll, can_focus=False):
    """The messages of the current chat, newest at the bottom."""

    def __init__(self) -> None:
        super().__init__(id="transcript")
        self._earlier: list[Entry] = []
        self._loading = False

    def compose(self) -> ComposeResult:
        yield Static(WELCOME, id="welcome")

    def on_mount(self) -> None:
        self.anchor()

    async def show(self, messages: Sequence[Message], *, private: bool = False) -> None:
        """Show a stored conversation from its end. In a private one it need not be said that nothing is learned."""
        entries = [Entry.stored(message, private) for message in messages if message.role != "system"]
        self._earlier = entries[:-WINDOW]
        await self.remove_children()
        shown: list[Widget] = [entry.view() for entry in entries[-WINDOW:]]
        await self.mount_all([*self._marker(), *(shown or [Static(WELCOME, id="welcome")])])
        self.anchor()

    async def add(self, *views: Widget) -> None:
        """Append new views; a long chat's oldest ones leave the screen."""
        await self.query("#welcome").remove()
        await self.mount_all(views)
        self.anchor()
        mounted = [child for child in self.children if Entry.shown(child)]
        if len(mounted) > MOUNTED_AT_MOST:
            await self._put_away(mounted[: len(mounted) - WINDOW])

    async def take_back(self, *views: Widget) -> None:
        """Remove views whose turn failed."""
        await self.remove_children(views)
        if not self.children:
            await self.mount(Static(WELCOME, id="welcome"))

    async def _put_away(self, views: Sequence[Widget]) -> None:
        self._earlier.extend(entry for view in views if (entry := Entry.shown(view)))
        await self.query("#earlier").remove()
        await self.remove_children(views)
        await self.mount_all(self._marker(), before=0)

    @property
    def last_question(self) -> UserMessage | None:
        """What the user said last, if it is on the screen."""
        said = list(self.query(UserMessage))
        return said[-1] if said else None

    @property
    def replies(self) -> list[Reply]:
        return list(self.query(Reply))

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        if new_value <= 0 < old_value and self._earlier and not self._loading:
            self._loading = True
            self.call_later(self.load_earlier)

    async def load_earlier(self) -> None:
        """Put another page of earlier messages on top, without moving what is being read."""
        page, self._earlier = self._earlier[-PAGE:], self._earlier[:-PAGE]
        height = self.virtual_size.height
        await self.query("#earlier").remove()
        await self.mount_all([*self._marker(), *(entry.view() for entry in page)], before=0)
        self.call_after_refresh(self._keep_place, height)

    def _keep_place(self, height: int) -> None:
        self.scroll_to(y=self.virtual_size.height - height, animate=False)
        self._loading = False

    def _marker(self) -> list[Widget]:
        if not self._earlier:
            return []
        return [Static(f"↑ {count(len(self._earlier), 'earlier message')}", id="earlier", markup=False)]
