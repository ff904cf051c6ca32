"""The optimiser loop for a curriculum of hundreds of thousands of lessons on a GPU: padded batches, flash attention.

`backends.torch_training` packs what begins alike into one sequence, which saves work where work is what is short. On a
GPU kernel launches are short, so here lessons stand side by side, all data lies on the device, and nothing waits for
Python. The result is an ordinary expert.
"""

from __future__ import annotations

import math
import random
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from safetensors.torch import load_file

from backends.adapter_format import WEIGHTS_FILE, from_torch
from backends.adapter_gguf import write_trained
from backends.base import AdapterSpec, ModelInfo
from backends.gguf_weights import load_base

CLIP_NORM = 1.0
FINAL_SHARE = 0.03
_PEFT = "base_model.model."

Pairs = tuple[np.ndarray, np.ndarray]
"""Tokens of prompt and completion by turns in one row, and (pairs, 2) how many each has."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How long is studied and how fast."""

    seconds: float
    rate: float
    warm_up: int
    batch: int
    epochs: int
    anchors: float
    """Neutral examples per lesson."""
    parts: int
    """Pieces of a batch, by length, so that little is padding."""
    seed: int


class LowRank(torch.nn.Module):
    """A frozen linear layer with a trained low-rank addition, which `on` switches off for the teacher."""

    on = True

    def __init__(self, frozen: Any, rank: int, scale: float) -> None:
        super().__init__()
        self.frozen, self.scale = frozen, scale
        weight = frozen.weight
        self.A = torch.nn.Parameter(torch.empty(rank, weight.shape[1], device=weight.device, dtype=weight.dtype))
        self.B = torch.nn.Parameter(torch.zeros(weight.shape[0], rank, device=weight.device, dtype=weight.dtype))
        torch.nn.init.kaiming_uniform_(self.A, a=math.sqrt(5))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        out = self.frozen(x)
        return out.add(F.linear(F.linear(x, self.A), self.B), alpha=self.scale) if LowRank.on else out


class Data:
    """Lessons as one row of tokens on the device. `halves`: (lessons, 2) tokens of each prompt and completion."""

    def __init__(self, tokens: np.ndarray, halves: np.ndarray, device: torch.device) -> None:
        self.prompts, self.lengths = halves[:, 0].tolist(), halves.sum(1).tolist()
        ends = halves.sum(1).cumsum()
        padding = np.zeros(max(self.lengths), dtype=np.int64)
        self.flat = torch.from_numpy(np.concatenate((tokens.astype(np.int64), padding))).to(device)
        self.starts, self.device = torch.from_numpy(ends - halves.sum(1)).to(device), device

    def __len__(self) -> int:
        return len(self.lengths)

    def labels(self, chosen: Sequence[int]) -> int:
        """How many tokens are to be predicted."""
        return sum(self.lengths[index] - self.prompts[index] for index in chosen)

    def batch(self, chosen: Sequence[int]) -> tuple[torch.Tensor, torch.Tensor]:
        """(examples, tokens) ids, and which of them predict a label."""
        width = max(self.lengths[index] for index in chosen)
        row = torch.arange(width, device=self.device)[None]
        starts = self.starts[torch.tensor(chosen, device=self.device)][:, None]
        sizes = torch.tensor([(self.prompts[i], self.lengths[i]) for i in chosen], device=self.device)
        ids = self.flat[starts + row]
        return ids, (row >= sizes[:, :1] - 1) & (row < sizes[:, 1:] - 1)


