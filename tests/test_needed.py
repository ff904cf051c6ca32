"""What is missing is skipped where somebody works, and fails where everything must be there."""

from __future__ import annotations

import pytest

from backends import registry
from tests import needed


@pytest.fixture(params=["", "true"])
def outcome(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> type[BaseException]:
    """What ends a test that misses something, without CI and under it."""
    monkeypatch.setenv("CI", request.param)
    return pytest.fail.Exception if request.param else pytest.skip.Exception


def test_a_missing_library_is_named(outcome: type[BaseException]) -> None:
    with pytest.raises(outcome, match="no_such_library is not installed, so its speed was not tested"):
        needed.library("no_such_library", "its speed")


def test_a_missing_trainer_is_named(outcome: type[BaseException], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(registry.TRAINING, "mlx", ("x:y", "no_such_library", "pip install x"))
    with pytest.raises(outcome, match="no_such_library is not installed, so the mlx trainer was not tested"):
        needed.trainer("mlx")


def test_what_is_there_is_handed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    assert needed.library("json", "anything").dumps({}) == "{}"
    monkeypatch.setitem(registry.TRAINING, "mlx", ("x:y", "json", "pip install x"))
    assert needed.trainer("mlx") == "mlx"
