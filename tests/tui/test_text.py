from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.text import ago, clean, code_blocks, count, duration, meter, one_line, percent, size


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("plain\n\ttext", "plain\n\ttext"),
        ("\x1b[1;31mred\x1b[0m", "␛[1;31mred␛[0m"),
        ("\x1b]0;title\x07after", "␛]0;title␇after"),
        ("\x1b]8;;http://x\x1b\\link", "␛]8;;http://x␛\\link"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("evil\u202etxt.exe", "evil⟨U+202E⟩txt.exe"),
        ("emoji 👩‍👩‍👧 and שלום", "emoji 👩‍👩‍👧 and שלום"),
        ("\x9b31mC1\x7f", "⟨U+009B⟩31mC1␡"),
    ],
)
def test_clean(raw: str, expected: str) -> None:
    assert clean(raw) == expected


@given(st.text())
def test_cleaned_text_has_no_controls_and_cleaning_twice_changes_nothing(raw: str) -> None:
    text = clean(raw)
    assert not any((ord(one) < 32 and one not in "\n\t") or 127 <= ord(one) < 160 for one in text)
    assert clean(text) == text


def test_one_line_is_short() -> None:
    assert one_line("a\n  b\tc") == "a b c"
    assert one_line("word " * 50, 20) == "word word word word…"


def test_times_and_numbers() -> None:
    assert [ago(1000 - passed, 1000) for passed in (5, 120, 7200)] == ["just now", "2 min ago", "2 h ago"]
    assert ago(0, 3 * 86400) == "3 d ago"
    assert [duration(one) for one in (0.44, 59.6, 125, 3725)] == ["0.4 s", "1 min 00 s", "2 min 05 s", "1 h 02 min"]
    assert (percent(None), percent(0.713)) == ("-", "71%")
    assert (count(1, "note"), count(2, "memory", "memories")) == ("1 note", "2 memories")
    assert [size(one) for one in (812, 12_345, 1_200_000, 4_100_000_000)] == ["812 B", "12 KB", "1.2 MB", "4.1 GB"]
    assert [meter(share, 4) for share in (-1, 0.5, 9)] == ["────", "━━──", "━━━━"]


def test_code_blocks() -> None:
    assert code_blocks("x\n```py\na\n```\ny\n~~~\nb\n~~~\n") == ["a\n", "b\n"]
    assert code_blocks("no code") == []
