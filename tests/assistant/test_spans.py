from __future__ import annotations

import random

import pytest

from assistant.spans import Spans, between, cleaned, edited, moved, overlap, revised


@pytest.mark.parametrize(
    ("edit", "after"),
    [
        ((0, 0, 3), ((13, 23),)),
        ((10, 10, 3), ((13, 23),)),
        ((20, 20, 3), ((10, 20),)),
        ((15, 15, 3), ((10, 23),)),
        ((12, 15, 1), ((10, 18),)),
        ((5, 15, 0), ((5, 10),)),
        ((15, 25, 4), ((10, 15),)),
        ((5, 25, 9), ()),
        ((10, 20, 9), ()),
        ((10, 12, 5), ((15, 23),)),
    ],
)
def test_a_stretch_moves_grows_inside_and_is_cut_at_its_edges(edit: tuple[int, int, int], after: Spans) -> None:
    assert edited(((10, 20),), *edit) == after


def test_letters_keep_to_their_stretches_through_any_edits() -> None:
    """Lower case is pasted, upper case typed; what is put in where no stretch reaches to both sides is typed."""
    rng = random.Random(1)
    for _ in range(300):
        text = "AAaaaAAaaA"
        spans: Spans = ((2, 5), (7, 9))
        for _ in range(5):
            start, end = sorted((rng.randint(0, len(text)), rng.randint(0, len(text))))
            inside = any(begin < start and end < stop for begin, stop in spans)
            put = ("b" if inside else "B") * rng.randint(0, 3)
            text, spans = text[:start] + put + text[end:], edited(spans, start, end, len(put))
            assert {place for begin, stop in spans for place in range(begin, stop)} == {
                place for place, letter in enumerate(text) if letter.islower()
            }


def test_of_a_text_changed_elsewhere_what_differs_is_new() -> None:
    assert revised(((4, 9),), "abc hello xyz", "abc hello xyz") == ((4, 9),)
    assert revised(((4, 9),), "abc hello xyz", "abcd hello xyz") == ((5, 10),)
    assert revised(((4, 9),), "abc hello xyz", "abc hexllo xyz") == ((4, 10),)
    assert revised(((4, 9),), "abc hello xyz", "") == ()


def test_cleaning_that_moves_characters_spares_nothing() -> None:
    assert cleaned(((1, 2),), "a\x1bc", "a\u241bc") == ((1, 2),)
    assert cleaned(((1, 2),), "a\u200ec", "a\u27e8U+200E\u27e9c") == ((0, 10),)
    assert cleaned((), "a\0", "a") == ()


def test_cut_out_and_what_is_left() -> None:
    assert moved(((0, 3), (4, 9)), -2, 5) == ((0, 1), (2, 5))
    assert between(((2, 4), (3, 6)), 8) == ((0, 2), (6, 8))
    assert overlap(((2, 4),), 3, 9)
    assert not overlap(((2, 4),), 4, 9)
