"""One chat as a file: markdown to read, or JSON to read in again."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Sequence
from pathlib import Path

from assistant.errors import UsageError
from assistant.memory.exchange import export_chats
from assistant.memory.records import Chat, Message
from assistant.memory.store import MemoryStore
from assistant.paths import PRIVATE_FILE
from tui.text import clean

_SPEAKERS = {"user": "You", "assistant": "Reverie"}


def write_chat(store: MemoryStore, chat_id: int, path_text: str) -> Path:
    """Write a chat into a new file that its user alone can read; its path.

    Raises: UsageError when there is such a file or the folder is missing, OSError.
    """
    chat = store.chat(chat_id)
    try:
        path = Path(path_text.strip() or f"{_file_name(chat)}.md").expanduser().absolute()
    except RuntimeError as error:
        raise UsageError(f"{path_text} names no folder: {error}. Name a file in a folder that exists.") from error
    if path.is_dir():
        path = path / f"{_file_name(chat)}.md"
    if path.suffix.lower() in (".json", ".jsonl"):
        text = "".join(f"{line}\n" for line in export_chats(store, [chat]))
    else:
        text = as_markdown(chat, store.messages(chat_id))
    try:
        with os.fdopen(
            os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE), "w", encoding="utf-8"
        ) as file:
            file.write(text)
    except FileExistsError as error:
        raise UsageError(f"{path} exists already. Name another file.") from error
    except FileNotFoundError as error:
        raise UsageError(f"There is no folder {path.parent}. Name a file in a folder that exists.") from error
    return path


def as_markdown(chat: Chat, messages: Sequence[Message]) -> str:
    """The chat to be read, harmless in a terminal: who said what, attachments by name, summaries left out."""
    title, day = clean(chat.title) or "Untitled chat", time.strftime("%d %B %Y", time.localtime(chat.created))
    lines = [f"# {title}", "", day, ""]
    if chat.system_prompt:
        lines += [f"> Instructions: {clean(chat.system_prompt)}", ""]
    for message in messages:
        if message.role not in _SPEAKERS:
            continue
        stopped = "" if message.complete else " (stopped)"
        lines += [f"## {_SPEAKERS[message.role]}{stopped}", ""]
        lines += [f"*attached: {clean(file.name)}*\n" for file in message.attachments]
        lines += [clean(message.content), ""]
    return "\n".join(lines)


def _file_name(chat: Chat) -> str:
    words = re.sub(r"[^\w]+", "-", chat.title.casefold()).strip("-")[:60].strip("-")
    return words or f"chat-{chat.id}"
