"""May tomorrow's chat use tonight's expert? A pure function of measured scores; it fails closed."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

from assistant.sleep.judging import Share


class Decision(StrEnum):
    """Only `ACCEPT` changes what chat uses."""

    ACCEPT = "accept"
    REJECT = "reject"
    INCONCLUSIVE = "inconclusive"


@dataclass(frozen=True, slots=True)
class Scorecard:
    """What was measured with the adapter that chat would load. None: not measured."""

    recall: Share | None
    """Tonight's held-out probes answered without a note."""
    retention: Share | None
    """Probes of earlier nights; None when there are none yet."""
    drift: float | None
    """KL from the base model on neutral prompts as routing treats them, nats per token."""
    false_memory: Share | None
    """Never-told questions answered with a claim."""
    general: Share | None
    """General questions answered right, as routing treats them."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much worse than before anything may become, and how much recall must gain."""

    recall_gain: float = 0.2
    retention_loss: float = 0.03
    drift: float = 0.05
    false_memory_gain: float = 0.25
    general_loss: float = 0.05


@dataclass(frozen=True, slots=True)
class Verdict:
    """The decision and, for the report, every reason for it."""

    decision: Decision
    reasons: tuple[str, ...]

    @property
    def reason(self) -> str:
        return "; ".join(self.reasons)


def decide(before: Scorecard, after: Scorecard, limits: Limits) -> Verdict:
    """ACCEPT only if recall rose by enough and nothing fell by more than its limit; a missing score never is one."""
    missing = [
        name
        for name in ("recall", "drift", "false_memory", "general")
        if getattr(after, name) is None or (name != "drift" and getattr(before, name) is None)
    ]
    if (before.retention is None) != (after.retention is None):
        missing.append("retention")
    if missing:
        return Verdict(Decision.INCONCLUSIVE, (f"not measured: {', '.join(missing)}",))
    assert before.recall and after.recall and before.general and after.general
    assert before.false_memory and after.false_memory and after.drift is not None
    if not after.recall.n:
        return Verdict(Decision.INCONCLUSIVE, ("no held-out question could be written",))
    unasked = [
        name for name in ("false_memory", "general") if not getattr(after, name).n or not getattr(before, name).n
    ]
    if not math.isfinite(after.drift):
        unasked.append("drift")
    if unasked:
        return Verdict(Decision.INCONCLUSIVE, (f"not measured: {', '.join(unasked)}",))
    faults: list[str] = []
    gain = after.recall.value - before.recall.value
    if gain < limits.recall_gain:
        faults.append(
            f"recall {before.recall.value:.2f} -> {after.recall.value:.2f}, must gain {limits.recall_gain:.2f}"
        )
    if before.retention and after.retention and after.retention.value < before.retention.value - limits.retention_loss:
        faults.append(f"older memories {before.retention.value:.2f} -> {after.retention.value:.2f}")
    if after.drift > limits.drift:
        faults.append(f"drift {after.drift:.3f} nats per token, at most {limits.drift:.3f}")
    if after.false_memory.value > before.false_memory.value + limits.false_memory_gain:
        faults.append(f"false memory {before.false_memory.value:.2f} -> {after.false_memory.value:.2f}")
    if after.general.value < before.general.value - limits.general_loss:
        faults.append(f"general questions {before.general.value:.2f} -> {after.general.value:.2f}")
    if faults:
        return Verdict(Decision.REJECT, tuple(faults))
    return Verdict(Decision.ACCEPT, (f"recall {before.recall.value:.2f} -> {after.recall.value:.2f}",))
