"""Replies from a script, without an engine."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from assistant.chat.turn import Compacting, Delta, Finished, Recalled, ReplyEvent
from assistant.chat.window import ContextUse
from assistant.memory.records import Chat, Hit, Memory
from backends.base import GenerationStats, ModelInfo
from tests.tui.fake_store import FakeStore
from tui.views import Draft

MODEL = ModelInfo(
    path=Path("/models/SmolLM2-135M-Instruct.Q4_1.gguf"),
    name="SmolLM2-135M",
    sha256="b179c952" * 8,
    architecture="llama",
    quantisation="Q4_1",
    parameters=134_515_008,
    size_bytes=98_000_000,
    layers=30,
    trained_context=8192,
    context=4096,
    chat_template=None,
    license="apache-2.0",
)


@dataclass
class FakeTalk:
    """Plays back `pieces`; `gate`, when set up, holds the reply until the test opens it."""

    pieces: list[str] = field(default_factory=lambda: ["Your dog ", "is called ", "**Fudge**."])
    hits: tuple[Hit, ...] = ()
    experts: tuple[str, ...] = ()
    learned: tuple[Memory, ...] = ()
    replaced: tuple[Memory, ...] = ()
    conflicts: tuple[tuple[Memory, Memory], ...] = ()
    saved: bool = True
    warning: str = ""
    start_error: Exception | None = None
    reply_error: Exception | None = None
    loading: threading.Event | None = None
    gate: threading.Event | None = None
    prompts: list[str] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    compacting: int = 0
    loaded: list[str] = field(default_factory=list)
    """The model names that were asked for; "" is the settings' own."""
    stops: int = 0
    store: FakeStore | None = None

    def start(self, on_progress: Callable[[float], None], model: str = "") -> ModelInfo:
        self.loaded.append(model)
        on_progress(0.5)
        if self.loading is not None:
            self.loading.wait(5)
        if self.start_error is not None:
            raise self.start_error
        return replace(MODEL, name=model) if model else MODEL

    def context_use(self, chat: Chat) -> ContextUse:
        return ContextUse(4096, 512, 40, 210, 1600, 12, 9)

    def reply(self, chat: Chat, draft: Draft, should_stop: Callable[[], bool]) -> Iterator[ReplyEvent]:
        self.prompts.append(draft.text)
        self.drafts.append(draft)
        if self.compacting:
            yield Compacting(self.compacting)
        yield Recalled(self.hits, self.experts)
        said: list[str] = []
        for piece in self.pieces:
            if should_stop():
                break
            said.append(piece)
            yield Delta(piece)
        if self.gate is not None and not should_stop():
            self.gate.wait(5)
        if self.reply_error is not None:
            raise self.reply_error
        stopped = should_stop()
        reply = "".join(said)
        if self.store is not None and self.saved:
            self.store.add_turn(chat.id, draft.text, reply)
            self.store.said[chat.id][-2] = replace(
                self.store.said[chat.id][-2], attachments=draft.attachments, learn=draft.learn, pasted=draft.pasted
            )
        yield Finished(
            text=reply,
            message_ids=(1, 2),
            memory_ids=tuple(hit.memory.id for hit in self.hits),
            expert_ids=self.experts,
            stats=GenerationStats("stopped" if stopped else "end", 300, 0, 39, 0.0, 1.0),
            learned=self.learned,
            replaced=self.replaced,
            conflicts=self.conflicts,
            saved=self.saved,
            summarised=self.compacting,
            warning=self.warning,
        )

    def stop(self) -> None:
        self.stops += 1
