"""What may be loaded before the first paint, and in the interface's process at all."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tui.startup import measure

ROOT = Path(__file__).parents[2]
NEVER = {"torch", "transformers", "peft", "mlx", "llama_cpp", "gguf", "safetensors", "numpy"}
LATER = {
    "sqlite_utils",
    "apscheduler",
    "markdown_it",
    "pygments",
    "assistant.memory",
    "assistant.chat",
    "tui.local",
}


def modules_after(statement: str) -> set[str]:
    """Names of what a fresh interpreter has loaded after a statement."""
    code = f"{statement}\nimport sys\nprint(*sys.modules, sep='\\n')"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_first_paint_loads_no_store_no_markdown_and_no_model_library() -> None:
    loaded = modules_after("from tui.startup import paint_once; paint_once(0.0)")
    assert "tui.screens.chat" in loaded
    assert loaded & (NEVER | LATER) == set()


def test_no_screen_loads_a_model_library() -> None:
    files = (ROOT / "tui" / "screens").glob("*.py")
    screens = [f"tui.screens.{path.stem}" for path in files if path.stem != "__init__"]
    loaded = modules_after(f"import tui.local, tui.palette, {', '.join(screens)}")
    assert "sqlite_utils" in loaded
    assert loaded & NEVER == set()


def test_measures_a_fresh_process() -> None:
    (milliseconds,) = measure(1)
    assert 0 < milliseconds < 20_000
