"""Keeping the machine awake, with the library's own switches for machines that can and cannot."""

from __future__ import annotations

import sys

import pytest

from assistant.sleep.keep_awake import kept_awake


def test_a_machine_that_can_is_kept_awake(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAKEPY_FAKE_SUCCESS", "1")
    with kept_awake() as awake:
        assert awake


def test_a_machine_that_cannot_still_has_its_night(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("WAKEPY_FORCE_FAILURE", "1")
    with caplog.at_level("INFO"), kept_awake() as awake:
        assert not awake
    assert "no way to keep it awake" in caplog.text


def test_a_night_without_the_library_is_told_once_and_goes_on(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setitem(sys.modules, "wakepy", None)
    with caplog.at_level("INFO"), kept_awake() as awake:
        assert not awake
    (record,) = caplog.records
    assert "pip install 'reverie[desktop]'" in record.getMessage()


def test_what_ends_a_night_is_passed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAKEPY_FAKE_SUCCESS", "1")
    with pytest.raises(KeyboardInterrupt), kept_awake():
        raise KeyboardInterrupt
