"""A chat: recall, route, prompt, stream, store, remember. One `ChatSession` is one open conversation."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from assistant.chat.prompt import clean, prompt_tokens
from assistant.chat.recollection import DOUBTED, by_heart, recollect
from assistant.chat.turn import Compacting, Delta, Finished, Recalled, ReplyEvent, ReplyOptions
from assistant.chat.window import ContextUse, Question, Window
from assistant.errors import AssistantError, UsageError
from assistant.experts.routing import Route, Router
from assistant.memory.records import Carrier, Chat, Hit, MemoryStatus, Message
from assistant.memory.remember import Learned, learn
from assistant.memory.store import MemoryStore
from assistant.spans import cleaned
from backends.base import (
    AdapterMismatch,
    ChatMessage,
    Completion,
    EngineDied,
    GenerationStats,
    InferenceBackend,
)

TITLE_CHARACTERS = 60


class Finder(Protocol):
    """Whatever finds memories for a query; `assistant.memory.recall.Recall` is one."""

    def find(self, query: str, limit: int) -> list[Hit]:
        """Memories above the threshold, best first."""


@dataclass(slots=True)
class _Turn:
    """What is known of the turn in progress."""

    question: Question
    hits: tuple[Hit, ...] = ()
    route: Route = field(default_factory=Route)
    pieces: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    @property
    def memory_ids(self) -> tuple[int, ...]:
        return tuple(hit.memory.id for hit in self.hits)


class ChatSession:
    """One open conversation. Not for use from two threads at once; `reply` runs to its end before the next."""

    def __init__(
        self,
        store: MemoryStore,
        engine: InferenceBackend,
        recall: Finder,
        router: Router,
        chat: Chat,
        system_prompt: str | None = None,
        context_reserve: int | None = None,
        notes_at_most: int = 5,
        stopwatch: Callable[[], float] = time.monotonic,
    ) -> None:
        """`system_prompt` holds where the chat has none of its own. `context_reserve`: tokens kept free for a
        reply; None: as many as the reply may have, at most half of the context.
        """
        self._store = store
        self._engine = engine
        self._recall = recall
        self._router = router
        self._chat = chat
        self._reserve = context_reserve
        self._notes_at_most = notes_at_most
        self._stopwatch = stopwatch
        self.window = Window(store, engine, chat.id, chat.system_prompt or system_prompt)
        self._told: set[str] = set()
        self._said: set[int] = set()

    @property
    def chat(self) -> Chat:
        """The chat, with the title it has by now."""
        return self._chat

    def reload(self) -> None:
        """Read the history anew, in its plain text: messages of this chat were changed elsewhere."""
        self.window.reload()

    def context_use(self, options: ReplyOptions) -> ContextUse:
        """Where the tokens of the context are. Raises: BackendError."""
        return self.window.use(self._kept_free(options))

    def _kept_free(self, options: ReplyOptions) -> int:
        return self._reserve if self._reserve is not None else options.sampling.max_tokens

    def reply(
        self, text: str, options: ReplyOptions, should_stop: Callable[[], bool] = lambda: False
    ) -> Iterator[ReplyEvent]:
        """Answer `text`: one `Recalled`, then `Delta`s, then `Finished`; before them `Compacting` if the chat is long.

        The message and its reply are stored together at the end, or when the reply is stopped or the iterator
        closed. When this raises, nothing of the turn was stored: the caller still has the text.
        Raises: UsageError (empty message), ContextOverflow (too long), EngineDied and other BackendErrors.
        """
        given, text = text, clean(text)
        options = replace(options, pasted=cleaned(options.pasted, given, text))
        if not text.strip():
            raise UsageError("The message is empty. Type something, or give a text after `reverie ask`.")
        reserve = self._kept_free(options)
        asked = Question(text, options.attachments)
        self.window.refuse_overlong(asked, reserve)
        turn = self._prepare(asked, options)
        self._unsay_forgotten()
        turn.question = self.window.fit_notes(turn.question, reserve)
        too_many = self.window.too_many(turn.question, reserve)
        if too_many:
            yield Compacting(too_many)
            self._compact(turn, too_many, reserve)
        messages, turn.question = self.window.messages(turn.question, reserve)
        yield Recalled(turn.hits, turn.route.expert_ids)
        stats = self._recollect(turn, messages)
        try:
            if stats is not None:
                yield Delta(turn.pieces[0])
            for piece in self._engine.stream_chat(messages, options.sampling, should_stop) if stats is None else ():
                if isinstance(piece, GenerationStats):
                    stats = piece
                else:
                    turn.pieces.append(piece)
                    yield Delta(piece)
        except GeneratorExit:
            if turn.pieces:
                self._save(turn, options, None)
            raise
        if stats is None:
            raise EngineDied("The engine ended a reply without its closing record. Send the message again.")
        yield self._finish(turn, options, stats)

    def _prepare(self, asked: Question, options: ReplyOptions) -> _Turn:
        turn = _Turn(asked)
        text = asked.text
        # Retrieval also finds the expert that holds a memory: without notes, weights must still be reachable.
        found = self._recall.find(text, self._notes_at_most) if options.retrieval or options.experts else []
        if options.retrieval:
            turn.hits = tuple(found)
        if options.experts:
            turn.route = self._router.route(found, text, notes=options.retrieval)
            if turn.hits and self._asks_for_more(asked):
                turn.route = turn.route.with_notes()
        turn.warnings = [reason for reason in turn.route.unusable if reason not in self._told]
        self._told.update(turn.warnings)
        self._mount(turn)
        # A memory without its expert has no other carrier than its note.
        notes = tuple(
            hit.memory
            for hit in turn.hits
            if hit.memory.carrier is not Carrier.WEIGHTS or hit.memory.id not in turn.route.memory_ids
        )
        turn.question = replace(asked, notes=notes)
        return turn

    def _recollect(self, turn: _Turn, messages: Sequence[ChatMessage]) -> GenerationStats | None:
        """Answer from one note where the core reads well; None where the reply is generated.

        It sees the question and the note alone. Where none was found, what the user said in this chat may be one: the
        core was taught to refuse without a note, whatever was said before.
        """
        route, asked = turn.route, turn.question
        if route.reader is None or self._asks_for_more(asked):
            return None
        begun = self._stopwatch()
        if route.recites:
            answer: Completion | None = by_heart(self._engine, route.reader, route.adapters, [asked.text])[0]
        elif asked.notes:
            answer = recollect(self._engine, route.reader, asked.text, [note.text for note in asked.notes])
        else:
            told = self.window.told(asked.quotes)
            answer = recollect(self._engine, route.reader, asked.text, told, DOUBTED) if told else None
        if answer is None or not answer.text.strip():
            self._engine.set_adapters(route.adapters)
            return None
        turn.pieces.append(answer.text.strip())
        seconds = self._stopwatch() - begun
        return GenerationStats("end", prompt_tokens(messages, self._engine), 0, answer.tokens, seconds, seconds)

    def _asks_for_more(self, asked: Question) -> bool:
        """Whether the user set a system prompt or attached a file: the reply must heed more than a note."""
        return bool(asked.attachments) or self.window.has_system_prompt

    def _mount(self, turn: _Turn) -> None:
        """Mount the experts; one that does not fit costs its help, never the reply."""
        try:
            self._engine.set_adapters(turn.route.adapters)
        except AdapterMismatch as error:
            turn.warnings.append(f"Answered without experts: {error}")
            turn.route = Route()
            self._engine.set_adapters(())

    def _compact(self, turn: _Turn, count: int, reserve: int) -> None:
        """Summaries are the base model's business; the experts are mounted again afterwards."""
        self._engine.set_adapters(())
        try:
            self.window.compact(count, reserve)
        except AssistantError as error:
            turn.warnings.append(f"the summary of earlier turns was not saved: {error}")
        self._engine.set_adapters(turn.route.adapters)

    def _unsay_forgotten(self) -> None:
        """Words that were forgotten since they were said or sent as a note are not sent again."""
        gone = {number for number in self._said if self._store.memory(number).status is MemoryStatus.FORGOTTEN}
        if gone:
            self._said -= gone
            self.reload()

    def _finish(self, turn: _Turn, options: ReplyOptions, stats: GenerationStats) -> Finished:
        reply = clean("".join(turn.pieces))
        if reply.strip():
            self._said.update(memory.id for memory in turn.question.notes)
        elif stats.stop_reason == "end":
            turn.warnings.append("The model gave an empty reply. Word the message differently, or try again.")
        if stats.stop_reason == "length":
            turn.warnings.append(f"The reply was cut at {stats.completion_tokens} tokens (chat.max_tokens).")
        stored = self._save(turn, options, stats)
        if reply.strip():
            tokens = stats.prompt_tokens + stats.completion_tokens
            self.window.add(turn.question, reply, stored[-1].id if stored else 0, tokens)
        learned = self._learn(turn, stored[0], options) if stored else Learned()
        self._said.update(memory.id for memory in learned.memories)
        return Finished(
            text=reply,
            message_ids=tuple(message.id for message in stored),
            memory_ids=turn.memory_ids,
            expert_ids=turn.route.expert_ids,
            stats=stats,
            learned=learned.memories,
            replaced=learned.replaced,
            conflicts=learned.conflicts,
            saved=bool(stored),
            summarised=self.window.summarised,
            warning=" ".join(turn.warnings),
        )

    def _save(self, turn: _Turn, options: ReplyOptions, stats: GenerationStats | None) -> tuple[Message, ...]:
        """Store both messages in one transaction; () and a warning when that fails. No stats: abandoned."""
        try:
            with self._store.transaction():
                stored = self._store.add_turn(
                    self._chat.id,
                    turn.question.text,
                    clean("".join(turn.pieces)),
                    learn=options.learn and not self._chat.private,
                    complete=stats is not None and stats.stop_reason != "stopped",
                    memory_ids=turn.memory_ids,
                    expert_ids=turn.route.expert_ids,
                    tokens=stats.completion_tokens if stats else 0,
                    seconds=stats.seconds if stats else 0.0,
                    attachments=turn.question.attachments,
                    pasted=options.pasted,
                )
                chat = self._chat
                if not chat.title:
                    chat = self._store.rename_chat(chat.id, title_of(turn.question.text))
        except AssistantError as error:
            turn.warnings.append(f"not saved: {error}")
            return ()
        self._chat = chat
        return stored

    def _learn(self, turn: _Turn, message: Message, options: ReplyOptions) -> Learned:
        """Memories come from the user's own words only, and only where learning is allowed."""
        if not options.learn or self._chat.private:
            return Learned()
        try:
            return learn(self._store, message)
        except AssistantError as error:
            turn.warnings.append(f"not learned: {error}")
            return Learned()


def title_of(text: str) -> str:
    """A chat's title from its first message: one line of at most 60 characters, cut at a word."""
    line = " ".join(text.split())
    if len(line) <= TITLE_CHARACTERS:
        return line
    head = line[: TITLE_CHARACTERS - 1]
    return (head.rsplit(" ", 1)[0] if " " in head else head) + "…"
