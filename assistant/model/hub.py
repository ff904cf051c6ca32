"""What a Hugging Face repository offers: its GGUF files with size and digest. Asked only by `model pull`."""

from __future__ import annotations

import json
import os
import re
import urllib.error
import urllib.request
from collections.abc import Mapping
from http.client import HTTPException
from typing import Any
from urllib.parse import quote

from assistant.errors import MachineError, UsageError
from assistant.model.repository import RemoteFile, is_model

DEFAULT_ENDPOINT = "https://huggingface.co"
TIMEOUT_SECONDS = 30.0
_NEXT_PAGE = re.compile(r'<([^>]+)>;\s*rel="next"')


def endpoint(environment: Mapping[str, str] = os.environ) -> str:
    """HF_ENDPOINT, for mirrors, else the hub itself; without a slash at the end."""
    return (environment.get("HF_ENDPOINT") or DEFAULT_ENDPOINT).rstrip("/")


def list_files(repo: str, base: str) -> list[RemoteFile]:
    """The GGUF models of a repository. Raises: UsageError (no such repository), MachineError (offline)."""
    url: str | None = f"{base}/api/models/{quote(repo)}/tree/main?recursive=true"
    rows: list[dict[str, Any]] = []
    while url:
        page, url = _get_page(url, repo)
        rows += page
    return [
        RemoteFile(repo, row["path"], int(row["lfs"]["size"]), str(row["lfs"]["oid"]))
        for row in rows
        if row.get("type") == "file" and is_model(row["path"]) and "lfs" in row
    ]


def _get_page(url: str, repo: str) -> tuple[list[dict[str, Any]], str | None]:
    try:
        with urllib.request.urlopen(url, timeout=TIMEOUT_SECONDS) as reply:
            rows = json.load(reply)
            following = _NEXT_PAGE.search(reply.headers.get("Link", ""))
    except urllib.error.HTTPError as error:
        raise refusal(error, repo) from error
    except (OSError, HTTPException, ValueError) as error:
        raise offline(url, error) from error
    if not isinstance(rows, list):
        raise MachineError(f"{url} did not answer with a list of files. Check HF_ENDPOINT, or try later.")
    return rows, following[1] if following else None


def refusal(error: urllib.error.HTTPError, repo: str) -> UsageError | MachineError:
    """What a refused request means to the user."""
    if error.code == 404:
        return UsageError(f"There is no {repo} on the hub. Check the spelling; see also: reverie model list")
    if error.code in (401, 403):
        return UsageError(
            f"{repo} does not exist, or its owner wants a log-in. Choose an open repository; see: reverie model list"
        )
    return MachineError(f"The hub answered {error.code} ({error.reason}) for {repo}. Try again later.")


def offline(url: str, error: Exception) -> MachineError:
    """No answer at all."""
    reason = getattr(error, "reason", None) or error
    return MachineError(
        f"No answer from {url.split('/api/')[0].split('/resolve/')[0]}: {reason}. "
        "Check the network connection (or HF_ENDPOINT) and run the same command again."
    )
