"""Asks the engine that chat uses, with the adapters that chat would mount, and scores the replies by rules."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.sleep.examples import ExampleBuilder
from assistant.sleep.judging import Share, is_refusal, is_right, share
from backends.base import AdapterRef, InferenceBackend, Sampling

REPLY_TOKENS = 40
GREEDY = Sampling(temperature=0.0, max_tokens=REPLY_TOKENS, seed=0)


@dataclass(frozen=True, slots=True)
class Question:
    """A question with what a right reply contains. `notes` come best first and stand in the prompt."""

    text: str
    expected: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    memory_id: int | None = None


def ask(
    engine: InferenceBackend,
    builder: ExampleBuilder,
    questions: Sequence[Question],
    on_done: Callable[[int], None] | None = None,
) -> list[str]:
    """Greedy replies, each in a fresh chat, with whatever is mounted."""
    prompts = [builder.prompt_text(question.text, question.notes) for question in questions]
    return [completion.text.strip() for completion in engine.complete_many(prompts, GREEDY, on_done)]


def right(questions: Sequence[Question], replies: Sequence[str]) -> Share:
    """The share of replies that contain an expected string and nothing forbidden."""
    return share(
        [
            is_right(reply, question.expected, question.forbidden)
            for question, reply in zip(questions, replies, strict=True)
        ]
    )


def claimed(replies: Sequence[str]) -> Share:
    """The share of replies to never-told questions that claim something."""
    return share([not is_refusal(reply) for reply in replies])


def neutral_replies(engine: InferenceBackend, builder: ExampleBuilder, prompts: Sequence[str]) -> list[tuple[str, str]]:
    """(prompt text, the base model's own reply) for each neutral prompt: what must not change."""
    engine.set_adapters(())
    texts = [builder.prompt_text(prompt) for prompt in prompts]
    replies = engine.complete_many(texts, GREEDY)
    return [(text, reply.text) for text, reply in zip(texts, replies, strict=True) if reply.text]


def drift(engine: InferenceBackend, neutral: Sequence[tuple[str, str]], adapters: Sequence[AdapterRef]) -> float:
    """Mean KL(base || base + adapters) on the neutral replies, nats per token."""
    each = engine.divergence(neutral, adapters)
    return sum(each) / len(each) if each else 0.0
