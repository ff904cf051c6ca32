from __future__ import annotations

import pytest

from assistant.memory.ending import contradicts, ends
from tests.assistant.memory.test_dates import table


@pytest.mark.parametrize(
    ("old", "new"),
    table("""
I work at Nokia. | I changed jobs, I'm at Siemens now.
I eat meat. | I no longer eat meat.
I eat meat. | I don't eat meat any more.
I drive a Golf. | I sold the Golf and bought a Zoe.
I smoke. | I stopped smoking in March 2026.
My phone number ends in 12. | My new phone number ends in 77.
My boss is Renate. | My new boss is Paul.
I like coriander. | I hate coriander.
I can't stand olives. | I love olives.
My exam is on Friday 27 November 2026. | My exam was moved to Monday 30 November 2026.
I live in Turin. | I used to live in Turin but now I'm in Bari.
I work at the bank. | I quit the bank and started at a bike shop.
I have a boat. | I sold my boat last week.
"""),
)
def test_what_is_said_to_be_over_ends(old: str, new: str) -> None:
    assert ends(new, old)


@pytest.mark.parametrize(
    ("old", "new"),
    table("""
I have a Golf. | I sold my bike.
My cat is called Pixel. | Our new kitten is called Nimbus.
I like tea. | I hate coffee.
I drink coffee. | I stopped smoking.
My friend is Tom. | My new friend is Ana.
I live in Oslo. | I left the bank.
I don't have a car. | I sold my car.
My exam is hard. | My flight was moved to Monday.
I work at the bank. | I live at the bank.
"""),
)
def test_other_things_go_on(old: str, new: str) -> None:
    assert not ends(new, old)


def test_a_bare_denial_is_a_contradiction_and_ends_nothing() -> None:
    assert contradicts("I don't drink coffee.", "I drink coffee.")
    assert not ends("I don't drink coffee.", "I drink coffee.")
    assert not contradicts("I don't drink coffee.", "I drink tea.")
    assert not contradicts("I drink coffee.", "I drink coffee.")
