"""Pictures of every screen at a small, a usual and a large terminal. The engine is faked here only."""

from __future__ import annotations

import pytest

from tests.tui.fakes import FakeAssistant
from tests.tui.snapshots.scenes import SIZES, furnish


@pytest.fixture(autouse=True)
def furnished(assistant: FakeAssistant) -> None:
    furnish(assistant)


@pytest.fixture(params=SIZES, ids=lambda size: "{}x{}".format(*size))
def size(request: pytest.FixtureRequest) -> tuple[int, int]:
    """A terminal's columns and rows."""
    columns, rows = request.param
    return columns, rows
