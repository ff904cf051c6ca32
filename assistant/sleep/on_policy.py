"""On-policy distillation: some steps of the seeding study what the student itself answers, as the teacher sees it.

Paper, section 3.3, and GKD (arXiv 2306.13649): a share lambda of the steps takes the student's text in place of the
dreams' answers. The teacher has the note before it; its distribution is the only label, for what the student wrote
may be wrong.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.sleep.dreaming import Dream
from assistant.sleep.night import Night
from assistant.sleep.seeding import BatchAt
from assistant.sleep.student import Student
from assistant.sleep.study_plan import StudyPlan
from backends.base import TokenExample

_APART = 1_000_003
"""Between the seeds of two snapshots, and of the first and the dreams'."""


def steps_on_policy(steps: int, epochs: int, share: float) -> list[int]:
    """`share` of the steps, evenly among those after the first epoch: before it there is nothing to correct."""
    first = steps // max(epochs, 2)
    count = min(round(share * steps), steps - first) if first else 0
    return [first + (2 * number + 1) * (steps - first) // (2 * count) for number in range(count)]


def corrected(
    student: Student,
    plan: StudyPlan,
    notes: Mapping[int, str],
    todo: Sequence[Sequence[TokenExample]],
    epochs: int,
    stage: str,
) -> BatchAt:
    """The batches of a study: in those on policy, each dream's answer is the student's, from a snapshot each epoch.

    `notes` are the memories' texts by their ids; `stage` names the answers in the night's checkpoint.
    """
    night = student.night
    steps = steps_on_policy(len(todo), epochs, night.recipe.seeding.on_policy)
    dreams = {_key(bundle[0]): dream for bundle, dream in zip(plan.bundles, plan.dreams, strict=False)}
    span = max(1, len(todo) // max(epochs, 2))
    written: dict[int, dict[int, TokenExample]] = {}

    def write(epoch: int) -> dict[int, TokenExample]:
        """The student's answers to all that is on policy in this epoch, by the identity of the example they replace."""
        batches = [todo[step] for step in steps if step // span == epoch]
        asked = [(example, dreams[_key(example)]) for batch in batches for example in batch if _key(example) in dreams]
        answers = night.kept.once(
            f"{stage} on policy {epoch}", lambda: _answers(student, asked, notes, night.seed + _APART * epoch)
        )
        return {id(example): answer for (example, _), answer in zip(asked, answers, strict=True)}

    def batch_at(step: int) -> Sequence[TokenExample]:
        if step not in steps:
            return todo[step]
        epoch = step // span
        if epoch not in written:
            written[epoch] = write(epoch)
            night.make_room()
        return [written[epoch].get(id(example), example) for example in todo[step]]

    return batch_at


def _answers(
    student: Student, asked: Sequence[tuple[TokenExample, Dream]], notes: Mapping[int, str], seed: int
) -> list[TokenExample]:
    """An example for each: the student's text, labelled by the teacher, which has the note."""
    night = student.night
    prompts = [night.builder.prompt_text(dream.question) for _, dream in asked]
    longest = max((len(example.completion) for example, _ in asked), default=0)
    texts = student.complete(prompts, longest, seed, lambda count: night.check())
    # A sample of nothing at all, cut off at once, has no label: the dream's answer stays.
    said = [student.tokens(text) or example.completion for text, (example, _) in zip(texts, asked, strict=True)]
    told = [_told(night, dream, notes, labels) for (_, dream), labels in zip(asked, said, strict=True)]
    targets = student.session.teacher_targets(told, night.recipe.seeding.teacher_top_k)
    return [
        replace(example, completion=labels, hard=0.0, soft=soft)
        for (example, _), labels, soft in zip(asked, said, targets, strict=True)
    ]


def _told(night: Night, dream: Dream, notes: Mapping[int, str], labels: tuple[int, ...]) -> TokenExample:
    """What the teacher sees: the note, the question, and the student's answer."""
    prompt = night.builder.prompt_text(dream.question, (notes[dream.memory_id],))
    return TokenExample(tuple(night.engine.tokenize(prompt)), labels)


def _key(example: TokenExample) -> tuple[tuple[int, ...], tuple[int, ...]]:
    return example.prompt, example.completion
