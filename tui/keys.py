"""Keys of the user's own: `keys.toml` gives commands other keys, as in `quit = "ctrl+q,f10"` or `why = ""`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from textual.binding import Binding

from tui.commands import COMMANDS

TEMPLATE_HEAD = """\
# Keys of the commands. Take away the # of a line and change what stands right of the equals sign.
# Several keys: "ctrl+b,f8". No key: "". Names: ctrl+a, alt+a, f1 to f12, escape, pageup ...
"""
_FIXED = {"enter": "sends", "ctrl+j": "begins a new line", "ctrl+c": "copies what is selected"}


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of each command by its name, and what in the file could not be meant."""

    by_name: Mapping[str, str] = field(default_factory=lambda: {c.name: c.key for c in COMMANDS})
    faults: tuple[str, ...] = ()


def command_bindings() -> list[Binding]:
    """A binding a command, under its name; one without a key has one that no keyboard makes."""
    return [
        Binding(
            command.key or f"unbound-{command.name}",
            f"command('{command.name}')",
            command.summary,
            show=False,
            # Esc first belongs to what lies over the chat.
            priority=command.name != "stop",
            id=command.name,
        )
        for command in COMMANDS
    ]


def read_keys(path: Path) -> Keys:
    """The table's keys, changed by the file. Never raises: a line with a fault leaves its command as it was."""
    # Loaded when there is something to read: the first paint does not wait for it.
    import difflib
    import tomllib

    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Keys()
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        return Keys(faults=(f"it cannot be read: {error}",))
    keys = {command.name: command.key for command in COMMANDS}
    faults: list[str] = []
    for name, wanted in table.items():
        if name not in keys:
            near = difflib.get_close_matches(name, keys, n=1)
            faults.append(f"there is no command {name}" + (f" (did you mean {near[0]}?)" if near else ""))
        elif not isinstance(wanted, str):
            faults.append(f'{name} must be text such as "ctrl+b", found {wanted!r}')
        else:
            keys[name] = ",".join(key.strip().lower() for key in wanted.split(",") if key.strip())
    return Keys(keys, (*faults, *_clashes(keys)))


def _clashes(keys: Mapping[str, str]) -> list[str]:
    owner = dict(_FIXED)
    faults = []
    for name, wanted in keys.items():
        for key in filter(None, wanted.split(",")):
            if key in owner:
                faults.append(f"{key} is given to {name}, but it {owner[key]}")
            owner[key] = f"runs /{name}"
    return faults


def template() -> str:
    """A `keys.toml` in which every line is commented out."""
    return TEMPLATE_HEAD + "".join(f'# {command.name} = "{command.key}"\n' for command in COMMANDS)
