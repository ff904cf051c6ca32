"""What happens to a chat that outgrows the context: its oldest turns become a running summary, and stay quotable.

The model writes the notes of each turn, from examples and without a chat template: that is what small models do best.
A note that names what was not said is dropped for the user's own first words. Summaries are stored as messages.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.chat.prompt import SentTurn, prompt_tokens
from assistant.memory.words import content_words, is_light, is_specific, stem, words
from backends.base import ChatMessage, InferenceBackend, Sampling

KEPT_SHARE = 0.5
"""Share of the room that recent turns keep when older ones are summarised: the next turns find a stable prefix."""
SUMMARY_SHARE = 0.2
"""Share of the room that the summary may take."""
NOTE_TOKENS = 64
TURN_CHARACTERS = 1200
"""Of one message, its beginning and its end: the most that one note is made from."""
QUOTE_CHARACTERS = 160
_GROUNDED = 0.6
"""Share of a note's content words that must stand in its turn."""

_EXAMPLES = """\
Conversation:
User: Can you help me plan a dinner for six on Friday? Two of us are vegetarian.
Assistant: Gladly. A mushroom risotto would suit everybody, with a salad before it and a lemon tart afterwards.
Notes: The user plans a dinner for six on Friday, two are vegetarian. Mushroom risotto and lemon tart were suggested.

Conversation:
User: The build fails with error 137 on the server since I moved to version 4.2.
Assistant: Error 137 means that the process was killed, mostly for lack of memory. Give the job 8 GB and try again.
Notes: The user's build fails with error 137 on the server since version 4.2. More memory, 8 GB, was advised.

Conversation:
"""


@dataclass(frozen=True, slots=True)
class Summary:
    """What is left of the turns up to the message `covers`: a line a note, oldest first."""

    lines: tuple[str, ...] = ()
    covers: int | None = None

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


def split(
    turns: Sequence[SentTurn], rendered_tokens: Callable[[Sequence[SentTurn]], int], limit: int
) -> tuple[list[SentTurn], list[SentTurn]]:
    """The oldest turns, to be summarised, and those that stay because they fit into `limit` tokens.

    `rendered_tokens` counts the prompt with these turns. The last turn may have to go as well.
    """
    # The count of tokens falls with every turn that goes, so halving finds the first that fits.
    low, high = 1, len(turns)
    while low < high:
        middle = (low + high) // 2
        if rendered_tokens(turns[middle:]) <= limit:
            high = middle
        else:
            low = middle + 1
    return list(turns[:low]), list(turns[low:])


def summarise(engine: InferenceBackend, before: Summary, gone: Sequence[SentTurn], room: int) -> Summary:
    """The summary with the turns in `gone` added, of at most SUMMARY_SHARE of `room` tokens.

    The engine must have the unchanged base mounted. Raises: BackendError.
    """
    sampling = Sampling(temperature=0.0, repeat_penalty=1.1, max_tokens=NOTE_TOKENS, seed=0, stop=("\n",))
    written = engine.complete_many([_prompt(turn, room) for turn in gone], sampling)
    lines = [*before.lines, *(_note(done.text, turn) for done, turn in zip(written, gone, strict=True))]
    covers = max((turn.last_id for turn in gone), default=before.covers)
    return Summary(_bounded(engine, lines, int(room * SUMMARY_SHARE)), covers)


def _prompt(turn: SentTurn, room: int) -> str:
    # Three characters a token is less than any language has; the rest of the room is for the examples.
    most = min(TURN_CHARACTERS, room)
    said = "\n".join(
        f"{'User' if message.role == 'user' else 'Assistant'}: {_clipped(message.content, most)}"
        for message in (ChatMessage("user", turn.said), turn.reply)
    )
    return f"{_EXAMPLES}{said}\nNotes:"


def _clipped(text: str, most: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most * 2 // 3]} … {line[-most // 3 :]}"


def _note(text: str, turn: SentTurn) -> str:
    """The model's note as far as it is grounded, else the user's own words."""
    source = f"{turn.said} {turn.reply.content}"
    sentences = re.split(r"(?<=[.!?])\s+(?=[A-Z])", " ".join(text.split()))
    kept = [sentence for sentence in sentences if sentence and is_grounded(sentence, source)]
    return " ".join(kept) or f"The user said: “{_first_words(turn.said)}”"


def is_grounded(sentence: str, source: str) -> bool:
    """Whether a note says nothing that its source does not: every number, most of its content words."""
    held = {stem(word) for word in words(source)}
    asked = [word for word in content_words(sentence) if word not in ("user", "assistant")]
    if not asked or not set(re.findall(r"\d+", sentence)) <= set(re.findall(r"\d+", source)):
        return False
    return sum(stem(word) in held for word in asked) >= _GROUNDED * len(asked)


def _first_words(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= QUOTE_CHARACTERS else line[: QUOTE_CHARACTERS - 1].rsplit(" ", 1)[0] + "…"


def _bounded(engine: InferenceBackend, lines: Sequence[str], most: int) -> tuple[str, ...]:
    """The lines that find room: the plainest and oldest go first, the newest stays. Older summaries keep what goes."""
    unique = list(dict.fromkeys(lines))
    sizes = {line: prompt_tokens([ChatMessage("user", line)], engine) for line in unique}
    total = sum(sizes.values())
    by_weight = sorted(unique[:-1], key=_weight)
    for line in by_weight:
        if total <= most:
            break
        total -= sizes[line]
        unique.remove(line)
    return tuple(unique)


def _weight(line: str) -> int:
    """What would be lost with a line: numbers and codes above all, which nobody can guess again."""
    return sum(5 if is_specific(word) else not is_light(word) for word in content_words(line))
