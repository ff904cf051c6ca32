"""From dreams to the night's training set: hold out probes, choose what is worth studying, mix in what protects.

Knowledge Seeding (paper, section 3.3): the teacher is the base with the active experts and the memory's text in
its context; the student is the same without that text, plus the new expert.
"""

from __future__ import annotations

import math
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from assistant.experts.asking import REFUSAL
from assistant.experts.levels import active_core
from assistant.memory.wording import content_stems, similarity
from assistant.sleep import invented
from assistant.sleep.cues import CUE
from assistant.sleep.dreaming import Dream
from assistant.sleep.evaluation import GREEDY, Question
from assistant.sleep.grounding import leaks
from assistant.sleep.invented import Invented, invent_life
from assistant.sleep.lessons import reading_lessons
from assistant.sleep.night import Night
from assistant.sleep.recipe import DreamRecipe
from assistant.sleep.recitation import by_heart, portion, recitals
from assistant.sleep.seeding import Bundle
from assistant.sleep.selection import Chosen
from backends.base import SoftTargets, TokenExample, TrainingSession

FEWEST_STUDIED = 3
"""A memory keeps at least this many dreams for study before any is held out."""


@dataclass(frozen=True, slots=True)
class StudyPlan:
    """What the optimiser sees in the first epoch, and the dreams that are studied: the first bundles are theirs, in
    their order.
    """

    bundles: list[Bundle]
    dreams: list[Dream]
    """In the order in which epochs take them, where they are recited."""
    shown: tuple[int, ...] = ()
    """Memories that no dream here is of, but whose text stands among the notes of a prompt."""
    recited: int = 0
    """Bundles of memories recited, the first ones: others take their place in the other epochs."""


def hold_out(
    dreams: Sequence[Dream], recipe: DreamRecipe, earlier: Sequence[str] = ()
) -> tuple[list[Question], list[Dream]]:
    """Split each memory's kept dreams into probes and study.

    A dream worded like a probe, of whatever memory or of an `earlier` night, is studied by nobody.
    """
    probes: list[Question] = []
    by_memory: dict[int, list[Dream]] = {}
    for dream in dreams:
        if dream.kept:
            by_memory.setdefault(dream.memory_id, []).append(dream)
    for memory_id, own in by_memory.items():
        whole = [dream for dream in own if dream.strategy != CUE]
        spare = max(0, min(recipe.probes_per_memory, len(whole), len(own) - FEWEST_STUDIED))
        if spare:
            probes += [Question(dream.question, (dream.span,), memory_id=memory_id) for dream in _fair(whole)[:spare]]
    held = [*earlier, *(probe.text for probe in probes)]
    return probes, [dream for own in by_memory.values() for dream in own if not leaks(dream.question, held)]


def _fair(own: Sequence[Dream]) -> list[Dream]:
    """Those that ask for what most ask for, the middling ones first: of the most unlike questions many make no sense,
    and the most alike test the wording.
    """
    asked_for = [tuple(content_stems(dream.span)[-1:]) for dream in own]
    commonest = max(asked_for, key=lambda stem: (asked_for.count(stem), -asked_for.index(stem)))
    fair = [dream for dream, stem in zip(own, asked_for, strict=True) if stem == commonest]
    fair.sort(key=lambda dream: sum(similarity(dream.question, other.question) for other in own))
    middle = len(fair) // 2
    return sorted(fair, key=lambda dream: abs(fair.index(dream) - middle))


def never_told(told: Sequence[str], count: int, rng: random.Random) -> list[str]:
    """Personal questions that none of these statements answers."""
    avoid = {stem for statement in told for stem in content_stems(statement)}
    questions: dict[str, None] = {}
    for _ in range(20 * count):
        if len(questions) == count:
            break
        questions.setdefault(invented.never_told(rng, avoid))
    return list(questions)


