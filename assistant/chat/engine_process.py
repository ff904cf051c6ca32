"""The engine's child process as seen from its parent: start, send, receive, end."""

from __future__ import annotations

import queue
import subprocess
import threading
from collections.abc import Sequence
from pathlib import Path

from assistant import logs
from assistant.chat import engine_wire as wire
from assistant.child_process import environment
from backends.base import EngineDied

GRACE_SECONDS = 1.0
"""How long the process may take to end after its stdin was closed."""


_KILLED = -9
"""By a signal that no process sends itself: where memory runs out, the system sends it."""

Inbox = queue.SimpleQueue[wire.Message | None]
"""Answers to one request; None is the end of the process."""


class EngineProcess:
    """One child process in its own process group. Its stderr goes to the log file.

    Raises: EngineDied when it cannot be started.
    """

    def __init__(self, command: Sequence[str], log: Path) -> None:
        self._log = log
        self._lock = threading.Lock()
        self._writing = threading.Lock()
        self._inboxes: dict[int, Inbox] = {}
        self._ended = False
        try:
            self._child = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env=environment(),
                start_new_session=True,
            )
        except OSError as error:
            raise EngineDied(f"The engine process cannot be started: {error}. Command: {' '.join(command)}") from error
        assert self._child.stderr is not None
        self._logging = logs.drain(self._child.stderr, log)
        threading.Thread(target=self._read, name="engine-answers", daemon=True).start()

    @property
    def pid(self) -> int:
        return self._child.pid

    @property
    def alive(self) -> bool:
        return not self._ended and self._child.poll() is None

    def ask(self, request: int, message: wire.Message) -> Inbox:
        """Send a request; its answers arrive in the inbox until `forget`. Raises: EngineDied."""
        inbox: Inbox = queue.SimpleQueue()
        with self._lock:
            self._inboxes[request] = inbox
            ended = self._ended
        if ended:
            inbox.put(None)
        self.send({"id": request, **message})
        return inbox

    def send(self, message: wire.Message) -> None:
        """Raises: EngineDied."""
        stdin = self._child.stdin
        assert stdin is not None
        try:
            with self._writing:
                stdin.write(wire.to_line(message))
                stdin.flush()
        except (OSError, ValueError) as error:
            raise self._died() from error

    def receive(self, inbox: Inbox, timeout: float) -> wire.Message | None:
        """The next answer, None when none came within `timeout` seconds. Raises: EngineDied."""
        try:
            message = inbox.get(timeout=timeout)
        except queue.Empty:
            return None
        if message is None:
            raise self._died()
        return message

    def forget(self, request: int) -> None:
        """Drop whatever else comes for this request."""
        with self._lock:
            self._inboxes.pop(request, None)

    def close(self) -> None:
        """End the process and wait for it. Calling it twice is allowed."""
        stdin, stdout = self._child.stdin, self._child.stdout
        if stdin is not None:
            try:
                stdin.close()
            except OSError:
                self._child.kill()
        for end in (self._child.terminate, self._child.kill):
            try:
                self._child.wait(GRACE_SECONDS)
                break
            except subprocess.TimeoutExpired:
                end()
        self._child.wait()
        self._logging.join(GRACE_SECONDS)
        if stdout is not None:
            stdout.close()

    def _read(self) -> None:
        stdout = self._child.stdout
        assert stdout is not None
        try:
            for line in stdout:
                self._deliver(wire.from_line(line))
        except (OSError, ValueError, KeyError):
            pass  # closed while reading, or no line of ours: the end of the conversation, as below
        with self._lock:
            self._ended = True
            inboxes = list(self._inboxes.values())
        for inbox in inboxes:
            inbox.put(None)

    def _deliver(self, message: wire.Message) -> None:
        with self._lock:
            inbox = self._inboxes.get(message["id"])
        if inbox is not None:
            inbox.put(message)

    def _died(self) -> EngineDied:
        try:
            return EngineDied(epitaph(self._child.wait(GRACE_SECONDS), self._log))
        except subprocess.TimeoutExpired:
            self._child.kill()
            self._child.wait()
            return EngineDied(epitaph(None, self._log))


def epitaph(code: int | None, log: Path) -> str:
    """How the process ended, and what to do. None: it fell silent and was ended from here."""
    if code == _KILLED:
        return (
            "The engine process was killed by the system (signal 9), most likely because memory ran out. Close other "
            "programs, choose a smaller model (`reverie model list`) or a shorter context (chat.context), and try "
            f"again: a new one is started. Its log: {log}"
        )
    how = "stopped answering" if code is None else f"ended unexpectedly (exit code {code})"
    return f"The engine process {how}. Ask again: a new one is started. Its log: {log}"
