"""The words that the core expert was taught: how it is asked for questions about a note, and how it refuses."""

from __future__ import annotations

REFUSAL = "You haven't told me that."
"""What a core is taught to say where the notes do not answer."""

REQUEST = "Write a question that this note answers, the words that answer it, and the answer."


def request(note: str, span: str = "") -> str:
    """What the user turn says; `span` are the words of the note that the question is to be about."""
    aim = f"\nThe words: {span}" if span else ""
    return f"{REQUEST}\n- {note}{aim}"


def reply(question: str, span: str, answer: str) -> str:
    """What the core expert writes: three lines."""
    return f"{question}\n{span}\n{answer}"
