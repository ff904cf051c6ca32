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
from assistant.experts.registry import GGUF, MANIFEST, SETTINGS, TENSORS
from assistant.lock import held
from assistant.memory.store import MemoryStore
from assistant.sleep.bedtime import sleep_once
from assistant.sleep.worker import Request
from tests.assistant.sleep.fakes import NAMES, Sleeper, World, build_trained_world, build_world, use_world
from tests.tiny_model import TinyModel, build_tiny_model
from tests.traces import found_in, inflated

pytest.importorskip("torch")

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


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> TinyModel:
    return build_tiny_model(tmp_path_factory.mktemp("tiny"))


@pytest.fixture
def world(tmp_path: Path, tiny: TinyModel, monkeypatch: pytest.MonkeyPatch) -> World:
    """A home with chats, an accepted night whose adapter PyTorch trained, and one broken off while it studied."""
    world = build_trained_world(tmp_path, tiny, ())
    use_world(world, monkeypatch)
    for noun, name in NAMES.items():
        text = f"My {noun} is called {name}."
        message = world.store.add_message(world.store.create_chat(title_of(text)).id, "user", text)
        world.store.add_memory(text, message_id=message.id)
        world.store.add_message(message.chat_id, "assistant", f"Noted: {text}")
    world.sleeper = world.engine.complete = Sleeper(world.engine, tuple(NAMES))
    sleep(world)
    asked: list[bool] = []

    def emit(event: SleepEvent) -> None:
        if isinstance(event, PhaseProgress) and event.phase == "seed" and event.done == 2:
            asked.append(True)

    # The second night learns the same again, so its checkpoint holds the words, too.
    (expert,) = world.registry.active().experts
    world.registry.activate([])
    sleep_once(world.home, Config(), Request(without=("core",), seed=9), emit, lambda: bool(asked))
    assert world.store.checkpoints.newest() == 2
    world.registry.activate([expert])
    return world


@pytest.fixture
def awake(tmp_path: Path) -> World:
    """A home in which nothing was learnt yet."""
    return build_world(tmp_path)


def sleep(world: World) -> None:
    finished = sleep_once(world.home, Config(), Request(without=("core",)), lambda event: None, lambda: False)
    assert finished.verdict == "accept"


def test_the_words_are_there_before_also_where_they_are_compressed(world: World) -> None:
    """What the search below would find: in the database and, in no plain byte, in what a broken night keeps."""
    assert "reverie.db" in " ".join(found_in(world.home.root, WORDS))
    (expert,) = world.registry.active().experts
    assert {*world.store.expert_memories(expert)} == {memory.id for memory in world.store.memories()}
    assert {path.name for path in world.registry.folder(expert).iterdir()} >= {GGUF, TENSORS, SETTINGS, MANIFEST}
    stages = world.store.checkpoints.stages(2).values()
    assert not any(word in stage for word in WORDS for stage in stages)
    assert any(word in text for word in WORDS for stage in stages for text in inflated(stage))
    folder = world.home.root / "aside"
    folder.mkdir()
    for number, stage in enumerate(stages):
        (folder / f"stage-{number}").write_bytes(b"before" + stage[:-9])
    assert found_in(folder, WORDS), "also where a stream was cut off"


def test_one_memory_leaves_no_trace_and_the_others_stay(world: World) -> None:
    memory = world.store.memories()[0]
    name = NAMES["dog"]
    (world.home.logs / "engine.log").write_text(f"kept\nan error that quotes {memory.text!r}, and goes on\n")
    assert main(["--home", str(world.home.root), "memory", "forget", str(memory.id), "--yes"]) == 0
    assert found_in(world.home.root, [name.encode()]) == {}
    assert found_in(world.home.root, WORDS), "others are not forgotten"
    assert world.store.checkpoints.newest() is None
    assert "kept" in (world.home.logs / "engine.log").read_text()


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


def test_without_anybody_to_ask_it_wants_to_be_told_twice(awake: World, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--home", str(awake.home.root), "forget", "--all"]) == 2
    assert "--yes" in capsys.readouterr().err
    assert len(awake.store.memories()) == 6


def test_not_while_a_night_runs(awake: World, capsys: pytest.CaptureFixture[str]) -> None:
    with held(awake.home.sleep_lock):
        assert main(["--home", str(awake.home.root), "forget", "--all", "--yes"]) == SleepLocked.exit_code
    assert len(awake.store.memories()) == 6


def test_forgetting_without_saying_what_is_refused() -> None:
    with pytest.raises(SystemExit):
        main(["forget"])


def test_a_reader_that_keeps_the_words_in_the_log_is_told_of(awake: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite cannot empty the log while another connection reads an older state."""
    monkeypatch.setattr("assistant.memory.database._BUSY_SECONDS", 0.1)
    with MemoryStore.open(awake.home.database) as store:
        store.add_memory("My hamster is called Biscuit.")
        reader = sqlite3.connect(awake.home.database, isolation_level=None)
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM memories").fetchone()
        memory = store.memories()[-1]
        with pytest.raises(NotSaved, match=r"forgotten, but its words still lie in reverie.db-wal.*forget it again"):
            store.forget(memory.id)
        reader.execute("COMMIT")
        reader.close()
        store.forget(memory.id)
    awake.store.close()
    assert found_in(awake.home.root, [b"Biscuit"]) == {}
