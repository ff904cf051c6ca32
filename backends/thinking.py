"""What a reasoning model thinks before it answers: a block that opens its reply, which nobody is to see or learn.

The block is known by its tags at the beginning of a reply only: further on they are words of the answer.
"""

from __future__ import annotations

OPENS, CLOSES = "<think>", "</think>"


def closed(prompt: str) -> str:
    """The prompt with its block closed, empty, where a template leaves it open at the end: the answer comes at once."""
    if not left_open(prompt):
        return prompt
    return f"{prompt.rstrip()}\n\n{CLOSES}\n\n"


def left_open(prompt: str) -> bool:
    """Whether a reply to this prompt begins inside the block."""
    return prompt.rstrip().endswith(OPENS)


def opened_by_the_model(template: str) -> bool:
    """Whether replies open with a block by themselves: the template cuts it out of older ones and never writes it."""
    return CLOSES in template and OPENS not in template


class Answer:
    """Takes the block off a reply that arrives in pieces: gives out the answer alone, and no part of a tag."""

    def __init__(self, *, inside: bool = False) -> None:
        self._inside = inside
        self._thought = inside
        self._begun = False
        self._held = ""

    def add(self, text: str) -> str:
        """The part of the answer that is certain with this text."""
        if self._begun:
            return text
        self._held += text
        while self._inside or self._held.lstrip().startswith(OPENS):
            if not self._inside:
                self._held = self._held.lstrip().removeprefix(OPENS)
                self._inside = self._thought = True
            thought, tag, rest = self._held.partition(CLOSES)
            if not tag:
                self._held = thought[-len(CLOSES) :]
                return ""
            self._held, self._inside = rest, False
        if self._thought:
            self._held = self._held.lstrip()
        start = self._held.lstrip()
        if OPENS.startswith(start) and (start or self._thought):
            return ""
        # Blanks before an answer that was not thought about are its own, and a tag may follow them.
        self._begun = bool(start)
        return self._rest()

    def finish(self) -> str:
        """What was held back, when no text follows. A block that was never closed had no answer."""
        return "" if self._inside else self._rest()

    def _rest(self) -> str:
        held, self._held = self._held, ""
        return held
