"""What an unfinished night has done so far, so that it can go on. Kept here so that forgetting reaches it."""

from __future__ import annotations

from collections.abc import Callable

from assistant.memory.database import Database


class Checkpoints:
    """The table `checkpoints`: one row a stage of a night. A memory that is forgotten or edited empties it."""

    def __init__(self, database: Database, clock: Callable[[], float]) -> None:
        self._database = database
        self._clock = clock

    def save(self, sleep_id: int, stage: str, state: bytes) -> None:
        """Keep the result of a stage in place of an older one."""
        with self._database.write() as db:
            db.execute(
                "INSERT OR REPLACE INTO checkpoints(sleep_id, stage, saved, state) VALUES (?, ?, ?, ?)",
                [sleep_id, stage, self._clock(), state],
            )

    def stages(self, sleep_id: int) -> dict[str, bytes]:
        """The stages that are kept of a night."""
        rows = self._database.rows("SELECT stage, state FROM checkpoints WHERE sleep_id = ?", [sleep_id])
        return {row["stage"]: row["state"] for row in rows}

    def newest(self) -> int | None:
        """The newest night that has any."""
        rows = self._database.rows("SELECT max(sleep_id) AS id FROM checkpoints")
        return None if rows[0]["id"] is None else int(rows[0]["id"])

    def drop(self, sleep_id: int | None = None) -> None:
        """Remove a night's stages, or all."""
        with self._database.write() as db:
            db.execute("DELETE FROM checkpoints WHERE :id IS NULL OR sleep_id = :id", {"id": sleep_id})
