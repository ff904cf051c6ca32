"""The longcontext suite: what a long chat still answers from 2, 4 and 8 windows ago, and whether a turn ever fails.

A chat from which nothing is learned, so that what was said in it lives in it alone. Facts are told where they end up so
many windows (contexts of tokens) back, with talk of other people between and after; then every probe is asked, each in
the chat as it was before the first.

product   the chat as it is: recent turns, the summary of older ones, quotes of what the question asks for
base      the same transcript and the bare model: the newest turns that fit, older ones cut off
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import pairwise
from random import Random
from statistics import median
from typing import Any, cast

from assistant.bench.arms import Bench
from assistant.bench.fillers import fillers
from assistant.bench.lives import Fact, lives
from assistant.bench.narration import Narrator
from assistant.bench.recall import interval
from assistant.chat.prompt import SentTurn, prompt_tokens, room, turns_of
from assistant.chat.session import ChatSession
from assistant.chat.turn import Delta, ReplyOptions
from assistant.errors import AssistantError, UsageError
from assistant.memory.records import Chat
from assistant.sleep.judging import is_right, share
from backends.base import BackendError, ChatMessage, GenerationStats, InferenceBackend, Sampling

CONTEXTS = (1024,)
LEAST_CONTEXT = 512
WINDOWS = (8, 4, 2)
"""How far back facts are told, in contexts, first told first."""
FACTS_A_PLACE = 4
STATEMENTS_A_TURN = 4
"""Statements about other people in one message of the talk between."""
REPLY_TOKENS = 48
_OPTIONS = ReplyOptions(Sampling(temperature=0.0, repeat_penalty=1.1, max_tokens=REPLY_TOKENS, seed=0), learn=False)

Clock = Callable[[], float]


@dataclass(slots=True)
class Turns:
    """How turns went: one entry each; a turn that failed has no seconds."""

    failed: list[bool] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    """To the first token."""
    quoted: list[bool] = field(default_factory=list)
    """Whether the answer stood in the prompt."""
    answered: list[bool] = field(default_factory=list)
    replies: list[dict[str, Any]] = field(default_factory=list)


class _Listening:
    """An engine that keeps what it was sent last."""

    def __init__(self, engine: InferenceBackend) -> None:
        self._engine = engine
        self.sent: tuple[ChatMessage, ...] = ()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._engine, name)

    def stream_chat(
        self, messages: Sequence[ChatMessage], sampling: Sampling, should_stop: Callable[[], bool] = lambda: False
    ) -> Iterator[str | GenerationStats]:
        self.sent = tuple(messages)
        return self._engine.stream_chat(messages, sampling, should_stop)


def contexts(wanted: Sequence[int] | None) -> tuple[int, ...]:
    """Those of `--tokens`. Raises: UsageError."""
    small = [tokens for tokens in wanted or () if tokens < LEAST_CONTEXT]
    if small:
        raise UsageError(f"longcontext needs a context of {LEAST_CONTEXT} tokens at least, not {small[0]}.")
    return tuple(wanted or CONTEXTS)


def run(bench: Bench, seed: int, narrator: Narrator, clock: Clock = time.perf_counter) -> list[dict[str, Any]]:
    """Rows of one context, the engine's: a row a distance and arm, and one of the talk itself. Raises: StoreError."""
    listening = _Listening(bench.engine)
    bench = replace(bench, engine=cast(InferenceBackend, listening))
    facts = lives(FACTS_A_PLACE * len(WINDOWS), seed)
    places = {back: facts[at * FACTS_A_PLACE :][:FACTS_A_PLACE] for at, back in enumerate(WINDOWS)}
    chat, talk = _talk(bench, places, seed, clock)
    context = bench.engine.info.context
    spoken = Turns(failed=talk.failed, seconds=talk.seconds)
    rows = [_row("product, the talk", context, None, spoken)]
    for name, answer in (("product", _product), ("base", _truncated)):
        for back, told in places.items():
            asked = Turns()
            for probe in (probe for fact in told for probe in fact.probes):
                reply = _timed(partial(answer, bench, chat), probe.question, asked, clock)
                prompt = _before_the_question(listening.sent, probe.question)
                asked.quoted.append(is_right(prompt, probe.expected))
                asked.answered.append(is_right(reply, probe.expected, probe.forbidden))
                asked.replies.append({"question": probe.question, "reply": reply, "quoted": asked.quoted[-1]})
            rows.append(_row(name, context, back, asked))
            narrator(f"  {name:<8} {back} windows of {context} tokens ago: answered {share(asked.answered).value:.2f}")
    return rows


