"""The commands about what is written: attachments, what is not learned from, history, editor, colours, keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from tui.jobs import describe
from tui.text import count
from tui.widgets.prompt_input import HISTORY_KEPT

if TYPE_CHECKING:
    from assistant.memory.records import Memory
    from tui.app import AssistantApp

T = TypeVar("T")


class Writing:
    """One method a command, named after it."""

    def __init__(self, app: AssistantApp) -> None:
        self._app = app

    def run_attach(self, path: str) -> None:
        from tui.attachments import read_attachment

        screen = self._app.chat_screen
        self._app.job(screen, lambda: read_attachment(path), screen.attach)

    def run_detach(self, _: str) -> None:
        self._app.chat_screen.attached.put(())

    def run_nolearn(self, text: str) -> None:
        screen = self._app.chat_screen
        chat, chats = screen.chat, self._app.assistant.chats
        if screen.turn is not None:
            self._app.notify("The last reply is not over yet. Esc stops it.", markup=False)
        elif text:
            screen.call_later(partial(screen.send, text, learn=False))
        elif chat is None:
            self._app.notify("Nothing was said in this chat yet.", markup=False)
        else:
            self._app.job(screen, lambda: chats.unlearn_last(chat.id), self._unlearned)

    def _unlearned(self, taken: Sequence[Memory]) -> None:
        question = self._app.chat_screen.transcript.last_question
        if question is not None:
            question.unlearn()
        what = f"; {count(len(taken), 'memory', 'memories')} taken back" if taken else ""
        self._app.notify(f"Nothing will be learned from your last message{what}.", markup=False)

    def run_history(self, words: str) -> None:
        from tui.screens.pick import Pick

        earlier = self._app.chat_screen.prompt.earlier
        prompts = list(dict.fromkeys(reversed(earlier)))
        nothing = "Nothing you wrote holds that." if prompts else "You wrote nothing yet."
        oldest = f": the last {HISTORY_KEPT}; ctrl+o searches all" if len(earlier) >= HISTORY_KEPT else ""
        self._app.show_chat()
        self._app.push_screen(Pick(f"What you wrote before{oldest}", prompts, words, nothing), self._write_again)

    def _write_again(self, text: str | None) -> None:
        if text is not None:
            self._app.chat_screen.prompt.fill(text)

    def run_editor(self, _: str) -> None:
        from tui.editor import edit_text

        prompt = self._app.chat_screen.prompt
        self._app.show_chat()
        text = self._outside(lambda: edit_text(prompt.text))
        if text is not None:
            prompt.revise(text)

    def run_keys(self, _: str) -> None:
        from tui.editor import edit_file
        from tui.keys import template

        path = self._app.keys_file
        if path is None:
            return
        if not path.exists():
            path.write_text(template(), encoding="utf-8")
        if self._outside(lambda: edit_file(path)):
            self._app.load_keys()

    def _outside(self, call: Callable[[], T]) -> T | None:
        """Run a program in the terminal's place. What fails is shown; None then."""
        try:
            with self._app.suspend():
                return call()
        except Exception as error:
            self._app.notify(describe(error), severity="error", title="That did not work", markup=False)
            return None

    def run_theme(self, name: str) -> None:
        from tui.screens.pick import Pick

        names = sorted(self._app.available_themes)
        if name in names:
            self._app.theme = name
        elif name:
            self._app.notify(f"There is no theme {name!r}. /theme lists them.", markup=False)
        else:
            self._app.push_screen(Pick("Colours", names), self._colour)

    def _colour(self, name: str | None) -> None:
        if name is not None:
            self._app.theme = name
