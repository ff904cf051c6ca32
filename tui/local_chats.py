"""Chats of this machine, as `tui.bridge` wants them."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import AssistantError, UsageError
from assistant.memory.records import Chat, Memory, Message
from assistant.spans import Spans
from tui.chat_export import write_chat
from tui.text import excerpt

if TYPE_CHECKING:
    from tui.local import LocalAssistant

PROMPTS_KEPT = 500


class LocalChats:
    """The stored conversations."""

    def __init__(self, parts: LocalAssistant) -> None:
        self._parts = parts
        self._orphans: tuple[int, ...] = ()

    def recent(self, query: str = "") -> list[tuple[Chat, str]]:
        """Chats whose title or messages hold the words."""
        store = self._parts.store
        chats = store.chats()
        if not query:
            return [(chat, "") for chat in chats]
        said = {message.chat_id: excerpt(message.content, query) for message in store.best_messages(query)}
        folded = query.casefold()
        return [(chat, said.get(chat.id, "")) for chat in chats if chat.id in said or folded in chat.title.casefold()]

    def messages(self, chat_id: int) -> list[Message]:
        """A chat's messages, oldest first."""
        return self._parts.store.messages(chat_id)

    def create(self, *, private: bool = False, system_prompt: str | None = None) -> Chat:
        """A new chat without a title."""
        return self._parts.store.create_chat(private=private, system_prompt=system_prompt)

    def rename(self, chat_id: int, title: str) -> None:
        """Give a chat another title."""
        self._parts.store.rename_chat(chat_id, title)

    def delete(self, chat_id: int) -> None:
        """Remove a chat and its messages."""
        self._parts.store.delete_chat(chat_id)
        self._parts.talk.forget_session()

    def set_system_prompt(self, chat_id: int, text: str | None) -> Chat:
        """Give a chat other instructions."""
        self._parts.talk.forget_session()
        return self._parts.store.set_system_prompt(chat_id, text)

    def drop_last_turn(self, chat_id: int, *, keep_memories: bool = False) -> Message:
        """Take back the last question and its reply; memories that are kept go to the message sent next."""
        question, taught = self._parts.store.drop_last_turn(chat_id, keep_memories=keep_memories)
        self._orphans = tuple(memory.id for memory in taught) if keep_memories else ()
        self._parts.talk.forget_session()
        return question

    def adopt(self, message_id: int) -> None:
        """Give memories whose message was sent again their source back."""
        orphans, self._orphans = self._orphans, ()
        if orphans:
            self._parts.store.adopt(orphans, message_id)

    def unlearn_last(self, chat_id: int) -> list[Memory]:
        """Never learn from the last question; what it had taught. Raises: UsageError."""
        store = self._parts.store
        asked = [message for message in store.messages(chat_id) if message.role == "user"]
        if not asked:
            raise UsageError("Nothing was said in this chat yet. `/nolearn TEXT` sends a text without learning.")
        self._parts.talk.forget_session()
        return store.never_learn(asked[-1].id)

    def prompts(self) -> list[tuple[str, Spans]]:
        """What the user wrote before, oldest first, and which stretches of it were pasted."""
        return self._parts.store.prompts(PROMPTS_KEPT)

    def export(self, chat_id: int, path: str) -> Path:
        """Write a chat into a new file. Raises: UsageError, OSError."""
        return write_chat(self._parts.store, chat_id, path)

    def drop_if_empty(self, chat_id: int) -> None:
        """Remove a chat in which nothing was stored; what failed before is what the user should read."""
        with suppress(AssistantError):
            if not self._parts.store.messages(chat_id):
                self._parts.store.delete_chat(chat_id)
