"""Every way of using the product, one after the other, with one look at what they tried to reach.

`python -m tests.guards.whole_day FOLDER` prints a JSON object: each command's exit code and last words, and how many
packets found no route since this network namespace was made; None where the system does not count them.
"""

from __future__ import annotations

import itertools
import json
import os
import subprocess
import sys
from pathlib import Path

from tests.integration.terminal import Terminal

ROOT = Path(__file__).parents[2]
COUNTERS = (Path("/proc/net/snmp"), Path("/proc/net/snmp6"))


def commands(folder: Path) -> list[list[str]]:
    """What is run, in order; the night needs the import, the export the night."""
    labelled = {"message": "My dog is called Fudge.", "expected": [{"words": ["dog", "Fudge"]}]}
    (folder / "labelled.jsonl").write_text(json.dumps(labelled) + "\n")
    (folder / "notes.txt").write_text("My dog is called Fudge.\nMy cat is called Pixel.\n")
    return [
        ["memory", "import", str(folder / "notes.txt")],
        ["ask", "What is my dog called?"],
        ["sleep"],
        ["sleep", "--scheduled"],
        ["sleep", "status"],
        ["memory", "export", str(folder / "out.jsonl")],
        ["chats", "export", str(folder / "chats.jsonl")],
        ["expert", "export", "active", "--format", "peft,gguf", "--out", str(folder / "expert")],
        ["bench", "extraction", "--data", str(folder / "labelled.jsonl")],
        ["bench", "recall", "--memories", "2", "--arms", "base"],
        ["schedule", "status"],
        ["doctor"],
    ]


def run(arguments: list[str]) -> tuple[int, str]:
    """Exit code and last words of one command."""
    done = subprocess.run(
        [sys.executable, "-m", "assistant", *arguments],
        cwd=ROOT, capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=280, check=False,
    )  # fmt: skip
    return done.returncode, (done.stdout + done.stderr)[-400:]


def use_the_terminal(home: Path) -> tuple[int, str]:
    """Open the interface on a home that was used before, tell it something, and leave."""
    terminal = Terminal(home, environment={"PYTHONPATH": os.environ["PYTHONPATH"]})
    try:
        terminal.past_the_morning("● tiny", terminal.wait_for)
        terminal.type("My hat is called Brim.")
        terminal.wait_for("noted 1 new memory", 60)
        return terminal.leave(), terminal.text[-400:]
    except AssertionError as error:
        return -1, str(error)
    finally:
        terminal.close()


def no_route() -> int | None:
    """Packets that found no route: where there is no network, every try of any code, native code's as well."""
    found: list[int] = []
    for path in COUNTERS:
        if path.exists():
            lines = path.read_text(encoding="ascii").splitlines()
            for names, values in itertools.pairwise(lines):
                if "OutNoRoutes" in names.split():
                    found.append(int(dict(zip(names.split(), values.split(), strict=True))["OutNoRoutes"]))
                elif names.startswith("Ip6OutNoRoutes"):
                    found.append(int(names.split()[1]))
    return sum(found) if found else None


def main(folder: Path) -> None:
    """Run all of it in `REVERIE_HOME`."""
    told = {" ".join(arguments[:2]): run(arguments) for arguments in commands(folder)}
    told["terminal"] = use_the_terminal(Path(os.environ["REVERIE_HOME"]))
    sys.stdout.write(json.dumps({"told": told, "no route": no_route()}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
