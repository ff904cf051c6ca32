"""What every training backend must do, on a tiny model whose weights are known."""

from __future__ import annotations

import importlib
import math
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from backends.adapter_format import read_peft
from backends.base import (
    AdapterPart,
    AdapterRef,
    AdapterSpec,
    BackendError,
    ModelFileError,
    SoftTargets,
    TokenExample,
    TrainingBackend,
    TrainingSession,
)
from backends.registry import TRAINING, join_adapters, load_inference, load_trainer
from tests import needed
from tests.tiny_model import VOCABULARY, TinyModel, build_tiny_model

SPEC = AdapterSpec(rank=4, alpha=8, target_modules=("gate_proj", "up_proj", "down_proj"))
LESSON = (
    TokenExample(prompt=(1, 70, 71, 72), completion=(90, 91, 92, 2)),
    TokenExample(prompt=(1, 100, 101), completion=(110, 111, 2)),
)
OTHER = (TokenExample(prompt=(1, 200, 201, 202, 203), completion=(120, 121)),)


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> TinyModel:
    return build_tiny_model(tmp_path_factory.mktemp("tiny"))


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module", params=sorted(TRAINING))
def trainer(request: pytest.FixtureRequest) -> TrainingBackend:
    return load_trainer(needed.trainer(request.param))


@pytest.fixture
def session(trainer: TrainingBackend, tiny: TinyModel, cache: Path) -> Iterator[TrainingSession]:
    opened = trainer.open(tiny.info, cache, SPEC, seed=1)
    yield opened
    opened.close()


def mean_loss(session: TrainingSession, examples: tuple[TokenExample, ...] = LESSON) -> float:
    losses = [loss for example in session.label_losses(examples) for loss in example]
    return sum(losses) / len(losses)


def teach(session: TrainingSession, steps: int = 20, examples: tuple[TokenExample, ...] = LESSON) -> None:
    for _ in range(steps):
        session.step(examples, learning_rate=1e-2, beta=0.0)


