"""The command without paths, the commit of the source, the day."""

from __future__ import annotations

import argparse
import re

from assistant.bench.provenance import command, commit, date
from assistant.cli.parser import build_parser


def options(line: str) -> argparse.Namespace:
    return build_parser().parse_args(["bench", *line.split()])


def test_the_command_holds_what_changes_the_numbers_and_no_path() -> None:
    given = options(
        "recall --facts /somewhere/facts.jsonl --arms base,product --seeds 1,2 --json /x.json --home /h --results r.md"
    )
    assert command("recall", given) == "reverie bench recall --facts facts.jsonl --arms base,product --seeds 1,2"


def test_defaults_are_left_out() -> None:
    assert command("speed", options("speed --memories 10,20")) == "reverie bench speed --memories 10,20 --seed 0"
    given = options("reading --distractors 2 --seed 3 --never-told /n/never.txt")
    assert command("reading", given) == "reverie bench reading --never-told never.txt --distractors 2 --seed 3"


def test_the_commands_can_be_given_again() -> None:
    line = command(
        "ablation", options("ablation --without anchors,routing --memories 5 --nights 2 --exams 2 --updates 0")
    )
    assert "--exams 2" in line
    assert command("ablation", options(line.removeprefix("reverie bench "))) == line


def test_an_option_is_shown_as_it_is_spelled() -> None:
    line = "reverie bench ablation --with imitation,epoch+epoch --seed 0"
    assert command("ablation", options(line.removeprefix("reverie bench "))) == line


def test_labelled_messages_are_named_without_their_folder_and_need_no_seed() -> None:
    assert command("extraction", options("extraction --data /d/l.jsonl")) == "reverie bench extraction --data l.jsonl"
    assert command("retrieval", options("retrieval --data /d/t.json --seed 2")) == (
        "reverie bench retrieval --data t.json --seed 2"
    )


def test_the_source_is_named_by_commit_or_version() -> None:
    assert re.fullmatch(r"commit [0-9a-f]{7,}( with changes)?|version [\w.]+", commit())


def test_the_day_is_utc() -> None:
    assert date(0.0) == "1970-01-01"
