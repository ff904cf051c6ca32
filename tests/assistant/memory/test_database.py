from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from sqlite_utils import Database

from assistant import __version__
from assistant.errors import NotSaved, StoreCorrupt, StoreTooNew
from assistant.memory.migrations import migrations, schema_version
from assistant.memory.store import MemoryStore
from tests.builders import build_store, database_bytes, say

REPOSITORY = Path(__file__).parents[3]


def connect(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, isolation_level=None)


def test_a_blank_file_gets_the_whole_shape_and_says_who_wrote_it(tmp_path: Path) -> None:
    build_store(tmp_path).close()
    connection = connect(tmp_path / "reverie.db")
    assert connection.execute("PRAGMA user_version").fetchone()[0] == schema_version()
    assert connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    assert connection.execute("SELECT value FROM meta WHERE key = 'app_version'").fetchone()[0] == __version__
    connection.close()
    assert not list(tmp_path.glob("*.before-*"))


def test_all_files_are_private(tmp_path: Path) -> None:
    with build_store(tmp_path, ["My dog is called Fudge."]):
        modes = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.glob("reverie.db*")}
    assert set(modes) == {"reverie.db", "reverie.db-wal", "reverie.db-shm"}
    assert set(modes.values()) == {0o600}


def test_an_older_file_is_backed_up_and_keeps_its_rows(tmp_path: Path) -> None:
    path = tmp_path / "reverie.db"
    old = Database(path)
    migrations.apply(old, stop_before="m003_nights")
    old.execute("PRAGMA user_version = 2")
    old.execute("INSERT INTO chats(title, created, updated, private) VALUES ('kept', 1, 2, 0)")
    old.conn.commit()
    old.close()
    with MemoryStore.open(path) as store:
        assert [chat.title for chat in store.chats()] == ["kept"]
        assert store.sleeps() == []
    backup = tmp_path / f"reverie.db.before-{schema_version()}"
    assert backup.stat().st_mode & 0o777 == 0o600
    connection = connect(backup)
    assert connection.execute("PRAGMA user_version").fetchone()[0] == 2
    assert connection.execute("SELECT title FROM chats").fetchone()[0] == "kept"
    connection.close()


def test_lineage_and_dreams_of_an_older_file_still_count(tmp_path: Path) -> None:
    path = tmp_path / "reverie.db"
    old = Database(path)
    migrations.apply(old, stop_before="m005_stale_lineage")
    old.execute("PRAGMA user_version = 4")
    old.execute(
        "INSERT INTO memories(text, kind, status, carrier, span_start, span_end, created, valid_from, stage,"
        " next_replay, confidence, secret)"
        " VALUES ('My dog is called Fudge.', 'fact', 'active', 'both', 0, 0, 1, 1, 0, 0, 1, 0)"
    )
    old.execute("INSERT INTO sleeps(started, level, verdict, reason, report) VALUES (1, 'day', 'accept', '', '')")
    old.execute(
        "INSERT INTO dreams(memory_id, sleep_id, strategy, question, answer, kept, reason)"
        " VALUES (1, 1, 'question', 'Who?', 'Fudge.', 1, '')"
    )
    old.execute("INSERT INTO expert_memories VALUES ('day-00001', 1)")
    old.conn.commit()
    old.close()
    with MemoryStore.open(path) as store:
        assert (store.memory_experts(1), store.stale_links()) == (["day-00001"], [])
        assert [(dream.question, dream.span) for dream in store.dreams()] == [("Who?", "")]


def test_opening_again_changes_nothing(tmp_path: Path) -> None:
    build_store(tmp_path, ["My dog is called Fudge."]).close()
    before = (tmp_path / "reverie.db").read_bytes()
    build_store(tmp_path).close()
    assert (tmp_path / "reverie.db").read_bytes() == before


def test_a_newer_file_is_refused_by_name_and_not_touched(tmp_path: Path) -> None:
    build_store(tmp_path).close()
    path = tmp_path / "reverie.db"
    connection = connect(path)
    connection.execute("UPDATE meta SET value = '7.3.1'")
    connection.execute(f"PRAGMA user_version = {schema_version() + 5}")
    connection.close()
    path.chmod(0o640)
    before = (path.read_bytes(), path.stat().st_mtime_ns, path.stat().st_mode)
    with pytest.raises(StoreTooNew, match=r"reverie 7\.3\.1.*Nothing was changed.*Upgrade"):
        MemoryStore.open(path)
    assert (path.read_bytes(), path.stat().st_mtime_ns, path.stat().st_mode) == before
    assert [file.name for file in tmp_path.iterdir()] == ["reverie.db"]


def test_a_newer_schema_that_is_still_in_the_log_is_refused(tmp_path: Path) -> None:
    store = build_store(tmp_path)
    connection = connect(tmp_path / "reverie.db")
    connection.execute(f"PRAGMA user_version = {schema_version() + 1}")
    with pytest.raises(StoreTooNew, match=__version__):
        MemoryStore.open(tmp_path / "reverie.db")
    connection.close()
    store.close()


