"""`reverie memory`: what it remembers of what the user told it."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from typing import Any

from assistant.cli.compose import open_store
from assistant.cli.files import read_text, write_lines
from assistant.cli.output import confirmed, data, data_json, moment, note, one_line, table
from assistant.errors import UsageError
from assistant.memory.exchange import export_memories, import_memories
from assistant.memory.records import Memory, MemoryKind, MemoryStatus
from assistant.memory.secrecy import is_secret
from assistant.memory.store import MemoryStore


def list_all(arguments: argparse.Namespace) -> int:
    """All memories of one status, or of every status, oldest first."""
    wanted = list(MemoryStatus) if arguments.status == "all" else [MemoryStatus(arguments.status)]
    with open_store(arguments) as store:
        memories = sorted(
            (memory for status in wanted for memory in store.memories(status)), key=lambda memory: memory.id
        )
    memories = memories[-arguments.limit :] if arguments.limit else memories
    if arguments.json:
        data_json([asdict(memory) for memory in memories])
    else:
        rows = [(m.id, moment(m.created), m.kind, m.carrier, _mark(m), m.text) for m in memories]
        table(("ID", "TOLD", "KIND", "CARRIER", "", "TEXT"), rows, "nothing is remembered yet")
    return 0


def _mark(memory: Memory) -> str:
    if memory.status is not MemoryStatus.ACTIVE:
        return memory.status
    return "secret" if memory.secret else ""


def search(arguments: argparse.Namespace) -> int:
    """Memories about something, best first."""
    with open_store(arguments) as store:
        hits = store.search_memories(arguments.query, arguments.limit)
    if arguments.json:
        data_json([{**asdict(hit.memory), "score": hit.score, "matched": list(hit.matched)} for hit in hits])
    else:
        rows = [(hit.memory.id, f"{hit.score:.2f}", hit.memory.text) for hit in hits]
        table(("ID", "SCORE", "TEXT"), rows, f"nothing is remembered about {arguments.query!r}")
    return 0


def add(arguments: argparse.Namespace) -> int:
    """Remember one thing, stored as it was typed."""
    text = _text(arguments.text)
    with open_store(arguments) as store:
        memory = store.add_memory(text, kind=MemoryKind(arguments.kind), secret=is_secret(text))
    _report(memory, "remembered", arguments.json)
    return 0


def edit(arguments: argparse.Namespace) -> int:
    """Correct the words of a memory."""
    text = _text(arguments.text)
    with open_store(arguments) as store:
        store.edit_memory(arguments.id, text)
        memory = store.memory(arguments.id)
    _report(memory, "corrected", arguments.json)
    return 0


def _report(memory: Memory, done: str, as_json: bool) -> None:
    if as_json:
        data_json(asdict(memory))
    else:
        note(f"{done} memory {memory.id}: {one_line(memory.text)}")


def _text(text: str) -> str:
    stripped = text.strip()
    if not stripped:
        raise UsageError("The text is empty. Write what is to be remembered, in quotation marks.")
    return stripped


def forget(arguments: argparse.Namespace) -> int:
    """Erase memories for good; experts that saw them are rebuilt by the next sleep."""
    with open_store(arguments) as store:
        memories = [store.memory(number) for number in arguments.ids]
        names = "; ".join(f"{memory.id} ({one_line(memory.text, 50)})" for memory in memories)
        if not confirmed(f"Forget memory {names} for good?", arguments.yes):
            note("nothing was forgotten")
            return 0
        holders = {memory.id: store.memory_experts(memory.id) for memory in memories}
        for memory in memories:
            store.forget(memory.id)
    if arguments.json:
        data_json([{"id": number, "still_in_experts": experts} for number, experts in holders.items()])
        return 0
    for number, experts in holders.items():
        held = f"; still in an expert ({', '.join(experts)}) until the next sleep rebuilds it"
        still = held if experts else ""
        note(f"forgot memory {number}{still}")
    return 0


def why(arguments: argparse.Namespace) -> int:
    """Where a memory comes from and what carries it."""
    with open_store(arguments) as store:
        origin = _origin(store, store.memory(arguments.id))
    if arguments.json:
        data_json(origin)
        return 0
    message = origin["message"]
    lines = [
        f"memory {origin['id']}: {one_line(origin['text'], 200)}",
        f"status    {origin['status']}" + (f" by {origin['superseded_by']}" if origin["superseded_by"] else ""),
        f"told      {moment(origin['created'])}"
        + (f", chat {message['chat_id']}, message {message['id']}" if message else ", on the command line"),
    ]
    if message:
        lines.append(f"you said  {one_line(message['content'], 200)}")
    lines += [
        f"carrier   {origin['carrier']} (answered without its note on {origin['stage']} nights in a row)",
        f"experts   {', '.join(origin['experts']) or 'none'}",
        f"outdated  {', '.join(origin['stale_experts']) or 'none'}",
        f"dreams    {origin['dreams']['kept']} kept of {origin['dreams']['written']} written",
        f"found by  {'; '.join(origin['keys']) or 'its own words'}",
    ]
    data("\n".join(lines))
    return 0


def _origin(store: MemoryStore, memory: Memory) -> dict[str, Any]:
    message = store.message(memory.message_id) if memory.message_id is not None else None
    dreams = store.dreams(memory_id=memory.id)
    return {
        **asdict(memory),
        "message": asdict(message) if message else None,
        "experts": store.memory_experts(memory.id),
        "stale_experts": store.stale_experts(memory.id),
        "keys": store.keys(memory.id),
        "dreams": {"written": len(dreams), "kept": sum(dream.kept for dream in dreams)},
    }


def import_file(arguments: argparse.Namespace) -> int:
    """Read memories from a file, one a line; known ones are left out."""
    text = read_text(arguments.file)
    with open_store(arguments) as store:
        memories = import_memories(store, text)
    if arguments.json:
        data_json({"imported": [memory.id for memory in memories]})
    else:
        note(f"imported {len(memories)} memories")
    return 0


def export_file(arguments: argparse.Namespace) -> int:
    """Write all active memories as JSON lines."""
    with open_store(arguments) as store:
        lines = list(export_memories(store))
    write_lines(arguments.file, lines)
    note(f"exported {len(lines)} memories")
    return 0
