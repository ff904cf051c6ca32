"""The real thing in tmux: open, talk, sleep, quit, open again, ask again."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from assistant.memory.store import MemoryStore
from assistant.paths import Home
from tests.needed import missing

pytest.importorskip("pty", reason="tmux is a matter of Unix")

from tests.integration.test_terminal import ready
from tests.integration.tmux import Tmux

Open = Callable[[], Tmux]


@pytest.fixture
def open_tmux(tmp_path: Path, starter_model: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    if shutil.which("tmux") is None:
        missing("tmux is not installed, so the terminal interface was not tested in it")
    monkeypatch.setenv("REVERIE_STARTER", str(starter_model))
    monkeypatch.delenv("NO_COLOR", raising=False)
    opened: list[Tmux] = []

    def start() -> Tmux:
        opened.append(Tmux(tmp_path / "home"))
        return opened[-1]

    yield start
    for terminal in opened:
        terminal.close()


@pytest.mark.slow
@pytest.mark.long
@pytest.mark.timeout(1500)
def test_open_talk_sleep_quit_open_again_and_ask_again(open_tmux: Open, tmp_path: Path) -> None:
    terminal = ready(open_tmux(), first=True)
    terminal.type("My dog is called Fudge.")
    terminal.wait_for("noted 1 new memory", 120)
    for fact in ("I take the 8:14 train to work.", "My sister Ines lives in Turku."):
        terminal.type(f"/remember {fact}")
        terminal.wait_for("Noted:", 20)
    terminal.press("f5")
    terminal.wait_for("Asleep for", 60)
    terminal.resize(60, 20)
    terminal.wait_for(lambda text: "Good morning" in text or "▸" in text, 300)
    terminal.resize(80, 24)
    morning = terminal.wait_for("Good morning", 1200)
    assert "recall" in morning
    assert terminal.leave() == 0
    with closing(MemoryStore.open(Home(tmp_path / "home").database)) as store:
        assert store.sleeps()[0].verdict in ("accept", "reject", "inconclusive")

    again = ready(open_tmux())
    again.press("ctrl+n")
    again.type("What is my dog called?")
    again.wait_for(lambda text: "Fudge" in text.partition("What is my dog called?")[2], 120)
    again.press("f6")
    again.wait_for("Good morning", 20)
    assert again.leave() == 0