def plan(
    night: Night,
    session: TrainingSession,
    chosen: Sequence[Chosen],
    studied: Sequence[Dream],
    anchors: Sequence[str],
    rng: random.Random,
) -> StudyPlan:
    """Build the training set of a night.

    Dreams without the note, answered by it word for word where a core reads what is recited, else as the teacher does,
    which has it before it (soft targets), and then some also with the note among others and a question that these notes
    do not answer; never-told questions, foreign notes to read, and neutral prompts held to the model's own replies.
    """
    recipe = night.recipe.seeding
    texts = {item.memory.id: item.memory.text for item in chosen}
    if recited := by_heart(night):
        dreams = [dream for dream in studied if dream.memory_id in texts]
        rng.shuffle(dreams)
        examples = recitals(night, portion(dreams, recipe.recited_at_once, 0), texts, rng)
    else:
        whole = [dream for dream in studied if dream.strategy != CUE]
        kept = _worth_studying(night, session, whole, texts, rng)
        dreams, examples = [dream for dream, _ in kept], [example for _, example in kept]
    bundles: list[Bundle] = [[example] for example in examples]
    shown: set[int] = set()
    core = active_core(night.registry)
    share = 0.0 if core and core.reads_notes else recipe.with_note
    for memory_id in texts:
        own = [dream for dream in dreams if dream.memory_id == memory_id]
        with_note = rng.sample(own, round(share * len(own)))
        if with_note:
            notes, beside = _among_others(memory_id, texts, invent_life(rng, 4), rng)
            shown |= {*beside}
            pairs = [(dream.question, dream.answer) for dream in with_note]
            if rng.random() < recipe.unanswered:
                unanswered = invented.never_told(rng, {stem for note in notes for stem in content_stems(note)})
                pairs.append((unanswered, REFUSAL))
            bundles.append([night.builder.pair(question, answer, notes) for question, answer in pairs])
    for question in never_told(list(texts.values()), round(recipe.never_told * len(examples)), rng):
        bundles.append([night.builder.pair(question, REFUSAL)])
    bundles += [
        [night.builder.pair(lesson.prompt, lesson.reply, lesson.notes) for lesson in bundle]
        for bundle in reading_lessons(rng, round(recipe.foreign_read * len(examples)))
    ]
    anchored = anchor_examples(
        night, session, anchors, round(recipe.anchors * len(examples)), recipe.anchor_weight, rng
    )
    shown -= {dream.memory_id for dream in dreams}
    return StudyPlan(
        [*bundles, *([example] for example in anchored)],
        dreams,
        tuple(sorted(shown)),
        len(examples) if recited else 0,
    )


def epochs(
    night: Night, plan: StudyPlan, texts: Mapping[int, str], count: int, rng: random.Random
) -> list[list[Bundle]]:
    """The bundles of so many epochs. The first has those of the plan; what is recited is asked for by other questions
    in the others, and where there are too few in other words.
    """
    if not plan.recited:
        return [plan.bundles] * count
    rest = plan.bundles[plan.recited :]
    portions = [portion(plan.dreams, night.recipe.seeding.recited_at_once, epoch) for epoch in range(1, count)]
    again = [[[example] for example in recitals(night, dreams, texts, rng)] for dreams in portions]
    return [plan.bundles, *([*recited, *rest] for recited in again)]


def anchor_examples(
    night: Night,
    session: TrainingSession,
    anchors: Sequence[str],
    count: int,
    weight: float,
    rng: random.Random,
) -> list[TokenExample]:
    """Neutral prompts with the replies of the model as it is; targets are its own distributions."""
    prompts = rng.sample(list(anchors), min(count, len(anchors)))
    texts = [night.builder.prompt_text(prompt) for prompt in prompts]
    night.engine.set_adapters(())
    replies = night.engine.complete_many(texts, replace(GREEDY, max_tokens=night.recipe.seeding.anchor_tokens))
    hard = [
        TokenExample(
            tuple(night.engine.tokenize(text)), tuple(night.engine.tokenize(reply.text, special=False)), weight=weight
        )
        for text, reply in zip(texts, replies, strict=True)
        if reply.text
    ]
    targets = session.teacher_targets(hard, night.recipe.seeding.teacher_top_k)
    return [replace(example, hard=0.0, soft=soft) for example, soft in zip(hard, targets, strict=True)]


