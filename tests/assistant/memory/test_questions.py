"""Whether a question is about the user's own life: what decides if the core answers it or the unchanged base."""

from __future__ import annotations

import pytest

from assistant.memory.questions import asks_about_the_user
from assistant.sleep.anchors import ANCHORS, DRIFT_ANCHORS
from assistant.sleep.general import GENERAL

OWN = (
    "What is my dog called?",
    "Where do I live?",
    "Who am I?",
    "when is my sister's birthday",
    "Remind me what my dog is called.",
    "Which colour is our front door?",
    "What did I say about the boiler?",
    "Do I take sugar in my tea?",
    "Where have I put the spare key?",
    "How old is my son?",
    "How many cats do I have?",
    "Tell me my locker code.",
    "Tell me where I parked.",
    "What do you know about me?",
    "How do I like my eggs?",
    "Who lives with me?",
    "Who drives me to the clinic?",
    "The bread knife is dull; on whose door should I knock?",
    "Which brand is the banjo I inherited?",
)
ADVICE = (
    "How do I boil an egg?",
    "How can I sleep better?",
    "What should I cook tonight?",
    "Where can I buy a bicycle?",
    "Should I learn French?",
    "Could you recommend me a book?",
    "Help me write an email to my landlord.",
    "How would I fix my bicycle?",
    "What is the first thing I should do in a fire?",
    "Explain to me how tides work.",
    "Teach me some chess.",
)
TASKS = (
    "Write a poem about my cat.",
    "Please translate my letter into French.",
    "Summarise my notes.",
    "Give me five tips for better sleep.",
    "Suggest a name for my boat.",
    "Tell me a joke.",
    "Imagine I live on Mars.",
    "List three gifts for my mother.",
    "Rewrite this for me.",
)
ABOUT_THE_WORLD = (
    "What is the capital of France?",
    "Who wrote Hamlet?",
    "Why is the sky blue?",
    "What is a baby dog called?",
    "How many legs does a spider have?",
    "Hello",
    "",
)

MISTAKEN = {
    "I can't focus on my work. Any advice?",
    "I have a cold. What helps?",
    "I want to learn to cook. Where do I start?",
}
"""Advice and the world in the first person, which go to the core. The set may only shrink."""


@pytest.mark.parametrize(
    "query",
    ["Why do we dream?", "With which organ do we see?", "What can we learn from bees?", "How do we use our lungs?"],
)
def test_what_everybody_does_is_not_about_the_user(query: str) -> None:
    assert not asks_about_the_user(query)


@pytest.mark.parametrize(
    "query",
    [
        "Where do we keep my passport?",
        "Where did we park?",
        "Where do we keep our eye drops?",
        "What are we reading for book club?",
    ],
)
def test_what_the_user_does_with_others_is(query: str) -> None:
    assert asks_about_the_user(query)


@pytest.mark.parametrize("query", OWN)
def test_own_questions_are_about_the_user(query: str) -> None:
    assert asks_about_the_user(query)


@pytest.mark.parametrize("query", [*ADVICE, *TASKS, *ABOUT_THE_WORLD])
def test_advice_tasks_and_the_world_are_not(query: str) -> None:
    assert not asks_about_the_user(query)


def test_of_all_general_questions_and_neutral_prompts_only_these_are_mistaken() -> None:
    texts = [*(question.text for question in GENERAL), *ANCHORS, *DRIFT_ANCHORS]
    assert len(texts) > 100
    assert {text for text in texts if asks_about_the_user(text)} <= MISTAKEN
