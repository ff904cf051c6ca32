"""How fast chat is through the whole product, against plain llama-cpp-python: `python -m tui.bench_chat`.

The real interface without a terminal, the real store and engine, and beside them a process of plain llama-cpp-python.
Both answer the same messages in turns, so that whatever else the machine does falls on both: first a long chat, then,
in it, questions for which notes must be searched by meaning, each with a message like the earlier ones after it. At
last a night runs while keys are typed.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import IO, TYPE_CHECKING

from textual import events

from tui.app import AssistantApp
from tui.bench_chat_figures import Measures, Turn, as_json, figures
from tui.messages import TurnProgress

if TYPE_CHECKING:
    from assistant.config import Config
    from assistant.paths import Home

TURNS, CONTEXT, MAX_TOKENS = 24, 6144, 96
"""In that context all turns find room, so that neither has to leave any out."""
TOPICS = (
    "bread dough",
    "tomato plants",
    "rainy Sundays",
    "night trains",
    "old bicycles",
    "stone bridges",
    "paper boats",
)
KEY_SECONDS, TYPING_EVERY = 0.05, 5
"""A key each so many seconds, in every fifth turn."""
FACTS, BY_MEANING = 24, 6
"""Memories of the home, and questions about them that no word answers."""
NIGHT_MINUTES, NIGHT_SECONDS, WAKING_SECONDS = 4, 300.0, 120.0
"""The night's budget, how long keys are typed at most, and how long it may take to wake."""
ASLEEP_KEY_SECONDS, HEARD_SECONDS = 0.5, 1.0
LOADING_SECONDS = 120.0
PLAIN = "backends.llama_cpp_plain"


class MeasuredApp(AssistantApp):
    """The interface, writing down when text reaches its screen."""

    def __init__(self, *given: object, **named: object) -> None:
        super().__init__(*given, **named)  # type: ignore[arg-type]
        self.deltas: list[float] = []
        self.tokens = 0

    def on_turn_progress(self, message: TurnProgress) -> None:
        from assistant.chat.turn import Delta, Finished

        if isinstance(message.event, Delta):
            self.deltas.append(time.perf_counter())
        elif isinstance(message.event, Finished):
            self.tokens = message.event.stats.completion_tokens


