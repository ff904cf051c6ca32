"""The core that ships with a model: put in force once, whole, and never in the way of one's own."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.errors import ExpertError
from assistant.experts.manifest import Expert, ExpertState, Level, from_json, to_json
from assistant.experts.registry import GGUF, MANIFEST, ExpertRegistry
from assistant.experts.routing import Router
from assistant.experts.shipped import FOLDER, adopt, core_for
from assistant.model.catalogue import STARTER_SHA256
from assistant.paths import Home
from tests.assistant.experts.test_routing import hit

MakeExpert = Callable[..., Expert]
BASE = "ab" * 32


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """One core, for the base BASE."""
    adapter = b"GGUF and then some"
    core = Expert(
        id="core-shipped-1",
        level=Level.CORE,
        created=1.0,
        base_sha256=BASE,
        base_name="Base",
        rank=16,
        alpha=32.0,
        target_modules=("q_proj",),
        memory_ids=(),
        beside_notes=1.0,
        state=ExpertState.ACCEPTED,
        files={GGUF: hashlib.sha256(adapter).hexdigest()},
    )
    own = tmp_path / "shipped" / BASE[:12]
    own.mkdir(parents=True)
    (own / GGUF).write_bytes(adapter)
    (own / MANIFEST).write_text(to_json(core), encoding="utf-8")
    return own.parent


@pytest.fixture
def registry(home: Home) -> ExpertRegistry:
    return ExpertRegistry(home, BASE)


def test_it_is_put_in_force_beside_what_is_active(registry: ExpertRegistry, folder: Path) -> None:
    assert adopt(registry, folder) == core_for(BASE, folder)
    assert registry.active().experts == ("core-shipped-1",)
    assert registry.verify("core-shipped-1").beside_notes == 1.0


def test_only_once_so_that_it_can_be_rolled_back(registry: ExpertRegistry, folder: Path) -> None:
    adopt(registry, folder)
    registry.rollback()
    assert adopt(registry, folder) is None
    assert registry.active().experts == ()


def test_it_takes_the_place_of_one_that_shipped_before(registry: ExpertRegistry, folder: Path) -> None:
    adopt(registry, folder)
    manifest = folder / BASE[:12] / MANIFEST
    newer = replace(from_json(manifest.read_text(encoding="utf-8"), "manifest"), id="core-shipped-2")
    manifest.write_text(to_json(newer), encoding="utf-8")
    assert adopt(registry, folder) == newer
    assert registry.active().experts == ("core-shipped-2",)
    registry.rollback()
    assert registry.active().experts == ("core-shipped-1",)


def test_not_beside_a_core_of_ones_own(registry: ExpertRegistry, folder: Path, home: Home) -> None:
    own = registry.create("core-00001")
    (own / GGUF).write_bytes(b"GGUF")
    shipped = core_for(BASE, folder)
    assert shipped is not None
    registry.complete(replace(shipped, id="core-00001", sleep_id=1, files={}))
    assert adopt(registry, folder) is None
    assert [expert.id for expert in registry.list()] == ["core-00001"]


def test_not_for_another_model_nor_for_none(home: Home, folder: Path) -> None:
    assert adopt(ExpertRegistry(home, "cd" * 32), folder) is None
    assert adopt(ExpertRegistry(home), folder) is None
    assert not list(home.experts.iterdir())


def test_a_damaged_one_is_not_put_in_force(registry: ExpertRegistry, folder: Path) -> None:
    (folder / BASE[:12] / GGUF).write_bytes(b"GGUF, but another one")
    with pytest.raises(ExpertError, match="changed or damaged"):
        adopt(registry, folder)
    assert registry.active().experts == ()


def test_two_instances_at_once_leave_one_whole_core(
    registry: ExpertRegistry, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename = Path.rename

    def slower(part: Path, target: Path) -> Path:
        monkeypatch.setattr(Path, "rename", rename)
        adopt(registry, folder)
        return part.rename(target)

    monkeypatch.setattr(Path, "rename", slower)
    assert adopt(registry, folder) is None
    assert registry.active().experts == ("core-shipped-1",)
    assert [path.name for path in registry.home.experts.iterdir()] == ["core-shipped-1"]


def test_chat_mounts_it_beside_notes_at_its_own_scale(registry: ExpertRegistry, folder: Path) -> None:
    adopt(registry, folder)
    routed = Router(registry).route([hit(1, 0.9)], "What is my dog called?")
    assert [ref.scale for ref in routed.adapters] == [1.0]


def test_the_starter_has_one_and_it_is_whole(home: Home) -> None:
    registry = ExpertRegistry(home, STARTER_SHA256)
    core = adopt(registry)
    assert core is not None and core.level is Level.CORE and core.memory_ids == ()
    assert registry.verify(core.id).files.keys() == {GGUF}
    assert (FOLDER / STARTER_SHA256[:12] / "README.md").is_file(), "where it comes from"
