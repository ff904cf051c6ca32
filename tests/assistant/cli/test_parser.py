"""The grammar: every command of the contract parses, and what cannot be meant is refused with code 2."""

from __future__ import annotations

import argparse

import pytest

from assistant.cli.parser import build_parser, counts, duration, names

CONTRACT = [
    "ask hello",
    "ask - --json --chat 3 --temperature 0 --seed 7 --no-retrieval --no-experts --no-learn",
    "sleep --now --dry-run --budget 20m --level topic --json",
    "sleep status",
    "sleep log --json",
    "sleep report --json",
    "memory list --json",
    "memory search dog",
    "memory add text",
    "memory edit 1 text",
    "memory forget 1 2",
    "memory why 1",
    "memory import -",
    "memory export",
    "chats list --json",
    "chats show 1",
    "chats search dog",
    "chats rename 1 title",
    "chats delete 1",
    "chats import file",
    "chats export file",
    "expert list --json",
    "expert show id",
    "expert activate a b",
    "expert rollback",
    "expert export id --format peft,gguf --out folder",
    "expert export active --out folder",
    "expert export one two --format all --out folder",
    "expert import folder --id name --level core --memories 1,2 --assume-base",
    "expert verify",
    "expert verify folder --json",
    "model list",
    "model pull starter",
    "model use starter",
    "model info --json",
    "bench recall --facts f.jsonl --nights 3 --arms base,context,notes,finetune,expert,product --json out.json",
    "bench recall --memories 20 --seed 1",
    "bench knowledge --passages f",
    "bench continual --intents f",
    "bench fewshot --intents f",
    "bench longcontext --tokens 1024,2048,4096",
    "bench locomo --data f",
    "bench reading --facts f --distractors 4",
    "bench ablation --without anchors",
    "bench speed",
    "doctor --json",
]


@pytest.mark.parametrize("line", CONTRACT)
def test_every_command_of_the_contract_parses_to_a_function(line: str) -> None:
    module, function = build_parser().parse_args(line.split()).run.split(":")
    assert module.startswith("assistant.cli.")
    assert function.isidentifier()


@pytest.mark.parametrize("line", CONTRACT)
def test_home_is_accepted_before_and_behind_the_command(line: str) -> None:
    assert build_parser().parse_args(["--home", "/h", *line.split()]).home == "/h"
    assert build_parser().parse_args([*line.split(), "--home", "/h"]).home == "/h"


def test_without_a_command_the_terminal_ui_opens() -> None:
    assert build_parser().parse_args([]).run == "assistant.cli.terminal:run"


def test_json_before_the_sub_command_is_not_lost() -> None:
    assert build_parser().parse_args(["sleep", "--json", "status"]).json is True
    assert build_parser().parse_args(["sleep", "status"]).json is False


@pytest.mark.parametrize(
    "line",
    [
        "ask",
        "ask x --temperature -1",
        "ask x --temperature hot",
        "ask x --seed -3",
        "ask x --chat one",
        "sleep --budget 20",
        "sleep --budget 0m",
        "sleep --level week",
        "memory edit 1 --secret --not-secret",
        "memory forget",
        "expert export id",
        "expert export id --format onnx --out folder",
        "bench nothing",
        "bench recall --nights 0",
        "bench longcontext --tokens 1024,x",
        "ask x --temp 1",
        "dream",
    ],
)
def test_what_cannot_be_meant_is_bad_usage(line: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        build_parser().parse_args(line.split())
    assert left.value.code == 2
    assert "reverie" in capsys.readouterr().err


@pytest.mark.parametrize(("text", "seconds"), [("90s", 90), ("20m", 1200), ("1h30m", 5400), ("0.5h", 1800)])
def test_duration(text: str, seconds: float) -> None:
    assert duration(text) == seconds


@pytest.mark.parametrize("text", ["", "20", "m", "20m ", "1d", "-5m", "5m3"])
def test_duration_refuses_what_is_no_time(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match="20m"):
        duration(text)


def test_lists() -> None:
    assert names("base, product") == ("base", "product")
    assert counts("1024,2048") == (1024, 2048)
    with pytest.raises(argparse.ArgumentTypeError):
        names(" , ")


def test_every_command_has_help() -> None:
    def check(parser: argparse.ArgumentParser) -> None:
        for action in parser._actions:
            if isinstance(action, argparse._SubParsersAction):
                described = {choice.dest for choice in action._choices_actions if choice.help}
                assert described == set(action.choices)
                for child in action.choices.values():
                    check(child)

    check(build_parser())
