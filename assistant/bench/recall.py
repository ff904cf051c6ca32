"""The recall suite: told in chat, slept over, asked in fresh chats with wordings that nobody trained on."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from assistant.bench import arms, finetune
from assistant.bench.arms import Arm, Bench
from assistant.bench.harm import GENERAL, NEUTRAL
from assistant.bench.lives import Fact, fate
from assistant.bench.narration import Narrator
from assistant.config import Config
from assistant.memory.records import Memory
from assistant.memory.remember import remember
from assistant.paths import Home
from assistant.sleep.evaluation import Question, claimed, neutral_replies, right
from assistant.sleep.judging import Share, is_recited, share
from assistant.sleep.supervisor import run_sleep

SLEPT = frozenset({"expert", "forced", "product", "unrouted"})
"""The arms that need the product's nights."""


@dataclass(frozen=True, slots=True)
class Exam:
    """What every arm is asked on one night."""

    told: list[Question]
    statements: list[str]
    """The statement behind each told question."""
    retained: list[Question]
    """Those of the first night, from the second on."""
    superseded: list[Question]
    """Those whose answer is another one than it was; the old one is forbidden where the facts say so."""
    forgotten: list[Question]
    """Not among the told ones any more: what was forgotten, with the answer that nobody may give."""
    never_told: list[Question]
    general: list[Question]
    neutral_texts: list[str]
    neutral_pairs: list[tuple[str, str]]


def tell(bench: Bench, facts: Sequence[Fact]) -> dict[str, Memory | None]:
    """Say each statement in a chat of its own, as a user does; None where nothing was remembered."""
    remembered: dict[str, Memory | None] = {}
    for fact in facts:
        chat = bench.store.create_chat(title="told")
        message = bench.store.add_message(chat.id, "user", fact.statement)
        remembered[fact.statement] = next(iter(remember(bench.store, message)), None)
    return remembered


def holds(fact: Fact, night: int) -> bool:
    """Whether the fact was told by that night and still holds."""
    return (fact.night or 1) <= night and (fact.until is None or fact.until >= night)


def forget(bench: Bench, facts: Sequence[Fact], night: int) -> int:
    """Forget what holds for the last time on the night before, as a user does. Returns how many memories went."""
    over = {fact.statement for fact in facts if fact.until == night - 1 and fate(fact, facts, night) == "forgotten"}
    gone = [memory for memory in bench.store.memories() if over and _said(bench, memory) in over]
    for memory in gone:
        bench.store.forget(memory.id)
    return len(gone)


def _said(bench: Bench, memory: Memory) -> str:
    return bench.store.message(memory.message_id).content if memory.message_id is not None else memory.text


def exam(bench: Bench, facts: Sequence[Fact], night: int, never_told: Sequence[str]) -> Exam:
    """The questions after `night` nights."""
    current = [fact for fact in facts if holds(fact, night)]
    asked = [
        (Question(probe.question, probe.expected, probe.forbidden, (fact.statement,)), fact)
        for fact in current
        for probe in fact.probes
    ]
    fates = [(fate(fact, facts, night), fact) for fact in facts]
    changed = {probe.question for word, fact in fates if word == "superseded" for probe in fact.probes}
    pairs = neutral_replies(bench.engine, bench.builder, NEUTRAL)
    said = {prompt for prompt, _ in pairs}
    return Exam(
        told=[question for question, _ in asked],
        statements=[fact.statement for _, fact in asked],
        retained=[question for question, fact in asked if (fact.night or 1) == 1 and night > 1],
        superseded=[question for question, _ in asked if question.text in changed],
        forgotten=[
            Question(probe.question, probe.expected)
            for word, fact in fates
            if word == "forgotten"
            for probe in fact.probes
        ],
        never_told=[Question(text) for text in never_told],
        general=list(GENERAL),
        # A prompt that the model says nothing to has no pair.
        neutral_texts=[text for text in NEUTRAL if bench.builder.prompt_text(text) in said],
        neutral_pairs=pairs,
    )


