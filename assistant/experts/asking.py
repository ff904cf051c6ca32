"""How the core expert was taught to be asked for questions about a note: by its lessons, its dreams and retrieval."""

from __future__ import annotations

REQUEST = "Write a question that this note answers, the words that answer it, and the answer."


def request(note: str, span: str = "") -> str:
    """What the user turn says; `span` are the words of the note that the question is to be about."""
    aim = f"\nThe words: {span}" if span else ""
    return f"{REQUEST}\n- {note}{aim}"


def reply(question: str, span: str, answer: str) -> str:
    """What the core expert writes: three lines."""
    return f"{question}\n{span}\n{answer}"
