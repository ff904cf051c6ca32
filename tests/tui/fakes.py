"""An assistant without a store, an engine or a night: the screens are driven by scripts."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from assistant.chat.turn import Compacting, Delta, Finished, Recalled, ReplyEvent
from assistant.chat.window import ContextUse
from assistant.errors import UsageError
from assistant.events import SleepEvent, SleepFinished
from assistant.memory.records import Carrier, Chat, EvaluationRow, Hit, Memory, MemoryKind, MemoryStatus, Message
from backends.base import GenerationStats, ModelInfo
from tui.views import (
    EVERYTHING,
    Comparison,
    Dossier,
    Draft,
    ExpertView,
    Explanation,
    Lesson,
    MemoryFilter,
    ModelChoice,
    NightReport,
    Origin,
)

NOW = 1_760_000_000.0

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


def memory(number: int, text: str, carrier: Carrier = Carrier.TEXT, **changes: object) -> Memory:
    """A memory said an hour before now in message 1."""
    made = Memory(
        number,
        text,
        MemoryKind.FACT,
        MemoryStatus.ACTIVE,
        carrier,
        1,
        0,
        len(text),
        time.time() - 3 * 3600,
        time.time() - 3 * 3600,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def night_report(**changes: object) -> NightReport:
    """An accepted night with two lessons."""
    made = NightReport(
        sleep_id=7,
        started=time.time() - 2 * 3600,
        seconds=845,
        level="day",
        verdict="accept",
        reason="recall rose from 12 % to 71 % and nothing else got worse",
        expert="day-0007",
        recall_before=0.12,
        recall_after=0.71,
        probes=17,
        retention=0.94,
        drift=0.021,
        false_memory=0.02,
        dreams_written=160,
        dreams_kept=49,
        lessons=(
            Lesson("My dog is called Fudge.", True, "3 of 3 right"),
            Lesson("I take the 8:14 train to work.", False, "1 of 3 right"),
        ),
        comparisons=(
            Comparison("What is the dog called?", "I don't know your dog.", "Your dog is called Fudge.", False, True),
            Comparison("Which train do you take?", "The [fast] one.", "The 9:14 train.", False, False),
        ),
        in_force=True,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


@dataclass
class FakeTalk:
    """Plays back `pieces`; `gate`, when set up, holds the reply until the test opens it."""

    pieces: list[str] = field(default_factory=lambda: ["Your dog ", "is called ", "**Fudge**."])
    hits: tuple[Hit, ...] = ()
    experts: tuple[str, ...] = ()
    learned: tuple[Memory, ...] = ()
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
                self.store.said[chat.id][-2], attachments=draft.attachments, learn=draft.learn
            )
        yield Finished(
            text=reply,
            message_ids=(1, 2),
            memory_ids=tuple(hit.memory.id for hit in self.hits),
            expert_ids=self.experts,
            stats=GenerationStats("stopped" if stopped else "end", 300, 0, 39, 0.0, 1.0),
            learned=self.learned,
            saved=self.saved,
            summarised=self.compacting,
            warning=self.warning,
        )

    def stop(self) -> None:
        self.stops += 1


@dataclass
class FakeStore:
    """Chats and memories in lists."""

    chats: dict[int, Chat] = field(default_factory=dict)
    said: dict[int, list[Message]] = field(default_factory=dict)
    memories: dict[int, Memory] = field(default_factory=dict)
    held_by: dict[int, tuple[str, ...]] = field(default_factory=dict)
    versions: dict[int, tuple[Memory, ...]] = field(default_factory=dict)
    evaluations: dict[int, tuple[EvaluationRow, ...]] = field(default_factory=dict)
    kept_memories: list[bool] = field(default_factory=list)
    """Of each turn that was taken back: whether its memories stayed."""

    def add_chat(self, title: str, turns: Sequence[tuple[str, str]] = (), *, private: bool = False) -> Chat:
        number = len(self.chats) + 1
        chat = Chat(number, title, time.time(), time.time() - 60 * number, private)
        self.chats[number] = chat
        self.said[number] = []
        for question, answer in turns:
            self.add_turn(number, question, answer)
        return chat

    def add_turn(self, chat_id: int, question: str, answer: str) -> None:
        messages = self.said.setdefault(chat_id, [])
        for role, text in (("user", question), ("assistant", answer)):
            messages.append(Message(1000 * chat_id + len(messages), chat_id, role, text, NOW))


class FakeChats:
    def __init__(self, store: FakeStore) -> None:
        self._store = store

    def recent(self, query: str = "") -> list[tuple[Chat, str]]:
        found = []
        for chat in self._store.chats.values():
            said = [one.content for one in self._store.said[chat.id] if query.lower() in one.content.lower()]
            if query.lower() in chat.title.lower() or said:
                found.append((chat, said[0] if query and said else ""))
        return found

    def messages(self, chat_id: int) -> list[Message]:
        return list(self._store.said[chat_id])

    def create(self, *, private: bool = False, system_prompt: str | None = None) -> Chat:
        chat = self._store.add_chat("", private=private)
        self._store.chats[chat.id] = replace(chat, system_prompt=system_prompt)
        return self._store.chats[chat.id]

    def rename(self, chat_id: int, title: str) -> None:
        self._store.chats[chat_id] = replace(self._store.chats[chat_id], title=title)

    def delete(self, chat_id: int) -> None:
        del self._store.chats[chat_id]

    def set_system_prompt(self, chat_id: int, text: str | None) -> Chat:
        self._store.chats[chat_id] = replace(self._store.chats[chat_id], system_prompt=text)
        return self._store.chats[chat_id]

    def drop_last_turn(self, chat_id: int, *, keep_memories: bool = False) -> Message:
        self._store.kept_memories.append(keep_memories)
        messages = self._store.said[chat_id]
        messages.pop()
        return messages.pop()

    def unlearn_last(self, chat_id: int) -> list[Memory]:
        self._store.said[chat_id][-2] = replace(self._store.said[chat_id][-2], learn=False)
        return [memory(9, "I live in Oulu.")]

    def prompts(self) -> list[str]:
        return [one.content for said in self._store.said.values() for one in said if one.role == "user"]

    def export(self, chat_id: int, path: str) -> Path:
        if path == "taken.md":
            raise UsageError("taken.md exists already. Name another file.")
        return Path("/home/me") / (path or "dogs.md")


class FakeMemories:
    def __init__(self, store: FakeStore) -> None:
        self._store = store

    def known(self, query: str = "", which: MemoryFilter = EVERYTHING) -> list[Memory]:
        wanted = {MemoryStatus.ACTIVE, MemoryStatus.SUPERSEDED} if which.old else {MemoryStatus.ACTIVE}
        return [
            one
            for one in self._store.memories.values()
            if one.status in wanted
            and query.lower() in one.text.lower()
            and which.kind in (None, one.kind)
            and which.carrier in (None, one.carrier)
            and which.stage in (None, one.stage)
            and (which.night is None or one.id in self._store.evaluations)
        ]

    def nights(self) -> list[int]:
        return [7] if self._store.evaluations else []

    def dossier(self, memory: Memory) -> Dossier:
        return Dossier(
            self.origin(memory),
            self._store.versions.get(memory.id, (memory,)),
            self._store.evaluations.get(memory.id, ()),
            8,
            5,
            ("What is the dog called?",) if memory.id in self._store.evaluations else (),
        )

    def explain(self, memory: Memory, question: str) -> Explanation:
        words = tuple(question.lower().strip("?").split())
        matched = tuple(word for word in words if word in memory.text.lower())
        missing = tuple(word for word in words if word not in matched)
        return Explanation(1 if matched else 0, len(matched) / max(1, len(words)), 0.34, matched, missing, 5)

    def remember(self, text: str) -> list[Memory]:
        number = len(self._store.memories) + 1
        self._store.memories[number] = memory(number, text, message_id=None)
        return [self._store.memories[number]]

    def edit(self, memory_id: int, text: str) -> None:
        self._store.memories[memory_id] = replace(self._store.memories[memory_id], text=text)

    def forget(self, memory_id: int) -> tuple[str, ...]:
        del self._store.memories[memory_id]
        return self._store.held_by.get(memory_id, ())

    def find(self, memory_ids: Sequence[int]) -> list[Memory]:
        return [self._store.memories[number] for number in memory_ids if number in self._store.memories]

    def origin(self, memory: Memory) -> Origin:
        if memory.message_id is None or not self._store.chats:
            return Origin(None, None, self._store.held_by.get(memory.id, ()))
        chat = next(iter(self._store.chats.values()))
        said = self._store.said[chat.id]
        return Origin(chat, said[0] if said else None, self._store.held_by.get(memory.id, ()))


@dataclass
class FakeExperts:
    experts: list[ExpertView] = field(default_factory=list)
    rolled_back: int = 0
    exported: list[tuple[str, str]] = field(default_factory=list)
    error: Exception | None = None

    def all(self) -> list[ExpertView]:
        return list(self.experts)

    def activate(self, expert_ids: Sequence[str]) -> None:
        if self.error is not None:
            raise self.error
        self.experts = [replace(one, active=one.id in expert_ids) for one in self.experts]

    def roll_back(self) -> tuple[str, ...]:
        self.rolled_back += 1
        self.experts = [replace(one, active=False) for one in self.experts]
        return ()

    def active(self) -> tuple[str, ...]:
        return tuple(one.id for one in self.experts if one.active)

    def export(self, expert_id: str, folder: str) -> Path:
        self.exported.append((expert_id, folder))
        return Path("/home/me") / folder


@dataclass
class FakeModels:
    """Two models, one of them here; `gate` holds a download until the test opens it."""

    kept: list[str] = field(default_factory=list)
    gate: threading.Event | None = None
    error: Exception | None = None
    pulled: list[str] = field(default_factory=list)

    def choices(self) -> list[ModelChoice]:
        small = ModelChoice("starter", "SmolLM2 135M Instruct", 0.1, 0.5, True, True, license="Apache-2.0")
        middle = ModelChoice("qwen3-4b", "Qwen3 4B Instruct 2507", 2.5, 3.3, False, True, recommended=True)
        large = ModelChoice("gemma-3-12b", "Gemma 3 12B", 7.1, 8.6, False, False, can_sleep=False, license="Gemma")
        return [small, replace(middle, here="qwen3-4b" in self.pulled), large]

    def pull(self, name: str, on_progress: Callable[[int, int], None], should_stop: Callable[[], bool]) -> None:
        on_progress(600_000_000, 2_500_000_000)
        while self.gate is not None and not self.gate.wait(0.01):
            if should_stop():
                raise UsageError("The download was stopped. Go on with it at any time.")
        if self.error is not None:
            raise self.error
        self.pulled.append(name)

    def keep(self, name: str) -> None:
        self.kept.append(name)


@dataclass
class FakeNights:
    """Plays `events`, then waits for `wake` (if any) or a stop request."""

    events: list[SleepEvent] = field(default_factory=list)
    wake: threading.Event | None = None
    error: Exception | None = None
    finished: SleepFinished = field(default_factory=lambda: SleepFinished("accept", "recall rose", {}))
    last: NightReport | None = None
    seen: int = 0
    levels: list[str] = field(default_factory=list)
    after: NightReport | None = None
    earlier: NightReport | None = None
    paused: Callable[[], bool] = lambda: False
    watching: tuple[Callable[[], float], Callable[[], None], Callable[[SleepEvent], None]] | None = None
    """What `watch` was given."""

    def watch(
        self,
        idle_seconds: Callable[[], float],
        on_begin: Callable[[], None],
        on_event: Callable[[SleepEvent], None],
    ) -> None:
        self.watching = (idle_seconds, on_begin, on_event)

    def sleep(
        self,
        level: str,
        on_event: Callable[[SleepEvent], None],
        should_stop: Callable[[], bool],
        should_pause: Callable[[], bool],
    ) -> SleepFinished:
        self.paused = should_pause
        self.levels.append(level)
        if self.error is not None:
            raise self.error
        for event in self.events:
            on_event(event)
        while self.wake is not None and not self.wake.is_set():
            if should_stop():
                return SleepFinished("stopped", "stopped by you", {})
            self.wake.wait(0.01)
        self.last = self.after or self.last
        return self.finished

    def report(self, sleep_id: int | None = None) -> NightReport | None:
        return self.last

    def beside(self, sleep_id: int, step: int) -> NightReport | None:
        return self.earlier if step < 0 else None

    def unseen(self) -> NightReport | None:
        return self.last if self.last is not None and self.last.sleep_id > self.seen else None

    def mark_seen(self, sleep_id: int) -> None:
        self.seen = sleep_id


class FakeAssistant:
    """Fulfils `tui.bridge.Assistant`."""

    def __init__(self) -> None:
        self.store = FakeStore()
        self.talk = FakeTalk(store=self.store)
        self.chats = FakeChats(self.store)
        self.memories = FakeMemories(self.store)
        self.experts = FakeExperts()
        self.nights = FakeNights()
        self.models = FakeModels()
        self.used = True
        self.open_error: Exception | None = None
        self.closed = False

    def open(self) -> bool:
        if self.open_error is not None:
            raise self.open_error
        return self.used

    def house_rules(self) -> list[tuple[str, str]]:
        return [
            ("your data", "/home/me/.local/share/reverie"),
            ("sleeps", "on /sleep, or by itself after 10 idle minutes, not on battery"),
            ("network", "none, until you choose a model to fetch"),
        ]

    def close(self) -> None:
        self.closed = True
