from __future__ import annotations

import json
import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.errors import ExpertError
from assistant.experts.manifest import Expert, ExpertState, Level
from assistant.experts.registry import GGUF, MANIFEST, SETTINGS, TENSORS, ActiveSet, ExpertRegistry
from assistant.paths import Home

MakeExpert = Callable[..., Expert]


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_completed_expert_is_listed_and_loaded(registry: ExpertRegistry, make_expert: MakeExpert) -> None:
    later = make_expert("day-2", created=2.0)
    earlier = make_expert("day-1", created=1.0)
    assert registry.list() == [earlier, later]
    assert registry.load("day-2") == later


def test_a_folder_without_manifest_is_invisible_and_swept(
    registry: ExpertRegistry, home: Home, make_expert: MakeExpert
) -> None:
    kept = make_expert("day-1")
    folder = registry.create("day-2")
    (folder / GGUF).write_bytes(b"GGUF half")
    assert registry.list() == [kept]
    with pytest.raises(ExpertError, match=r"no complete expert day-2\. Known experts: day-1"):
        registry.load("day-2")
    assert registry.sweep() == ("day-2",)
    assert not folder.exists()
    assert registry.list() == [kept]


def test_create_clears_what_a_killed_night_left(registry: ExpertRegistry) -> None:
    (registry.create("day-1") / "stale").touch()
    assert list(registry.create("day-1").iterdir()) == []


def test_create_refuses_a_complete_expert(registry: ExpertRegistry, make_expert: MakeExpert) -> None:
    make_expert("day-1")
    with pytest.raises(ExpertError, match="exists already"):
        registry.create("day-1")


def test_complete_names_every_missing_file(registry: ExpertRegistry) -> None:
    registry.create("day-1")
    expert = Expert("day-1", Level.DAY, 0.0, "a" * 64, "Base", 8, 16.0, (), ())
    with pytest.raises(ExpertError, match=f"{GGUF} is missing; {TENSORS} is missing; {SETTINGS} is missing"):
        registry.complete(expert)
    assert registry.list() == []


def test_complete_again_records_a_new_state(registry: ExpertRegistry, make_expert: MakeExpert) -> None:
    expert = make_expert("day-1")
    registry.complete(replace(expert, state=ExpertState.ACCEPTED, scores={"recall": 1.0}))
    assert registry.load("day-1").state is ExpertState.ACCEPTED
    assert registry.load("day-1").scores == {"recall": 1.0}


def test_everything_is_private_to_the_user(registry: ExpertRegistry, home: Home, make_expert: MakeExpert) -> None:
    make_expert("day-1")
    registry.activate(["day-1"])
    folder = registry.folder("day-1")
    assert mode(folder) == 0o700
    assert {mode(path) for path in folder.iterdir()} == {0o600}
    assert mode(home.active) == 0o600


def test_activate_is_read_back_by_another_registry(
    registry: ExpertRegistry, home: Home, make_expert: MakeExpert
) -> None:
    make_expert("day-1")
    make_expert("day-2")
    registry.activate(["day-1"])
    registry.activate(["day-1", "day-2", "day-1"])
    assert ExpertRegistry(home).active() == ActiveSet(("day-1", "day-2"), ((), ("day-1",)))
    table = json.loads(home.active.read_text())
    assert table == {"version": 1, "active": ["day-1", "day-2"], "history": [[], ["day-1"]]}


def test_activating_the_same_set_adds_no_history(registry: ExpertRegistry, make_expert: MakeExpert) -> None:
    make_expert("day-1")
    registry.activate(["day-1"])
    assert registry.activate(["day-1"]).history == ((),)


def test_rollback_returns_to_the_set_before_until_there_is_none(
    registry: ExpertRegistry, make_expert: MakeExpert
) -> None:
    make_expert("day-1")
    make_expert("day-2")
    registry.activate(["day-1"])
    registry.activate(["day-1", "day-2"])
    assert registry.rollback() == ActiveSet(("day-1",), ((),))
    assert registry.rollback() == ActiveSet((), ())
    with pytest.raises(ExpertError, match="no earlier set"):
        registry.rollback()
    assert registry.active() == ActiveSet()


