"""What `--help` says beyond the grammar, and the same as a page: `make manual` writes docs/cli.md.

Standard library only, as the parser is: every command loads it.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator

_EXAMPLES = {
    "reverie": (
        ("reverie", "open the terminal UI"),
        ('reverie ask "What is my dog called?"', "one answer on standard output"),
        ("reverie --home ~/trial doctor", "look at another home"),
    ),
    "reverie ask": (
        ('reverie ask "Name three uses of vinegar."', "a fresh chat"),
        ('git diff | reverie ask "explain this change"', "what is piped in goes behind the question"),
        ("reverie ask - < question.txt", "the question itself from standard input"),
        ('reverie ask --chat 12 "And in winter?"', "go on with a chat"),
        ('reverie ask --json --no-learn --seed 1 "Hello"', "for scripts: JSON, nothing remembered, repeatable"),
    ),
    "reverie sleep": (
        ("reverie sleep", "a night now"),
        ("reverie sleep --dry-run", "what it would learn, and why"),
        ("reverie sleep --budget 20m --json", "twenty minutes at most, the report as JSON"),
    ),
    "reverie sleep status": (("reverie sleep status", ""),),
    "reverie sleep log": (
        ("reverie sleep log --limit 5", "the last five nights"),
        ("reverie sleep log --decisions", "why a night did or did not begin by itself"),
    ),
    "reverie sleep report": (("reverie sleep report 3 --json", "night 3 in full"),),
    "reverie memory": (("reverie memory", "the same as `reverie memory list`"),),
    "reverie memory list": (("reverie memory list --status all --json", "also what no longer holds"),),
    "reverie memory search": (('reverie memory search "dentist appointment"', ""),),
    "reverie memory add": (
        ('reverie memory add "My exam is next Friday."', 'stored with the date that "next Friday" is'),
        ('reverie memory add --kind preference "Answer briefly."', ""),
    ),
    "reverie memory edit": (
        ('reverie memory edit 4 "My dog is called Fudge."', ""),
        ("reverie memory edit 4 --not-secret", "it was marked as a secret by mistake"),
    ),
    "reverie memory forget": (("reverie memory forget 4 7 --yes", "without asking first"),),
    "reverie memory why": (
        ("reverie memory why 4", "the words it came from, what it replaced, what carries it"),
        ('reverie memory why 4 --asked "Who feeds the dog?"', "is it found for this question, and by which words"),
    ),
    "reverie memory import": (("reverie memory import notes.txt", "one memory a line"),),
    "reverie memory export": (("reverie memory export memories.jsonl", ""),),
    "reverie chats": (("reverie chats", "the same as `reverie chats list`"),),
    "reverie chats list": (("reverie chats list --limit 10", ""),),
    "reverie chats show": (("reverie chats show 12", ""),),
    "reverie chats search": (('reverie chats search "heat pump"', ""),),
    "reverie chats rename": (('reverie chats rename 12 "Heat pumps"', ""),),
    "reverie chats delete": (("reverie chats delete 12 13", ""),),
    "reverie chats import": (
        ("reverie chats import chatgpt-export.zip", "ChatGPT's or Claude's archive as it was downloaded"),
        ("reverie chats import --learn conversations.json", "and remember what you said of yourself"),
    ),
    "reverie chats export": (
        ("reverie chats export chats.jsonl", "all chats, a line each; `import` reads them again"),
        ("reverie chats export --chat 12 heat-pumps.md", "one chat as markdown"),
    ),
    "reverie expert": (("reverie expert", "the same as `reverie expert list`"),),
    "reverie model": (("reverie model", "the same as `reverie model list`"),),
    "reverie schedule": (
        ("reverie schedule", "the same as `reverie schedule status`"),
        ("reverie schedule install --dry-run", "what would be written and run, and nothing else"),
    ),
    "reverie schedule install": (("reverie schedule install", "nights also while reverie is closed"),),
    "reverie schedule pause": (("reverie schedule pause", "no night by itself until `reverie schedule resume`"),),
    "reverie forget": (("reverie forget --all", "asks first; then nothing of it is left"),),
    "reverie bench": (
        ("reverie bench recall --memories 10 --json result.json", "told, slept over, asked again"),
        ("reverie bench extraction --data labelled.jsonl", "precision and recall of what is taken as a memory"),
        ("reverie bench retrieval --data locomo.json", "is the right memory found, and how fast"),
        ("reverie bench longcontext --tokens 1024,4096", "what is still answered from 8 contexts ago"),
    ),
    "reverie doctor": (("reverie doctor --json", ""),),
    "reverie completion": (
        ("reverie completion bash > ~/.local/share/bash-completion/completions/reverie", ""),
        ("reverie completion zsh > ~/.zfunc/_reverie", "with ~/.zfunc in fpath"),
        ("reverie completion fish > ~/.config/fish/completions/reverie.fish", ""),
    ),
}
_MEANT = {
    "ID": "its number or name, as `list` shows it",
    "TEXT": "one sentence, in quotation marks",
    "QUERY": "words to look for; no special syntax",
    "TITLE": "the new title, in quotation marks",
    "N": "how many at most (default: all)",
    "S": "the same seed makes the same statements (default: 0)",
    "K": "nights to sleep (default: 1)",
    "FILE": "a file in the format of its suite",
    "FOLDER": "a folder",
}
"""What an argument means where its command does not say it."""

_PAGE = """# reverie on the command line

