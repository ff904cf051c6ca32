"""A full disk, a home that may not be written, a clock that runs backwards, a locked database, half-written experts."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import wraps
from pathlib import Path
from typing import Any

import pytest

from assistant.cli import main
from assistant.config import Config, SleepSettings
from assistant.doctor import State, examine
from assistant.errors import AssistantError, NotSaved
from assistant.events import PhaseStarted, SleepEvent, SleepFailed
from assistant.memory.store import MemoryStore
from assistant.paths import Home
from assistant.sleep import checkpoint
from assistant.sleep.bedtime import sleep_once
from assistant.sleep.watch import NightWatch
from assistant.sleep.worker import Request, serve
from tests.assistant.sleep.fakes import World, build_world, statement, use_world
from tests.assistant.sleep.test_watch import Played

ROOT = Path(__file__).parents[2]
DAY = Request(without=("core",))


def mounted(folder: Path, options: str) -> bool:
    """Whether a small file system could be mounted there; only root may, and not in every container."""
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        return False
    command = ["mount", "-t", "tmpfs", "-o", options, "reverie-test", str(folder)]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path | None]:
    """A file system of 3 MB; None where none may be mounted."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if not mounted(folder, "size=3m,mode=700"):
        yield None
        return
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def on_a_small_disk(test: Callable[..., None]) -> Callable[..., None]:
    """The test as it stands where it may mount, else run anew as the root of a namespace of its own."""

    @wraps(test)
    def either(*given: Any, **named: Any) -> None:
        if named["small_disk"] is not None:
            test(*given, **named)
        else:
            in_a_namespace(os.environ["PYTEST_CURRENT_TEST"].rpartition(" ")[0])

    return either


def in_a_namespace(test_id: str) -> None:
    """Run one test where it may mount. Skips where there are no such namespaces either, and fails under CI."""
    inside = "REVERIE_TEST_NAMESPACE"
    command = ["unshare", "--map-root-user", "--mount"]
    possible = shutil.which("unshare") and inside not in os.environ
    if not possible or subprocess.run([*command, "true"], capture_output=True, check=False).returncode:
        reason = "no file system may be mounted here, not even in a namespace of its own"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    done = subprocess.run(
        [*command, sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-rs", test_id],
        cwd=ROOT, env={**os.environ, inside: "1"}, capture_output=True, text=True, timeout=280, check=False,
    )  # fmt: skip
    assert done.returncode == 0 and "1 passed" in done.stdout, done.stdout[-3000:]


def integrity(database: Path) -> str:
    connection = sqlite3.connect(database)
    verdict = str(connection.execute("PRAGMA integrity_check").fetchone()[0])
    connection.close()
    return verdict


def fill(store: MemoryStore) -> list[str]:
    """Talk until the disk refuses; what was acknowledged."""
    chat, said = store.create_chat(), list[str]()
    with pytest.raises(NotSaved, match=r"Not saved.*undone whole.*Free some space"):
        for number in range(100_000):
            text = f"{number} " + "long " * 2000
            store.add_message(chat.id, "user", text)
            said.append(text)
    return said


@on_a_small_disk
def test_a_full_disk_loses_nothing_and_goes_on_when_there_is_room(small_disk: Path) -> None:
    ballast = small_disk / "ballast"
    ballast.write_bytes(bytes(300_000))
    store = MemoryStore.open(small_disk / "reverie.db")
    said = fill(store)
    assert len(said) > 20
    assert [message.content for message in store.messages(1)] == said
    ballast.unlink()
    store.add_message(1, "user", "There is room again.")
    store.close()
    assert integrity(small_disk / "reverie.db") == "ok"
    with MemoryStore.open(small_disk / "reverie.db") as store:
        assert [message.content for message in store.messages(1)] == [*said, "There is room again."]


LIMITED = """
import resource, signal, sys
from pathlib import Path
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1_500_000, 1_500_000))
from assistant.errors import NotSaved
from assistant.memory.store import MemoryStore
said = 0
store = MemoryStore.open(Path(sys.argv[1]))
chat = store.create_chat()
try:
    for number in range(100_000):
        store.add_message(chat.id, "user", f"{number} " + "long " * 2000)
        said += 1
except NotSaved as error:
    print(said, error)
"""


@pytest.mark.skipif(os.name != "posix", reason="limits the size of files")
def test_a_file_that_may_not_grow_loses_nothing(tmp_path: Path) -> None:
    """The same without a file system of its own: writes truly fail, in SQLite and below it."""
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(tmp_path / "reverie.db")],
        cwd=ROOT, capture_output=True, text=True, timeout=120, check=True, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    said, _, error = done.stdout.partition(" ")
    assert int(said) > 20 and error.startswith("Not saved")
    assert integrity(tmp_path / "reverie.db") == "ok"
    with MemoryStore.open(tmp_path / "reverie.db") as store:
        assert len(store.messages(1)) == int(said)
        store.add_message(1, "user", "There is room again.")


