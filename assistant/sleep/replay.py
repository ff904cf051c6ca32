"""Older memories in a night: which are asked again, which are studied again, and what their probes decide.

A memory is asked again 1, 2, 4, 8, 16 judged nights after it last passed, and on the next night after it failed. One
that failed is studied again in tonight's expert, its stored dreams beside new ones. One that passes is only asked:
experts of other nights are frozen, so nothing fades by itself, and every expert that sees a memory must be rebuilt
when that memory is forgotten.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Iterable, Mapping, Sequence

from assistant.memory.records import Carrier, Memory, MemoryStatus
from assistant.memory.store import MemoryStore
from assistant.sleep.dreaming import Dream
from assistant.sleep.evaluation import Question
from assistant.sleep.grounding import leaks
from assistant.sleep.judging import is_right
from assistant.sleep.level_recipe import ReplayRecipe

LONGEST_SPACING = 16


def night_number(store: MemoryStore, sleep_id: int | None = None) -> int:
    """Which judged night that one is, or the next one; the first is 1."""
    return store.judged_nights(before=sleep_id) + 1


def spacing(stage: int) -> int:
    """Nights until a memory is asked again, by the nights in a row on which it passed: 1, 1, 2, 4, 8, 16, 16 ..."""
    return min(1 << max(stage - 1, 0), LONGEST_SPACING)


def failed(memory: Memory, number: int) -> bool:
    """Whether its last probe failed, and that was on an earlier night."""
    return memory.stage == 0 and 0 < memory.next_replay <= number


def older_questions(
    store: MemoryStore,
    active_experts: Collection[str],
    number: int,
    without: Collection[int],
    limit: int,
    rng: random.Random,
) -> list[Question]:
    """At most `limit` probes of memories that active experts hold: those due, the longest waiting first, then others
    at random. `without`: memories that the night studies anyway.
    """
    probes = questions_by_memory(store)
    held = [
        memory
        for memory in store.memories(MemoryStatus.ACTIVE)
        if memory.id in probes and memory.id not in without and set(store.memory_experts(memory.id)) & {*active_experts}
    ]
    due = sorted((m for m in held if m.next_replay <= number), key=lambda memory: (memory.next_replay, memory.id))
    rest = [memory for memory in held if memory.next_replay > number]
    ordered = [*due, *rng.sample(rest, len(rest))]
    return [question for memory in ordered for question in probes[memory.id]][:limit]


def questions_by_memory(store: MemoryStore, memory_ids: Sequence[int] | None = None) -> dict[int, list[Question]]:
    """The stored probes of these memories, None means of all."""
    found: dict[int, list[Question]] = {}
    for probe in store.probes(memory_ids):
        question = Question(probe.question, probe.expected, memory_id=probe.memory_id)
        found.setdefault(probe.memory_id, []).append(question)
    return found


def stored_dreams(
    store: MemoryStore, memory_ids: Iterable[int], per_memory: int | None, rng: random.Random
) -> list[Dream]:
    """Kept dreams of these memories that no probe is worded like, at most `per_memory` each, none asked twice."""
    held = [probe.question for probe in store.probes()]
    found: list[Dream] = []
    for memory_id in memory_ids:
        rows = {row.question: row for row in store.dreams(memory_id=memory_id, kept=True)}
        own = [
            Dream(memory_id, row.question, row.span, row.answer, strategy=row.strategy)
            for row in rows.values()
            if not leaks(row.question, held)
        ]
        found += own if per_memory is None or len(own) <= per_memory else rng.sample(own, per_memory)
    return found


def passed(questions: Sequence[Question], replies: Sequence[str]) -> dict[int, bool]:
    """By memory, whether all its questions were answered right."""
    outcome: dict[int, bool] = {}
    for question, reply in zip(questions, replies, strict=True):
        if question.memory_id is not None:
            right = is_right(reply, question.expected, question.forbidden)
            outcome[question.memory_id] = outcome.get(question.memory_id, True) and right
    return outcome


def record(
    store: MemoryStore, number: int, outcome: Mapping[int, bool], learnt: Collection[int], recipe: ReplayRecipe
) -> None:
    """Stage, carrier and next date of each memory after night `number`, whose accepted expert studied `learnt`.

    Passed on `weights_after` nights in a row, the note leaves the prompt; failed once, it is back. A pass before its
    date changes nothing.
    """
    for memory_id in {*outcome, *learnt}:
        memory = store.memory(memory_id)
        if memory.status is not MemoryStatus.ACTIVE:
            continue
        right = outcome.get(memory_id, False)
        if right and memory_id not in learnt and memory.next_replay > number:
            continue
        stage = 0 if not right else 1 if memory_id in learnt else memory.stage + 1
        carrier = Carrier.WEIGHTS if stage >= recipe.weights_after else Carrier.BOTH
        store.set_learning(memory_id, carrier=carrier, stage=stage, next_replay=number + spacing(stage))


def back_to_text(store: MemoryStore, memory_ids: Iterable[int]) -> None:
    """These memories have lost their expert: only the note carries them, and they are new again."""
    for memory_id in memory_ids:
        if store.memory(memory_id).status is MemoryStatus.ACTIVE:
            store.set_learning(memory_id, carrier=Carrier.TEXT, stage=0, next_replay=0.0)
