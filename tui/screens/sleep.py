"""The night as it happens. Leaving the screen does not wake it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Footer, Static

from tui.night import NightState
from tui.text import count, duration
from tui.widgets.sleep_progress import Curve, DreamLog, Hypnogram, smooth

if TYPE_CHECKING:
    from tui.app import AssistantApp

REDRAW_SECONDS = 0.2


class SleepScreen(Screen[None]):
    """Phases over time with their true totals, the loss, and the dreams."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave_asleep", "Chat (sleeps on)"),
        Binding("escape", "dismiss", "Chat"),
        Binding("p", "pause", "Pause or go on"),
        Binding("s,w", "stop", "Wake up"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._asleep = True

    @property
    def assistant_app(self) -> AssistantApp:
        return cast("AssistantApp", self.app)

    def compose(self) -> ComposeResult:
        yield Static("Asleep", classes="screen-title")
        with Container(classes="list-and-detail"):
            with Vertical(classes="list", id="night"):
                yield Hypnogram()
                yield Curve("loss")
            yield DreamLog(classes="detail")
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        self.redraw()
        self.set_interval(REDRAW_SECONDS, self.redraw)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What can be done while it sleeps is not offered afterwards, and the other way round."""
        asleep = self.assistant_app.night.running
        if action in ("leave_asleep", "pause", "stop"):
            return asleep
        return not asleep if action == "dismiss" else True

    def action_leave_asleep(self) -> None:
        self.dismiss()

    def redraw(self) -> None:
        """Draw the state of the night; five times a second is enough however many events come."""
        night = self.assistant_app.night
        now = self.assistant_app.clock()
        if night.running:
            night.grow(now)
        if night.running != self._asleep:
            self._asleep = night.running
            self.refresh_bindings()
        seconds = night.now - night.began
        self.query_one(".screen-title", Static).update(_title(night, seconds))
        self.query_one(Hypnogram).show(night)
        curve = smooth(night.curve)
        self.query_one(Curve).show(curve, f"loss {curve[0]:.2f} → {curve[-1]:.2f}" if curve else "")
        self.query_one(DreamLog).show(night)

    def action_pause(self) -> None:
        if self.assistant_app.night.running:
            self.assistant_app.pause_night()
            self.redraw()

    def action_stop(self) -> None:
        self.assistant_app.stop_night()
        self.redraw()


def _title(night: NightState, seconds: float) -> Content:
    if night.stopping:
        return Content("Waking up: keeping what can be kept …")
    if night.paused:
        return Content(f"Paused after {duration(int(seconds))}: it keeps its memory. p goes on, s wakes up.")
    if night.running:
        about = f"  ·  {count(night.memories, 'memory', 'memories')}" if night.memories else ""
        return Content(f"Asleep for {duration(int(seconds))}{about}")
    return Content.assemble("Awake  ·  ", (night.verdict or "no night yet", "bold"), f"  {night.message}")
