from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.memory.dates import dated

TUESDAY = datetime(2026, 11, 24, 14, 0)


def table(text: str) -> list[tuple[str, str]]:
    return [(said.strip(), meant.strip()) for said, meant in (line.split("|") for line in text.strip().splitlines())]


@pytest.mark.parametrize(
    ("said", "meant"),
    table("""
We moved to Malmo last month. | We moved to Malmo in October 2026.
Last week I adopted a greyhound. | In the week of 16 November 2026 I adopted a greyhound.
We're flying to Lisbon tomorrow at 9. | We're flying to Lisbon on 25 November 2026 at 9.
I start tomorrow morning. | I start on the morning of 25 November 2026.
My mother is coming on Sunday. | My mother is coming on Sunday 29 November 2026.
I turned 40 on Saturday. | I turned 40 on Saturday 21 November 2026.
My exam is next Friday. | My exam is on Friday 4 December 2026.
Our dog died last Tuesday night. | Our dog died on Tuesday night 17 November 2026.
Our rent goes up from next year. | Our rent goes up from 2027.
I broke my wrist three weeks ago. | I broke my wrist around 3 November 2026.
I left the bank two years ago. | I left the bank in 2024.
Two months ago I quit. | In September 2026 I quit.
In two weeks I'm having surgery. | Around 8 December 2026 I'm having surgery.
I stopped smoking in March. | I stopped smoking in March 2026.
We're moving in June. | We're moving in June 2027.
I've lived here since last summer. | I've lived here since the summer of 2026.
The shop is closed until Thursday. | The shop is closed until Thursday 26 November 2026.
yesterday evening i met lena | on the evening of 23 November 2026 i met lena
A few weeks ago we got a dog. | A few weeks before 24 November 2026 we got a dog.
Next weekend we visit Oma. | On the weekend of 5 December 2026 we visit Oma.
"""),
)
def test_what_is_relative_becomes_a_date(said: str, meant: str) -> None:
    assert dated(said, TUESDAY) == meant


@pytest.mark.parametrize(
    "said",
    [
        "The bins go out on Wednesday night.",
        "I have choir on Wednesdays.",
        "I see her every Friday.",
        "My birthday is in March.",
        "I was born in May.",
        "I'm off from Monday to Friday.",
        "The party is on Friday 4 December.",
        "I learned Dutch in two years.",
        "My favourite book is called Last Summer.",
        "The best week of the last year.",
        "Tomorrow's meeting is cancelled.",
        "When the alarm rings on Monday I press the red button.",
        "I work at Friday Harbor.",
    ],
)
def test_habits_titles_and_full_dates_stay_as_they_were_said(said: str) -> None:
    assert dated(said, TUESDAY) == said


def test_a_year_and_a_month_turn_over() -> None:
    assert dated("I got married last month.", datetime(2026, 1, 31)) == "I got married in December 2025."
    assert dated("I'm moving next month.", datetime(2026, 12, 31)) == "I'm moving in January 2027."
    assert dated("I moved last week.", datetime(2026, 1, 1)) == "I moved in the week of 22 December 2025."
    assert dated("I signed eleven months ago.", datetime(2026, 3, 1)) == "I signed in April 2025."


@given(st.text(max_size=200), st.datetimes(min_value=datetime(1971, 1, 1), max_value=datetime(2200, 1, 1)))
def test_any_text_survives(text: str, told: datetime) -> None:
    assert isinstance(dated(text, told), str)


@given(st.dates(min_value=datetime(1990, 1, 1).date(), max_value=datetime(2090, 1, 1).date()))
def test_the_coming_weekday_is_within_a_week_and_is_that_weekday(day: object) -> None:
    told = datetime.fromisoformat(f"{day}T09:00")
    text = dated("My mother is coming on Sunday.", told).removeprefix("My mother is coming on Sunday ").rstrip(".")
    meant = datetime.strptime(text, "%d %B %Y")
    assert meant.weekday() == 6
    assert 0 < (meant.date() - told.date()).days <= 7
