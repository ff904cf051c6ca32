"""How a model on the hub is named, which of a repository's files is meant, and where it lies in the home. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import UsageError
from assistant.paths import Home

_SPEC = re.compile(r"(?:hf\.co/)?(?P<repo>\w[\w.-]*/\w[\w.-]*)(?::(?P<choice>[^:]+))?")
_PREFERRED = ("Q4_K_M", "Q4_0", "Q4_1", "Q4_K_S", "Q5_K_M", "Q8_0")
_NOT_A_MODEL = ("mmproj", "imatrix", "-of-0")


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """One file of a repository. `sha256` is of its content."""

    repo: str
    path: str
    size_bytes: int
    sha256: str


def is_spec(text: str) -> bool:
    """Whether the text has the form `owner/repo[:file or quantisation]`."""
    return _SPEC.fullmatch(text) is not None


def split_spec(text: str) -> tuple[str, str | None]:
    """`owner/repo` and what stands behind the colon. Raises: UsageError."""
    match = _SPEC.fullmatch(text)
    if match is None:
        raise UsageError(
            f"{text!r} is neither a model of the catalogue nor a repository. Expected a name from "
            "`reverie model list`, or owner/repo, owner/repo:Q4_K_M, owner/repo:file.gguf"
        )
    return match["repo"], match["choice"]


def choose_file(repo: str, choice: str | None, files: list[RemoteFile]) -> RemoteFile:
    """The file that `choice` (a file name or a quantisation) means; None: the usual 4-bit one.

    Raises: UsageError, listing what there is.
    """
    wanted = [choice] if choice else list(_PREFERRED)
    for name in wanted:
        exact = [file for file in files if file.path.lower() == name.lower()]
        matching = exact or [file for file in files if _has_quantisation(file.path, name)]
        if matching:
            return min(matching, key=lambda file: (len(file.path), file.path))
    if not choice and len(files) == 1:
        return files[0]
    offered = ", ".join(sorted(file.path for file in files)) or "no single-file GGUF model"
    raise UsageError(f"{repo} has no {choice or 'usual 4-bit GGUF'}. It has: {offered}. Say which: {repo}:FILE")


def path_of(home: Home, repo: str, file: str) -> Path:
    """Where a repository's file lies in the home: two repositories may name theirs alike."""
    owner, name = repo.split("/")
    return home.models / owner / name / Path(file).name


def is_model(path: str) -> bool:
    """Whether that path is a model in one file, not a projector, a calibration or a split part."""
    name = path.lower()
    return name.endswith(".gguf") and not any(part in name for part in _NOT_A_MODEL)


def _has_quantisation(path: str, quantisation: str) -> bool:
    """Whether the file name holds it as a whole word: Q4_K is not Q4_K_M, and UD-Q4_K_M is another one."""
    return re.search(rf"(?<!UD)(?:^|[-./_]){re.escape(quantisation)}\.gguf$", path, re.IGNORECASE) is not None
