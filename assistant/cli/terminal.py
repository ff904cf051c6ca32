"""`reverie` alone: the terminal UI. The only module of the product that imports it."""

from __future__ import annotations

import argparse
import sys

from assistant.cli.compose import open_home, read_config
from assistant.errors import UsageError


def run(arguments: argparse.Namespace) -> int:
    """Open the terminal UI and stay until the user leaves it. Raises: UsageError without a terminal."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError(
            "The terminal UI needs a terminal, and standard input or output is none. "
            "For scripts: reverie ask TEXT (see reverie --help)."
        )
    home = open_home(arguments)
    config = read_config(home)
    from tui.app import run as open_interface

    return open_interface(home, config)
