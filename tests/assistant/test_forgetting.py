"""After forgetting, the words are in no byte of the home: database, free pages, log, dreams, checkpoints, logs."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from random import Random

import pytest

from assistant.chat.session import title_of
from assistant.cli import main
from assistant.config import Config
from assistant.errors import NotSaved, SleepLocked
from assistant.events import PhaseProgress, SleepEvent
from assistant.lock import held
from assistant.memory.store import MemoryStore
from assistant.sleep.bedtime import sleep_once
from assistant.sleep.worker import Request
from tests.assistant.sleep.fakes import NAMES, Sleeper, World, build_world, use_world

WORDS = [name.encode() for name in NAMES.values()]


@pytest.mark.parametrize("seed", [11, 165, 213, 1000])
def test_rows_that_moved_between_pages_leave_no_trace(tmp_path: Path, seed: int) -> None:
    """SQLite leaves moved rows in the gaps of pages; with seeds 165 and 213 they were found there."""
    draw = Random(seed)
    with MemoryStore.open(tmp_path / "reverie.db") as store:
        memories = {}
        for number in range(12):
            text = f"My {number} thing is called Zanzibar{number}."
            chat = store.create_chat("x" * draw.randrange(1, 60))
            memory = store.add_memory(text, message_id=store.add_message(chat.id, "user", text).id)
            store.add_message(chat.id, "assistant", "ok " + "word " * draw.randrange(0, 300) + text)
            store.set_keys(memory.id, [text + " q" * draw.randrange(0, 80) for _ in range(draw.randrange(0, 9))])
            memories[number] = memory.id
        for number, memory_id in [*memories.items()] * 3:
            question = f"q Zanzibar{number}. "
            store.set_keys(memory_id, [question * draw.randrange(0, 90) for _ in range(draw.randrange(0, 4))])
        number = draw.choice([*memories])
        store.forget(memories[number])
    assert found_in(tmp_path, [f"Zanzibar{number}.".encode()]) == {}


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    """A home with chats, an accepted night and one that was broken off while it studied."""
    world = build_world(tmp_path, ())
    use_world(world, monkeypatch)
    for noun, name in NAMES.items():
        text = f"My {noun} is called {name}."
        message = world.store.add_message(world.store.create_chat(title_of(text)).id, "user", text)
        world.store.add_memory(text, message_id=message.id)
        world.store.add_message(message.chat_id, "assistant", f"Noted: {text}")
    world.sleeper = world.engine.complete = Sleeper(world.engine, tuple(NAMES))
    sleep(world)
    world.registry.activate([])
    asked: list[bool] = []

    def emit(event: SleepEvent) -> None:
        if isinstance(event, PhaseProgress) and event.phase == "seed" and event.done == 2:
            asked.append(True)

    sleep_once(world.home, Config(), Request(without=("core",), seed=9), emit, lambda: bool(asked))
    assert world.store.checkpoints.newest() == 2
    return world


def sleep(world: World) -> None:
    finished = sleep_once(world.home, Config(), Request(without=("core",)), lambda event: None, lambda: False)
    assert finished.verdict == "accept"


def found_in(home: Path, words: list[bytes]) -> dict[str, list[bytes]]:
    """The files of the home that hold any of the words, in plain or as UTF-16."""
    found = {}
    for path in home.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            held_words = [word for word in words if word in content or word.decode().encode("utf-16-le") in content]
            if held_words:
                found[str(path.relative_to(home))] = held_words
    return found


def test_the_words_are_there_before(world: World) -> None:
    assert "reverie.db" in " ".join(found_in(world.home.root, WORDS))


def test_one_memory_leaves_no_trace_and_the_others_stay(world: World) -> None:
    memory = world.store.memories()[0]
    name = NAMES["dog"]
    assert main(["--home", str(world.home.root), "memory", "forget", str(memory.id), "--yes"]) == 0
    assert found_in(world.home.root, [name.encode()]) == {}
    assert found_in(world.home.root, WORDS), "others are not forgotten"
    assert world.store.checkpoints.newest() is None


def test_all_of_it_leaves_no_trace(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    (world.home.logs / "reverie.log").write_text("a log that quotes Fudge")
    world.home.config.write_text("[sleep]\nidle_minutes = 5\n")
    assert main(["--home", str(world.home.root), "forget", "--all", "--yes"]) == 0
    assert found_in(world.home.root, WORDS) == {}
    with MemoryStore.open(world.home.database) as store:
        assert (store.chats(), store.memories(), store.sleeps(), store.decisions.newest()) == ([], [], [], [])
        assert store.search_messages("called") == []
        store.add_memory("My dog is called Rex.")
    assert list(world.home.experts.iterdir()) == list(world.home.sleeps.iterdir()) == []
    assert not world.home.active.exists() and world.home.config.exists()
    connection = sqlite3.connect(world.home.database)
    assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    connection.close()


def test_without_anybody_to_ask_it_wants_to_be_told_twice(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--home", str(world.home.root), "forget", "--all"]) == 2
    assert "--yes" in capsys.readouterr().err
    assert len(world.store.memories()) == 6


def test_not_while_a_night_runs(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    with held(world.home.sleep_lock):
        assert main(["--home", str(world.home.root), "forget", "--all", "--yes"]) == SleepLocked.exit_code
    assert len(world.store.memories()) == 6


def test_forgetting_without_saying_what_is_refused() -> None:
    with pytest.raises(SystemExit):
        main(["forget"])


def test_a_reader_that_keeps_the_words_in_the_log_is_told_of(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite cannot empty the log while another connection reads an older state."""
    monkeypatch.setattr("assistant.memory.database._BUSY_SECONDS", 0.1)
    with MemoryStore.open(world.home.database) as store:
        store.add_memory("My hamster is called Biscuit.")
        reader = sqlite3.connect(world.home.database, isolation_level=None)
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM memories").fetchone()
        memory = store.memories()[-1]
        with pytest.raises(NotSaved, match=r"forgotten, but its words still lie in reverie.db-wal.*forget it again"):
            store.forget(memory.id)
        reader.execute("COMMIT")
        reader.close()
        store.forget(memory.id)
    world.store.close()
    assert found_in(world.home.root, [b"Biscuit"]) == {}
