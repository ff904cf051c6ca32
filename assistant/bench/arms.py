"""The arms of a suite: ways of answering the same questions, from the bare model to the whole product.

base      the model alone
context   all memories in the prompt, as many as the window takes
notes     only the right note, handed over: the ceiling of retrieval
finetune  plain LoRA on the transcript, merged night after night
expert    weights only: the product's routing, no note in the prompt
forced    every active expert mounted for everything, no note and no routing
product   what a user gets
unrouted  the same with every active expert mounted for everything; asked for by name only
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.chat.association import Association
from assistant.chat.session import ChatSession
from assistant.chat.turn import Finished, ReplyOptions
from assistant.experts.registry import GGUF, ExpertRegistry
from assistant.experts.routing import Route, Router
from assistant.memory.records import Hit
from assistant.memory.store import MemoryStore
from assistant.sleep.evaluation import GREEDY, Question, ask, drift
from assistant.sleep.examples import ExampleBuilder
from backends.base import AdapterRef, InferenceBackend, Sampling

ARMS = ("base", "context", "notes", "finetune", "expert", "forced", "product")
ON_REQUEST = ("unrouted",)
NOTES_AT_MOST = 5
_GREEDY = Sampling(temperature=0.0, max_tokens=GREEDY.max_tokens, seed=0)


@dataclass(frozen=True, slots=True)
class Bench:
    """The engine and the home that a suite works with."""

    engine: InferenceBackend
    builder: ExampleBuilder
    store: MemoryStore
    registry: ExpertRegistry

    def finder(self) -> Association:
        return Association(self.store, self.engine, self.registry)

    def router(self) -> Router:
        return Router(self.registry, self.store)


Answer = Callable[[Sequence[Question]], list[str]]
"""Replies to questions; `Question.notes` holds the right note where there is one."""


@dataclass(frozen=True, slots=True)
class Arm:
    """One way of answering, and its drift on neutral (prompt text, reply) pairs, nats per token."""

    name: str
    answer: Answer
    drift: Callable[[Sequence[str], Sequence[tuple[str, str]]], float]


def ask_with(bench: Bench, mounted: Sequence[AdapterRef], questions: Sequence[Question]) -> list[str]:
    """The replies with these adapters mounted."""
    bench.engine.set_adapters(mounted)
    return ask(bench.engine, bench.builder, questions)


def base(bench: Bench) -> Arm:
    """The model alone, as chat serves it: the same decoding as the product's, so that the two differ by what is in
    force and by nothing else (a batch rounds otherwise than a single reply).
    """
    options = ReplyOptions(_GREEDY, retrieval=False, experts=False, learn=False)
    return Arm("base", lambda questions: _chats(bench, questions, options), lambda texts, pairs: 0.0)


def context(bench: Bench, told: Sequence[str]) -> Arm:
    """All memories in the prompt, newest last, as a chat without a sleep would have them."""
    notes = tuple(reversed(told))
    return Arm(
        "context",
        lambda questions: ask_with(bench, (), [replace(q, notes=notes) for q in questions]),
        lambda texts, pairs: 0.0,
    )


def notes(bench: Bench) -> Arm:
    """The right note, and nothing for questions that have none."""
    return Arm("notes", lambda questions: ask_with(bench, (), questions), lambda texts, pairs: 0.0)


def adapters(bench: Bench, name: str, mounted: Sequence[AdapterRef]) -> Arm:
    """These adapters on every question, no note."""
    return Arm(
        name,
        lambda questions: ask_with(bench, mounted, [_bare(q) for q in questions]),
        lambda texts, pairs: drift(bench.engine, pairs, mounted),
    )


def forced(bench: Bench) -> Arm:
    """Every active expert on every question."""
    return adapters(bench, "forced", _active(bench))


def expert(bench: Bench) -> Arm:
    """The experts that routing mounts for each question, no note."""
    options = ReplyOptions(_GREEDY, retrieval=False, learn=False)
    return Arm(
        "expert",
        lambda questions: _chats(bench, questions, options),
        lambda texts, pairs: _routed_drift(bench, texts, pairs, notes=False),
    )


def product(bench: Bench, experts: bool = True) -> Arm:
    """Each question in a fresh chat of the whole product, greedy; without `experts`, the base with retrieved notes."""
    options = ReplyOptions(_GREEDY, learn=False, experts=experts)
    return Arm(
        "product",
        lambda questions: _chats(bench, questions, options),
        lambda texts, pairs: _routed_drift(bench, texts, pairs, notes=True) if experts else 0.0,
    )


class _EveryExpert(Router):
    """Routing left out: every active expert, whatever is asked."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench.registry, bench.store)
        self._experts = bench.registry.active().experts
        self._adapters = _active(bench)

    def route(self, hits: Sequence[Hit], text: str, *, notes: bool = False) -> Route:
        """The same for every turn."""
        return Route(self._adapters, tuple(self._experts), frozenset(hit.memory.id for hit in hits))


def unrouted(bench: Bench) -> Arm:
    """The whole product with every active expert mounted for everything."""
    options = ReplyOptions(_GREEDY, learn=False)
    router, mounted = _EveryExpert(bench), _active(bench)
    return Arm(
        "unrouted",
        lambda questions: _chats(bench, questions, options, router),
        lambda texts, pairs: drift(bench.engine, pairs, mounted),
    )


def route(bench: Bench, text: str, *, notes: bool) -> tuple[AdapterRef, ...]:
    """What chat would mount for this text in a fresh chat, with or without notes in the prompt."""
    return bench.router().route(bench.finder().find(text, NOTES_AT_MOST), text, notes=notes).adapters


def _chats(
    bench: Bench, questions: Sequence[Question], options: ReplyOptions, router: Router | None = None
) -> list[str]:
    """Replies of the whole product, each in a fresh chat that leaves nothing behind."""
    return [_chat(bench, question.text, options, router or bench.router()) for question in questions]


def _chat(bench: Bench, text: str, options: ReplyOptions, router: Router) -> str:
    chat = bench.store.create_chat(private=True)
    session = ChatSession(bench.store, bench.engine, bench.finder(), router, chat)
    try:
        events = list(session.reply(text, options))
    finally:
        bench.store.delete_chat(chat.id)
    last = events[-1]
    return last.text if isinstance(last, Finished) else ""


def _active(bench: Bench) -> tuple[AdapterRef, ...]:
    return tuple(AdapterRef(bench.registry.folder(expert) / GGUF) for expert in bench.registry.active().experts)


def _bare(question: Question) -> Question:
    return replace(question, notes=())


def _routed_drift(bench: Bench, texts: Sequence[str], pairs: Sequence[tuple[str, str]], *, notes: bool) -> float:
    groups: dict[tuple[AdapterRef, ...], list[tuple[str, str]]] = {}
    for text, pair in zip(texts, pairs, strict=True):
        groups.setdefault(route(bench, text, notes=notes), []).append(pair)
    total = sum(len(own) * drift(bench.engine, own, mounted) for mounted, own in groups.items() if mounted)
    return total / len(pairs) if pairs else 0.0
