"""Short questions to a backend under contract."""

from __future__ import annotations

from backends.base import ChatMessage, GenerationStats, InferenceBackend, Sampling

CONTEXT = 512
GREEDY = Sampling(temperature=0, max_tokens=16)
DOGS = [ChatMessage("user", "Tell me about dogs.")]
TOPICS = ("dogs", "the sea", "Rome", "bread", "chess")


def reply(backend: InferenceBackend, messages: list[ChatMessage] = DOGS, sampling: Sampling = GREEDY) -> str:
    return "".join(part for part in backend.stream_chat(messages, sampling) if isinstance(part, str))


def stats(backend: InferenceBackend, messages: list[ChatMessage], sampling: Sampling = GREEDY) -> GenerationStats:
    *deltas, last = backend.stream_chat(messages, sampling)
    assert all(isinstance(delta, str) and delta for delta in deltas)
    assert isinstance(last, GenerationStats)
    return last


def prompts(backend: InferenceBackend) -> list[str]:
    return [backend.render([ChatMessage("user", f"Tell me about {topic}.")]) for topic in TOPICS]
