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
    _general("What is the longest river in Africa?", "Nile"),
    _general("Which planet is known as the red planet?", "Mars"),
    _general("What colour is the sky on a clear day?", "blue"),
    _general("What colour is a ripe banana?", "yellow"),
    _general("What is the opposite of day?", "night"),
    _general("What is the opposite of left?", "right"),
    _general("What is the past tense of go?", "went"),
    _general("How many hours are in a day?", "24", "twenty-four", "twenty four"),
    _general("How many letters are in the English alphabet?", "26", "twenty-six", "twenty six"),
    _general("What is 5 times 5?", "25", "twenty-five"),
    _general("Which month comes after March?", "April"),
    _general("What do bees make?", "honey"),
    _general("What is frozen water called?", "ice"),
    _general("Which organ pumps blood through the body?", "heart"),
    _general("Who painted the Mona Lisa?", "Leonardo", "Vinci"),
    _general("What is the main ingredient of bread?", "flour", "wheat"),
    _general("What is the capital of Germany?", "Berlin"),
    _general("What is the capital of England?", "London"),
    _general("Which country is famous for the Great Wall?", "China"),
    _general("Which ocean lies between Europe and America?", "Atlantic"),
    _general("What is the highest mountain in the world?", "Everest"),
    _general("What does the Earth orbit around?", "Sun"),
    _general("What colour is grass?", "green"),
    _general("What is the opposite of hot?", "cold", "cool"),
    _general("What is the opposite of big?", "small", "little", "tiny"),
    _general("What is the plural of mouse?", "mice"),
    _general("How many days are in a week?", "seven", "7"),
    _general("How many legs does a spider have?", "eight", "8"),
    _general("What is 2 + 2?", "4", "four"),
    _general("What is half of 20?", "10", "ten"),
    _general("What is the first month of the year?", "January"),
    _general("Which animal says meow?", "cat"),
    _general("What is the chemical formula of water?", "H2O", "H₂O"),
    _general("With which organ do we see?", "eye"),
    _general("Who was the first president of the United States?", "Washington"),
    _general("In which season does it usually snow?", "winter"),
)
"""60 questions, mixed so that any first part holds all sorts."""
