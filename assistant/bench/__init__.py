"""How good is it, against what: suites, arms, metrics and the report."""

from __future__ import annotations

import argparse

from assistant.paths import Home


def main(suite: str, options: argparse.Namespace, home: Home) -> int:
    """Run a suite in a home of its own; the model and the core expert come from `home`. Returns the exit code.

    Raises: UsageError, MachineError, BackendError.
    """
    from assistant.bench.suites import run_suite

    return run_suite(suite, options, home)
