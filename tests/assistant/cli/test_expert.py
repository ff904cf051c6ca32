"""`reverie expert`: every sub-command on experts in a real home."""

from __future__ import annotations

import pytest

from assistant.experts.manifest import Expert, Level
from assistant.experts.registry import GGUF, SETTINGS, TENSORS, ExpertRegistry
from assistant.memory.store import MemoryStore
from assistant.paths import Home
from tests.command_line import Run


@pytest.fixture
def experts(home: Home) -> ExpertRegistry:
    """Two complete experts, `day-1` and `day-2`."""
    registry = ExpertRegistry(home)
    for number, name in enumerate(("day-1", "day-2")):
        folder = registry.create(name)
        (folder / GGUF).write_bytes(b"GGUF" + name.encode())
        (folder / TENSORS).write_bytes(b"tensors")
        (folder / SETTINGS).write_text("{}", encoding="utf-8")
        registry.complete(
            Expert(
                name, Level.DAY, float(number), "a" * 64, "Base", 8, 16.0, ("up_proj",), (1,), scores={"recall": 0.75}
            )
        )
    return registry


def test_without_experts_the_list_says_how_to_get_one(run: Run) -> None:
    outcome = run("expert", "list")
    assert (outcome.code, outcome.out) == (0, "")
    assert "reverie sleep" in outcome.err
    assert run("expert", "verify").code == 0


def test_activate_list_and_rollback(run: Run, experts: ExpertRegistry) -> None:
    assert run("expert", "activate", "day-1", "--json").json == {"active": ["day-1"]}
    assert run("expert", "activate", "day-2", "--json").json == {"active": ["day-2"]}
    listed = run("expert", "list", "--json").json
    assert [(entry["id"], entry["active"]) for entry in listed] == [("day-1", False), ("day-2", True)]
    assert run("expert", "rollback", "--json").json == {"active": ["day-1"]}
    assert run("expert", "activate", "--json").json == {"active": []}
    assert experts.active().experts == ()


def test_rollback_with_nothing_before_fails(run: Run) -> None:
    assert run("expert", "rollback").code == 1


def test_show(run: Run, experts: ExpertRegistry, store: MemoryStore) -> None:
    memory = store.add_memory("My dog is called Fudge.")
    store.link_expert("day-1", [memory.id])
    shown = run("expert", "show", "day-1")
    assert "recall    0.750" in shown.out
    assert "Fudge" in shown.out
    assert run("expert", "show", "day-1", "--json").json["memories"][0]["id"] == memory.id
    assert run("expert", "show", "day-9").code == 1


def test_verify_names_the_damaged_one(run: Run, experts: ExpertRegistry) -> None:
    (experts.folder("day-2") / TENSORS).write_bytes(b"other")
    outcome = run("expert", "verify", "--json")
    assert outcome.code == 1
    assert [(entry["id"], entry["sound"]) for entry in outcome.json] == [("day-1", True), ("day-2", False)]
    assert run("expert", "verify", "day-1").code == 0
