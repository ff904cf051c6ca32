from __future__ import annotations

import pytest
from textual import events

from tui.terminal_input import BEGIN, END, PasteParser

EVIL = "a\x1b[2J\x07\x11\x1b\x1b[31mred\r\n\x1b]0;owned\x07" + "\x1b[12345678901234567890123456789012345678901234567890"


def read(*pieces: str) -> list[str]:
    """What the pieces of input are taken for: keys by their names, pastes in angle quotes."""
    parser, found = PasteParser(), []
    for piece in pieces:
        for event in parser.feed(piece):
            found.append(event.key if isinstance(event, events.Key) else f"«{getattr(event, 'text', event)}»")
    return found


def test_no_key_is_found_in_a_paste() -> None:
    assert read(f"x{BEGIN}{EVIL}{END}\r") == ["x", f"«{EVIL}»", "enter"]


@pytest.mark.parametrize("at", range(3, len(BEGIN + "a\x1b[2J" + END) + 1))
def test_a_paste_may_come_in_two_pieces(at: int) -> None:
    whole = BEGIN + "a\x1b[2J" + END + "\x1b[15~"
    assert read(whole[:at], whole[at:]) == ["«a\x1b[2J»", "f5"]


def test_a_paste_character_by_character_keeps_its_text() -> None:
    assert read(*f"{BEGIN}two\nlines{END}\x07") == ["«two\nlines»", "ctrl+g"]


def test_two_pastes_and_keys_that_begin_alike() -> None:
    assert read(f"{BEGIN}one{END}{BEGIN}two\x00{END}", "\x1b[2", "0~", "\x1b[2~") == ["«one»", "«two»", "f9", "insert"]
