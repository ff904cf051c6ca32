"""Fixtures for all tests: a home of their own, and the starter model."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.needed import missing

STARTER = Path(__file__).parents[1] / ".starter" / "SmolLM2-135M-Instruct.Q4_1.gguf"


@pytest.fixture(autouse=True)
def reverie_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No test sees the user's own home."""
    home = tmp_path / "reverie-home"
    monkeypatch.setenv("REVERIE_HOME", str(home))
    return home


@pytest.fixture(scope="session")
def starter_model() -> Path:
    """The starter GGUF: REVERIE_STARTER, else where `make` puts it. Its absence skips, but fails under CI."""
    path = Path(os.environ.get("REVERIE_STARTER") or STARTER)
    if not path.exists():
        missing(f"the starter model is not at {path}; `make starter` fetches it, or set REVERIE_STARTER")
    return path
