"""Widgets of the night: the table of phases, the curve of the loss, the dreams as they are written."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Sparkline, Static

from assistant.events import DreamWritten
from tui.night import NightState, Phase
from tui.text import duration, meter, one_line

BAR_CELLS = 12


class PhaseTable(Static):
    """One line a phase: how far it is, out of how much."""

    def show(self, night: NightState) -> None:
        width = max((len(name) for name in night.phases), default=0) + 2
        lines = [_phase_line(phase, width) for phase in night.phases.values()]
        if night.running and not lines:
            lines = [Content("Falling asleep …")]
        self.update(Content("\n").join(lines))


def _phase_line(phase: Phase, width: int) -> Content:
    name = phase.name.ljust(width)
    if phase.seconds is not None:
        amount = str(phase.done or phase.total or "").rjust(5)
        return Content.assemble(
            ("✓ ", "$text-success"), name, (f"{amount}  {duration(phase.seconds)}", "$foreground-muted")
        )
    if not phase.running:
        return Content.assemble((f"· {phase.name}", "$foreground-muted"))
    head = [("▸ ", "$text-accent"), (name, "bold")]
    detail = (f"  {one_line(phase.detail, 40)}", "$foreground-muted")
    if not phase.total:
        return Content.assemble(*head, detail)
    bar = (meter(phase.done / phase.total, BAR_CELLS), "$text-accent")
    return Content.assemble(*head, bar, (f" {phase.done} of {phase.total}", ""), detail)


class LossCurve(Vertical):
    """The loss of the expert in training; hidden until there are points."""

    def compose(self) -> ComposeResult:
        yield Static("", classes="caption", markup=False)
        yield Sparkline([], summary_function=_mean)

    def show(self, curve: list[float]) -> None:
        self.display = len(curve) > 1
        if self.display:
            self.query_one(Sparkline).data = _smooth(curve)
            self.query_one(Static).update(Content(f"loss {curve[0]:.2f} → {curve[-1]:.2f}"))


class DreamLog(VerticalScroll, can_focus=False):
    """Dreams, newest at the bottom; dropped ones say why."""

    SHOWN = 40

    def compose(self) -> ComposeResult:
        yield Static("", id="dreams", markup=False)

    def show(self, night: NightState) -> None:
        self.border_title = f"dreams: {night.kept} kept of {night.written}"
        self.display = bool(night.dreams)
        lines = [_dream_line(dream) for dream in night.dreams[-self.SHOWN :]]
        self.query_one("#dreams", Static).update(Content("\n").join(lines))
        self.scroll_end(animate=False)


def _dream_line(dream: DreamWritten) -> Content:
    words = one_line(f"{dream.question}  {dream.answer}")
    if dream.kept:
        return Content.assemble(("✓ ", "$text-success"), words)
    reason = f"{one_line(dream.reason, 60)}: " if dream.reason else ""
    return Content.assemble(("✗ ", "$text-error"), (reason, "$text-warning"), (words, "$foreground-muted"))


def _smooth(curve: Sequence[float]) -> list[float]:
    """Running means: single batches differ too much to show the way."""
    width = 1 + len(curve) // 10
    return [_mean(curve[max(0, end - width) : end]) for end in range(1, len(curve) + 1)]


def _mean(points: Sequence[float]) -> float:
    return sum(points) / len(points) if points else 0.0
