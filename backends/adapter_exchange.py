"""Adapters out to other runtimes and in from them: what `reverie expert export` and `import` are made of."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from backends.adapter_format import WEIGHTS_FILE, Adapter, concatenate, read_peft, write_peft
from backends.adapter_gguf import GGUF_FILE, read_gguf_adapter, write_gguf, write_layouts
from backends.adapter_import import read_any
from backends.adapter_mlx import write_mlx
from backends.base import AdapterFiles, ModelInfo
from backends.gguf_merge import write_merged
from backends.model_info import describe


class AdapterExchange:
    """See `backends.base.AdapterExchange`."""

    def describe(self, model: Path) -> ModelInfo:
        """See `backends.base.AdapterExchange.describe`."""
        return describe(model)

    def export(self, experts: Sequence[Path], model: ModelInfo, formats: Sequence[str], folder: Path) -> AdapterFiles:
        """See `backends.base.AdapterExchange.export`."""
        adapters = [_read(expert, model) for expert in experts]
        adapter = adapters[0] if len(adapters) == 1 else concatenate(adapters)
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for name in formats:
            match name:
                case "peft":
                    write_peft(folder / "peft", adapter)
                case "gguf":
                    write_gguf(adapter, model, folder / GGUF_FILE)
                case "mlx":
                    write_mlx(folder / "mlx", adapter, model.layers)
                case "merged":
                    write_merged(adapter, model, folder)
                case _:
                    raise ValueError(name)
        return AdapterFiles(folder, folder / GGUF_FILE, adapter.rank, adapter.alpha, adapter.target_modules)

    def bring(self, source: Path, model: ModelInfo, folder: Path, assume_base: bool = False) -> AdapterFiles:
        """See `backends.base.AdapterExchange.bring`."""
        adapter = read_any(source, model, assume_base)
        return write_layouts(adapter, model, folder)


def _read(expert: Path, model: ModelInfo) -> Adapter:
    """PEFT's layout, or llama.cpp's where an expert came as that alone."""
    return read_peft(expert) if (expert / WEIGHTS_FILE).is_file() else read_gguf_adapter(expert / GGUF_FILE, model)
