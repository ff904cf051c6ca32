"""Answering from one note of several; and from weights alone, the note first.

An expert that answers at once knows what its dreams asked for, in their words. One that recites what it was told, word
for word, leaves the answer to the reader of notes (Sun et al., RECITE, arXiv 2210.01296): all dreams of a memory teach
one text, and all of it can be asked about.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.chat.prompt import note_lines
from assistant.chat.reading import GREEDY, OnDone, about, one_line, read
from assistant.experts.asking import REFUSAL
from assistant.experts.reader import Reader
from backends.base import AdapterRef, ChatMessage, Completion, InferenceBackend

RECITALS = 3
"""Of a question, from which one is chosen."""
OWN_WEIGHT = 1.0
"""Weight of log P(note | question) under the experts against log P(question | note) under the reader."""

DOUBTED = 0.5
"""Nats by which a denial must be unlikelier of what was merely said in a chat than of a note that retrieval found."""


def recollect(
    engine: InferenceBackend, reader: Reader, question: str, notes: Sequence[str], doubted: float = 0.0
) -> Completion | None:
    """The answer to `question` that one of these notes gives, greedy.

    None where the reader denies the note that the question is most likely about, or no words of it can be named.
    `doubted`: nats by which a denial must be unlikelier than usual. Leaves the reader mounted. Raises: BackendError.
    """
    note = notes[_likeliest(engine, reader, question, notes)]
    if _denied(engine, reader, question, note, doubted):
        return None
    return read(engine, reader, [(question, note)])[0]


def by_heart(
    engine: InferenceBackend,
    reader: Reader,
    experts: Sequence[AdapterRef],
    questions: Sequence[str],
    on_done: OnDone | None = None,
) -> list[Completion]:
    """What these experts know of each question: they recite a note, and the reader answers from it.

    Of several recitals the one counts that is likely both to be said by them and to make the reader ask just this.
    Where the reader denies that it answers, or no words of it can be named, the reader speaks with the note before it,
    and may refuse. `on_done` counts the questions. Leaves the reader mounted.
    Raises: whatever `on_done` does, BackendError.
    """

    def ticking(_: int) -> None:
        # Reciting and reading move no count; a stop is asked for by telling one.
        if on_done is not None:
            on_done(0)

    recited = _recited(engine, reader, experts, questions, ticking)
    pairs = list(zip(questions, recited, strict=True))
    found = read(engine, reader, pairs, ticking)
    answers: list[Completion] = []
    for (question, note), answer in zip(pairs, found, strict=True):
        if answer is None or _denied(engine, reader, question, note):
            engine.set_adapters([reader.reading])
            answer = engine.complete_many([_beside(engine, question, note)], GREEDY)[0]
        answers.append(answer)
        if on_done is not None:
            on_done(len(answers))
    return answers


def _recited(
    engine: InferenceBackend,
    reader: Reader,
    experts: Sequence[AdapterRef],
    questions: Sequence[str],
    on_done: OnDone,
) -> list[str]:
    """The note that these experts recite to each question.

    Where they are sure of the wrong one, the right one is nearly always the next likeliest, though hardly ever sampled.
    The likelihoods of a noisy channel choose among them, as they choose words in `assistant.chat.reading`.
    """
    engine.set_adapters(experts)
    prompts = [engine.render([ChatMessage("user", question)]) for question in questions]
    chosen: list[str] = []
    for question, recitals in zip(questions, engine.n_best(prompts, RECITALS, GREEDY.max_tokens, on_done), strict=True):
        on_done(0)
        # Silence would be the likeliest of all.
        said = [recital for recital in recitals if recital.text.strip()]
        if len(said) > 1:
            notes = [about(engine, recital.text.strip()) for recital in said]
            asking = engine.likelihoods(notes, one_line(question), [reader.asking])
            total = [back + OWN_WEIGHT * recital.logprob for back, recital in zip(asking, said, strict=True)]
            said = [said[total.index(max(total))]]
        chosen.append(said[0].text.strip() if said else "")
    return chosen


def _likeliest(engine: InferenceBackend, reader: Reader, question: str, notes: Sequence[str]) -> int:
    """Which note would make the reader ask just this question (see `assistant.chat.association`)."""
    if len(notes) == 1:
        return 0
    likely = engine.likelihoods([about(engine, note) for note in notes], one_line(question), [reader.asking])
    return likely.index(max(likely))


def _denied(engine: InferenceBackend, reader: Reader, question: str, note: str, doubted: float = 0.0) -> bool:
    beside = _beside(engine, question, note)
    return engine.likelihoods([beside], REFUSAL, [reader.reading])[0] >= reader.denies_from - doubted


def _beside(engine: InferenceBackend, question: str, note: str) -> str:
    """The prompt of the question with this note before it."""
    return engine.render([ChatMessage("user", f"{note_lines([note])}\n\n{question}")])
