"""A chat session on a fake engine that recalls what it was given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from assistant.chat.session import ChatSession
from assistant.chat.turn import Finished, ReplyEvent, ReplyOptions
from assistant.experts.manifest import Expert, Level
from assistant.experts.registry import GGUF, SETTINGS, TENSORS, ExpertRegistry
from assistant.experts.routing import Router
from assistant.memory.records import Carrier, Hit, MemoryKind, Message
from assistant.memory.store import MemoryStore
from backends.base import ChatMessage, Sampling
from tests.fakes import FAKE_INFO, FakeEngine

OPTIONS = ReplyOptions(Sampling(max_tokens=64))
SISTER = "My sister works in Turku."


@dataclass
class FakeRecall:
    """Finds what it was given, whatever the query."""

    hits: list[Hit] = field(default_factory=list)
    queries: list[str] = field(default_factory=list)

    def find(self, query: str, limit: int) -> list[Hit]:
        self.queries.append(query)
        return self.hits[:limit]


@dataclass
class World:
    """A session and all that it touches."""

    store: MemoryStore
    engine: FakeEngine
    recall: FakeRecall
    registry: ExpertRegistry
    session: ChatSession
    remembered: list[Message]

    def open(self, private: bool = False, system_prompt: str | None = None) -> ChatSession:
        chat = self.store.create_chat(private=private)
        return self.open_chat(chat.id, system_prompt)

    def open_chat(self, chat_id: int, system_prompt: str | None = None) -> ChatSession:
        chat = self.store.chat(chat_id)
        return ChatSession(self.store, self.engine, self.recall, Router(self.registry), chat, system_prompt)

    def know(self, text: str, score: float = 0.9, carrier: Carrier | None = None) -> Hit:
        memory = self.store.add_memory(text, kind=MemoryKind.FACT)
        if carrier:
            self.store.set_learning(memory.id, carrier=carrier)
        hit = Hit(self.store.memory(memory.id), score)
        self.recall.hits.append(hit)
        return hit

    def train(
        self,
        expert_id: str,
        level: Level = Level.DAY,
        memory_ids: tuple[int, ...] = (),
        *,
        denies_from: float | None = None,
        recites: bool = False,
    ) -> Path:
        folder = self.registry.create(expert_id)
        for name in (GGUF, TENSORS, SETTINGS):
            (folder / name).write_bytes(b"GGUF")
        self.registry.complete(
            Expert(
                expert_id,
                level,
                0.0,
                FAKE_INFO.sha256,
                "Fake",
                8,
                16.0,
                ("up_proj",),
                memory_ids,
                denies_from=denies_from,
                recites=recites,
            )
        )
        self.registry.activate([*self.registry.active().experts, expert_id])
        return folder / GGUF

    def sent(self) -> list[ChatMessage]:
        return list(self.engine.chats[-1].messages)


def run(
    session: ChatSession,
    text: str,
    options: ReplyOptions = OPTIONS,
    should_stop: Callable[[], bool] = lambda: False,
) -> tuple[list[ReplyEvent], Finished]:
    events = list(session.reply(text, options, should_stop))
    finished = events[-1]
    assert isinstance(finished, Finished)
    return events, finished
