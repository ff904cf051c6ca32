"""The reading curriculum: lessons on invented lives, and an exam on other ones.

One to five notes with the right one nearest or anywhere, never-told questions with and without foreign notes,
an older and a newer note of one thing, and the writing of study questions about a note.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from random import Random

from assistant.experts import asking
from assistant.experts.asking import REFUSAL
from assistant.memory.wording import content_stems
from assistant.sleep.evaluation import Question
from assistant.sleep.grounding import fault
from assistant.sleep.invented import Invented, alike, conflicting, invent, invent_life, near_miss, never_told

Lessons = list["Lesson"]
LIVES = (1, 1, 1, 2, 3, 5)
_DREAMS = 3


@dataclass(frozen=True, slots=True)
class Lesson:
    """What is said to the model, with which notes (best first), and what it should reply."""

    prompt: str
    reply: str
    notes: tuple[str, ...] = ()


def lessons(rng: Random, count: int, unanswered: float = 1.0, lives: Sequence[int] = LIVES) -> list[Lessons]:
    """`count` bundles, mixed by the shares below. The lessons of a bundle begin alike: same notes, other questions.

    `unanswered` is how many of the usual questions there are that the notes do not answer: a reader with much practice
    tells them apart surely, and needs few so as not to refuse what is told in other words (docs/results.md). `lives`:
    how many notes there are beside a question, one drawn for each bundle of reading.
    """
    reading = partial(_reading, unanswered=unanswered, lives=lives)
    makers: dict[Callable[[Random], Lessons], float] = {reading: _READING, **_MIX}
    return [rng.choices([*makers], weights=[*makers.values()])[0](rng) for _ in range(count)]


def reading_lessons(rng: Random, count: int) -> list[Lessons]:
    """`count` bundles of reading alone: what keeps an expert of one's own facts able to read other notes."""
    return [_reading(rng) for _ in range(count)]


def exam(rng: Random, read: int, never: int) -> tuple[list[Question], list[Question]]:
    """Reading questions (alone and among five by turns) and never-told ones (without and with foreign notes)."""
    reading: list[Question] = []
    for number in range(read):
        life = invent_life(rng, 5 if number % 2 else 1)
        question, _ = _asked(rng, life[0])
        notes = tuple(item.statement for item in life)
        reading.append(Question(question, (life[0].span,), notes=notes))
    never_asked: list[Question] = []
    for number in range(never):
        life = invent_life(rng, rng.randint(1, 4))
        notes = tuple(item.statement for item in life) if number % 2 else ()
        never_asked.append(Question(near_miss(rng, life), notes=notes))
    return reading, never_asked


def _reading(rng: Random, unanswered: float = 1.0, lives: Sequence[int] = LIVES) -> Lessons:
    """One to five notes: questions about the nearest and about another, and one that none of them answers."""
    life = invent_life(rng, rng.choice(lives))
    notes = tuple(item.statement for item in life)
    asked = rng.sample(range(len(life[0].questions)), 2 if rng.random() < 0.5 else 1)
    found = [Lesson(life[0].questions[index], life[0].answers[index], notes) for index in asked]
    if len(life) > 1:
        found.append(Lesson(*_asked(rng, rng.choice(life[1:])), notes))
    if rng.random() < unanswered * (0.25 if len(life) == 1 else 0.4):
        found.append(Lesson(_unanswered(rng, life), REFUSAL, notes))
    return found


def _alike(rng: Random) -> Lessons:
    """Two to five notes that say the same sort of thing, one question: who or what it names tells the right note."""
    life = alike(rng, rng.choice((2, 3, 4, 5)))
    right = life[0]
    notes = [item.statement for item in life]
    rng.shuffle(notes)
    return [Lesson(*_asked(rng, right), tuple(notes))]


def _newer(rng: Random) -> Lessons:
    old, new = conflicting(rng)
    notes = (new.statement, old.statement, *(item.statement for item in invent_life(rng, rng.randint(0, 2))))
    asked = rng.sample(range(len(new.questions)), 2)
    return [Lesson(new.questions[index], new.answers[index], notes) for index in asked]


def _never_told(rng: Random) -> Lessons:
    return [Lesson(never_told(rng, ()), REFUSAL)]


def _dream(rng: Random) -> Lessons:
    """One note, three questions that a night would study; every other note with the words that they are to be about."""
    while True:
        item = invent(rng)
        pairs = zip(item.questions, item.answers, strict=True)
        sound = [pair for pair in pairs if not fault(pair[0], item.span, pair[1], item.statement, set())]
        if len(sound) >= _DREAMS:
            break
    span = item.span if rng.random() < 0.5 else ""
    return [
        Lesson(asking.request(item.statement, span), asking.reply(question, item.span, answer))
        for question, answer in rng.sample(sound, _DREAMS)
    ]


def _unanswered(rng: Random, life: Sequence[Invented]) -> str:
    if rng.random() < 0.6:
        return near_miss(rng, life)
    return never_told(rng, {stem for item in life for stem in content_stems(item.statement)})


def _asked(rng: Random, item: Invented) -> tuple[str, str]:
    index = rng.randrange(len(item.questions))
    return item.questions[index], item.answers[index]


_READING = 0.48
_MIX: dict[Callable[[Random], Lessons], float] = {_alike: 0.06, _newer: 0.05, _never_told: 0.08, _dream: 0.33}
