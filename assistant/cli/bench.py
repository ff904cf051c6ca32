"""`reverie bench`: how good it is, and against what."""

from __future__ import annotations

import argparse

from assistant.paths import resolve_home


def run(arguments: argparse.Namespace) -> int:
    """Run one suite in a home of its own; only its model comes from the chosen home."""
    from assistant.bench import main

    return int(main(arguments.suite, arguments, resolve_home(arguments.home)))
