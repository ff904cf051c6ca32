"""The reading suite: facts told today, asked before any night, so that everything hangs on how notes are read.

Each question is asked with these notes; `others` are further notes that do not answer it.

none        no note at all: nobody can know, so a refusal is right
alone       the right note
first of N  the right note and others, it first: nearest to the question, which is how retrieval orders its best find
among N     the same notes in random order
alike N     the right note among such that say the same sort of thing of another; made-up lives only, random order
retrieved   what retrieval finds for the question: what a user gets

Never-told questions meet as many notes, none of which answers them. `base` is the model alone, `core` the same with the
core expert mounted as routing mounts it; under `retrieved`, `base` has no expert and `product` whatever routing mounts.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from assistant.bench import arms
from assistant.bench.arms import NOTES_AT_MOST, Bench
from assistant.bench.lives import Fact, lives
from assistant.bench.narration import Narrator
from assistant.bench.recall import interval, tell
from assistant.experts.levels import active_core
from assistant.experts.registry import GGUF
from assistant.memory.wording import content_stems
from assistant.sleep.evaluation import Question, claimed, right
from assistant.sleep.judging import Share, is_recited, is_refusal, is_right, share
from backends.base import AdapterRef

STRANGERS = 40
"""Notes of another made-up life, for facts too few to be one another's distractors."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One way of handing over notes: the told questions with theirs, and the never-told ones with foreign ones."""

    notes: str
    told: list[Question]
    statements: list[str]
    """The statement behind each told question."""
    never_told: list[Question]


@dataclass(frozen=True, slots=True)
class Told:
    """A probe with the statement that answers it, and the note that the product made of the statement."""

    question: Question
    statement: str
    note: str


def run(
    bench: Bench,
    facts: Sequence[Fact],
    *,
    distractors: int,
    never_told: Sequence[str],
    seed: int,
    narrator: Narrator,
    alike: Mapping[str, Sequence[str]] | None = None,
) -> list[dict[str, Any]]:
    """Tell what holds and ask it in every way; a row for each way and arm.

    `alike` holds, for some statements, others of the same sort about someone else.
    """
    told = _told(bench, [fact for fact in facts if fact.until is None], narrator)
    core = active_core(bench.registry)
    mounts: dict[str, tuple[AdapterRef, ...]] = {"base": ()}
    if core is None:
        narrator("no core expert is in use here: its rows are left out")
    else:
        mounts["core"] = (AdapterRef(bench.registry.folder(core.id) / GGUF, core.without_notes),)
    scale = core.beside_notes if core else 1.0
    beside = {name: tuple(replace(ref, scale=scale) for ref in refs) for name, refs in mounts.items()}
    rows = []
    for sheet in sheets(told, never_told, distractors, seed, alike or {}):
        for name, mounted in (mounts if sheet.notes == "none" else beside).items():
            rows.append(_row(name, sheet, partial(arms.ask_with, bench, mounted)))
            narrator(_line(rows[-1]))
    plain = Sheet("retrieved", *_bare(told), [Question(text) for text in never_told])
    for arm in (replace(arms.product(bench, experts=False), name="base"), arms.product(bench)):
        rows.append(_row(arm.name, plain, arm.answer) | {"found": interval(_found(bench, told))})
        narrator(_line(rows[-1]))
    return rows


def sheets(
    told: Sequence[Told],
    never_told: Sequence[str],
    distractors: int,
    seed: int,
    alike: Mapping[str, Sequence[str]],
) -> list[Sheet]:
    """The ways of handing over notes, the same for every arm."""
    rng = random.Random(seed)
    notes = list(dict.fromkeys(item.note for item in told))
    strangers = [fact.statement for fact in lives(STRANGERS, seed + 1_000_003)]
    bare, statements = _bare(told)
    foreign = [[*_others(text, "", notes, strangers, distractors + 1, rng)] for text in never_told]
    among = [(item.note, *_others(item.question.text, item.note, notes, strangers, distractors, rng)) for item in told]
    shuffled = [tuple(rng.sample(own, len(own))) for own in among]
    size = distractors + 1
    return [
        Sheet("none", bare, statements, [Question(text) for text in never_told]),
        Sheet(
            "alone",
            _with(bare, [own[:1] for own in among]),
            statements,
            _with([Question(text) for text in never_told], [own[:1] for own in foreign]),
        ),
        Sheet(
            f"first of {size}",
            _with(bare, among),
            statements,
            _with([Question(text) for text in never_told], foreign),
        ),
        Sheet(f"among {size}", _with(bare, shuffled), statements, []),
        *_alike(told, among, alike, rng),
    ][: None if distractors else 2]


