"""Why a reply says what it says: the notes it was given, where they come from, and the experts mounted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Static

from assistant.memory.records import Hit, Memory
from tui.memory_text import meaning_rows
from tui.text import ago, clean, one_line
from tui.views import Origin
from tui.widgets.message_view import Served

if TYPE_CHECKING:
    from tui.app import AssistantApp


class SourcesScreen(ModalScreen[None]):
    """The details behind one reply."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,ctrl+t", "dismiss", "Close")]

    def __init__(self, served: Served) -> None:
        super().__init__()
        self._served = served

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog wide"):
            yield Static("Behind this reply", classes="dialog-title")
            yield VerticalScroll(id="sources")
            yield Static("esc closes", classes="hint")

    def on_mount(self) -> None:
        app = cast("AssistantApp", self.app)
        memories = app.assistant.memories
        served = self._served

        def look_up() -> list[tuple[Memory, Hit | None, Origin]]:
            hits = {hit.memory.id: hit for hit in served.hits}
            known = [hit.memory for hit in served.hits] or list(memories.find(served.memory_ids))
            return [(memory, hits.get(memory.id), memories.origin(memory)) for memory in known]

        app.job(self, look_up, self._show)

    async def _show(self, sources: Sequence[tuple[Memory, Hit | None, Origin]]) -> None:
        views: list[Widget] = [Static(_experts(self._served.experts), classes="source")]
        if not sources:
            views.append(Static("No note was found for this question.", classes="source"))
        views += [Static(_source(*source), classes="source") for source in sources]
        views += [
            Static(Content.assemble(("noted from it  ", "$foreground-muted"), clean(memory.text)), classes="source")
            for memory in self._served.learned
        ]
        await self.query_one("#sources").mount_all(views)


def _experts(experts: tuple[str, ...]) -> Content:
    names = ", ".join(experts) or "none: the base model answered"
    return Content.assemble(("experts  ", "$foreground-muted"), names)


def _source(memory: Memory, hit: Hit | None, origin: Origin) -> Content:
    where = f"“{one_line(origin.chat.title, 40)}”, " if origin.chat else ""
    lines = [(clean(memory.text), "bold"), ("\n", ""), (f"said in {where}{ago(memory.created)}", "$foreground-muted")]
    if hit is not None:
        meant = hit.meaning is not None and hit.meaning.likely
        words = one_line(", ".join(hit.matched)) or "none"
        by = "found by meaning" if meant and not hit.matched else f"matched words: {words}"
        lines.append((f"\nscore {hit.score:.2f}  ·  {by}", "$foreground-muted"))
        if hit.meaning is not None:
            lines += [(f"\n{name}  {value}", "$foreground-muted") for name, value in meaning_rows(hit.meaning)]
    if origin.experts:
        lines.append((f"\nlearned by {', '.join(origin.experts)}", "$foreground-muted"))
    return Content.assemble(*lines)
