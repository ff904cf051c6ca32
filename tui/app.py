"""The Textual app: opening after the first paint, commands, screens, and the night that runs beside the chat."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.actions import SkipAction
from textual.binding import BindingType
from textual.events import Event, Key, MouseEvent, Paste
from textual.screen import ModalScreen, Screen

from tui.actions import Actions
from tui.commands import Command, parse
from tui.deletions import Deletions
from tui.jobs import JobApp, describe
from tui.keys import Keys, command_bindings, read_keys
from tui.messages import EngineProgress, NightBegins, NightProgress, WatchLooked
from tui.night import NightState
from tui.screens.chat import ChatScreen
from tui.themes import THEMES

if TYPE_CHECKING:
    from textual.command import Provider

    from assistant.config import Config
    from assistant.events import SleepEvent, SleepFinished
    from assistant.paths import Home
    from backends.base import ModelInfo
    from tui.bridge import Assistant
    from tui.views import NightReport

LOOK_FOR_REPORTS_SECONDS = 60
THEME_FILE, KEYS_FILE = "theme", "keys.toml"
WIDTHS = [(0, "-narrow"), (100, "-wide")]
HEIGHTS = [(0, "-short"), (24, "-middle"), (34, "-tall")]


def _command_provider() -> type[Provider]:
    """The palette is loaded when it is first opened."""
    from tui.palette import CommandProvider

    return CommandProvider


class AssistantApp(JobApp):
    """The terminal interface. `open_assistant` is called after the first paint."""

    TITLE = "Reverie"
    CSS_PATH = "app.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*command_bindings()]
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {_command_provider}
    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS

    assistant: Assistant

    def __init__(
        self,
        open_assistant: Callable[[], Assistant],
        theme: str = "",
        keys_file: Path | None = None,
        keep_theme: Callable[[str], None] = lambda name: None,
    ) -> None:
        super().__init__()
        self.keys_file = keys_file
        self._keep_theme = keep_theme
        self.keys = Keys()
        for extra in THEMES:
            self.register_theme(extra)
        self._open_assistant = open_assistant
        self._wanted_theme = theme
        self.chat_screen = ChatScreen()
        self.actions = Actions(self)
        self.night = NightState()
        self.model: ModelInfo | None = None
        self.store_ready = False
        self.engine_ready = False
        self._engine_starting = self._store_opening = False
        self._stop_night = threading.Event()
        self.deletions = Deletions(self)
        self.clock = time.monotonic
        self._last_input = 0.0

    def get_default_screen(self) -> Screen[Any]:
        return self.chat_screen

    def on_mount(self) -> None:
        self._set_theme()
        self._theme_kept = self.theme
        self.theme_changed_signal.subscribe(self, lambda theme: self._theme_chosen(theme.name))
        self.load_keys()
        self.call_after_refresh(self._open)

    def _set_theme(self) -> None:
        if self._wanted_theme in self.available_themes:
            self.theme = self._wanted_theme
        elif self._wanted_theme:
            known = ", ".join(sorted(self.available_themes))
            self.notify(f"There is no theme {self._wanted_theme!r}. Known: {known}", severity="warning", markup=False)

    def _theme_chosen(self, name: str) -> None:
        if name != self._theme_kept:
            self._theme_kept = name
            self._keep_theme(name)

    def load_keys(self) -> None:
        """Give the commands the keys of `keys.toml`."""
        if self.keys_file is None:
            return
        self.keys = read_keys(self.keys_file)
        self.set_keymap(self.keys.by_name)
        if self.keys.faults:
            text = f"{self.keys_file}: {'; '.join(self.keys.faults)}"
            self.notify(text, severity="warning", title="Keys", timeout=15, markup=False)

    # ------------------------------------------------------------------ opening

    def _open(self) -> None:
        self.assistant = self._open_assistant()
        self.start_engine()
        self.open_store()

    def open_store(self) -> None:
        """Open the store in a thread, unless that is under way or done; what is wrong with it is said each time."""
        if not self._store_opening and not self.store_ready:
            self._store_opening = True
            self.job(self, self.assistant.open, self._opened, self._not_opened)

    async def _not_opened(self, error: Exception) -> None:
        self._store_opening = False
        await self.chat_screen.fail_waiting(error)

    def _opened(self, used: bool) -> None:
        self._store_opening, self.store_ready = False, True
        self.chat_screen.prompt.themes = sorted(self.available_themes)
        self.job(self, self.assistant.chats.prompts, self.chat_screen.prompt.know)
        if not used and self.chat_screen.turn is None and self.screen is self.chat_screen:
            self.actions.welcome()
        self.refresh_experts()
        self.look_for_report()
        self.set_interval(LOOK_FOR_REPORTS_SECONDS, self.look_for_report)
        self._begin_when_ready()
        self._last_input = self.clock()
        self.job(self, self._watch)

    def _watch(self) -> None:
        self.assistant.nights.watch(self._idle_seconds, self._fall_asleep, self._pass_on, self._pass_on_reason)

    def start_engine(self) -> None:
        """Load the model in a thread, unless that is under way or done."""
        if self._engine_starting or self.model is not None:
            return
        self._load("")

    def switch_model(self, name: str) -> None:
        """Let another model answer from now on."""
        if self._engine_starting:
            self.notify("A model is loading. Choose another one when it is there.", markup=False)
            return
        self.model, self.engine_ready = None, False
        self._load(name)

    def _load(self, name: str) -> None:
        self._engine_starting = True
        self._show_model("loading model …")
        self.job(self, lambda: self._load_model(name), self._loaded, self._not_loaded)

    def _load_model(self, name: str) -> ModelInfo:
        def on_progress(share: float) -> None:
            self.post_message(EngineProgress(share))

        model = self.assistant.talk.start(on_progress, name)
        if name:
            self.assistant.models.keep(name)
        return model

    def _loaded(self, model: ModelInfo) -> None:
        self._engine_starting, self.model = False, model
        self._show_model(model.name, ready=True)
        self.chat_screen.status.context = model.context
        # The core that ships with a model comes in force while the model is loaded.
        if self.store_ready:
            self.refresh_experts()
        self._begin_when_ready()

    async def _not_loaded(self, error: Exception) -> None:
        self._engine_starting = False
        self._show_model("no model", failed=True)
        await self.chat_screen.fail_waiting(error)

    def _begin_when_ready(self) -> None:
        self.engine_ready = self.store_ready and self.model is not None
        if self.engine_ready:
            self.chat_screen.begin_turn()

    @on(EngineProgress)
    def _loading(self, message: EngineProgress) -> None:
        if self.model is None:
            self._show_model(f"loading model … {message.share:.0%}")

    def _show_model(self, text: str, *, ready: bool = False, failed: bool = False) -> None:
        status = self.chat_screen.status
        status.model, status.ready, status.failed = text, ready, failed

    # ------------------------------------------------------------------ commands and screens

    def action_command(self, name: str) -> None:
        """A key of the table, on whichever screen it was pressed; a dialog is answered first."""
        if isinstance(self.screen, ModalScreen):
            raise SkipAction
        command, _ = parse(f"/{name}")
        if command is not None:
            self.run_command(command, "")

    def run_command(self, command: Command, argument: str) -> None:
        """Run a command of the table."""
        if command.needs_argument and not argument:
            self.show_chat()
            self.chat_screen.prompt.fill(f"/{command.name} ")
        elif not self.store_ready and command.name not in Actions.WITHOUT_STORE:
            if self._store_opening:
                self.notify("Still opening, one moment …", markup=False)
            else:
                self.open_store()
        else:
            self.actions.run(command, argument)

    def show_chat(self) -> None:
        """Close everything that lies over the chat."""
        while len(self.screen_stack) > 1:
            self.pop_screen()

    def show(self, screen: Screen[Any]) -> None:
        """Put a screen over the chat, in place of another one."""
        self.show_chat()
        self.push_screen(screen)

    def refresh_experts(self) -> None:
        """Show in the status bar which experts may be mounted."""
        self.job(self, self.assistant.experts.active, self._show_experts)

    def _show_experts(self, experts: tuple[str, ...]) -> None:
        self.chat_screen.status.experts = experts

    # ------------------------------------------------------------------ the night

    def start_night(self, level: str) -> None:
        """Sleep now, in a thread; the night goes on while its screen is left."""
        if self.night.running:
            return
        self._stop_night.clear()
        self.night = NightState(running=True, began=self.clock())
        self._show_night()
        self.job(self, lambda: self._sleep(level), self._woke, self._broke_off)

    def pause_night(self) -> None:
        """Let the night wait between two steps, or go on."""
        self.night.paused = self.night.running and not self.night.paused
        self._show_night()

    def _sleep(self, level: str) -> SleepFinished:
        return self.assistant.nights.sleep(level, self._pass_on, self._stop_night.is_set, lambda: self.night.paused)

    def _pass_on(self, event: SleepEvent) -> None:
        self.post_message(NightProgress(event))

    def _pass_on_reason(self, reason: str) -> None:
        self.post_message(WatchLooked(reason))

    def _idle_seconds(self) -> float:
        return self.clock() - self._last_input

    async def on_event(self, event: Event) -> None:
        if isinstance(event, (Key, Paste, MouseEvent)):
            self._last_input = self.clock()
        await super().on_event(event)

    def _fall_asleep(self) -> None:
        """The watch begins a night by itself; called from its thread."""
        self.post_message(NightBegins())

    @on(WatchLooked)
    def _show_reason(self, message: WatchLooked) -> None:
        self.chat_screen.status.reason = message.reason

    @on(NightBegins)
    def _show_sleep(self) -> None:
        self.night = NightState(running=True, began=self.clock())
        self._show_night()

    def stop_night(self) -> None:
        """Ask the night to end; it keeps what it can and frees its memory."""
        self.night.stopping, self.night.paused = self.night.running, False
        self._stop_night.set()
        self._show_night()

    @on(NightProgress)
    def _advance_night(self, message: NightProgress) -> None:
        was_running = self.night.running
        self.night.apply(message.event, self.clock())
        self._show_night()
        if was_running and not self.night.running:
            self.refresh_experts()
            self.look_for_report()

    def _woke(self, finished: SleepFinished) -> None:
        self.night.apply(finished, self.clock())
        self._show_night()
        self.refresh_experts()
        self.look_for_report()

    def _broke_off(self, error: Exception) -> None:
        self.night.fail(describe(error))
        self._show_night()

    def _show_night(self) -> None:
        self.chat_screen.status.sleep = self.night.summary

    def look_for_report(self) -> None:
        """Show the report of a night nobody has read yet."""
        if not self.night.running:
            self.job(self, self.assistant.nights.unseen, self._offer_report)

    def _offer_report(self, report: NightReport | None) -> None:
        if report is not None:
            self.actions.offer_report(report)

    def on_unmount(self) -> None:
        self._stop_night.set()
        if self.chat_screen.turn is not None:
            self.chat_screen.turn.stop.set()
        if hasattr(self, "assistant"):
            self.deletions.finish()
            self.assistant.close()


def run(home: Home, config: Config) -> int:
    """Open the interface and stay until the user leaves. Returns the exit code."""

    def open_assistant() -> Assistant:
        from tui.local import LocalAssistant

        return LocalAssistant(home, config)

    chosen = home.cache / THEME_FILE

    def keep_theme(name: str) -> None:
        with suppress(OSError):
            chosen.write_text(name, encoding="utf-8")

    theme = ""
    with suppress(OSError, UnicodeDecodeError):
        theme = chosen.read_text(encoding="utf-8").strip()
    if sys.platform != "win32":
        from tui.terminal_input import protect_pastes

        protect_pastes()
    app = AssistantApp(open_assistant, theme or config.interface.theme, home.root / KEYS_FILE, keep_theme)
    app.run()
    return app.return_code or 0