@on_a_small_disk
def test_a_night_on_a_full_disk_says_so_and_goes_on_when_there_is_room(
    small_disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = build_world(small_disk)
    use_world(world, monkeypatch)
    monkeypatch.setattr(checkpoint, "KEEP_SECONDS", 0.0)

    def fill_up(number: int) -> None:
        if number == 3:
            with (small_disk / "ballast").open("wb", buffering=0) as file, pytest.raises(OSError):
                while True:
                    file.write(bytes(1000))

    world.trainer.on_step = fill_up
    before = world.active_bytes()
    with pytest.raises(AssistantError, match=r"No space left|disk is full|Free some"):
        sleep_once(world.home, Config(), DAY, lambda event: None, lambda: False)
    (small_disk / "ballast").unlink()
    assert world.active_bytes() == before
    world.trainer.on_step = lambda number: None
    phases: list[str] = []

    def emit(event: SleepEvent) -> None:
        phases.extend([event.phase] if isinstance(event, PhaseStarted) else [])

    finished = sleep_once(world.home, Config(), DAY, emit, lambda: False)
    assert finished.verdict == "accept" and finished.report["resumed"]
    assert "dream" not in phases and "ask" not in phases, "what was done before the disk was full is not done again"
    (row,) = world.store.sleeps()
    assert row.verdict == "accept", "one night, one row"
    world.store.close()
    assert integrity(world.home.database) == "ok"


@on_a_small_disk
def test_a_home_that_may_not_be_written_is_told_of_in_one_line(
    small_disk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = Home(small_disk / "home").create()
    MemoryStore.open(home.database).close()
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    try:
        for command in (["memory", "add", "My dog is called Fudge."], ["sleep", "--scheduled"], ["ask", "Hello?"]):
            code = main(["--home", str(home.root), *command])
            said = capsys.readouterr().err
            assert code in (1, 3), command
            assert "Traceback" not in said and "Logging error" not in said, said
            assert said.startswith("reverie: ") and len(said.strip().splitlines()) == 1, said
    finally:
        subprocess.run(["mount", "-o", "remount,rw", str(small_disk)], check=True)


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    world = build_world(tmp_path)
    use_world(world, monkeypatch)
    with world.store:
        yield world


def test_a_night_that_runs_out_of_memory_says_what_to_do(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def exhausted(number: int) -> None:
        raise MemoryError

    world.trainer.on_step = exhausted
    events: list[SleepEvent] = []
    assert serve(world.home, Config(), DAY, events.append, lambda: False) == 1
    last = events[-1]
    assert isinstance(last, SleepFailed) and "ran out of memory" in last.message and "smaller model" in last.message
    assert world.store.sleeps()[0].verdict == "failed"


def test_a_clock_that_runs_backwards_breaks_nothing(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    now = [2_000_000_000.0]

    def backwards() -> float:
        now[0] -= 3600.0
        return now[0]

    with MemoryStore.open(world.home.database, backwards) as store:
        chat = store.create_chat()
        said = [store.add_message(chat.id, "user", f"Sentence {number}.").content for number in range(5)]
        assert [message.content for message in store.messages(chat.id)] == said
        night = store.start_sleep("day")
        store.finish_sleep(night, verdict="accept", reason="", expert_id=None, report={"memories": 1})
        store.decisions.add(sleeps=False, cause="user", reason="why", watcher="timer")
    for command in (["sleep", "status"], ["sleep", "log"], ["sleep", "log", "--decisions"], ["sleep", "report", "1"]):
        assert main(["--home", str(world.home.root), *command]) == 0, capsys.readouterr().err
    assert sleep_once(world.home, Config(), DAY, lambda event: None, lambda: False).verdict == "accept"


def test_a_database_that_another_program_keeps_locked_is_named_and_waited_for(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.memory.database._BUSY_SECONDS", 0.2)
    other = sqlite3.connect(world.home.database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(NotSaved, match="another process kept the database locked"):
        sleep_once(world.home, Config(), DAY, lambda event: None, lambda: False)
    other.execute("COMMIT")
    other.close()
    assert sleep_once(world.home, Config(), DAY, lambda event: None, lambda: False).verdict == "accept"


def test_half_written_experts_hinder_nobody(world: World) -> None:
    finished = sleep_once(world.home, Config(), DAY, lambda event: None, lambda: False)
    half = world.home.experts / "day-00077"
    half.mkdir()
    (half / "adapter.gguf").write_bytes(b"GG")
    checks = {check.name: check for check in examine(world.home, Config(), lambda library: None)}
    assert checks["experts"].state is State.OK
    assert world.registry.active().experts == (finished.report["expert"],)
    world.store.add_memory("My hamster is called Biscuit.")
    sleep_once(world.home, Config(), DAY, lambda event: None, lambda: False)
    assert not half.exists()


@pytest.mark.slow
def test_ten_thousand_memories_in_a_day(world: World, tmp_path: Path) -> None:
    with world.store.transaction():
        for number in range(10_000):
            world.store.add_memory(f"My locker number {number} holds a hat.")
    played = Played(world.home, config=Config(sleep=SleepSettings()))
    watch = NightWatch(
        world.home, Config, played, watcher="timer", clock=lambda: played.wall, stopwatch=lambda: played.steady
    )
    assert watch.look().sleeps
    request = Request(without=("core",), budget_seconds=405.0)
    finished = sleep_once(world.home, Config(), request, lambda event: None, lambda: False)
    assert finished.report["memories"] == 24, "as many as the budget holds; the others wait"
    assert world.store.memories()[0].text == statement("dog")
