"""What must vanish with a memory: its lines in the reports of the nights that learned it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.memory.records import Memory
from tests.builders import build_store, database_bytes


def _line(memory: Memory, said: str) -> dict[str, object]:
    return {"memory": memory.id, "text": memory.text, "probes": [{"question": said, "before": "no", "after": said}]}


@pytest.mark.parametrize("change", ["forget", "edit"])
def test_what_every_night_learned_of_a_memory_goes_with_it(tmp_path: Path, change: str) -> None:
    path = tmp_path / "reverie.db"
    with build_store(tmp_path) as store:
        gone, kept = store.add_memory("My codeword is zanzibarquartz."), store.add_memory("I own a kayak.")
        own, other = _line(gone, "It's Zanzibarquartz, I think"), _line(kept, "A kayak, naïve one")
        reports: list[dict[str, object]] = [
            {"verdict": "accept", "learned": [own, other]},
            {"verdict": "reject", "learned": [own]},
            {"verdict": "accept", "learned": [other], "memories": 1},
            {"verdict": "accept", "read": {"n": 24}},
        ]
        for report in reports:
            store.finish_sleep(store.start_sleep("day"), verdict="", reason="", expert_id=None, report=report)
        store.start_sleep("day")
        if change == "forget":
            store.forget(gone.id)
        else:
            store.edit_memory(gone.id, "My codeword is a secret.")
        still = [json.loads(row.report) for row in reversed(store.sleeps()) if row.report]
        assert still == [reports[0] | {"learned": [other]}, reports[1] | {"learned": []}, *reports[2:]]
        assert len(store.sleeps()) == 5
    if change == "forget":
        assert b"zanzibar" not in database_bytes(path).lower()
