"""`reverie memory`: what it remembers of what the user told it."""

from __future__ import annotations

import argparse
import time
from dataclasses import asdict
from datetime import datetime
from typing import Any

from assistant import logs
from assistant.cli.compose import open_home, open_registry, open_store
from assistant.cli.files import read_text, write_lines
from assistant.cli.output import confirmed, data, data_json, moment, note, one_line, report_faults, table
from assistant.errors import UsageError
from assistant.experts.levels import active_core
from assistant.memory.exchange import export_memories, import_memories
from assistant.memory.recall import DEFAULT_THRESHOLD, Recall
from assistant.memory.records import Memory, MemoryKind, MemoryStatus
from assistant.memory.remember import dictate, reword
from assistant.memory.store import MemoryStore

_RANKED = 80
"""How far down the ranking `why --asked` looks."""


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
    """Remember one thing: as it was typed, with dates for "tomorrow" and the like."""
    text = _text(arguments.text)
    with open_store(arguments) as store:
        memory = dictate(store, text, time.time(), MemoryKind(arguments.kind) if arguments.kind else None)
        replaced = store.replaced_by(memory.id) if memory else []
        odd = store.at_odds(memory.id) if memory else []
    if memory is None:
        if arguments.json:
            data_json(None)
        note("known already: nothing was added")
        return 0
    _report(memory, "remembered", arguments.json)
    for old in replaced:
        note(f"no longer holds: {one_line(old.text)} (memory {old.id})")
    for other in odd:
        note(f"at odds with: {one_line(other.text)} (memory {other.id}); drop one with: reverie memory forget ID")
    return 0


def edit(arguments: argparse.Namespace) -> int:
    """Correct the words of a memory, say whether it is a secret, or both."""
    marked = arguments.secret or arguments.not_secret
    if arguments.text is None and not marked:
        raise UsageError("Nothing is to be changed. Give the right words, --not-secret or --secret.")
    text = None if arguments.text is None else _text(arguments.text)
    with open_store(arguments) as store, store.transaction():
        memory = store.memory(arguments.id) if text is None else reword(store, arguments.id, text, time.time())
        if marked:
            memory = store.set_secret(memory.id, arguments.secret)
    _report(memory, "corrected", arguments.json)
    if memory.secret and not arguments.json:
        note(f"looks secret: never trained on. If it is none: reverie memory edit {memory.id} --not-secret")
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
        # First, while its words are still known.
        logs.blank(open_home(arguments).logs, [memory.text for memory in memories])
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
        if arguments.asked is not None:
            meaning = active_core(open_registry(arguments)) is not None
            origin["asked"] = _asked(store, arguments.id, arguments.asked) | {"meaning_asked_in_chat": meaning}
    if arguments.json:
        data_json(origin)
        return 0
    message = origin["message"]
    lines = [
        f"memory {origin['id']}: {one_line(origin['text'], 200)}",
        f"status    {origin['status']}" + (f" by {origin['superseded_by']}" if origin["superseded_by"] else ""),
        f"kind      {origin['kind']}, {origin['confidence']:.0%} sure" + (", looks secret" if origin["secret"] else ""),
        f"told      {moment(origin['created'])}"
        + (f", chat {message['chat_id']}, message {message['id']}" if message else ", on the command line"),
    ]
    if message:
        lines.append(f"you said  {one_line(origin['said'], 200)}")
        lines.append(f"message   {one_line(message['content'], 200)}")
    lines += [f"before    {one_line(old['text'], 200)} (memory {old['id']})" for old in origin["history"]]
    lines += [f"at odds   {one_line(odd['text'], 200)} (memory {odd['id']})" for odd in origin["at_odds"]]
    lines += [
        f"carrier   {origin['carrier']} (answered without its note on {origin['stage']} nights in a row)",
        f"experts   {', '.join(origin['experts']) or 'none'}",
        f"outdated  {', '.join(origin['stale_experts']) or 'none'}",
        f"dreams    {origin['dreams']['kept']} kept of {origin['dreams']['written']} written",
        f"found by  {'; '.join(origin['keys']) or 'its own words'}",
    ]
    if arguments.asked is not None:
        lines.append(f"asked     {_told_apart(origin['asked'])}")
    data("\n".join(lines))
    return 0


def _asked(store: MemoryStore, memory_id: int, question: str) -> dict[str, Any]:
    """Whether a question finds a memory by words: its score without a threshold, and the threshold.

    A chat may also ask the core expert for meaning; that takes a loaded model, which is not loaded for this.
    """
    hits = Recall(store, threshold=0.0, clock=datetime.now).find(question, _RANKED)
    ranks = {hit.memory.id: rank for rank, hit in enumerate(hits, start=1)}
    hit = next((hit for hit in hits if hit.memory.id == memory_id), None)
    return {
        "question": question,
        "found": hit is not None and hit.score >= DEFAULT_THRESHOLD,
        "score": hit.score if hit else 0.0,
        "needed": DEFAULT_THRESHOLD,
        "rank": ranks.get(memory_id),
        "matched": list(hit.matched) if hit else [],
    }


def _told_apart(asked: dict[str, Any]) -> str:
    alone = "; by words alone: a chat also asks the core expert for meaning (F3, w)" * asked["meaning_asked_in_chat"]
    if asked["rank"] is None:
        return f"not found: it shares no word with the question, or does not hold any more{alone}"
    how = f"score {asked['score']:.2f}, {asked['needed']:.2f} is needed; by {', '.join(asked['matched']) or 'no word'}"
    return f"found, number {asked['rank']} ({how})" if asked["found"] else f"not found ({how}){alone}"


def _origin(store: MemoryStore, memory: Memory) -> dict[str, Any]:
    message = store.message(memory.message_id) if memory.message_id is not None else None
    dreams = store.dreams(memory_id=memory.id)
    return {
        **asdict(memory),
        "said": message.content[memory.span_start : memory.span_end] if message else memory.text,
        "history": [asdict(old) for old in _history(store, memory)],
        "at_odds": [asdict(other) for other in store.at_odds(memory.id)],
        "message": asdict(message) if message else None,
        "experts": store.memory_experts(memory.id),
        "stale_experts": store.stale_experts(memory.id),
        "keys": store.keys(memory.id),
        "dreams": {"written": len(dreams), "kept": sum(dream.kept for dream in dreams)},
    }


def _history(store: MemoryStore, memory: Memory) -> list[Memory]:
    """What this memory replaced, and what that had replaced, the newest first."""
    found: dict[int, Memory] = {}
    waiting = store.replaced_by(memory.id)
    while waiting:
        old = waiting.pop()
        if old.id not in found:
            found[old.id] = old
            waiting += store.replaced_by(old.id)
    return sorted(found.values(), key=lambda old: -old.id)


def import_file(arguments: argparse.Namespace) -> int:
    """Read memories from a file, one a line; known ones are left out."""
    text = read_text(arguments.file)
    with open_store(arguments) as store:
        found = import_memories(store, text)
    report_faults(found.faults)
    if arguments.json:
        data_json({"imported": [memory.id for memory in found.memories], "not_read": found.faults})
    else:
        note(f"imported {len(found.memories)} memories")
    return 0


def export_file(arguments: argparse.Namespace) -> int:
    """Write all active memories as JSON lines."""
    with open_store(arguments) as store:
        lines = list(export_memories(store))
    write_lines(arguments.file, lines)
    note(f"exported {len(lines)} memories")
    return 0
