"""The database's shape, one small step after another. Steps are never edited once released; a change is a new step."""

from __future__ import annotations

from assistant.memory.sqlite_library import Database, Migrations

migrations = Migrations("reverie")

_TOKENIZER = "porter unicode61 remove_diacritics 2"


@migrations()
def m001_conversations(db: Database) -> None:
    _run(
        db,
        "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL)",
        """CREATE TABLE chats (
            id INTEGER PRIMARY KEY AUTOINCREMENT, title TEXT NOT NULL, created REAL NOT NULL, updated REAL NOT NULL,
            private INTEGER NOT NULL, system_prompt TEXT)""",
        """CREATE TABLE messages (
            id INTEGER PRIMARY KEY AUTOINCREMENT, chat_id INTEGER NOT NULL REFERENCES chats(id) ON DELETE CASCADE,
            role TEXT NOT NULL, content TEXT NOT NULL, created REAL NOT NULL, learn INTEGER NOT NULL,
            complete INTEGER NOT NULL, memory_ids TEXT NOT NULL, expert_ids TEXT NOT NULL,
            tokens INTEGER NOT NULL, seconds REAL NOT NULL)""",
        "CREATE INDEX messages_of_chat ON messages(chat_id, id)",
    )
    _search_table(db, "messages", ("content",))


@migrations()
def m002_memories(db: Database) -> None:
    _run(
        db,
        """CREATE TABLE memories (
            id INTEGER PRIMARY KEY AUTOINCREMENT, text TEXT NOT NULL, keys TEXT NOT NULL DEFAULT '', kind TEXT NOT NULL,
            status TEXT NOT NULL, carrier TEXT NOT NULL,
            message_id INTEGER REFERENCES messages(id) ON DELETE SET NULL,
            span_start INTEGER NOT NULL, span_end INTEGER NOT NULL, created REAL NOT NULL, valid_from REAL NOT NULL,
            superseded_by INTEGER REFERENCES memories(id), stage INTEGER NOT NULL, next_replay REAL NOT NULL,
            confidence REAL NOT NULL, secret INTEGER NOT NULL)""",
        "CREATE INDEX memories_by_status ON memories(status, id)",
        "CREATE INDEX memories_of_message ON memories(message_id)",
    )
    _search_table(db, "memories", ("text", "keys"))
    _run(db, "CREATE VIRTUAL TABLE memories_words USING fts5vocab(memories_fts, row)")


@migrations()
def m003_nights(db: Database) -> None:
    _run(
        db,
        """CREATE TABLE sleeps (
            id INTEGER PRIMARY KEY AUTOINCREMENT, started REAL NOT NULL, finished REAL, level TEXT NOT NULL,
            verdict TEXT NOT NULL, reason TEXT NOT NULL, expert_id TEXT, report TEXT NOT NULL)""",
        """CREATE TABLE dreams (
            id INTEGER PRIMARY KEY AUTOINCREMENT, memory_id INTEGER NOT NULL REFERENCES memories(id),
            sleep_id INTEGER NOT NULL REFERENCES sleeps(id), strategy TEXT NOT NULL, question TEXT NOT NULL,
            answer TEXT NOT NULL, kept INTEGER NOT NULL, reason TEXT NOT NULL)""",
        "CREATE INDEX dreams_of_memory ON dreams(memory_id)",
        "CREATE INDEX dreams_of_sleep ON dreams(sleep_id)",
        """CREATE TABLE probes (
            id INTEGER PRIMARY KEY AUTOINCREMENT, memory_id INTEGER NOT NULL REFERENCES memories(id),
            question TEXT NOT NULL, expected TEXT NOT NULL)""",
        "CREATE INDEX probes_of_memory ON probes(memory_id)",
        """CREATE TABLE evaluations (
            id INTEGER PRIMARY KEY AUTOINCREMENT, sleep_id INTEGER NOT NULL REFERENCES sleeps(id),
            memory_id INTEGER REFERENCES memories(id), question TEXT NOT NULL, before TEXT NOT NULL,
            after TEXT NOT NULL, right_before INTEGER NOT NULL, right_after INTEGER NOT NULL)""",
        "CREATE INDEX evaluations_of_sleep ON evaluations(sleep_id)",
        "CREATE INDEX evaluations_of_memory ON evaluations(memory_id)",
    )


