"""Answering from a note, its words first; and from weights alone, the note first.

Words first. A small model that answers at once mixes up what a note says: with "We're flying Delta to Lisbon" before
it, the airport becomes Lisbon. Asked which words of the note answer, then for the answer, it reads better (Yu et al.,
Chain-of-Note, arXiv 2311.09210).

Note first. An expert that answers at once knows what its dreams asked for, in their words. One that recites what it was
told, word for word, leaves the answer to the reader of notes (Sun et al., RECITE, arXiv 2210.01296): all dreams of a
memory teach one text, and all of it can be asked about.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.chat.prompt import note_lines
from assistant.experts.asking import REFUSAL, request
from assistant.experts.reader import Reader
from assistant.memory.words import words
from backends.base import AdapterRef, ChatMessage, Completion, InferenceBackend, Sampling

_GREEDY = Sampling(temperature=0.0, max_tokens=64, seed=0)
"""Room for a note, or for words of it and an answer."""

DOUBTED = 0.5
"""Nats by which a denial must be unlikelier of what was merely said in a chat than of a note that retrieval found."""

OnDone = Callable[[int], None]


def recollect(
    engine: InferenceBackend, reader: Reader, question: str, notes: Sequence[str], doubted: float = 0.0
) -> Completion | None:
    """The answer to `question` that one of these notes gives, greedy.

    None where the reader denies the note that the question is most likely about, or names words that are not in it.
    `doubted`: nats by which a denial must be unlikelier than usual. Leaves the reader mounted. Raises: BackendError.
    """
    note = notes[_likeliest(engine, reader, question, notes)]
    if _denied(engine, reader, question, note, doubted):
        return None
    return _read(engine, reader, [(question, note)])[0]


def by_heart(
    engine: InferenceBackend,
    reader: Reader,
    experts: Sequence[AdapterRef],
    questions: Sequence[str],
    on_done: OnDone | None = None,
) -> list[Completion]:
    """What these experts know of each question, greedy: they recite a note, and the reader answers from it.

    Where the reader denies that the recited note answers, or names words that are not in it, it speaks with the note
    before it, and may refuse. `on_done` counts the questions. Leaves the reader mounted.
    Raises: whatever `on_done` does, BackendError.
    """

    def ticking(_: int) -> None:
        # Reciting and reading move no count, but a stop is asked for by telling one.
        if on_done is not None:
            on_done(0)

    engine.set_adapters(experts)
    prompts = [engine.render([ChatMessage("user", question)]) for question in questions]
    recited = [completion.text.strip() for completion in engine.complete_many(prompts, _GREEDY, ticking)]
    pairs = list(zip(questions, recited, strict=True))
    read = _read(engine, reader, pairs, ticking)
    answers: list[Completion] = []
    for (question, note), answer in zip(pairs, read, strict=True):
        if answer is None or _denied(engine, reader, question, note):
            engine.set_adapters([reader.reading])
            answer = engine.complete_many([_beside(engine, question, note)], _GREEDY)[0]
        answers.append(answer)
        if on_done is not None:
            on_done(len(answers))
    return answers


def _likeliest(engine: InferenceBackend, reader: Reader, question: str, notes: Sequence[str]) -> int:
    """Which note would make the reader ask just this question (see `assistant.chat.association`)."""
    if len(notes) == 1:
        return 0
    likely = engine.likelihoods([_about(engine, note) for note in notes], _one_line(question), [reader.asking])
    return likely.index(max(likely))


def _denied(engine: InferenceBackend, reader: Reader, question: str, note: str, doubted: float = 0.0) -> bool:
    beside = _beside(engine, question, note)
    return engine.likelihoods([beside], REFUSAL, [reader.reading])[0] >= reader.denies_from - doubted


def _read(
    engine: InferenceBackend, reader: Reader, pairs: Sequence[tuple[str, str]], on_done: OnDone | None = None
) -> list[Completion | None]:
    """The answer to each question from the note beside it; None where the words named for it are not in the note."""
    engine.set_adapters([reader.asking])
    prompts = [f"{_about(engine, note)}{_one_line(question)}\n" for question, note in pairs]
    answers: list[Completion | None] = []
    for (_, note), written in zip(pairs, engine.complete_many(prompts, _GREEDY, on_done), strict=True):
        span, _, answer = written.text.partition("\n")
        named = set(words(span))
        sound = bool(named) and named <= set(words(note)) and bool(answer.strip())
        answers.append(replace(written, text=answer.strip()) if sound else None)
    return answers


def _about(engine: InferenceBackend, note: str) -> str:
    """The prompt to write about this note."""
    return engine.render([ChatMessage("user", request(note))])


def _beside(engine: InferenceBackend, question: str, note: str) -> str:
    """The prompt of the question with this note before it."""
    return engine.render([ChatMessage("user", f"{note_lines([note])}\n\n{question}")])


def _one_line(text: str) -> str:
    return " ".join(text.split())
