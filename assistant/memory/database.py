"""The one SQLite file: opened safely, migrated, read and written. Nothing outside this folder sees SQL."""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from assistant import __version__
from assistant.errors import NotSaved, StoreCorrupt, StoreTooNew
from assistant.memory import sqlite_library
from assistant.memory.migrations import migrations, schema_version
from assistant.paths import PRIVATE_FILE, PRIVATE_FOLDER

_BUSY_SECONDS = 5.0
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_REFUSED = {
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_READONLY: "the file may not be written",
    sqlite3.SQLITE_IOERR: "the disk reported an error",
    sqlite3.SQLITE_CANTOPEN: "the file or its folder cannot be opened",
    sqlite3.SQLITE_BUSY: "another process kept the database locked",
    sqlite3.SQLITE_LOCKED: "another connection kept the database locked",
    sqlite3.SQLITE_PERM: "access was denied",
}

_TOLD = (
    *("evaluations", "probes", "dreams", "checkpoints", "expert_memories", "conflicts"),
    *("memories", "messages", "chats", "sleeps", "decisions"),
)
"""Everything but `meta`, children before what they refer to."""

Row = Mapping[str, Any]


class Database:
    """One connection that threads may share: each call holds the lock, each write is one transaction."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._db = sqlite_library.Database(connection)
        self._connection = connection
        self._lock = threading.RLock()

    @staticmethod
    def open(path: Path) -> Database:
        """Open or make the file (0600) and bring it to this version's shape.

        Raises: StoreTooNew (nothing was changed), StoreCorrupt, NotSaved.
        """
        with _explained(path):
            _create_private(path)
            connection = _connect(path)
        database = Database(path, connection)
        try:
            database._prepare()
        except BaseException:
            connection.close()
            raise
        return database

    def close(self) -> None:
        """Close the connection; later calls raise `sqlite3.ProgrammingError`."""
        with self._lock:
            self._db.close()

    @contextmanager
    def write(self) -> Iterator[sqlite_library.Database]:
        """One transaction, all or nothing; a nested one joins it. Raises: NotSaved, StoreCorrupt."""
        with self._lock, _explained(self.path):
            if self._connection.in_transaction:
                with self._db.atomic():
                    yield self._db
                return
            # Taking the write lock first lets busy_timeout wait; a read that turns into a write would fail at once.
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
                self._db.commit()
            except BaseException:
                self._db.rollback()
                raise

    def rows(self, sql: str, values: Sequence[object] | Mapping[str, object] = ()) -> list[Row]:
        """The rows of a SELECT. Raises: StoreCorrupt, NotSaved."""
        with self._lock, _explained(self.path):
            cursor = self._connection.execute(sql, values)
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def purge(self) -> None:
        """Rewrite the file, empty the write-ahead log and remove old backups, so that erased text is in no file.

        `secure_delete` alone is not enough: where SQLite moves rows between pages, it leaves their bytes in the gaps.

        Raises: NotSaved, when another program or a full disk keeps the old bytes from being written over.
        """
        with self._lock, _explained(self.path):
            for backup in self.path.parent.glob(f"{self.path.name}.before-*"):
                backup.unlink(missing_ok=True)
            try:
                self._connection.execute("VACUUM")
            except sqlite3.OperationalError as error:
                code = error.sqlite_errorcode & 0xFF
                if code not in _REFUSED:
                    raise
                raise self._traces_left(self.path.name, _REFUSED[code]) from error
            if self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
                raise self._traces_left(f"{self.path.name}-wal", "another program is reading the database")

    def erase(self) -> None:
        """Delete every row that the user's words could be in, and rewrite the file without them. Raises: NotSaved."""
        with self.write() as db:
            for table in _TOLD:
                db.execute(f"DELETE FROM {table}")
            for index in ("memories_fts", "messages_fts"):
                db.execute(f"INSERT INTO {index}({index}) VALUES ('rebuild')")
        self.purge()

    def _traces_left(self, where: str, found: str) -> NotSaved:
        return NotSaved(
            f"It is forgotten, but its words still lie in {where}: {found}. Close reverie's other windows and whatever "
            "has the file open, make room on the disk, then forget it again."
        )

    def _prepare(self) -> None:
        with _explained(self.path):
            self._connection.execute("PRAGMA foreign_keys = ON")
            self._connection.execute("PRAGMA secure_delete = ON").fetchall()
            self._refuse_newer()
            found = self._schema()
            if found < schema_version():
                if found:
                    self._back_up()
                self._migrate()
            _enter_wal(self._connection)
            self._connection.execute("PRAGMA synchronous = FULL")
            _make_private(self.path)

    def _schema(self) -> int:
        return int(self._connection.execute("PRAGMA user_version").fetchone()[0])

    def _migrate(self) -> None:
        with self.write() as db:
            migrations.apply(db)
            db.execute(f"PRAGMA user_version = {schema_version()}")
            db.execute("INSERT OR REPLACE INTO meta(key, value) VALUES ('app_version', ?)", [__version__])

    def _back_up(self) -> None:
        target = self.path.with_name(f"{self.path.name}.before-{schema_version()}")
        target.unlink(missing_ok=True)
        _create_private(target)
        self._connection.execute("VACUUM INTO ?", [str(target)])

    def _refuse_newer(self) -> None:
        found = self._schema()
        if found > schema_version():
            rows = self._connection.execute("SELECT value FROM meta WHERE key = 'app_version'").fetchall()
            raise _too_new(self.path, found, str(rows[0][0]) if rows else "")


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=_BUSY_SECONDS, check_same_thread=False)
    connection.execute(f"PRAGMA busy_timeout = {int(_BUSY_SECONDS * 1000)}").fetchall()
    return connection


