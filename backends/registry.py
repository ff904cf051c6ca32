"""Engines by name. A backend's library is imported only when that backend is loaded."""

from __future__ import annotations

import importlib
import platform
import sys
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol, cast

from backends.base import (
    AdapterExchange,
    AdapterFiles,
    AdapterPart,
    BackendUnavailable,
    InferenceBackend,
    MatmulSpeed,
    ModelInfo,
    TrainingBackend,
)


class Replies(Protocol):
    """Greedy replies of a runtime with an exported adapter folder, each prompt in a fresh chat."""

    def __call__(
        self,
        adapter: Path,
        model: ModelInfo,
        prompts: Sequence[str],
        max_tokens: int,
        cache: Path,
        on_done: Callable[[int], None],
    ) -> list[str]:
        """`on_done(n)` follows each reply. Raises: whatever that library does when it cannot load the folder."""


def install_command(extra: str) -> str:
    """How an extra is installed; a bundle takes no more libraries, so another install is needed there."""
    tool = "pipx" if getattr(sys, "frozen", False) else "pip"
    return f"{tool} install 'reverie[{extra}]'"


INFERENCE = {"llama_cpp": ("backends.llama_cpp_inference:load", "llama_cpp", "pip install llama-cpp-python")}
TRAINING = {
    "torch": ("backends.torch_training:TorchTrainer", "torch", install_command("torch")),
    "mlx": ("backends.mlx_training:MlxTrainer", "mlx_lm", install_command("mlx")),
}
MATMUL_SPEED = {"torch": ("backends.torch_speed:measure", "torch", install_command("torch"))}
EXCHANGE = ("backends.adapter_exchange:AdapterExchange", "gguf", install_command("torch"))
RUNTIMES = {
    "peft": ("backends.peft_runtime:replies", "peft", install_command("torch")),
    "mlx": ("backends.mlx_runtime:replies", "mlx_lm", install_command("mlx")),
}
"""Other people's libraries that run an exported adapter, by the format that they load."""
AUTO = "auto"
"""Chooses the trainer by machine; see `choose_trainer`."""


def installed(name: str) -> bool:
    """Whether the library of a backend can be found. Imports nothing."""
    _, library, _ = {**RUNTIMES, **INFERENCE, **TRAINING}[name]
    return find_spec(library) is not None


def load_inference(
    model: Path,
    *,
    context: int,
    threads: int | None = None,
    on_progress: Callable[[float], None] | None = None,
    sha256_cache: Path | None = None,
    copies: Path | None = None,
    name: str = "llama_cpp",
) -> InferenceBackend:
    """Load a model for inference; `sha256_cache` is a JSON file, `copies` a folder for what makes batches faster.

    Raises: BackendUnavailable, ModelFileError.
    """
    load = _resolve(name, *INFERENCE[name])
    return cast(
        InferenceBackend,
        load(
            model, context=context, threads=threads, on_progress=on_progress, sha256_cache=sha256_cache, copies=copies
        ),
    )


def choose_trainer(
    is_installed: Callable[[str], bool] = installed,
    system: str = sys.platform,
    machine: str = platform.machine(),
) -> str:
    """The installed trainer whose device comes first: CUDA (torch), Apple's GPU (mlx), CPU (torch, else mlx).

    Torch itself takes CUDA where there is a device. With neither installed, the one that this machine should have.
    """
    apple = system == "darwin" and machine == "arm64"
    preferred, other = ("mlx", "torch") if apple else ("torch", "mlx")
    return other if is_installed(other) and not is_installed(preferred) else preferred


def load_trainer(name: str = AUTO) -> TrainingBackend:
    """The training backend of that name. Raises: BackendUnavailable."""
    chosen = _trainer(name)
    return cast(TrainingBackend, _resolve(chosen, *TRAINING[chosen])())


def check_training(name: str, architecture: str) -> None:
    """Whether there is a trainer for models of this architecture, found out without loading anything heavy.

    Raises: BackendUnavailable (no trainer), ModelFileError (the architecture, by name).
    """
    chosen = _trainer(name)
    _, library, install = TRAINING[chosen]
    if find_spec(library) is None:
        raise BackendUnavailable(
            f"Sleep needs a trainer, and {library} is not installed; chat and notes work without. "
            f"To let it learn in its sleep: {install}"
        )
    importlib.import_module("backends.architectures").trainable(architecture)


def _trainer(name: str) -> str:
    chosen = choose_trainer() if name == AUTO else name
    if chosen not in TRAINING:
        raise BackendUnavailable(f"{name!r} is no trainer; set sleep.trainer to: {', '.join((AUTO, *TRAINING))}.")
    return chosen


def load_exchange() -> AdapterExchange:
    """What converts adapters for other runtimes. Raises: BackendUnavailable."""
    return cast(AdapterExchange, _resolve("converting adapters", *EXCHANGE)())


def measure_matmul(model: ModelInfo, cache: Path, name: str = "torch") -> MatmulSpeed:
    """The machine's measured peak and what a training step of this model takes. Raises: BackendUnavailable."""
    return cast(MatmulSpeed, _resolve(name, *MATMUL_SPEED[name])(model, cache))


def join_adapters(parts: Sequence[AdapterPart], model: ModelInfo, folder: Path) -> AdapterFiles:
    """Write one adapter that adds exactly what all parts add, in the layouts that every engine reads.

    Raises: BackendUnavailable, AdapterMismatch, ModelFileError.
    """
    join = _resolve("joining adapters", "backends.adapter_joining:join", "safetensors", install_command("torch"))
    return cast(AdapterFiles, join(parts, model, folder))


def load_runtime(name: str) -> Replies:
    """The runtime that loads exports of that format. Raises: BackendUnavailable."""
    return cast(Replies, _resolve(name, *RUNTIMES[name]))


def _resolve(name: str, target: str, library: str, install: str) -> Callable[..., object]:
    if find_spec(library) is None:
        raise BackendUnavailable(f"{name} needs the library {library}, which is not installed. Install it: {install}")
    module, attribute = target.split(":")
    try:
        return cast(Callable[..., object], getattr(importlib.import_module(module), attribute))
    except ImportError as error:
        raise BackendUnavailable(
            f"{name} is installed but cannot be loaded: {error}. Reinstall it: {install}"
        ) from error
