"""What the pictures show, and how a scene is brought about."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable

from textual.pilot import Pilot

from assistant.memory.records import Carrier, EvaluationRow, Hit, MemoryKind, MemoryStatus
from tests.tui.fake_store import memory
from tests.tui.fakes import FakeAssistant
from tests.tui.waiting import wait
from tui.app import AssistantApp
from tui.views import ExpertView

SIZES = [(60, 20), (80, 24), (160, 50)]
REPLY = [
    "Your dog is called **Fudge**. You told me [yesterday] 🐕:\n\n- walks at *seven*\n- the `vet` on Friday\n\n",
    "```python\ndef bark(times: int) -> str:\n    return 'woof ' * times\n```\n",
]
DAY = 86400.0
Compare = Callable[..., bool]
Before = Callable[[Pilot[int]], Awaitable[None]]


def furnish(assistant: FakeAssistant) -> None:
    """Memories with a past, chats, and experts of three levels."""
    now = time.time()
    old = memory(4, "My dog is called Rex.", status=MemoryStatus.SUPERSEDED, superseded_by=1, valid_from=now - 9 * DAY)
    fudge = memory(1, "My dog is called Fudge.", Carrier.BOTH, stage=2, kind=MemoryKind.CORRECTION)
    tea = memory(2, "I like [green] tea, and never coffee after four in the afternoon, because I cannot sleep then.")
    secret = memory(5, "My locker code is 4711.", secret=True, confidence=0.8)
    assistant.store.memories = {
        1: fudge,
        2: tea,
        3: memory(3, "שלום means hello 👋.", Carrier.WEIGHTS),
        4: old,
        5: secret,
    }
    assistant.store.held_by = {1: ("day-00007",)}
    assistant.store.versions = {1: (old, fudge), 4: (old, fudge)}
    assistant.store.evaluations = {
        1: (
            EvaluationRow(7, 1, "What is the dog called?", "I don't know your dog.", "Your dog is Fudge.", False, True),
        )
    }
    assistant.store.add_chat("About dogs [and cats]", [("What is my dog called?", "Fudge.")])
    assistant.store.add_chat("Trains", [("I take the 8:14", "Noted.")])
    assistant.store.add_chat("Between us", [("A secret", "Kept.")], private=True)
    assistant.talk.pieces, assistant.talk.hits = REPLY, (Hit(fudge, 0.82, ("dog", "called")), Hit(tea, 0.41, ("tea",)))
    assistant.talk.experts, assistant.talk.learned = ("core-00001", "day-00007"), (tea,)
    scores = [{"recall": 0.5 + number / 20, "drift": 0.05 - number / 200, "general": 0.6} for number in range(5)]
    days = [
        ExpertView(
            f"day-0000{number}",
            "day",
            "rejected" if number == 5 else "accepted",
            now - (8 - number) * DAY,
            number == 7,
            (fudge.text, tea.text) if number == 7 else (),
            scores[number - 3],
            16,
            night=number,
        )
        for number in (7, 6, 5, 4, 3)
    ]
    topics = [
        ExpertView("topic-00002", "topic", "accepted", now - DAY, True, (), {"recall": 0.9}, 16, parent="topic-00001"),
        ExpertView("topic-00001", "topic", "retired", now - 8 * DAY, False, (), {"recall": 0.8}, 16),
    ]
    core = ExpertView("core-00001", "core", "accepted", now - 9 * DAY, True, (), {"reading": 0.98}, 32, night=1)
    assistant.experts.experts = [*days, *topics, core]


def ready(
    app: AssistantApp, *keys: str, until: Callable[[], object] = lambda: True, then: tuple[str, ...] = ()
) -> Before:
    """Wait for the engine, press the keys, wait for the condition, press the others, wait for all jobs."""

    async def before(pilot: Pilot[int]) -> None:
        await wait(pilot, lambda: app.engine_ready)
        await pilot.press(*keys)
        await wait(pilot, until)
        await pilot.press(*then)
        if not app.night.running:
            await app.workers.wait_for_complete()
        await pilot.pause(0.3)

    return before


def asked(app: AssistantApp, *lines: str) -> Before:
    """A question and its reply, then commands."""

    async def before(pilot: Pilot[int]) -> None:
        await wait(pilot, lambda: app.engine_ready)
        await app.chat_screen.send("What is my dog called? [really]\nAnd who is she?")
        await wait(pilot, lambda: app.chat_screen.turn is None)
        await command(app, pilot, *lines)
        await pilot.pause(0.3)

    return before


def halfway(app: AssistantApp) -> Before:
    """A question whose reply has come to a part of its text; the gate of the script keeps the rest."""

    async def before(pilot: Pilot[int]) -> None:
        await wait(pilot, lambda: app.engine_ready)
        await app.chat_screen.send("What is my dog called?")
        await wait(pilot, lambda: any("bark" in reply.text for reply in app.chat_screen.transcript.replies))
        await pilot.pause(0.3)

    return before


def commanded(app: AssistantApp, *lines: str, then: tuple[str, ...] = ()) -> Before:
    """Commands, then keys."""

    async def before(pilot: Pilot[int]) -> None:
        await wait(pilot, lambda: app.engine_ready)
        await command(app, pilot, *lines)
        await pilot.press(*then)
        await app.workers.wait_for_complete()
        await pilot.pause(0.3)

    return before


async def command(app: AssistantApp, pilot: Pilot[int], *lines: str) -> None:
    """Run commands as if they had been typed."""
    for line in lines:
        app.chat_screen._run_line(line)
        await pilot.pause(0.1)
        await app.workers.wait_for_complete()
