"""The real program in a pseudo-terminal, its screen read by a terminal emulator."""

from __future__ import annotations

import codecs
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Mapping
from fcntl import ioctl
from pathlib import Path

import pyte

ROOT = Path(__file__).parents[2]
KEYS = {
    "enter": "\r",
    "escape": "\x1b",
    "f4": "\x1bOS",
    "f5": "\x1b[15~",
    "f6": "\x1b[17~",
    "pageup": "\x1b[5~",
    "ctrl+n": "\x0e",
    "ctrl+q": "\x11",
    "ctrl+u": "\x15",
}


class _Screen(pyte.Screen):
    """pyte's screen, deaf to the questions that the program asks of its terminal."""

    def report_device_attributes(self, mode: int = 0, **_: object) -> None:
        """Say nothing."""

    def report_device_status(self, mode: int = 0, **_: object) -> None:
        """Say nothing."""

    def select_graphic_rendition(self, *attributes: int, private: bool = False) -> None:
        """Colours; a question about them in private form is left unanswered."""
        if not private:
            super().select_graphic_rendition(*attributes)


class Terminal:
    """One run of `reverie --home HOME`. Ended by `close`, whatever happened."""

    def __init__(
        self, home: Path, columns: int = 100, rows: int = 30, environment: Mapping[str, str] | None = None
    ) -> None:
        self._screen = _Screen(columns, rows)
        self._stream = pyte.Stream(self._screen)
        self._decode = codecs.getincrementaldecoder("utf-8")("replace")
        self._master, slave = pty.openpty()
        ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        usual = {**os.environ, "TERM": "xterm-256color", "PYTHONPATH": str(ROOT), "OMP_WAIT_POLICY": "passive"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "assistant", "--home", str(home)],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env={**usual, **(environment or {})},
            start_new_session=True,
        )
        os.close(slave)

    @property
    def text(self) -> str:
        """What the screen shows."""
        return "\n".join(line.rstrip() for line in self._screen.display)

    def press(self, *keys: str) -> None:
        """Press named keys."""
        for key in keys:
            os.write(self._master, KEYS[key].encode())
            self.read(0.3)

    def type(self, text: str) -> None:
        """Type a line and send it."""
        os.write(self._master, text.encode())
        self.wait_for(text[-20:], 10)
        self.press("enter")

    def paste(self, text: str) -> None:
        """Paste as terminals do, in brackets, as fast as the program reads."""
        data = f"\x1b[200~{text}\x1b[201~".encode()
        while data:
            if select.select([], [self._master], [], 0.05)[1]:
                data = data[os.write(self._master, data[:4096]) :]
            self.read(0.0)

    def resize(self, columns: int, rows: int) -> None:
        """Change the size as a window does."""
        ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self._screen.resize(rows, columns)
        os.killpg(self.process.pid, signal.SIGWINCH)
        self.read(1.0)

    def wait_for(self, what: str | Callable[[str], bool], seconds: float) -> str:
        """The screen, once it shows that. Raises: AssertionError with the screen when it never does."""
        holds = (lambda text: what in text) if isinstance(what, str) else what
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self.read(0.1)
            if holds(self.text):
                return self.text
            if self.process.poll() is not None:
                break
        raise AssertionError(f"{what!r} was never shown; the screen:\n{self.text}")

    def past_the_morning(self, ready: str, wait_for: Callable[[Callable[[str], bool], float], str]) -> None:
        """Wait until the status bar says that, and close the report of the last night whenever it opens."""
        while "Good morning" in wait_for(lambda text: ready in text or "Good morning" in text, 60):
            self.press("escape")
        # The report opens by itself, at the latest soon after.
        self.read(0.5)
        if "Good morning" in self.text:
            self.press("escape")

    def leave(self) -> int:
        """Quit as a user does; the exit code."""
        self.press("ctrl+q")
        until = time.monotonic() + 15
        while self.process.poll() is None and time.monotonic() < until:
            self.read(0.1)
        return self.process.wait(5)

    def close(self) -> None:
        """End the program and free the terminal."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        os.close(self._master)

    def read(self, seconds: float) -> None:
        """Take in what the program draws, for so long."""
        until = time.monotonic() + seconds
        while True:
            ready, _, _ = select.select([self._master], [], [], max(0.0, until - time.monotonic()))
            if not ready:
                return
            try:
                self._stream.feed(self._decode.decode(os.read(self._master, 65536)))
            except OSError:
                return
            if time.monotonic() > until:
                return
