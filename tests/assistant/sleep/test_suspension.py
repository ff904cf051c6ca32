"""What two looks at the clocks say of the time between them."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.memory.records import Look
from assistant.sleep import suspension
from assistant.sleep.suspension import boot_id, look, newest

BEFORE = Look(1000.0, 100.0, "a", None)
WOKEN = Look(1000.0, 100.0, "a", 40.0)


@pytest.mark.parametrize(
    ("before", "wall", "steady", "boot", "woke"),
    [
        (None, 1000.0, 100.0, "a", None),
        (BEFORE, 1060.0, 160.0, "a", None),
        (BEFORE, 1150.0, 160.0, "a", None),
        (BEFORE, 1151.0, 160.0, "a", 160.0),
        (WOKEN, 1060.0, 160.0, "a", 40.0),
        (WOKEN, 9000.0, 160.0, "a", 160.0),
        (WOKEN, 500.0, 160.0, "a", 40.0),
        (WOKEN, 9000.0, 20.0, "b", 0.0),
    ],
    ids=["first", "minute", "set a little", "suspended", "still known", "again", "set back", "started"],
)
def test_since_when_it_is_awake(before: Look | None, wall: float, steady: float, boot: str, woke: float | None) -> None:
    assert look(before, wall, steady, boot) == Look(wall, steady, boot, woke)


def test_the_later_look_of_this_start_counts() -> None:
    later = Look(900.0, 200.0, "a", None)
    assert newest(None, None, "a") is None
    assert newest(BEFORE, None, "a") == newest(None, BEFORE, "a") == BEFORE
    assert newest(BEFORE, later, "a") == newest(later, BEFORE, "a") == later
    assert newest(Look(9999.0, 9999.0, "old", None), BEFORE, "a") == BEFORE


def test_a_start_of_the_machine_has_a_name(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert boot_id() and boot_id() == boot_id()
    monkeypatch.setattr(suspension, "_BOOT_ID", tmp_path / "none")
    assert float(boot_id()) > 0
