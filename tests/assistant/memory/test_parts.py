"""What questions can be about: names, numbers and the words between function words, each once, the last first."""

from __future__ import annotations

import pytest

from assistant.memory.parts import parts


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("My physiotherapy appointment is on Wednesday at 15:30.", ["15:30", "Wednesday", "physiotherapy appointment"]),
        ("My best friend Ines is a firefighter.", ["firefighter", "Ines", "best friend"]),
        ("My birthday is on 14 May.", ["14 May", "birthday"]),
        ("I keep the passports in the top drawer.", ["top drawer", "passports", "keep"]),
        ("My sister’s café is O'Malley's, on the quay!", ["quay", "O'Malley's", "sister’s café"]),
        ("We ate bread, bread and bread.", ["bread", "ate bread"]),
        ("It is what it is.", []),
        ("", []),
    ],
)
def test_parts(statement: str, found: list[str]) -> None:
    assert parts(statement) == found
    assert all(part in statement for part in found)


def test_words_that_only_label_are_no_part() -> None:
    assert parts("My cat is called Biscuit.") == ["Biscuit", "cat"]


def test_long_runs_are_cut() -> None:
    assert max(len(part.split()) for part in parts("Big old red brick town houses line quiet side streets here.")) == 4
