from __future__ import annotations

import pytest

from assistant.memory.elliptic import completed, is_elliptic


@pytest.mark.parametrize(
    ("earlier", "said", "expected"),
    [
        ("My dog is called Fudge.", "Actually it's Fidget.", "My dog is called Fidget."),
        ("My dog is called Fudge.", "No, it's Fidget, not Fudge.", "My dog is called Fidget."),
        ("The meeting is at 10:30 on Friday.", "Sorry, it's 11:00.", "The meeting is at 11:00 on Friday."),
        ("The meeting is at 10:30 on Friday.", "Actually, it's Thursday.", "The meeting is at 10:30 on Thursday."),
        ("My daughter is five.", "Sorry, she's six.", "My daughter is six."),
        ("My daughter is ten.", "Sorry, she's eleven.", "My daughter is eleven."),
        ("My sister lives in Oulu.", "Wait, it's Turku.", "My sister lives in Turku."),
        ("I like tea.", "Actually it's raining.", None),
        ("My dog is called Fudge.", "Actually it's fine.", None),
        ("The code of room 12 is 17.", "Sorry, it's 18.", None),
        ("My dog is called Fudge.", "Actually it's 7.", None),
    ],
)
def test_the_new_value_takes_the_place_of_the_old(earlier: str, said: str, expected: str | None) -> None:
    assert completed(said, earlier) == expected


@pytest.mark.parametrize("said", ["It's Fidget.", "My dog is called Fidget.", "Actually, my dog is called Fidget."])
def test_a_whole_sentence_is_not_elliptic(said: str) -> None:
    assert not is_elliptic(said)
