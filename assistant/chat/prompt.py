"""The one place that words notes and builds the message list; a night trains on exactly this form.

A note goes into the user turn, before the question, the best note last: small models read best what stands nearest.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from assistant.memory.records import Memory, Message
from backends.base import ChatMessage, InferenceBackend

NOTES_HEADING = "Notes from earlier chats:"
SLACK = 0.25
"""Share of the room that is freed when turns must go, so that the next turns find a stable prefix."""


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


def user_turn(text: str, notes: Sequence[Memory] = ()) -> ChatMessage:
    """A user message as it is sent: its notes, an empty line, the text."""
    block = note_block(notes)
    return ChatMessage("user", f"{block}\n\n{text}" if block else text)


def build_messages(
    history: Sequence[ChatMessage],
    user_text: str,
    notes: Sequence[Memory] = (),
    system_prompt: str | None = None,
) -> list[ChatMessage]:
    """The message list of a turn. Without a system prompt none is sent: the model's template has its own."""
    system = [ChatMessage("system", system_prompt)] if system_prompt else []
    return [*system, *history, user_turn(user_text, notes)]


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


def fit(messages: Sequence[ChatMessage], engine: InferenceBackend, context: int, reserve: int) -> list[ChatMessage]:
    """The messages without the oldest turns that find no room; system prompt and last turn always stay.

    Never raises for a long chat. When something must go, a quarter of the room is freed at once.
    """
    limit = room(context, reserve)
    if prompt_tokens(messages, engine) <= limit:
        return list(messages)
    system = [message for message in messages[:1] if message.role == "system"]
    rest = messages[len(system) :]
    starts = [index for index, message in enumerate(rest) if message.role == "user"] or [0]
    target = int(limit * (1 - SLACK))
    # The count of tokens falls with every dropped turn, so halving finds the first that fits.
    low, high = 1, len(starts) - 1
    while low < high:
        middle = (low + high) // 2
        if prompt_tokens([*system, *rest[starts[middle] :]], engine) <= target:
            high = middle
        else:
            low = middle + 1
    return [*system, *rest[starts[min(low, len(starts) - 1)] :]]
