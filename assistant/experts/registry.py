"""The experts on disk and the active set. Every change is one rename: a kill leaves the old state or the new one."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.atomic_file import sync_file, write_atomically
from assistant.digest import file_sha256
from assistant.errors import ExpertError
from assistant.experts.manifest import Expert, Level, check_id, from_json, parse_object, to_json
from assistant.paths import PRIVATE_FILE, PRIVATE_FOLDER, Home

MANIFEST = "expert.json"
GGUF = "adapter.gguf"
TENSORS = "adapter_model.safetensors"
SETTINGS = "adapter_config.json"
KEPT_SETS = 50
"""How many earlier active sets can be gone back to."""


@dataclass(frozen=True, slots=True)
class ActiveSet:
    """The experts that chat may mount, and the sets before it, oldest first."""

    experts: tuple[str, ...] = ()
    history: tuple[tuple[str, ...], ...] = ()


class ExpertRegistry:
    """The experts of one home. `base_sha256` is the loaded model's digest; None checks no base."""

    def __init__(self, home: Home, base_sha256: str | None = None) -> None:
        self._home = home
        self._base_sha256 = base_sha256

    @property
    def home(self) -> Home:
        """Whose experts these are."""
        return self._home

    @property
    def base_sha256(self) -> str | None:
        """The loaded model's digest."""
        return self._base_sha256

    def folder(self, expert_id: str) -> Path:
        """Where that expert lies, or would lie. Raises: ExpertError for an id that cannot be one."""
        return self._home.experts / check_id(expert_id)

    def create(self, expert_id: str) -> Path:
        """An empty folder for a new expert; it stays invisible until `complete`.

        Raises: ExpertError when that expert exists already.
        """
        folder = self.folder(expert_id)
        if (folder / MANIFEST).exists():
            raise ExpertError(f"The expert {expert_id} exists already. Choose another id.")
        if folder.exists():
            shutil.rmtree(folder)
        folder.mkdir(parents=True, mode=PRIVATE_FOLDER)
        return folder

    def complete(self, expert: Expert) -> Expert:
        """Seal the folder: digests of its files, then the manifest. Returns the expert as recorded.

        Also rewrites the manifest of a complete expert (a new state, new scores).
        Raises: ExpertError when files are missing or the base is another one.
        """
        folder = self.folder(expert.id)
        faults = [*_missing(folder, expert), *self._base_faults(expert)]
        if faults:
            raise ExpertError(f"The expert {expert.id} cannot be completed: {'; '.join(faults)}.")
        files = {path.name: path for path in sorted(folder.iterdir()) if path.is_file() and path.name != MANIFEST}
        for path in files.values():
            path.chmod(PRIVATE_FILE)
            sync_file(path)
        sealed = replace(expert, files={name: file_sha256(path) for name, path in files.items()})
        write_atomically(folder / MANIFEST, to_json(sealed))
        return sealed

    def load(self, expert_id: str) -> Expert:
        """The expert of that id. Raises: ExpertError when it is absent, incomplete or damaged."""
        manifest = self.folder(expert_id) / MANIFEST
        try:
            text = manifest.read_text(encoding="utf-8")
        except FileNotFoundError as error:
            known = ", ".join(path.parent.name for path in self._manifests()) or "none"
            raise ExpertError(f"There is no complete expert {expert_id}. Known experts: {known}.") from error
        except (OSError, UnicodeDecodeError) as error:
            raise ExpertError(f"{manifest} cannot be read: {error}. Restore it from a backup.") from error
        expert = from_json(text, str(manifest))
        if expert.id != expert_id:
            raise ExpertError(f"{manifest} is of the expert {expert.id}, expected {expert_id}. Move the folder back.")
        return expert

    def list(self) -> list[Expert]:
        """All complete experts, oldest first. Raises: ExpertError for a damaged manifest."""
        experts = [self.load(path.parent.name) for path in self._manifests()]
        return sorted(experts, key=lambda expert: (expert.created, expert.id))

    def active(self) -> ActiveSet:
        """The active set; the empty one when nothing was ever activated. Raises: ExpertError."""
        source = self._home.active
        try:
            text = source.read_text(encoding="utf-8")
        except FileNotFoundError:
            return ActiveSet()
        except (OSError, UnicodeDecodeError) as error:
            raise ExpertError(f"{source} cannot be read: {error}. Restore it, or delete it to start plain.") from error
        table = parse_object(text, str(source))
        try:
            return ActiveSet(_ids(table["active"]), tuple(_ids(past) for past in table.get("history", [])))
        except (KeyError, TypeError) as error:
            raise ExpertError(
                f"{source} does not hold lists of expert ids: {error}. Restore it, or delete it to start plain."
            ) from error

    def activate(self, expert_ids: Sequence[str]) -> ActiveSet:
        """Make exactly these the active set and remember the one before.

        Raises: ExpertError when one that joins is absent, damaged or made for another base; nothing changes then.
        Those that are active already stay as they are: experts of another base wait for its return.
        """
        chosen = tuple(dict.fromkeys(expert_ids))
        current = self.active()
        self._verify_joining(chosen, current)
        if chosen == current.experts:
            return current
        return self._write(ActiveSet(chosen, (*current.history, current.experts)[-KEPT_SETS:]))

    def deactivate(self, expert_ids: Sequence[str]) -> ActiveSet:
        """Take these out of the active set. Verifies nothing: a broken or foreign expert can always be taken out."""
        current = self.active()
        kept = tuple(expert_id for expert_id in current.experts if expert_id not in expert_ids)
        if kept == current.experts:
            return current
        return self._write(ActiveSet(kept, (*current.history, current.experts)[-KEPT_SETS:]))

    def rollback(self) -> ActiveSet:
        """Go back to the latest earlier set whose experts are active still, or can be used.

        Raises: ExpertError when there is none.
        """
        current = self.active()
        history = list(current.history)
        reasons: list[str] = []
        while history:
            earlier = history.pop()
            try:
                self._verify_joining(earlier, current)
            except ExpertError as error:
                reasons.append(str(error))
                continue
            return self._write(ActiveSet(earlier, tuple(history)))
        detail = f" ({' '.join(reasons)})" if reasons else ""
        raise ExpertError(
            f"There is no earlier set of experts to go back to{detail}. See what there is with: reverie expert list"
        )

    def _verify_joining(self, chosen: Sequence[str], current: ActiveSet) -> None:
        for expert_id in chosen:
            if expert_id not in current.experts:
                self.verify(expert_id)

    def verify(self, expert_id: str) -> Expert:
        """The expert, after a look at each of its files and at its base. Raises: ExpertError with all faults."""
        expert = self.load(expert_id)
        folder = self.folder(expert_id)
        faults = _missing(folder, expert) or _damage(folder, expert)
        faults += self._base_faults(expert)
        if faults:
            raise ExpertError(f"The expert {expert_id} cannot be used: {'; '.join(faults)}.")
        return expert

    def fits_base(self, expert: Expert) -> bool:
        """Whether it was made for the loaded model, or no model is known."""
        return not self._base_faults(expert)

    def remove(self, expert_id: str) -> None:
        """Delete an expert that is not active. Raises: ExpertError."""
        self.load(expert_id)
        if expert_id in self.active().experts:
            raise ExpertError(f"The expert {expert_id} is active. Take it out first: reverie expert rollback")
        folder = self.folder(expert_id)
        (folder / MANIFEST).unlink()
        shutil.rmtree(folder)

    def sweep(self) -> tuple[str, ...]:
        """Delete folders without a manifest and return their names. Only under the sleep lock: a night writes there."""
        if not self._home.experts.is_dir():
            return ()
        stale = [path for path in self._home.experts.iterdir() if path.is_dir() and not (path / MANIFEST).exists()]
        for path in stale:
            shutil.rmtree(path)
        return tuple(sorted(path.name for path in stale))

    def _manifests(self) -> tuple[Path, ...]:
        return tuple(sorted(self._home.experts.glob(f"*/{MANIFEST}")))

    def _write(self, active: ActiveSet) -> ActiveSet:
        table = {"version": 1, "active": active.experts, "history": active.history}
        write_atomically(self._home.active, json.dumps(table, indent=2) + "\n")
        return active

    def _base_faults(self, expert: Expert) -> tuple[str, ...]:
        if self._base_sha256 is None or expert.base_sha256 == self._base_sha256:
            return ()
        return (
            f"it was made for {expert.base_name} (sha256 {expert.base_sha256[:12]}) and the loaded model has "
            f"sha256 {self._base_sha256[:12]}: choose that model, or sleep again on this one",
        )


def _missing(folder: Path, expert: Expert) -> list[str]:
    # Nothing is trained on top of a core, and one that ships with a model has no other layout.
    needed = (GGUF,) if expert.level is Level.CORE else (GGUF, TENSORS, SETTINGS)
    return [f"{name} is missing" for name in needed if not (folder / name).is_file()]


def _damage(folder: Path, expert: Expert) -> list[str]:
    faults = []
    for name, digest in expert.files.items():
        path = folder / name
        if not path.is_file():
            faults.append(f"{name} is missing")
        elif file_sha256(path) != digest:
            faults.append(f"{name} was changed or damaged since the night that wrote it")
    with (folder / GGUF).open("rb") as file:
        if file.read(4) != b"GGUF":
            faults.append(f"{GGUF} is no GGUF file")
    return faults


def _ids(values: object) -> tuple[str, ...]:
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise TypeError(f"found {values!r}")
    return tuple(values)
