"""Neutral prompts whose answers no expert may change: some to train with, others to judge drift.

None of them asks for something the user told.
"""

from __future__ import annotations

_EXPLAIN = (
    "Explain how a rainbow forms.",
    "Why do leaves change colour in autumn?",
    "How does a refrigerator keep food cold?",
    "What is inflation, in simple words?",
    "Explain the difference between weather and climate.",
    "How do vaccines work?",
    "What causes tides?",
    "Why is exercise good for the heart?",
    "How does a bicycle stay upright?",
    "What is machine learning?",
    "Explain what a contract is.",
    "How do bees make honey?",
    "What does a central bank do?",
    "Why do cats purr?",
    "How is glass made?",
    "What was the Industrial Revolution?",
)
_WRITE = (
    "Write a short poem about the sea.",
    "Write a haiku about snow.",
    "Help me write an email to my landlord about a broken heater.",
    "Write a birthday message for a colleague.",
    "Write a two-sentence story about a lighthouse.",
    "Draft a polite reply declining an invitation.",
    "Write a product description for a water bottle.",
    "Write an opening line for a mystery novel.",
    "Help me write a cover letter for a summer job.",
    "Write a short thank-you note to a teacher.",
    "Make up a slogan for a bakery.",
    "Write a limerick about a clumsy waiter.",
)
_LISTS = (
    "Give me five tips for better sleep.",
    "List three uses for vinegar.",
    "Suggest names for a new coffee shop.",
    "List the steps to plant a tree.",
    "Give me ideas for a rainy afternoon.",
    "Name some healthy snacks.",
    "List four questions to ask at a job interview.",
    "What should I pack for a weekend in the mountains?",
    "Give me three ice-breaker questions.",
    "List some ways to save water at home.",
    "Suggest a simple workout without equipment.",
    "Name a few board games for two players.",
)
_LANGUAGE = (
    "Translate into French: good evening.",
    "Translate into Spanish: where is the station?",
    "What does the word ubiquitous mean?",
    "Use the word meticulous in a sentence.",
    "Correct this sentence: he go to school yesterday.",
    "Give me a synonym for happy.",
    "Rewrite this politely: send me the file now.",
    "Summarise in one sentence: the meeting was long, but in the end everyone agreed on the budget.",
    "What is the past tense of swim?",
    "Turn this into a question: the shop opens at nine.",
    "What is the difference between its and it's?",
    "Make this shorter: due to the fact that it was raining, we stayed inside.",
)
_MATHS_AND_CODE = (
    "What is 17 plus 26?",
    "What is 15 percent of 80?",
    "If a train travels 120 km in 2 hours, how fast does it go?",
    "What is the area of a square with sides of 5 cm?",
    "Convert 3 kilometres to metres.",
    "Write a Python function that reverses a string.",
    "What does a for loop do?",
    "Explain what an API is.",
    "How do I read a text file in Python?",
    "What is the difference between a list and a tuple?",
    "Write an SQL query that counts the rows of a table.",
    "What is a variable in programming?",
)
_ADVICE = (
    "I feel tired, what can I do?",
    "What should I cook tonight?",
    "I can't focus on my work. Any advice?",
    "How can I make new friends in a big city?",
    "I have a cold. What helps?",
    "How do I remove a coffee stain from a shirt?",
    "I'm nervous about a presentation. Help me.",
    "How should I start learning to draw?",
    "What can I do with leftover rice?",
    "How do I say no without being rude?",
    "My laptop is slow. What can I try?",
    "I want to read more. How do I begin?",
    "How can I calm down after an argument?",
    "Should I rent or buy a home?",
    "How do I keep houseplants alive?",
    "I'm bored. What should I do?",
)
_SMALL_TALK = (
    "Hello!",
    "Good morning.",
    "How are you?",
    "Thanks for your help.",
    "Tell me a joke.",
    "Who are you?",
    "What can you do?",
    "Tell me something interesting.",
    "Goodbye, see you tomorrow.",
    "You were very helpful.",
    "Can we talk for a while?",
    "Are you a robot?",
    "That's not what I meant.",
    "Please answer in one sentence: why read books?",
    "Let's play a word game.",
    "What do you think about music?",
)

ANCHORS: tuple[str, ...] = (*_EXPLAIN, *_WRITE, *_LISTS, *_LANGUAGE, *_MATHS_AND_CODE, *_ADVICE, *_SMALL_TALK)
"""96 prompts that training may use."""

DRIFT_ANCHORS: tuple[str, ...] = (
    "Explain how an airplane flies.",
    "Hi there!",
    "Write a short poem about autumn.",
    "I can't fall asleep. What helps?",
    "Give me three tips for public speaking.",
    "What is 120 divided by 8?",
    "Translate into German: thank you very much.",
    "Write a Python function that adds two numbers.",
    "How do volcanoes erupt?",
    "Help me write a complaint about a late delivery.",
    "What should I eat before a long run?",
    "What is your purpose?",
    "List three ways to reuse glass jars.",
    "What does the word reluctant mean?",
    "Why do we dream?",
    "Tell me a riddle.",
    "What is photosynthesis?",
    "I want to learn to cook. Where do I start?",
    "Suggest a title for a story about a robot.",
    "Correct this sentence: they was late again.",
)
"""20 other prompts of the same sorts, for the verdict only. The bench judges by others: `assistant.bench.harm`."""
