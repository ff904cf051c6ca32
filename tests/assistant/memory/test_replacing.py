from __future__ import annotations

import pytest

from assistant.memory.replacing import Statement, replaces, same_statement


def pairs(text: str) -> list[tuple[str, str]]:
    return [(old.strip(), new.strip()) for old, new in (line.split("|") for line in text.strip().splitlines())]


REPLACED = """
My dog is called Fudge. | My dog is called Waffle now.
my dog's name is fudge | my dog is called waffle now
The name of my dog is Fudge. | My dog is named Waffle.
My sister works in Turku | My sister works in Oulu now
My sister lives in Turku. | No, my sister lives in Oulu, not Turku.
My locker code is 4417. | Actually my locker code is 5521
My locker code is 4417. | My locker code is 5521.
I live in Chicago. | I moved from Chicago to Portland last month.
I live in Chicago. | I live in Portland now.
I moved from Chicago to Portland last month. | I moved to Boise.
I moved to Portland. | I live in Boise now.
My flight leaves at 9:40 on Friday. | My flight leaves at 10:15 on Friday now.
The spare key is under the blue pot. | The spare key is now in the shed.
I keep the passports in the top drawer. | I keep the passports in the safe now.
My favourite colour is teal. | My favourite colour is orange now.
The meeting is on Tuesday. | The meeting is on Thursday.
I have two cats. | I have three cats now.
I'm 34 years old. | I'm 35 years old now.
My doctor is Dr. Kim. | My doctor is Dr. Lee.
Our wifi network is called Otter. | Our wifi network is called Badger.
My rent is 900 euros. | My rent is 950 euros.
My name is Sam. | Call me Sammy.
I work at the bank. | I work at the library now.
My boss is Henrietta. | My boss is Karl now.
"""

BOTH_KEPT = """
I like tea. | I like coffee.
I like tea. | I like coffee now.
My sister is Anna. | My sister is a nurse.
My sister is Anna. | My sister is Maria.
My dog is called Fudge. | My cat is called Miso.
My dog is brown. | My dog is old.
My cat is black. | My cat is hungry now.
My brother is allergic to nuts. | My brother is allergic to milk.
My sister works in Turku. | My sister works as a nurse.
My sister works in Turku. | My brother works in Turku.
My sister Anna lives in Turku. | My sister Maria lives in Turku.
The meeting is on Friday. | The meeting is at 3.
I keep the passports in the safe. | I keep the knives in the safe.
I keep the passports in the safe. | I keep the knives in the safe now.
I speak French. | I speak German.
My friend is Tom. | My friend is Ana.
I have two cats. | I have two dogs.
I have a cat called Miso. | I have a cat called Pixel.
I ran 5 km on Monday. | I ran 7 km on Tuesday.
My locker code is 4417. | My bike code is 5521.
I was born in 1980. | I was born in Cork.
I went to Rome. | I went to Oslo.
I work in Oslo. | I live in Oslo.
My daughter is seven. | My son is nine.
My car is red. | My car is a Skoda.
My dentist is on Elm Street. | My dentist is Dr. Lindqvist.
My sister lives in Turku. | My sister lives in Oulu, not Berlin.
I drink coffee. | I don't drink coffee.
"""


@pytest.mark.parametrize(("old", "new"), pairs(REPLACED))
def test_another_value_for_the_same_thing_replaces(old: str, new: str) -> None:
    assert replaces(Statement.of(new), Statement.of(old))


@pytest.mark.parametrize(("old", "new"), pairs(BOTH_KEPT))
def test_whatever_is_not_clearly_the_same_thing_stays(old: str, new: str) -> None:
    assert not replaces(Statement.of(new), Statement.of(old))


@pytest.mark.parametrize(
    ("one", "other"),
    pairs("""
My dog is called Fudge. | my dog's name is Fudge!
My dog is Fudge. | My dog is named Fudge
I'm allergic to the cats. | I am allergic to cats
"""),
)
def test_the_same_in_other_words(one: str, other: str) -> None:
    assert same_statement(Statement.of(one), Statement.of(other))


@pytest.mark.parametrize(
    ("one", "other"),
    pairs("""
I eat meat. | I don't eat meat.
My code is 4417. | My code is 4418.
My sister loves my brother. | My brother loves my sister.
"""),
)
def test_a_small_difference_can_be_all(one: str, other: str) -> None:
    assert not same_statement(Statement.of(one), Statement.of(other))
