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
    """Probes of earlier nights, routed as in chat; None when there are none yet."""
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
    """Of older probes; one question that flips is never a fault, however few were asked."""
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


def fell(before: Share, after: Share, loss: float) -> bool:
    """Whether more than `loss` (0..1) was lost, and more than one question of the same set."""
    return before.value - after.value > max(loss, 1 / after.n if after.n else 0.0) + 1e-9


def decide(before: Scorecard, after: Scorecard, limits: Limits) -> Verdict:
    """ACCEPT only if recall rose by enough and nothing fell by more than its limit; a missing score never is one."""
    missing = _missing(before, after, "recall")
    if (before.retention is None) != (after.retention is None):
        missing.append("retention")
    if missing:
        return Verdict(Decision.INCONCLUSIVE, (f"not measured: {', '.join(missing)}",))
    assert before.recall and after.recall
    if not after.recall.n:
        return Verdict(Decision.INCONCLUSIVE, ("no held-out question could be written",))
    if unasked := _unasked(before, after):
        return Verdict(Decision.INCONCLUSIVE, (f"not measured: {', '.join(unasked)}",))
    faults: list[str] = []
    gain = after.recall.value - before.recall.value
    if gain < limits.recall_gain:
        faults.append(
            f"recall {before.recall.value:.2f} -> {after.recall.value:.2f}, must gain {limits.recall_gain:.2f}"
        )
    if before.retention and after.retention and fell(before.retention, after.retention, limits.retention_loss):
        faults.append(f"older memories {before.retention.value:.2f} -> {after.retention.value:.2f}")
    faults += _harm(before, after, limits)
    if faults:
        return Verdict(Decision.REJECT, tuple(faults))
    return Verdict(Decision.ACCEPT, (f"recall {before.recall.value:.2f} -> {after.recall.value:.2f}",))


def decide_replacement(before: Scorecard, after: Scorecard, keep: float, limits: Limits) -> Verdict:
    """May an expert made from stored dreams take the place of others? Their memories are the scorecards' `retention`.

    ACCEPT only if it keeps the share `keep` of the right answers, all but one at least, and harms nothing.
    """
    if missing := _missing(before, after, "retention"):
        return Verdict(Decision.INCONCLUSIVE, (f"not measured: {', '.join(missing)}",))
    if unasked := _unasked(before, after):
        return Verdict(Decision.INCONCLUSIVE, (f"not measured: {', '.join(unasked)}",))
    assert before.retention and after.retention
    faults: list[str] = []
    if after.retention.right < min(keep * before.retention.right, before.retention.right - 1):
        faults.append(f"recall {before.retention.value:.2f} -> {after.retention.value:.2f}, must keep {keep:.2f} of it")
    faults += _harm(before, after, limits)
    if faults:
        return Verdict(Decision.REJECT, tuple(faults))
    return Verdict(Decision.ACCEPT, (f"recall {before.retention.value:.2f} -> {after.retention.value:.2f}",))


def _missing(before: Scorecard, after: Scorecard, goal: str) -> list[str]:
    return [
        name
        for name in (goal, "drift", "false_memory", "general")
        if getattr(after, name) is None or (name != "drift" and getattr(before, name) is None)
    ]


def _unasked(before: Scorecard, after: Scorecard) -> list[str]:
    assert after.drift is not None
    unasked = [
        name for name in ("false_memory", "general") if not getattr(after, name).n or not getattr(before, name).n
    ]
    return unasked if math.isfinite(after.drift) else [*unasked, "drift"]


def _harm(before: Scorecard, after: Scorecard, limits: Limits) -> list[str]:
    """What became worse by more than its limit, beside what was to be learnt or kept."""
    assert before.general and after.general and before.false_memory and after.false_memory and after.drift is not None
    faults: list[str] = []
    if after.drift > limits.drift:
        faults.append(f"drift {after.drift:.3f} nats per token, at most {limits.drift:.3f}")
    if after.false_memory.value > before.false_memory.value + limits.false_memory_gain:
        faults.append(f"false memory {before.false_memory.value:.2f} -> {after.false_memory.value:.2f}")
    if after.general.value < before.general.value - limits.general_loss:
        faults.append(f"general questions {before.general.value:.2f} -> {after.general.value:.2f}")
    return faults
