"""The one table of commands: slash commands, their completion, the palette, the keys and the help page."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Command:
    """A command: `/name argument`. `needs_argument` refuses an empty one; `key` runs it without an argument."""

    name: str
    summary: str
    argument: str = ""
    needs_argument: bool = False
    key: str = ""

    @property
    def usage(self) -> str:
        return f"/{self.name} {self.argument}".rstrip()


COMMANDS = (
    Command("new", "Start a new chat", key="ctrl+n"),
    Command("chats", "Resume, search, rename or delete chats", "[WORDS]", key="ctrl+o"),
    Command("private", "Start a chat that is never learned from"),
    Command("system", "Give this chat instructions, or change them", "[TEXT]"),
    Command("attach", "Put a text file beside the next message", "FILE", needs_argument=True),
    Command("detach", "Take away what is attached"),
    Command("nolearn", "Send without learning, or unlearn the last message", "[TEXT]"),
    Command("remember", "Note something down", "TEXT", needs_argument=True),
    Command("forget", "Find a memory and erase it", "[WORDS]"),
    Command("memory", "See, search, edit and forget memories", "[WORDS]", key="f3"),
    Command("experts", "See experts, mount them or roll back", key="f4"),
    Command("sleep", "Sleep now (day, topic or core), or watch", "[LEVEL]", key="f5"),
    Command("report", "Read the last morning report", key="f6"),
    Command("why", "Show the notes and experts behind a reply", key="ctrl+t"),
    Command("copy", "Copy the reply, a code block or the question", "[code [N]|question]", key="ctrl+y"),
    Command("retry", "Answer the last question again", key="f7"),
    Command("edit", "Change the last question and send it again", key="f2"),
    Command("stop", "Stop the reply", key="escape"),
    Command("history", "Search what you wrote before", "[WORDS]", key="ctrl+r"),
    Command("editor", "Write in $VISUAL or $EDITOR", key="ctrl+g"),
    Command("export", "Write this chat as markdown or JSON", "[FILE]"),
    Command("context", "Show what fills the context"),
    Command("model", "Choose or fetch another model", "[NAME]"),
    Command("theme", "Choose colours", "[NAME]"),
    Command("keys", "Change keys in keys.toml"),
    Command("help", "Show commands and keys", key="f1"),
    Command("quit", "Leave", key="ctrl+q"),
)
_BY_NAME = {command.name: command for command in COMMANDS}


def parse(line: str) -> tuple[Command | None, str]:
    """The command and argument of a line that starts with a slash; None for an unknown name."""
    name, _, argument = line.strip().removeprefix("/").partition(" ")
    return _BY_NAME.get(name.lower()), argument.strip()


def is_command(line: str) -> bool:
    """Whether a prompt is meant as a command: one slash and a word at its start, so paths are not."""
    word = line.strip().split(" ", 1)[0]
    return word.startswith("/") and word[1:].isalpha() and "\n" not in line.strip()


def completions(line: str) -> list[Command]:
    """The commands that begin with what was typed so far, and none once an argument has begun."""
    if not line.startswith("/") or " " in line or "\n" in line:
        return []
    typed = line[1:].lower()
    return [command for command in COMMANDS if command.name.startswith(typed)]
