"""The morning report: what was learned, what was not and why, and the same questions before and after."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Footer, Static

from tui.screens.dialogs import Confirm
from tui.text import ago, clean, count, duration, one_line, percent
from tui.views import Comparison, Lesson, NightReport

if TYPE_CHECKING:
    from tui.app import AssistantApp

VERDICTS = {
    "accept": ("✓ accepted", "$text-success"),
    "reject": ("✗ rejected", "$text-error"),
    "inconclusive": ("? inconclusive", "$text-warning"),
    "skipped": ("· skipped", "$foreground-muted"),
    "stopped": ("· stopped", "$text-warning"),
    "failed": ("✗ failed", "$text-error"),
}
COMPARISONS_SHOWN = 60


class ReportScreen(Screen[None]):
    """One night's report; marks it as read."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter", "dismiss", "Back"),
        Binding("r", "roll_back", "Roll back"),
        Binding("left,p", "turn(-1)", "Earlier"),
        Binding("right,n", "turn(1)", "Later"),
    ]

    def __init__(self, report: NightReport) -> None:
        super().__init__()
        self._report = report

    @property
    def assistant_app(self) -> AssistantApp:
        return cast("AssistantApp", self.app)

    def compose(self) -> ComposeResult:
        yield Static(_title(self._report), classes="screen-title")
        with VerticalScroll(id="report"):
            yield from _body(self._report)
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        self.query_one("#report").focus()
        self.assistant_app.job(self, partial(self.assistant_app.assistant.nights.mark_seen, self._report.sleep_id))

    def action_turn(self, step: int) -> None:
        """Show the night before or after."""
        nights, now = self.assistant_app.assistant.nights, self._report.sleep_id
        self.assistant_app.job(self, lambda: nights.beside(now, step), self._turn)

    async def _turn(self, report: NightReport | None) -> None:
        if report is None:
            self.app.notify("There is no other night in that direction.", markup=False)
            return
        self._report = report
        self.query_one(".screen-title", Static).update(_title(report))
        body = self.query_one("#report")
        await body.remove_children()
        await body.mount_all(_body(report))
        body.scroll_home(animate=False)

    def action_roll_back(self) -> None:
        if not self._report.in_force:
            self.app.notify("Nothing of this night is in force; there is nothing to roll back.", markup=False)
            return
        detail = f"{self._report.expert} is taken out; chat goes back to what it used before. The notes stay."
        self.app.push_screen(Confirm("Roll back this night?", detail, "Roll back"), self._roll_back)

    def _roll_back(self, yes: bool | None) -> None:
        if yes:
            self.assistant_app.job(self, self.assistant_app.assistant.experts.roll_back, self._rolled_back)

    def _rolled_back(self, experts: tuple[str, ...]) -> None:
        self.app.notify(f"Rolled back. In force: {', '.join(experts) or 'the base model alone'}.", markup=False)
        self.assistant_app.refresh_experts()
        self.dismiss()


def _title(report: NightReport) -> Content:
    lasted = f"{report.level} sleep {ago(report.started)}, {duration(report.seconds)}"
    return Content(f"Good morning  ·  night {report.sleep_id}  ·  {lasted}")


def _body(report: NightReport) -> Iterator[Widget]:
    word, style = VERDICTS.get(report.verdict, (report.verdict, "$foreground-muted"))
    reason = f"  {clean(report.reason)}" if report.reason else ""
    yield Static(Content.assemble((word, f"bold {style}"), reason), classes="block")
    yield Static(_numbers(report), classes="block")
    learned = [lesson for lesson in report.lessons if lesson.learned and not lesson.refreshed]
    refreshed = [lesson for lesson in report.lessons if lesson.refreshed]
    missed = [lesson for lesson in report.lessons if not lesson.learned]
    if learned:
        yield _section(f"Learned: {count(len(learned), 'memory', 'memories')}", map(_lesson, learned))
    if refreshed:
        yield _section(
            f"Refreshed: {count(len(refreshed), 'memory', 'memories')} known before", map(_lesson, refreshed)
        )
    if missed:
        yield _section("Not learned: these stay as notes", map(_lesson, missed))
    if report.comparisons:
        yield Static("The same questions, asked without any note", classes="section")
        yield Horizontal(Static("before", classes="cell"), Static("after", classes="cell"), classes="pair heads")
        yield from map(_pair, report.comparisons[:COMPARISONS_SHOWN])
        if len(report.comparisons) > COMPARISONS_SHOWN:
            more = f"and {len(report.comparisons) - COMPARISONS_SHOWN} more; each memory on F3 shows its own"
            yield Static(more, classes="caption", markup=False)


def _lesson(lesson: Lesson) -> Content:
    mark = ("✓ ", "$text-success") if lesson.learned else ("· ", "$text-warning")
    return Content.assemble(mark, one_line(lesson.text), (f"  {one_line(lesson.why)}", "$foreground-muted"))


def _section(title: str, lines: Iterable[Content]) -> Widget:
    text = Content("\n").join(list(lines))
    return Vertical(Static(title, classes="section", markup=False), Static(text), classes="group")


def _numbers(report: NightReport) -> Content:
    """The scores, one a line; what was not measured is left out."""
    rows: list[tuple[str, str]] = []
    if report.recall_after is not None:
        asked = f" of {count(report.probes, 'question')}" if report.probes else ""
        rows.append(("recall", f"{percent(report.recall_before)} → {percent(report.recall_after)}{asked}"))
    if report.retention is not None:
        rows.append(("older nights", f"{percent(report.retention)} still known"))
    if report.false_memory is not None:
        rows.append(("false memory", f"{percent(report.false_memory)} of never-told questions"))
    if report.drift is not None:
        rows.append(("drift", f"{report.drift:.3f} nats per token"))
    if report.dreams_written:
        rows.append(("dreams", f"{report.dreams_kept} kept of {report.dreams_written}"))
    return Content("\n").join([Content.assemble((name.ljust(14), "$foreground-muted"), value) for name, value in rows])


def _pair(one: Comparison) -> Widget:
    return Vertical(
        Static(Content(one_line(one.question)), classes="question"),
        Horizontal(_answer(one.before, one.right_before), _answer(one.after, one.right_after), classes="pair"),
        classes="comparison",
    )


def _answer(text: str, right: bool) -> Static:
    mark = ("✓ ", "$text-success") if right else ("✗ ", "$text-error")
    return Static(Content.assemble(mark, one_line(text, 160) or "(nothing)"), classes="cell")
