"""The bar of a count: on a terminal only, and gone when it is done."""

from __future__ import annotations

import io

from assistant.cli.progress import CountBar
from tests.fakes import FakeClock


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_sees_the_count_and_nothing_stays() -> None:
    terminal, clock = Terminal(), FakeClock()
    with CountBar("importing chats", terminal, clock) as bar:
        bar.show(1, 4)
        bar.show(2, 4)
        clock.advance(1.0)
        bar.show(3, 4)
        bar.show(4, 4)
    drawn = terminal.getvalue().split("\r\033[K")
    assert drawn[1:] == [
        "importing chats [#####...............] 1/4",
        "importing chats [###############.....] 3/4",
        "importing chats [####################] 4/4",
        "",
    ]


def test_a_file_sees_nothing() -> None:
    file = io.StringIO()
    with CountBar("exporting chats", file) as bar:
        bar.show(1, 1)
    assert file.getvalue() == ""
