from __future__ import annotations

import pytest

from assistant.memory.paraphrase import same_words
from tests.assistant.memory.test_dates import table


@pytest.mark.parametrize(
    ("one", "other"),
    table("""
My dog is called Fudge. | I have a dog called Fudge.
My dog is called Fudge. | I've got a dog named Fudge!
My dog is Fudge. | Fudge is my dog.
I live in Oslo. | I'm living in Oslo.
I live in Oslo. | My home is in Oslo.
I work as a nurse. | I'm a nurse.
I'm allergic to nuts. | I have a nut allergy.
I don't like olives. | I dislike olives.
I prefer tea to coffee. | I like tea more than coffee.
My favourite colour is teal. | Teal is my favourite colour.
My birthday is on 3 May. | I was born on 3 May.
I'm 34. | I'm 34 years old.
I love hiking. | I enjoy hiking.
My phone number is 5550142. | My mobile number is 5550142.
"""),
)
def test_the_same_in_other_words(one: str, other: str) -> None:
    assert same_words(one, other) and same_words(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    table("""
I eat meat. | I don't eat meat.
My sister loves my brother. | My brother loves my sister.
I live in Oslo. | I work in Oslo.
My dog is called Fudge. | My cat is called Fudge.
I moved from Lund to Malmo. | I moved from Malmo to Lund.
My sister is a nurse. | I am a nurse.
He is a nurse. | She is a nurse.
The key is under the pot. | The pot is under the key.
I like olives. | I hate olives.
I have two cats. | I have three cats.
I like it. | We have them.
"""),
)
def test_a_small_difference_can_be_all(one: str, other: str) -> None:
    assert not same_words(one, other)