def _worth_studying(
    night: Night,
    session: TrainingSession,
    studied: Sequence[Dream],
    texts: dict[int, str],
    rng: random.Random,
) -> list[tuple[Dream, TokenExample]]:
    """The dreams with the largest learnability gap, student loss minus teacher loss, and a few at random.

    A dream that the teacher finds hard too is junk (high loss for both) and falls behind by itself.
    """
    recipe = night.recipe.dreams
    room = recipe.kept_by_gap + recipe.kept_at_random
    chosen: list[Dream] = []
    for memory_id in texts:
        own = [dream for dream in studied if dream.memory_id == memory_id]
        if len(own) > room:
            ranked = _by_gap(night, session, own, texts[memory_id])
            rest = ranked[recipe.kept_by_gap :]
            own = ranked[: recipe.kept_by_gap] + rng.sample(rest, recipe.kept_at_random)
        chosen += own
    plain = [night.builder.pair(dream.question, dream.answer) for dream in chosen]
    hard = night.recipe.seeding.hard
    if hard >= 1.0:
        return list(zip(chosen, plain, strict=True))
    targets = session.teacher_targets(_told(night, chosen, texts), night.recipe.seeding.teacher_top_k)
    return [
        (dream, replace(example, hard=hard, soft=soft))
        for dream, example, soft in zip(chosen, plain, targets, strict=True)
    ]


def _by_gap(night: Night, session: TrainingSession, dreams: Sequence[Dream], text: str) -> list[Dream]:
    """Largest gap first, answers by turns."""
    plain = [night.builder.pair(dream.question, dream.answer) for dream in dreams]
    told = _told(night, dreams, {dream.memory_id: text for dream in dreams})
    targets = session.teacher_targets(told, night.recipe.seeding.teacher_top_k)
    losses = [_mean(each) for each in session.label_losses(plain)]
    gaps = [
        loss - _teacher_loss(example.completion, soft)
        for loss, example, soft in zip(losses, plain, targets, strict=True)
    ]
    ranked = sorted(range(len(dreams)), key=lambda index: gaps[index], reverse=True)
    return [dreams[index] for index in by_turns(ranked, [content_stems(dreams[index].span) for index in ranked])]


def _told(night: Night, dreams: Sequence[Dream], texts: dict[int, str]) -> list[TokenExample]:
    """The same questions with the note before them: what the teacher sees."""
    return [night.builder.pair(dream.question, dream.answer, (texts[dream.memory_id],)) for dream in dreams]


def by_turns(ranked: Sequence[int], spans: Sequence[Sequence[str]]) -> list[int]:
    """The same, but answers take turns: the best of each, the second best of each, and so on."""
    groups: dict[str, list[int]] = {}
    for index, span in zip(ranked, spans, strict=True):
        groups.setdefault(span[-1] if span else "", []).append(index)
    return [index for turn in zip_longest(*groups.values()) for index in turn if index is not None]


def _teacher_loss(labels: Sequence[int], soft: SoftTargets) -> float:
    """Mean negative log-probability of the labels under the teacher, nats; outside its top k counts as 1e-4."""
    total = 0.0
    for label, ids, probs in zip(labels, soft.ids, soft.probs, strict=True):
        total -= math.log(max(probs[ids.index(label)], 1e-4)) if label in ids else math.log(1e-4)
    return total / len(labels)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _among_others(
    memory_id: int, texts: Mapping[int, str], strange: Sequence[Invented], rng: random.Random
) -> tuple[list[str], list[int]]:
    """The note first, then up to four others, the user's own before invented ones; now and then alone. And whose notes
    the user's own others are.
    """
    note = texts[memory_id]
    own = [other for other in rng.sample(list(texts), min(2, len(texts))) if texts[other] != note]
    count = rng.choice((0, 1, 2, 4))
    others = [*(texts[other] for other in own), *(other.statement for other in strange)]
    return [note, *others[:count]], own[:count]
