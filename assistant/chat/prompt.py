"""The one place that words notes and builds the message list; a night trains on exactly this form.

A note goes into the user turn, before the question, the best note last: small models read best what stands nearest.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from assistant.memory.records import Attachment, Memory, Message
from backends.base import ChatMessage, InferenceBackend

NOTES_HEADING = "Notes from earlier chats:"
QUOTES_HEADING = "Earlier in this chat:"
SUMMARY_HEADING = "What we talked about before:"
QUOTE_CHARACTERS = 300


def clean(text: str) -> str:
    """The text as UTF-8 can hold it: lone surrogates become U+FFFD, NUL goes."""
    return text.replace("\0", "").encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def note_block(notes: Sequence[Memory]) -> str:
    """The notes as text, without a newline at the end. `notes` come best first; "" for none."""
    return note_lines([note.text for note in notes])


def note_lines(texts: Iterable[str]) -> str:
    """The same for bare texts, best first. Each becomes one line; repeated ones stand once."""
    lines = dict.fromkeys(" ".join(text.split()) for text in texts)
    best_last = [f"- {line}" for line in reversed(lines) if line]
    return "\n".join([NOTES_HEADING, *best_last]) if best_last else ""


def attachment_block(attachments: Sequence[Attachment]) -> str:
    """Attached texts, each under its name in a fence that nothing inside it can close; "" for none."""
    return "\n\n".join(f"{one.name}:\n{_fenced(one.text)}" for one in attachments)


def _fenced(text: str) -> str:
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}\n{text.rstrip()}\n{fence}"


def quote_block(quotes: Sequence[Message]) -> str:
    """What was said earlier in this chat, word for word, each message one line; "" for nothing."""
    lines = [f"- {'User' if quote.role == 'user' else 'Assistant'}: {_clipped(quote.content)}" for quote in quotes]
    return "\n".join([QUOTES_HEADING, *lines]) if lines else ""


def _clipped(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= QUOTE_CHARACTERS else line[: QUOTE_CHARACTERS - 1] + "…"


def user_turn(
    text: str, notes: Sequence[Memory] = (), attachments: Sequence[Attachment] = (), quotes: Sequence[Message] = ()
) -> ChatMessage:
    """A user message as it is sent: attachments, quotes, notes, the text, with an empty line between them."""
    blocks = (attachment_block(attachments), quote_block(quotes), note_block(notes), text)
    return ChatMessage("user", "\n\n".join(block for block in blocks if block))


def with_summary(messages: Sequence[ChatMessage], summary: str) -> list[ChatMessage]:
    """The messages with the summary of what went before in front of the first one that the user wrote."""
    if not summary:
        return list(messages)
    at = next(index for index, message in enumerate(messages) if message.role == "user")
    first = ChatMessage("user", f"{SUMMARY_HEADING}\n{summary}\n\n{messages[at].content}")
    return [*messages[:at], first, *messages[at + 1 :]]


def build_messages(
    history: Sequence[ChatMessage],
    user_text: str,
    notes: Sequence[Memory] = (),
    system_prompt: str | None = None,
) -> list[ChatMessage]:
    """The message list of a turn. Without a system prompt none is sent: the model's template has its own."""
    system = [ChatMessage("system", system_prompt)] if system_prompt else []
    return [*system, *history, user_turn(user_text, notes)]


@dataclass(frozen=True, slots=True)
class SentTurn:
    """A turn as the engine saw it: sent again to the letter, its prefix is still computed."""

    user: ChatMessage
    reply: ChatMessage
    said: str
    """The user's own words alone."""
    last_id: int
    """The last stored message of the turn."""


def turns_of(messages: Sequence[Message]) -> list[SentTurn]:
    """Stored messages as turns in their plain text, with their attachments."""
    spoken = [message for message in messages if message.role in ("user", "assistant") and message.content.strip()]
    turns: list[SentTurn] = []
    begin = 0
    for end in range(1, len(spoken) + 1):
        if end < len(spoken) and (spoken[end].role != "user" or spoken[end - 1].role == "user"):
            continue
        part, begin = spoken[begin:end], end
        history = history_of(part)
        if history:
            attached = [file for message in part for file in message.attachments]
            said = history[0].content
            turns.append(SentTurn(user_turn(said, (), attached), history[1], said, part[-1].id))
    return turns


def history_of(messages: Sequence[Message]) -> list[ChatMessage]:
    """Stored messages as alternating user and assistant turns, in their plain text.

    Neighbours of one role are joined, empty messages and all before the first user message left out;
    a user message without a reply at the end is left out too.
    """
    spoken = [message for message in messages if message.role in ("user", "assistant") and message.content.strip()]
    turns: list[ChatMessage] = []
    for role, group in groupby(spoken, key=lambda message: message.role):
        text = "\n\n".join(message.content for message in group)
        if turns or role == "user":
            turns.append(ChatMessage("user" if role == "user" else "assistant", text))
    return turns[:-1] if turns and turns[-1].role == "user" else turns


def prompt_tokens(messages: Sequence[ChatMessage], engine: InferenceBackend) -> int:
    """How many tokens the engine will be given for these messages."""
    return len(engine.tokenize(engine.render(messages)))


def room(context: int, reserve: int) -> int:
    """Tokens that a prompt may take of `context` when `reserve` are kept for the reply; never below half."""
    return context - min(max(reserve, 0), context // 2)