def _alike(
    told: Sequence[Told], among: Sequence[Sequence[str]], alike: Mapping[str, Sequence[str]], rng: random.Random
) -> list[Sheet]:
    """The right note among those like it; too few of them are filled up with the other notes."""
    chosen = [(item, own) for item, own in zip(told, among, strict=True) if alike.get(item.statement)]
    if not chosen:
        return []
    mixed = [[item.note, *alike[item.statement], *own[1:]][: len(own)] for item, own in chosen]
    bare, statements = _bare([item for item, _ in chosen])
    notes = [rng.sample(own, len(own)) for own in mixed]
    return [Sheet(f"alike {len(among[0])}", _with(bare, notes), statements, [])]


def _bare(told: Sequence[Told]) -> tuple[list[Question], list[str]]:
    return [item.question for item in told], [item.statement for item in told]


def _told(bench: Bench, facts: Sequence[Fact], narrator: Narrator) -> list[Told]:
    remembered = tell(bench, facts)
    missed = [statement for statement, memory in remembered.items() if memory is None]
    narrator(f"told {len(facts)} statements, {len(missed)} of them not taken as memories {missed or ''}")
    found = []
    for fact in facts:
        memory = remembered[fact.statement]
        note = memory.text if memory else fact.statement
        found += [Told(Question(p.question, p.expected, p.forbidden), fact.statement, note) for p in fact.probes]
    return found


def _others(
    question: str, note: str, notes: Sequence[str], strangers: Sequence[str], count: int, rng: random.Random
) -> list[str]:
    """Notes beside the right one: the user's own others, then a stranger's that share no word with the question."""
    own = [other for other in notes if other != note]
    found = rng.sample(own, min(count, len(own)))
    asked = set(content_stems(question))
    spare = [other for other in strangers if not asked & set(content_stems(other))]
    return [*found, *rng.sample(spare, min(count - len(found), len(spare)))]


def _with(questions: Sequence[Question], notes: Sequence[Sequence[str]]) -> list[Question]:
    return [replace(question, notes=tuple(own)) for question, own in zip(questions, notes, strict=True)]


def _found(bench: Bench, told: Sequence[Told]) -> Share:
    """How often retrieval finds the right note at all."""
    finder = bench.finder()
    return share(
        [item.note in {hit.memory.text for hit in finder.find(item.question.text, NOTES_AT_MOST)} for item in told]
    )


def _row(arm: str, sheet: Sheet, answer: Callable[[Sequence[Question]], list[str]]) -> dict[str, Any]:
    begun = time.monotonic()
    replies, never = answer(sheet.told), answer(sheet.never_told)
    refused = [
        is_refusal(reply) and not is_right(reply, question.expected, question.forbidden)
        for question, reply in zip(sheet.told, replies, strict=True)
    ]
    declined = claimed(never)
    return {
        "arm": arm,
        "night": 0,
        "notes": sheet.notes,
        "recall": interval(right(sheet.told, replies)),
        "recited": round(
            share([is_recited(reply, told) for reply, told in zip(replies, sheet.statements, strict=True)]).value, 4
        ),
        "told_refused": interval(share(refused)),
        "never_told_refused": interval(Share(declined.n - declined.right, declined.n)) if never else None,
        "retention": None,
        "drift": None,
        "false_memory": round(declined.value, 4) if never else None,
        "general_accuracy": None,
        "seconds": round(time.monotonic() - begun, 1),
        "seconds_per_memory": None,
        "replies": [
            {
                "question": question.text,
                "reply": reply,
                "right": is_right(reply, question.expected, question.forbidden),
                "refused": was,
            }
            for question, reply, was in zip(sheet.told, replies, refused, strict=True)
        ],
        "never_told_replies": [
            {"question": question.text, "reply": reply} for question, reply in zip(sheet.never_told, never, strict=True)
        ],
    }


def _line(row: dict[str, Any]) -> str:
    never = row["never_told_refused"]
    return (
        f"  {row['arm']:<8} {row['notes']:<11} right {row['recall']['value']:.2f} of {row['recall']['n']}, "
        f"refused {row['told_refused']['value']:.2f} of told"
        + (f" and {never['value']:.2f} of {never['n']} never told" if never else "")
    )
