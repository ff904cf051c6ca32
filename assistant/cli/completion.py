"""`reverie completion`: a script that completes commands, flags and file names in a shell."""

from __future__ import annotations

import argparse

from assistant.cli.manual import arguments, commands
from assistant.cli.parser import build_parser

_PATHS = ("FILE", "FOLDER", "DIR")


def run(given: argparse.Namespace) -> int:
    """Print the script; the shell evaluates it without starting reverie again."""
    print(script(given.shell))
    return 0


def script(shell: str) -> str:
    """The completion script of bash, zsh or fish."""
    import shtab

    parser = build_parser()
    for command in commands(parser):
        for action in arguments(command):
            if str(action.metavar).startswith(_PATHS):
                action.complete = shtab.DIRECTORY if action.metavar == "FOLDER" else shtab.FILE  # type: ignore[attr-defined]
    return str(shtab.complete(parser, shell=shell))
