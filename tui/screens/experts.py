"""What sleep produced: experts as a tree of levels and lineage, with their scores over the nights."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Footer, OptionList, Static
from textual.widgets.option_list import Option

from tui.screens.dialogs import AskText, Confirm
from tui.screens.pick import Pick
from tui.text import ago, clean, count, one_line
from tui.views import ExpertView
from tui.widgets.detail import Detail

if TYPE_CHECKING:
    from tui.app import AssistantApp

STATE_STYLES = {"accepted": "$text-success", "rejected": "$text-error", "retired": "$foreground-muted"}
MEMORIES_SHOWN, NIGHTS_SHOWN = 12, 28
LEVELS = {"core": "every month or so", "topic": "every week or so", "day": "every night"}
BARS = "▁▂▃▄▅▆▇█"
LAYOUTS = {
    "gguf": "an adapter for llama.cpp",
    "peft": "an adapter for transformers and vLLM",
    "mlx": "an adapter for mlx-lm",
    "merged": "the whole model with it added in, one GGUF",
    "ollama": "for Ollama: Modelfiles, the adapter and the merged model",
    "all": "each of these",
}
"""What `reverie expert export` writes, and whom it is for."""


class ExpertsScreen(Screen[None]):
    """The experts, newest first, and the details of the one under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back"),
        Binding("tab", "read", "Details"),
        Binding("a,enter", "mount", "On or off"),
        Binding("r", "roll_back", "Roll back"),
        Binding("e", "export", "Export"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._experts: dict[str, ExpertView] = {}
        self._writing = ""
        """What is being exported, as the title says it; one at a time."""

    @property
    def assistant_app(self) -> AssistantApp:
        return cast("AssistantApp", self.app)

    def compose(self) -> ComposeResult:
        yield Static("Experts", id="title", classes="screen-title", markup=False)
        with Container(classes="list-and-detail"):
            yield OptionList(id="experts", classes="list", markup=False)
            yield Detail()
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
        for branch, expert in as_tree(experts):
            if isinstance(expert, ExpertView):
                options.add_option(Option(_line(branch, expert), id=expert.id))
            else:
                options.add_option(Option(Content.styled(expert, "bold $text-accent"), disabled=True))
        options.highlighted = min(max(kept, 1), options.option_count - 1) if experts else None
        options.focus()
        if not experts:
            self.query_one(Detail).show(Content("No expert yet. /sleep makes one from what you told me."))

    @property
    def _chosen(self) -> ExpertView | None:
        options = self.query_one(OptionList)
        if options.highlighted is None:
            return None
        return self._experts.get(options.get_option_at_index(options.highlighted).id or "")

    @on(OptionList.OptionHighlighted)
    def _describe(self) -> None:
        if self._chosen is not None:
            alike = [one for one in self._experts.values() if one.level == self._chosen.level]
            self.query_one(Detail).show(_details(self._chosen, alike))

    def action_back(self) -> None:
        if isinstance(self.focused, Detail):
            self.query_one(OptionList).focus()
        else:
            self.dismiss()

    def action_read(self) -> None:
        self.query_one(Detail).swap(self.query_one(OptionList))

    @on(OptionList.OptionSelected)
    def action_mount(self) -> None:
        chosen = self._chosen
        if chosen is None:
            return
        if chosen.state == "rejected" and not chosen.active:
            detail = (
                f"{chosen.id} did not pass its night's questions, or was worse at others; its scores are beside it."
            )
            self.app.push_screen(
                Confirm("Use an expert that was rejected?", detail, "Use it", "Leave it out"),
                partial(self._mount, chosen),
            )
        else:
            self._mount(chosen, True)

    def _mount(self, chosen: ExpertView, yes: bool | None) -> None:
        if yes:
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

    def action_export(self) -> None:
        chosen = self._chosen
        if self._writing:
            self.app.notify("One export at a time: the last one is still being written.", markup=False)
        elif chosen is not None:
            choices = [f"{name} · {what}" for name, what in LAYOUTS.items()]
            self.app.push_screen(Pick(f"Export {chosen.id} as", choices), partial(self._where, chosen.id))

    def _where(self, expert_id: str, choice: str | None) -> None:
        if choice is not None:
            question = "Write it to which new folder? It holds personal facts: share it like the chats it learned from."
            then = partial(self._export, expert_id, choice.split()[0])
            self.app.push_screen(AskText(question, expert_id, same=True, enter="writes it"), then)

    def _export(self, expert_id: str, layout: str, folder: str | None) -> None:
        if not folder:
            return
        app, export = self.app, self.assistant_app.assistant.experts.export
        self._writing = f"writing {expert_id} as {layout}"
        self._say()

        def tell(line: str) -> None:
            app.call_from_thread(self._say, line)

        self.assistant_app.job(
            self,
            lambda: export(expert_id, folder, layout, tell),
            lambda path: self._written(f"Written: {path} ({layout})"),
            lambda _: self._written(),
        )

    def _written(self, text: str = "") -> None:
        self._writing = ""
        self._say()
        if text:
            self.app.notify(text, timeout=10, markup=False)

    def _say(self, line: str = "") -> None:
        """What is being written, and what was told of it last, in the title."""
        if self.is_attached:
            parts = ("Experts", self._writing and f"{self._writing} …", one_line(line, 120))
            self.query_one("#title", Static).update(Content("  ·  ".join(filter(None, parts))))

    def _changed(self, _: None) -> None:
        self.assistant_app.refresh_experts()
        self._load()


def as_tree(experts: Sequence[ExpertView]) -> list[tuple[str, ExpertView | str]]:
    """The experts in the order of the list, each with its branch: by level, slow ones first, then by lineage."""
    rows: list[tuple[str, ExpertView | str]] = []
    levels = [*LEVELS, *sorted({expert.level for expert in experts} - set(LEVELS))]
    for level in levels:
        alike = [expert for expert in experts if expert.level == level]
        if alike:
            rows.append(("", f"{level}  ({LEVELS[level]})" if level in LEVELS else level))
            known = {expert.id for expert in alike}
            roots = [expert for expert in alike if expert.parent not in known]
            rows += _branches(roots, alike, "")
    return rows


def _branches(
    siblings: Sequence[ExpertView], alike: Sequence[ExpertView], indent: str
) -> list[tuple[str, ExpertView | str]]:
    rows: list[tuple[str, ExpertView | str]] = []
    for number, expert in enumerate(siblings, start=1):
        last = number == len(siblings)
        rows.append((indent + ("└ " if last else "├ "), expert))
        children = [one for one in alike if one.parent == expert.id]
        rows += _branches(children, alike, indent + ("  " if last else "│ "))
    return rows


def _line(branch: str, expert: ExpertView) -> Content:
    mark = ("● ", "$text-success") if expert.active else ("○ ", "$foreground-muted")
    return Content.assemble(
        (branch, "$foreground-muted"),
        mark,
        (one_line(expert.id, 30).ljust(18 - len(branch)), "bold"),
        (expert.state.ljust(10), STATE_STYLES.get(expert.state, "$foreground-muted")),
        (ago(expert.created), "$foreground-muted"),
    )


def _details(expert: ExpertView, alike: Sequence[ExpertView]) -> Content:
    made = f", night {expert.night}" if expert.night else ""
    lines = [
        Content.assemble((expert.id, "bold"), ("   in force" if expert.active else "", "$text-success")),
        Content(f"{expert.level} level, rank {expert.rank}, {expert.state}, made {ago(expert.created)}{made}"),
    ]
    if expert.parent:
        lines.append(Content(f"continues {expert.parent}"))
    lines.append(Content(""))
    in_order = sorted(alike, key=lambda one: one.created)
    if len(in_order) > 1 and expert.scores:
        drawn = f"all {len(in_order)}" if len(in_order) <= NIGHTS_SHOWN else f"the last {NIGHTS_SHOWN}"
        lines.append(Content.styled(f"{'':18}here        {drawn} of this level, oldest first", "$foreground-muted"))
    lines += [
        Content.assemble(
            (name.replace("_", " ").ljust(18), "$foreground-muted"),
            _score(name, value).ljust(12),
            (_over_nights(name, in_order), "$text-accent"),
        )
        for name, value in expert.scores.items()
    ]
    if expert.fault:
        lines.append(Content.assemble((clean(expert.fault), "$text-error")))
    lines += [
        Content(""),
        Content.assemble((f"holds {count(len(expert.memories), 'memory', 'memories')}", "$foreground-muted")),
    ]
    lines += [Content(f"  {one_line(text, 80)}") for text in expert.memories[:MEMORIES_SHOWN]]
    if len(expert.memories) > MEMORIES_SHOWN:
        lines.append(Content(f"  and {len(expert.memories) - MEMORIES_SHOWN} more"))
    return Content("\n").join(lines)


def _over_nights(name: str, experts: Sequence[ExpertView]) -> str:
    """The score of each expert as a bar, and the ends of the scale; "" for a single one."""
    values = [expert.scores[name] for expert in experts if name in expert.scores][-NIGHTS_SHOWN:]
    if len(values) < 2:
        return ""
    low, high = min(values), max(values)
    span = high - low
    bars = "".join(BARS[int((value - low) / span * (len(BARS) - 1)) if span else 0] for value in values)
    return f"{bars}  {_score(name, low)} to {_score(name, high)}"


def _score(name: str, value: float) -> str:
    """Drift is nats per token, everything else a share."""
    return f"{value:.3f} nats" if "drift" in name else f"{value:.0%}"
