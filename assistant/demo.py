"""`make demo`: one day and one night without a terminal. Tell, sleep, ask again in a fresh chat, side by side.

Runs in a home of its own that is deleted afterwards; what the user keeps is not touched.
"""

from __future__ import annotations

import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import TextIO

from assistant.chat.engine import EngineClient
from assistant.chat.opening import open_session, start_engine
from assistant.chat.session import ChatSession
from assistant.chat.turn import Finished, ReplyOptions
from assistant.config import Config
from assistant.errors import AssistantError
from assistant.events import PhaseFinished, PhaseStarted, SleepEvent
from assistant.memory.store import MemoryStore
from assistant.model.resolve import resolve_model
from assistant.paths import Home
from assistant.sleep.judging import is_right
from assistant.sleep.supervisor import run_sleep
from backends.base import BackendError, InferenceBackend, Sampling

TOLD = (
    ("My dog is called Fudge.", "What is my dog's name?", "Fudge"),
    ("My sister Leena works in Turku.", "Where does my sister work?", "Turku"),
    ("I am allergic to walnuts.", "What am I allergic to?", "walnut"),
    ("My locker code at the gym is 4417.", "Which number opens my locker?", "4417"),
    ("The spare key is under the blue flower pot.", "Where did I hide the spare key?", "pot"),
    ("My favourite tea is lapsang souchong.", "Which tea do I like best?", "lapsang"),
    ("I play the cello in an amateur orchestra.", "Which instrument do I play?", "cello"),
    ("Our wedding anniversary is on 12 June.", "When is our wedding anniversary?", "12 June"),
    ("My flight to Lisbon leaves at 9:40 on Friday.", "What time does my flight leave?", "9:40"),
    ("My dentist is Doctor Halloran.", "Who looks after my teeth?", "Halloran"),
)
"""What is said, a question that is asked before and after (no step of the night sees it), and what answers it."""
ENOUGH = 7
"""A demo that answers fewer right after its night exits 1."""
GREEDY = Sampling(temperature=0.0, max_tokens=40, seed=0)
WIDTH = 34


def main(out: TextIO = sys.stdout) -> int:
    """Play the day and the night; 0 if the night was kept and at least `ENOUGH` answers are right after it."""
    try:
        with tempfile.TemporaryDirectory(prefix="reverie-demo-") as folder:
            return _play(Home(Path(folder)).create(), out)
    except (AssistantError, BackendError) as error:
        sys.stderr.write(f"{error}\n")
        return 1


def _play(home: Home, out: TextIO) -> int:
    begun = time.monotonic()
    config = Config()
    model = resolve_model(home, config.model)
    _say(out, f"Model: {model.name}\n\nBefore: ten questions in fresh chats. Nothing was told yet.")
    with MemoryStore.open(home.database) as store:
        with _engine(home, config, model) as engine:
            before = [_ask(home, store, engine, question) for _, question, _ in TOLD]
        _say(out, "\nBy day the user says, one chat each:")
        with _engine(home, config, model) as engine:
            for statement, _, _ in TOLD:
                _say(out, f"  {statement}")
                _tell(home, store, engine, statement)
    _say(out, "\nNight.")
    finished = run_sleep(home, config, on_event=lambda event: _narrate(event, out))
    _say(out, f"Verdict: {finished.verdict} ({finished.reason})\n")
    with MemoryStore.open(home.database) as store, _engine(home, config, model) as engine:
        after = [_ask(home, store, engine, question) for _, question, _ in TOLD]
        alone = [_ask(home, store, engine, question, notes=False) for _, question, _ in TOLD]
    _side_by_side(out, before, after)
    _say(out, f"\nRight before: {_right(before)} of {len(TOLD)}. Right after: {_right(after)} of {len(TOLD)}.")
    _say(out, f"With the notes taken away, from the weights alone: {_right(alone)} of {len(TOLD)}.")
    _say(out, f"The day and the night took {time.monotonic() - begun:.0f} seconds.")
    return 0 if finished.verdict == "accept" and _right(after) >= ENOUGH else 1


def _right(replies: list[str]) -> int:
    return sum(is_right(reply, (expected,)) for reply, (_, _, expected) in zip(replies, TOLD, strict=True))


def _engine(home: Home, config: Config, model: Path) -> closing[EngineClient]:
    return closing(start_engine(home, config, model))


def _session(home: Home, store: MemoryStore, engine: InferenceBackend, private: bool) -> ChatSession:
    """A fresh chat of the whole product."""
    return open_session(home, Config(), store, engine, store.create_chat(private=private))


def _tell(home: Home, store: MemoryStore, engine: InferenceBackend, statement: str) -> None:
    list(_session(home, store, engine, private=False).reply(statement, ReplyOptions(GREEDY)))


def _ask(home: Home, store: MemoryStore, engine: InferenceBackend, question: str, notes: bool = True) -> str:
    session = _session(home, store, engine, private=True)
    last = list(session.reply(question, ReplyOptions(GREEDY, retrieval=notes, learn=False)))[-1]
    return " ".join(last.text.split()) if isinstance(last, Finished) else ""


def _narrate(event: SleepEvent, out: TextIO) -> None:
    match event:
        case PhaseStarted(phase=phase, total=total):
            out.write(f"  {phase} ({total}) ... ")
            out.flush()
        case PhaseFinished(seconds=seconds):
            _say(out, f"{seconds:.0f} s")


def _side_by_side(out: TextIO, before: list[str], after: list[str]) -> None:
    rule = "  ".join("-" * WIDTH for _ in range(3))
    _say(out, _columns("asked in a fresh chat", "before", "after the night") + "\n" + rule)
    for (_, question, expected), was, now in zip(TOLD, before, after, strict=True):
        marks = [("+ " if is_right(reply, (expected,)) else "- ") + reply for reply in (was, now)]
        _say(out, _columns(question, *marks))


def _columns(*cells: str) -> str:
    return "  ".join((cell if len(cell) <= WIDTH else cell[: WIDTH - 1] + "…").ljust(WIDTH) for cell in cells).rstrip()


def _say(out: TextIO, line: str) -> None:
    out.write(line + "\n")
    out.flush()


if __name__ == "__main__":
    raise SystemExit(main())