def _enter_wal(connection: sqlite3.Connection) -> None:
    """Switch to the write-ahead log; two processes that start together must take turns, so this retries."""
    deadline = time.monotonic() + _BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL").fetchall()
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.02)


def _too_new(path: Path, found: int, writer: str) -> StoreTooNew:
    wrote = f"reverie {writer}" if writer else "a newer reverie"
    return StoreTooNew(
        f"{path} was written by {wrote} (schema {found}); reverie {__version__} reads up to schema {schema_version()}. "
        "Nothing was changed. Upgrade reverie, or use another --home."
    )


def _corrupt(path: Path, found: str) -> StoreCorrupt:
    return StoreCorrupt(
        f"{path} is damaged: found {found}, expected a SQLite database. Nothing was written. Move the file away and "
        f"put back a copy (such as {path.name}.before-* beside it), or start fresh with another --home."
    )


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    """Turn SQLite's and the disk's refusals into errors worded for the user; other errors are bugs and pass."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code in _DAMAGED:
            raise _corrupt(path, f"'{error}' from SQLite") from error
        if code in _REFUSED:
            raise _not_saved(path, f"{_REFUSED[code]} ({error})") from error
        raise
    except OSError as error:
        raise _not_saved(path, str(error.strerror or error)) from error


def _not_saved(path: Path, found: str) -> NotSaved:
    return NotSaved(
        f"Not saved to {path}: {found}. Expected room and permission to write; the change was undone whole. "
        "Free some space or correct the permissions, then try again."
    )


def _create_private(path: Path) -> None:
    """Make the file if there is none. One that is there is opened by SQLite alone.

    POSIX takes all locks of a process on a file away when it closes that file once: another store of this process
    would lose SQLite's, and the next process that closes the file would remove the log that it still writes to.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=PRIVATE_FOLDER)
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, PRIVATE_FILE))


def _make_private(path: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        file = path.with_name(path.name + suffix)
        if file.exists():
            file.chmod(PRIVATE_FILE)


def storable(text: str) -> str:
    """Lone surrogates, which a terminal can deliver for broken input, cannot be stored as UTF-8."""
    return text.encode("utf-8", "replace").decode("utf-8")
