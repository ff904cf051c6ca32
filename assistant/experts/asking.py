"""How the core expert was taught to be asked for questions about a note: by its lessons, its dreams and retrieval."""

from __future__ import annotations

REQUEST = "Write a question that this note answers, the words that answer it, and the answer."


def request(note: str) -> str:
    """What the user turn says."""
    return f"{REQUEST}\n- {note}"


def reply(question: str, span: str, answer: str) -> str:
    """What the core expert writes: three lines."""
    return f"{question}\n{span}\n{answer}"
