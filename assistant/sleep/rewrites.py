"""The plain counterpart of dreaming, for ablations: the statement itself, asked for in fixed wordings."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assistant.events import DreamWritten
from assistant.memory.records import Memory
from assistant.memory.wording import to_you_form
from assistant.sleep.dreaming import Dream

FRAMES = (
    "Repeat what I told you, beginning with: {begin}",
    "Finish the sentence: {begin} ...",
    'What comes after "{begin}"?',
    "{begin} ... how does it go on?",
    "I once told you: {begin} ... Say all of it.",
    "Complete this note about me: {begin}",
    'Which note of mine begins with "{begin}"?',
    "Remind me, {begin} ...",
    "Write the whole note: {begin}",
    "Say it again: {begin} ...",
    "You know this. {begin} ...",
    "From my notes, please: {begin} ...",
)


def rewrites(memories: Sequence[Memory], emit: Callable[[DreamWritten], None]) -> list[Dream]:
    """Each memory as study pairs: its first half asks, all of it in you-form answers. No model, no real question."""
    dreams = [dream for memory in memories for dream in _of(memory)]
    for dream in dreams:
        emit(DreamWritten(dream.memory_id, dream.strategy, dream.question, dream.answer, dream.kept, dream.reason))
    return dreams


def _of(memory: Memory) -> list[Dream]:
    words, told = memory.text.split(), to_you_form(memory.text)
    half = max(1, len(words) // 2)
    begin = " ".join(words[:half])
    # Turning "my" into "your" keeps the number of words, so both halves part at the same place.
    rest = " ".join(told.split()[half:]).rstrip(".!")
    return [Dream(memory.id, frame.format(begin=begin), rest or told, told, strategy="rewrite") for frame in FRAMES]
