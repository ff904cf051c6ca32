"""The units, as the platforms' own readers see them; installing and removing them, with tools that obey or refuse."""

from __future__ import annotations

import plistlib
import shlex
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Sequence
from pathlib import Path

import pytest

from assistant.errors import MachineError
from assistant.paths import Home
from assistant.sleep import timer_control
from assistant.sleep.timers import (
    Timer,
    command_of,
    launch_agent,
    systemd_service,
    systemd_timer,
    timer_for,
    windows_task,
)

AWKWARD = ("/opt/my programs/py%thon", "-m", "assistant", "--home", '/home/a "b"/$HOME\\x;', "sleep", "--scheduled")


class Tools:
    """Plays systemctl and its like; refuses whatever holds the word `refuses`."""

    def __init__(self, refuses: str = "") -> None:
        self.ran: list[tuple[str, ...]] = []
        self.refuses = refuses

    def __call__(self, command: Sequence[str]) -> tuple[int, str]:
        self.ran.append(tuple(command))
        return (1, "no bus") if self.refuses and self.refuses in command else (0, "")


def timer(folder: Path, platform: str = "linux", *, default_home: bool = True) -> Timer:
    home = Home(folder / "home").create()
    return timer_for(
        platform,
        command_of(home),
        home,
        default_home=default_home,
        environment={"HOME": str(folder), "USERPROFILE": str(folder)},
        user=501,
    )


def everything_in(folder: Path) -> set[Path]:
    return {path for path in folder.rglob("*") if path.is_file() or path.is_symlink()}


def test_the_timer_runs_this_program_on_this_home(tmp_path: Path) -> None:
    home = Home(tmp_path)
    assert command_of(home) == (sys.executable, "-m", "assistant", "--home", str(tmp_path), "sleep", "--scheduled")


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not on this machine")
def test_systemd_finds_no_fault_in_the_units(tmp_path: Path) -> None:
    (tmp_path / "reverie-sleep.service").write_text(systemd_service(command_of(Home(tmp_path / "a home with blanks"))))
    (tmp_path / "reverie-sleep.timer").write_text(systemd_timer())
    units = [str(tmp_path / f"reverie-sleep.{kind}") for kind in ("service", "timer")]
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *units], capture_output=True, text=True, timeout=60, check=False
    )
    own = [line for line in done.stderr.splitlines() if "reverie-sleep" in line]
    assert (done.returncode, own) == (0, [])


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not on this machine")
def test_the_timer_looks_every_twenty_minutes() -> None:
    expression = next(line.partition("=")[2] for line in systemd_timer().splitlines() if line.startswith("OnCalendar"))
    done = subprocess.run(
        ["systemd-analyze", "calendar", "--iterations=3", expression], capture_output=True, text=True, check=True
    )
    assert done.stdout.count(":00") + done.stdout.count(":20") + done.stdout.count(":40") >= 3


def test_awkward_names_survive_systemds_quoting() -> None:
    line = next(line for line in systemd_service(AWKWARD).splitlines() if line.startswith("ExecStart="))
    words = shlex.split(line.partition("=")[2])
    assert [word.replace("%%", "%").replace("$$", "$") for word in words] == list(AWKWARD)


def test_the_launch_agent_is_a_property_list_that_makes_up_for_missed_times() -> None:
    agent = plistlib.loads(launch_agent("app.reverie.sleep", AWKWARD))
    assert agent["ProgramArguments"] == list(AWKWARD)
    assert agent["StartCalendarInterval"] == [{"Minute": 0}, {"Minute": 20}, {"Minute": 40}]
    assert "StartInterval" not in agent, "an interval that passes while the machine sleeps is lost"
    assert agent["Umask"] == 0o077


def test_the_windows_task_is_xml_that_makes_up_for_missed_times() -> None:
    content = windows_task(("C:\\Program Files\\a & b\\python.exe", "-m", "assistant", "--home", "C:\\my home"))
    root = ElementTree.fromstring(content.decode("utf-16").partition("?>")[2])
    names = {"t": "http://schemas.microsoft.com/windows/2004/02/mit/task"}

    def text(path: str) -> str | None:
        return root.findtext(path, namespaces=names)

    assert text("t:Actions/t:Exec/t:Command") == "C:\\Program Files\\a & b\\python.exe"
    assert text("t:Actions/t:Exec/t:Arguments") == '-m assistant --home "C:\\my home"'
    assert text("t:Settings/t:StartWhenAvailable") == "true"
    assert text("t:Settings/t:MultipleInstancesPolicy") == "IgnoreNew"
    assert text("t:Triggers/t:TimeTrigger/t:Repetition/t:Interval") == "PT20M"
    assert content[:2] in (b"\xff\xfe", b"\xfe\xff")


@pytest.mark.parametrize("platform", ["linux", "darwin", "win32"])
def test_installing_and_removing_leaves_everything_as_it_was(tmp_path: Path, platform: str) -> None:
    units, tools = tmp_path / ".config" / "systemd" / "user", Tools()
    units.mkdir(parents=True)
    (units / "another.timer").write_text("somebody else's")
    made = timer(tmp_path, platform)
    before = everything_in(tmp_path)
    timer_control.install(made, tools)
    assert timer_control.installed(made) and timer_control.current(made)
    assert everything_in(tmp_path) - before == {path for path, _ in made.files}
    assert {path.stat().st_mode & 0o777 for path, _ in made.files} == {0o600}
    assert set(made.enable) <= set(tools.ran)
    for trace in made.traces:
        trace.parent.mkdir(parents=True, exist_ok=True)
        trace.symlink_to(made.files[0][0])
    assert timer_control.uninstall(made, tools)
    assert everything_in(tmp_path) == before
    assert set(made.disable) <= set(tools.ran)


@pytest.mark.parametrize("platform", ["linux", "darwin", "win32"])
def test_a_platform_that_refuses_leaves_nothing_half_installed(tmp_path: Path, platform: str) -> None:
    made = timer(tmp_path, platform)
    before, verb = everything_in(tmp_path), made.enable[-1][1 if platform != "linux" else 2]
    with pytest.raises(MachineError, match=r"no bus.*Nothing was installed"):
        timer_control.install(made, Tools(refuses=verb))
    assert everything_in(tmp_path) == before


def test_files_go_even_when_the_tool_is_gone(tmp_path: Path) -> None:
    made = timer(tmp_path)
    timer_control.install(made, Tools())
    assert timer_control.uninstall(made, lambda command: (127, "there is no systemctl"))
    assert not timer_control.installed(made)
    assert not timer_control.uninstall(made, lambda command: (127, "there is no systemctl")), "nothing was there"


def test_a_tool_that_is_not_there_is_no_crash() -> None:
    assert timer_control.run_tool(["no-such-tool-anywhere"])[0] == 127


def test_two_homes_have_two_timers(tmp_path: Path) -> None:
    assert timer(tmp_path).name == "reverie-sleep"
    assert timer(tmp_path, default_home=False).name.startswith("reverie-sleep-")
    assert timer(tmp_path, default_home=False).files[0][0] != timer(tmp_path).files[0][0]


def test_a_platform_without_a_known_timer_is_told_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(MachineError, match=r"cron run this: \*/20 \* \* \* \* .* sleep --scheduled"):
        timer(tmp_path, "freebsd14")
