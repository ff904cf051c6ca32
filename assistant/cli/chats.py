"""`reverie chats`: past conversations."""

from __future__ import annotations

import argparse
import time
from dataclasses import asdict
from pathlib import Path

from assistant.cli.compose import open_store
from assistant.cli.files import read_export, write_lines
from assistant.cli.output import confirmed, data, data_json, moment, note, one_line, report_faults, table
from assistant.cli.progress import CountBar
from assistant.memory.exchange import ReplayClock, export_chats, import_chats

_SUFFIXES = {".md": "markdown", ".markdown": "markdown", ".json": "json"}


def list_all(arguments: argparse.Namespace) -> int:
    """All chats, newest first."""
    with open_store(arguments) as store:
        chats = store.chats(limit=arguments.limit)
    if arguments.json:
        data_json([asdict(chat) for chat in chats])
    else:
        rows = [(chat.id, moment(chat.updated), "private" if chat.private else "", chat.title) for chat in chats]
        table(("ID", "LAST", "", "TITLE"), rows, "no chats yet: start one with `reverie`")
    return 0


def show(arguments: argparse.Namespace) -> int:
    """One chat's messages, oldest first."""
    with open_store(arguments) as store:
        chat = store.chat(arguments.id)
        messages = store.messages(chat.id)
    if arguments.json:
        data_json({**asdict(chat), "messages": [asdict(message) for message in messages]})
        return 0
    note(f"{chat.title or 'untitled'} ({moment(chat.created)})")
    for message in messages:
        stopped = "" if message.complete else " (stopped)"
        data(f"[{message.role}{stopped}]\n{message.content}\n")
    return 0


def search(arguments: argparse.Namespace) -> int:
    """Messages that contain something, best first."""
    with open_store(arguments) as store:
        messages = store.search_messages(arguments.query, limit=arguments.limit)
    if arguments.json:
        data_json([asdict(message) for message in messages])
    else:
        rows = [(m.chat_id, moment(m.created), m.role, m.content) for m in messages]
        table(("CHAT", "WHEN", "WHO", "TEXT"), rows, f"no message contains {arguments.query!r}")
    return 0


def rename(arguments: argparse.Namespace) -> int:
    """Give a chat a title."""
    with open_store(arguments) as store:
        store.rename_chat(arguments.id, arguments.title)
        chat = store.chat(arguments.id)
    if arguments.json:
        data_json(asdict(chat))
    else:
        note(f"chat {chat.id} is now called {chat.title}")
    return 0


def delete(arguments: argparse.Namespace) -> int:
    """Delete chats and their messages for good."""
    with open_store(arguments) as store:
        chats = [store.chat(number) for number in arguments.ids]
        names = ", ".join(f"{chat.id} ({one_line(chat.title or 'untitled', 40)})" for chat in chats)
        if not confirmed(f"Delete chat {names} for good?", arguments.yes):
            note("nothing was deleted")
            return 0
        for chat in chats:
            store.delete_chat(chat.id)
    if arguments.json:
        data_json({"deleted": [chat.id for chat in chats]})
    else:
        note(f"deleted chat {names}")
    return 0


def import_file(arguments: argparse.Namespace) -> int:
    """Read chats from an export. Nothing is learned from them unless that is asked for."""
    texts = read_export(arguments.file)
    clock = ReplayClock(time.time())
    with open_store(arguments, clock) as store, CountBar("importing chats") as bar:
        found = import_chats(store, texts, clock, learn=arguments.learn, progress=bar.show)
    report_faults(found.faults)
    if arguments.json:
        data_json(
            {
                "imported": [chat.id for chat in found.chats],
                "memories": [memory.id for memory in found.memories],
                "not_read": found.faults,
            }
        )
        return 0
    learned = f"{len(found.memories)} things remembered" if arguments.learn else "nothing is learned from them"
    note(f"imported {len(found.chats)} chats ({learned})")
    return 0


def export_file(arguments: argparse.Namespace) -> int:
    """Write chats as JSON lines, as one JSON list or as markdown."""
    named = "json" if arguments.json else arguments.format
    form = named or _SUFFIXES.get(Path(arguments.file).suffix.lower(), "jsonl")
    with open_store(arguments) as store, CountBar("exporting chats") as bar:
        chats = store.chats() if arguments.chat is None else [store.chat(arguments.chat)]
        write_lines(arguments.file, export_chats(store, chats, form, bar.show))
    note(f"exported {len(chats)} chats")
    return 0
