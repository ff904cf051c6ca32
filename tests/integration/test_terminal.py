"""The real thing in a pseudo-terminal: open, talk, paste, resize, quit, find it again. A night is in `test_tmux.py`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import TypeVar

import pytest

from assistant.memory.store import MemoryStore
from assistant.paths import Home

pytest.importorskip("pty", reason="a pseudo-terminal is a matter of Unix")

from tests.integration.terminal import Terminal
from tests.integration.tmux import Tmux

Either = TypeVar("Either", Terminal, Tmux)
Open = Callable[[], Terminal]


@pytest.fixture
def open_terminal(tmp_path: Path, starter_model: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    monkeypatch.setenv("REVERIE_STARTER", str(starter_model))
    monkeypatch.delenv("NO_COLOR", raising=False)
    opened: list[Terminal] = []

    def start() -> Terminal:
        opened.append(Terminal(tmp_path / "home"))
        return opened[-1]

    yield start
    for terminal in opened:
        terminal.close()


def ready(terminal: Either, *, first: bool = False) -> Either:
    """Wait for the model, past the first-run screen."""
    if first:
        terminal.wait_for("Which model shall answer?", 60)
        terminal.wait_for("SmolLM2", 20)
        terminal.press("escape")
    terminal.wait_for(lambda text: "●" in text and "SmolLM2 135M" in text, 120)
    return terminal


@pytest.mark.slow
def test_open_talk_paste_resize_quit_and_find_it_again(open_terminal: Open, tmp_path: Path) -> None:
    terminal = ready(open_terminal(), first=True)
    terminal.type("My dog is called Fudge.")
    terminal.wait_for("noted 1 new memory", 90)
    terminal.wait_for("tok/s", 90)
    terminal.paste("word " * 200_000)
    terminal.wait_for("paste 1 (1.0 MB)", 60)
    terminal.type("/detach")
    # Were a pasted ctrl+q or ctrl+g a key, this would leave the program or open an editor.
    terminal.paste("\x1b[2J\x11\x07\x1b[31mno key is in a paste")
    terminal.wait_for("␛[31mno key is in a paste", 30)
    terminal.press("ctrl+u")
    terminal.resize(60, 20)
    terminal.wait_for("Say something", 20)
    terminal.press("pageup", "pageup", "pageup", "pageup", "pageup")
    # A notice may lie over the rest of the line.
    terminal.wait_for("▌ My dog", 30)
    terminal.resize(100, 30)
    terminal.wait_for("My dog is called Fudge.", 30)
    assert terminal.leave() == 0

    again = ready(open_terminal())
    again.type("Write a long story about a lighthouse.")
    # Leaving in the middle of a reply keeps what was said so far: the story has begun where it speaks of one, too.
    again.wait_for(lambda text: text.lower().count("lighthouse") > 1, 90)
    assert again.leave() == 0
    with closing(MemoryStore.open(Home(tmp_path / "home").database)) as store:
        assert [memory.text for memory in store.memories()] == ["My dog is called Fudge."]
        assert len(store.chats()) == 2
