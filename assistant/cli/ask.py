"""`reverie ask`: one question, one answer on standard output."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Generator
from contextlib import closing
from typing import cast

from assistant.chat.sampling import SamplingFlags, recommended
from assistant.chat.turn import Delta, Finished, Recalled, ReplyEvent, ReplyOptions
from assistant.cli.compose import Conversation, open_conversation
from assistant.cli.interrupt import StopFlag
from assistant.cli.output import data_json, note, one_line, shown
from assistant.cli.standard_input import is_connected, read_all
from assistant.errors import UsageError
from assistant.memory.records import Hit
from assistant.spans import Spans

DONE, FAILED, INTERRUPTED = 0, 1, 130


def run(arguments: argparse.Namespace) -> int:
    """Answer, store the turn, and narrate what was used and learned on stderr."""
    question, piped = read_question(arguments.text)
    with open_conversation(arguments) as conversation:
        options = _options(arguments, conversation, piped)
        with StopFlag() as stop:
            hits, finished = _stream(conversation, question, options, stop, quiet=arguments.json)
        chat_id = conversation.session.chat.id
    if arguments.json:
        data_json(_answer(finished, hits, chat_id))
    _narrate(finished, chat_id)
    if not finished.saved:
        return FAILED
    return INTERRUPTED if stop.is_set() else DONE


def read_question(text: str) -> tuple[str, Spans]:
    """The question, and which stretch of it was not typed but piped in. Raises: UsageError."""
    question, typed = text, len(text)
    if text == "-":
        question = read_all()
        typed = len(question) if sys.stdin.isatty() else 0
    elif is_connected() and (material := read_all().rstrip()):
        question = f"{text}\n\n{material}"
    _require_text(question)
    return question, ((typed, len(question)),) if typed < len(question) else ()


def _require_text(question: str) -> None:
    if not question.strip():
        raise UsageError(
            "The question is empty. Write it in quotation marks after `reverie ask`, or pipe it in with -."
        )
    try:
        question.encode()
    except UnicodeEncodeError as error:
        raise UsageError("TEXT is not valid UTF-8. Set the terminal to UTF-8, or pipe the text in.") from error
    if "\0" in question:
        raise UsageError("TEXT holds a zero byte. Give plain text.")


def _options(arguments: argparse.Namespace, conversation: Conversation, piped: Spans) -> ReplyOptions:
    """Flags over settings. Material that was piped in is nothing that the user said of themselves."""
    memory = conversation.config.memory
    flags = SamplingFlags(temperature=arguments.temperature, seed=arguments.seed)
    return ReplyOptions(
        sampling=recommended(conversation.engine.info, None, conversation.config.chat, flags),
        retrieval=memory.retrieval and not arguments.no_retrieval,
        experts=not arguments.no_experts,
        learn=memory.learn and not arguments.no_learn,
        pasted=piped,
    )


def _stream(
    conversation: Conversation, question: str, options: ReplyOptions, stop: StopFlag, quiet: bool
) -> tuple[tuple[Hit, ...], Finished]:
    """Print the reply as it comes; what was recalled, and how it ended."""
    hits: tuple[Hit, ...] = ()
    events = conversation.session.reply(question, options, stop.is_set)
    # Closed at once when the reader goes away, so that what was said so far is stored.
    with closing(cast(Generator[ReplyEvent, None, None], events)):
        for event in events:
            match event:
                case Recalled():
                    hits = event.memories
                case Delta() if not quiet:
                    _write(event.text)
                case Finished():
                    if not quiet and not event.text.endswith("\n"):
                        _write("\n")
                    return hits, event
    raise AssertionError("a reply always ends with Finished")


def _write(text: str) -> None:
    sys.stdout.write(shown(text) if sys.stdout.isatty() else text)
    sys.stdout.flush()


def _answer(finished: Finished, hits: tuple[Hit, ...], chat_id: int) -> dict[str, object]:
    stats = finished.stats
    return {
        "reply": finished.text,
        "chat": chat_id,
        "memories": [{"id": hit.memory.id, "text": hit.memory.text, "score": round(hit.score, 3)} for hit in hits],
        "experts": list(finished.expert_ids),
        "tokens": stats.completion_tokens,
        "tokens_per_second": round(stats.tokens_per_second, 1),
        "first_token_ms": round(stats.first_token_seconds * 1000),
    }


def _narrate(finished: Finished, chat_id: int) -> None:
    for memory in finished.learned:
        secret = ", looks secret: never put into an expert" if memory.secret else ""
        note(f"remembered: {one_line(memory.text)} (memory {memory.id}{secret})")
    for old in finished.replaced:
        note(f"  no longer holds: {one_line(old.text)} (memory {old.id})")
    for _, other in finished.conflicts:
        note(f"  at odds with: {one_line(other.text)} (memory {other.id}); drop one: reverie memory forget {other.id}")
    if finished.warning:
        note(f"reverie: {finished.warning}")
    if sys.stderr.isatty():
        note(f"chat {chat_id}: go on with `reverie ask --chat {chat_id} …`")