def test_rollback_passes_over_a_set_whose_expert_is_gone(registry: ExpertRegistry, make_expert: MakeExpert) -> None:
    for name in ("day-1", "day-2", "day-3"):
        make_expert(name)
        registry.activate([name])
    registry.remove("day-2")
    assert registry.rollback().experts == ("day-1",)


def test_an_expert_for_another_base_is_refused_naming_both(registry: ExpertRegistry, make_expert: MakeExpert) -> None:
    make_expert("day-1", base="b" * 64)
    with pytest.raises(ExpertError) as refused:
        registry.activate(["day-1"])
    assert "bbbbbbbbbbbb" in str(refused.value) and "aaaaaaaaaaaa" in str(refused.value)
    assert registry.active() == ActiveSet()


def test_activate_of_an_unknown_expert_changes_nothing(registry: ExpertRegistry, make_expert: MakeExpert) -> None:
    make_expert("day-1")
    registry.activate(["day-1"])
    with pytest.raises(ExpertError, match="no complete expert day-9"):
        registry.activate(["day-1", "day-9"])
    assert registry.active().experts == ("day-1",)


def test_rollback_leaves_the_experts_of_another_model_in_place(
    registry: ExpertRegistry, home: Home, make_expert: MakeExpert
) -> None:
    make_expert("day-1")
    make_expert("day-2", base="b" * 64)
    registry.activate(["day-1"])
    other = ExpertRegistry(home, "b" * 64)
    other.activate(["day-1", "day-2"])
    assert other.rollback().experts == ("day-1",)


def test_what_is_active_already_is_in_nobodys_way(registry: ExpertRegistry, make_expert: MakeExpert) -> None:
    for name in ("day-1", "day-2", "day-3"):
        make_expert(name)
    registry.activate(["day-1", "day-2"])
    (registry.folder("day-1") / GGUF).unlink()
    assert registry.activate(["day-1", "day-2", "day-3"]).experts == ("day-1", "day-2", "day-3")
    registry.deactivate(["day-1"])
    with pytest.raises(ExpertError, match="day-1 cannot be used"):
        registry.activate(["day-1"])


def test_a_kill_while_the_active_set_is_written_leaves_the_old_one(
    registry: ExpertRegistry, home: Home, make_expert: MakeExpert, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_expert("day-1")
    make_expert("day-2")
    registry.activate(["day-1"])

    def killed(descriptor: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("assistant.atomic_file.os.fsync", killed)
    with pytest.raises(KeyboardInterrupt):
        registry.activate(["day-2"])
    assert registry.active().experts == ("day-1",)
    assert [path.name for path in home.root.iterdir() if path.name.endswith(".part")] == []


@pytest.mark.parametrize("text", ["", "{}", '{"active": "day-1"}', '{"active": [1]}', "[]"])
def test_a_damaged_active_set_is_an_expert_error(registry: ExpertRegistry, home: Home, text: str) -> None:
    home.active.write_text(text)
    with pytest.raises(ExpertError, match=r"active\.json"):
        registry.active()


def test_verify_finds_changed_lost_and_foreign_files(registry: ExpertRegistry, make_expert: MakeExpert) -> None:
    expert = make_expert("day-1")
    folder = registry.folder("day-1")
    assert registry.verify("day-1") == expert
    (folder / GGUF).write_bytes(b"not one")
    with pytest.raises(ExpertError, match=r"adapter\.gguf was changed .*; adapter\.gguf is no GGUF file"):
        registry.verify("day-1")
    (folder / TENSORS).unlink()
    with pytest.raises(ExpertError, match=f"{TENSORS} is missing"):
        registry.verify("day-1")


def test_a_manifest_moved_to_another_folder_is_refused(registry: ExpertRegistry, make_expert: MakeExpert) -> None:
    make_expert("day-1")
    registry.folder("day-1").rename(registry.folder("day-2"))
    with pytest.raises(ExpertError, match="is of the expert day-1"):
        registry.load("day-2")


def test_remove_refuses_an_active_expert(registry: ExpertRegistry, make_expert: MakeExpert) -> None:
    make_expert("day-1")
    registry.activate(["day-1"])
    with pytest.raises(ExpertError, match="is active"):
        registry.remove("day-1")
    assert (registry.folder("day-1") / MANIFEST).exists()


def test_sweep_of_a_home_without_experts_folder(tmp_path: Path) -> None:
    assert ExpertRegistry(Home(tmp_path / "nothing")).sweep() == ()
