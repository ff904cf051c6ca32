"""Train a low-rank expert with PyTorch and PEFT on the dequantised weights of the served GGUF.

Every tensor but the new expert is frozen. Logits are computed only where there are labels.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import torch
import torch.nn.functional as F
from peft import LoraConfig, PeftModel, get_peft_model, get_peft_model_state_dict, set_peft_model_state_dict

from backends.adapter_format import from_torch
from backends.adapter_gguf import write_trained
from backends.architectures import fitting_targets
from backends.base import (
    AdapterFiles,
    AdapterRef,
    AdapterSpec,
    BackendError,
    ModelInfo,
    NotWritten,
    SoftTargets,
    StepResult,
    TokenExample,
)
from backends.gguf_weights import load_base
from backends.tokens import label_spans, label_weight
from backends.torch_device import LEAST_PACKED_TOKENS, Placement, Widths, placed
from backends.torch_losses import bucketed, generalized_jsd
from backends.torch_packing import Pack, pack, split

EXPERT = "default"
CLIP_NORM = 1.0


class TorchTrainer:
    """The `torch` training backend: CUDA where there is a device, else the CPU."""

    name = "torch"

    def open(
        self,
        model: ModelInfo,
        cache: Path,
        spec: AdapterSpec,
        seed: int,
        frozen: Sequence[AdapterRef] = (),
    ) -> TorchSession:
        """See `backends.base.TrainingBackend.open`."""
        spec = replace(spec, target_modules=fitting_targets(model.architecture, spec.target_modules))
        base = load_base(model, cache)
        place = placed(model, Widths.of(base.config))
        torch.manual_seed(seed)
        base.to(place.device, place.dtype)
        base.requires_grad_(False)
        config = LoraConfig(
            r=spec.rank,
            lora_alpha=cast(int, spec.alpha),
            target_modules=list(spec.target_modules),
            layers_to_transform=list(range(spec.first_layer, model.layers)) if spec.first_layer else None,
            lora_dropout=0.0,
            task_type="CAUSAL_LM",
        )
        student = get_peft_model(base, config, adapter_name=EXPERT)
        names = [f"frozen{number}" for number in range(len(frozen))]
        for name, adapter in zip(names, frozen, strict=True):
            student.load_adapter(str(adapter.path), adapter_name=name, is_trainable=False)
        return TorchSession(student, model, spec, names, place)


class TorchSession:
    """One expert in training. See `backends.base.TrainingSession`."""

    def __init__(
        self,
        student: PeftModel,
        model: ModelInfo,
        spec: AdapterSpec,
        frozen: Sequence[str],
        place: Placement,
    ) -> None:
        self._student: PeftModel | None = student
        self._model = model
        self._spec = spec
        self._frozen = list(frozen)
        self._device = place.device
        self._packed_tokens = place.packed_tokens
        self._dtype = next(student.parameters()).dtype
        if place.checkpointing:
            student.enable_input_require_grads()
            student.gradient_checkpointing_enable({"use_reentrant": False})
            # Only a model in training mode computes anew; without dropout nothing else changes by it.
            student.train()
        self._use_adapters([EXPERT, *self._frozen])
        self._trained = [p for name, p in student.named_parameters() if f".{EXPERT}." in name]
        for parameter in self._trained:
            parameter.requires_grad_(True)
        self._optimizer = torch.optim.AdamW(self._trained, lr=0.0, betas=(0.9, 0.99), weight_decay=0.0)

    def teacher_targets(self, examples: Sequence[TokenExample], k: int) -> list[SoftTargets]:
        """See `backends.base.TrainingSession.teacher_targets`."""
        targets: dict[int, SoftTargets] = {}
        with torch.inference_mode(), self._without_expert():
            for indices in split(examples, self._packed_tokens):
                group = [examples[index] for index in indices]
                probs, ids = self._logits(self._pack(group)).softmax(-1).topk(k, dim=-1)
                for index, (start, end) in zip(indices, label_spans(group), strict=True):
                    targets[index] = SoftTargets(
                        ids=tuple(map(tuple, ids[start:end].tolist())),
                        probs=tuple(map(tuple, probs[start:end].tolist())),
                    )
        return [targets[index] for index in range(len(examples))]

    def label_losses(self, examples: Sequence[TokenExample]) -> list[tuple[float, ...]]:
        """See `backends.base.TrainingSession.label_losses`."""
        losses: dict[int, tuple[float, ...]] = {}
        with torch.inference_mode():
            for indices in split(examples, self._packed_tokens):
                group = [examples[index] for index in indices]
                packed = self._pack(group)
                each = F.cross_entropy(self._logits(packed), packed.labels, reduction="none")
                for index, (start, end) in zip(indices, label_spans(group), strict=True):
                    losses[index] = tuple(each[start:end].tolist())
        return [losses[index] for index in range(len(examples))]

    def step(self, batch: Sequence[TokenExample], learning_rate: float, beta: float) -> StepResult:
        """See `backends.base.TrainingSession.step`."""
        scale = label_weight(batch)
        if scale == 0:
            return StepResult(loss=0.0, tokens=0)
        total, tokens = self._gradients(batch, beta, scale)
        torch.nn.utils.clip_grad_norm_(self._trained, CLIP_NORM)
        for parameters in self._optimizer.param_groups:
            parameters["lr"] = learning_rate
        self._optimizer.step()
        return StepResult(loss=total, tokens=tokens)

    def _gradients(self, batch: Sequence[TokenExample], beta: float, scale: float) -> tuple[float, int]:
        """Loss of the batch and the tokens it took; shorter packs where the device runs out of memory."""
        while True:
            self._optimizer.zero_grad(set_to_none=True)
            total, tokens = torch.zeros((), device=self._device), 0
            try:
                for indices in split(batch, self._packed_tokens):
                    group = [batch[index] for index in indices]
                    packed = self._pack(group)
                    loss = self._loss(group, packed, beta) / scale
                    loss.backward()  # type: ignore[no-untyped-call]
                    total += loss.detach()
                    tokens += packed.ids.numel()
                return total.item(), tokens
            except torch.cuda.OutOfMemoryError as error:
                if self._packed_tokens <= LEAST_PACKED_TOKENS:
                    raise BackendError(
                        f"The GPU's memory is full: {error}. Close what else uses it, or choose a smaller model."
                    ) from error
                self._packed_tokens //= 2
            torch.cuda.empty_cache()

    def save_adapter(self, folder: Path) -> AdapterFiles:
        """See `backends.base.TrainingSession.save_adapter`."""
        tensors = from_torch(get_peft_model_state_dict(self._open(), adapter_name=EXPERT))
        return write_trained(tensors, self._spec, self._model, folder)

    def save_checkpoint(self, folder: Path) -> None:
        """See `backends.base.TrainingSession.save_checkpoint`."""
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        state = {
            "expert": get_peft_model_state_dict(self._open(), adapter_name=EXPERT),
            "optimizer": self._optimizer.state_dict(),
            "random": torch.get_rng_state(),
        }
        partial = folder / "trainer.pt.part"
        try:
            with open(partial, "wb", opener=_private) as file:
                torch.save(state, file)
                file.flush()
                os.fsync(file.fileno())
            partial.replace(folder / "trainer.pt")
        except (OSError, RuntimeError) as error:
            partial.unlink(missing_ok=True)
            raise NotWritten(
                f"The checkpoint could not be written to {folder}: {error}. Free some disk space and try again."
            ) from error

    def restore_checkpoint(self, folder: Path) -> None:
        """See `backends.base.TrainingSession.restore_checkpoint`."""
        state = torch.load(folder / "trainer.pt", map_location=self._device, weights_only=True)
        set_peft_model_state_dict(self._open(), state["expert"], adapter_name=EXPERT)
        self._optimizer.load_state_dict(state["optimizer"])
        torch.set_rng_state(state["random"].cpu())

    def close(self) -> None:
        """Free the weights."""
        self._student = None
        self._trained = []
        if self._device.type == "cuda":
            torch.cuda.empty_cache()

    def _open(self) -> PeftModel:
        if self._student is None:
            raise BackendError("the training session is closed; open a new one.")
        return self._student

    def _use_adapters(self, names: list[str]) -> None:
        cast(Any, self._open().base_model).set_adapter(names)

    @contextlib.contextmanager
    def _without_expert(self) -> Iterator[None]:
        """The teacher: the base with the frozen experts, if there are any."""
        if not self._frozen:
            with self._open().disable_adapter():
                yield
            return
        self._use_adapters(self._frozen)
        try:
            yield
        finally:
            self._use_adapters([EXPERT, *self._frozen])
            for name, parameter in self._open().named_parameters():
                parameter.requires_grad_(f".{EXPERT}." in name)

    def _pack(self, group: Sequence[TokenExample]) -> Pack:
        return pack(group, self._device, self._dtype)

    def _logits(self, packed: Pack) -> torch.Tensor:
        """(labels, vocabulary), float32."""
        output = self._open()(
            input_ids=packed.ids,
            position_ids=packed.positions,
            attention_mask=packed.mask,
            logits_to_keep=packed.predictors,
            use_cache=False,
        )
        return cast(torch.Tensor, output.logits[0].float())

    def _loss(self, group: Sequence[TokenExample], packed: Pack, beta: float) -> torch.Tensor:
        """Weighted sum of the label losses of one pack (see `backends.base.TokenExample`)."""
        log_probs = self._logits(packed).log_softmax(-1)
        weights = [
            example.weight * (1.0 if example.soft is None else example.hard)
            for example in group
            for _ in example.completion
        ]
        losses = F.nll_loss(log_probs, packed.labels, reduction="none")
        total = (losses * torch.tensor(weights, device=self._device)).sum()
        for example, (start, end) in zip(group, label_spans(group), strict=True):
            if example.soft is not None and example.hard < 1.0:
                ids = torch.tensor(example.soft.ids, device=self._device)
                teacher = torch.tensor(example.soft.probs, device=self._device)
                tail = (1.0 - teacher.sum(-1, keepdim=True)).clamp_min(1e-8)
                teacher = torch.cat((teacher, tail), -1).clamp_min(1e-8).log()
                divergence = generalized_jsd(teacher, bucketed(log_probs[start:end], ids), beta).sum()
                total = total + example.weight * (1.0 - example.hard) * divergence
        return total


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
