"""Train a low-rank expert with MLX on the quantised weights of the served GGUF: Apple's GPU, or any CPU, slowly.

Every array but the new expert's is frozen. Activations are float32, as in the file's own dequantisation.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import mlx.core as mx
import mlx.nn as nn
import mlx.optimizers as optim
from mlx.utils import tree_flatten, tree_map, tree_unflatten

from backends.adapter_format import read_peft
from backends.adapter_gguf import base_fault, write_trained
from backends.architectures import fitting_targets
from backends.base import (
    AdapterFiles,
    AdapterMismatch,
    AdapterRef,
    AdapterSpec,
    BackendError,
    ModelInfo,
    SoftTargets,
    StepResult,
    TokenExample,
    TrainingRoom,
)
from backends.checkpoint_file import replacing
from backends.mlx_batches import Padded, pad, split
from backends.mlx_experts import Experts, add_expert, add_frozen, get_tensors
from backends.mlx_losses import example_loss, label_losses
from backends.mlx_network import Network, check_network, load_network
from backends.mlx_room import room
from backends.tokens import label_weight

CHECKPOINT = "trainer.safetensors"
CLIP_NORM = 1.0


class MlxTrainer:
    """The `mlx` training backend: Apple's GPU, on other machines the CPU."""

    name = "mlx"

    def room(self, model: ModelInfo) -> TrainingRoom:
        """See `backends.base.TrainingBackend.room`."""
        return room(model)

    def check(self, model: ModelInfo, cache: Path) -> None:
        """See `backends.base.TrainingBackend.check`. Memory has no bound here: the system lends some from the disk."""
        check_network(model)

    def open(
        self,
        model: ModelInfo,
        cache: Path,
        spec: AdapterSpec,
        seed: int,
        frozen: Sequence[AdapterRef] = (),
    ) -> MlxSession:
        """See `backends.base.TrainingBackend.open`. Nothing is cached: the file's own arrays are used."""
        spec = replace(spec, target_modules=fitting_targets(model.architecture, spec.target_modules))
        network = load_network(model)
        for ref in frozen:
            adapter = read_peft(ref.path)
            if fault := base_fault(adapter, model):
                raise AdapterMismatch(f"{ref.path}: {fault}. Open the model that it was made for.")
            add_frozen(network.model, adapter, ref.scale)
        return MlxSession(network, add_expert(network.model, spec, seed), model, spec)


