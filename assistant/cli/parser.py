"""The command line's grammar. Standard library only: `reverie --help` loads nothing else of the product."""

from __future__ import annotations

import argparse
import re

from assistant import __version__
from assistant.cli.manual import explained

DESCRIPTION = "A terminal assistant that keeps your conversations on your machine and learns from them while you sleep."
CODES = "exit codes: 0 done or nothing to do, 1 failed or rejected, 2 bad usage, 3 this machine can't"

Commands = argparse._SubParsersAction  # the type that `add_subparsers` returns has no public name


def build_parser() -> argparse.ArgumentParser:
    """The whole grammar. Each leaf sets `run`, the "module:function" that carries it out."""
    parser = argparse.ArgumentParser(
        prog="reverie",
        description=DESCRIPTION + " Without a command it opens the terminal UI.",
        epilog=CODES,
        allow_abbrev=False,
    )
    parser.set_defaults(run="assistant.cli.terminal:run", home=None, json=False)
    parser.add_argument("--version", action="version", version=f"reverie {__version__}", help="print it")
    parser.add_argument("--home", metavar="FOLDER", help="where everything is kept (default: REVERIE_HOME)")
    commands = parser.add_subparsers(metavar="COMMAND", title="commands")
    _ask(commands)
    _sleep(commands)
    _memory(commands)
    _chats(commands)
    _expert(commands)
    _model(commands)
    _schedule(commands)
    _bench(commands)
    forget = _leaf(commands, "forget", "assistant.cli.forget:run", "erase all that was ever told", as_json=False)
    forget.add_argument("--all", action="store_true", required=True, help="chats, memories, nights, experts and logs")
    forget.add_argument("--yes", action="store_true", help="do not ask")
    _leaf(commands, "doctor", "assistant.cli.doctor:run", "check this machine and this home")
    _completion(commands)
    return explained(parser)


def _completion(commands: Commands[argparse.ArgumentParser]) -> None:
    completion = _leaf(
        commands, "completion", "assistant.cli.completion:run", "print a script for your shell's Tab key", as_json=False
    )
    completion.add_argument("shell", choices=["bash", "zsh", "fish"], help="the shell that will read the script")


def _leaf(
    commands: Commands[argparse.ArgumentParser], name: str, run: str, text: str, as_json: bool = True
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=text, description=text[0].upper() + text[1:] + ".", allow_abbrev=False)
    parser.set_defaults(run=run)
    _home(parser)
    if as_json:
        parser.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="print JSON")
    return parser


def _group(
    commands: Commands[argparse.ArgumentParser], name: str, text: str
) -> tuple[argparse.ArgumentParser, Commands[argparse.ArgumentParser]]:
    parser = commands.add_parser(name, help=text, description=text[0].upper() + text[1:] + ".", allow_abbrev=False)
    _home(parser)
    return parser, parser.add_subparsers(metavar="COMMAND", title="commands")


def _home(parser: argparse.ArgumentParser) -> None:
    # Suppressed: an absent --home here must not undo one given before the command.
    parser.add_argument("--home", metavar="FOLDER", default=argparse.SUPPRESS, help=argparse.SUPPRESS)


def _ask(commands: Commands[argparse.ArgumentParser]) -> None:
    ask = _leaf(commands, "ask", "assistant.cli.ask:run", "one question, one answer on standard output")
    ask.add_argument("text", metavar="TEXT", help="the question; - reads it from standard input")
    ask.epilog = "Text piped in is put after TEXT (git diff | reverie ask explain) and is not learned from."
    ask.add_argument("--chat", type=int, metavar="ID", help="go on with this chat instead of a fresh one")
    ask.add_argument("--temperature", type=_temperature, metavar="T", help="0 always picks the likeliest word")
    ask.add_argument("--seed", type=_seed, metavar="N", help="the same seed gives the same answer")
    ask.add_argument("--no-retrieval", action="store_true", help="put no notes into the prompt")
    ask.add_argument("--no-experts", action="store_true", help="answer with the base model only")
    ask.add_argument("--no-learn", action="store_true", help="remember nothing from this question")


