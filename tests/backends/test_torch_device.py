"""The device of a training session: what fits is decided ahead, and a GPU learns what the CPU learns."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch

from backends import torch_device
from backends.base import AdapterSpec, BackendError, TokenExample, TrainingSession
from backends.registry import load_trainer
from backends.torch_device import CUDA_PACKED_TOKENS, LEAST_PACKED_TOKENS, Placement, Widths, fitting, pack_bytes
from tests.tiny_model import TinyModel, build_tiny_model

GIGABYTE = 10**9
SPEC = AdapterSpec(rank=4, alpha=8, target_modules=("q_proj", "v_proj", "gate_proj", "up_proj", "down_proj"))
LESSON = [TokenExample(tuple(range(1, 40)), tuple(range(90 + n, 98 + n))) for n in range(6)]
EIGHT_BILLION = Widths(layers=32, hidden=4096, intermediate=14336, vocabulary=128_256)


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> TinyModel:
    return build_tiny_model(tmp_path_factory.mktemp("tiny"))


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


def losses(session: TrainingSession, steps: int = 20) -> list[float]:
    return [session.step(LESSON, learning_rate=5e-3, beta=0.0).loss for _ in range(steps)]


def test_a_gpu_trains_in_bfloat16_and_an_older_one_in_float32() -> None:
    assert torch_device.gpu_precision(True) == torch.bfloat16
    assert torch_device.gpu_precision(False) == torch.float32


@pytest.mark.parametrize(
    ("parameters", "multiplies", "expected"),
    [(135_000_000, True, torch.bfloat16), (135_000_000, False, None), (1_000_000, True, None)],
)
def test_the_precision_of_a_cpu(parameters: int, multiplies: bool, expected: Any) -> None:
    assert torch_device.cpu_precision(parameters, multiplies) == expected


def test_an_expert_on_half_precision_weights_is_float32_and_learns(
    tiny: TinyModel, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = Placement(torch.device("cpu"), torch.bfloat16, 512)
    monkeypatch.setattr("backends.torch_training.placed", lambda model, widths: place)
    session: Any = load_trainer("torch").open(tiny.info, cache, SPEC, seed=1)
    assert session._dtype == torch.bfloat16
    assert {parameter.dtype for parameter in session._trained.values()} == {torch.float32}
    found = losses(session)
    assert found[-1] < found[0] / 2
    session.close()


@pytest.mark.parametrize(
    ("parameters", "instructions", "expected"),
    [
        (135_000_000, {"avx512_bf16": True}, torch.bfloat16),
        (135_000_000, {"avx512_bf16": False, "amx_bf16": False}, None),
        (1_000_000, {"avx512_bf16": True}, None),
    ],
)
def test_a_cpu_that_multiplies_bfloat16_trains_in_it(
    tiny: TinyModel,
    monkeypatch: pytest.MonkeyPatch,
    parameters: int,
    instructions: dict[str, bool],
    expected: Any,
) -> None:
    monkeypatch.setattr("backends.torch_device.available", lambda: torch.device("cpu"))
    monkeypatch.setattr(torch.cpu, "get_capabilities", lambda: instructions, raising=False)
    assert torch_device.placed(replace(tiny.info, parameters=parameters), EIGHT_BILLION).dtype == expected


def test_much_memory_takes_the_longest_pack_and_little_a_shorter_one(tiny: TinyModel) -> None:
    model = replace(tiny.info, parameters=8_000_000_000)
    assert fitting(model, EIGHT_BILLION, 140 * GIGABYTE, "A GPU") == (CUDA_PACKED_TOKENS, False)
    packed, checkpointing = fitting(model, EIGHT_BILLION, 24 * GIGABYTE, "A GPU")
    assert LEAST_PACKED_TOKENS <= packed < CUDA_PACKED_TOKENS and not checkpointing
    assert 2 * model.parameters + pack_bytes(packed, EIGHT_BILLION, checkpointing=False) < 24 * GIGABYTE


def test_activations_are_computed_anew_before_a_model_is_refused(tiny: TinyModel) -> None:
    model = replace(tiny.info, parameters=8_000_000_000)
    packed, checkpointing = fitting(model, EIGHT_BILLION, 18 * GIGABYTE, "A GPU")
    assert checkpointing and packed >= LEAST_PACKED_TOKENS


def test_a_model_that_cannot_fit_is_refused_with_the_numbers(tiny: TinyModel) -> None:
    model = replace(tiny.info, name="Large", parameters=8_000_000_000)
    with pytest.raises(BackendError, match=r"Large needs 1\d\.\d GB of GPU memory, 12\.0 GB of A GPU are free"):
        fitting(model, EIGHT_BILLION, 12 * GIGABYTE, "A GPU")
    with pytest.raises(BackendError, match=r"Large needs 3\d\.\d GB of GPU memory in float32 .*, 24\.0 GB of A GPU"):
        fitting(model, EIGHT_BILLION, 24 * GIGABYTE, "A GPU", torch.float32)


def test_a_gpu_that_is_too_small_is_said_before_anything_is_loaded(
    tiny: TinyModel, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(torch_device, "available", lambda: torch.device("cuda"))
    monkeypatch.setattr(torch.cuda, "is_bf16_supported", lambda including_emulation: True)
    monkeypatch.setattr(torch.cuda, "get_device_name", lambda device: "A GPU")
    monkeypatch.setattr(torch.cuda, "mem_get_info", lambda device: (600 * 10**6, GIGABYTE))
    trainer, large = load_trainer("torch"), replace(tiny.info, parameters=300_000_000)
    room = trainer.room(large)
    assert (room.device, room.free) == ("cuda", 600 * 10**6) and room.needed > room.free
    with pytest.raises(BackendError, match=r"needs 1\.\d GB of GPU memory, 0\.6 GB of A GPU are free\. Close"):
        trainer.check(large, cache)
    trainer.check(tiny.info, cache)


def test_a_full_memory_halves_the_pack_and_changes_no_result(
    tiny: TinyModel, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = load_trainer("torch").open(tiny.info, cache, SPEC, seed=1)
    expected = losses(plain, 3)
    plain.close()
    session: Any = load_trainer("torch").open(tiny.info, cache, SPEC, seed=1)
    session._packed_tokens = 4 * LEAST_PACKED_TOKENS
    forward = session._logits

    def small(packed: Any) -> Any:
        if session._packed_tokens > LEAST_PACKED_TOKENS:
            raise torch.cuda.OutOfMemoryError("out of memory")
        return forward(packed)

    monkeypatch.setattr(session, "_logits", small)
    assert losses(session, 3) == pytest.approx(expected, rel=1e-4)
    assert session._packed_tokens == LEAST_PACKED_TOKENS
    session._packed_tokens, small_limit = LEAST_PACKED_TOKENS, LEAST_PACKED_TOKENS
    monkeypatch.setattr(session, "_logits", lambda packed: (_ for _ in ()).throw(torch.cuda.OutOfMemoryError("full")))
    with pytest.raises(BackendError, match="GPU's memory is full"):
        losses(session, 1)
    assert session._packed_tokens == small_limit
    session.close()


@pytest.mark.parametrize("checkpointing", [False, True])
def test_computing_activations_anew_changes_no_result(
    tiny: TinyModel, cache: Path, monkeypatch: pytest.MonkeyPatch, checkpointing: bool
) -> None:
    plain = load_trainer("torch").open(tiny.info, cache, SPEC, seed=1)
    expected = losses(plain, 5)
    plain.close()
    place = Placement(torch.device("cpu"), None, 512, checkpointing)
    monkeypatch.setattr("backends.torch_training.placed", lambda model, widths: place)
    session = load_trainer("torch").open(tiny.info, cache, SPEC, seed=1)
    assert losses(session, 5) == pytest.approx(expected, rel=1e-4)
    session.close()


@pytest.mark.gpu
@pytest.mark.skipif(not torch.cuda.is_available(), reason="no CUDA device here")
def test_a_gpu_learns_what_the_cpu_learns(tiny: TinyModel, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    on_gpu = load_trainer("torch").open(tiny.info, cache, SPEC, seed=1)
    found = losses(on_gpu)
    on_gpu.close()
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    on_cpu = load_trainer("torch").open(tiny.info, cache, SPEC, seed=1)
    assert found == pytest.approx(losses(on_cpu), rel=0.03)
    on_cpu.close()


@pytest.mark.gpu
@pytest.mark.skipif(not torch.cuda.is_available(), reason="no CUDA device here")
def test_a_gpu_gives_its_memory_back(tiny: TinyModel, cache: Path) -> None:
    before, _ = torch.cuda.mem_get_info()
    session = load_trainer("torch").open(tiny.info, cache, SPEC, seed=1)
    losses(session, 2)
    session.close()
    del session
    torch.cuda.empty_cache()
    after, _ = torch.cuda.mem_get_info()
    assert before - after < 600 * 1024**2, "the CUDA context stays, the weights must not"