def test_what_can_be_trained_is_told_from_the_header(trainer: TrainingBackend, tiny: TinyModel, tmp_path: Path) -> None:
    cut = tmp_path / tiny.gguf.name
    with tiny.gguf.open("rb") as whole:
        cut.write_bytes(whole.read(tiny.info.size_bytes // 10))
    trainer.check(replace(tiny.info, path=cut), tmp_path / "cache")
    assert not list(tmp_path.glob("cache/*"))


def yarn(folder: Path, tiny: TinyModel) -> Path:
    return build_tiny_model(folder, metadata={"rope.scaling.type": "yarn"}).gguf


def long_factors(folder: Path, tiny: TinyModel) -> Path:
    rope = {"rope_factors_short": (1.0,) * 8, "rope_factors_long": (2.0,) * 8}
    return build_tiny_model(folder, rope=rope, metadata={"rope.scaling.original_context_length": 256}).gguf


def other_tensors(folder: Path, tiny: TinyModel) -> Path:
    """A mixture of experts has these under the name "llama"."""
    path = folder / "experts.gguf"
    path.write_bytes(tiny.gguf.read_bytes().replace(b"ffn_up.weight", b"ffn_exps.weig"))
    return path


def other_type(folder: Path, tiny: TinyModel) -> Path:
    raw, name = bytearray(tiny.gguf.read_bytes()), b"blk.0.ffn_up.weight"
    kind = raw.index(name) + len(name) + 4 + 2 * 8
    raw[kind : kind + 4] = (9).to_bytes(4, "little")
    path = folder / "typed.gguf"
    path.write_bytes(raw)
    return path


@pytest.mark.parametrize(
    ("spoil", "fault"),
    [
        (yarn, "RoPE scaling 'yarn' cannot be trained on .* choose another model"),
        (long_factors, "with a context of 512 tokens .* long RoPE factors.* Set chat.context to 256 or less"),
        (other_tensors, "not part of a plain llama model"),
        (other_type, "tensors of type Q8_1 cannot be trained on. Use a quant such as"),
    ],
)
def test_what_cannot_be_trained_is_refused_before_anything_is_loaded(
    trainer: TrainingBackend,
    tiny: TinyModel,
    tmp_path: Path,
    spoil: Callable[[Path, TinyModel], Path],
    fault: str,
) -> None:
    info = replace(tiny.info, path=spoil(tmp_path, tiny))
    with pytest.raises(ModelFileError, match=fault):
        trainer.check(info, tmp_path / "cache")
    assert not list(tmp_path.glob("cache/*"))


def test_the_room_it_takes_is_told_before_anything_is_loaded(
    trainer: TrainingBackend, tiny: TinyModel, tmp_path: Path
) -> None:
    cut = tmp_path / tiny.gguf.name
    with tiny.gguf.open("rb") as whole:
        cut.write_bytes(whole.read(tiny.info.size_bytes // 10))
    room = trainer.room(replace(tiny.info, path=cut))
    assert 4 * tiny.info.parameters < room.needed < 4 * 10**9
    assert room.free > 0


def test_every_completion_token_has_a_loss(session: TrainingSession) -> None:
    losses = session.label_losses(LESSON)
    assert [len(each) for each in losses] == [len(example.completion) for example in LESSON]
    assert all(loss > 0 for each in losses for loss in each)


def test_examples_do_not_see_each_other(session: TrainingSession) -> None:
    together = session.label_losses((*LESSON, *OTHER))
    alone = [session.label_losses((example,))[0] for example in (*LESSON, *OTHER)]
    for found, expected in zip(together, alone, strict=True):
        assert found == pytest.approx(expected, abs=1e-4)


def test_a_new_expert_changes_nothing_until_it_is_taught(session: TrainingSession) -> None:
    targets = session.teacher_targets(LESSON, k=VOCABULARY)
    losses = session.label_losses(LESSON)
    for example, soft, own in zip(LESSON, targets, losses, strict=True):
        for token, ids, probs, loss in zip(example.completion, soft.ids, soft.probs, own, strict=True):
            assert -math.log(dict(zip(ids, probs, strict=True))[token]) == pytest.approx(loss, abs=1e-4)


def test_teacher_targets_are_the_most_probable_tokens_first(session: TrainingSession) -> None:
    for example, soft in zip(LESSON, session.teacher_targets(LESSON, k=8), strict=True):
        assert [len(ids) for ids in soft.ids] == [8] * len(example.completion)
        assert all(list(probs) == sorted(probs, reverse=True) and 0 < sum(probs) <= 1 for probs in soft.probs)
        assert all(len(set(ids)) == 8 for ids in soft.ids)


def test_steps_lower_the_loss_and_report_it(session: TrainingSession) -> None:
    before = mean_loss(session)
    first = session.step(LESSON, learning_rate=1e-2, beta=0.0)
    assert first.loss == pytest.approx(before, rel=1e-3)
    assert first.tokens >= sum(len(example.prompt) + len(example.completion) for example in LESSON) - len(LESSON)
    teach(session)
    assert mean_loss(session) < before / 2


def test_the_teacher_stays_as_it_was(session: TrainingSession) -> None:
    before = session.teacher_targets(LESSON, k=8)
    teach(session)
    after = session.teacher_targets(LESSON, k=8)
    for old, new in zip(before, after, strict=True):
        assert new.ids == old.ids
        assert [p for row in new.probs for p in row] == pytest.approx([p for row in old.probs for p in row], abs=1e-6)


def test_soft_targets_are_learnt(session: TrainingSession) -> None:
    """The named tokens get their shares, the tail the rest. Far from one-hot, which so small a model cannot do."""
    soft = SoftTargets(ids=((50, 51),), probs=((0.5, 0.1),))
    example = TokenExample(prompt=(1, 70, 71), completion=(50,), hard=0.0, soft=soft)
    teach(session, steps=60, examples=(example,))
    for token, share in ((50, 0.5), (51, 0.1)):
        asked = TokenExample(example.prompt, (token,))
        assert math.exp(-mean_loss(session, (asked,))) == pytest.approx(share, abs=0.03)


@pytest.mark.parametrize("beta", [0.0, 0.5, 1.0])
def test_a_student_equal_to_its_teacher_has_no_divergence(session: TrainingSession, beta: float) -> None:
    soft = session.teacher_targets(LESSON, k=16)
    examples = [TokenExample(e.prompt, e.completion, hard=0.0, soft=s) for e, s in zip(LESSON, soft, strict=True)]
    assert session.step(examples, learning_rate=0.0, beta=beta).loss == pytest.approx(0.0, abs=1e-4)


def test_a_negative_weight_pushes_away(session: TrainingSession) -> None:
    before = mean_loss(session, OTHER)
    away = tuple(TokenExample(e.prompt, e.completion, weight=-1.0) for e in OTHER)
    for _ in range(5):
        session.step(away, learning_rate=1e-2, beta=0.0)
    assert mean_loss(session, OTHER) > before + 0.1


def test_of_two_completions_the_one_with_the_negative_weight_becomes_unlikelier(session: TrainingSession) -> None:
    """A step of the policy gradient: samples of one prompt that begin alike, one better than the other."""
    good = TokenExample(prompt=(1, 70, 71), completion=(90, 91, 92), weight=1.0)
    bad = TokenExample(prompt=(1, 70, 71), completion=(90, 95, 96, 97), weight=-1.0)
    before = [mean_loss(session, (each,)) for each in (good, bad)]
    for _ in range(5):
        session.step((good, bad), learning_rate=3e-3, beta=0.0)
    after = [mean_loss(session, (each,)) for each in (good, bad)]
    assert after[0] < before[0] - 0.1 and after[1] > before[1] + 0.1


def test_opposite_weights_on_the_same_completion_cancel_out(session: TrainingSession) -> None:
    both = [replace(example, weight=weight) for example in LESSON for weight in (1.0, -1.0)]
    assert session.step(both, learning_rate=0.0, beta=0.0).loss == pytest.approx(0.0, abs=1e-5)
    alone = session.step(OTHER, learning_rate=0.0, beta=0.0).loss
    labels = [len(example.completion) for example in (*both, *OTHER)]
    assert session.step([*both, *OTHER], 0.0, 0.0).loss == pytest.approx(alone * labels[-1] / sum(labels), rel=1e-3)


def test_no_learning_without_a_learning_rate(session: TrainingSession) -> None:
    before = session.label_losses(LESSON)
    session.step(LESSON, learning_rate=0.0, beta=0.0)
    assert session.label_losses(LESSON) == before


def test_the_same_seed_teaches_the_same(trainer: TrainingBackend, tiny: TinyModel, cache: Path) -> None:
    found = []
    for seed in (1, 1, 2):
        session = trainer.open(tiny.info, cache, SPEC, seed=seed)
        teach(session, steps=3)
        found.append(mean_loss(session))
        session.close()
    assert found[0] == found[1]
    assert found[0] != found[2]


def test_a_checkpoint_continues_to_the_same_result(
    trainer: TrainingBackend, session: TrainingSession, tiny: TinyModel, cache: Path, tmp_path: Path
) -> None:
    teach(session, steps=3)
    session.save_checkpoint(tmp_path)
    teach(session, steps=3)
    resumed = trainer.open(tiny.info, cache, SPEC, seed=9)
    resumed.restore_checkpoint(tmp_path)
    teach(resumed, steps=3)
    assert resumed.label_losses(LESSON) == session.label_losses(LESSON)
    resumed.close()


@pytest.mark.skipif(os.name != "posix", reason="limits the size of files")
def test_a_checkpoint_that_the_disk_refuses_is_said_and_the_last_one_stays(
    session: TrainingSession, tmp_path: Path
) -> None:
    session.save_checkpoint(tmp_path)
    kept = session.label_losses(LESSON)
    teach(session, steps=2)
    with file_size_limit(4096), pytest.raises(BackendError, match=r"could not be written.*Free some disk space"):
        session.save_checkpoint(tmp_path)
    assert len(list(tmp_path.iterdir())) == 1, "nothing half-written"
    session.restore_checkpoint(tmp_path)
    assert session.label_losses(LESSON) == kept


@contextmanager
def file_size_limit(size: int) -> Iterator[None]:
    """Writes beyond so many bytes of a file fail in this process, as they do on a full disk."""
    resource = importlib.import_module("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_the_engine_serves_what_was_taught(session: TrainingSession, tiny: TinyModel, tmp_path: Path) -> None:
    """The GGUF in llama.cpp scores text as the trainer does."""
    teach(session)
    files = session.save_adapter(tmp_path / "expert")
    engine = load_inference(tiny.gguf, context=128, threads=1)
    prompt, continuation = "<|im_start|>dog", " bone<|im_end|>"
    example = TokenExample(tuple(engine.tokenize(prompt)), tuple(engine.tokenize(continuation)))
    before = engine.score_many([(prompt, continuation)])[0]
    engine.set_adapters([AdapterRef(files.gguf)])
    after = engine.score_many([(prompt, continuation)])[0]
    engine.close()
    assert after.tokens == len(example.completion)
    assert -after.logprob == pytest.approx(sum(session.label_losses((example,))[0]), abs=0.02)
    assert abs(after.logprob - before.logprob) > 0.2, "the expert changes too little to tell anything"


def test_layers_below_the_first_get_no_expert(
    trainer: TrainingBackend, tiny: TinyModel, cache: Path, tmp_path: Path
) -> None:
    spec = AdapterSpec(rank=2, alpha=2, target_modules=("up_proj",), first_layer=1)
    session = trainer.open(tiny.info, cache, spec, seed=1)
    session.save_adapter(tmp_path / "expert")
    session.close()
    layers = {int(name.split(".")[4]) for name in read_peft(tmp_path / "expert").tensors}
    assert layers == {1, 2}


def test_frozen_experts_take_part_and_stay(
    trainer: TrainingBackend, session: TrainingSession, tiny: TinyModel, cache: Path, tmp_path: Path
) -> None:
    teach(session)
    session.save_adapter(tmp_path / "old")
    taught = session.label_losses(LESSON)
    frozen = [AdapterRef(tmp_path / "old")]
    second = trainer.open(tiny.info, cache, SPEC, seed=2, frozen=frozen)
    for found, expected in zip(second.label_losses(LESSON), taught, strict=True):
        assert found == pytest.approx(expected, abs=1e-4)
    before = second.teacher_targets(LESSON, k=4)
    teach(second, examples=OTHER)
    assert [soft.ids for soft in second.teacher_targets(LESSON, k=4)] == [soft.ids for soft in before]
    assert mean_loss(second, OTHER) < mean_loss(session, OTHER) / 2
    second.close()


def test_a_slice_joined_to_the_frozen_one_says_what_both_said(
    trainer: TrainingBackend, session: TrainingSession, tiny: TinyModel, cache: Path, tmp_path: Path
) -> None:
    teach(session)
    session.save_adapter(tmp_path / "old")
    second = trainer.open(tiny.info, cache, SPEC, seed=2, frozen=[AdapterRef(tmp_path / "old")])
    teach(second, examples=OTHER)
    second.save_adapter(tmp_path / "new")
    taught = second.label_losses((*LESSON, *OTHER))
    second.close()
    files = join_adapters([AdapterPart(tmp_path / "old"), AdapterPart(tmp_path / "new")], tiny.info, tmp_path / "both")
    assert files.rank == 2 * SPEC.rank
    third = trainer.open(tiny.info, cache, SPEC, seed=3, frozen=[AdapterRef(tmp_path / "both")])
    for found, expected in zip(third.label_losses((*LESSON, *OTHER)), taught, strict=True):
        assert found == pytest.approx(expected, abs=1e-4)
    third.close()


def test_a_model_that_cannot_be_trained_is_refused(trainer: TrainingBackend, tiny: TinyModel, cache: Path) -> None:
    with pytest.raises(ModelFileError, match="mamba"):
        trainer.open(replace(tiny.info, architecture="mamba"), cache, SPEC, seed=1)


def test_closing_twice_is_allowed(trainer: TrainingBackend, tiny: TinyModel, cache: Path) -> None:
    session = trainer.open(tiny.info, cache, SPEC, seed=1)
    session.close()
    session.close()
