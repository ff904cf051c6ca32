"""The chat: transcript, input box, status bar, and the life of one turn from prompt to finished reply."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen

from assistant.spans import Spans, overlap
from tui.attachments import as_attachment
from tui.commands import is_command, parse
from tui.messages import Done, Failed, TurnProgress
from tui.text import count, one_line, size
from tui.turn import Turn
from tui.widgets.attached import Attached
from tui.widgets.message_view import Reply, Served, UserMessage
from tui.widgets.prompt_input import Completions, PromptInput
from tui.widgets.status_bar import StatusBar
from tui.widgets.transcript import Transcript

if TYPE_CHECKING:
    from assistant.chat.turn import Finished
    from assistant.memory.records import Attachment, Chat, Message
    from tui.app import AssistantApp

TITLE_WIDTH = 48
KEYS_IDLE = "enter send  ·  ctrl+j new line  ·  f1 help"
KEYS_BUSY = "esc stop  ·  f1 help"


class ChatScreen(Screen[None]):
    """Where the user talks. One turn at a time."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pageup", "scroll_chat(-1)", "Earlier", show=False, priority=True),
        Binding("pagedown", "scroll_chat(1)", "Later", show=False, priority=True),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.chat: Chat | None = None
        self._turn: Turn | None = None
        self._turns = 0
        self._private = False
        self._system_prompt: str | None = None
        completions = Completions(id="completions")
        self.prompt = PromptInput(completions)
        self.status = StatusBar()
        self.transcript = Transcript()
        self.attached = Attached()
        self._pastes = 0
        self._completions = completions

    @property
    def assistant_app(self) -> AssistantApp:
        return cast("AssistantApp", self.app)

    @property
    def turn(self) -> Turn | None:
        """The turn under way."""
        return self._turn

    @turn.setter
    def turn(self, turn: Turn | None) -> None:
        self._turn = turn
        self.query_one("#prompt-box").border_subtitle = KEYS_BUSY if turn else KEYS_IDLE

    def compose(self) -> ComposeResult:
        yield self.transcript
        yield self._completions
        yield self.attached
        with Vertical(id="prompt-box") as box:
            box.border_subtitle = KEYS_IDLE
            yield self.prompt
        yield self.status

    def on_mount(self) -> None:
        self._completions.display = self.attached.display = False
        self.prompt.focus()

    def on_key(self, event: events.Key) -> None:
        if event.is_printable and event.character and not self.prompt.has_focus:
            self.prompt.focus()
            self.prompt.insert(event.character)

    def action_scroll_chat(self, direction: int) -> None:
        move = self.transcript.scroll_page_up if direction < 0 else self.transcript.scroll_page_down
        move(animate=False)

    # ------------------------------------------------------------------ which chat

    async def open_chat(self, chat: Chat | None, messages: list[Message], prompt: str = "", pasted: Spans = ()) -> None:
        """Show a chat, or with None an empty one that is stored with its first turn."""
        self.chat = chat
        self._private = bool(chat and chat.private)
        self._system_prompt = chat.system_prompt if chat else None
        await self.transcript.show(messages, private=self._private)
        self.prompt.recall_chat([(message.content, message.pasted) for message in messages if message.role == "user"])
        if prompt:
            self.prompt.fill(prompt, pasted)
        self.status.private, self.status.used, self.status.summarised = self._private, 0, 0
        self._entitle(chat.title if chat else "")
        self.prompt.focus()

    async def start_chat(self, *, private: bool = False) -> None:
        """An empty chat; private ones are never learned from."""
        await self.open_chat(None, [])
        self._private = self.status.private = private
        self._entitle("private: nothing here is learned" if private else "")

    @property
    def system_prompt(self) -> str:
        """The instructions of this chat; "" for none of its own."""
        return (self.chat.system_prompt if self.chat else self._system_prompt) or ""

    def instruct(self, text: str | None, chat: Chat | None = None) -> None:
        """Instructions for this chat, stored already if it is."""
        self._system_prompt = text
        self.chat = chat or self.chat

    def _entitle(self, title: str) -> None:
        self.query_one("#prompt-box").border_title = Content(one_line(title, TITLE_WIDTH))

    @property
    def chosen_reply(self) -> Reply | None:
        """The reply that has the focus, else the last one."""
        if isinstance(self.focused, Reply):
            return self.focused
        replies = self.transcript.replies
        return replies[-1] if replies else None

    # ------------------------------------------------------------------ one turn

    @on(PromptInput.Submitted)
    async def submit(self, event: PromptInput.Submitted) -> None:
        if is_command(event.text):
            self._run_line(event.text, event.pasted)
        elif self.turn is not None:
            self.app.notify("The last reply is not over yet. Esc stops it.", markup=False)
        else:
            await self.send(event.text, pasted=event.pasted)

    @on(PromptInput.LongPaste)
    def _attach_paste(self, event: PromptInput.LongPaste) -> None:
        self._pastes += 1
        self.attach(as_attachment(event.text, self._pastes))

    def attach(self, file: Attachment) -> None:
        """Put a text beside the next message."""
        self.attached.put((*self.attached.files, file))
        length = size(len(file.text.encode("utf-8", "replace")))
        self.app.notify(f"{one_line(file.name, 40)} ({length}) goes with your next message.", markup=False)
        self.prompt.focus()

    def _run_line(self, line: str, pasted: Spans = ()) -> None:
        command, argument = parse(line)
        if command is None:
            self.app.notify(f"There is no command {line.split()[0]}. /help lists them.", markup=False)
            return
        if command.name == "remember" and overlap(pasted, 0, 1):
            self.app.notify("A pasted /remember does not count. Type it in front of what is to be kept.", markup=False)
            return
        self.prompt.fill("")
        self.prompt.remember(line)
        self.assistant_app.run_command(command, argument)

    async def send(self, text: str, *, learn: bool = True, pasted: Spans = ()) -> None:
        """Begin a turn with what is attached; it waits for the model if that is still loading."""
        from tui.views import Draft

        self._turns += 1
        draft = Draft(text, self.attached.files, learn, pasted)
        question = UserMessage(
            text, draft.attachments, learn=learn or self._private, pasted=() if self._private else pasted
        )
        self.turn = Turn(self._turns, draft, question, Reply())
        self.attached.put(())
        self.prompt.fill("")
        self.prompt.remember(text, pasted)
        turn = self.turn
        turn.reply.say("waiting for the model …")
        if self.assistant_app.engine_ready:
            self.begin_turn()
        else:
            self.assistant_app.start_engine()
            self.assistant_app.open_store()
        await self.transcript.add(turn.question, turn.reply)
        turn.shown.set()

    def begin_turn(self) -> None:
        """Hand the waiting turn to the engine."""
        if self.turn is not None and not self.turn.begun:
            self.turn.begun = True
            self.turn.reply.say("thinking …")
            self._answer(self.turn)

    @work(thread=True, exit_on_error=False, group="reply")
    def _answer(self, turn: Turn) -> None:
        assistant = self.assistant_app.assistant
        known = self.chat
        try:
            chat = known or assistant.chats.create(private=self._private, system_prompt=self._system_prompt)
            self.chat = chat
            for event in assistant.talk.reply(chat, turn.draft, turn.stop.is_set):
                self.post_message(TurnProgress(turn.number, event))
        except Exception as error:
            self.chat = known
            give_back = partial(self.fail_turn, turn)
            # A summary that is broken off by Esc fails; whoever stopped it need not be told.
            self.post_message(Done(self, give_back, error) if turn.stop.is_set() else Failed(self, error, give_back))

    @on(TurnProgress)
    async def progress(self, message: TurnProgress) -> None:
        from assistant.chat.turn import Compacting, Delta, Finished, Recalled

        turn = self.turn
        if turn is None or message.turn != turn.number:
            return
        await turn.shown.wait()
        match message.event:
            case Compacting(turns=turns):
                turn.reply.say(f"summarising {count(turns, 'earlier turn')} to make room …")
            case Recalled(memories=hits, experts=experts):
                turn.hits = hits
                turn.reply.say(Served(hits=hits, experts=experts).line())
                self.status.experts = experts
            case Delta(text=text):
                turn.reply.feed(text)
            case Finished() as finished:
                await self._finish_turn(turn, finished)

    async def _finish_turn(self, turn: Turn, finished: Finished) -> None:
        stats, served = finished.stats, turn.served_by(finished)
        await turn.reply.finish(finished.text, served)
        self.turn = None
        self.status.tokens_per_second = stats.tokens_per_second
        self.status.used = stats.prompt_tokens + stats.completion_tokens
        self.status.summarised = finished.summarised
        if not finished.saved:
            self.app.notify(served.warning, severity="warning", title="Not saved", timeout=15, markup=False)

    def stop(self) -> None:
        """Esc: nothing more is shown from this moment; the engine is told to break off."""
        turn = self.turn
        if turn is None or turn.stop.is_set():
            return
        turn.stop.set()
        if not turn.begun:
            self.call_later(self._take_back, turn)
            return
        turn.reply.freeze()
        self.assistant_app.job(self, self.assistant_app.assistant.talk.stop)

    async def fail_turn(self, turn: Turn, _error: Exception) -> None:
        """The turn broke off: its prompt goes back where it came from."""
        if self.turn is turn:
            await self._take_back(turn)

    async def fail_waiting(self, _error: Exception) -> None:
        """The model could not be loaded."""
        if self.turn is not None and not self.turn.begun:
            await self._take_back(self.turn)

    async def _take_back(self, turn: Turn) -> None:
        await turn.shown.wait()
        self.turn = None
        await self.transcript.take_back(turn.question, turn.reply)
        self.prompt.give_back(turn.draft.text, turn.draft.pasted)
        self.attached.put(turn.draft.attachments)

    # ------------------------------------------------------------------ again

    def redo(self, *, edit: bool) -> None:
        """Take the last turn back and send its prompt again, or put it into the input box to be changed."""
        if self.chat is None or self.turn is not None:
            self.app.notify("There is no finished reply to do again.", markup=False)
            return
        chat = self.chat
        chats = self.assistant_app.assistant.chats

        def take_back() -> tuple[Message, list[Message]]:
            question = chats.drop_last_turn(chat.id, keep_memories=not edit)
            return question, list(chats.messages(chat.id))

        self.assistant_app.job(self, take_back, partial(self._redo, chat, edit))

    async def _redo(self, chat: Chat, edit: bool, taken: tuple[Message, list[Message]]) -> None:
        question, messages = taken
        await self.open_chat(chat, messages, prompt=question.content if edit else "", pasted=question.pasted)
        self.attached.put(question.attachments)
        if not edit:
            await self.send(question.content, learn=question.learn or chat.private, pasted=question.pasted)
