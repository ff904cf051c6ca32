"""Draws the pictures of the README: `python -m tests.tui.tour docs/images`."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from textual.pilot import Pilot

from assistant.memory.records import Carrier, Hit
from tests.tui.fake_nights import night_report
from tests.tui.fake_store import memory
from tests.tui.fakes import FakeAssistant
from tui.app import AssistantApp

SIZE = (90, 24)
FUDGE = memory(1, "My dog is called Fudge.", Carrier.BOTH)
TRAIN = memory(2, "I take the 8:14 train to work.")


async def tour(folder: Path) -> None:
    """Write `tour.svg` (a chat that remembers) and `morning.svg` (the report of a night)."""
    assistant = FakeAssistant()
    app = AssistantApp(lambda: assistant, "reverie")
    async with app.run_test(size=SIZE) as pilot:
        assistant.talk.pieces = ["A walk with Fudge before the **8:14** then. I will keep both in mind."]
        assistant.talk.learned = (FUDGE, TRAIN)
        await say(pilot, app, "My dog is called Fudge and I take the 8:14 train to work.")
        assistant.talk.hits, assistant.talk.learned = (Hit(FUDGE, 0.82, ("dog",)), Hit(TRAIN, 0.64, ("train",))), ()
        assistant.talk.experts = ("core-0001", "day-0007")
        assistant.talk.pieces = [
            "Your train leaves at **8:14**, so be back from the park by eight:\n\n",
            "1. **7:15** out with Fudge\n2. **7:50** breakfast for both of you\n3. **8:05** walk to the station\n",
        ]
        await say(pilot, app, "Plan my morning: a walk with the dog before my train.")
        save(app, folder / "tour.svg")
        assistant.nights.last = night_report()
        app.look_for_report()
        await pilot.pause(0.5)
        save(app, folder / "morning.svg")


async def say(pilot: Pilot[int], app: AssistantApp, text: str) -> None:
    while not app.engine_ready:
        await pilot.pause(0.05)
    await app.chat_screen.send(text)
    while app.chat_screen.turn is not None:
        await pilot.pause(0.05)
    await pilot.pause(0.3)


def save(app: AssistantApp, path: Path) -> None:
    path.write_text(app.export_screenshot(title="Reverie"), encoding="utf-8")


if __name__ == "__main__":
    asyncio.run(tour(Path(sys.argv[1])))