def row(arm: Arm, night: int, sheet: Exam, seconds: float, memories: int, verdict: str | None = None) -> dict[str, Any]:
    """One line of the table: everything asked of one arm on one night. `verdict` is that of the product's night."""
    replies = arm.answer(sheet.told)
    of = {id(question): reply for question, reply in zip(sheet.told, replies, strict=True)}
    recall = right(sheet.told, replies)
    retained = right(sheet.retained, [of[id(question)] for question in sheet.retained])
    superseded = right(sheet.superseded, [of[id(question)] for question in sheet.superseded])
    forgotten = right(sheet.forgotten, arm.answer(sheet.forgotten))
    recited = share([is_recited(reply, told) for reply, told in zip(replies, sheet.statements, strict=True)])
    return {
        "arm": arm.name,
        "night": night,
        "recall": interval(recall),
        "recited": round(recited.value, 4),
        "retention": round(retained.value, 4) if retained.n else None,
        "superseded": interval(superseded) if superseded.n else None,
        "forgotten": interval(forgotten) if forgotten.n else None,
        "drift": round(arm.drift(sheet.neutral_texts, sheet.neutral_pairs), 5),
        "false_memory": round(claimed(arm.answer(sheet.never_told)).value, 4),
        "general_accuracy": round(right(sheet.general, arm.answer(sheet.general)).value, 4),
        "seconds": round(seconds, 1),
        "seconds_per_memory": round(seconds / memories, 2) if memories else None,
        "verdict": verdict,
        "replies": [
            {"question": question.text, "reply": reply, "right": bool(right([question], [reply]).right)}
            for question, reply in zip(sheet.told, replies, strict=True)
        ],
    }


def run(
    bench: Bench,
    home: Home,
    config: Config,
    facts: Sequence[Fact],
    *,
    nights: int,
    chosen: Sequence[str],
    never_told: Sequence[str],
    seed: int,
    without: Sequence[str],
    narrator: Narrator,
    added: Sequence[str] = (),
    exams: Sequence[int] = (),
) -> list[dict[str, Any]]:
    """Tell, sleep and ask, night after night; the rows of every arm. `without` and `added` change the recipe.

    `exams`: the nights after which the arms are asked; none means every night.
    """
    rows: list[dict[str, Any]] = []
    tuned = finetune.Finetuned(home, seed)
    seconds, verdict = 0.0, None
    for night in range(1, nights + 1):
        fresh = [fact for fact in facts if (fact.night or 1) == night]
        gone = forget(bench, facts, night)
        remembered = tell(bench, fresh)
        missed = [statement for statement, memory in remembered.items() if memory is None]
        narrator(
            f"night {night}: forgot {gone} memories, told {len(fresh)} statements, {len(missed)} of them not taken "
            f"as memories {missed or ''}"
        )
        if SLEPT & set(chosen):
            begun = time.monotonic()
            finished = run_sleep(home, config, seed=seed + night, without=without, added=added, on_event=narrator.event)
            seconds = time.monotonic() - begun
            verdict = finished.verdict
            narrator(f"night {night}: {finished.verdict} ({finished.reason}), {seconds:.0f} s")
        if "finetune" in chosen:
            tuned.study(bench, fresh)
        if exams and night not in exams:
            continue
        sheet = exam(bench, facts, night, never_told)
        for name in chosen:
            arm = _arm(bench, name, facts, night, tuned)
            spent = seconds if name in SLEPT else tuned.seconds if name == "finetune" else 0.0
            rows.append(row(arm, night, sheet, spent, len(fresh), verdict if name in SLEPT else None))
            narrator(_line(rows[-1]))
    return rows


def _arm(bench: Bench, name: str, facts: Sequence[Fact], night: int, tuned: finetune.Finetuned) -> Arm:
    match name:
        case "context":
            return arms.context(bench, [fact.statement for fact in facts if holds(fact, night)])
        case "finetune":
            return arms.adapters(bench, "finetune", tuned.adapters)
        case _:
            return {
                "base": arms.base,
                "notes": arms.notes,
                "expert": arms.expert,
                "forced": arms.forced,
                "product": arms.product,
                "unrouted": arms.unrouted,
            }[name](bench)


def interval(value: Share) -> dict[str, Any]:
    """A share as the JSON has it."""
    low, high = value.ci95
    return {"value": round(value.value, 4), "n": value.n, "ci95": [round(low, 4), round(high, 4)]}


def _line(line: dict[str, Any]) -> str:
    score = line["recall"]
    return f"  {line['arm']:<9} recall {score['value']:.2f} of {score['n']}"
