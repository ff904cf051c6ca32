"""Reading one note: which of its words answer a question, then the answer.

A small model that answers at once mixes up what a note says: with "We're flying Delta to Lisbon" before it, the airport
becomes Lisbon. Asked which words of the note answer, then for the answer, it reads better (Yu et al., Chain-of-Note,
arXiv 2311.09210). Which words those are is decided among the parts of the note as in a noisy channel (Lewis and Fan,
Generative Question Answering, ICLR 2019): by how likely the question makes them, and they the question.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.experts.asking import request
from assistant.experts.reader import Reader
from assistant.memory.parts import parts
from assistant.memory.wording import content_stems, to_you_form, words
from backends.base import ChatMessage, Completion, InferenceBackend, Sampling

GREEDY = Sampling(temperature=0.0, max_tokens=64, seed=0)
"""Room for a note, or for words of it and an answer."""

CLOSE = 4.0
"""Nats below the likeliest words within which others are weighed against them by the question, too."""
CHANNEL = 0.75
"""Weight of log P(question | note, words) against log P(words | note, question)."""
COMPARED = 3
"""Words that are weighed so at most."""

_CHOICE = re.compile(
    r"^\W*(?:do|does|did|am|is|are|was|were|have|has|had|can|could|will|would|should)\b|\bor\b", re.IGNORECASE
)
"""Questions that are answered by yes or no, or by one of their own words."""

OnDone = Callable[[int], None]


def read(
    engine: InferenceBackend, reader: Reader, pairs: Sequence[tuple[str, str]], on_done: OnDone | None = None
) -> list[Completion | None]:
    """The answer to each question from the note beside it, greedy; None where no words of the note can be named.

    Leaves the reader mounted. Raises: whatever `on_done` does, BackendError.
    """
    engine.set_adapters([reader.asking])
    prompts = [f"{about(engine, note)}{one_line(question)}\n" for question, note in pairs]
    written = engine.complete_many(prompts, GREEDY, on_done)
    named = [completion.text.partition("\n")[0].strip() for completion in written]
    chosen = _words_that_answer(engine, reader, pairs, prompts, named)
    answers = [completion.text.partition("\n")[2] for completion in written]
    others = [index for index, span in enumerate(chosen) if span not in ("", named[index])]
    begun = [f"{prompts[index]}{chosen[index]}\n" for index in others]
    for index, completion in zip(others, engine.complete_many(begun, GREEDY, on_done), strict=True):
        written[index], answers[index] = completion, completion.text
    return [
        replace(completion, text=_saying(span, answer)) if span else None
        for completion, span, answer in zip(written, chosen, answers, strict=True)
    ]


def about(engine: InferenceBackend, note: str, span: str = "") -> str:
    """The prompt to write about this note, or about these words of it."""
    return engine.render([ChatMessage("user", request(note, span))])


def one_line(text: str) -> str:
    """The text as a question stands in what the reader was taught to write."""
    return " ".join(text.split())


def _words_that_answer(
    engine: InferenceBackend,
    reader: Reader,
    pairs: Sequence[tuple[str, str]],
    prompts: Sequence[str],
    named: Sequence[str],
) -> list[str]:
    """Words of each note; "" where there are none, or none but the question's own. `named` is what the reader wrote, in
    the note or not.
    """
    offered = [_offered(note, span) for (_, note), span in zip(pairs, named, strict=True)]
    asked = [(prompt, f"{span}\n") for prompt, spans in zip(prompts, offered, strict=True) for span in spans]
    scores = iter(engine.score_many(asked))
    chosen: list[str] = []
    for (question, note), spans in zip(pairs, offered, strict=True):
        likely = sorted(((next(scores).logprob, span) for span in spans), key=lambda one: -one[0])
        close = [one for one in likely if one[0] > likely[0][0] - CLOSE][:COMPARED]
        if len(close) > 1:
            asking = [about(engine, note, span) for _, span in close]
            back = engine.likelihoods(asking, one_line(question), [reader.asking])
            total = [one[0] + CHANNEL * other for one, other in zip(close, back, strict=True)]
            close = [close[total.index(max(total))]]
        span = close[0][1] if close else ""
        chosen.append("" if _repeats(question, span) else span)
    return chosen


def _offered(note: str, named: str) -> list[str]:
    """What may answer: the words that the reader named, if they are the note's, and each other part of the note."""
    own = set(words(named))
    if not own or not own <= set(words(note)):
        return parts(note)
    return [named, *(part for part in parts(note) if content_stems(part) != content_stems(named))]


def _repeats(question: str, span: str) -> bool:
    """Whether the question itself says these words, and does not leave a choice between words that it says."""
    if _CHOICE.search(question):
        return False
    return {*(content_stems(span) or words(span))} <= {*content_stems(question), *words(question)}


def _saying(span: str, answer: str) -> str:
    """The answer, or the words alone where it says none of them and is no yes or no."""
    said = {*content_stems(answer), *words(answer)}
    if said & {*(content_stems(span) or words(span)), "yes", "no"}:
        return answer.strip()
    return to_you_form(f"it's {span.rstrip('.!?, ')}") + "."