@pytest.mark.parametrize("content", [b"not a database at all", b"x" * 5000, b"SQLite format 3\0 short"])
def test_something_else_than_a_database_is_refused_and_kept(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "reverie.db"
    path.write_bytes(content)
    with pytest.raises(StoreCorrupt, match=r"damaged: found .*expected a SQLite database.*--home"):
        MemoryStore.open(path)
    assert path.read_bytes() == content
    assert [file.name for file in tmp_path.iterdir()] == ["reverie.db"]


def test_a_damaged_page_is_reported_as_damage(tmp_path: Path) -> None:
    build_store(tmp_path, [f"My locker code is {number}." for number in range(300)]).close()
    path = tmp_path / "reverie.db"
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xa5" * (len(content) - 4096)
    path.write_bytes(bytes(content))
    with pytest.raises(StoreCorrupt, match="SQLite"), MemoryStore.open(path) as store:
        store.memories()


def test_an_unreadable_place_is_not_saved(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(NotSaved):
        MemoryStore.open(tmp_path / "file" / "reverie.db")


def test_a_full_disk_undoes_the_whole_turn(tmp_path: Path) -> None:
    with build_store(tmp_path) as store:
        chat = store.create_chat()
        database = store._database
        pages = database.rows("PRAGMA page_count")[0]["page_count"]
        database.rows(f"PRAGMA max_page_count = {pages + 3}")
        with pytest.raises(NotSaved, match=r"the disk is full.*undone whole.*Free some space"):
            store.add_turn(chat.id, "short", "word " * 20_000)
        assert store.messages(chat.id) == []
        database.rows("PRAGMA max_page_count = 1000000")
        store.add_turn(chat.id, "short", "now it fits")
        assert len(store.messages(chat.id)) == 2


def test_a_file_that_may_only_be_read_is_not_saved(tmp_path: Path) -> None:
    with build_store(tmp_path) as store:
        store._database.rows("SELECT 1 AS one")
        store._database._connection.execute("PRAGMA query_only = ON")
        with pytest.raises(NotSaved, match="may not be written"):
            store.create_chat()


def test_an_error_inside_a_transaction_undoes_it_and_passes(tmp_path: Path) -> None:
    with build_store(tmp_path) as store:
        with pytest.raises(KeyError), store.transaction():
            store.add_memory("My dog is called Fudge.")
            raise KeyError
        assert store.memories() == []


def test_threads_share_one_store(tmp_path: Path) -> None:
    with build_store(tmp_path) as store:
        chat = store.create_chat()
        threads = [
            threading.Thread(target=lambda: [store.add_turn(chat.id, "a", "b") for _ in range(10)]) for _ in range(6)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        roles = [message.role for message in store.messages(chat.id)]
    assert roles == ["user", "assistant"] * 60


WRITER = """
import sys
from pathlib import Path
from assistant.memory.store import MemoryStore
with MemoryStore.open(Path(sys.argv[1])) as store:
    chat = store.create_chat(sys.argv[2])
    for number in range(25):
        store.add_turn(chat.id, f"question {number}", f"answer {number}")
"""


def test_two_processes_make_and_fill_one_home_at_once(tmp_path: Path) -> None:
    path = tmp_path / "reverie.db"
    command = [sys.executable, "-c", WRITER, str(path)]
    writers = [
        subprocess.Popen([*command, name], cwd=REPOSITORY, stderr=subprocess.PIPE, text=True) for name in ("one", "two")
    ]
    errors = [writer.communicate(timeout=60)[1] for writer in writers]
    assert [writer.returncode for writer in writers] == [0, 0], errors
    with MemoryStore.open(path) as store:
        assert sorted(chat.title for chat in store.chats()) == ["one", "two"]
        assert [len(store.messages(chat.id)) for chat in store.chats()] == [50, 50]
        assert len(store.search_messages("question 7")) == 2


def test_what_was_acknowledged_survives_a_killed_process(tmp_path: Path) -> None:
    path = tmp_path / "reverie.db"
    script = WRITER.replace(
        "    for number", '    store.add_memory("I own a kayak.")\n    import os\n    os._exit(9)\n    for number'
    )
    assert subprocess.run([sys.executable, "-c", script, str(path), "x"], cwd=REPOSITORY, check=False).returncode == 9
    with MemoryStore.open(path) as store:
        assert [memory.text for memory in store.memories()] == ["I own a kayak."]


def test_deleted_messages_leave_no_bytes(tmp_path: Path) -> None:
    with build_store(tmp_path) as store:
        message = say(store, "The password was zanzibarquartz.")
        store.delete_chat(message.chat_id)
    assert b"zanzibarquartz" not in database_bytes(tmp_path / "reverie.db")


def test_a_second_store_in_one_process_leaves_the_first_its_locks(tmp_path: Path) -> None:
    """Else the next process that closes the file takes the log away, and what is said from then on is lost."""
    path = tmp_path / "reverie.db"
    with build_store(tmp_path) as store:
        store.create_chat("said before")
        MemoryStore.open(path).close()
        read = "import pathlib, sys; from assistant.memory.store import MemoryStore as Store; "
        read += "store = Store.open(pathlib.Path(sys.argv[1])); print(store.chats()); store.close()"
        command = [sys.executable, "-c", read, str(path)]
        subprocess.run(command, check=True, cwd=REPOSITORY)
        store.create_chat("said afterwards")
        again = subprocess.run(command, check=True, cwd=REPOSITORY, capture_output=True, text=True)
    assert "said afterwards" in again.stdout
