"""Where everything lies: one property per location, all below one home folder."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import platformdirs

PRIVATE_FOLDER = 0o700
PRIVATE_FILE = 0o600
OTHERS = 0o077
"""What group and others may do."""


@dataclass(frozen=True, slots=True)
class Home:
    """The folder that holds one person's assistant. Created private to the user."""

    root: Path

    @property
    def database(self) -> Path:
        return self.root / "reverie.db"

    @property
    def config(self) -> Path:
        return self.root / "config.toml"

    @property
    def models(self) -> Path:
        return self.root / "models"

    @property
    def experts(self) -> Path:
        return self.root / "experts"

    @property
    def active(self) -> Path:
        """The active set: which experts chat may mount. Replaced atomically."""
        return self.root / "active.json"

    @property
    def sleeps(self) -> Path:
        """One folder a night: report and checkpoint."""
        return self.root / "sleeps"

    @property
    def sleep_lock(self) -> Path:
        return self.root / "sleep.lock"

    @property
    def cache(self) -> Path:
        """Dequantised weights and other things that can be made again."""
        return self.root / "cache"

    @property
    def model_digests(self) -> Path:
        """The sha256 of each model file, so that an unchanged file is not read anew at every start."""
        return self.cache / "model_sha256.json"

    @property
    def logs(self) -> Path:
        return self.root / "logs"

    def create(self) -> Home:
        """Make the folders, private to the user, and take others' access from those that are there. Raises: OSError."""
        for folder in (self.root, self.models, self.experts, self.sleeps, self.cache, self.logs):
            folder.mkdir(parents=True, exist_ok=True, mode=PRIVATE_FOLDER)
            _tighten(folder)
        return self


def _tighten(folder: Path) -> None:
    """The owner's own bits stay as they are: a folder that was made read-only is meant to be."""
    if os.name != "posix":
        return
    found = folder.stat()
    if found.st_uid == os.geteuid() and found.st_mode & OTHERS:
        # A file system that is mounted read-only keeps them, and is still one that can be read.
        with suppress(OSError):
            folder.chmod(stat.S_IMODE(found.st_mode) & ~OTHERS)


def resolve_home(flag: str | None, environment: Mapping[str, str] = os.environ) -> Home:
    """`--home`, else REVERIE_HOME, else the platform's data folder. Creates nothing."""
    chosen = flag or environment.get("REVERIE_HOME")
    return Home(Path(chosen).expanduser().absolute() if chosen else platformdirs.user_data_path("reverie"))