class Plain:
    """A process of plain llama-cpp-python with a chat of its own."""

    def __init__(self, model: Path, threads: int) -> None:
        command = [sys.executable, "-m", PLAIN, str(model), str(CONTEXT), str(threads)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def answer(self, text: str) -> tuple[float, float]:
        """Seconds to the first token, and tokens a second after it."""
        stdin: IO[str] | None = self._process.stdin
        stdout: IO[str] | None = self._process.stdout
        assert stdin is not None and stdout is not None
        stdin.write(json.dumps(text) + "\n")
        stdin.flush()
        answer = json.loads(stdout.readline())
        return answer["first_token_seconds"], answer["tokens_per_second"]

    def close(self) -> None:
        self._process.kill()
        self._process.wait()


def question(number: int) -> str:
    """The message of a turn, not about the user: words find nothing for it, meaning is not searched."""
    return f"Write three sentences on {TOPICS[number % len(TOPICS)]}, part {number}. Use plain words."


def tell(home: Home) -> list[str]:
    """Give the home its memories. Returns questions about them for which only meaning can find a note."""
    from assistant.bench.lives import lives
    from assistant.memory.questions import is_question, speaks_of_oneself
    from assistant.memory.recall import Recall
    from assistant.memory.store import MemoryStore

    facts = lives(FACTS, 1)
    with MemoryStore.open(home.database) as store:
        for fact in facts:
            store.add_memory(fact.statement)
        recall = Recall(store)
        asked = [probe.question for fact in facts for probe in fact.probes]
        own = [text for text in asked if is_question(text) and speaks_of_oneself(text)]
        return [text for text in own if not recall.find(text, 1)][:BY_MEANING]


def settings(model: Path, threads: int) -> Config:
    """The product's settings: decoding as plain does it, and a short night."""
    from assistant.config import ChatSettings, Config

    chat = ChatSettings(temperature=0.0, repeat_penalty=1.1, max_tokens=MAX_TOKENS, context=CONTEXT, threads=threads)
    config = Config()
    return replace(config, model=str(model), chat=chat, sleep=replace(config.sleep, budget_minutes=NIGHT_MINUTES))


async def measure(model: Path, home_folder: Path, turns: int, threads: int, *, night: bool) -> Measures:
    """The chat, the questions by meaning, and with `night` the keys while asleep."""
    from assistant.paths import Home
    from tui.local import LocalAssistant

    home = Home(home_folder).create()
    searched = tell(home)
    found = Measures()
    app = MeasuredApp(lambda: LocalAssistant(home, settings(model, threads)), "reverie")
    async with app.run_test(size=(100, 30)) as pilot:
        until = time.perf_counter() + LOADING_SECONDS
        while not app.engine_ready:
            if time.perf_counter() > until:
                raise RuntimeError(f"The engine was not ready after {LOADING_SECONDS:.0f} s.")
            await pilot.pause(0.05)
        app.show_chat()
        with closing(Plain(model, threads)) as plain:
            for number in range(turns):
                typing = number % TYPING_EVERY == TYPING_EVERY - 1
                found.turns.append(await _turn(app, plain, question(number), found.keys_streaming if typing else None))
            for number, text in enumerate(searched, turns):
                found.by_meaning.append(await _turn(app, plain, text))
                found.after_meaning.append(await _turn(app, plain, question(number)))
        if night:
            await _night(app, found)
    return found


async def _turn(app: MeasuredApp, plain: Plain, text: str, keys: list[float] | None = None) -> Turn:
    """Product, then plain. With `keys`, some are typed during the product's reply and timed into it."""
    first, speed = await _product_turn(app, text, keys)
    plain_first, plain_speed = await asyncio.to_thread(plain.answer, text)
    sys.stderr.write(f"\r{text[:60]:<60}")
    sys.stderr.flush()
    return Turn(first, plain_first, speed, plain_speed, keys is not None)


async def _product_turn(app: MeasuredApp, text: str, keys: list[float] | None) -> tuple[float, float]:
    """One turn through the interface, as `Plain.answer` has it; with `keys`, some are pressed meanwhile."""
    app.deltas, app.tokens = [], 0
    began = time.perf_counter()
    await app.chat_screen.send(text)
    while app.chat_screen.turn is not None:
        if keys is not None and app.deltas:
            keys.append(await _type(app))
        await asyncio.sleep(KEY_SECONDS)
    if keys is not None:
        app.chat_screen.prompt.fill("")
    # The app hears of the end after its screen.
    until = time.perf_counter() + HEARD_SECONDS
    while not app.tokens and time.perf_counter() < until:
        await asyncio.sleep(0.001)
    if not app.deltas or not app.tokens:
        raise RuntimeError(f"The product had no reply to {text!r}, or none that ended.")
    decoding = app.deltas[-1] - app.deltas[0]
    return app.deltas[0] - began, (app.tokens - 1) / decoding if decoding else 0.0


async def _night(app: MeasuredApp, found: Measures) -> None:
    """Sleep, and type into the chat as long as the night lasts."""
    sys.stderr.write("\n")
    app.start_night("day")
    began, phases = time.perf_counter(), dict[str, None]()
    while app.night.running and time.perf_counter() - began < NIGHT_SECONDS:
        phase = app.night.current
        if phase is not None:
            phases[phase.name] = None
            found.keys_asleep.append(await _type(app))
            sys.stderr.write(f"\r{app.night.summary:<40}")
            sys.stderr.flush()
        await asyncio.sleep(ASLEEP_KEY_SECONDS)
    app.chat_screen.prompt.fill("")
    app.stop_night()
    until = time.perf_counter() + WAKING_SECONDS
    while app.night.running and time.perf_counter() < until:
        await asyncio.sleep(KEY_SECONDS)
    found.phases += [*phases] or [app.night.message or "no night"]
    sys.stderr.write(f"\r{app.night.verdict}: {app.night.message}\n")


async def _type(app: MeasuredApp) -> float:
    """How long a key takes from the driver to the input box."""
    before = app.chat_screen.prompt.text
    began = time.perf_counter()
    app.post_message(events.Key("x", "x"))
    while app.chat_screen.prompt.text == before and time.perf_counter() - began < 2:
        await asyncio.sleep(0.001)
    return time.perf_counter() - began


def main(arguments: Sequence[str]) -> int:
    """Measure and print; 1 if a limit is not met."""
    from assistant.model.starter import find_starter
    from assistant.paths import resolve_home

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--turns", type=int, default=TURNS)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--no-night", action="store_true", help="measure no key while asleep, which then is not met")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args(arguments)
    model = find_starter(resolve_home(None))
    if model is None:
        sys.stderr.write("The starter model is not on this machine. Fetch it: make starter\n")
        return 3
    with tempfile.TemporaryDirectory() as folder:
        measures = asyncio.run(measure(model, Path(folder), options.turns, options.threads, night=not options.no_night))
    found = figures(measures)
    sys.stdout.write("".join(f"{figure.line()}\n" for figure in found))
    if options.json:
        options.json.write_text(json.dumps(as_json(found, measures), indent=2))
    return 0 if all(figure.met for figure in found) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
