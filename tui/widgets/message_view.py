"""One message of a chat: the user's words, or a reply that streams in and says what served it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from time import process_time
from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static

from assistant.spans import Spans
from tui.text import clean, count, one_line, size

if TYPE_CHECKING:
    from textual.widgets.markdown import Markdown, MarkdownStream

    from assistant.memory.records import Attachment, Hit, Memory

FLUSH_SECONDS, FLUSH_SECONDS_AT_MOST = 1 / 10, 0.4
"""Text comes in smaller pieces than one reads; each redraw takes processor time from the model that writes it."""
REDRAW_SHARE = 0.05
"""Share of one core that redraws may take; where they take more, they come less often."""
SHOWN_CHARACTERS = 20_000
"""Of a message the user sent; more would make scrolling slow."""


@dataclass(frozen=True, slots=True)
class Served:
    """What a reply rests on. `hits` carry scores; a reply from an earlier day only has `memory_ids`."""

    hits: tuple[Hit, ...] = ()
    memory_ids: tuple[int, ...] = ()
    experts: tuple[str, ...] = ()
    tokens_per_second: float = 0.0
    learned: tuple[Memory, ...] = ()
    replaced: tuple[Memory, ...] = ()
    """What no longer holds since the message."""
    at_odds: tuple[Memory, ...] = ()
    """What was known before and can hardly be true beside it."""
    stopped: bool = False
    warning: str = ""
    summarised: int = 0
    """Turns of the chat that only a summary was sent of."""

    def line(self) -> Content:
        """One quiet line, and one for each memory that the message put in question; warnings stand out."""
        notes = count(len(self.hits) or len(self.memory_ids), "note")
        parts = [notes if self.hits or self.memory_ids else "no notes", ", ".join(self.experts) or "base model"]
        if self.tokens_per_second:
            parts.append(f"{self.tokens_per_second:.0f} tok/s")
        if self.learned:
            parts.append(f"noted {count(len(self.learned), 'new memory', 'new memories')}")
        if self.summarised:
            parts.append(f"{count(self.summarised, 'earlier turn')} as summary")
        if self.stopped:
            parts.append("stopped")
        warnings = [f"▲ {one_line(self.warning)}\n"] if self.warning else []
        warnings += [f"▲ at odds with: {one_line(old.text)} — which is true? (f3)\n" for old in self.at_odds]
        gone = [f"no longer holds: {one_line(old.text)}\n" for old in self.replaced]
        return Content.assemble(("".join(warnings), "$text-warning"), "".join(gone), " · ".join(parts))


class UserMessage(Static):
    """What the user said, as typed, with what was attached and whether it may be learned from."""

    def __init__(
        self, text: str, attachments: Sequence[Attachment] = (), *, learn: bool = True, pasted: Spans = ()
    ) -> None:
        self.text = clean(text)
        self.attachments = tuple(attachments)
        self.pasted = pasted
        self._learn = learn
        super().__init__(self._content(), markup=False)

    def unlearn(self) -> None:
        """Mark it as never learned from."""
        self._learn = False
        self.update(self._content())

    @property
    def learn(self) -> bool:
        return self._learn

    @property
    def _ordered(self) -> bool:
        # Loaded with the first paste: the first paint does not wait for it.
        from assistant.memory.borrowed import asks_to_learn

        return asks_to_learn(self.text, self.pasted)

    def _content(self) -> Content:
        parts = [(chip(one) + "\n", "$text-accent") for one in self.attachments]
        shown = self.text if len(self.text) <= SHOWN_CHARACTERS else self.text[:SHOWN_CHARACTERS]
        parts.append((shown, ""))
        if len(self.text) > len(shown):
            parts.append((f"\n… {len(self.text) - len(shown):,} more characters were sent", "$foreground-muted"))
        if not self._learn:
            parts.append(("\nnot learned from", "$text-warning"))
        elif self.pasted and not self._ordered:
            parts.append(("\nwhat was pasted is not learned", "$foreground-muted"))
        return Content.assemble(*parts)


def pause_after(busy: float) -> float:
    """Seconds until the next redraw when the last one, and all else since, took so many seconds of a processor."""
    return min(max(FLUSH_SECONDS, busy / REDRAW_SHARE), FLUSH_SECONDS_AT_MOST)


def chip(attachment: Attachment) -> str:
    """An attachment on one line: its name and its size."""
    return f"⊞ {one_line(attachment.name, 40)} ({size(len(attachment.text.encode('utf-8', 'replace')))})"


class Reply(Vertical, can_focus=True):
    """A reply. Deltas are shown at most ten times a second, less often where drawing them is slow; the finished text is
    laid out once more in full.
    """

    def __init__(self, text: str = "", served: Served | None = None) -> None:
        super().__init__()
        self.text = clean(text)
        self.served = served or Served()
        self._finished = bool(text)
        self._pending: list[str] = []
        self._stream: MarkdownStream | None = None
        self._timer: Timer | None = None
        self._busy = 0.0
        """Processor seconds of this process at the last redraw."""
        self._frozen = False
        self._status: str | Content = ""

    def compose(self) -> ComposeResult:
        # Loaded with the first reply: the first paint does not wait for it.
        from textual.widgets import Markdown

        yield Markdown(self.text, open_links=False, id="text")
        yield Static(self.served.line() if self._finished else self._status, classes="served")

    @property
    def _markdown(self) -> Markdown:
        return cast("Markdown", self.query_one("#text"))

    def on_markdown_link_clicked(self, event: Markdown.LinkClicked) -> None:
        """Nothing opens a connection: a link is copied, not followed."""
        self.app.copy_to_clipboard(event.href)
        self.app.notify("Link copied.", markup=False)

    def on_mount(self) -> None:
        if not self._finished:
            self._wait(FLUSH_SECONDS)

    def say(self, status: str | Content) -> None:
        """Show a state in the line below the text."""
        self._status = Content(status) if isinstance(status, str) else status
        for line in self.query(".served").results(Static):
            line.update(self._status)

    def feed(self, delta: str) -> None:
        """Add text that has just been generated; nothing is added once frozen."""
        if not self._frozen:
            self._pending.append(delta)

    def freeze(self) -> None:
        """Stop showing what still arrives: the user has stopped the reply."""
        self._frozen = True
        self.say("stopped")

    async def finish(self, text: str, served: Served) -> None:
        """Show the whole text and what served it."""
        self._finished = True
        await self._close_stream()
        self.text, self.served = clean(text), served
        await self._markdown.update(self.text)
        self.query_one(".served", Static).update(served.line())
        self.set_class(bool(served.warning), "-warning")

    def _wait(self, seconds: float) -> None:
        self._timer, self._busy = self.set_timer(seconds, self._tick), process_time()

    async def _tick(self) -> None:
        if self._finished:
            return
        self._wait(pause_after(process_time() - self._busy) if self._stream else FLUSH_SECONDS)
        await self._flush()

    async def _flush(self) -> None:
        if not self._pending:
            return
        fresh = clean("".join(self._pending))
        self._pending.clear()
        self.text += fresh
        if self._stream is None:
            self._stream = self._markdown.get_stream(self._markdown)
        await self._stream.write(fresh)

    async def _close_stream(self) -> None:
        if self._timer is not None:
            self._timer.stop()
        stream, self._stream = self._stream, None
        self._pending.clear()
        if stream is not None:
            await stream.stop()