Made from the parser by `make manual`; a test compares the two.

Data goes to standard output, narration to standard error, so every command can stand in a pipe. With `--json` the data
is one JSON document. Text that is piped into `ask`, alone or beside a question, is answered and not learned from,
unless the question says so: `reverie ask "Remember this:" < notes.txt`.

| exit code | meaning |
|---|---|
| 0 | done, or nothing to do |
| 1 | failed, or a night was rejected |
| 2 | bad usage: an unknown command, a missing file, an id that does not exist |
| 3 | this machine can't |
| 130 | interrupted with Ctrl-C |

| environment | meaning |
|---|---|
| `REVERIE_HOME` | the folder of everything; `--home FOLDER`, before or behind the command, wins over it |
| `REVERIE_DEBUG` | set: errors of the program show their trace |
| `NO_COLOR` | set: no colours |
"""


def explained(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """Add examples to every command of the parser, and a meaning to every argument without one."""
    for command in commands(parser):
        examples = [
            f"  {line}" + (f"\n      {meaning}" if meaning else "") for line, meaning in _EXAMPLES.get(command.prog, ())
        ]
        parts = [command.epilog or "", "\n".join(["examples:", *examples]) if examples else ""]
        command.epilog = "\n\n".join(filter(None, parts)) or None
        command.formatter_class = argparse.RawDescriptionHelpFormatter
        for action in command._actions:
            if not action.help:
                action.help = _MEANT.get(str(action.metavar))
    return parser


def commands(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    """The parser and all its sub-commands, as they stand in the grammar."""
    yield parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for child in dict.fromkeys(action.choices.values()):
                yield from commands(child)


def arguments(command: argparse.ArgumentParser) -> list[argparse.Action]:
    """What a command takes, without sub-commands, hidden flags and `--help`."""
    return [
        action
        for action in command._actions
        if not isinstance(action, argparse._SubParsersAction | argparse._HelpAction)
        and action.help != argparse.SUPPRESS
    ]


def page(parser: argparse.ArgumentParser) -> str:
    """The reference of every command as markdown."""
    return "\n".join([_PAGE, *(line for command in commands(parser) for line in _section(command))])


def _section(command: argparse.ArgumentParser) -> Iterator[str]:
    yield from (f"## {command.prog}", "", str(command.description), "", f"    {_usage(command)}", "")
    rows = [(_cell(_spelled(action)), _cell(action.help or "")) for action in arguments(command)]
    if rows:
        yield from ("| argument | meaning |", "|---|---|", *(f"| `{name}` | {text} |" for name, text in rows), "")
    for line, meaning in _EXAMPLES.get(command.prog, ()):
        yield f"    {line}" + (f"    # {meaning}" if meaning else "")
    if command.prog in _EXAMPLES:
        yield ""


def _usage(command: argparse.ArgumentParser) -> str:
    flags = [action for action in arguments(command) if action.option_strings]
    named = [action for action in arguments(command) if not action.option_strings]
    parts = [command.prog, *(f"[{_spelled(action)}]" if not action.required else _spelled(action) for action in flags)]
    parts += [{"?": "[{}]", "*": "[{} ...]", "+": "{} ..."}.get(str(a.nargs), "{}").format(_spelled(a)) for a in named]
    groups = [action for action in command._actions if isinstance(action, argparse._SubParsersAction)]
    return " ".join(parts + ["COMMAND ..." for _ in groups])


def _spelled(action: argparse.Action) -> str:
    value = "" if action.nargs == 0 else str(action.metavar or "{" + ",".join(map(str, action.choices or ())) + "}")
    return " ".join(filter(None, [", ".join(action.option_strings), value]))


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("%%", "%")


def main() -> None:
    """Write the page to standard output."""
    from assistant.cli.parser import build_parser

    sys.stdout.write(page(build_parser()))