def _sleep(commands: Commands[argparse.ArgumentParser]) -> None:
    sleep, steps = _group(commands, "sleep", "learn from what was said")
    sleep.set_defaults(run="assistant.cli.sleep:run")
    sleep.add_argument(
        "--now", action="store_true", help="sleep at once, idle or not (so does a plain `reverie sleep`)"
    )
    sleep.add_argument(
        "--scheduled",
        action="store_true",
        help="sleep only if this is a good time (idle, on mains, enough is new), and give way when you come back",
    )
    sleep.add_argument("--dry-run", action="store_true", help="show what would be learned and why, and change nothing")
    sleep.add_argument("--budget", type=duration, metavar="TIME", help="how long at most: 90s, 20m, 1h30m")
    sleep.add_argument("--level", choices=["day", "topic", "core"], default="day", help="which level to rewrite")
    sleep.add_argument("--json", action="store_true", help="print the report as JSON")
    _leaf(
        steps, "status", "assistant.cli.sleep:status", "why it is or is not sleeping now, and how the last night went"
    )
    log = _leaf(steps, "log", "assistant.cli.sleep:log", "every night, newest first, with its reason")
    log.add_argument("--limit", type=_count, metavar="N", default=30, help="how many (default: 30)")
    log.add_argument("--decisions", action="store_true", help="why nights did and did not begin, instead")
    report = _leaf(steps, "report", "assistant.cli.sleep:report", "what the last night (or night ID) did")
    report.add_argument("id", nargs="?", type=int, metavar="ID")


def _memory(commands: Commands[argparse.ArgumentParser]) -> None:
    memory, steps = _group(commands, "memory", "what it remembers of what you told it")
    memory.set_defaults(run="assistant.cli.memory:list_all", status="active", limit=None)
    listing = _leaf(steps, "list", "assistant.cli.memory:list_all", "all memories")
    listing.add_argument(
        "--status", choices=["active", "superseded", "forgotten", "all"], default="active", help="default: active"
    )
    listing.add_argument("--limit", type=_count, metavar="N")
    search = _leaf(steps, "search", "assistant.cli.memory:search", "memories about something, best first")
    search.add_argument("query", metavar="QUERY")
    search.add_argument("--limit", type=_count, metavar="N", default=10, help="how many (default: 10)")
    add = _leaf(steps, "add", "assistant.cli.memory:add", "tell it one thing to remember")
    add.add_argument("text", metavar="TEXT")
    add.add_argument(
        "--kind", choices=["fact", "preference", "procedure", "correction"], help="default: as the wording tells"
    )
    edit = _leaf(steps, "edit", "assistant.cli.memory:edit", "correct the words of a memory, or its mark as a secret")
    edit.add_argument("id", type=int, metavar="ID")
    edit.add_argument("text", nargs="?", metavar="TEXT", help="the right words; left out, only the mark is changed")
    mark = edit.add_mutually_exclusive_group()
    mark.add_argument(
        "--not-secret", action="store_true", help="it is none, whatever it looks like: it may be trained on"
    )
    mark.add_argument("--secret", action="store_true", help="it is one, whatever it looks like: it is never trained on")
    forget = _leaf(steps, "forget", "assistant.cli.memory:forget", "erase memories for good")
    forget.add_argument("ids", type=int, nargs="+", metavar="ID")
    forget.add_argument("--yes", action="store_true", help="do not ask")
    why = _leaf(steps, "why", "assistant.cli.memory:why", "where a memory comes from and what carries it")
    why.add_argument("id", type=int, metavar="ID")
    why.add_argument("--asked", metavar="QUESTION", help="also: does this question find it, by which words, how surely")
    bring = _leaf(steps, "import", "assistant.cli.memory:import_file", "read memories from a file")
    bring.add_argument("file", metavar="FILE", help="one memory a line, plain or JSON; - reads standard input")
    export = _leaf(steps, "export", "assistant.cli.memory:export_file", "write all memories as JSON lines")
    export.add_argument("file", metavar="FILE", nargs="?", default="-", help="default: standard output")


def _chats(commands: Commands[argparse.ArgumentParser]) -> None:
    chats, steps = _group(commands, "chats", "past conversations")
    chats.set_defaults(run="assistant.cli.chats:list_all", limit=None)
    listing = _leaf(steps, "list", "assistant.cli.chats:list_all", "all chats, newest first")
    listing.add_argument("--limit", type=_count, metavar="N")
    show = _leaf(steps, "show", "assistant.cli.chats:show", "one chat's messages")
    show.add_argument("id", type=int, metavar="ID")
    search = _leaf(steps, "search", "assistant.cli.chats:search", "messages that contain something")
    search.add_argument("query", metavar="QUERY")
    search.add_argument("--limit", type=_count, metavar="N", default=20, help="how many (default: 20)")
    rename = _leaf(steps, "rename", "assistant.cli.chats:rename", "give a chat a title")
    rename.add_argument("id", type=int, metavar="ID")
    rename.add_argument("title", metavar="TITLE")
    delete = _leaf(steps, "delete", "assistant.cli.chats:delete", "delete chats and their messages for good")
    delete.add_argument("ids", type=int, nargs="+", metavar="ID")
    delete.add_argument("--yes", action="store_true", help="do not ask")
    bring = _leaf(steps, "import", "assistant.cli.chats:import_file", "read chats from an export file")
    bring.add_argument(
        "file", metavar="FILE", help="an export of reverie, ChatGPT or Claude (.json, .zip, .jsonl, .md)"
    )
    bring.add_argument("--learn", action="store_true", help="remember what you said in them, as if told back then")
    export = _leaf(steps, "export", "assistant.cli.chats:export_file", "write chats to a file")
    export.add_argument("file", metavar="FILE", nargs="?", default="-", help="default: standard output")
    export.add_argument(
        "--format", choices=["jsonl", "json", "markdown"], help="default: by the file's ending, or jsonl"
    )
    export.add_argument("--chat", type=int, metavar="ID", help="only this chat")


