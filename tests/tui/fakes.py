"""An assistant without a store, an engine or a night: the screens are driven by scripts."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from assistant.errors import UsageError
from tests.tui.fake_nights import FakeNights
from tests.tui.fake_store import FakeChats, FakeMemories, FakeStore
from tests.tui.fake_talk import FakeTalk
from tui.views import ExpertView, ModelChoice


@dataclass
class FakeExperts:
    experts: list[ExpertView] = field(default_factory=list)
    rolled_back: int = 0
    exported: list[tuple[str, str, str]] = field(default_factory=list)
    export_gate: threading.Event | None = None
    """Holds an export until the test opens it."""
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

    def export(self, expert_id: str, folder: str, layout: str, on_line: Callable[[str], None]) -> Path:
        on_line("merging into SmolLM2")
        if self.export_gate is not None:
            self.export_gate.wait(5)
        if self.error is not None:
            raise self.error
        self.exported.append((expert_id, folder, layout))
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
            ("settings", "/home/me/.local/share/reverie/config.toml"),
            ("sleeps", "on /sleep, or by itself after 10 idle minutes, not on battery"),
            ("network", "none, until you choose a model to fetch"),
        ]

    def close(self) -> None:
        self.closed = True
