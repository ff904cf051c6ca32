"""What may follow what was typed behind a slash: commands, then files for /attach and names for /theme."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tui.commands import completions, parse

SHOWN_AT_MOST = 40


@dataclass(frozen=True, slots=True)
class Offer:
    """A line that the input box could hold instead, and what it means; without a line it only says something."""

    line: str
    label: str
    about: str = ""


def offers(line: str, themes: Sequence[str] = ()) -> list[Offer]:
    """Best first; none when the line is no command, or its argument is free text."""
    if not line.startswith("/") or "\n" in line:
        return []
    if " " not in line:
        return [Offer(f"/{command.name} ", command.usage, command.summary) for command in completions(line)]
    command, _ = parse(line)
    argument = line.partition(" ")[2]
    if command is None:
        return []
    if command.name == "attach":
        return _files(argument)
    if command.name == "theme":
        return [Offer(f"/theme {name}", name) for name in themes if name.startswith(argument) and name != argument]
    return []


def _files(typed: str) -> list[Offer]:
    """The entries of the folder that is being typed, folders first, hidden ones only when asked for."""
    head, slash, begun = typed.rpartition("/")
    try:
        folder = Path(head + slash or ".").expanduser()
        entries = sorted(folder.iterdir(), key=lambda entry: (not entry.is_dir(), entry.name.casefold()))
    except (OSError, RuntimeError):
        return []
    found = []
    for entry in entries:
        if entry.name.startswith(begun) and (begun.startswith(".") or not entry.name.startswith(".")):
            name = entry.name + ("/" if entry.is_dir() else "")
            if head + slash + name != typed:
                found.append(Offer(f"/attach {head}{slash}{name}", name))
    more = len(found) - SHOWN_AT_MOST
    return found if more <= 0 else [*found[:SHOWN_AT_MOST], Offer("", f"and {more} more: type on to find them")]
