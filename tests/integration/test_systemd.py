"""The timer under a real systemd user manager, in namespaces of its own: switched on, run once, and gone again."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.small_night import ROOT

pytestmark = pytest.mark.slow

SYSTEMD = next(filter(os.path.exists, ("/usr/lib/systemd/systemd", "/lib/systemd/systemd")), None)
GROUPS = (Path("/sys/fs/cgroup/systemd"), Path("/sys/fs/cgroup"))
"""Where systemd keeps its groups of processes: beside the others, or all in one."""
MANAGER = """
echo $$ > {group}/cgroup.procs
exec unshare --mount --pid --fork --cgroup --mount-proc bash -ec '
mount --make-rprivate /
mount -t tmpfs tmpfs /run
mkdir -p /run/systemd/system; mkdir -m 700 -p $XDG_RUNTIME_DIR
{systemd} --user --log-target=null &
for _ in $(seq 100); do [ -S $XDG_RUNTIME_DIR/systemd/private ] && break; sleep 0.1; done
reverie() {{ {python} -m assistant "$@"; }}
reverie schedule install
reverie schedule status
unit=$(basename $HOME/.config/systemd/user/*.service)
systemctl --user start $unit
systemctl --user show -p Result -p ExecMainStatus $unit
systemctl --user list-timers --all
reverie schedule uninstall
systemctl --user list-timers --all
kill %1
'
"""


@pytest.fixture
def group() -> Iterator[Path]:
    """A group of processes that the manager may take for the whole machine's."""
    for parent in GROUPS:
        folder = parent / f"reverie-test-{os.getpid()}"
        try:
            folder.mkdir()
        except OSError:
            continue
        yield folder
        for inner in sorted((path for path in folder.rglob("*") if path.is_dir()), reverse=True):
            inner.rmdir()
        folder.rmdir()
        return
    pytest.skip("no group of processes may be made here, so no systemd was asked")


@pytest.mark.skipif(
    SYSTEMD is None or not shutil.which("unshare") or os.name != "posix" or os.geteuid() != 0,
    reason="only root can start a systemd of its own, where there is one",
)
def test_a_user_manager_takes_the_timer_runs_it_and_has_nothing_left(tmp_path: Path, group: Path) -> None:
    settings = {"HOME": tmp_path / "user", "REVERIE_HOME": tmp_path / "reverie", "XDG_RUNTIME_DIR": "/run/user/0"}
    (tmp_path / "user").mkdir()
    environment = {**os.environ, **{name: str(value) for name, value in settings.items()}, "PYTHONPATH": str(ROOT)}
    environment.pop("XDG_CONFIG_HOME", None)
    done = subprocess.run(
        ["bash", "-c", MANAGER.format(group=group, systemd=SYSTEMD, python=sys.executable)],
        cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    said = done.stdout
    assert "(systemd): on" in said, done.stderr
    assert "Result=success\nExecMainStatus=0\n" in said
    assert said.index("1 timers listed.") < said.index("0 timers listed.")
    assert (tmp_path / "reverie" / "reverie.db").exists(), "the service looked at this home"
    assert not [path for path in (tmp_path / "user").rglob("*") if not path.is_dir()]
