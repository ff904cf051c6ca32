"""`reverie doctor`: checks this machine and this home."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from assistant import __version__
from assistant.cli.compose import open_home, read_config
from assistant.cli.output import data, data_json, note, shown
from assistant.config import Config
from assistant.doctor import Check, State, examine
from assistant.errors import ConfigError
from assistant.paths import Home


def run(arguments: argparse.Namespace) -> int:
    """Print every check; the exit code is the first fault's, 0 without faults."""
    home = open_home(arguments)
    checks = _checks(home)
    faults = [check for check in checks if check.state is State.FAULT]
    if arguments.json:
        shown_checks = [{key: value for key, value in asdict(c).items() if key != "exit_code"} for c in checks]
        data_json({"version": __version__, "home": str(home.root), "sound": not faults, "checks": shown_checks})
    else:
        data(f"reverie {__version__}, home {home.root}")
        for check in checks:
            data(f"{check.state:<6} {check.name:<10} {shown(check.text)}")
        note(f"{len(faults)} faults" if len(faults) != 1 else "1 fault")
    return faults[0].exit_code if faults else 0


def _checks(home: Home) -> list[Check]:
    """The checks; a faulty configuration is one of the findings, and the rest is checked with the defaults."""
    try:
        return examine(home, read_config(home))
    except ConfigError as error:
        return [Check("settings", State.FAULT, str(error), error.exit_code), *examine(home, Config())]