def _expert(commands: Commands[argparse.ArgumentParser]) -> None:
    expert, steps = _group(commands, "expert", "what it learned, as adapters")
    expert.set_defaults(run="assistant.cli.expert:list_all")
    _leaf(steps, "list", "assistant.cli.expert:list_all", "all experts")
    show = _leaf(steps, "show", "assistant.cli.expert:show", "one expert: level, scores, what it was made from")
    show.add_argument("id", metavar="ID")
    activate = _leaf(steps, "activate", "assistant.cli.expert:activate", "let chat mount exactly these experts")
    activate.add_argument("ids", nargs="*", metavar="ID", help="none: the base model alone")
    _leaf(steps, "rollback", "assistant.cli.expert:rollback", "go back to the experts that were active before")
    export = _leaf(steps, "export", "assistant.cli.exchange:export", "write experts, as one, for other runtimes")
    export.add_argument("ids", nargs="+", metavar="ID", help="or `active`: the active ones that hold memories")
    export.add_argument(
        "--format", type=formats, default="all", metavar="F,G", help="peft, gguf, mlx, merged, ollama, all (default)"
    )
    export.add_argument("--out", required=True, metavar="DIR", help="a new or empty folder")
    export.add_argument(
        "--without",
        action="append",
        default=[],
        metavar="KIND|MEMORY",
        help="leave out a kind of memories, or one by its id, by training anew without it; may be repeated",
    )
    bring = _leaf(steps, "import", "assistant.cli.exchange:import_adapter", "take an adapter made for this model")
    bring.add_argument("source", metavar="DIR|FILE", help="a PEFT or MLX folder, an export, or a GGUF adapter")
    bring.add_argument("--id", metavar="ID", help="what to call it here")
    bring.add_argument("--level", choices=["day", "topic", "core"], default="day", help="what it is used as here")
    bring.add_argument("--memories", type=counts, default=(), metavar="ID,ID", help="the memories that it holds")
    bring.add_argument("--assume-base", action="store_true", help="take one that does not say what it was made for")
    verify = _leaf(steps, "verify", "assistant.cli.exchange:verify", "check experts for damage, or ask exports anew")
    verify.add_argument("ids", nargs="*", metavar="ID|DIR", help="default: all experts of this home")


def _model(commands: Commands[argparse.ArgumentParser]) -> None:
    model, steps = _group(commands, "model", "the model that answers")
    model.set_defaults(run="assistant.cli.model:list_all")
    _leaf(steps, "list", "assistant.cli.model:list_all", "known models, and which suit this machine")
    pull = _leaf(steps, "pull", "assistant.cli.model:pull", "download a model (the only command that uses the network)")
    pull.add_argument("name", metavar="NAME", help="a name of `model list`, or OWNER/REPOSITORY[:FILE.gguf]")
    use = _leaf(steps, "use", "assistant.cli.model:use", "answer with this model from now on")
    use.add_argument("name", metavar="NAME", help="a downloaded model's name or a GGUF file")
    show = _leaf(steps, "info", "assistant.cli.model:show", "what a model file says of itself")
    show.add_argument("name", metavar="NAME", nargs="?", help="default: the model in use")


def _schedule(commands: Commands[argparse.ArgumentParser]) -> None:
    schedule, steps = _group(commands, "schedule", "nights while the terminal UI is closed")
    schedule.set_defaults(run="assistant.cli.schedule:status")
    for name, text in (
        ("install", "let the operating system's timer start nights"),
        ("uninstall", "remove that timer and its files"),
    ):
        step = _leaf(steps, name, f"assistant.cli.schedule:{name}", text, as_json=False)
        step.add_argument("--dry-run", action="store_true", help="show what would be done, and change nothing")
    _leaf(steps, "status", "assistant.cli.schedule:status", "is the timer there, is it on, are nights paused")
    _leaf(steps, "pause", "assistant.cli.schedule:pause", "let no night begin by itself", as_json=False)
    _leaf(steps, "resume", "assistant.cli.schedule:resume", "let nights begin by themselves again", as_json=False)


