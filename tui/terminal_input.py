"""What the terminal sends, read so that nothing inside of a paste is taken for a key."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual import events
from textual._xterm_parser import XTermParser
from textual.message import Message

BEGIN, END = "\x1b[200~", "\x1b[201~"


class PasteParser(XTermParser):
    """Textual's parser, which gets to see only what lies between pastes.

    By itself it looks for keys in a paste from an escape character on: a pasted control character would then run a
    command, and a pasted line would be sent as if it had been typed.
    """

    def __init__(self, debug: bool = False) -> None:
        super().__init__(debug)
        self._paste: list[str] | None = None
        """The pieces of the paste that is being read."""
        self._held = ""
        """What may be the beginning of a mark whose end comes with the next piece."""

    def feed(self, data: str) -> Iterable[Message]:
        """The events of a piece of input; empty at its end."""
        if not data:
            yield from super().feed(data)
            return
        data, self._held = self._held + data, ""
        while data:
            wanted, begun_at_least = (BEGIN, 3) if self._paste is None else (END, 1)
            before, mark, data = data.partition(wanted)
            if not mark:
                before, self._held = _without_begun(before, wanted, begun_at_least)
            yield from self._pass_on(before)
            if mark:
                yield from self._turn()

    def _pass_on(self, text: str) -> Iterator[Message]:
        if self._paste is not None:
            self._paste.append(text)
        elif text:
            yield from super().feed(text)

    def _turn(self) -> Iterator[Message]:
        """A mark was read: a paste begins, or ends."""
        if self._paste is None:
            self._paste = []
            return
        text, self._paste = "".join(self._paste), None
        # A zero byte is no text anywhere; Textual leaves it out, too.
        yield events.Paste(text.replace("\x00", ""))


def _without_begun(text: str, mark: str, at_least: int) -> tuple[str, str]:
    """The text without what at its end may be the beginning of a mark, and that.

    Outside of a paste fewer than three characters may be a key: escape is one, and so is alt+[.
    """
    for length in range(min(len(mark) - 1, len(text)), at_least - 1, -1):
        if mark.startswith(text[-length:]):
            return text[:-length], text[-length:]
    return text, ""


def protect_pastes() -> None:
    """Let the drivers of Unix terminals read their input this way."""
    from textual.drivers import linux_driver

    linux_driver.XTermParser = PasteParser  # type: ignore[attr-defined]
