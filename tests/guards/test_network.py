"""Nothing opens a network connection: a day and a night under a guard that sees every socket of every process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.tiny_model import build_tiny_model

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
GUARD = """
import os, socket, sys
def _watch(event, arguments):
    if event in ("socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg"):
        family = getattr(arguments[0], "family", None)
        if family == getattr(socket, "AF_UNIX", object()):
            return
    elif event not in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "urllib.Request"):
        return
    with open(os.environ["REVERIE_TEST_GUARD"], "a") as file:
        file.write(f"{event} {arguments[1:]!r} in {sys.argv!r}\\n")
    raise PermissionError(f"the network is off limits: {event}")
sys.addaudithook(_watch)
"""


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Every Python process that starts here has the guard, children of children too."""
    (tmp_path / "guard").mkdir()
    (tmp_path / "guard" / "sitecustomize.py").write_text(GUARD)
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join((str(tmp_path / "guard"), str(ROOT))),
        "REVERIE_TEST_GUARD": str(tmp_path / "connections"),
        "REVERIE_HOME": str(tmp_path / "home"),
        "OMP_NUM_THREADS": "1",
    }


def reverie(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "assistant", *arguments],
        env=environment, cwd=ROOT, capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=280, check=False,
    )  # fmt: skip


def test_the_guard_sees_a_connection(environment: dict[str, str], tmp_path: Path) -> None:
    inner = "import socket; socket.socket().connect(('127.0.0.1', 9))"
    code = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {inner!r}])"
    subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, timeout=60, check=False)
    assert "127.0.0.1" in (tmp_path / "connections").read_text()


def test_a_day_and_a_night_open_no_connection(environment: dict[str, str], tmp_path: Path) -> None:
    tiny = build_tiny_model(tmp_path / "tiny")
    (tmp_path / "home").mkdir(mode=0o700)
    (tmp_path / "home" / "config.toml").write_text(
        f'model = "{tiny.gguf}"\n[chat]\nmax_tokens = 8\ncontext = 256\nthreads = 1\n'
    )
    (tmp_path / "notes.txt").write_text("My dog is called Fudge.\nMy cat is called Pixel.\n")
    done = [
        reverie(environment, "memory", "import", str(tmp_path / "notes.txt")),
        reverie(environment, "ask", "What is my dog called?"),
        reverie(environment, "sleep", "--budget", "40s", "--level", "core"),
        reverie(environment, "sleep", "--scheduled"),
        reverie(environment, "sleep", "status"),
        reverie(environment, "memory", "export", str(tmp_path / "out.jsonl")),
        reverie(environment, "chats", "export", str(tmp_path / "chats.jsonl")),
        reverie(environment, "schedule", "status"),
        reverie(environment, "doctor"),
    ]
    seen = tmp_path / "connections"
    assert not seen.exists(), seen.read_text()
    said = [(each.args[3:5], each.returncode, each.stderr[-300:]) for each in done]
    assert [code for _, code, _ in said[:2]] == [0, 0], said
    assert said[2][1] in (0, 1) and "network is off limits" not in str(said)
    logs = b"".join(path.read_bytes() for path in (tmp_path / "home" / "logs").iterdir())
    assert logs and b"Fudge" not in logs and b"dog called" not in logs, "logs hold nothing of what was said"
    private = {path: oct(path.stat().st_mode & 0o777) for path in (tmp_path / "home").rglob("*")}
    wrong = {
        str(path): mode
        for path, mode in private.items()
        if path.name != "config.toml" and mode != ("0o700" if path.is_dir() else "0o600")
    }
    assert wrong == {}, "files are the user's alone, logs, checkpoints and what libraries write too"
    assert oct((tmp_path / "out.jsonl").stat().st_mode & 0o777) == "0o600"
