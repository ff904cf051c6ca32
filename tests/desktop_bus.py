"""A desktop on a private D-Bus: GNOME's idle monitor and session manager, as dbus-idle and wakepy ask them."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

IDLE, SESSION = "org.gnome.Mutter.IdleMonitor", "org.gnome.SessionManager"


class Desktop:
    """Answers in a thread. `typed` is when the user was last at it, in monotonic seconds."""

    def __init__(self, address: str) -> None:
        jeepney = pytest.importorskip("jeepney")
        blocking = pytest.importorskip("jeepney.io.blocking")
        self.address = address
        self.typed = time.monotonic() - 3600.0
        self.inhibitors: dict[int, tuple[Any, ...]] = {}
        """What keeps the machine awake now, by its cookie."""
        self.given = 0
        self._jeepney = jeepney
        self._connection = blocking.open_dbus_connection(address)
        for name in (IDLE, SESSION):
            owned = self._connection.send_and_get_reply(jeepney.DBus().RequestName(name))
            assert owned.body == (1,), f"{name} has an owner: {owned.body}"
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def type(self) -> None:
        self.typed = time.monotonic()

    def leave(self) -> None:
        """The desktop ends, the bus stays."""
        self._connection.sock.shutdown(2)
        self._thread.join(5)
        self._connection.close()

    def _serve(self) -> None:
        while True:
            try:
                message = self._connection.receive()
            except (OSError, EOFError):
                return
            fields = message.header.fields
            member = fields.get(self._jeepney.HeaderFields.member)
            if message.header.message_type is self._jeepney.MessageType.method_call:
                with contextlib.suppress(OSError):
                    self._connection.send(self._answer(message, member))

    def _answer(self, message: Any, member: str) -> Any:
        match member:
            case "GetIdletime":
                idle = int((time.monotonic() - self.typed) * 1000)
                return self._jeepney.new_method_return(message, "t", (idle,))
            case "Inhibit":
                self.given += 1
                self.inhibitors[self.given] = message.body
                return self._jeepney.new_method_return(message, "u", (self.given,))
            case "Uninhibit":
                del self.inhibitors[message.body[0]]
                return self._jeepney.new_method_return(message)
        return self._jeepney.new_error(message, "org.freedesktop.DBus.Error.UnknownMethod")


@contextmanager
def private_bus(folder: Path) -> Iterator[str]:
    """A session bus of its own; its address. Skips where there is no dbus-daemon."""
    daemon = shutil.which("dbus-daemon")
    if daemon is None:
        pytest.skip("there is no dbus-daemon on this machine")
    address = f"unix:path={folder / 'bus'}"
    command = [daemon, "--session", "--nofork", "--nopidfile", f"--address={address}", "--print-address"]
    bus = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert bus.stdout is not None
        yield bus.stdout.readline().strip()
    finally:
        bus.kill()
        bus.communicate()