class MlxSession:
    """One expert in training. See `backends.base.TrainingSession`."""

    def __init__(self, network: Network, experts: Experts, model: ModelInfo, spec: AdapterSpec) -> None:
        self._network: Network | None = network
        self._experts = experts
        self._model = model
        self._spec = spec
        network.model.freeze()
        for wrapped in experts.values():
            wrapped.unfreeze(recurse=False, keys=["lora_a", "lora_b"])
        self._optimizer = optim.AdamW(
            learning_rate=0.0, betas=[0.9, 0.99], eps=1e-8, weight_decay=0.0, bias_correction=True
        )
        self._optimizer.init(network.model.trainable_parameters())

    def teacher_targets(self, examples: Sequence[TokenExample], k: int) -> list[SoftTargets]:
        """See `backends.base.TrainingSession.teacher_targets`."""
        targets: dict[int, SoftTargets] = {}
        with self._without_expert():
            for indices in split(examples):
                padded = pad([examples[index] for index in indices])
                probs = mx.softmax(self._logits(padded), axis=-1)
                ids = _most_probable(probs, k)
                chosen = mx.take_along_axis(probs, ids, axis=-1)
                mx.eval(ids, chosen)
                for index, (start, end) in zip(indices, padded.spans, strict=True):
                    targets[index] = SoftTargets(
                        ids=tuple(map(tuple, ids[start:end].tolist())),
                        probs=tuple(map(tuple, chosen[start:end].tolist())),
                    )
        return [targets[index] for index in range(len(examples))]

    def label_losses(self, examples: Sequence[TokenExample]) -> list[tuple[float, ...]]:
        """See `backends.base.TrainingSession.label_losses`."""
        losses: dict[int, tuple[float, ...]] = {}
        for indices in split(examples):
            padded = pad([examples[index] for index in indices])
            each = label_losses(_log_softmax(self._logits(padded)), padded.labels)
            for index, (start, end) in zip(indices, padded.spans, strict=True):
                losses[index] = tuple(each[start:end].tolist())
        return [losses[index] for index in range(len(examples))]

    def step(self, batch: Sequence[TokenExample], learning_rate: float, beta: float) -> StepResult:
        """See `backends.base.TrainingSession.step`."""
        scale = label_weight(batch)
        if scale == 0:
            return StepResult(loss=0.0, tokens=0)
        model = self._open().model
        loss_and_gradient = nn.value_and_grad(model, self._loss)
        total, tokens = 0.0, 0
        gradient: Any = None
        for indices in split(batch):
            group = [batch[index] for index in indices]
            padded = pad(group)
            loss, own = loss_and_gradient(group, padded, beta, scale)
            gradient = own if gradient is None else tree_map(mx.add, gradient, own)
            mx.eval(loss, gradient)
            total += loss.item()
            tokens += padded.tokens
        clipped, _ = optim.clip_grad_norm(gradient, CLIP_NORM)
        self._optimizer.learning_rate = learning_rate
        self._optimizer.update(model, clipped)
        mx.eval(model.trainable_parameters(), self._optimizer.state)
        return StepResult(loss=total, tokens=tokens)

    def save_adapter(self, folder: Path) -> AdapterFiles:
        """See `backends.base.TrainingSession.save_adapter`."""
        self._open()
        return write_trained(get_tensors(self._experts), self._spec, self._model, folder)

    def save_checkpoint(self, folder: Path) -> None:
        """See `backends.base.TrainingSession.save_checkpoint`. A step draws no random numbers, so none are kept."""
        state = {"expert": self._open().model.trainable_parameters(), "optimizer": self._optimizer.state}
        with replacing(folder / CHECKPOINT) as file:
            mx.save_safetensors(file, dict(tree_flatten(state)))

    def restore_checkpoint(self, folder: Path) -> None:
        """See `backends.base.TrainingSession.restore_checkpoint`."""
        state = tree_unflatten(list(mx.load(str(folder / CHECKPOINT)).items()))
        self._open().model.update(state["expert"])
        self._optimizer.state = state["optimizer"]

    def close(self) -> None:
        """Free the weights."""
        self._network = None
        self._experts = {}
        mx.clear_cache()

    def _open(self) -> Network:
        if self._network is None:
            raise BackendError("the training session is closed; open a new one.")
        return self._network

    @contextmanager
    def _without_expert(self) -> Iterator[None]:
        """The teacher: the base with the frozen experts, if there are any."""
        scales = {key: wrapped.scale for key, wrapped in self._experts.items()}
        for wrapped in self._experts.values():
            wrapped.scale = 0.0
        try:
            yield
        finally:
            for key, wrapped in self._experts.items():
                wrapped.scale = scales[key]

    def _logits(self, padded: Padded) -> mx.array:
        """(labels, vocabulary), float32."""
        network = self._open()
        hidden = network.hidden(padded.ids)
        return network.logits(hidden.reshape(-1, hidden.shape[-1])[padded.predictors])

    def _loss(self, group: Sequence[TokenExample], padded: Padded, beta: float, scale: float) -> mx.array:
        """Weighted sum of the label losses of one batch, over `scale` (see `backends.base.TokenExample`)."""
        log_probs = _log_softmax(self._logits(padded))
        total = mx.array(0.0)
        for example, (start, end) in zip(group, padded.spans, strict=True):
            total = total + example_loss(example, log_probs[start:end], padded.labels[start:end], beta)
        return total / scale


def _log_softmax(logits: mx.array) -> mx.array:
    return logits - mx.logsumexp(logits, axis=-1, keepdims=True)


def _most_probable(probs: mx.array, k: int) -> mx.array:
    """(labels, k) ids, most probable first."""
    some = mx.argpartition(-probs, k - 1, axis=-1)[:, :k]
    order = mx.argsort(-mx.take_along_axis(probs, some, axis=-1), axis=-1)
    return mx.take_along_axis(some, order, axis=-1)
