"""LoCoMo for the retrieval suite: the turns of long conversations as memories, scored by the answer key's evidence."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from assistant.bench.retrieval_asking import Asked, WordsOnly, ask, fires, row
from assistant.errors import UsageError
from assistant.memory.recall import Recall
from assistant.memory.store import MemoryStore
from assistant.sleep.anchors import ANCHORS
from assistant.sleep.general import GENERAL

_CATEGORIES = {1: "several turns", 2: "time", 3: "open", 4: "one turn"}
"""The fifth, never said, has no right memory."""


def read_locomo(path: Path) -> list[dict[str, Any]]:
    """The conversations of a LoCoMo file. Raises: UsageError."""
    try:
        entries = json.loads(path.read_text(encoding="utf-8"))
        if not all({"conversation", "qa"} <= set(entry) for entry in entries):
            raise ValueError("an entry has no conversation or no qa")
    except (OSError, ValueError, TypeError) as error:
        raise UsageError(f"{path} is not a LoCoMo file ({error}). Name a list of {{conversation, qa}}.") from error
    return list(entries)


def on_locomo(folder: Path, conversations: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Every conversation twice: both speakers named, and each speaker in turn as the user who says "I"."""
    named: dict[str, Asked] = {}
    owned: dict[str, Asked] = {}
    fired = Asked("general")
    for number, entry in enumerate(conversations):
        talk = entry["conversation"]
        turns = _turns(talk)
        with MemoryStore.open(folder / f"named-{number}.db") as store:
            ids = _store(store, {dia: f"{who}: {text}" for dia, (who, text) in turns.items()})
            _ask_all(named, store, entry["qa"], ids, turns, str)
            merge(fired, fires(Recall(store), "general", [*ANCHORS, *(question.text for question in GENERAL)]))
        for who in (talk["speaker_a"], talk["speaker_b"]):
            with MemoryStore.open(folder / f"{number}-{who}.db") as store:
                ids = _store(store, {dia: text for dia, (speaker, text) in turns.items() if speaker == who})
                asked = [
                    qa for qa in entry["qa"] if qa["evidence"] and {*qa["evidence"]} <= {*ids} and who in qa["question"]
                ]
                _ask_all(owned, store, asked, ids, turns, partial(as_own, who=who))
    size = f"{sum(len(_turns(entry['conversation'])) for entry in conversations)} turns"
    rows = [row("locomo, both named", size, asked) for _, asked in sorted(named.items())]
    rows += [row("locomo, one as user", size, asked) for _, asked in sorted(owned.items())]
    return [*rows, row("locomo, both named", size, fired, fire=True)]


def _turns(talk: dict[str, Any]) -> dict[str, tuple[str, str]]:
    """Turn id to (speaker, text), over all sessions."""
    sessions = [value for key, value in talk.items() if re.fullmatch(r"session_\d+", key)]
    return {turn["dia_id"]: (turn["speaker"], turn["text"]) for session in sessions for turn in session}


def _store(store: MemoryStore, texts: dict[str, str]) -> dict[str, int]:
    with store.transaction():
        return {dia: store.add_memory(text).id for dia, text in texts.items()}


def _ask_all(
    found: dict[str, Asked],
    store: MemoryStore,
    questions: Sequence[dict[str, Any]],
    ids: dict[str, int],
    turns: dict[str, tuple[str, str]],
    worded: Callable[[str], str],
) -> None:
    """Categories 1 to 4 each and together; what was never said has no right memory and is left out."""
    recall = Recall(store)
    for category in (1, 2, 3, 4):
        rows = [
            (
                worded(qa["question"]),
                frozenset(ids[dia] for dia in qa["evidence"] if dia in ids),
                " / ".join(turns[dia][1] for dia in qa["evidence"] if dia in turns),
            )
            for qa in questions
            if qa["category"] == category
        ]
        rows = [each for each in rows if each[1]]
        floor = ask(WordsOnly(store), "all, BM25 alone", rows)
        merge(found.setdefault(floor.name, Asked(floor.name)), floor)
        asked = ask(recall, _CATEGORIES[category], rows)
        for name in (_CATEGORIES[category], "all"):
            merge(found.setdefault(name, Asked(name)), asked)


def merge(into: Asked, asked: Asked) -> None:
    into.hits += asked.hits
    into.first += asked.first
    into.seconds += asked.seconds
    into.misses += asked.misses


def as_own(question: str, who: str) -> str:
    """A question about `who` as they would ask it of their own assistant: "When did I ...", "my ..."."""
    text = re.sub(rf"\b{re.escape(who)}'s?\b(?=\s+\w)", "my", question)
    text = re.sub(
        rf"\b(?:is|was) {re.escape(who)}\b", lambda m: "am I" if m.group().startswith("is") else "was I", text
    )
    text = re.sub(rf"\bdoes {re.escape(who)}\b", "do I", text)
    text = re.sub(rf"\bhas {re.escape(who)}\b", "have I", text)
    text = re.sub(rf"\b{re.escape(who)} (?:is|has)\b", lambda m: "I am" if m.group().endswith("is") else "I have", text)
    return re.sub(rf"\b{re.escape(who)}\b", "I", text)
