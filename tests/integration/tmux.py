"""The real program in tmux, as a user of tmux has it: typed into, read and left through tmux alone."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests.integration.terminal import ROOT

KEYS = {"enter": "Enter", "escape": "Escape", "ctrl+n": "C-n", "ctrl+q": "C-q", "ctrl+t": "C-t"}


class Tmux:
    """One run of `reverie --home HOME` in a tmux server of its own. Ended by `close`, whatever happened."""

    def __init__(self, home: Path, columns: int = 80, rows: int = 24) -> None:
        # The path of a socket may not be long.
        self._socket = Path("/tmp") / f"reverie-{os.getpid()}-{time.monotonic_ns()}"
        command = shlex.join([sys.executable, "-m", "assistant", "--home", str(home)])
        size = ("-x", str(columns), "-y", str(rows))
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "OMP_WAIT_POLICY": "passive"}
        environment.pop("TMUX", None)
        # Set before the program starts, lest its exit code goes with its window.
        options = ("set-option", "-g", "remain-on-exit", "on", ";")
        self._tmux(
            "-f", "/dev/null", "start-server", ";", *options, "new-session", "-d", *size, command, env=environment
        )

    @property
    def text(self) -> str:
        """What the screen shows."""
        return self._tmux("capture-pane", "-p")

    def press(self, *keys: str) -> None:
        """Press named keys."""
        for key in keys:
            self._tmux("send-keys", KEYS.get(key, key.upper()))
            time.sleep(0.3)

    def type(self, text: str) -> None:
        """Type a line and send it."""
        self._tmux("send-keys", "-l", text)
        self.wait_for(text[-20:], 20)
        self.press("enter")

    def paste(self, text: str) -> None:
        """Paste as tmux does: in brackets, nothing left out."""
        self._tmux("load-buffer", "-", entered=text)
        self._tmux("paste-buffer", "-p")

    def resize(self, columns: int, rows: int) -> None:
        """Change the size of the window."""
        self._tmux("resize-window", "-x", str(columns), "-y", str(rows))

    def wait_for(self, what: str | Callable[[str], bool], seconds: float) -> str:
        """The screen, once it shows that. Raises: AssertionError with the screen when it never does."""
        holds = (lambda text: what in text) if isinstance(what, str) else what
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            text = self.text
            if holds(text):
                return text
            if self._exit_code is not None:
                break
            time.sleep(0.2)
        raise AssertionError(f"{what!r} was never shown; the screen:\n{self.text}")

    def leave(self) -> int:
        """Quit as a user does; the exit code."""
        self.press("ctrl+q")
        until = time.monotonic() + 20
        while (code := self._exit_code) is None:
            assert time.monotonic() < until, f"it did not end; the screen:\n{self.text}"
            time.sleep(0.1)
        self.close()
        return code

    def close(self) -> None:
        """End the server and with it the program."""
        if self._socket.exists():
            subprocess.run(["tmux", "-S", str(self._socket), "kill-server"], check=False, capture_output=True)
            self._socket.unlink(missing_ok=True)

    @property
    def _exit_code(self) -> int | None:
        """None while the program runs."""
        dead, _, code = self._tmux("display-message", "-p", "#{pane_dead} #{pane_dead_status}").strip().partition(" ")
        return int(code or -1) if dead == "1" else None

    def _tmux(self, *arguments: str, entered: str | None = None, env: dict[str, str] | None = None) -> str:
        command = ["tmux", "-S", str(self._socket), *arguments]
        done = subprocess.run(command, input=entered, env=env, capture_output=True, text=True, timeout=30)
        assert done.returncode == 0, done.stderr
        return done.stdout
