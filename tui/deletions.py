"""Chats that were deleted a moment ago: hidden at once, erased after some seconds in which that can be undone."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from tui.text import one_line

if TYPE_CHECKING:
    from textual.timer import Timer

    from assistant.memory.records import Chat
    from tui.app import AssistantApp

UNDO_SECONDS = 8.0


class Deletions:
    """Which chats are on their way out."""

    def __init__(self, app: AssistantApp) -> None:
        self._app = app
        self._going: dict[int, Timer] = {}

    def __contains__(self, chat_id: int) -> bool:
        return chat_id in self._going

    def begin(self, chat: Chat) -> None:
        """Delete a chat, for good after some seconds."""
        self._going[chat.id] = self._app.set_timer(UNDO_SECONDS, partial(self._erase, chat.id))
        self._app.actions.chat_deleted(chat)
        text = f"“{one_line(chat.title, 40)}” is deleted; what was learned from it stays. ctrl+z brings it back."
        self._app.notify(text, timeout=UNDO_SECONDS, markup=False)

    def undo(self) -> None:
        """Take the last deletion back."""
        if self._going:
            self._going.popitem()[1].stop()
            # What was said of the deletion no longer holds.
            self._app.clear_notifications()
            self._app.notify("The chat is back.", markup=False)

    def finish(self) -> None:
        """Erase what is still waiting: the program ends. What fails stays as it was."""
        from assistant.errors import AssistantError

        for chat_id in self._going:
            with suppress(AssistantError):
                self._app.assistant.chats.delete(chat_id)

    def _erase(self, chat_id: int) -> None:
        if self._going.pop(chat_id, None) is not None:
            self._app.job(self._app, partial(self._app.assistant.chats.delete, chat_id))
