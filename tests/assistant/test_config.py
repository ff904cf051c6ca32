"""Settings: what is refused, and how it is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.config import Config, load_config, parse_hours
from assistant.errors import ConfigError


def test_quiet_hours_are_minutes_of_the_day() -> None:
    assert parse_hours("22:00-07:30, 12:00 - 13:00") == ((1320, 450), (720, 780))
    assert parse_hours("") == parse_hours(" , ") == ()


@pytest.mark.parametrize(
    "text", ["22-7", "24:00-07:00", "22:60-07:00", "at night", "08:00-08:00", "22:00-07:00 12:00-13:00"]
)
def test_quiet_hours_that_mean_nothing_are_refused_beside_all_other_faults(tmp_path: Path, text: str) -> None:
    path = tmp_path / "config.toml"
    path.write_text(f'modell = "x"\n[sleep]\nquiet_hours = "{text}"\n')
    with pytest.raises(
        ConfigError, match=r"unknown key modell \(did you mean model\?\); sleep.quiet_hours must"
    ) as raised:
        load_config(path)
    assert text in str(raised.value)


def test_no_file_means_the_defaults(tmp_path: Path) -> None:
    assert load_config(tmp_path / "config.toml") == Config()
