"""The command line: `reverie`. Each command's module is loaded only when that command is run.

stdout is data, stderr is narration. Exit codes: 0 done or validly skipped, 1 failed or rejected,
2 bad usage, 3 this machine can't, 130 interrupted.
"""

from __future__ import annotations

import argparse
import importlib
import logging
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import cast

from assistant.cli.parser import build_parser

DONE, FAILED, BAD_USAGE, CANNOT, INTERRUPTED = 0, 1, 2, 3, 130

Command = Callable[[argparse.Namespace], int]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code. `argv` defaults to the process's own arguments."""
    # Whatever is written from here on, by libraries and children too, is the user's alone.
    os.umask(0o077)
    arguments = list(sys.argv[1:] if argv is None else argv)
    child = _child(arguments)
    if child is not None:
        return child
    _never_fail_on_encoding()
    return run_command(build_parser().parse_args(arguments))


def _child(arguments: list[str]) -> int | None:
    """The process entries that the product starts for itself; None when this is not one of them."""
    match arguments:
        case ["__engine"]:
            importlib.import_module("assistant.chat.engine_server").main()
            return DONE
        case ["__import", library]:
            importlib.import_module(library)
            return DONE
        case ["--home", folder, "__sleep-worker"]:
            from assistant.paths import resolve_home

            return int(importlib.import_module("assistant.sleep.worker").main(resolve_home(folder)))
    return None


def run_command(arguments: argparse.Namespace) -> int:
    """Run what the parser chose, with its log records in the home's log file."""
    from assistant import logs
    from assistant.paths import resolve_home

    handler = logs.start(resolve_home(arguments.home).logs / "reverie.log")
    try:
        return _explained(arguments)
    finally:
        logs.stop(handler)


def _explained(arguments: argparse.Namespace) -> int:
    """The one place where errors become text and an exit code."""
    from assistant.errors import AssistantError
    from backends.base import BackendError, BackendUnavailable

    try:
        code = _load(arguments.run)(arguments)
        sys.stdout.flush()
        return code
    except AssistantError as error:
        return _fail(str(error), error.exit_code)
    except BackendUnavailable as error:
        return _fail(str(error), CANNOT)
    except BackendError as error:
        return _fail(str(error), FAILED)
    except KeyboardInterrupt:
        return _fail("interrupted", INTERRUPTED)
    except BrokenPipeError:
        return _reader_left()
    except OSError as error:
        logging.getLogger(__name__).exception("operating system error")
        return _fail(_os_error_text(error), FAILED)
    except Exception as error:
        # A bug: the trace goes to the log, the user gets a short notice.
        logging.getLogger(__name__).exception("unexpected error")
        if os.environ.get("REVERIE_DEBUG"):
            raise
        return _fail(
            f"something went wrong inside reverie ({type(error).__name__}: {error}). "
            "The trace is in logs/reverie.log in reverie's folder (see `reverie doctor`); "
            "REVERIE_DEBUG=1 shows it here.",
            FAILED,
        )


def _load(target: str) -> Command:
    module, function = target.split(":")
    return cast(Command, getattr(importlib.import_module(module), function))


def _fail(text: str, code: int) -> int:
    with suppress(OSError):
        print(f"reverie: {text}", file=sys.stderr)
    return code


def _os_error_text(error: OSError) -> str:
    where = f" {error.filename}" if error.filename else ""
    return f"the system refused{where}: {error.strerror or error}. Check that the disk has room and that you may write."


def _reader_left() -> int:
    """`reverie … | head`: the reader has what it wanted, and the interpreter must not complain at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return DONE


def _never_fail_on_encoding() -> None:
    """A terminal that cannot show a character gets a replacement instead of a traceback."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")
