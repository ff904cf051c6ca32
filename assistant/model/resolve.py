"""From the name in the settings to a file on this machine, and back into the settings. Opens no connection."""

from __future__ import annotations

import json
import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path

from assistant.atomic_file import write_atomically
from assistant.errors import ConfigError, MachineError, UsageError
from assistant.model.catalogue import STARTER, find_entry
from assistant.model.repository import RemoteFile, choose_file, is_spec, path_of, split_spec
from assistant.model.starter import find_starter
from assistant.paths import Home

_MODEL_LINE = re.compile(r"""^\s*model\s*=\s*(?:"(?:[^"\\]|\\.)*"|'[^']*')(?P<rest>\s*(?:\#.*)?)$""")
_TABLE_LINE = re.compile(r"^\s*\[")


def resolve_model(home: Home, name_or_path: str, environment: Mapping[str, str] = os.environ) -> Path:
    """The file of a catalogue name, of `owner/repo[:file or quantisation]`, of a name in `models/`, or of a path.

    Raises: MachineError when it is not on this machine, with the command that fetches it.
    """
    if name_or_path.lower() == STARTER.name:
        path = find_starter(home, environment)
        if path is None:
            raise MachineError("The starter is not on this machine yet. Fetch it (98 MB): reverie model pull starter")
        return path
    entry = find_entry(name_or_path)
    if entry is not None:
        path = path_of(home, entry.repo, entry.file)
        if not path.is_file():
            raise MachineError(
                f"{entry.title} is not on this machine yet. Fetch it ({entry.size_bytes / 1e9:.1f} GB): "
                f"reverie model pull {entry.name}"
            )
        return path
    found = _named_file(home, name_or_path) or _pulled_file(home, name_or_path)
    if found is not None:
        return found
    if is_spec(name_or_path) and not name_or_path.lower().endswith(".gguf"):
        raise MachineError(f"{name_or_path} is not on this machine yet. Fetch it: reverie model pull {name_or_path}")
    raise MachineError(
        f"There is no model {name_or_path!r}: no such file, and no such name in the catalogue. "
        "See what there is: reverie model list"
    )


def installed_models(home: Home) -> list[Path]:
    """The model files below the home, by name."""
    return sorted(path for path in home.models.rglob("*.gguf") if path.is_file())


def use_model(home: Home, name: str, environment: Mapping[str, str] = os.environ) -> Path:
    """Make it the model of the settings: one line of `config.toml` changes, comments stay. Returns its file.

    Raises: MachineError when it is not on this machine, ConfigError when the file cannot be edited safely.
    """
    path = resolve_model(home, name, environment)
    chosen = str(path.absolute()) if Path(name).expanduser().is_file() else name
    try:
        before = home.config.read_text(encoding="utf-8")
    except FileNotFoundError:
        before = ""
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{home.config} cannot be read: {error}. Correct the file or remove it.") from error
    write_atomically(home.config, _with_model(before, chosen, home.config))
    return path


def _with_model(text: str, name: str, source: Path) -> str:
    """The settings with `model` set, everything else as it was. Raises: ConfigError."""
    line = f"model = {json.dumps(name, ensure_ascii=False)}"
    lines = text.splitlines()
    top = next((index for index, old in enumerate(lines) if _TABLE_LINE.match(old)), len(lines))
    for index in range(top):
        match = _MODEL_LINE.match(lines[index])
        if match:
            lines[index] = line + match["rest"]
            break
    else:
        lines.insert(_after_opening_comment(lines[:top]), line)
    edited = "\n".join(lines) + "\n"
    if not _changes_only_model(text, edited, name, source):
        raise ConfigError(f"{source} is written in a way that cannot be edited safely. Set it there by hand: {line}")
    return edited


def _changes_only_model(before: str, after: str, name: str, source: Path) -> bool:
    try:
        expected = {**tomllib.loads(before), "model": name}
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{source} is not valid TOML: {error}. Correct the file or remove it.") from error
    try:
        return tomllib.loads(after) == expected
    except tomllib.TOMLDecodeError:
        return False


def _after_opening_comment(lines: list[str]) -> int:
    return next((index for index, line in enumerate(lines) if not line.lstrip().startswith("#")), len(lines))


def _named_file(home: Home, name: str) -> Path | None:
    """A path as given, or a file of the models folder with or without its ending."""
    given = Path(name).expanduser()
    if given.suffix.lower() == ".gguf" and given.is_file():
        return given.absolute()
    return next((path for path in installed_models(home) if name in (path.name, path.stem)), None)


def _pulled_file(home: Home, spec: str) -> Path | None:
    """The pulled file that a repository spec means, chosen among those on this machine."""
    if not is_spec(spec):
        return None
    repo, choice = split_spec(spec)
    here = path_of(home, repo, "any").parent
    files = [RemoteFile(repo, path.name, 0, "") for path in here.glob("*.gguf")]
    if choice is None and len(files) == 1:
        return here / files[0].path
    try:
        return here / choose_file(repo, choice, files).path
    except UsageError:
        return None