def teach(
    info: ModelInfo, lessons: Pairs, neutral: Pairs, spec: AdapterSpec, plan: Plan, out: Path, begin: Path | None = None
) -> None:
    """Study for `plan.seconds` or `plan.epochs`, whichever ends first, and write the expert's files into `out`."""
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    torch.manual_seed(plan.seed)
    base: Any = load_base(info, out / "cache").to(device, torch.bfloat16 if device.type == "cuda" else torch.float32)
    base.requires_grad_(False)
    layers = _grown(base, spec)
    if begin is not None:
        _go_on_with(layers, begin / WEIGHTS_FILE)
    trained = [parameter for layer in layers.values() for parameter in (layer.A, layer.B)]
    masters = [parameter.detach().float().clone() for parameter in trained]
    optimizer = torch.optim.AdamW(masters, lr=plan.rate, betas=(0.9, 0.99), weight_decay=0.0, fused=True)
    told, anchors = Data(*lessons, device), Data(*neutral, device)
    rng = random.Random(plan.seed)
    begun = time.monotonic()
    steps = plan.epochs * len(told) // plan.batch
    order: list[int] = []
    losses, seen = [], 0
    for step in range(steps):
        share = max(step / steps, (time.monotonic() - begun) / plan.seconds)
        if share >= 1:
            break
        if len(order) < plan.batch:
            order = rng.sample(range(len(told)), len(told))
        chosen, order = sorted(order[: plan.batch], key=told.lengths.__getitem__), order[plan.batch :]
        held = rng.choices(range(len(anchors)), k=round(plan.anchors * plan.batch))
        labels = told.labels(chosen) + anchors.labels(held)
        size = -(-len(chosen) // plan.parts)
        total = torch.zeros((), device=device)
        for part in range(plan.parts):
            own = chosen[part * size : (part + 1) * size]
            total += _learn(base, *told.batch(own), labels)
            seen += len(own) * max(told.lengths[i] for i in own)
        if held:
            total += _hold(base, *anchors.batch(held), labels)
        for master, parameter in zip(masters, trained, strict=True):
            master.grad, parameter.grad = parameter.grad.float(), None
        torch.nn.utils.clip_grad_norm_(masters, CLIP_NORM)
        for group in optimizer.param_groups:
            decayed = FINAL_SHARE + (1 - FINAL_SHARE) * (1 + math.cos(math.pi * share)) / 2
            group["lr"] = plan.rate * min(1.0, (step + 1) / plan.warm_up) * decayed
        optimizer.step()
        with torch.no_grad():
            torch._foreach_copy_(trained, masters)
        losses.append(total)
        if step == 0:
            sys.stderr.write(f"loss of the first step {total.item():.4f}\n")
        if (step + 1) % 100 == 0:
            mean = torch.stack(losses[-100:]).mean().item()
            took = time.monotonic() - begun
            sys.stderr.write(
                f"{took:6.0f} s  step {step + 1} of {steps}: loss {mean:.4f}, {seen / took:.0f} tokens/s\n"
            )
    took = time.monotonic() - begun
    sys.stderr.write(f"{took:6.0f} s  {len(losses)} steps of {plan.batch}, {seen} tokens with padding\n")
    tensors = {
        f"{_PEFT}{name}.lora_{side}.weight": getattr(layer, side) for name, layer in layers.items() for side in "AB"
    }
    kept = {id(parameter): master for parameter, master in zip(trained, masters, strict=True)}
    write_trained(from_torch({name: kept[id(tensor)] for name, tensor in tensors.items()}), spec, info, out)


def _learn(base: Any, ids: torch.Tensor, predicts: torch.Tensor, labels: int) -> torch.Tensor:
    loss = F.cross_entropy(_logits(base, ids, predicts), ids[:, 1:][predicts[:, :-1]], reduction="sum") / labels
    loss.backward()
    return loss.detach()


def _hold(base: Any, ids: torch.Tensor, predicts: torch.Tensor, labels: int) -> torch.Tensor:
    """KL(base || student) on neutral replies."""
    LowRank.on = False
    with torch.no_grad():
        teacher = _logits(base, ids, predicts).log_softmax(-1)
    LowRank.on = True
    student = _logits(base, ids, predicts).log_softmax(-1)
    loss = F.kl_div(student, teacher, reduction="sum", log_target=True) / labels
    loss.backward()
    return loss.detach()


def _logits(base: Any, ids: torch.Tensor, predicts: torch.Tensor) -> torch.Tensor:
    """(labels, vocabulary), float32. Causal attention needs no mask for padding on the right."""
    hidden = base.model(input_ids=ids, use_cache=False).last_hidden_state
    return base.lm_head(hidden[predicts]).float()


def _grown(base: Any, spec: AdapterSpec) -> dict[str, LowRank]:
    """The low-rank additions by the name of their layer, put in place of the layers."""
    found: dict[str, LowRank] = {}
    for name, module in list(base.named_modules()):
        parent, _, last = name.rpartition(".")
        if last in spec.target_modules:
            found[name] = LowRank(module, spec.rank, spec.alpha / spec.rank)
            setattr(base.get_submodule(parent), last, found[name])
    return found


def _go_on_with(layers: dict[str, LowRank], file: Path) -> None:
    tensors = load_file(file)
    with torch.no_grad():
        for name, layer in layers.items():
            for side in "AB":
                getattr(layer, side).copy_(tensors[f"{_PEFT}{name}.lora_{side}.weight"])
