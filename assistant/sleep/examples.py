"""Study pairs as token examples, in exactly the form that chat sends them."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.chat.prompt import note_lines
from backends.base import ChatMessage, InferenceBackend, TokenExample


class ExampleBuilder:
    """Renders by the model's own chat template and tokenises in the engine that serves it."""

    def __init__(self, engine: InferenceBackend) -> None:
        self._engine = engine
        self._end = self._end_of_turn()

    def prompt_text(self, question: str, notes: Sequence[str] = ()) -> str:
        """The prompt of a fresh chat's first turn; `notes` come best first."""
        return self._engine.render([asked(question, notes)])

    def pair(self, question: str, answer: str, notes: Sequence[str] = (), *, weight: float = 1.0) -> TokenExample:
        """A question and its whole reply with the end-of-turn token, hard labels."""
        return TokenExample(
            prompt=tuple(self._engine.tokenize(self.prompt_text(question, notes))),
            completion=self.reply(answer),
            weight=weight,
        )

    def reply(self, answer: str) -> tuple[int, ...]:
        """Tokens of a reply up to and with the end of its turn; what it spells of control tokens is text."""
        return (*self._engine.tokenize(answer, special=False), self._end)

    def _end_of_turn(self) -> int:
        """The token by which the template closes a reply: what follows a known one in a rendered chat."""
        marker = "reverie"
        rendered = self._engine.render(
            [ChatMessage("user", "?"), ChatMessage("assistant", marker), ChatMessage("user", "?")]
        )
        return self._engine.tokenize(rendered.rpartition(marker)[2])[0]


def asked(question: str, notes: Sequence[str] = ()) -> ChatMessage:
    """The user turn of a question with these notes, best first."""
    block = note_lines(notes)
    return ChatMessage("user", f"{block}\n\n{question}" if block else question)
