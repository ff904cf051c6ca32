"""What sleep produced: every expert with its state and scores; mount, take out, roll back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Footer, OptionList, Static
from textual.widgets.option_list import Option

from tui.bridge import ExpertView
from tui.screens.dialogs import Confirm
from tui.text import ago, count, one_line

if TYPE_CHECKING:
    from tui.app import AssistantApp

STATE_STYLES = {"accepted": "$text-success", "rejected": "$text-error", "retired": "$foreground-muted"}
MEMORIES_SHOWN = 12


class ExpertsScreen(Screen[None]):
    """The experts, newest first, and the details of the one under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Back"),
        Binding("a,enter", "mount", "Mount or take out"),
        Binding("r", "roll_back", "Roll back"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._experts: dict[str, ExpertView] = {}

    @property
    def assistant_app(self) -> AssistantApp:
        return cast("AssistantApp", self.app)

    def compose(self) -> ComposeResult:
        yield Static("Experts", classes="screen-title")
        with Container(classes="list-and-detail"):
            yield OptionList(id="experts", classes="list", markup=False)
            with VerticalScroll(classes="detail", can_focus=False):
                yield Static(id="detail", markup=False)
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        self._load()

    def _load(self, _: object = None) -> None:
        self.assistant_app.job(self, self.assistant_app.assistant.experts.all, self._show)

    def _show(self, experts: Sequence[ExpertView]) -> None:
        options = self.query_one(OptionList)
        kept = options.highlighted or 0
        self._experts = {expert.id: expert for expert in experts}
        options.clear_options()
        options.add_options(Option(_line(expert), id=expert.id) for expert in experts)
        options.highlighted = min(kept, len(experts) - 1) if experts else None
        options.focus()
        if not experts:
            self.query_one("#detail", Static).update(Content("No expert yet. /sleep makes one from what you told me."))

    @property
    def _chosen(self) -> ExpertView | None:
        options = self.query_one(OptionList)
        if options.highlighted is None:
            return None
        return self._experts.get(options.get_option_at_index(options.highlighted).id or "")

    @on(OptionList.OptionHighlighted)
    def _describe(self) -> None:
        if self._chosen is not None:
            self.query_one("#detail", Static).update(_details(self._chosen))

    @on(OptionList.OptionSelected)
    def action_mount(self) -> None:
        chosen = self._chosen
        if chosen is None:
            return
        mounted = [expert.id for expert in self._experts.values() if expert.active and expert.id != chosen.id]
        wanted = mounted if chosen.active else [*mounted, chosen.id]
        activate = self.assistant_app.assistant.experts.activate
        self.assistant_app.job(self, lambda: activate(wanted), self._changed)

    def action_roll_back(self) -> None:
        detail = "Chat goes back to the experts that were in force before the last change."
        self.app.push_screen(Confirm("Roll back?", detail, "Roll back"), self._roll_back)

    def _roll_back(self, yes: bool | None) -> None:
        if yes:
            self.assistant_app.job(self, self.assistant_app.assistant.experts.roll_back, self._rolled_back)

    def _rolled_back(self, experts: tuple[str, ...]) -> None:
        self.app.notify(f"Now in force: {', '.join(experts) or 'the base model alone'}.", markup=False)
        self._changed(None)

    def _changed(self, _: None) -> None:
        self.assistant_app.refresh_experts()
        self._load()


def _line(expert: ExpertView) -> Content:
    mark = ("● ", "$text-success") if expert.active else ("○ ", "$foreground-muted")
    return Content.assemble(
        mark,
        (one_line(expert.id, 30).ljust(16), "bold"),
        (expert.level.ljust(7), "$text-accent"),
        (expert.state.ljust(10), STATE_STYLES.get(expert.state, "$foreground-muted")),
        (ago(expert.created), "$foreground-muted"),
    )


def _details(expert: ExpertView) -> Content:
    lines = [
        Content.assemble((expert.id, "bold"), ("   in force" if expert.active else "", "$text-success")),
        Content(f"{expert.level} level, rank {expert.rank}, {expert.state}, made {ago(expert.created)}"),
        Content(""),
    ]
    lines += [
        Content.assemble((name.replace("_", " ").ljust(18), "$foreground-muted"), _score(name, value))
        for name, value in expert.scores.items()
    ]
    if expert.fault:
        lines.append(Content.assemble((expert.fault, "$text-error")))
    lines += [
        Content(""),
        Content.assemble((f"holds {count(len(expert.memories), 'memory', 'memories')}", "$foreground-muted")),
    ]
    lines += [Content(f"  {one_line(text, 80)}") for text in expert.memories[:MEMORIES_SHOWN]]
    if len(expert.memories) > MEMORIES_SHOWN:
        lines.append(Content(f"  and {len(expert.memories) - MEMORIES_SHOWN} more"))
    return Content("\n").join(lines)


def _score(name: str, value: float) -> str:
    """Drift is nats per token, everything else a share."""
    return f"{value:.3f} nats" if "drift" in name else f"{value:.0%}"
