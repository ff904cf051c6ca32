"""Each backend under contract, in this process and through the engine's child process."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant.chat.engine import EngineClient
from backends.base import AdapterRef, InferenceBackend
from backends.registry import load_inference
from tests.contract.replies import CONTEXT
from tests.lora_files import MLP, write_lora

Load = Callable[[], InferenceBackend]


@pytest.fixture(scope="module", params=["in process", "engine process"])
def load(request: pytest.FixtureRequest, starter_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Load:
    log = tmp_path_factory.mktemp("log") / "engine.log"
    command = (sys.executable, "-c", "from assistant.chat.engine_server import main; main()")
    if request.param == "in process":
        return lambda: load_inference(starter_model, context=CONTEXT, threads=1)
    return lambda: EngineClient.start(starter_model, context=CONTEXT, threads=1, log=log, command=command)


@pytest.fixture(scope="module")
def opened(load: Load) -> Iterator[InferenceBackend]:
    backend = load()
    yield backend
    backend.close()


@pytest.fixture
def backend(opened: InferenceBackend) -> InferenceBackend:
    opened.set_adapters(())
    return opened


@pytest.fixture(scope="module")
def adapters(starter_model: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[AdapterRef, AdapterRef]:
    folder = tmp_path_factory.mktemp("adapters")
    modules = (*MLP, "attn_q", "attn_k", "attn_v", "attn_output")
    one, other = (
        write_lora(folder / f"{seed}.gguf", starter_model, seed=seed, rank=8, size=0.05, modules=modules)
        for seed in (1, 2)
    )
    return AdapterRef(one), AdapterRef(other)
