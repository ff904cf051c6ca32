"""The part of a chat that the model is shown, and what is done when it outgrows the context.

The budget, in the order in which things give way: quotes, notes (the least fitting first), the oldest turns (into the
summary), the summary's oldest lines. System prompt and question always stay.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.chat.compaction import KEPT_SHARE, Summary, split, summarise
from assistant.chat.prompt import SentTurn, build_messages, prompt_tokens, room, turns_of, user_turn, with_summary
from assistant.memory.questions import asks_about_the_user, is_question
from assistant.memory.records import Attachment, Memory, Message
from assistant.memory.sentences import own_sentences
from assistant.memory.store import MemoryStore
from assistant.memory.words import content_words, is_light
from backends.base import ChatMessage, ContextOverflow, InferenceBackend

QUOTES_AT_MOST = 2
TOLD_AT_MOST, TOLD_CHARACTERS = 12, 300
"""Stretches of this chat that may be read like notes, and the longest of them in one piece."""
TEMPLATE_TOKENS = 64
"""More than any chat template puts around two messages and a system prompt of its own."""


@dataclass(frozen=True, slots=True)
class Question:
    """What the user asks in one turn, with all that goes beside it."""

    text: str
    attachments: tuple[Attachment, ...] = ()
    notes: tuple[Memory, ...] = ()
    quotes: tuple[Message, ...] = ()

    def message(self) -> ChatMessage:
        return user_turn(self.text, self.notes, self.attachments, self.quotes)


@dataclass(frozen=True, slots=True)
class ContextUse:
    """Where the tokens of the context are. `summarised` counts turns that only live on in the summary."""

    context: int
    reserve: int
    system: int
    summary: int
    turns: int
    recent: int = 0
    """How many turns are sent as they were."""
    summarised: int = 0

    @property
    def free(self) -> int:
        return max(0, self.context - self.reserve - self.system - self.summary - self.turns)


class Window:
    """Recent turns as they were sent, and the summary of those before. One chat, one caller at a time."""

    def __init__(
        self, store: MemoryStore, engine: InferenceBackend, chat_id: int, system_prompt: str | None = None
    ) -> None:
        self._store = store
        self._engine = engine
        self._chat_id = chat_id
        self._system_prompt = system_prompt
        self.turns: list[SentTurn] = []
        self.summary = Summary()
        self.summarised = 0
        self._known: int | None = None
        """Tokens of everything sent and answered so far, as the engine counted them; None after a change."""
        self.reload()

    @property
    def has_system_prompt(self) -> bool:
        """Whether the user set one; the model's template may have its own."""
        return bool(self._system_prompt)

    def reload(self) -> None:
        """Read the history anew, in its plain text."""
        self._known = None
        stored = self._store.messages(self._chat_id)
        latest = next((message for message in reversed(stored) if message.covers is not None), None)
        self.summary = Summary(tuple(latest.content.split("\n")), latest.covers) if latest else Summary()
        covers = self.summary.covers or 0
        self.turns = turns_of([message for message in stored if message.id > covers])
        self.summarised = len(turns_of([message for message in stored if message.id <= covers]))

    def told(self, quotes: Sequence[Message] = ()) -> list[str]:
        """What the user told in these quotes and in the turns that are sent as they were, each a note of its own, the
        newest turns first.

        What asks about the user's own life tells nothing of it, and what is long is cut into its sentences.
        """
        found: list[str] = []
        quoted = [quote.content for quote in quotes if quote.role == "user"]
        for said in (*quoted, *(turn.said for turn in reversed(self.turns))):
            own = [one.text for one in own_sentences(said)]
            own = [text for text in own if not (is_question(text) and asks_about_the_user(text))]
            whole = " ".join(own)
            found += [whole] if len(whole) <= TOLD_CHARACTERS else own
        return [text for text in found if text][:TOLD_AT_MOST]

    def refuse_overlong(self, question: Question, reserve: int) -> None:
        """Raises: ContextOverflow, when the question alone finds no room."""
        bare = Question(question.text, question.attachments)
        limit = room(self._engine.info.context, reserve)
        if _most_tokens(bare) > limit and (tokens := self._count([], bare)) > limit:
            attached = " with what is attached" if question.attachments else ""
            raise ContextOverflow(
                f"The message{attached} has {tokens} tokens; the context of {self._engine.info.context} tokens leaves "
                f"room for {limit} beside the reply. Shorten it, or raise chat.context in config.toml."
            )

    def fit_notes(self, question: Question, reserve: int) -> Question:
        """The question with the notes that find room beside it."""
        limit = room(self._engine.info.context, reserve)
        notes = question.notes
        while notes:
            fitted = Question(question.text, question.attachments, notes)
            if _most_tokens(fitted) <= limit or self._count([], fitted) <= limit:
                return fitted
            notes = notes[:-1]
        return Question(question.text, question.attachments)

    def too_many(self, question: Question, reserve: int) -> int:
        """How many of the oldest turns must be summarised before this question finds room."""
        limit = room(self._engine.info.context, reserve)
        if not self.turns or self._surely_fits(question, limit):
            return 0
        if self._tokens(self._assemble(self.turns, question)) <= limit:
            return 0
        gone, _ = split(self.turns, lambda turns: self._count(turns, question), int(limit * KEPT_SHARE))
        return len(gone)

    def compact(self, count: int, reserve: int) -> Summary:
        """Turn the `count` oldest turns into summary and store it. Raises: BackendError, NotSaved."""
        limit = room(self._engine.info.context, reserve)
        gone, kept = self.turns[:count], self.turns[count:]
        self.summary = summarise(self._engine, self.summary, gone, limit)
        self.turns, self._known = kept, None
        self.summarised += count
        if self.summary.covers is not None:
            self._store.add_summary(self._chat_id, self.summary.text, self.summary.covers)
        return self.summary

    def messages(self, question: Question, reserve: int) -> tuple[list[ChatMessage], Question]:
        """What to send, and the question as it is sent, with quotes of what only the summary speaks of."""
        limit = room(self._engine.info.context, reserve)
        quoting = self._quoting(question)
        for asked in (quoting, question) if quoting.quotes else (question,):
            messages = self._assemble(self.turns, asked)
            if self._surely_fits(asked, limit) or self._tokens(messages) <= limit:
                return messages, asked
        while self.summary.lines and self._tokens(messages) > limit:
            self.summary = Summary(self.summary.lines[1:], self.summary.covers)
            messages = self._assemble(self.turns, question)
        return messages, question

    def add(self, question: Question, reply: str, last_id: int, tokens: int) -> None:
        """The turn is over: it is history from now on. `tokens` is what the engine counted for prompt and reply."""
        self.turns.append(SentTurn(question.message(), ChatMessage("assistant", reply), question.text, last_id))
        self._known = tokens

    def _surely_fits(self, question: Question, limit: int) -> bool:
        """Whether the prompt fits, judged without the engine: counting a long chat anew each turn takes time."""
        return self._known is not None and self._known + _most_tokens(question) <= limit

    def use(self, reserve: int) -> ContextUse:
        """Where the tokens are at this moment, before the next question."""
        nothing = self._tokens([ChatMessage("user", "")])
        system = self._tokens(build_messages([], "", (), self._system_prompt)) - nothing
        summary = self._tokens(with_summary([ChatMessage("user", "")], self.summary.text)) - nothing
        turns = self._tokens(_flat(self.turns)) if self.turns else 0
        context = self._engine.info.context
        kept = context - room(context, reserve)
        return ContextUse(context, kept, system, summary, turns, len(self.turns), self.summarised)

    def _quoting(self, question: Question) -> Question:
        if self.summary.covers is None:
            return question
        terms = [word for word in content_words(question.text) if not is_light(word)]
        quotes = self._store.quotes(self._chat_id, terms, self.summary.covers, QUOTES_AT_MOST)
        return Question(question.text, question.attachments, question.notes, tuple(quotes))

    def _assemble(self, turns: Sequence[SentTurn], question: Question) -> list[ChatMessage]:
        return with_summary(self._without_summary(turns, question), self.summary.text)

    def _without_summary(self, turns: Sequence[SentTurn], question: Question) -> list[ChatMessage]:
        system = [ChatMessage("system", self._system_prompt)] if self._system_prompt else []
        return [*system, *_flat(turns), question.message()]

    def _count(self, turns: Sequence[SentTurn], question: Question) -> int:
        return self._tokens(self._without_summary(turns, question))

    def _tokens(self, messages: Sequence[ChatMessage]) -> int:
        return prompt_tokens(messages, self._engine)


def _most_tokens(question: Question) -> int:
    """More tokens than this a question cannot have: every token stands for a byte at least."""
    return len(question.message().content.encode("utf-8", "replace")) + TEMPLATE_TOKENS


def _flat(turns: Sequence[SentTurn]) -> list[ChatMessage]:
    return [message for turn in turns for message in (turn.user, turn.reply)]
