"""Questions of general knowledge that a small model has a chance at: what it knew before must still be there after."""

from __future__ import annotations

from assistant.sleep.evaluation import Question


def _general(question: str, *expected: str) -> Question:
    return Question(question, expected)


GENERAL: tuple[Question, ...] = (
    _general("What is the capital of France?", "Paris"),
    _general("What is the capital of Japan?", "Tokyo"),
    _general("What is the capital of Egypt?", "Cairo"),
    _general("On which continent is Brazil?", "South America", "America"),
    _general("What is the largest ocean on Earth?", "Pacific"),
    _general("What is the largest planet in the solar system?", "Jupiter"),
    _general("What is the natural satellite of the Earth called?", "Moon"),
    _general("What colour is fresh snow?", "white"),
    _general("What is the opposite of up?", "down"),
    _general("What is the opposite of happy?", "sad", "unhappy"),
    _general("What is the plural of child?", "children"),
    _general("How many months are in a year?", "twelve", "12"),
    _general("How many sides does a triangle have?", "three", "3"),
    _general("What is 10 minus 3?", "7", "seven"),
    _general("Which day comes after Monday?", "Tuesday"),
    _general("Which month comes first in the year?", "January"),
    _general("What is a baby dog called?", "puppy", "pup"),
    _general("Which gas do humans need to breathe?", "oxygen"),
    _general("Who wrote Romeo and Juliet?", "Shakespeare"),
    _general("Which language is spoken in Brazil?", "Portuguese"),
    _general("What is the capital of Italy?", "Rome"),
    _general("What is the capital of Spain?", "Madrid"),
    _general("What is the capital of Russia?", "Moscow"),
    _general("On which continent is Kenya?", "Africa"),
)
"""24 questions, mixed so that any first part holds all sorts. The bench judges by others: `assistant.bench.harm`."""
