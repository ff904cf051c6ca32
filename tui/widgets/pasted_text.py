"""A text area that knows which stretches of its text were pasted, through all editing, undo and redo."""

from __future__ import annotations

from typing import Any, cast

from textual import events
from textual.widgets import TextArea
from textual.widgets.text_area import Document, Edit, EditResult, Location

from assistant.spans import Spans, edited


class PastedText(TextArea):
    """What comes from the terminal or the clipboard is pasted; words cut or copied here and put elsewhere are not."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._pasted: Spans = ()
        self._pasting = False
        self._own_clip = ""
        self._earlier: dict[int, Spans] = {}
        """By the hash of a text that stood here: what of it was pasted. Undo and redo come back to such texts."""

    @property
    def pasted(self) -> Spans:
        """The stretches of the text that were pasted, as (start, end)."""
        return self._pasted

    def take_up(self, pasted: Spans) -> None:
        """Say which stretches of the text just set were pasted; earlier texts are gone."""
        self._pasted, self._earlier = pasted, {}
        self._note()

    def insert_paste(self, text: str) -> None:
        """Put text that was not typed in the place of the selection."""
        self._pasting = True
        try:
            result = self._replace_via_keyboard(text, *self.selection)
        finally:
            self._pasting = False
        if result is not None:
            self.move_cursor(result.end_location)

    def edit(self, edit: Edit) -> EditResult:
        """Perform an edit and move the stretches with it."""
        if not self._pasted and not self._pasting:
            return super().edit(edit)
        start, end = self._index(edit.top), self._index(edit.bottom)
        result = super().edit(edit)
        stop = self._index(result.end_location)
        self._pasted = edited(self._pasted, start, end, stop - start)
        if self._pasting and stop > start:
            self._pasted = (*self._pasted, (start, stop))
        self._note()
        return result

    def undo(self) -> None:
        """Take the last edits back."""
        super().undo()
        self._look_up()

    def redo(self) -> None:
        """Make the edits that were taken back again."""
        super().redo()
        self._look_up()

    def action_cut(self) -> None:
        """Cut the selection, or the line."""
        pasted = self._pasted
        super().action_cut()
        self._own_clip = "" if pasted else self.app.clipboard

    def action_copy(self) -> None:
        """Copy the selection."""
        super().action_copy()
        self._own_clip = "" if self._pasted else self.app.clipboard

    def action_paste(self) -> None:
        """Put in what was last copied in this program; it may be a reply."""
        if self.app.clipboard == self._own_clip:
            super().action_paste()
        else:
            self.insert_paste(self.app.clipboard)

    async def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        self.insert_paste(event.text)
        self.focus()

    def _index(self, place: Location) -> int:
        return cast(Document, self.document).get_index_from_location(place)

    def _note(self) -> None:
        if self._pasted:
            self._earlier[hash(self.text)] = self._pasted

    def _look_up(self) -> None:
        if self._earlier:
            self._pasted = self._earlier.get(hash(self.text), ())
