"""`reverie forget --all`: erases everything that was ever told; model, cache and settings stay."""

from __future__ import annotations

import argparse
import shutil
import sys

from assistant.cli.compose import open_home, open_store
from assistant.cli.output import confirmed, note
from assistant.errors import UsageError
from assistant.experts.registry import ExpertRegistry
from assistant.lock import held


def run(arguments: argparse.Namespace) -> int:
    """Erase, in an order in which a kill leaves nothing that points to what is gone. Not while a night runs.

    Raises: UsageError, SleepLocked, NotSaved, OSError.
    """
    home = open_home(arguments)
    if not (arguments.yes or sys.stdin.isatty()):
        raise UsageError("There is nobody to ask whether all of it is meant. Add --yes to erase it unasked.")
    if not confirmed(f"Erase every chat, memory, night and expert in {home.root} for good?", arguments.yes):
        note("nothing was erased")
        return 0
    with held(home.sleep_lock), open_store(arguments) as store:
        if ExpertRegistry(home).active().experts:
            ExpertRegistry(home).activate([])
        store.forget_all()
        home.active.unlink(missing_ok=True)
        for folder in (home.experts, home.sleeps):
            shutil.rmtree(folder)
        for file in home.logs.iterdir():
            # Emptied, not removed: a program that is open goes on writing to it.
            file.write_bytes(b"")
        home.create()
    note("everything was erased; exports and copies outside this folder are yours to delete")
    return 0
