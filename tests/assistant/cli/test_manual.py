"""`--help` and docs/cli.md say the same, and what they show as an example is a command."""

from __future__ import annotations

import argparse
import re
import shlex
from pathlib import Path

import pytest

from assistant.cli.manual import _EXAMPLES, arguments, commands, page
from assistant.cli.parser import build_parser

PAGE = Path(__file__).parents[3] / "docs" / "cli.md"
COMMANDS = {command.prog: command for command in commands(build_parser())}


def test_the_page_is_what_the_parser_says() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(build_parser()), "docs/cli.md is behind the parser: make manual"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_argument_says_what_it_means(name: str) -> None:
    unexplained = [action.dest for action in arguments(COMMANDS[name]) if not action.help]
    assert unexplained == []


@pytest.mark.parametrize("name", [name for name in COMMANDS if len(name.split()) < 3])
def test_every_command_shows_an_example(name: str) -> None:
    assert "examples:" in COMMANDS[name].format_help()


@pytest.mark.parametrize("name", _EXAMPLES)
def test_examples_are_commands_of_the_grammar(name: str) -> None:
    assert name in COMMANDS
    for line, _ in _EXAMPLES[name]:
        words = shlex.split(re.split(r" [<>] ", line.split(" | ")[-1])[0])
        assert words[0] == "reverie"
        parsed = build_parser().parse_args(words[1:])
        assert parsed.run == (build_parser().parse_args([*name.split()[1:], *_rest(name, words)]).run)


def _rest(name: str, words: list[str]) -> list[str]:
    """The words of an example behind its command's name."""
    return words[len(name.split()) :]


def test_help_has_usage_meaning_and_exit_codes(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        build_parser().parse_args(["--help"])
    shown = capsys.readouterr().out
    assert "usage: reverie" in shown
    assert "exit codes: 0 done" in shown
    assert all(isinstance(command, argparse.ArgumentParser) and command.description for command in COMMANDS.values())