def _talk(bench: Bench, places: dict[int, list[Fact]], seed: int, clock: Clock) -> tuple[Chat, Turns]:
    """Tell the facts of each place, then talk of other people until the next place is reached."""
    chat, turns, rng = bench.store.create_chat(private=True), Turns(), Random(seed)
    session = _session(bench, chat)
    distances = [*places, 0]
    for back, after in pairwise(distances):
        for fact in places[back]:
            _timed(partial(_pieces, session), fact.statement, turns, clock)
        left = (back - after) * bench.engine.info.context
        while left > 0:
            said = " ".join(fillers(STATEMENTS_A_TURN, rng))
            reply = _timed(partial(_pieces, session), said, turns, clock)
            left -= len(bench.engine.tokenize(f"{said} {reply}"))
    return chat, turns


def _timed(answer: Callable[[str], Iterator[str]], text: str, turns: Turns, clock: Clock) -> str:
    """The reply, "" for a turn that failed; whether it did and how long its first token took go to `turns`."""
    begun, first, pieces = clock(), None, []
    try:
        for piece in answer(text):
            first = clock() - begun if first is None else first
            pieces.append(piece)
    except (AssistantError, BackendError):
        turns.failed.append(True)
        return ""
    turns.failed.append(False)
    turns.seconds.append(clock() - begun if first is None else first)
    return "".join(pieces)


def _session(bench: Bench, chat: Chat) -> ChatSession:
    return ChatSession(bench.store, bench.engine, bench.finder(), bench.router(), chat)


def _pieces(session: ChatSession, text: str) -> Iterator[str]:
    return (event.text for event in session.reply(text, _OPTIONS) if isinstance(event, Delta))


def _product(bench: Bench, chat: Chat, text: str) -> Iterator[str]:
    """The chat opened anew, and set back afterwards."""
    before = len(bench.store.messages(chat.id))
    yield from _pieces(_session(bench, chat), text)
    if any(message.role == "user" for message in bench.store.messages(chat.id)[before:]):
        bench.store.drop_last_turn(chat.id)


def _truncated(bench: Bench, chat: Chat, text: str) -> Iterator[str]:
    """The bare model on the newest turns that find room beside the question."""
    engine, sampling = bench.engine, _OPTIONS.sampling
    engine.set_adapters(())
    kept = turns_of(bench.store.messages(chat.id))
    while kept and prompt_tokens(_flat(kept, text), engine) > room(engine.info.context, sampling.max_tokens):
        kept = kept[1:]
    return (piece for piece in engine.stream_chat(_flat(kept, text), sampling) if isinstance(piece, str))


def _flat(turns: Sequence[SentTurn], text: str) -> list[ChatMessage]:
    return [*(message for turn in turns for message in (turn.user, turn.reply)), ChatMessage("user", text)]


def _before_the_question(sent: Sequence[ChatMessage], text: str) -> str:
    return "\n".join(message.content for message in sent).removesuffix(text)


def _row(arm: str, context: int, back: int | None, turns: Turns) -> dict[str, Any]:
    """`back` in windows; None for the talk, of which nothing is asked."""
    return {
        "arm": arm,
        "context": context,
        "windows": back,
        "quoted": interval(share(turns.quoted)) if turns.quoted else None,
        "answered": interval(share(turns.answered)) if turns.answered else None,
        "failed": interval(share(turns.failed)),
        "first_token_seconds": round(median(turns.seconds), 3) if turns.seconds else None,
        "slowest_first_token_seconds": round(max(turns.seconds), 3) if turns.seconds else None,
        "replies": turns.replies,
    }
