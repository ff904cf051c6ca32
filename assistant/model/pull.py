"""Fetching a model file: resumed where it broke off, checked against its digest, moved into place last."""

from __future__ import annotations

import errno
import os
import shutil
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from http.client import HTTPException
from pathlib import Path
from ssl import SSLError
from typing import BinaryIO
from urllib.parse import quote

from assistant.atomic_file import sync_folder
from assistant.digest import file_sha256
from assistant.errors import MachineError
from assistant.model import hub
from assistant.model.catalogue import STARTER, find_entry
from assistant.model.repository import RemoteFile, choose_file, path_of, split_spec
from assistant.model.starter import fetch_starter
from assistant.paths import PRIVATE_FILE, PRIVATE_FOLDER, Home

Progress = Callable[[int, int], None]
"""Called with the bytes had and the bytes in all."""

CHUNK_BYTES = 1 << 20
ATTEMPTS = 5
SPARE_BYTES = 200 * 10**6
"""Left free on the disk, so that a download does not stop the database from being written."""


def pull(
    home: Home,
    spec: str,
    on_progress: Progress = lambda done, total: None,
    should_stop: Callable[[], bool] = lambda: False,
    *,
    environment: Mapping[str, str] = os.environ,
    wait: Callable[[float], None] = time.sleep,
) -> Path:
    """Fetch a catalogue name or `owner/repo[:file or quantisation]` into the home; its path.

    A file that is already there and right is not fetched again.
    Raises: UsageError (no such model), MachineError (offline, disk too small, wrong checksum, stopped).
    """
    entry = find_entry(spec)
    if entry is STARTER:
        return fetch_starter(home.models, on_progress)
    repo, choice = (entry.repo, entry.file) if entry else split_spec(spec)
    base = hub.endpoint(environment)
    remote = choose_file(repo, choice, hub.list_files(repo, base))
    target = path_of(home, repo, remote.path)
    if target.is_file() and target.stat().st_size == remote.size_bytes and file_sha256(target) == remote.sha256:
        on_progress(remote.size_bytes, remote.size_bytes)
        return target
    url = f"{base}/{quote(repo)}/resolve/main/{quote(remote.path)}"
    download(url, target, remote, on_progress, should_stop, wait)
    return target


def download(
    url: str,
    target: Path,
    remote: RemoteFile,
    on_progress: Progress,
    should_stop: Callable[[], bool],
    wait: Callable[[float], None],
) -> None:
    """Fetch `url` to `target` through a `.part` file beside it, which a later call continues.

    Raises: UsageError, MachineError.
    """
    target.parent.mkdir(parents=True, exist_ok=True, mode=PRIVATE_FOLDER)
    # The digest in the name keeps a part of an older version from being continued.
    part = target.with_name(f"{target.name}.{remote.sha256[:12]}.part")
    _check_disk(part, remote.size_bytes)
    attempt, had = 0, -1
    while _size(part) < remote.size_bytes:
        try:
            _fetch_rest(url, part, remote, on_progress, should_stop)
            failure: Exception | None = None
        except urllib.error.HTTPError as error:
            if error.code < 500:
                raise hub.refusal(error, remote.repo) from error
            failure = error
        except (urllib.error.URLError, HTTPException, SSLError, ConnectionError, TimeoutError) as error:
            failure = error
        except OSError as error:
            raise _disk_failure(part, error) from error
        attempt = 1 if _size(part) > had else attempt + 1
        had = _size(part)
        if had < remote.size_bytes:
            if attempt >= ATTEMPTS:
                raise hub.offline(url, failure or ConnectionError("the connection broke off"))
            wait(min(2.0**attempt, 30.0))
    _accept(part, target, remote)


def _fetch_rest(
    url: str, part: Path, remote: RemoteFile, on_progress: Progress, should_stop: Callable[[], bool]
) -> None:
    """Append what the connection gives until it ends or the file is whole."""
    done = _size(part)
    request = urllib.request.Request(url, headers={"Range": f"bytes={done}-"} if done else {})
    with urllib.request.urlopen(request, timeout=hub.TIMEOUT_SECONDS) as reply:
        if reply.status != 206:
            done = 0
        on_progress(done, remote.size_bytes)
        with _open_private(part, append=done > 0) as file:
            while chunk := reply.read(CHUNK_BYTES):
                file.write(chunk)
                done += len(chunk)
                on_progress(min(done, remote.size_bytes), remote.size_bytes)
                if should_stop():
                    raise MachineError(f"Stopped at {done} of {remote.size_bytes} bytes. Run it again to continue.")
                if done >= remote.size_bytes:
                    return


def _accept(part: Path, target: Path, remote: RemoteFile) -> None:
    found = file_sha256(part)
    if found != remote.sha256:
        part.unlink()
        raise MachineError(
            f"{remote.path} arrived damaged: sha256 {found}, expected {remote.sha256}. "
            "What was fetched is deleted; run the same command again."
        )
    part.replace(target)
    sync_folder(target.parent)


def _open_private(part: Path, append: bool) -> BinaryIO:
    flags = os.O_WRONLY | os.O_CREAT | (os.O_APPEND if append else os.O_TRUNC)
    return os.fdopen(os.open(part, flags, PRIVATE_FILE), "ab" if append else "wb")


def _check_disk(part: Path, size_bytes: int) -> None:
    needed = size_bytes - _size(part) + SPARE_BYTES
    free = shutil.disk_usage(part.parent).free
    if free < needed:
        raise MachineError(
            f"The disk of {part.parent} has {free / 1e9:.1f} GB free, expected {needed / 1e9:.1f} GB for this model. "
            "Free some space, or move the home with --home."
        )


def _disk_failure(part: Path, error: OSError) -> MachineError:
    reason = "the disk is full" if error.errno == errno.ENOSPC else str(error)
    return MachineError(f"{part} cannot be written: {reason}. Free some space and run the same command again.")


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0
