from __future__ import annotations

from assistant.cli.output import one_line, shown


def test_nothing_stored_drives_the_terminal_or_turns_its_direction() -> None:
    assert shown("a\x1b[2J\x9b6n\x07 b\u202egpj.exe\u2066\n\tc") == "a[2J6n bgpj.exe\n\tc"
    assert (
        one_line("a family: \U0001f468\u200d\U0001f469\u200d\U0001f467\n\u202e!")
        == "a family: \U0001f468\u200d\U0001f469\u200d\U0001f467 !"
    )
