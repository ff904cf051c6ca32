"""The recall suite: told in chat, slept over, asked in fresh chats with wordings that nobody trained on."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from assistant.bench import arms, finetune
from assistant.bench.arms import Arm, Bench
from assistant.bench.harm import GENERAL, NEUTRAL
from assistant.bench.lives import Fact
from assistant.bench.narration import Narrator
from assistant.config import Config
from assistant.memory.records import Memory
from assistant.memory.remember import remember
from assistant.paths import Home
from assistant.sleep.evaluation import Question, claimed, neutral_replies, right
from assistant.sleep.judging import Share, is_recited, share
from assistant.sleep.supervisor import run_sleep


@dataclass(frozen=True, slots=True)
class Exam:
    """What every arm is asked on one night."""

    told: list[Question]
    statements: list[str]
    """The statement behind each told question."""
    retained: list[Question]
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


def exam(bench: Bench, facts: Sequence[Fact], night: int, never_told: Sequence[str]) -> Exam:
    """The questions after `night` nights."""
    current = [fact for fact in facts if holds(fact, night)]
    asked = [
        (Question(probe.question, probe.expected, probe.forbidden, (fact.statement,)), fact)
        for fact in current
        for probe in fact.probes
    ]
    texts = list(NEUTRAL)
    return Exam(
        told=[question for question, _ in asked],
        statements=[fact.statement for _, fact in asked],
        retained=[question for question, fact in asked if (fact.night or 1) == 1 and night > 1],
        never_told=[Question(text) for text in never_told],
        general=list(GENERAL),
        neutral_texts=texts,
        neutral_pairs=neutral_replies(bench.engine, bench.builder, texts),
    )


def row(arm: Arm, night: int, sheet: Exam, seconds: float, memories: int) -> dict[str, Any]:
    """One line of the table: everything asked of one arm on one night."""
    replies = arm.answer(sheet.told)
    index = {id(question): number for number, question in enumerate(sheet.told)}
    recall = right(sheet.told, replies)
    retained = right(sheet.retained, [replies[index[id(question)]] for question in sheet.retained])
    recited = share([is_recited(reply, told) for reply, told in zip(replies, sheet.statements, strict=True)])
    return {
        "arm": arm.name,
        "night": night,
        "recall": _interval(recall),
        "recited": round(recited.value, 4),
        "retention": round(retained.value, 4) if retained.n else None,
        "drift": round(arm.drift(sheet.neutral_texts, sheet.neutral_pairs), 5),
        "false_memory": round(claimed(arm.answer(sheet.never_told)).value, 4),
        "general_accuracy": round(right(sheet.general, arm.answer(sheet.general)).value, 4),
        "seconds": round(seconds, 1),
        "seconds_per_memory": round(seconds / memories, 2) if memories else None,
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
) -> list[dict[str, Any]]:
    """Tell, sleep and ask, night after night; the rows of every arm."""
    rows: list[dict[str, Any]] = []
    tuned = finetune.Finetuned(home, seed)
    seconds = 0.0
    for night in range(1, nights + 1):
        fresh = [fact for fact in facts if (fact.night or 1) == night]
        remembered = tell(bench, fresh)
        missed = [statement for statement, memory in remembered.items() if memory is None]
        narrator(
            f"night {night}: told {len(fresh)} statements, {len(missed)} of them not taken as memories {missed or ''}"
        )
        if {"expert", "forced", "product"} & set(chosen):
            begun = time.monotonic()
            finished = run_sleep(home, config, seed=seed + night, without=without, on_event=narrator.event)
            seconds = time.monotonic() - begun
            narrator(f"night {night}: {finished.verdict} ({finished.reason}), {seconds:.0f} s")
        if "finetune" in chosen:
            tuned.study(bench, fresh)
        sheet = exam(bench, facts, night, never_told)
        for name in chosen:
            arm = _arm(bench, name, facts, night, tuned)
            spent = seconds if name in ("expert", "forced", "product") else tuned.seconds if name == "finetune" else 0.0
            rows.append(row(arm, night, sheet, spent, len(fresh)))
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
            }[name](bench)


def _interval(value: Share) -> dict[str, Any]:
    low, high = value.ci95
    return {"value": round(value.value, 4), "n": value.n, "ci95": [round(low, 4), round(high, 4)]}


def _line(line: dict[str, Any]) -> str:
    score = line["recall"]
    return f"  {line['arm']:<9} recall {score['value']:.2f} of {score['n']}"
