"""Experts of this machine, as `tui.bridge` wants them."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.child_process import program
from assistant.errors import ExpertError
from tui.views import ExpertView

if TYPE_CHECKING:
    from tui.local import LocalAssistant


class LocalExperts:
    """What sleep produced."""

    def __init__(self, parts: LocalAssistant) -> None:
        self._parts = parts

    def all(self) -> list[ExpertView]:
        """Complete experts, newest first."""
        registry, store = self._parts.registry, self._parts.store
        active = registry.active().experts
        views = []
        for expert in registry.list()[::-1]:
            memories = self._parts.memories.find(store.expert_memories(expert.id) or expert.memory_ids)
            fault = "" if registry.fits_base(expert) else f"made for another model: {expert.base_name}"
            views.append(
                ExpertView(
                    expert.id,
                    expert.level,
                    expert.state,
                    expert.created,
                    expert.id in active,
                    tuple(memory.text for memory in memories),
                    expert.scores,
                    expert.rank,
                    fault,
                    expert.parent or "",
                    expert.sleep_id or 0,
                )
            )
        return views

    def activate(self, expert_ids: Sequence[str]) -> None:
        """Let chat mount exactly these. Raises: ExpertError."""
        self._parts.registry.activate(expert_ids)

    def roll_back(self) -> tuple[str, ...]:
        """Return to the set before. Raises: ExpertError."""
        return self._parts.registry.rollback().experts

    def active(self) -> tuple[str, ...]:
        """The experts that chat may mount."""
        return self._parts.registry.active().experts

    def export(self, expert_id: str, folder: str, layout: str, on_line: Callable[[str], None]) -> Path:
        """Write an expert in a layout of `reverie expert export`, or in all, into a new folder.

        In a process of its own: converting takes libraries that the interface does without. Raises: ExpertError,
        OSError.
        """
        target = Path(folder).expanduser().absolute()
        words = ["expert", "export", expert_id, "--format", layout, "--out", str(target)]
        told: list[str] = []
        with subprocess.Popen(
            [*program(), "--home", str(self._parts.home.root), *words],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            errors="replace",
        ) as process:
            for line in process.stderr or ():
                told.append(line)
                on_line(line.strip())
        if process.returncode != 0:
            said = "".join(told).strip()
            raise ExpertError(said.rpartition("reverie: ")[2] or f"The export of {expert_id} failed.")
        return target
