"""Processes load only what they need, seen from inside: a subprocess imports, and tells what it then holds."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HEAVY = {"torch", "transformers", "peft", "safetensors", "gguf", "mlx", "mlx_lm", "llama_cpp", "numpy", "jinja2"}


PROGRAM = """
import json, sys
{statement}
print(json.dumps(sorted({{name.split(".")[0] for name in sys.modules}})))
"""


def top_level_modules_after(statement: str) -> set[str]:
    """The top-level packages that a fresh interpreter holds after `statement`."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(statement=statement)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stdout.splitlines()[-1]))


INTERFACE = """
import tui.app, tui.local
import assistant.chat.engine, assistant.chat.session, assistant.chat.prompt, assistant.memory.recall
import assistant.experts.registry, assistant.experts.routing, assistant.sleep.supervisor
import pathlib, tempfile
from assistant.memory.store import MemoryStore
with tempfile.TemporaryDirectory() as folder, MemoryStore.open(pathlib.Path(folder) / "reverie.db") as store:
    store.add_memory("My dog is called Fudge.")
    assert store.search_memories("dog", 1)
"""


def test_the_ui_process_loads_no_model_library() -> None:
    loaded = top_level_modules_after(INTERFACE)
    assert {"tui", "textual", "assistant", "sqlite_utils"} <= loaded
    assert loaded & HEAVY == set()


@pytest.mark.parametrize(
    "module", ["ask", "sleep", "memory", "chats", "expert", "exchange", "model", "bench", "doctor", "compose"]
)
def test_no_command_loads_a_model_library_or_the_interface(module: str) -> None:
    loaded = top_level_modules_after(f"import assistant.cli.{module}")
    assert loaded & (HEAVY | {"textual", "rich"}) == set()


def test_the_engine_process_loads_no_database_and_no_interface() -> None:
    loaded = top_level_modules_after("import assistant.chat.engine_server")
    assert loaded & {"textual", "sqlite_utils", "torch", "transformers"} == set()


def test_the_protocols_and_the_registry_load_nothing_else() -> None:
    loaded = top_level_modules_after("import backends.base, backends.registry")
    assert "backends" in loaded
    assert loaded & (HEAVY | {"assistant", "tui"}) == set()


def contract(name: str) -> dict[str, list[str]]:
    """One contract of import-linter, as it stands in pyproject.toml."""
    linter = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    return next(entry for entry in linter["contracts"] if entry["name"] == name)


def test_every_part_of_the_product_but_one_is_kept_from_the_network() -> None:
    """The contract that keeps the network in `assistant.model` names everything beside it."""
    parts = {path.stem for path in (ROOT / "assistant").iterdir() if path.suffix == ".py" or path.is_dir()}
    parts -= {"__init__", "__pycache__", "model"}
    kept = contract("The network stays in assistant.model")["source_modules"]
    assert {*kept} == {"backends", "tui", *(f"assistant.{name}" for name in parts)}


def test_every_engine_module_is_fenced() -> None:
    """The contract that keeps engines out of product and interface names each module of `backends`."""
    fence = contract("Engines are loaded by name")
    names = {path.stem for path in (ROOT / "backends").glob("*.py")} - {"__init__", "base", "registry"}
    assert set(fence["forbidden_modules"]) == {f"backends.{name}" for name in names}
