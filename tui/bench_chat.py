"""How fast chat is through the whole product, against plain llama-cpp-python: `python -m tui.bench_chat`.

The real interface without a terminal, the real store and engine, and beside them a process of plain llama-cpp-python.
Both answer the same messages in turns, so that whatever else the machine does falls on both. Times in seconds.
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
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from statistics import median
from typing import IO

from textual import events

from tui.app import AssistantApp
from tui.messages import TurnProgress

TURNS, CONTEXT, MAX_TOKENS = 24, 4096, 96
WARM_UP, LAST = 2, 5
"""Turns at the start that are not counted: files are read and processors wake up."""
TOPICS = (
    "bread dough",
    "tomato plants",
    "rainy Sundays",
    "night trains",
    "old bicycles",
    "stone bridges",
    "paper boats",
)
KEY_SECONDS, TYPING_EVERY = 0.08, 5
"""A key each so many seconds, in every fifth turn."""


@dataclass(slots=True)
class Measures:
    """One figure a turn; latencies one a key."""

    first_token_seconds: list[float] = field(default_factory=list)
    tokens_per_second: list[float] = field(default_factory=list)
    key_seconds: list[float] = field(default_factory=list)


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


def question(number: int) -> str:
    """The message of a turn, not about the user: nothing is found for it and nothing learned."""
    return f"Write three sentences on {TOPICS[number % len(TOPICS)]}, part {number}. Use plain words."


async def measure(model: Path, home_folder: Path, turns: int, threads: int) -> tuple[Measures, Measures]:
    """Product and plain, turn by turn."""
    from assistant.config import ChatSettings, Config
    from assistant.paths import Home
    from tui.local import LocalAssistant

    chat = ChatSettings(temperature=0.0, repeat_penalty=1.1, max_tokens=MAX_TOKENS, context=CONTEXT, threads=threads)
    home, config = Home(home_folder).create(), replace(Config(), model=str(model), chat=chat)
    command = [sys.executable, "-m", "backends.llama_cpp_plain", str(model), str(CONTEXT), str(threads)]
    plain_process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    product, plain = Measures(), Measures()
    app = MeasuredApp(lambda: LocalAssistant(home, config), "reverie")
    try:
        async with app.run_test(size=(100, 30)) as pilot:
            while not app.engine_ready:
                await pilot.pause(0.05)
            app.show_chat()
            for number in range(turns):
                typing = number % TYPING_EVERY == TYPING_EVERY - 1
                await _product_turn(app, question(number), product, typing=typing)
                await asyncio.to_thread(_plain_turn, plain_process, question(number), plain)
                sys.stderr.write(f"\rturn {number + 1} of {turns}")
                sys.stderr.flush()
    finally:
        plain_process.kill()
        plain_process.wait()
        sys.stderr.write("\n")
    return product, plain


async def _product_turn(app: MeasuredApp, text: str, measures: Measures, *, typing: bool) -> None:
    """One turn through the interface; with `typing`, keys are pressed meanwhile and the speed does not count."""
    app.deltas = []
    began = time.perf_counter()
    await app.chat_screen.send(text)
    while app.chat_screen.turn is not None:
        if typing and app.deltas:
            measures.key_seconds.append(await _type(app))
        await asyncio.sleep(KEY_SECONDS)
    if typing:
        app.chat_screen.prompt.fill("")
        return
    decoding = app.deltas[-1] - app.deltas[0]
    measures.first_token_seconds.append(app.deltas[0] - began)
    measures.tokens_per_second.append((len(app.deltas) - 1) / decoding if decoding else 0.0)


async def _type(app: MeasuredApp) -> float:
    """How long a key takes from the driver to the input box."""
    before = app.chat_screen.prompt.text
    began = time.perf_counter()
    app.post_message(events.Key("x", "x"))
    while app.chat_screen.prompt.text == before and time.perf_counter() - began < 2:
        await asyncio.sleep(0.001)
    return time.perf_counter() - began


def _plain_turn(process: subprocess.Popen[str], text: str, measures: Measures) -> None:
    stdin: IO[str] | None = process.stdin
    stdout: IO[str] | None = process.stdout
    assert stdin is not None and stdout is not None
    stdin.write(json.dumps(text) + "\n")
    stdin.flush()
    answer = json.loads(stdout.readline())
    measures.first_token_seconds.append(answer["first_token_seconds"])
    measures.tokens_per_second.append(answer["tokens_per_second"])


def report(product: Measures, plain: Measures) -> dict[str, object]:
    """The figures: medians over the turns after the warm-up, and the last turns for the first token."""
    speed = median(product.tokens_per_second[WARM_UP:]), median(plain.tokens_per_second[WARM_UP:])
    first = median(product.first_token_seconds[-LAST:]), median(plain.first_token_seconds[-LAST:])
    keys = sorted(product.key_seconds)
    return {
        "tokens_per_second": {"product": speed[0], "plain": speed[1], "ratio": speed[0] / speed[1]},
        "first_token_seconds": {
            "turns": f"median of the last {LAST}",
            "product": first[0],
            "plain": first[1],
            "ratio": first[0] / first[1],
        },
        "key_seconds": {
            "median": median(keys),
            "p95": keys[int(len(keys) * 0.95)],
            "worst": keys[-1],
            "keys": len(keys),
        },
    }


def main(arguments: Sequence[str]) -> int:
    """Measure and print."""
    from assistant.model.starter import find_starter
    from assistant.paths import resolve_home

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--turns", type=int, default=TURNS)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args(arguments)
    model = find_starter(resolve_home(None))
    if model is None:
        sys.stderr.write("The starter model is not on this machine. Fetch it: make starter\n")
        return 3
    with tempfile.TemporaryDirectory() as folder:
        product, plain = asyncio.run(measure(model, Path(folder), options.turns, options.threads))
    figures = report(product, plain)
    for name, values in figures.items():
        assert isinstance(values, dict)
        shown = (
            f"{key} {value:.3f}" if isinstance(value, float) else f"{key} {value}" for key, value in values.items()
        )
        sys.stdout.write(f"{name:20} {'  '.join(shown)}\n")
    if options.json:
        options.json.write_text(json.dumps({**figures, "product": asdict(product), "plain": asdict(plain)}, indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
