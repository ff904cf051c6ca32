"""What each command does. Screens are imported when they are first shown, to keep the start quick."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from tui.commands import Command
from tui.text import code_blocks, count, one_line
from tui.writing import Writing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.chat.window import ContextUse
    from assistant.memory.records import Chat, Memory, Message
    from tui.app import AssistantApp
    from tui.views import NightReport
    from tui.widgets.message_view import Reply

LEVELS = ("day", "topic", "core")


class Actions:
    """The commands of `tui.commands.COMMANDS`, one method each, named after them; those of writing are apart."""

    WITHOUT_STORE = frozenset(
        {"help", "quit", "stop", "copy", "new", "private", "attach", "detach", "editor", "history", "theme", "keys"}
    )

    def __init__(self, app: AssistantApp) -> None:
        self._app = app
        self.writing = Writing(app)

    def run(self, command: Command, argument: str) -> None:
        """Run a command. Commands without an argument ignore what was written behind them."""
        name = f"run_{command.name}"
        handler: Callable[[str], None] = getattr(self, name, None) or getattr(self.writing, name)
        handler(argument)

    # ------------------------------------------------------------------ chats

    def run_new(self, _: str) -> None:
        self._start_chat()

    def run_private(self, _: str) -> None:
        self._start_chat(private=True)

    def run_system(self, text: str) -> None:
        from tui.screens.dialogs import AskText

        if text:
            self._instruct(text)
        else:
            question = "Instructions for this chat (empty: the usual ones)"
            self._app.push_screen(AskText(question, self._app.chat_screen.system_prompt, empty=True), self._instruct)

    def _instruct(self, text: str | None) -> None:
        if text is None:
            return
        screen, chats = self._app.chat_screen, self._app.assistant.chats
        chat, wanted = screen.chat, text or None

        def told(stored: Chat | None) -> None:
            screen.instruct(wanted, stored)
            self._app.notify("This chat has its instructions." if wanted else "Back to the usual.", markup=False)

        if chat is None:
            told(None)
        else:
            self._app.job(screen, lambda: chats.set_system_prompt(chat.id, wanted), told)

    def _start_chat(self, *, private: bool = False) -> None:
        screen = self._app.chat_screen
        if screen.turn is not None:
            self._app.notify("The last reply is not over yet. Esc stops it.", markup=False)
            return
        self._app.show_chat()
        screen.call_later(partial(screen.start_chat, private=private))

    def run_chats(self, words: str) -> None:
        from tui.screens.chats import ChatsScreen

        self._app.show_chat()
        self._app.push_screen(ChatsScreen(words), self.resume)

    def resume(self, chat: Chat | None) -> None:
        """Show a stored chat and go on with it."""
        if chat is None:
            return
        screen = self._app.chat_screen
        if screen.turn is not None:
            self._app.notify("The last reply is not over yet. Esc stops it.", markup=False)
            return
        messages = self._app.assistant.chats.messages

        def show(found: Sequence[Message]) -> None:
            screen.call_later(screen.open_chat, chat, list(found))

        self._app.job(screen, lambda: messages(chat.id), show)

    def chat_deleted(self, chat: Chat) -> None:
        """Leave a chat that is no more."""
        screen = self._app.chat_screen
        if screen.chat is not None and screen.chat.id == chat.id:
            screen.call_later(screen.start_chat)

    def run_export(self, path: str) -> None:
        chat = self._app.chat_screen.chat
        if chat is None:
            self._app.notify("There is nothing to export yet.", markup=False)
            return
        export = self._app.assistant.chats.export
        self._app.job(
            self._app, lambda: export(chat.id, path), lambda file: self._app.notify(f"Written: {file}", markup=False)
        )

    def run_context(self, _: str) -> None:
        chat = self._app.chat_screen.chat
        if chat is None:
            self._app.notify("This chat is empty. The context is, too.", markup=False)
            return
        talk = self._app.assistant.talk
        self._app.job(self._app, lambda: talk.context_use(chat), self._show_context)

    def _show_context(self, use: ContextUse) -> None:
        from tui.screens.dialogs import Facts, context_facts

        self._app.show(Facts("Context", context_facts(use)))

    # ------------------------------------------------------------------ replies

    def run_stop(self, _: str) -> None:
        self._app.chat_screen.stop()

    def run_retry(self, _: str) -> None:
        self._app.show_chat()
        self._app.chat_screen.redo(edit=False)

    def run_edit(self, _: str) -> None:
        self._app.show_chat()
        self._app.chat_screen.redo(edit=True)

    def run_copy(self, what: str) -> None:
        question = self._app.chat_screen.transcript.last_question
        if what.startswith("question") and question is not None:
            self._app.copy_to_clipboard(question.text)
            self._app.notify("Question copied.", markup=False)
            return
        reply = self._reply()
        if reply is None:
            return
        if not what.startswith("code"):
            self._app.copy_to_clipboard(reply.text)
            self._app.notify("Reply copied.", markup=False)
            return
        blocks, number = code_blocks(reply.text), what.removeprefix("code").strip()
        at = int(number) if number.isdigit() else len(blocks)
        if not 1 <= at <= len(blocks):
            have = f"it has {count(len(blocks), 'block')}" if blocks else "it has none"
            self._app.notify(
                f"There is no code block {number or ''} in this reply: {have}.".replace("  ", " "), markup=False
            )
            return
        self._app.copy_to_clipboard(blocks[at - 1])
        self._app.notify(f"Code block {at} of {len(blocks)} copied.", markup=False)

    def run_why(self, _: str) -> None:
        from tui.screens.sources import SourcesScreen

        reply = self._reply()
        if reply is not None:
            self._app.show(SourcesScreen(reply.served))

    def _reply(self) -> Reply | None:
        reply = self._app.chat_screen.chosen_reply
        if reply is None:
            self._app.notify("There is no reply yet.", markup=False)
        return reply

    # ------------------------------------------------------------------ memories and experts

    def run_remember(self, text: str) -> None:
        self._app.job(self._app, lambda: self._app.assistant.memories.remember(text), self._remembered)

    def _remembered(self, memories: Sequence[Memory]) -> None:
        if memories:
            text = f"Noted: {one_line(memories[0].text, 60)}"
            more = f" and {count(len(memories) - 1, 'more', 'more')}" if len(memories) > 1 else ""
            self._app.notify(text + more, markup=False)
        else:
            self._app.notify("That was known already.", markup=False)

    def run_memory(self, words: str) -> None:
        from tui.screens.memory import MemoryScreen

        self._app.show(MemoryScreen(words))

    def run_forget(self, words: str) -> None:
        self.run_memory(words)
        self._app.notify("Choose what to forget and press f.", markup=False)

    def run_experts(self, _: str) -> None:
        from tui.screens.experts import ExpertsScreen

        self._app.show(ExpertsScreen())

    # ------------------------------------------------------------------ the night

    def run_sleep(self, level: str) -> None:
        from tui.screens.sleep import SleepScreen

        chosen = level.lower() or "day"
        if chosen not in LEVELS:
            self._app.notify(f"There is no level {level!r}. Levels: {', '.join(LEVELS)}.", markup=False)
            return
        self._app.start_night(chosen)
        self._app.show(SleepScreen())

    def run_report(self, _: str) -> None:
        self._app.job(self._app, self._app.assistant.nights.report, self._show_report)

    def _show_report(self, report: NightReport | None) -> None:
        from tui.screens.report import ReportScreen

        if report is None:
            self._app.notify("There was no night yet. /sleep begins one.", markup=False)
        else:
            self._app.show(ReportScreen(report))

    def offer_report(self, report: NightReport) -> None:
        """Show a new report at once if that interrupts nothing, else say that it is there."""
        from tui.screens.sleep import SleepScreen

        chat = self._app.chat_screen
        idle = self._app.screen is chat and chat.turn is None and not chat.prompt.text
        if idle or isinstance(self._app.screen, SleepScreen):
            self._show_report(report)
        else:
            self._app.notify("A night is over. F6 shows the report.", title="Good morning", markup=False)

    # ------------------------------------------------------------------ the rest

    def run_model(self, name: str) -> None:
        from tui.screens.models import ModelsScreen

        if self._app.chat_screen.turn is not None:
            self._app.notify("The last reply is not over yet. Esc stops it.", markup=False)
        elif name:
            self._app.switch_model(name)
        else:
            self._app.show_chat()
            self._app.push_screen(ModelsScreen(), self._use_model)

    def welcome(self) -> None:
        """The first screen of a new home."""
        from tui.screens.models import ModelsScreen

        self._app.push_screen(ModelsScreen(first=True), self._use_model)

    def _use_model(self, name: str | None) -> None:
        if name is not None:
            self._app.switch_model(name)

    def run_help(self, _: str) -> None:
        from tui.screens.help import HelpScreen

        self._app.show(HelpScreen())

    def run_quit(self, _: str) -> None:
        self._app.exit(0)
