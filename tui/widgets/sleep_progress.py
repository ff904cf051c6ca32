"""Widgets of the night: phases over time, the curve of the loss, the dreams as they are written."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.color import Color
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget
from textual.widgets import Static
from textual_plotext import PlotextPlot

from assistant.events import DreamWritten
from tui.night import NightState, Phase
from tui.text import duration, one_line

AMOUNT_CELLS = 18
REASONS_SHOWN = 2
STRIP_AT_LEAST = 8


class Hypnogram(Widget):
    """The night over time: one line a phase, with the stretch in which it ran and how far it came."""

    def __init__(self) -> None:
        super().__init__(id="phases")
        self._night: NightState | None = None

    def show(self, night: NightState) -> None:
        """Draw the night as it stands."""
        self._night = night
        self.refresh(layout=True)

    def render(self) -> Content:
        return self.lines(self.size.width)

    def lines(self, width: int) -> Content:
        """The drawing, `width` cells wide."""
        night = self._night
        if night is None or (night.running and not night.phases):
            return Content("Falling asleep …")
        if not night.phases:
            return Content("")
        names = max(len(name) for name in night.phases) + 2
        cells = max(STRIP_AT_LEAST, width - names - 2 - AMOUNT_CELLS)
        end = max([night.now, *(span[1] for phase in night.phases.values() for span in phase.spans)])
        lasted = max(1e-9, end - night.began)
        drawn = [
            _phase_line(phase, names, _strip(phase, night.began, lasted, cells)) for phase in night.phases.values()
        ]
        axis = "0" + duration(int(lasted)).rjust(cells - 1)
        return Content("\n").join([*drawn, Content.styled(" " * (names + 2) + axis, "$foreground-muted")])

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._night.phases) + 1 if self._night is not None and self._night.phases else 1


def _strip(phase: Phase, began: float, lasted: float, cells: int) -> str:
    """The cells in which a phase ran; even a short one shows."""
    strip = [" "] * cells
    for start, end in phase.spans:
        first = min(cells - 1, int((start - began) / lasted * cells))
        last = min(cells, max(first + 1, round((end - began) / lasted * cells)))
        strip[first:last] = "█" * (last - first)
    return "".join(strip)


def _phase_line(phase: Phase, width: int, strip: str) -> Content:
    if phase.running:
        mark, style, amount = ("▸ ", "$text-accent"), "$accent", _amount(phase)
    elif phase.seconds is not None:
        mark, style, amount = ("✓ ", "$text-success"), "$primary", f"{_units(phase)}{duration(phase.seconds)}"
    else:
        mark, style, amount = ("· ", "$foreground-muted"), "$foreground-muted", ""
    name = (phase.name.ljust(width), "bold" if phase.running else "" if phase.spans else "$foreground-muted")
    return Content.assemble(mark, name, (strip, style), (amount.rjust(AMOUNT_CELLS), "$foreground-muted"))


def _amount(phase: Phase) -> str:
    return f"{phase.done} of {phase.total}" if phase.total else one_line(phase.detail, AMOUNT_CELLS - 2)


def _units(phase: Phase) -> str:
    number = phase.done or phase.total
    return f"{number}  " if number else ""


class Curve(Vertical):
    """One curve in a frame with its scale; hidden until it has two points."""

    def __init__(self, name: str) -> None:
        super().__init__(classes="curve")
        self._name = name
        self.points: list[float] = []

    def compose(self) -> ComposeResult:
        yield Static("", classes="caption", markup=False)
        yield PlotextPlot()

    def show(self, points: Sequence[float], caption: str) -> None:
        """Draw these, left to right."""
        self.display = len(points) > 1
        if not self.display or list(points) == self.points:
            return
        self.points = list(points)
        self.query_one(Static).update(Content(caption))
        plot = self.query_one(PlotextPlot)
        red, green, blue = Color.parse(self.app.theme_variables["primary"]).rgb
        plot.plt.clear_data()
        plot.plt.frame(False)
        plot.plt.xticks([])
        plot.plt.plot(list(range(len(points))), list(points), marker="braille", color=(red, green, blue))
        plot.refresh()


class DreamLog(VerticalScroll, can_focus=False):
    """Dreams, newest at the bottom; dropped ones say why."""

    SHOWN = 40

    def compose(self) -> ComposeResult:
        yield Static("", id="dreams", markup=False)

    def show(self, night: NightState) -> None:
        worst = sorted(
            ((reason, number) for reason, number in night.dropped.items() if reason), key=lambda one: -one[1]
        )
        reasons = ", ".join(f"{number} {one_line(reason, 28)}" for reason, number in worst[:REASONS_SHOWN])
        rest = sum(number for _, number in worst[REASONS_SHOWN:])
        reasons += f", {rest} more" if rest else ""
        self.border_title = f"dreams: {night.kept} kept of {night.written}" + (
            f" · dropped: {reasons}" if reasons else ""
        )
        self.display = bool(night.dreams)
        lines = [_dream_line(dream) for dream in night.dreams[-self.SHOWN :]]
        if night.written > len(lines):
            lines.insert(0, Content.styled(f"{night.written - len(lines)} earlier ones", "$foreground-muted"))
        self.query_one("#dreams", Static).update(Content("\n").join(lines))
        self.scroll_end(animate=False)


def _dream_line(dream: DreamWritten) -> Content:
    words = one_line(f"{dream.question}  {dream.answer}")
    if dream.kept:
        return Content.assemble(("✓ ", "$text-success"), words)
    reason = f"{one_line(dream.reason, 60)}: " if dream.reason else ""
    return Content.assemble(("✗ ", "$text-error"), (reason, "$text-warning"), (words, "$foreground-muted"))


def smooth(curve: Sequence[float]) -> list[float]:
    """Running means: single batches differ too much to show the way."""
    width = 1 + len(curve) // 10
    return [_mean(curve[max(0, end - width) : end]) for end in range(1, len(curve) + 1)]


def _mean(points: Sequence[float]) -> float:
    return sum(points) / len(points) if points else 0.0