@migrations()
def m004_lineage(db: Database) -> None:
    _run(
        db,
        """CREATE TABLE expert_memories (
            expert_id TEXT NOT NULL, memory_id INTEGER NOT NULL REFERENCES memories(id),
            PRIMARY KEY (expert_id, memory_id)) WITHOUT ROWID""",
        "CREATE INDEX experts_of_memory ON expert_memories(memory_id)",
    )


@migrations()
def m005_stale_lineage(db: Database) -> None:
    _run(db, "ALTER TABLE expert_memories ADD COLUMN stale TEXT NOT NULL DEFAULT ''")


@migrations()
def m006_dream_spans(db: Database) -> None:
    _run(db, "ALTER TABLE dreams ADD COLUMN span TEXT NOT NULL DEFAULT ''")


@migrations()
def m007_attachments_and_summaries(db: Database) -> None:
    _run(
        db,
        "ALTER TABLE messages ADD COLUMN attachments TEXT NOT NULL DEFAULT '[]'",
        "ALTER TABLE messages ADD COLUMN covers INTEGER",
    )


@migrations()
def m008_watch(db: Database) -> None:
    _run(
        db,
        """CREATE TABLE decisions (
            id INTEGER PRIMARY KEY AUTOINCREMENT, made REAL NOT NULL, seen REAL NOT NULL, sleeps INTEGER NOT NULL,
            cause TEXT NOT NULL, reason TEXT NOT NULL, watcher TEXT NOT NULL)""",
        """CREATE TABLE checkpoints (
            sleep_id INTEGER NOT NULL REFERENCES sleeps(id), stage TEXT NOT NULL, saved REAL NOT NULL,
            state BLOB NOT NULL, PRIMARY KEY (sleep_id, stage))""",
    )


@migrations()
def m009_pasted(db: Database) -> None:
    _run(db, "ALTER TABLE messages ADD COLUMN pasted TEXT NOT NULL DEFAULT '[]'")


@migrations()
def m010_conflicts(db: Database) -> None:
    _run(
        db,
        """CREATE TABLE conflicts (
            memory_id INTEGER NOT NULL REFERENCES memories(id), other_id INTEGER NOT NULL REFERENCES memories(id),
            PRIMARY KEY (memory_id, other_id)) WITHOUT ROWID""",
        "CREATE INDEX conflicts_of_other ON conflicts(other_id)",
    )


@migrations()
def m011_told(db: Database) -> None:
    _run(db, "CREATE INDEX memories_by_told ON memories(valid_from)")


@migrations()
def m012_shown(db: Database) -> None:
    _run(db, "ALTER TABLE expert_memories ADD COLUMN shown INTEGER NOT NULL DEFAULT 0")


def schema_version() -> int:
    """What `PRAGMA user_version` holds once every step has run: the number of steps."""
    return len(migrations._migrations)


def _search_table(db: Database, table: str, columns: tuple[str, ...]) -> None:
    """A full-text index over `columns` that keeps no copy of the text, fed by triggers."""
    names = ", ".join(columns)
    old, new = (", ".join(f"{row}.{column}" for column in columns) for row in ("old", "new"))
    remove = f"INSERT INTO {table}_fts({table}_fts, rowid, {names}) VALUES ('delete', old.id, {old});"
    add = f"INSERT INTO {table}_fts(rowid, {names}) VALUES (new.id, {new});"
    _run(
        db,
        f"CREATE VIRTUAL TABLE {table}_fts USING fts5({names}, content={table}, content_rowid=id,"
        f" tokenize='{_TOKENIZER}')",
        f"CREATE TRIGGER {table}_added AFTER INSERT ON {table} BEGIN {add} END",
        f"CREATE TRIGGER {table}_removed AFTER DELETE ON {table} BEGIN {remove} END",
        f"CREATE TRIGGER {table}_changed AFTER UPDATE OF {names} ON {table} BEGIN {remove} {add} END",
    )


def _run(db: Database, *statements: str) -> None:
    for statement in statements:
        db.execute(statement)
