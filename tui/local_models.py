"""Models of this machine and of the catalogue, as `tui.bridge` wants them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from assistant.errors import MachineError
from assistant.model.catalogue import CATALOGUE, GIGABYTE, CatalogueEntry, recommended
from assistant.model.resolve import installed_models, resolve_model, use_model
from tui.views import ModelChoice

if TYPE_CHECKING:
    from tui.local import LocalAssistant


class LocalModels:
    """Choosing and fetching models."""

    def __init__(self, parts: LocalAssistant) -> None:
        self._parts = parts

    def choices(self) -> list[ModelChoice]:
        """The catalogue with what is here first, and files of the models folder that no entry names."""
        import psutil

        memory = psutil.virtual_memory().total
        best = recommended(memory)
        known = [self._choice(entry, memory, best) for entry in CATALOGUE]
        titled = {entry.file for entry in CATALOGUE}
        own = [
            ModelChoice(
                path.stem, path.name, path.stat().st_size / GIGABYTE, path.stat().st_size / GIGABYTE * 1.15, True, True
            )
            for path in installed_models(self._parts.home)
            if path.name not in titled
        ]
        return sorted([*own, *known], key=lambda choice: not choice.here)

    def _choice(self, entry: CatalogueEntry, memory: int, best: CatalogueEntry) -> ModelChoice:
        return ModelChoice(
            entry.name,
            entry.title,
            entry.size_bytes / GIGABYTE,
            entry.memory_gb,
            here=self._is_here(entry.name),
            fits=entry.memory_gb * GIGABYTE <= memory,
            can_sleep=entry.can_sleep,
            recommended=entry is best,
            license=entry.license,
        )

    def _is_here(self, name: str) -> bool:
        try:
            resolve_model(self._parts.home, name)
        except MachineError:
            return False
        return True

    def pull(self, name: str, on_progress: Callable[[int, int], None], should_stop: Callable[[], bool]) -> None:
        """Fetch a model. Raises: UsageError, MachineError."""
        from assistant.model.pull import pull

        pull(self._parts.home, name, on_progress, should_stop)

    def keep(self, name: str) -> None:
        """Make it the model of the settings. Raises: ConfigError, MachineError."""
        use_model(self._parts.home, name)
