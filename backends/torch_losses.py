"""Token-level losses of distillation: cross-entropy and the generalised Jensen-Shannon divergence.

Agarwal et al., GKD (arXiv 2306.13649) eq. 1 on the teacher's top-k tokens, with the rest of the mass in one
tail bucket, so that both distributions still sum to one.
"""

from __future__ import annotations

import math

import torch
import torch.nn.functional as F

_TINY = 1e-8


def bucketed(log_probs: torch.Tensor, ids: torch.Tensor) -> torch.Tensor:
    """Log-probabilities of the k chosen tokens and of all others together.

    log_probs (labels, vocabulary), ids (labels, k) -> (labels, k + 1).
    """
    chosen = log_probs.gather(-1, ids)
    tail = (1.0 - chosen.exp().sum(-1, keepdim=True)).clamp_min(_TINY).log()
    return torch.cat((chosen, tail), dim=-1)


def generalized_jsd(teacher: torch.Tensor, student: torch.Tensor, beta: float) -> torch.Tensor:
    """Divergence per label, nats. Both (labels, buckets) as log-probabilities.

    beta 0 is KL(teacher || student), 1 is KL(student || teacher), between them the mixture of TRL and GKD.
    """
    if beta <= 0.0:
        return F.kl_div(student, teacher, reduction="none", log_target=True).sum(-1)
    if beta >= 1.0:
        return F.kl_div(teacher, student, reduction="none", log_target=True).sum(-1)
    mixture = torch.logsumexp(
        torch.stack((student + math.log1p(-beta), teacher + math.log(beta))),
        dim=0,
    )
    from_teacher = F.kl_div(mixture, teacher, reduction="none", log_target=True).sum(-1)
    from_student = F.kl_div(mixture, student, reduction="none", log_target=True).sum(-1)
    return beta * from_teacher + (1.0 - beta) * from_student
