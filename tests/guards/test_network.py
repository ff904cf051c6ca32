"""Nothing opens a network connection: a day and a night under two guards.

One sees every socket of every Python process; the other, where the system makes namespaces, has no network at all and
counts whoever looked for a route, native code too.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("pty", reason="a pseudo-terminal is a matter of Unix")

from tests.small_night import python_path
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


WITHOUT_NETWORK = ["unshare", "--map-root-user", "--net"]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Every Python process that starts here has the guard, children of children too, and nights are small."""
    return {
        **os.environ,
        "PYTHONPATH": python_path(tmp_path / "guard", GUARD),
        "REVERIE_TEST_GUARD": str(tmp_path / "connections"),
        "REVERIE_HOME": str(tmp_path / "home"),
        "OMP_NUM_THREADS": "1",
    }


@pytest.fixture
def without_network() -> list[str]:
    """What to begin a command with so that it has no network; nothing where there are no such namespaces."""
    possible = shutil.which("unshare") is not None
    if possible and subprocess.run([*WITHOUT_NETWORK, "true"], capture_output=True, check=False).returncode == 0:
        return WITHOUT_NETWORK
    return []


def test_the_guard_sees_a_connection(environment: dict[str, str], tmp_path: Path) -> None:
    inner = "import socket; socket.socket().connect(('127.0.0.1', 9))"
    code = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {inner!r}])"
    subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, timeout=60, check=False)
    assert "127.0.0.1" in (tmp_path / "connections").read_text()


def test_the_namespace_counts_what_native_code_tries(without_network: list[str]) -> None:
    if not without_network:
        pytest.skip("this system makes no network namespaces; the guard in Python stands alone")
    look = "from tests.guards.whole_day import no_route; print(no_route())"
    tries = "".join(f"exec 3<>/dev/tcp/{host}/80; " for host in ("127.0.0.1", "192.0.2.1"))
    for before, counted in (("", "0"), (tries, "2")):
        done = subprocess.run(
            [*without_network, "bash", "-c", f"{before} {sys.executable} -c '{look}'"],
            cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, timeout=60,
        )  # fmt: skip
        assert done.stdout.strip() == counted, done.stderr


def test_a_day_and_a_night_open_no_connection(
    environment: dict[str, str], without_network: list[str], tmp_path: Path
) -> None:
    tiny, home = build_tiny_model(tmp_path / "tiny"), tmp_path / "home"
    home.mkdir(mode=0o700)
    (home / "config.toml").write_text(f'model = "{tiny.gguf}"\n[chat]\nmax_tokens = 8\ncontext = 256\nthreads = 1\n')
    done = subprocess.run(
        [*without_network, sys.executable, "-m", "tests.guards.whole_day", str(tmp_path)],
        env=environment, cwd=ROOT, capture_output=True, text=True, timeout=280, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    found = json.loads(done.stdout)
    seen = tmp_path / "connections"
    assert not seen.exists(), seen.read_text()
    if without_network:
        assert found["no route"] == 0
    doctor, _ = found["told"].pop("doctor")
    assert {name: said for name, said in found["told"].items() if said[0] != 0} == {}
    assert doctor in (0, 1, 3), "it may find fault with this machine"
    assert "day: accept" in found["told"]["sleep status"][1], "a whole night, up to its promotion"
    assert sorted(path.name for path in (tmp_path / "expert").iterdir())
    logs = b"".join(path.read_bytes() for path in (home / "logs").iterdir())
    assert logs and b"Fudge" not in logs and b"dog called" not in logs, "logs hold nothing of what was said"
    private = {path: oct(path.stat().st_mode & 0o777) for path in home.rglob("*")}
    wrong = {
        str(path): mode
        for path, mode in private.items()
        if path.name != "config.toml" and mode != ("0o700" if path.is_dir() else "0o600")
    }
    assert wrong == {}, "files are the user's alone, logs, checkpoints and what libraries write too"
    assert oct((tmp_path / "out.jsonl").stat().st_mode & 0o777) == "0o600"
