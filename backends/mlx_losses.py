"""Token-level losses of distillation in MLX. The mathematics and its sources are those of `backends.torch_losses`."""

from __future__ import annotations

import math

import mlx.core as mx

from backends.base import SoftTargets, TokenExample

_TINY = 1e-8


def label_losses(log_probs: mx.array, labels: mx.array) -> mx.array:
    """Cross-entropy of each label, nats. (labels, vocabulary), (labels,) -> (labels,)."""
    return -mx.take_along_axis(log_probs, labels[:, None], axis=-1)[:, 0]


def example_loss(example: TokenExample, log_probs: mx.array, labels: mx.array, beta: float) -> mx.array:
    """Weighted sum over one example's labels; see `backends.base.TokenExample`."""
    hard = 1.0 if example.soft is None else example.hard
    total = mx.array(0.0)
    if hard:
        total = total + hard * label_losses(log_probs, labels).sum()
    if example.soft is not None and hard < 1.0:
        teacher = bucketed_teacher(example.soft)
        student = bucketed(log_probs, mx.array(example.soft.ids))
        total = total + (1.0 - hard) * generalized_jsd(teacher, student, beta).sum()
    return example.weight * total


def bucketed_teacher(soft: SoftTargets) -> mx.array:
    """The teacher's top-k with the rest of the mass in one tail bucket, as log-probabilities (labels, k + 1)."""
    probs = mx.array(soft.probs)
    tail = mx.maximum(1.0 - probs.sum(-1, keepdims=True), _TINY)
    return mx.log(mx.maximum(mx.concatenate((probs, tail), axis=-1), _TINY))


def bucketed(log_probs: mx.array, ids: mx.array) -> mx.array:
    """Log-probabilities of the k chosen tokens and of all others together: (labels, k + 1)."""
    chosen = mx.take_along_axis(log_probs, ids, axis=-1)
    tail = mx.log(mx.maximum(1.0 - mx.exp(chosen).sum(-1, keepdims=True), _TINY))
    return mx.concatenate((chosen, tail), axis=-1)


def generalized_jsd(teacher: mx.array, student: mx.array, beta: float) -> mx.array:
    """Divergence per label, nats. Both (labels, buckets) as log-probabilities; beta as in `backends.torch_losses`."""
    if beta <= 0.0:
        return _kl(teacher, student)
    if beta >= 1.0:
        return _kl(student, teacher)
    mixture = mx.logsumexp(mx.stack((student + math.log1p(-beta), teacher + math.log(beta))), axis=0)
    return beta * _kl(teacher, mixture) + (1.0 - beta) * _kl(student, mixture)


def _kl(true: mx.array, other: mx.array) -> mx.array:
    return (mx.exp(true) * (true - other)).sum(-1)
