"""LoCoMo for the retrieval suite: the turns of long conversations as memories, scored by the answer key's evidence."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from assistant.bench.retrieval_asking import FALSE, FLOOR, Asked, Told, WordsOnly, ask, fires, row
from assistant.bench.retrieval_product import Open, asked_product, sample
from assistant.errors import UsageError
from assistant.memory.recall import Recall
from assistant.memory.store import MemoryStore
from assistant.sleep.anchors import ANCHORS
from assistant.sleep.general import GENERAL

PRODUCT_A_STORE = 20
"""Questions of one conversation, or of one speaker in it, that the product is asked."""
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


_Found = dict[tuple[str, str], Asked]
"""What was asked and by what, with how it came out."""


def on_locomo(
    folder: Path, conversations: Sequence[dict[str, Any]], seed: int, product: Open | None = None
) -> list[dict[str, Any]]:
    """Every conversation twice: both speakers named, and each speaker in turn as the user who says "I".

    `product`, where given, is asked a sample of the questions, drawn with `seed`.
    """
    rng = Random(seed)
    named: _Found = {}
    owned: _Found = {}
    fired = Asked("general")
    for number, entry in enumerate(conversations):
        talk = entry["conversation"]
        turns = _turns(talk)
        with MemoryStore.open(folder / f"named-{number}.db") as store:
            ids = _store(store, {dia: f"{who}: {text}" for dia, (who, text) in turns.items()})
            _ask_all(named, store, _told(entry["qa"], ids, turns, str), product, rng)
            merge(fired, fires(Recall(store), "general", [*ANCHORS, *(question.text for question in GENERAL)]))
        for who in (talk["speaker_a"], talk["speaker_b"]):
            with MemoryStore.open(folder / f"{number}-{who}.db") as store:
                ids = _store(store, {dia: text for dia, (speaker, text) in turns.items() if speaker == who})
                asked = [
                    qa for qa in entry["qa"] if qa["evidence"] and {*qa["evidence"]} <= {*ids} and who in qa["question"]
                ]
                _ask_all(owned, store, _told(asked, ids, turns, partial(as_own, who=who)), product, rng)
    size = f"{sum(len(_turns(entry['conversation'])) for entry in conversations)} turns"
    rows = [row("locomo, both named", size, asked) for _, asked in sorted(named.items())]
    rows += [row("locomo, one as user", size, asked) for _, asked in sorted(owned.items())]
    return [*rows, row("locomo, both named", size, fired, FALSE)]


def _turns(talk: dict[str, Any]) -> dict[str, tuple[str, str]]:
    """Turn id to (speaker, text), over all sessions."""
    sessions = [value for key, value in talk.items() if re.fullmatch(r"session_\d+", key)]
    return {turn["dia_id"]: (turn["speaker"], turn["text"]) for session in sessions for turn in session}


def _store(store: MemoryStore, texts: dict[str, str]) -> dict[str, int]:
    with store.transaction():
        return {dia: store.add_memory(text).id for dia, text in texts.items()}


def _told(
    questions: Sequence[dict[str, Any]],
    ids: Mapping[str, int],
    turns: Mapping[str, tuple[str, str]],
    worded: Callable[[str], str],
) -> dict[int, list[Told]]:
    """By category; what was never said has no right memory and is left out."""
    found: dict[int, list[Told]] = {category: [] for category in _CATEGORIES}
    for qa in questions:
        right = frozenset(ids[dia] for dia in qa["evidence"] if dia in ids)
        if right and qa["category"] in found:
            text = " / ".join(turns[dia][1] for dia in qa["evidence"] if dia in turns)
            found[qa["category"]].append((worded(qa["question"]), right, text))
    return found


def _ask_all(
    found: _Found, store: MemoryStore, told: Mapping[int, Sequence[Told]], product: Open | None, rng: Random
) -> None:
    """Every category, all together, and of all a sample that the product is asked as well."""
    recall, every = Recall(store), [question for questions in told.values() for question in questions]
    _add(found, ask(WordsOnly(store), "all", every, by=FLOOR))
    for category, questions in told.items():
        asked = ask(recall, _CATEGORIES[category], questions)
        _add(found, asked)
        _add(found, asked, "all")
    if product:
        some = sample(every, rng, PRODUCT_A_STORE)
        for asked in (ask(recall, "some of all", some), *asked_product(product(store), "some of all", some)):
            _add(found, asked)


def _add(found: _Found, asked: Asked, name: str | None = None) -> None:
    key = (name or asked.name, asked.by)
    merge(found.setdefault(key, Asked(*key)), asked)


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