def _bench(commands: Commands[argparse.ArgumentParser]) -> None:
    suites = ["recall", "reading", "ablation", "speed", "knowledge", "continual", "fewshot", "longcontext", "locomo"]
    suites += ["extraction", "retrieval"]
    bench = _leaf(commands, "bench", "assistant.cli.bench:run", "how good it is, and against what", as_json=False)
    bench.add_argument("suite", metavar="SUITE", choices=suites, help=", ".join(suites))
    bench.add_argument("--json", metavar="FILE", help="also write the result to this file; - for standard output")
    bench.add_argument("--facts", metavar="FILE", help="statements and their probes, JSON lines")
    bench.add_argument("--never-told", metavar="FILE", help="questions that nothing told answers, one a line")
    bench.add_argument(
        "--memories", type=counts, metavar="N", help="make up N statements a night instead; speed takes several: 10,20"
    )
    bench.add_argument("--seed", type=_seed, default=0, metavar="S")
    bench.add_argument("--seeds", type=seeds, metavar="S,T", help="several seeds as one table: pooled, lowest-highest")
    bench.add_argument("--nights", type=_count, default=1, metavar="K")
    bench.add_argument(
        "--exams", type=counts, metavar="N,M", help="ask after these nights only, e.g. 1,7 (default: all)"
    )
    bench.add_argument("--updates", type=_whole, metavar="N", help="made-up statements that replace an earlier one")
    bench.add_argument("--forgets", type=_whole, metavar="N", help="made-up statements to be forgotten later")
    bench.add_argument(
        "--arms",
        type=names,
        metavar="A,B",
        help="base,context,notes,finetune,expert,product; of retrieval: words (needs no model), product",
    )
    bench.add_argument("--distractors", type=_whole, default=4, metavar="N", help="other notes beside the right one")
    bench.add_argument(
        "--without",
        type=names,
        metavar="PART",
        help="leave parts of the night out: seeding, dreaming, imitation, anchors, replay, routing",
    )
    bench.add_argument(
        "--with",
        dest="added",
        type=names,
        metavar="PART",
        help="add to the night: seeding, imitation, on-policy, epoch (one more); ablation adds one at a time, a+b both",
    )
    bench.add_argument("--results", metavar="FILE[#MARKER]", help="also put the table at the page's <!-- marker -->")
    bench.add_argument("--plot", metavar="FILE", help="also draw recall, retention and drift over nights, as SVG")
    bench.add_argument("--tokens", type=counts, metavar="N,M", help="contexts of longcontext, e.g. 1024,2048,4096")
    bench.add_argument("--passages", metavar="FILE")
    bench.add_argument("--intents", metavar="FILE")
    bench.add_argument("--data", metavar="FILE")


_UNITS = {"s": 1, "m": 60, "h": 3600}


def duration(text: str) -> float:
    """Seconds of `90s`, `20m` or `1h30m`. Raises: ArgumentTypeError."""
    parts = re.findall(r"(\d+(?:\.\d+)?)([smh])", text)
    if not parts or "".join(number + unit for number, unit in parts) != text:
        raise argparse.ArgumentTypeError(f"{text!r} is not a time; write 90s, 20m or 1h30m")
    seconds = sum(float(number) * _UNITS[unit] for number, unit in parts)
    if seconds <= 0:
        raise argparse.ArgumentTypeError(f"{text!r} leaves no time; write 90s, 20m or 1h30m")
    return seconds


def names(text: str) -> tuple[str, ...]:
    """A comma-separated list. Raises: ArgumentTypeError when nothing is in it."""
    found = tuple(name.strip() for name in text.split(",") if name.strip())
    if not found:
        raise argparse.ArgumentTypeError("give at least one name")
    return found


def formats(text: str) -> tuple[str, ...]:
    """Export formats. Raises: ArgumentTypeError for one that there is not."""
    known = ("peft", "gguf", "mlx", "merged", "ollama", "all")
    found = names(text)
    if strange := [name for name in found if name not in known]:
        raise argparse.ArgumentTypeError(f"{', '.join(strange)} is no format; choose from {', '.join(known)}")
    return found


def counts(text: str) -> tuple[int, ...]:
    """A comma-separated list of numbers from 1. Raises: ArgumentTypeError."""
    return tuple(_count(name) for name in names(text))


def seeds(text: str) -> tuple[int, ...]:
    """A comma-separated list of numbers from 0. Raises: ArgumentTypeError."""
    return tuple(_seed(name) for name in names(text))


def _count(text: str) -> int:
    return _number(text, least=1)


def _whole(text: str) -> int:
    return _number(text, least=0)


def _seed(text: str) -> int:
    return _number(text, least=0)


def _number(text: str, least: int) -> int:
    if not text.isascii() or not text.isdigit() or int(text) < least:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from {least}")
    return int(text)


def _temperature(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 5:
        raise argparse.ArgumentTypeError(f"{text!r} is not a temperature from 0 to 5")
    return value
